//! Files and folders of data sets: loading, unpacking, listing in the order of names.

use std::path::{Path, PathBuf};

use super::DataSetError;
use crate::text::encode::sha256_hex;

/// Most bytes of one file after unpacking.
#[cfg(feature = "compressed")]
const MOST: u64 = 4 << 30;

/// How deep folders may stand inside one another.
const DEEPEST: usize = 12;

fn unreadable(path: &Path, error: std::io::Error) -> DataSetError {
    DataSetError::Unreadable { path: path.to_owned(), error }
}

/// The bytes of a file; gzip is unpacked.
pub(super) fn load(path: &Path) -> Result<Vec<u8>, DataSetError> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, error))?;
    if bytes.starts_with(&[0x1f, 0x8b]) { unpacked(path, &bytes) } else { Ok(bytes) }
}

#[cfg(feature = "compressed")]
fn unpacked(path: &Path, bytes: &[u8]) -> Result<Vec<u8>, DataSetError> {
    use std::io::Read as _;
    let mut unpacked = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes)
        .take(MOST)
        .read_to_end(&mut unpacked)
        .map_err(|error| unreadable(path, error))?;
    if unpacked.len() as u64 == MOST {
        return Err(unreadable(path, std::io::Error::other("it unpacks to more than 4 GiB")));
    }
    Ok(unpacked)
}

#[cfg(not(feature = "compressed"))]
fn unpacked(path: &Path, _: &[u8]) -> Result<Vec<u8>, DataSetError> {
    Err(DataSetError::Compressed { path: path.to_owned() })
}

/// The text of a file, wrong bytes replaced.
pub(super) fn text(path: &Path) -> Result<String, DataSetError> {
    let bytes = load(path)?;
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// A data set's checksum: of one file its SHA-256; of several (`X.src` with `X.tgt`, all visible
/// files of a folder) the SHA-256 of the lines that `sha256sum` prints of them, in the order of
/// their paths, each relative to the folder.
///
/// # Errors
/// [`DataSetError`] when a file cannot be read.
pub fn checksum(path: &Path) -> Result<String, DataSetError> {
    let (folder, files) = if path.is_dir() {
        (path, below(path)?)
    } else {
        let target = path.with_file_name(file_name(path).replacen(".src", ".tgt", 1));
        let mut files = vec![path.to_owned()];
        files.extend((target != path && target.is_file()).then_some(target));
        (path.parent().unwrap_or_else(|| Path::new("")), files)
    };
    let mut lines = String::new();
    for file in &files {
        let bytes = std::fs::read(file).map_err(|error| unreadable(file, error))?;
        let sum = sha256_hex(&bytes);
        if files.len() == 1 && !path.is_dir() {
            return Ok(sum);
        }
        let name = file.strip_prefix(folder).unwrap_or(file);
        lines.push_str(&format!("{sum}  {}\n", name.display()));
    }
    Ok(sha256_hex(lines.as_bytes()))
}

/// The visible entries of a folder, in the order of their names.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, DataSetError> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        if !file_name(&path).starts_with('.') {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// All visible files below a folder, in the order of their paths.
pub(super) fn below(folder: &Path) -> Result<Vec<PathBuf>, DataSetError> {
    let mut files = Vec::new();
    gather(folder, 0, &mut files)?;
    Ok(files)
}

fn gather(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), DataSetError> {
    for path in entries(folder)? {
        if !path.is_dir() {
            files.push(path);
        } else if depth < DEEPEST {
            gather(&path, depth + 1, files)?;
        }
    }
    Ok(())
}

/// The last part of a path as text.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A data set's name: its file's name up to the ending, its folder's name.
pub(super) fn name_of(path: &Path) -> String {
    let absolute = path.canonicalize();
    let name = file_name(absolute.as_deref().unwrap_or(path));
    let ends = [".gz", ".jsonl", ".ndjson", ".json", ".src", ".story"];
    let mut short = name.as_str();
    for end in ends {
        short = short.strip_suffix(end).unwrap_or(short);
    }
    if short.is_empty() { name.clone() } else { short.to_owned() }
}
