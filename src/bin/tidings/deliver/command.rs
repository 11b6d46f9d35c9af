//! A command that takes a mail on its standard input: `msmtp -t`, `sendmail -t`, `himalaya message
//! send` …
//!
//! The command is split into words as a shell splits them and started directly; only one that needs
//! a shell's other powers (pipes, variables, patterns) is given to `sh -c`. Its output of both
//! kinds is said on our standard error line by line, without what would steer the terminal:
//! servers' answers stand in it.

use std::io::{self, Read, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow, bail};

use super::Terms;
use crate::exit::Passing;
use crate::say::Say;

/// How often the command is asked whether it has ended.
const STEP: Duration = Duration::from_millis(20);

/// How long the words of a command that has ended are waited for; a child of its own may hold the
/// line open for ever.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Lines that are said, and bytes of one of them. A command that says more is read to its end all
/// the same.
const MOST_LINES: usize = 40;
const MOST_LINE: usize = 1_000;

/// A command line that could be split into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    given: String,
    /// The words; `None` where only a shell can read the line.
    words: Option<Vec<String>>,
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.given)
    }
}

impl Line {
    /// Splits a command line; the error says what is wrong with it.
    pub fn parse(given: &str) -> Result<Self, String> {
        if given.contains('\0') {
            return Err("a command cannot hold a NUL".to_owned());
        }
        let words = split(given)?;
        if words.as_ref().is_some_and(|words| words.first().is_none_or(String::is_empty)) {
            return Err("no command is named".to_owned());
        }
        Ok(Self { given: given.to_owned(), words })
    }

    /// What stands before each line the command says: its file name.
    fn name(&self) -> &str {
        let first = self.words.as_ref().and_then(|words| words.first());
        let path = first.map_or("sh", String::as_str);
        path.rsplit(['/', '\\']).next().unwrap_or(path)
    }

    fn command(&self) -> anyhow::Result<Command> {
        match self.words.as_deref() {
            Some([program, arguments @ ..]) => {
                let mut command = Command::new(program);
                command.args(arguments);
                Ok(command)
            }
            _ if cfg!(unix) => {
                let mut command = Command::new("/bin/sh");
                command.arg("-c").arg(&self.given);
                Ok(command)
            }
            _ => bail!("this command needs a shell; hint: put it into a file and name that"),
        }
    }

    /// What the command prints, `most` bytes at most, within `patience`; its words of trouble go to
    /// ours.
    ///
    /// # Errors
    /// When it cannot be started, fails, takes too long or prints too much.
    pub fn output(&self, patience: Duration, most: u64) -> anyhow::Result<Vec<u8>> {
        let mut child = self
            .command()?
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| anyhow!("it cannot be started: {error}"))?;
        let (sender, printed) = channel();
        if let Some(stdout) = child.stdout.take() {
            std::thread::Builder::new().spawn(move || {
                let mut bytes = Vec::new();
                let read = stdout.take(most.saturating_add(1)).read_to_end(&mut bytes);
                let _ = sender.send(read.map(|_| bytes));
            })?;
        }
        let end = |child: &mut Child| {
            let _ = child.kill();
            let _ = child.wait();
        };
        let bytes = match printed.recv_timeout(patience) {
            Ok(read) => read,
            Err(_) => {
                end(&mut child);
                bail!("it took more than {} s", patience.as_secs());
            }
        }?;
        if bytes.len() as u64 > most {
            end(&mut child);
            bail!("it printed more than {most} bytes");
        }
        let status = child.wait()?;
        anyhow::ensure!(status.success(), "it failed ({status})");
        Ok(bytes)
    }

    /// Runs the command with the message on its standard input.
    pub fn deliver(&self, message: &[u8], terms: &Terms) -> anyhow::Result<()> {
        let name = || format!("`{}`", self.given);
        let mut child = self
            .command()
            .with_context(name)?
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => anyhow!("no such command; hint: is it installed?"),
                _ => anyhow::Error::new(error).context("cannot be started"),
            })
            .with_context(name)?;
        let events = wire(&mut child, message.to_vec());
        let mut ear = Ear { name: self.name(), say: terms.say, lines: 0 };
        let result = wait(&mut child, &events, &mut ear, terms.patience);
        result.with_context(name)
    }
}

