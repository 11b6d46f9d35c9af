//! mbox in its mboxrd form: messages one after another in a file, each behind a line "From sender
//! date"; lines of a message that look like one get a ">" more.
//!
//! The file is locked in both of the ways that mail tools on Linux know beside `fcntl`: `flock`,
//! and a file `PATH.lock`. A failure while writing cuts the file back to what it was.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use super::Terms;
use super::maildir::private;
use crate::exit::Passing;

/// How often a lock is tried.
const STEP: Duration = Duration::from_millis(50);

/// A lock that somebody else holds is waited for at most so long, whatever a command may take.
const LOCK: Duration = Duration::from_secs(30);

pub(super) fn deliver(path: &Path, message: &[u8], terms: &Terms) -> anyhow::Result<()> {
    append(path, message, terms).with_context(|| format!("mbox:{}", path.display()))
}

fn append(path: &Path, message: &[u8], terms: &Terms) -> anyhow::Result<()> {
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        bail!("this is no file");
    }
    let patience = terms.patience.min(LOCK);
    let _dot = DotLock::take(path, patience)?;
    let mut options = OpenOptions::new();
    let mut file = private(options.read(true).append(true).create(true))
        .open(path)
        .context("cannot be opened")?;
    flock(&file, patience)?;
    let before = file.metadata().context("cannot be read")?.len();
    let gap = gap(&mut file, before)?;
    let mut entry = gap.to_vec();
    entry.extend_from_slice(&quoted(message, terms));
    let written = file.write_all(&entry).and_then(|()| file.sync_all());
    if let Err(error) = written {
        let undone = file.set_len(before).and_then(|()| file.sync_all());
        let state = match undone {
            Ok(()) => "cannot be written; the file is what it was".to_owned(),
            Err(undo) => format!("cannot be written, nor cut back to {before} bytes ({undo})"),
        };
        return Err(error).context(state);
    }
    if before == 0 {
        // A new name lasts through a power cut only when its folder is on the disk too; some
        // systems cannot do that.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let _ = File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

/// What must stand between the last message and the next, so that an empty line parts them.
fn gap(file: &mut File, length: u64) -> anyhow::Result<&'static [u8]> {
    if length == 0 {
        return Ok(b"");
    }
    let mut start = [0; 5];
    file.seek(SeekFrom::Start(0)).context("cannot be read")?;
    let read = file.read_exact(&mut start);
    if read.is_err() || &start != b"From " {
        bail!("this file is no mbox (it does not begin with \"From \"); it was left as it is");
    }
    let mut end = [0; 2];
    file.seek(SeekFrom::End(-2)).context("cannot be read")?;
    file.read_exact(&mut end).context("cannot be read")?;
    Ok(match end {
        [b'\n', b'\n'] => b"",
        [_, b'\n'] => b"\n",
        _ => b"\n\n",
    })
}

/// The message as an entry: the line that parts messages, the message with quoted lines, an empty
/// line.
fn quoted(message: &[u8], terms: &Terms) -> Vec<u8> {
    let date = terms.at.strftime("%a %b %e %H:%M:%S %Y");
    let mut out = format!("From tidings@localhost {date}\n").into_bytes();
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        let marks = line.iter().take_while(|byte| **byte == b'>').count();
        if line.get(marks..).is_some_and(|rest| rest.starts_with(b"From ")) {
            out.push(b'>');
        }
        out.extend_from_slice(line);
    }
    if out.last() != Some(&b'\n') {
        out.push(b'\n');
    }
    out.push(b'\n');
    out
}

fn flock(file: &File, patience: Duration) -> anyhow::Result<()> {
    let started = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if started.elapsed() < patience => {
                std::thread::sleep(STEP);
            }
            Err(TryLockError::WouldBlock) => {
                return Err(Passing("another program holds it locked".to_owned()).into());
            }
            // Some network file systems know no such lock; the other one has to do.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Ok(());
            }
            Err(TryLockError::Error(error)) => return Err(error).context("cannot be locked"),
        }
    }
}

/// No delivery holds a lock for so long: whoever made it was killed.
const STALE: Duration = Duration::from_secs(600);

/// A file beside the mbox that says that somebody is at it. Where none can be made, `flock` has to
/// do.
struct DotLock(Option<PathBuf>);

impl DotLock {
    fn take(path: &Path, patience: Duration) -> anyhow::Result<Self> {
        let mut name = path.as_os_str().to_owned();
        name.push(".lock");
        let lock = PathBuf::from(name);
        let started = Instant::now();
        loop {
            match private(OpenOptions::new().write(true).create_new(true)).open(&lock) {
                Ok(mut file) => {
                    let _ = write!(file, "{}", std::process::id());
                    return Ok(Self(Some(lock)));
                }
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                    return Ok(Self(None));
                }
                Err(_) if is_stale(&lock) && clear(&lock) => {}
                Err(_) if started.elapsed() < patience => std::thread::sleep(STEP),
                Err(_) => {
                    return Err(Passing(format!(
                        "another program holds {}; hint: remove that file if nothing else writes mail here",
                        lock.display()
                    ))
                    .into());
                }
            }
        }
    }
}

fn is_stale(lock: &Path) -> bool {
    let made = fs::metadata(lock).and_then(|found| found.modified());
    made.is_ok_and(|made| made.elapsed().is_ok_and(|age| age > STALE))
}

/// Takes a lock out of the way whose maker is gone. Between the look at it and the taking, another
/// program may have done the same and made its own: what was taken is looked at again, and a fresh
/// one goes back.
fn clear(lock: &Path) -> bool {
    let mut name = lock.as_os_str().to_owned();
    name.push(format!(".{}", std::process::id()));
    let aside = PathBuf::from(name);
    if fs::rename(lock, &aside).is_err() {
        return false;
    }
    let stale = is_stale(&aside);
    if !stale {
        let _ = fs::hard_link(&aside, lock);
    }
    let _ = fs::remove_file(&aside);
    stale
}

impl Drop for DotLock {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_lock_that_is_still_stale_is_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let lock = folder.path().join("box.lock");
        let names = || fs::read_dir(folder.path()).unwrap().count();
        let make = |age: Duration| {
            let file = File::create(&lock).unwrap();
            file.set_modified(std::time::SystemTime::now() - age).unwrap();
        };
        make(2 * STALE);
        assert!(clear(&lock));
        assert_eq!(names(), 0);
        // Another program was quicker, and its own lock stands there now.
        make(Duration::ZERO);
        assert!(!clear(&lock));
        assert!(lock.exists());
        assert_eq!(names(), 1);
        fs::remove_file(&lock).unwrap();
        assert!(!clear(&lock), "nothing to clear");
    }
}
