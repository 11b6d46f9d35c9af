//! Files, folders and standard input become articles: the walk over what was named, and the reading limits as options.
//!
//! Folders are read with everything below them, in the byte order of the names, so that neither file system nor locale
//! matters. Left out are hidden files, `README*`, `LICENSE*`, `CHANGELOG*`, pictures and other files that a saved page
//! brings along, a Maildir's `tmp`, and every folder that holds a file `.tidings-ignore`. What is named on the command
//! line is read in any case.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File, FileType};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use sha2::{Digest as _, Sha256};
use tidings::model::{Article, Outcome, Place, Warning};
use tidings::read::{Format, Limits, Lines, detect, read};

/// How deep folders may stand inside one another.
const FOLDERS: usize = 200;

/// What is read, and how much of it.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Reading")]
pub struct ReadOptions {
    /// Read every input in this format instead of telling it by content and name: text, markdown, html, feed (RSS, Atom),
    /// json, jsonl, mail, mbox, warc
    #[arg(long, visible_alias = "format-in", value_name = "FORMAT")]
    input_format: Option<Format>,
    /// Refuse inputs with more bytes than this (K, M and G are 1024 of the smaller)
    #[arg(long, value_name = "BYTES", value_parser = bytes, default_value = "256M")]
    max_bytes: u64,
    /// Refuse compressed inputs that unpack to more bytes than this
    #[arg(long, value_name = "BYTES", value_parser = bytes, default_value = "128M")]
    max_decompressed: u64,
    /// How deep things may stand inside one another: compressed files, messages, HTML elements
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_depth)]
    max_depth: u32,
    /// Read at most this many articles of one input
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_articles)]
    max_articles: u64,
}

impl ReadOptions {
    /// The limits that were asked for.
    pub const fn limits(&self) -> Limits {
        Limits {
            max_bytes: self.max_bytes,
            max_decompressed: self.max_decompressed,
            max_depth: self.max_depth,
            max_articles: self.max_articles,
        }
    }

    /// The format that was asked for, if any.
    pub const fn format(&self) -> Option<Format> {
        self.input_format
    }
}

/// Reads "256M" and the like.
pub fn bytes(text: &str) -> Result<u64, String> {
    let trimmed = text.trim().trim_end_matches(['B', 'b']).trim_end_matches('i');
    let (digits, factor) = match trimmed.char_indices().last() {
        Some((at, 'k' | 'K')) => (trimmed.get(..at), 1 << 10),
        Some((at, 'm' | 'M')) => (trimmed.get(..at), 1 << 20),
        Some((at, 'g' | 'G')) => (trimmed.get(..at), 1 << 30),
        _ => (Some(trimmed), 1),
    };
    digits
        .and_then(|digits| digits.parse::<u64>().ok())
        .and_then(|number| number.checked_mul(factor))
        .ok_or_else(|| "expected a number of bytes, like 1000000, 512K, 256M or 2G".to_owned())
}

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

/// The same with little else in memory: large files of JSON lines come in pieces, whatever their size.
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

