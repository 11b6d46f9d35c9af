//! Maildir (<https://cr.yp.to/proto/maildir.html>): one file a message, written under `tmp`, then
//! named under `new`. No locks: whoever looks sees the whole message or none.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context as _, bail};

use super::Terms;

const PARTS: [&str; 3] = ["tmp", "new", "cur"];

/// Deliveries of this process, for their names.
static COUNT: AtomicU32 = AtomicU32::new(0);

pub(super) fn deliver(path: &Path, message: &[u8], terms: &Terms) -> anyhow::Result<()> {
    let shown = || format!("maildir:{}", path.display());
    prepare(path).with_context(shown)?;
    write(path, message, terms).with_context(|| format!("{}: cannot be written", shown()))
}

/// Makes the folders that are not there. A folder that holds other things is somebody's mistake.
fn prepare(path: &Path) -> anyhow::Result<()> {
    match fs::read_dir(path) {
        Ok(entries) => {
            // One look decides: another program may be making the same Maildir at this moment.
            let names: Vec<OsString> = entries
                .map(|entry| entry.map(|entry| entry.file_name()))
                .collect::<io::Result<_>>()
                .context("cannot be read")?;
            let is_part = |name: &OsString| PARTS.iter().any(|part| name == part);
            if !names.is_empty() && !names.iter().any(is_part) {
                bail!("this folder holds other things; hint: name a Maildir or a new folder");
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).context("cannot be read"),
    }
    for part in PARTS {
        private_folder(&path.join(part)).context("cannot be made")?;
    }
    Ok(())
}

/// Mail is nobody else's business.
fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Opens a new file that only its owner reads.
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

fn write(path: &Path, message: &[u8], terms: &Terms) -> io::Result<()> {
    let name = name(terms);
    let draft = Draft(path.join("tmp").join(&name));
    let mut file = private(OpenOptions::new().write(true).create_new(true)).open(&draft.0)?;
    file.write_all(message)?;
    file.sync_all()?;
    let goal = path.join("new").join(&name);
    // A link fails where the name is taken; a rename would replace what stands there. Some file
    // systems have no links.
    match fs::hard_link(&draft.0, &goal) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) => fs::rename(&draft.0, &goal)?,
        Ok(()) => {}
    }
    // The name lasts through a power cut only when its folder is on the disk too; some systems
    // cannot do that.
    let _ = File::open(path.join("new")).and_then(|folder| folder.sync_all());
    Ok(())
}

/// A file under `tmp` that goes away, delivered or not.
struct Draft(PathBuf);

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// "1554694200.M123456P4711Q0.host": the second and microsecond by the clock, the process, a count,
/// the machine.
fn name(terms: &Terms) -> String {
    let now = jiff::Timestamp::now();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let host: String = host().chars().map(|c| if "/:,".contains(c) { '-' } else { c }).collect();
    // A clock before 1970 would begin the name with a hyphen.
    let second = now.as_second().max(terms.at.as_second()).max(0);
    let micro = now.subsec_microsecond().unsigned_abs();
    format!("{second}.M{micro:06}P{}Q{count}.{host}", std::process::id())
}

fn host() -> String {
    let name = fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = name.or_else(|| std::env::var("HOSTNAME").ok());
    let name = name.map(|name| name.trim().to_owned());
    let plain = |name: &String| {
        !name.is_empty() && name.len() <= 100 && name.chars().all(|c| c.is_ascii_graphic())
    };
    name.filter(plain).unwrap_or_else(|| "localhost".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_runs_make_one_maildir_at_the_same_moment() {
        let folder = tempfile::tempdir().unwrap();
        for round in 0..100 {
            let path = folder.path().join(round.to_string());
            let makers: Vec<_> = (0..4)
                .map(|_| {
                    let path = path.clone();
                    std::thread::spawn(move || prepare(&path))
                })
                .collect();
            for maker in makers {
                maker.join().unwrap().unwrap();
            }
        }
        let other = folder.path().join("other");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("a.txt"), "").unwrap();
        assert!(prepare(&other).is_err());
    }
}
