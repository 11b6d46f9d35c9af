//! Files, folders and standard input become articles: the walk over what was named.
//!
//! Folders are read with everything below them, in the byte order of the names, so that neither
//! file system nor locale matters. Left out are hidden files, `README*`, `LICENSE*`, `CHANGELOG*`,
//! pictures and other files that a saved page brings along, a Maildir's `tmp`, and every folder
//! that holds a file `.tidings-ignore`. What is named on the command line is read in any case. The
//! Python module compiles this file in, so that both read the same.

mod pool;
pub mod tree;

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use sha2::{Digest as _, Sha256};
use tidings::model::{Article, Outcome, Place, Warning};
use tidings::read::{Format, Limits, Lines, detect, read};

use pool::has_threads;
pub use tree::is_address;
use tree::{Found, Input, Walk, shown, trouble};

/// Reads everything that `inputs` name, in their order; files in parallel.
pub fn gather(
    inputs: &[PathBuf],
    limits: &Limits,
    format: Option<Format>,
) -> Outcome<Vec<Article>> {
    let mut walk = Walk::default();
    for input in inputs {
        walk.named(input);
    }
    let read_one = |found: &Found| match found {
        Found::Odd(warning) => Outcome { value: Vec::new(), warnings: vec![warning.clone()] },
        Found::Input(input) => read_input(input, limits, format),
    };
    let several = walk.found.iter().filter(|found| matches!(found, Found::Input(_))).count() > 1;
    let threads = has_threads();
    let outcomes: Vec<Outcome<Vec<Article>>> = if several && threads {
        walk.found.par_iter().map(read_one).collect()
    } else {
        walk.found.iter().map(read_one).collect()
    };
    let mut all: Outcome<Vec<Article>> = Outcome::default();
    for outcome in outcomes {
        let Outcome { value, warnings } = outcome;
        all.value.extend(value);
        all.warnings.extend(warnings);
    }
    all
}

/// Reads everything as [`gather`] does, with little else in memory: large files of JSON lines come
/// in pieces, whatever their size.
pub fn gather_in_pieces(
    inputs: &[PathBuf],
    limits: &Limits,
    format: Option<Format>,
) -> Outcome<Vec<Article>> {
    let mut all: Outcome<Vec<Article>> = Outcome::default();
    let read = each(inputs, limits, format, |content| {
        all.value.extend(content.outcome.value);
        all.warnings.extend(content.outcome.warnings);
        Ok::<(), std::convert::Infallible>(())
    });
    let Ok(()) = read;
    all
}

/// What one input held.
#[derive(Debug)]
pub struct Content {
    /// SHA-256 of its bytes as they came; `None` where it could not be read.
    pub hash: Option<[u8; 32]>,
    /// Its articles, and what was odd.
    pub outcome: Outcome<Vec<Article>>,
}

/// Bytes of files that are read at the same time at most, unless one alone has more.
const TOGETHER: u64 = 32 << 20;
/// Files that are read at the same time at most.
const FILES_TOGETHER: usize = 256;

/// Reads everything that `inputs` name and hands it to `take` in their order, input by input, with
/// no more than a few of them in memory: for what must not hold everything at once. A large file
/// of JSON lines comes in pieces, whatever its size. Ends at the first error of `take`.
pub fn each<E>(
    inputs: &[PathBuf],
    limits: &Limits,
    format: Option<Format>,
    mut take: impl FnMut(Content) -> Result<(), E>,
) -> Result<(), E> {
    let mut walk = Walk::default();
    for input in inputs {
        walk.named(input);
    }
    let size = |found: &Found| match found {
        Found::Input(Input::File(path)) => fs::metadata(path).map_or(0, |metadata| metadata.len()),
        _ => 0,
    };
    let read_one = |found: &Found| match found {
        Found::Odd(warning) => {
            let outcome = Outcome { value: Vec::new(), warnings: vec![warning.clone()] };
            Content { hash: None, outcome }
        }
        Found::Input(input) => read_content(input, limits, format),
    };
    let threads = walk.found.len() > 1 && has_threads();
    let mut rest = walk.found.as_slice();
    while !rest.is_empty() {
        let mut bytes = 0;
        let fit = rest.iter().take(FILES_TOGETHER).take_while(|found| {
            bytes += size(found);
            bytes <= TOGETHER
        });
        let (now, later) = rest.split_at(fit.count().max(1).min(rest.len()));
        rest = later;
        if let [Found::Input(Input::File(path))] = now
            && bytes > PIECE
            && is_lines(path, format)
        {
            in_pieces(path, limits, &mut take)?;
            continue;
        }
        let contents: Vec<Content> = if threads && now.len() > 1 {
            now.par_iter().map(read_one).collect()
        } else {
            now.iter().map(read_one).collect()
        };
        for content in contents {
            take(content)?;
        }
    }
    Ok(())
}

