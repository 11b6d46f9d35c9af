//! `.gz` and `.zst`, with every member and frame, within a byte limit.

use super::Limits;

/// How a compressed input begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    /// RFC 1952.
    Gzip,
    /// RFC 8878.
    Zstandard,
}

impl std::fmt::Display for Compression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Gzip => "gzip",
            Self::Zstandard => "Zstandard",
        })
    }
}

/// Why an input could not be decompressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// More bytes than allowed.
    TooLarge,
    /// Damaged or cut short.
    Damaged(String),
    /// The build has no reader for it.
    #[cfg_attr(feature = "compressed", allow(dead_code))]
    NotBuilt,
}

/// The kind of compression by the first bytes.
pub(super) fn compression(bytes: &[u8]) -> Option<Compression> {
    match bytes {
        [0x1f, 0x8b, 8, ..] | [0x1f, 0x8b] => Some(Compression::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => {
            Some(Compression::Zstandard)
        }
        _ => None,
    }
}

/// Decompressed bytes, at most `budget`, and whether something odd follows that was left alone.
#[cfg(feature = "compressed")]
pub(super) fn decompress(
    kind: Compression,
    bytes: &[u8],
    budget: u64,
) -> Result<(Vec<u8>, bool), Trouble> {
    match kind {
        Compression::Gzip => gunzip(bytes, budget),
        Compression::Zstandard => unzstd(bytes, budget),
    }
}

#[cfg(not(feature = "compressed"))]
pub(super) fn decompress(_: Compression, _: &[u8], _: u64) -> Result<(Vec<u8>, bool), Trouble> {
    Err(Trouble::NotBuilt)
}

/// What a decoder complains of: the innermost cause; first of all whether its input ended.
#[cfg(feature = "compressed")]
fn damaged(error: &(dyn std::error::Error + 'static)) -> Trouble {
    let causes = std::iter::successors(Some(error), |at| at.source());
    let ended = |at: &(dyn std::error::Error + 'static)| {
        let kind = at.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        kind == Some(std::io::ErrorKind::UnexpectedEof)
    };
    if causes.clone().any(ended) {
        return Trouble::Damaged("it ends too early".into());
    }
    Trouble::Damaged(causes.last().unwrap_or(error).to_string())
}

#[cfg(feature = "compressed")]
fn read_within(
    reader: &mut impl std::io::Read,
    out: &mut Vec<u8>,
    budget: u64,
) -> Result<(), Trouble> {
    use std::io::Read as _;
    let left = budget.saturating_sub(out.len() as u64);
    reader.take(left.saturating_add(1)).read_to_end(out).map_err(|error| damaged(&error))?;
    if out.len() as u64 > budget { Err(Trouble::TooLarge) } else { Ok(()) }
}

#[cfg(feature = "compressed")]
fn gunzip(bytes: &[u8], budget: u64) -> Result<(Vec<u8>, bool), Trouble> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while compression(rest) == Some(Compression::Gzip) {
        let mut decoder = flate2::bufread::GzDecoder::new(rest);
        read_within(&mut decoder, &mut out, budget)?;
        rest = decoder.into_inner();
    }
    Ok((out, !rest.iter().all(|&byte| byte == 0)))
}

#[cfg(feature = "compressed")]
fn unzstd(bytes: &[u8], budget: u64) -> Result<(Vec<u8>, bool), Trouble> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while compression(rest) == Some(Compression::Zstandard) {
        if let [0x50..=0x5f, 0x2a, 0x4d, 0x18, a, b, c, d, ..] = *rest {
            let length = u32::from_le_bytes([a, b, c, d]) as usize;
            rest = rest
                .get(8 + length..)
                .ok_or_else(|| Trouble::Damaged("it ends too early".into()))?;
            continue;
        }
        frame(&mut rest, &mut out, budget)?;
    }
    Ok((out, !rest.iter().all(|&byte| byte == 0)))
}

/// One frame at the beginning of `rest`, which then begins behind it. Windows of up to 128 MiB are
/// allowed (what `zstd -d` allows without asking). A size that its head states, and a checksum,
/// where there is one, must fit.
#[cfg(feature = "compressed")]
fn frame(rest: &mut &[u8], out: &mut Vec<u8>, budget: u64) -> Result<(), Trouble> {
    // RFC 8878, 3.1.1.1.1: the two highest bits of the descriptor, or the one of a single segment.
    let states_size = rest.get(4).is_some_and(|descriptor| descriptor & 0b1110_0000 != 0);
    let mut reader = ruzstd::decoding::StreamingDecoder::new_with_max_window_size(rest, 1 << 27)
        .map_err(|error| damaged(&error))?;
    let before = out.len();
    read_within(&mut reader, out, budget)?;
    let decoder = reader.into_frame_decoder();
    if states_size && decoder.content_size() != (out.len() - before) as u64 {
        return Err(Trouble::Damaged("its size is not the one that it states".into()));
    }
    match decoder.get_checksum_from_data() {
        Some(written) if decoder.get_calculated_checksum() != Some(written) => {
            Err(Trouble::Damaged("its checksum does not fit".into()))
        }
        _ => Ok(()),
    }
}

