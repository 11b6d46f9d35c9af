//! A temporary file of one run.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::PathBuf;

/// A file that nobody else reads, gone when it is dropped.
#[derive(Debug)]
pub struct Scratch {
    pub file: File,
    path: PathBuf,
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // It is gone already where an open file may lose its name.
        let _ = fs::remove_file(&self.path);
    }
}

/// Makes one in the system's folder for such files (`TMPDIR`), for this user alone.
pub fn scratch() -> io::Result<Scratch> {
    /// Names that are tried; others may have been left behind by a process of the same number.
    const TRIED: u32 = 1_000;
    let folder = std::env::temp_dir();
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for n in 0..TRIED {
        let path = folder.join(format!("tidings-{}-{n}.tmp", std::process::id()));
        match options.open(&path) {
            Ok(file) => {
                // Whatever ends this process, nothing is left behind.
                #[cfg(unix)]
                let _ = fs::remove_file(&path);
                return Ok(Scratch { file, path });
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => {
                let message = format!("{}: {error}", folder.display());
                return Err(io::Error::new(error.kind(), message));
            }
        }
    }
    Err(last)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::{Read as _, Seek as _, Write as _};

    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_is_left() {
        let mut first = scratch().unwrap();
        let second = scratch().unwrap();
        first.file.write_all(b"text").unwrap();
        first.file.rewind().unwrap();
        let mut text = String::new();
        first.file.read_to_string(&mut text).unwrap();
        assert_eq!(text, "text");
        let paths = [first.path.clone(), second.path.clone()];
        drop((first, second));
        assert!(paths.iter().all(|path| !path.exists()));
    }
}