/// Bytes of a file of lines that are in memory at a time; a longer line is read whole.
const PIECE: u64 = 8 << 20;

/// Whether a regular file holds lines of JSON, as far as its beginning tells.
fn is_lines(path: &Path, format: Option<Format>) -> bool {
    let head = || {
        let mut head = Vec::new();
        File::open(path)?.take(64 << 10).read_to_end(&mut head).map(|_| head)
    };
    let Ok(head) = head() else { return false };
    let place = Place::File { path: path.to_string_lossy().into_owned(), record: None };
    let cut = head.iter().rposition(|b| *b == b'\n').map_or(&[][..], |end| &head[..end]);
    // Another encoding is told from the whole, and a document over many lines is one.
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
        && std::str::from_utf8(cut).is_ok_and(|text| {
            let first = text.trim_start_matches('\u{feff}').lines().find(|l| !l.trim().is_empty());
            first.is_some_and(|line| line.trim_start().starts_with('{') && line.trim().len() > 1)
        })
        && format.unwrap_or_else(|| detect(&head, &place)) == Format::JsonLines
}

/// Reads a file of lines piece by piece: it may be larger than memory, and than what is read of
/// one input otherwise.
fn in_pieces<E>(
    path: &Path,
    limits: &Limits,
    take: &mut impl FnMut(Content) -> Result<(), E>,
) -> Result<(), E> {
    let failed = |error: &io::Error| {
        let outcome = Outcome { value: Vec::new(), warnings: vec![trouble(path, error)] };
        Content { hash: None, outcome }
    };
    let hash = match hash_of(path) {
        Ok(hash) => Some(hash),
        Err(error) => return take(failed(&error)),
    };
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) => return take(failed(&error)),
    };
    let place = Place::File { path: path.to_string_lossy().into_owned(), record: None };
    let mut lines = Lines::new(place, Limits { max_articles: u64::MAX, ..*limits });
    let mut piece = Vec::new();
    loop {
        let before = piece.len();
        let read = match file.by_ref().take(PIECE).read_to_end(&mut piece) {
            Ok(read) => read,
            Err(error) => return take(failed(&error)),
        };
        if read == 0 {
            return if piece.is_empty() {
                Ok(())
            } else {
                take(Content { hash, outcome: lines.piece(&piece) })
            };
        }
        let fresh = piece.get(before..).unwrap_or(&[]);
        if let Some(end) = fresh.iter().rposition(|byte| *byte == b'\n') {
            let rest = piece.split_off(before + end + 1);
            take(Content { hash, outcome: lines.piece(&piece) })?;
            piece = rest;
        } else if piece.len() as u64 > limits.max_bytes {
            let message = format!("a line of it has more than {} bytes", limits.max_bytes);
            let warning = Warning::failed(shown(path), message).hint("raise --max-bytes");
            let outcome = Outcome { value: Vec::new(), warnings: vec![warning] };
            return take(Content { hash, outcome });
        }
    }
}

fn hash_of(path: &Path) -> io::Result<[u8; 32]> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hasher.finalize().into()),
            Ok(read) => hasher.update(buffer.get(..read).unwrap_or(&[])),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn read_input(input: &Input, limits: &Limits, format: Option<Format>) -> Outcome<Vec<Article>> {
    match bytes_of(input, limits) {
        Ok((place, bytes)) => read(&bytes, &place, format, limits),
        Err(warning) => Outcome { value: Vec::new(), warnings: vec![warning] },
    }
}

fn read_content(input: &Input, limits: &Limits, format: Option<Format>) -> Content {
    match bytes_of(input, limits) {
        Ok((place, bytes)) => {
            let hash = Some(Sha256::digest(&bytes).into());
            Content { hash, outcome: read(&bytes, &place, format, limits) }
        }
        Err(warning) => {
            Content { hash: None, outcome: Outcome { value: Vec::new(), warnings: vec![warning] } }
        }
    }
}

/// The bytes of an input and its place.
fn bytes_of(input: &Input, limits: &Limits) -> Result<(Place, Vec<u8>), Warning> {
    let (place, bytes) = match input {
        Input::Stdin => (Place::Stdin { record: None }, within(io::stdin().lock(), limits)),
        Input::File(path) => {
            let place = Place::File { path: path.to_string_lossy().into_owned(), record: None };
            (place, read_file(path, limits))
        }
    };
    match bytes {
        Ok(bytes) => Ok((place, bytes)),
        Err(Refused::TooLarge(size)) => {
            let size =
                size.map_or_else(|| "it".to_owned(), |size| format!("it has {size} bytes, which"));
            let message = format!(
                "{size} is more than the {} bytes that are read of one input",
                limits.max_bytes
            );
            let name = match input {
                Input::Stdin => "standard input".to_owned(),
                Input::File(path) => shown(path),
            };
            Err(Warning::failed(name, message).hint("raise --max-bytes"))
        }
        Err(Refused::Error(error)) => {
            let path = match input {
                Input::Stdin => Path::new("standard input"),
                Input::File(path) => path,
            };
            Err(trouble(path, &error))
        }
    }
}