/// What lies inside compressed data (`None` where they are not compressed) and whether bytes
/// followed their end.
type Unpacked = Result<Option<(Vec<u8>, bool)>, (Compression, Trouble)>;

/// Unpacks layer after layer, all of them together within [`Limits::max_decompressed`] bytes; also
/// whether there were bytes after the end of one.
pub(super) fn unpack(bytes: &[u8], limits: &Limits) -> Unpacked {
    let mut current: Option<(Vec<u8>, bool)> = None;
    let mut budget = limits.max_decompressed;
    for _ in 0..limits.max_depth {
        let (input, odd) = current.as_ref().map_or((bytes, false), |(inner, odd)| (inner, *odd));
        let Some(kind) = compression(input) else { return Ok(current) };
        let (inner, more) = decompress(kind, input, budget).map_err(|trouble| (kind, trouble))?;
        budget = budget.saturating_sub(inner.len() as u64);
        current = Some((inner, odd || more));
    }
    let input = current.as_ref().map_or(bytes, |(inner, _)| inner);
    match compression(input) {
        Some(kind) => {
            Err((kind, Trouble::Damaged(format!("more than {} layers", limits.max_depth))))
        }
        None => Ok(current),
    }
}

#[cfg(all(test, feature = "compressed"))]
#[allow(clippy::unwrap_used)] // Helpers of tests count as code.
mod tests {
    use super::*;
    use std::io::Write as _;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstandard(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    const FERRY: &[u8] = b"\x28\xb5\x2f\xfd\x04\x68\xb5\x00\x00\x80\x54\x68\x65\x20\x66\x65\x72\x72\x79\x20\x73\x61\x6e\x6b\x2e\x20\x01\x00\xa6\x99\x4b\x80\x0a\x86\x1c";

    fn within(bytes: &[u8], max_decompressed: u64, max_depth: u32) -> Unpacked {
        unpack(bytes, &Limits { max_decompressed, max_depth, ..Limits::default() })
    }

    #[test]
    fn members_frames_and_layers() {
        for pack in [gzip, zstandard] {
            let two = [pack(b"one "), pack(b""), pack(b"two")].concat();
            assert_eq!(within(&two, 100, 3), Ok(Some((b"one two".to_vec(), false))));
            let odd = [pack(b"one"), b"garbage".to_vec()].concat();
            assert_eq!(within(&odd, 100, 3), Ok(Some((b"one".to_vec(), true))));
            assert_eq!(within(&pack(&pack(b"in")), 100, 3), Ok(Some((b"in".to_vec(), false))));
            assert!(matches!(within(&pack(&pack(b"in")), 100, 1), Err((_, Trouble::Damaged(_)))));
            assert!(matches!(within(&pack(&[b'x'; 101]), 100, 3), Err((_, Trouble::TooLarge))));
            assert_eq!(within(&pack(&[b'x'; 100]), 100, 3), Ok(Some((vec![b'x'; 100], false))));
            let packed = pack(b"some text that is long enough");
            for cut in [5, packed.len() - 3] {
                assert!(
                    matches!(within(&packed[..cut], 100, 3), Err((_, Trouble::Damaged(_)))),
                    "{cut}"
                );
            }
        }
        let skippable = [b"\x50\x2a\x4d\x18\x04\0\0\0skip".to_vec(), zstandard(b"x")].concat();
        assert_eq!(within(&skippable, 100, 3), Ok(Some((b"x".to_vec(), false))));
        assert_eq!(within(b"plain", 100, 3), Ok(None));
    }

    #[test]
    fn a_frame_of_the_reference_encoder_with_its_checksum() {
        // printf '%s' 'The ferry sank. The ferry sank. The ferry sank.' | zstd -19 --check
        let mut packed = FERRY.to_vec();
        let text = b"The ferry sank. The ferry sank. The ferry sank.".to_vec();
        assert_eq!(within(&packed, 100, 3), Ok(Some((text, false))));
        for cut in 4..packed.len() {
            let short = Trouble::Damaged("it ends too early".into());
            assert_eq!(
                within(&packed[..cut], 100, 3),
                Err((Compression::Zstandard, short)),
                "{cut}"
            );
        }
        // The same with its size stated: zstd -19 --check FILE
        let mut stated = packed.clone();
        (stated[4], stated[5]) = (0x24, 47);
        assert_eq!(within(&stated, 100, 3).unwrap().unwrap().0.len(), 47);
        stated[5] = 48;
        let size = Trouble::Damaged("its size is not the one that it states".into());
        assert_eq!(within(&stated, 100, 3), Err((Compression::Zstandard, size)));
        *packed.last_mut().unwrap() ^= 1;
        let wrong = Trouble::Damaged("its checksum does not fit".into());
        assert_eq!(within(&packed, 100, 3), Err((Compression::Zstandard, wrong)));
    }
}
