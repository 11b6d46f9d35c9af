//! Feeds that no server sends: files, and what commands print, where the configuration allows them;
//! and secrets that lie in files or come from commands.

use std::io::Read as _;
use std::time::Duration;

use anyhow::Context as _;
use tidings::fetch::Header;

use crate::config::{Feed, Password};
use crate::deliver::Line;

/// How long a command that tells a password may take: a person may have to unlock a store.
const UNLOCKING: Duration = Duration::from_secs(60);
/// The longest password, in bytes.
const SECRET: u64 = 4_096;

/// Whether an address is a file's or a command's.
pub fn is_given(address: &str) -> bool {
    address.starts_with("exec:") || address.starts_with("file:")
}

/// What the file holds or the command prints; an error in words for the feed's list of failures.
pub fn bytes(address: &str, patience: Duration, most: u64) -> Result<Vec<u8>, String> {
    if let Some(command) = address.strip_prefix("exec:") {
        let line = Line::parse(command.trim())?;
        return line.output(patience, most).map_err(|error| format!("the command: {error:#}"));
    }
    let path = address.strip_prefix("file:").unwrap_or(address);
    let path = path.strip_prefix("//localhost/").map_or_else(
        || path.strip_prefix("//").unwrap_or(path).to_owned(),
        |path| format!("/{path}"),
    );
    let mut bytes = Vec::new();
    std::fs::File::open(&path)
        .and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|error| format!("the file cannot be read: {error}"))?;
    if bytes.len() as u64 > most {
        return Err(format!("the file has more than {most} bytes"));
    }
    Ok(bytes)
}

/// A header as the configuration writes it, `Name: value`.
pub fn header(text: &str) -> Result<Header, String> {
    let (name, value) = text.split_once(':').ok_or("a header is written `Name: value`")?;
    Header::new(name, value).map_err(|error| error.to_string())
}

/// The headers of a configured feed, with what its files and commands tell.
pub fn headers(feed: &Feed) -> anyhow::Result<Vec<Header>> {
    let named = || feed.name.clone().unwrap_or_else(|| "a feed".to_owned());
    let mut all = Vec::new();
    for text in &feed.headers {
        all.push(header(text).map_err(anyhow::Error::msg).with_context(named)?);
    }
    if let Some(cookies) = &feed.cookies {
        all.push(Header::new("Cookie", cookies).with_context(named)?);
    }
    if let (Some(user), Some(password)) = (&feed.user, &feed.password) {
        let password = secret(password).context("its password").with_context(named)?;
        all.push(Header::login(user, &password));
    }
    Ok(all)
}

fn secret(password: &Password) -> anyhow::Result<String> {
    let first = |bytes: Vec<u8>| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        text.lines().next().unwrap_or_default().to_owned()
    };
    let secret = match password {
        Password::Plain(text) => text.clone(),
        Password::File(path) => {
            let bytes = std::fs::read(path)
                .with_context(|| format!("{}: cannot be read", path.display()))?;
            first(bytes)
        }
        Password::Command(command) => {
            let line = Line::parse(command).map_err(anyhow::Error::msg)?;
            first(line.output(UNLOCKING, SECRET).context("the command")?)
        }
    };
    anyhow::ensure!(!secret.is_empty(), "it is empty");
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_commands() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("feed.xml");
        std::fs::write(&path, "<rss/>").unwrap();
        let of = |address: &str| bytes(address, Duration::from_secs(5), 10);
        assert_eq!(of(&format!("file://{}", path.display())).as_deref(), Ok(&b"<rss/>"[..]));
        assert_eq!(of(&format!("file:{}", path.display())).as_deref(), Ok(&b"<rss/>"[..]));
        assert!(of("file:///no/such").unwrap_err().contains("cannot be read"));
        assert_eq!(of("exec:echo x").as_deref(), Ok(&b"x\n"[..]));
        for (address, said) in [
            ("exec:false", "failed"),
            ("exec:/no/such/command", "started"),
            ("exec:echo 12345678901", "more than 10"),
            ("exec:", "no command"),
        ] {
            let error = of(address).unwrap_err();
            assert!(error.contains(said), "{address}: {error}");
        }
        let late = bytes("exec:sleep 5", Duration::from_millis(50), 10).unwrap_err();
        assert!(late.contains("took more"), "{late}");
    }

    #[test]
    fn passwords_are_first_lines() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        std::fs::write(&path, "p@ss\nuser: ann\n").unwrap();
        assert_eq!(secret(&Password::File(path)).unwrap(), "p@ss");
        assert_eq!(secret(&Password::Command("printf 'a\\nb'".into())).unwrap(), "a");
        assert!(secret(&Password::Command("true".into())).is_err());
        assert!(secret(&Password::File("/no/such".into())).is_err());
    }
}