enum Refused {
    TooLarge(Option<u64>),
    Error(io::Error),
}

fn read_file(path: &Path, limits: &Limits) -> Result<Vec<u8>, Refused> {
    let file = File::open(path).map_err(Refused::Error)?;
    let metadata = file.metadata().map_err(Refused::Error)?;
    if metadata.is_file() && metadata.len() > limits.max_bytes {
        return Err(Refused::TooLarge(Some(metadata.len())));
    }
    within(file, limits)
}

/// What is looked at before more is read, in bytes: an empty device never ends.
const OPENING: u64 = 1 << 20;

/// Reads to the end, or to one byte more than is allowed: sizes of pipes, devices and growing
/// files are not known before.
fn within(source: impl io::Read, limits: &Limits) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    let mut source = source.take(limits.max_bytes.saturating_add(1));
    source.by_ref().take(OPENING).read_to_end(&mut bytes).map_err(Refused::Error)?;
    if bytes.len() as u64 == OPENING && bytes.iter().all(|&byte| byte == 0) {
        let message = "it begins with a megabyte of zeros, which is no text";
        return Err(Refused::Error(io::Error::new(io::ErrorKind::InvalidData, message)));
    }
    source.read_to_end(&mut bytes).map_err(Refused::Error)?;
    if bytes.len() as u64 > limits.max_bytes { Err(Refused::TooLarge(None)) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings::model::Severity;

    fn places(inputs: &[PathBuf], root: &Path) -> (Vec<String>, Vec<(Severity, String)>) {
        let outcome = gather(inputs, &Limits { max_bytes: 1000, ..Limits::default() }, None);
        let strip = |text: String| text.replace(&format!("{}/", root.display()), "");
        (
            outcome.value.iter().map(|article| strip(article.source.place.to_string())).collect(),
            outcome
                .warnings
                .into_iter()
                .map(|warning| (warning.severity, strip(warning.to_string())))
                .collect(),
        )
    }

    fn write(root: &Path, name: &str, text: &str) {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn a_walk_in_byte_order() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in [
            "b.txt",
            "B.txt",
            "a/z.txt",
            "a/README.md",
            ".hidden",
            "LICENSE",
            "gold/x.txt",
            "gold/.tidings-ignore",
            "box/cur/1",
            "box/new/2",
            "box/tmp/3",
            "p.html_files/x.txt",
        ] {
            write(root, name, "Just some words.");
        }
        write(root, "pic.png", "no");
        write(root, "p_files/ad.html", "<p>Advertisement that nobody reads.</p>");
        write(root, "p.html", "<p>Just some words that make a page, and a few more of them.</p>");
        let (found, warnings) = places(&[root.to_owned()], root);
        assert_eq!(
            found,
            ["B.txt", "a/z.txt", "b.txt", "box/cur/1", "box/new/2", "p.html", "p.html_files/x.txt"]
        );
        assert_eq!(warnings.len(), 1);
        assert_eq!(warnings[0].0, Severity::Note);
        let (found, _) =
            places(&[root.join("a/README.md"), root.join("b.txt"), root.join("b.txt")], root);
        assert_eq!(found, ["a/README.md", "b.txt"]);
    }

    #[test]
    fn trouble_is_told_and_the_rest_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, "good.txt", "Just some words.");
        write(root, "large.txt", &"Just some words. ".repeat(100));
        write(root, "empty.txt", "");
        let (found, warnings) = places(&[root.join("missing.txt"), root.to_owned()], root);
        assert_eq!(found, ["good.txt"]);
        let texts: Vec<&str> = warnings.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "missing.txt: there is no such file or folder; hint: check the path",
                "empty.txt: it is empty",
                "large.txt: it has 1700 bytes, which is more than the 1000 bytes that are read of one input; hint: raise --max-bytes",
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn cycles_and_dangling_links() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, "a/good.txt", "Just some words.");
        std::os::unix::fs::symlink(root, root.join("a/loop")).unwrap();
        std::os::unix::fs::symlink("nowhere", root.join("a/dangling")).unwrap();
        std::os::unix::fs::symlink("self", root.join("a/self")).unwrap();
        let (found, warnings) = places(&[root.to_owned()], root);
        assert_eq!(found, ["a/good.txt"]);
        assert_eq!(warnings.len(), 3, "{warnings:?}");
        let (_, warnings) = places(&[root.join("a/self")], root);
        assert_eq!(warnings.len(), 1);
    }
}
