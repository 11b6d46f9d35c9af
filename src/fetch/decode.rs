//! Content codings (RFC 9110, 8.4): what a server packed is unpacked here, with a cap on what comes
//! out.
//!
//! The HTTP client would unpack gzip and Brotli by itself, but neither several codings on top of
//! each other, nor deflate, nor a body that only claims to be packed.

use std::io::{self, BufReader, Read};

use super::error::FetchError;

/// What is asked for with `Accept-Encoding`.
pub(super) const ACCEPTED: &str = "gzip, br, deflate";

/// More codings than this on top of each other are a trap.
const MOST_LAYERS: usize = 3;

/// Reads `body` to its end and takes off the codings that the header names, first to last as they
/// were put on. At most `most` bytes are read from the wire and at most `most` come out of each
/// layer.
///
/// With `cut`, what is longer is cut there instead of refused.
///
/// # Errors
/// [`FetchError::TooLarge`], [`FetchError::Coding`], or what `broken` makes of an error of the
/// connection.
pub(super) fn read_all(
    body: impl Read,
    codings: Option<&str>,
    most: u64,
    cut: bool,
    broken: &dyn Fn(&io::Error) -> FetchError,
) -> Result<Vec<u8>, FetchError> {
    let mut bytes = capped(body, most, cut).map_err(|error| match error {
        Capped::TooLarge => FetchError::TooLarge(most),
        Capped::Io(error) => broken(&error),
    })?;
    let names: Vec<String> = codings
        .unwrap_or("")
        .split(',')
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !name.is_empty() && name != "identity")
        .collect();
    if names.len() > MOST_LAYERS {
        return Err(FetchError::Coding(format!("reply is packed {} times", names.len())));
    }
    for name in names.iter().rev() {
        if bytes.is_empty() {
            break;
        }
        bytes = match unpack(name, &bytes, most, cut) {
            None => {
                let name: String = name.chars().take(40).collect();
                return Err(FetchError::Coding(format!("content coding `{name}` is not known")));
            }
            Some(Ok(Some(inner))) => inner,
            // It says that it is packed, and is not: some servers do.
            Some(Ok(None)) => bytes,
            Some(Err(Capped::TooLarge)) => return Err(FetchError::TooLarge(most)),
            Some(Err(Capped::Io(error))) => {
                return Err(FetchError::Coding(format!("{name} data are damaged: {error}")));
            }
        };
    }
    Ok(bytes)
}

enum Capped {
    TooLarge,
    Io(io::Error),
}

/// Reads to the end, or one byte further than allowed.
fn capped(reader: impl Read, most: u64, cut: bool) -> Result<Vec<u8>, Capped> {
    let mut bytes = Vec::new();
    let ended = reader.take(most.saturating_add(1)).read_to_end(&mut bytes);
    if bytes.len() as u64 > most {
        if !cut {
            return Err(Capped::TooLarge);
        }
        bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        return Ok(bytes);
    }
    ended.map(|_| bytes).map_err(Capped::Io)
}

/// One layer off; `None` for an unknown coding, `Ok(None)` for bytes that are not packed at all.
fn unpack(
    name: &str,
    bytes: &[u8],
    most: u64,
    cut: bool,
) -> Option<Result<Option<Vec<u8>>, Capped>> {
    let unpacked = match name {
        "gzip" | "x-gzip" if !bytes.starts_with(&[0x1f, 0x8b]) => return Some(Ok(None)),
        "gzip" | "x-gzip" => capped(flate2::bufread::MultiGzDecoder::new(bytes), most, cut),
        // RFC 9110 means zlib; some servers send the bare stream.
        "deflate" if is_zlib(bytes) => capped(flate2::bufread::ZlibDecoder::new(bytes), most, cut),
        "deflate" => match capped(flate2::bufread::DeflateDecoder::new(bytes), most, cut) {
            Err(Capped::Io(_)) if looks_like_text(bytes) => return Some(Ok(None)),
            other => other,
        },
        "br" => {
            let reader = BufReader::new(brotli_decompressor::Decompressor::new(bytes, 32 << 10));
            match capped(reader, most, cut) {
                Err(Capped::Io(_)) if looks_like_text(bytes) => return Some(Ok(None)),
                other => other,
            }
        }
        _ => return None,
    };
    Some(unpacked.map(Some))
}

fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [method, flags, ..] => {
            method & 0x0f == 8 && (u16::from(*method) * 256 + u16::from(*flags)).is_multiple_of(31)
        }
        _ => false,
    }
}

fn looks_like_text(bytes: &[u8]) -> bool {
    let start = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(start, Some(b'<' | b'{' | b'['))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const TEXT: &[u8] = b"<rss>The ferry left at dawn.</rss>";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: &[u8], codings: &str, most: u64) -> Result<Vec<u8>, FetchError> {
        let broken = |error: &io::Error| FetchError::Connection(error.to_string());
        read_all(bytes, Some(codings), most, false, &broken)
    }

    #[test]
    fn every_coding() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(TEXT).unwrap();
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::fast());
        bare.write_all(TEXT).unwrap();
        // "<rss>The ferry left at dawn.</rss>" as one uncompressed meta-block of Brotli (RFC 7932,
        // 9.2), then the last.
        let mut brotli = vec![0x0c, 0x11, 0x80];
        assert_eq!(TEXT.len(), 34);
        brotli.clear();
        // WBITS 16 (one bit 0), ISLAST 0, MNIBBLES 4 (00), MLEN - 1 = 33 (16 bits), ISUNCOMPRESSED
        // 1, padding.
        let head: u32 = (33 << 4) | (1 << 20);
        brotli.extend_from_slice(&head.to_le_bytes()[..3]);
        brotli.extend_from_slice(TEXT);
        brotli.push(0x03);
        for (bytes, codings) in [
            (TEXT.to_vec(), ""),
            (TEXT.to_vec(), "identity"),
            (gzip(TEXT), "gzip"),
            (gzip(TEXT), "X-GZIP"),
            ([gzip(&TEXT[..10]), gzip(&TEXT[10..])].concat(), "gzip"),
            (gzip(&gzip(TEXT)), "gzip, gzip"),
            (zlib.finish().unwrap(), "deflate"),
            (bare.finish().unwrap(), "deflate"),
            (brotli, "br"),
            (TEXT.to_vec(), "gzip"),
            (TEXT.to_vec(), "br"),
            (TEXT.to_vec(), "deflate"),
        ] {
            assert_eq!(read(&bytes, codings, 1000).as_deref(), Ok(TEXT), "{codings}");
        }
        assert_eq!(read(b"", "gzip", 1000), Ok(Vec::new()));
    }

    #[test]
    fn caps_and_damage() {
        let bomb = gzip(&vec![0; 1 << 20]);
        assert_eq!(read(&bomb, "gzip", 1 << 19), Err(FetchError::TooLarge(1 << 19)));
        assert_eq!(read(&gzip(&bomb), "gzip, gzip", 1 << 19), Err(FetchError::TooLarge(1 << 19)));
        assert!(read(&bomb, "gzip", 1 << 20).is_ok());
        assert_eq!(read(TEXT, "", 33), Err(FetchError::TooLarge(33)));
        assert_eq!(read(TEXT, "", 34).as_deref(), Ok(TEXT));
        let whole = gzip(TEXT);
        assert!(matches!(read(&whole[..30], "gzip", 1000), Err(FetchError::Coding(_))));
        assert!(matches!(read(TEXT, "klingon", 1000), Err(FetchError::Coding(_))));
        assert!(matches!(read(TEXT, "gzip,gzip,gzip,gzip", 1000), Err(FetchError::Coding(_))));
        let broken = |_: &io::Error| FetchError::NoTarget;
        assert_eq!(read_all(TEXT, None, 5, true, &broken).as_deref(), Ok(&TEXT[..5]));
    }
}
