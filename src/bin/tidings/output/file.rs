//! Files that are written whole or not at all, and standard output.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// `-o`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct OutputFile {
    /// Write to a file, whole or not at all; - is standard output
    #[arg(short = 'o', long = "output", value_name = "FILE", help_heading = "Output")]
    pub path: Option<PathBuf>,
}

impl OutputFile {
    pub(super) fn is_stdout(&self) -> bool {
        let Some(path) = &self.path else { return true };
        ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]
            .iter()
            .any(|name| path == Path::new(name))
    }

    /// Writes all of `bytes`. A reader that went away has had enough: that is no failure.
    pub fn write(&self, bytes: &[u8]) -> anyhow::Result<()> {
        self.write_all(bytes).map(drop)
    }

    /// Writes all of `bytes`, and says whether every one was taken.
    pub fn write_all(&self, bytes: &[u8]) -> anyhow::Result<bool> {
        let (written, place) = match &self.path {
            Some(path) if !self.is_stdout() => {
                (write_path(path, bytes), path.display().to_string())
            }
            _ => (write_stdout(bytes), "standard output".to_owned()),
        };
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
            written => {
                written.with_context(|| format!("{place}: cannot be written")).map(|()| true)
            }
        }
    }
}

/// Writes a file beside the main output, whole or not at all.
pub fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    write_path(path, bytes).with_context(|| format!("{}: cannot be written", path.display()))
}

fn write_stdout(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Whether something else than a regular file stands there: a device, a pipe, a socket.
pub(super) fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

fn write_path(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(io::Error::other("this is a folder")),
        Ok(found) if !found.is_file() => write_special(path, bytes),
        Ok(found) => replace(&target(path)?, bytes, Some(found.permissions())),
        Err(_) => replace(&target(path)?, bytes, None),
    }
}

/// Devices and pipes cannot be replaced; they are written as they are.
fn write_special(path: &Path, bytes: &[u8]) -> io::Result<()> {
    await_reader(path)?;
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.write_all(bytes)?;
    file.flush()
}

/// The file behind a link, which may not exist yet: the link stays, what it names is replaced.
fn target(path: &Path) -> io::Result<PathBuf> {
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&path) {
            Ok(link) => path = path.parent().unwrap_or(Path::new("")).join(link),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many links to links"))
}

/// Writes a new file beside the old one and puts it in its place when every byte is on the disk, so
/// that whoever looks sees the old file or the new one. The permissions stay.
fn replace(path: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let draft = Draft::create(folder)?;
    let mut file = &draft.file;
    // No reader of a regular file goes away: whatever calls itself so is a failure.
    file.write_all(bytes).map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => io::Error::other(error),
        _ => error,
    })?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.sync_all()?;
    draft.rename(path)?;
    // The new name lasts through a power cut only when the folder is on the disk too; some systems
    // cannot do that.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// A file that goes away unless it gets its final name.
struct Draft {
    path: PathBuf,
    file: File,
}

impl Draft {
    fn create(folder: &Path) -> io::Result<Self> {
        const MOST_TRIES: u32 = 100;
        let mut last = io::Error::other("no name is free for a draft");
        for n in 0..MOST_TRIES {
            let path = folder.join(format!(".tidings-{}-{n}.tmp", std::process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok(Self { path, file }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    fn rename(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        // Nothing is left to remove.
        self.path = PathBuf::new();
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Opening a named pipe waits for its reader, for ever if need be. Wait five seconds at most.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn await_reader(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::{FileTypeExt as _, OpenOptionsExt as _};
    use std::time::Duration;

    // O_NONBLOCK and ENXIO ("no reader") of these systems; a crate for two numbers would be much.
    const NONBLOCK: i32 = if cfg!(target_os = "macos") {
        0x4
    } else if cfg!(any(target_arch = "mips", target_arch = "mips64")) {
        0x80
    } else {
        0o4000
    };
    const NO_READER: i32 = 6;
    const STEP: Duration = Duration::from_millis(50);
    const STEPS: u32 = 100;
    if !fs::metadata(path)?.file_type().is_fifo() {
        return Ok(());
    }
    for _ in 0..STEPS {
        match OpenOptions::new().write(true).custom_flags(NONBLOCK).open(path) {
            Err(error) if error.raw_os_error() == Some(NO_READER) => std::thread::sleep(STEP),
            opened => return opened.map(drop),
        }
    }
    Err(io::Error::new(io::ErrorKind::TimedOut, "nobody reads from this pipe"))
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn await_reader(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(path: &Path) -> OutputFile {
        OutputFile { path: Some(path.to_owned()) }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.txt");
        to(&path).write(b"one").unwrap();
        to(&path).write(b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(names(folder.path()), ["out.txt"]);
    }

    #[test]
    fn a_failure_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("folder");
        fs::create_dir(&inner).unwrap();
        let error = format!("{:#}", to(&inner).write(b"x").unwrap_err());
        assert!(error.contains("folder: cannot be written: this is a folder"), "{error}");
        assert!(to(&folder.path().join("no/such/out.txt")).write(b"x").is_err());
        // The draft is made, and cannot take the place of a folder that came in between.
        assert!(replace(&inner, b"x", None).is_err());
        assert_eq!(names(folder.path()), ["folder"]);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("out.txt"), folder.path().join("link.txt"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("out.txt", &link).unwrap();
        to(&link).write(b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let dangling = folder.path().join("dangling.txt");
        symlink("made.txt", &dangling).unwrap();
        to(&dangling).write(b"made").unwrap();
        assert_eq!(fs::read(folder.path().join("made.txt")).unwrap(), b"made");
        let circle = folder.path().join("circle");
        symlink("circle", &circle).unwrap();
        assert!(to(&circle).write(b"x").is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn devices_are_written_as_they_are() {
        to(Path::new("/dev/null")).write(b"x").unwrap();
        let full = format!("{:#}", to(Path::new("/dev/full")).write(b"x").unwrap_err());
        assert!(full.starts_with("/dev/full: cannot be written: No space left"), "{full}");
    }
}
