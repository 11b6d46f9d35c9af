//! What the commands that fit a model share: how a model names the files it was made of.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The name of a set: its file's, without folder and ending.
pub fn name_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Writes files behind a command, without their folders: those differ from machine to machine.
pub fn push_files(command: &mut String, paths: &[PathBuf]) {
    for path in paths {
        let _ = write!(command, " {}", path.file_name().unwrap_or_default().display());
    }
}
