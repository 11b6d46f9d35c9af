//! A place outside memory for what nobody reads for a while.

use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

/// What bytes can be laid down in and taken up from: a temporary file, or a cursor over a vector.
pub trait Shelf: Read + Write + Seek + Send {}

impl<T: Read + Write + Seek + Send> Shelf for T {}

/// Lays down what `write` writes, from where the shelf stands.
pub(crate) fn lay_down<T>(
    shelf: &mut dyn Shelf,
    write: impl FnOnce(&mut dyn Write) -> io::Result<T>,
) -> io::Result<T> {
    let mut buffered = BufWriter::with_capacity(1 << 18, shelf);
    let laid = write(&mut buffered)?;
    buffered.flush()?;
    Ok(laid)
}

/// Takes up what was laid down, from the shelf's first byte on.
pub(crate) fn take_up<T>(
    shelf: &mut dyn Shelf,
    read: impl FnOnce(&mut dyn Read) -> io::Result<T>,
) -> io::Result<T> {
    shelf.rewind()?;
    read(&mut BufReader::with_capacity(1 << 18, shelf))
}
