//! One run at a time for an archive and a profile.
//!
//! The lock is the kernel's own on an open file: it ends with the process, however that ends, so no
//! file is ever stale. The file stands in the XDG state folder and not in the runtime folder, which
//! a person's session has and cron has not: the two would not see each other's lock. It holds the
//! process number of the holder, for the message.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use crate::config::Environment;
use crate::exit::Passing;
use crate::places;

/// How often a waiting run looks again.
const STEP: Duration = Duration::from_millis(50);

/// A lock that is held as long as this lives.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of an archive and a profile, waiting for it so long at most.
    ///
    /// # Errors
    /// [`Passing`] that names the holder when another run has it all that time; a file that cannot
    /// be made.
    pub fn take(
        archive: &Path,
        profile: &str,
        wait: Duration,
        environment: Environment<'_>,
    ) -> anyhow::Result<Self> {
        let path = path(archive, profile, environment);
        let shown = path.display();
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("{}: cannot be made", folder.display()))?;
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(&path).with_context(|| format!("{shown}: cannot be opened"))?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if start.elapsed() < wait => {
                    std::thread::sleep(STEP.min(wait));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Passing(held(&mut file, archive, profile, wait)).into());
                }
                Err(TryLockError::Error(error)) => {
                    return Err(error).with_context(|| format!("{shown}: cannot be locked"));
                }
            }
        }
        // Only the message of another run wants the number: that it cannot be written is no reason
        // to stop.
        let _ = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        Ok(Self { _file: file })
    }
}

fn held(file: &mut File, archive: &Path, profile: &str, wait: Duration) -> String {
    let mut text = String::new();
    let _ = file.take(32).read_to_string(&mut text);
    let holder = match text.trim().parse::<u32>() {
        Ok(pid) => format!("another run (process {pid})"),
        Err(_) => "another run".to_owned(),
    };
    let hint = if wait.is_zero() {
        "--wait 60 waits for it".to_owned()
    } else {
        format!("it did not end within {} seconds", wait.as_secs())
    };
    format!("{}: {holder} is briefing the profile `{profile}`; hint: {hint}", archive.display())
}

/// The lock's file.
fn path(archive: &Path, profile: &str, environment: Environment<'_>) -> PathBuf {
    let state = places::state(environment);
    let whole = whole(archive);
    let key = format!("{}\0{profile}", whole.display());
    let digest = tidings::cite::sha256_hex(&key);
    let name = format!("brief-{}.lock", digest.get(..16).unwrap_or(&digest));
    let beside = || whole.parent().map_or_else(PathBuf::new, Path::to_owned);
    state.unwrap_or_else(beside).join(name)
}

/// The path without links and relative parts, whether the file exists or not.
fn whole(path: &Path) -> PathBuf {
    if let Ok(whole) = path.canonicalize() {
        return whole;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new(".")).canonicalize();
    match (folder, path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_run_waits_or_names_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().as_os_str().to_owned();
        let environment = |name: &str| (name == "XDG_STATE_HOME").then(|| state.clone());
        let archive = folder.path().join("a.sqlite");
        let take = |profile: &str, wait| Lock::take(&archive, profile, wait, &environment);
        let first = take("default", Duration::ZERO).unwrap();
        let error = take("default", Duration::ZERO).unwrap_err();
        assert!(error.is::<Passing>());
        let pid = std::process::id();
        let expected = format!(
            "{}: another run (process {pid}) is briefing the profile `default`; hint: --wait 60 waits for it",
            archive.display()
        );
        assert_eq!(error.to_string(), expected);
        assert!(take("default", Duration::from_millis(120)).is_err());
        assert!(take("evening", Duration::ZERO).is_ok(), "another profile has its own lock");
        std::thread::scope(|scope| {
            let second = scope.spawn(|| take("default", Duration::from_secs(20)).map(drop));
            std::thread::sleep(Duration::from_millis(100));
            drop(first);
            assert!(second.join().unwrap().is_ok());
        });
    }

    #[test]
    fn one_archive_has_one_lock_however_it_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        let environment = |name: &str| (name == "HOME").then(|| "/home/reader".into());
        let of = |archive: &Path| path(archive, "default", &environment);
        let plain = of(&folder.path().join("a.sqlite"));
        assert!(plain.starts_with("/home/reader/.local/state/tidings"));
        assert_eq!(of(&inner.join("..").join("a.sqlite")), plain);
        fs::write(folder.path().join("a.sqlite"), "").unwrap();
        assert_eq!(of(&inner.join("..").join("a.sqlite")), plain);
        let nowhere = |_: &str| None;
        assert!(path(&inner.join("a"), "p", &nowhere).starts_with(inner.canonicalize().unwrap()));
    }
}
