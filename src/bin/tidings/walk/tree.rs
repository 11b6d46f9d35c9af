//! The walk over paths: what of a folder is read, and what is said of the rest.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use tidings::model::Warning;

/// How deep folders may stand inside one another.
const FOLDERS: usize = 200;

/// What is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Stdin,
    File(PathBuf),
}

/// What a walk met.
#[derive(Debug)]
pub enum Found {
    Input(Input),
    Odd(Warning),
}

/// What the walk found, in order.
#[derive(Debug, Default)]
pub struct Walk {
    /// Inputs and what is odd.
    pub found: Vec<Found>,
    /// Canonical paths of files and folders that were met, against repeats and cycles.
    met: BTreeSet<PathBuf>,
    stdin: bool,
}

impl Walk {
    fn odd(&mut self, warning: Warning) {
        self.found.push(Found::Odd(warning));
    }

    /// Takes in a path of the command line.
    pub fn named(&mut self, path: &Path) {
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

    /// Takes in what stands in a folder; `false` for pictures, styles and the like, which are left
    /// out.
    fn entry(&mut self, below: &Path, name: &OsStr, depth: usize) -> bool {
        let unread = |message: String| {
            Warning::note(shown(below), message).hint("name it on the command line to read it")
        };
        // Follows links; what they lead to decides.
        match fs::metadata(below) {
            Ok(metadata) if metadata.is_dir() => self.folder(below, depth + 1),
            Ok(metadata) if metadata.is_file() && is_accessory(name) => return false,
            Ok(metadata) if metadata.is_file() && is_kernel_file(below) => self.odd(unread(
                "it leads to a file of the kernel and is not read in a folder".to_owned(),
            )),
            Ok(metadata) if metadata.is_file() => self.file(below),
            Ok(metadata) => {
                let kind = special(metadata.file_type());
                self.odd(unread(format!("it is {kind} and is not read in a folder")));
            }
            Err(error) => self.odd(trouble(below, &error)),
        }
        true
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
            left_out += usize::from(!self.entry(&below, &name, depth));
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

/// The name of a saved page without its extension: browsers put what belongs to it into
/// "NAME_files".
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

/// A path for people.
pub fn shown(path: &Path) -> String {
    // A path may hold anything but NUL; what a terminal would obey is made visible.
    path.to_string_lossy().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// Says why a path could not be read.
pub fn trouble(path: &Path, error: &io::Error) -> Warning {
    let linked = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.file_type().is_symlink());
    let (message, hint) = match error.kind() {
        io::ErrorKind::NotFound if linked => {
            ("it is a link to nothing".to_owned(), "remove the link or restore its target")
        }
        io::ErrorKind::NotFound if is_address(&path.to_string_lossy()) => (
            "this command reads no addresses".to_owned(),
            "`tidings fetch` takes them into the archive, and `tidings archive export` gives files",
        ),
        io::ErrorKind::NotFound => ("there is no such file or folder".to_owned(), hint_of(path)),
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

/// Whether it begins as an address of the web does.
pub fn is_address(text: &str) -> bool {
    let begins = |scheme: &str| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    begins("https://") || begins("http://")
}

/// What a path that leads nowhere may have been meant as.
fn hint_of(path: &Path) -> &'static str {
    let text = path.to_string_lossy();
    let first = text.split('/').next().unwrap_or("");
    let host = text.contains('/') && first.contains('.') && !first.starts_with('.');
    if host { "check the path; an address begins with https://" } else { "check the path" }
}