/// What the threads beside the command tell.
enum Event {
    /// A line that it said.
    Said(Vec<u8>),
    /// All of the message was taken, or why not.
    Written(io::Result<()>),
}

/// Gives the message to the command and listens to it, each in a thread of its own, so that none
/// waits for another.
fn wire(child: &mut Child, message: Vec<u8>) -> Receiver<Event> {
    let (sender, events) = channel();
    if let Some(mut stdin) = child.stdin.take() {
        let sender = sender.clone();
        std::thread::spawn(move || {
            let written = stdin.write_all(&message).and_then(|()| stdin.flush());
            drop(stdin);
            let _ = sender.send(Event::Written(written));
        });
    }
    let streams: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|out| Box::new(out) as _),
        child.stderr.take().map(|err| Box::new(err) as _),
    ];
    for stream in streams.into_iter().flatten() {
        let sender = sender.clone();
        std::thread::spawn(move || listen(stream, &sender));
    }
    events
}

/// Sends what a stream holds line by line, the beginnings of very long ones.
fn listen(mut stream: impl Read, sender: &Sender<Event>) {
    let mut chunk = [0; 4096];
    let mut line = Vec::new();
    while let Ok(read @ 1..) = stream.read(&mut chunk) {
        for &byte in chunk.get(..read).unwrap_or_default() {
            if byte == b'\n' {
                let _ = sender.send(Event::Said(std::mem::take(&mut line)));
            } else if line.len() < MOST_LINE {
                line.push(byte);
            }
        }
    }
    if !line.is_empty() {
        let _ = sender.send(Event::Said(line));
    }
}

/// Says the command's words.
struct Ear<'a> {
    name: &'a str,
    say: Say,
    lines: usize,
}

impl Ear<'_> {
    fn said(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end();
        self.lines += usize::from(!line.is_empty());
        match self.lines {
            n if n <= MOST_LINES && !line.is_empty() => {
                self.say.line(&format!("{}: {line}", self.name));
            }
            n if n == MOST_LINES + 1 => self.say.line(&format!("{}: … and more", self.name)),
            _ => {}
        }
    }
}

fn wait(
    child: &mut Child,
    events: &Receiver<Event>,
    ear: &mut Ear<'_>,
    patience: Duration,
) -> anyhow::Result<()> {
    let started = Instant::now();
    let mut ended: Option<(Instant, ExitStatus)> = None;
    let mut written = None;
    loop {
        let deaf = match events.recv_timeout(STEP) {
            Ok(Event::Said(line)) => {
                ear.said(&line);
                continue;
            }
            Ok(Event::Written(result)) => {
                written = Some(result);
                continue;
            }
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => true,
        };
        match ended {
            Some((at, status)) if deaf || at.elapsed() > LAST_WORDS => {
                return judge(status, written);
            }
            Some(_) => {}
            None => {
                ended = child.try_wait()?.map(|status| (Instant::now(), status));
                if ended.is_none() && started.elapsed() > patience {
                    let _ = child.kill();
                    let _ = child.wait();
                    let seconds = patience.as_secs();
                    return Err(Passing(format!(
                        "was not done after {seconds} s and was stopped; whether the mail went out is not known"
                    ))
                    .into());
                }
                if deaf && ended.is_none() {
                    std::thread::sleep(STEP);
                }
            }
        }
    }
}

