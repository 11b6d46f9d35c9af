//! Hands a finished mail on: to a command such as `msmtp -t`, into a Maildir, or to the end of an
//! mbox file.
//!
//! [`Delivery::deliver`] returns `Ok` only when the mail is in other hands for good: the command
//! has read all of it and ended with 0, or every byte is on the disk under its final name. Only
//! then may anybody write down that its news was told. A failure that passes (a server that asks
//! for patience, a lock that somebody holds) comes as [`Passing`](crate::exit::Passing), so that a
//! timer can try again.

mod command;
mod maildir;
mod mbox;

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use jiff::Timestamp;

use crate::say::Say;
pub use command::Line;

/// Where a mail goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// To a command's standard input.
    Command(Line),
    /// Into a folder with `tmp`, `new` and `cur`.
    Maildir(PathBuf),
    /// To the end of a file in the mboxrd format.
    Mbox(PathBuf),
}

/// What a delivery needs to know beside the message.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// How long a command may take, or somebody else may hold a lock.
    pub patience: Duration,
    /// The moment that is written down as that of the delivery.
    pub at: Timestamp,
    /// Where a command's own words go.
    pub say: Say,
}

impl Delivery {
    /// Hands on a message whose lines end with LF.
    ///
    /// # Errors
    /// Whatever keeps the mail from being delivered; [`Passing`](crate::exit::Passing) where it may
    /// work later. A Maildir or an mbox file is then what it was.
    pub fn deliver(&self, message: &[u8], terms: &Terms) -> anyhow::Result<()> {
        match self {
            Self::Command(line) => line.deliver(message, terms),
            Self::Maildir(path) => maildir::deliver(path, message, terms),
            Self::Mbox(path) => mbox::deliver(path, message, terms),
        }
    }
}

impl std::fmt::Display for Delivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Command(line) => line.fmt(f),
            Self::Maildir(path) => write!(f, "maildir:{}", path.display()),
            Self::Mbox(path) => write!(f, "mbox:{}", path.display()),
        }
    }
}

impl FromStr for Delivery {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        let path = |rest: &str| match rest {
            "" => Err("no path stands behind the colon".to_owned()),
            rest => Ok(home(rest)),
        };
        match given.split_once(':') {
            Some(("maildir", rest)) => path(rest).map(Self::Maildir),
            Some(("mbox", rest)) => path(rest).map(Self::Mbox),
            _ => Line::parse(given).map(Self::Command),
        }
    }
}

/// A path in which a leading `~/` is the home folder: no shell does that behind `maildir:`.
fn home(path: &str) -> PathBuf {
    let rest = path.strip_prefix("~/").zip(std::env::var_os("HOME"));
    rest.map_or_else(|| PathBuf::from(path), |(rest, home)| PathBuf::from(home).join(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_from_commands() {
        let read = |given: &str| given.parse::<Delivery>().map(|delivery| delivery.to_string());
        assert_eq!(read("maildir:/a b"), Ok("maildir:/a b".into()));
        assert_eq!(read("mbox:c:\\d"), Ok("mbox:c:\\d".into()));
        assert_eq!(read("msmtp -t"), Ok("msmtp -t".into()));
        assert!(read("maildir:").is_err() && read("mbox:").is_err() && read(" ").is_err());
        if let Some(home) = std::env::var_os("HOME") {
            let path = PathBuf::from(home).join("Mail/news");
            assert_eq!("maildir:~/Mail/news".parse(), Ok(Delivery::Maildir(path)));
        }
    }
}
