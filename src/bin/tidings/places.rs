//! Where things lie that nobody named: the XDG base folders, read from the environment at the door.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::config::{Config, Environment};

/// The folder of what must not be lost; `None` where the environment names no home.
fn data(environment: Environment<'_>) -> Option<PathBuf> {
    folder("XDG_DATA_HOME", ".local/share", environment)
}

/// The folder of what the next run needs and nobody misses, such as locks.
pub fn state(environment: Environment<'_>) -> Option<PathBuf> {
    folder("XDG_STATE_HOME", ".local/state", environment)
}

/// As the XDG specification says, a relative path counts as none.
fn folder(variable: &str, below_home: &str, environment: Environment<'_>) -> Option<PathBuf> {
    let absolute =
        |name: &str| environment(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = absolute(variable)
        .or_else(|| Some(absolute("HOME")?.join(below_home)))
        .or_else(|| absolute("LOCALAPPDATA"))?;
    Some(folder.join("tidings"))
}

/// The archive in its own place: `tidings/archive.sqlite` below the XDG data folder.
pub fn archive(environment: Environment<'_>) -> Option<PathBuf> {
    Some(data(environment)?.join("archive.sqlite"))
}

/// The archive that counts: the one that was named, that of the configuration, or the one in its
/// own place. The folder of the last is made where `make` says so; the others' folders are their
/// owners' affair.
///
/// # Errors
/// No home; a folder that cannot be made.
pub fn archive_of(
    named: Option<&Path>,
    config: &Config,
    environment: Environment<'_>,
    make: bool,
) -> anyhow::Result<PathBuf> {
    if let Some(named) = named {
        return Ok(named.to_owned());
    }
    if let Some(path) = &config.archive {
        return Ok(path.clone());
    }
    let path = archive(environment).context(
        "no place for the archive: neither XDG_DATA_HOME nor HOME is set; hint: name it with --archive",
    )?;
    if let Some(folder) = path.parent().filter(|_| make) {
        make_private(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    }
    Ok(path)
}

/// Makes a folder that others cannot look into, as the XDG specification asks.
#[cfg(unix)]
fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_from_the_environment() {
        for (variables, expected) in [
            (&[("HOME", "/h")][..], Some("/h/.local/share/tidings/archive.sqlite")),
            (&[("HOME", "/h"), ("XDG_DATA_HOME", "/d")], Some("/d/tidings/archive.sqlite")),
            (
                &[("HOME", "/h"), ("XDG_DATA_HOME", "d")],
                Some("/h/.local/share/tidings/archive.sqlite"),
            ),
            (&[("XDG_STATE_HOME", "/s")], None),
            (&[], None),
        ] {
            let environment = |name: &str| {
                variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
            };
            assert_eq!(archive(&environment), expected.map(PathBuf::from), "{variables:?}");
        }
    }
}