/// Makes the pool of threads. Where the system allows no further thread, the pool is this thread alone; rayon tries only
/// once, so that is found out before it is asked. Says whether there are several threads.
fn has_threads() -> bool {
    let probe = std::thread::Builder::new().spawn(|| ());
    let allowed = probe.is_ok_and(|thread| thread.join().is_ok());
    let builder = rayon::ThreadPoolBuilder::new();
    // An error says that the pool was made before.
    let _ = if allowed {
        builder.build_global()
    } else {
        builder.num_threads(1).use_current_thread().build_global()
    };
    allowed
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

/// Reads everything that `inputs` name and hands it to `take` in their order, input by input, with no more than a few of
/// them in memory: for what must not hold everything at once. A large file of JSON lines comes in pieces, whatever its
/// size. Ends at the first error of `take`.
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

/// Reads a file of lines piece by piece: it may be larger than memory, and than what is read of one input otherwise.
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

#[derive(Debug, Clone, PartialEq, Eq)]
enum Input {
    Stdin,
    File(PathBuf),
}

#[derive(Debug)]
enum Found {
    Input(Input),
    Odd(Warning),
}

/// What the walk found, in order.
#[derive(Debug, Default)]
struct Walk {
    found: Vec<Found>,
    /// Canonical paths of files and folders that were met, against repeats and cycles.
    met: BTreeSet<PathBuf>,
    stdin: bool,
}

impl Walk {
    fn odd(&mut self, warning: Warning) {
        self.found.push(Found::Odd(warning));
    }

    /// Takes in a path of the command line.
    fn named(&mut self, path: &Path) {
        if path == Path::new("-") {
            if std::mem::replace(&mut self.stdin, true) {
                self.odd(Warning::note("standard input", "it was named twice and is read once"));
            } else {
                self.found.push(Found::Input(Input::Stdin));
            }
            return;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                let before = self.found.len();
                self.folder(path, 0);
                if self.found.len() == before {
                    self.odd(Warning::failed(shown(path), "the folder holds nothing that is read"));
                }
            }
            Ok(_) => self.file(path),
            Err(error) => self.odd(trouble(path, &error)),
        }
    }

    /// Takes in a file, unless it was met before.
    fn file(&mut self, path: &Path) {
        if let Ok(canonical) = path.canonicalize()
            && !self.met.insert(canonical)
        {
            return self.odd(Warning::note(shown(path), "it was found before and is read once"));
        }
        self.found.push(Found::Input(Input::File(path.to_owned())));
    }

    /// Takes in a folder and everything below it.
    fn folder(&mut self, path: &Path, depth: usize) {
        if depth > FOLDERS {
            let message = format!("folders stand more than {FOLDERS} deep in one another");
            return self.odd(Warning::failed(shown(path), message));
        }
        if path.canonicalize().is_ok_and(|canonical| !self.met.insert(canonical)) {
            return self
                .odd(Warning::note(shown(path), "the folder was found before and is read once"));
        }
        let entries =
            fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<fs::DirEntry>>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.odd(trouble(path, &error)),
        };
        entries.sort_unstable_by_key(fs::DirEntry::file_name);
        let has = |name: &str| entries.iter().any(|entry| entry.file_name() == name);
        if has(".tidings-ignore") {
            return;
        }
        let maildir = has("cur") && has("new");
        let pages: BTreeSet<String> =
            entries.iter().filter_map(|entry| page_stem(&entry.file_name())).collect();
        let mut left_out = 0_usize;
        for entry in &entries {
            let name = entry.file_name();
            let below = path.join(&name);
            let saved = name
                .to_str()
                .and_then(|name| name.strip_suffix("_files"))
                .is_some_and(|stem| pages.contains(stem));
            if is_left_out(&name) || maildir && name == "tmp" || saved {
                continue;
            }
            // Follows links; what they lead to decides.
            match fs::metadata(&below) {
                Ok(metadata) if metadata.is_dir() => self.folder(&below, depth + 1),
                Ok(metadata) if metadata.is_file() && is_accessory(&name) => left_out += 1,
                Ok(metadata) if metadata.is_file() && is_kernel_file(&below) => self.odd(
                    Warning::note(
                        shown(&below),
                        "it leads to a file of the kernel and is not read in a folder",
                    )
                    .hint("name it on the command line to read it"),
                ),
                Ok(metadata) if metadata.is_file() => self.file(&below),
                Ok(metadata) => {
                    let message = format!(
                        "it is {} and is not read in a folder",
                        special(metadata.file_type())
                    );
                    self.odd(
                        Warning::note(shown(&below), message)
                            .hint("name it on the command line to read it"),
                    );
                }
                Err(error) => self.odd(trouble(&below, &error)),
            }
        }
        if left_out > 0 {
            let message =
                format!("pictures, styles, scripts and the like were left out: {left_out}");
            self.odd(Warning::note(shown(path), message));
        }
    }
}

/// Whether a link leads to what only looks like a file and may never end.
fn is_kernel_file(path: &Path) -> bool {
    let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_symlink());
    is_link
        && path
            .canonicalize()
            .is_ok_and(|real| real.starts_with("/proc") || real.starts_with("/sys"))
}

/// Names that a walk passes over.
fn is_left_out(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let upper = name.to_uppercase();
    name.starts_with('.')
        || name.ends_with('~')
        || ["README", "LICENSE", "LICENCE", "CHANGELOG"]
            .iter()
            .any(|start| upper.starts_with(start))
}

/// Files that come along with saved pages and hold no articles.
fn is_accessory(name: &OsStr) -> bool {
    const ENDINGS: [&str; 27] = [
        "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp", "tif", "tiff", "css",
        "js", "mjs", "map", "woff", "woff2", "ttf", "otf", "eot", "mp3", "mp4", "m4a", "webm",
        "ogg", "wav", "mov",
    ];
    let extension =
        Path::new(name).extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    extension.is_some_and(|extension| ENDINGS.contains(&extension.as_str()))
}

/// The name of a saved page without its extension: browsers put what belongs to it into "NAME_files".
fn page_stem(name: &OsStr) -> Option<String> {
    let path = Path::new(name);
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    (extension == "html" || extension == "htm")
        .then(|| path.file_stem().and_then(OsStr::to_str).map(str::to_owned))
        .flatten()
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "no file"
}

fn shown(path: &Path) -> String {
    // A path may hold anything but NUL; what a terminal would obey is made visible.
    path.to_string_lossy().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// Says why a path could not be read.
fn trouble(path: &Path, error: &io::Error) -> Warning {
    let linked = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.file_type().is_symlink());
    let (message, hint) = match error.kind() {
        io::ErrorKind::NotFound if linked => {
            ("it is a link to nothing".to_owned(), "remove the link or restore its target")
        }
        io::ErrorKind::NotFound => ("there is no such file or folder".to_owned(), "check the path"),
        io::ErrorKind::PermissionDenied => {
            ("it may not be read: permission denied".to_owned(), "check its permissions")
        }
        io::ErrorKind::NotADirectory => {
            ("a part of the path is no folder".to_owned(), "check the path")
        }
        _ => (format!("it cannot be read: {error}"), "check the path"),
    };
    Warning::failed(shown(path), message).hint(hint)
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

/// Reads to the end, or to one byte more than is allowed: sizes of pipes, devices and growing files are not known before.
fn within(source: impl io::Read, limits: &Limits) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    source
        .take(limits.max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(Refused::Error)?;
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

    #[test]
    fn sizes() {
        assert_eq!(bytes("1000"), Ok(1000));
        assert_eq!(bytes("2K"), Ok(2048));
        assert_eq!(bytes("256MiB"), Ok(256 << 20));
        assert!(bytes("many").is_err() && bytes("").is_err() && bytes("99999999999G").is_err());
    }
}