/// Only a command that took all of the message and ended with 0 has delivered it.
fn judge(status: ExitStatus, written: Option<io::Result<()>>) -> anyhow::Result<()> {
    if !status.success() {
        let Some(code) = status.code() else { bail!("was ended by a signal ({status})") };
        let meaning = meaning(code).map(|words| format!(" ({words})")).unwrap_or_default();
        let failure = format!("failed with exit code {code}{meaning}");
        if code == 75 {
            return Err(Passing(failure).into());
        }
        bail!(failure);
    }
    match written {
        Some(Ok(())) => Ok(()),
        Some(Err(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            // Not an io::Error: a closed pipe means success where our own output went, and must not
            // here.
            bail!("ended well, but did not read the whole message")
        }
        Some(Err(error)) => bail!("ended well, but the message could not be given to it: {error}"),
        None => bail!("ended well, but nobody read the whole message"),
    }
}

/// The meanings of `sysexits.h` and of shells.
const fn meaning(code: i32) -> Option<&'static str> {
    Some(match code {
        64 => "wrong usage",
        65 => "bad data",
        66 => "no input",
        67 => "no such user",
        68 => "no such host",
        69 => "service unavailable",
        70 => "internal error",
        71 => "system error",
        72 => "system file missing",
        73 => "cannot create",
        74 => "input or output error",
        75 => "try again later",
        76 => "protocol error",
        77 => "permission denied",
        78 => "wrong configuration",
        126 => "cannot be run",
        127 => "no such command",
        _ => return None,
    })
}

/// Splits a line into words as POSIX shells do; `None` where it holds what only a shell can do.
fn split(line: &str) -> Result<Option<Vec<String>>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        let first = words.is_empty();
        match c {
            ' ' | '\t' | '\n' => words.extend(word.take()),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match rest.next().ok_or("a single quote is not closed")? {
                        '\'' => break,
                        c => word.push(c),
                    }
                }
            }
            '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match rest.next().ok_or("a double quote is not closed")? {
                        '"' => break,
                        '$' | '`' => return Ok(None),
                        '\\' => match rest.next().ok_or("a double quote is not closed")? {
                            '\n' => {}
                            c @ ('$' | '`' | '"' | '\\') => word.push(c),
                            c => word.extend(['\\', c]),
                        },
                        c => word.push(c),
                    }
                }
            }
            '\\' => match rest.next().ok_or("a backslash stands at the end")? {
                '\n' => {}
                c => word.get_or_insert_default().push(c),
            },
            '|' | '&' | ';' | '<' | '>' | '(' | ')' | '$' | '`' | '*' | '?' | '[' => {
                return Ok(None);
            }
            '#' | '~' if word.is_none() => return Ok(None),
            '=' if first => return Ok(None),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Ok(Some(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_split_as_shells_do() {
        let shell: Option<&[&str]> = None;
        for (line, words) in [
            ("msmtp -t", Some(&["msmtp", "-t"][..])),
            ("  a\t b\nc ", Some(&["a", "b", "c"])),
            ("a 'b c' \"d e\" f\\ g", Some(&["a", "b c", "d e", "f g"])),
            ("a '' \"\"", Some(&["a", "", ""])),
            ("a'b'\"c\"d", Some(&["abcd"])),
            ("a \"b\\\"c\\d\\$\" '\\'", Some(&["a", "b\"c\\d$", "\\"])),
            ("a b=c --d=e x#y z~", Some(&["a", "b=c", "--d=e", "x#y", "z~"])),
            (
                "sendmail -f 'me <a@b.example>' ä€",
                Some(&["sendmail", "-f", "me <a@b.example>", "ä€"]),
            ),
            ("tee copy | msmtp -t", shell),
            ("msmtp -a $ACCOUNT", shell),
            ("msmtp -a \"$ACCOUNT\"", shell),
            ("~/bin/send", shell),
            ("HOME=/x msmtp -t", shell),
            ("a *.eml", shell),
            ("a > b", shell),
        ] {
            let words: Option<Vec<String>> =
                words.map(|words| words.iter().map(|word| (*word).to_owned()).collect());
            assert_eq!(split(line), Ok(words), "{line}");
        }
        for wrong in ["a 'b", "a \"b", "a \\", "a \"\\"] {
            assert!(split(wrong).is_err(), "{wrong}");
        }
        for wrong in ["", " ", "''", "a\0b"] {
            assert!(Line::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
