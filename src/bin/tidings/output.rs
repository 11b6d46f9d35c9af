//! Where results go and how they look there: standard output or a file, colour, width.

mod file;

use std::ffi::OsString;
use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, bail};
use jiff::Timestamp;
use tidings::brief::Members;
use tidings::lexicon::Labels;
use tidings::model::{Briefing, Language, Warning};
use tidings::render::{Format, MailHeaders, Page, Rendered, Template, render_page};

use file::is_special;
pub use file::{OutputFile, write_file};

use crate::choice::{LocaleParser, one_of};
use crate::deliver::{Delivery, Terms};
use crate::exit::Misuse;
use crate::pages::SiteOptions;
use crate::say::Say;

/// Columns when nobody says otherwise.
const WIDTH: u16 = 72;

/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: u16 = 100;

/// The formats of pages, with their other names.
const FORMATS: [(&str, &[&str]); 9] = [
    ("text", &["txt"]),
    ("md", &["markdown"]),
    ("html", &[]),
    ("json", &[]),
    ("jsonl", &["ndjson"]),
    ("eml", &["mail"]),
    ("atom", &[]),
    ("jsonfeed", &[]),
    ("epub", &[]),
];

/// Where a page goes and how it looks.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct OutputOptions {
    #[command(flatten)]
    pub file: OutputFile,
    /// What to write; without it the extension of -o decides, else text
    #[arg(short, long, value_name = "FORMAT", ignore_case = true, value_parser = one_of::<Format>(&FORMATS))]
    pub format: Option<Format>,
    /// Make the page by a template in the language of Jinja; docs/templates.md lists what it is
    /// given
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    pub template: Option<PathBuf>,
    /// Bold and dim type in text
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Colour::Auto)]
    pub color: Colour,
    /// Columns of text: the terminal's, at most 100, or 72 when there is none
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(24..=1000))]
    pub width: Option<u16>,
    /// Language of headings, counts and dates: the configuration's `locale`, else the first of its
    /// languages that has labels, else English
    #[arg(long, value_name = "CODE", value_parser = LocaleParser)]
    pub locale: Option<Language>,
    #[command(flatten)]
    pub mail: MailOptions,
    #[command(flatten)]
    pub site: SiteOptions,
}

/// Headers of a mail, and who takes it.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Mail (--format eml or --deliver)")]
pub struct MailOptions {
    /// Hand the briefing on as a mail: to a command ('msmtp -t', 'sendmail -t'), maildir:PATH or
    /// mbox:PATH
    ///
    /// A command gets the message on its standard input, and its exit code counts. Nothing else is
    /// written unless -o asks.
    #[arg(long, value_name = "WHERE")]
    pub deliver: Option<Delivery>,
    /// Seconds that a delivery may take
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub deliver_timeout: Option<u32>,
    /// Receivers: name@example.org or "Name <name@example.org>", with commas between them; may be
    /// repeated
    #[arg(long, value_name = "ADDRESS")]
    pub to: Vec<String>,
    /// Sender
    #[arg(long, value_name = "ADDRESS")]
    pub from: Option<String>,
    /// Identifier of the mailing list, such as morning.example.org
    #[arg(long, value_name = "ID")]
    pub list_id: Option<String>,
    /// Where receivers leave the list: an https: or mailto: address
    #[arg(long, value_name = "ADDRESS")]
    pub unsubscribe: Option<String>,
    /// End lines with CR LF, as mail has them on the wire; a delivery has LF
    #[arg(long)]
    pub crlf: bool,
}

/// Seconds that a delivery may take when nobody says otherwise: a server may think for minutes
/// after the last line.
const PATIENCE: u32 = 300;

/// What became of a page that was to be written and delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Whether all of it was taken. A reader of standard output may go away before the end: no
    /// failure, but what was told is not known.
    pub whole: bool,
    /// Sentences that stand on none of the pages because a mail had no room, as in
    /// [`Rendered::untold`].
    pub untold: Vec<(usize, usize)>,
}

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set or TERM is dumb
    Auto,
    /// Also into files and pipes
    Always,
    /// Never
    Never,
}

impl OutputOptions {
    /// These options, and where they say nothing, what the configuration says of mail and of a
    /// site. Its delivery and its site count when `delivers` says so and neither a file nor a
    /// format is asked for: `-o -` prints.
    ///
    /// # Errors
    /// When the configuration's delivery is none.
    pub fn over(&self, config: &crate::config::Config, delivers: bool) -> anyhow::Result<Self> {
        let configured = &config.mail;
        let mut options = self.clone();
        let plain = self.file.path.is_none() && self.format.is_none() && self.template.is_none();
        options.site.over(&config.site, delivers && plain);
        let read = || config.languages.iter().copied().find(|code| Labels::are_known(*code));
        options.locale = options.locale.or(config.locale).or_else(read);
        let mail = &mut options.mail;
        if mail.to.is_empty() {
            mail.to.clone_from(&configured.to);
        }
        mail.from = mail.from.take().or_else(|| configured.from.clone());
        mail.list_id = mail.list_id.take().or_else(|| configured.list_id.clone());
        mail.unsubscribe = mail.unsubscribe.take().or_else(|| configured.unsubscribe.clone());
        let asked = mail.deliver.is_some()
            || self.file.path.is_some()
            || self.format.is_some()
            || self.template.is_some();
        if let Some(given) = configured.deliver.as_ref().filter(|_| delivers && !asked) {
            let delivery = given.parse().map_err(|why: String| anyhow::anyhow!(why));
            mail.deliver = Some(delivery.with_context(|| format!("deliver = `{given}`"))?);
        }
        Ok(options)
    }

    /// The page that was asked for.
    pub fn page(&self) -> anyhow::Result<Page> {
        self.check()?;
        let terminal = self.file.is_stdout() && io::stdout().is_terminal();
        let mail = &self.mail;
        Ok(Page {
            format: self.format()?,
            width: self.width.unwrap_or_else(|| if terminal { terminal_width() } else { WIDTH }),
            colour: colour(
                self.color,
                terminal,
                std::env::var_os("NO_COLOR"),
                std::env::var_os("TERM"),
            ),
            locale: self.locale,
            mail: MailHeaders {
                from: mail.from.clone(),
                to: mail.to.clone(),
                list_id: mail.list_id.clone(),
                unsubscribe: mail.unsubscribe.clone(),
                references: Vec::new(),
                crlf: mail.crlf,
            },
            template: self.template()?,
            ..Page::new(self.format()?)
        })
    }

    /// The template that was asked for.
    fn template(&self) -> anyhow::Result<Option<Template>> {
        let Some(path) = &self.template else { return Ok(None) };
        let name = path.display().to_string();
        let text = fs::read_to_string(path).with_context(|| format!("{name}: cannot be read"))?;
        Ok(Some(Template { name, text }))
    }

    /// Writes the page where `-o` or its absence says, then hands the mail on: a file can be
    /// written again, a mail not be taken back. `Ok` means that both succeeded. With a delivery or
    /// a site and no `-o` nothing else is written.
    pub fn publish(
        &self,
        (briefing, members): (&Briefing, &[Members]),
        warnings: &[Warning],
        page: &Page,
        say: Say,
    ) -> anyhow::Result<Published> {
        let elsewhere = self.mail.deliver.is_some() || self.site.folder.is_some();
        let asked = self.file.path.is_some()
            || (self.mail.deliver.is_none() && (self.format.is_some() || self.template.is_some()));
        let mut written = if !elsewhere || asked {
            let Rendered { bytes, untold } = render_page(briefing, warnings, page)?;
            Some(Published { whole: self.file.write_all(&bytes)?, untold })
        } else {
            None
        };
        if self.site.add(briefing, members, warnings, page, say)? {
            // A site has room for all.
            written = Some(Published { whole: true, untold: Vec::new() });
        }
        let Some(delivery) = &self.mail.deliver else {
            return Ok(written.unwrap_or(Published { whole: true, untold: Vec::new() }));
        };
        let mut mail = Page { format: Format::Mail, ..page.clone() };
        mail.mail.crlf = false;
        let Rendered { bytes, untold } = render_page(briefing, warnings, &mail)?;
        let seconds = self.mail.deliver_timeout.unwrap_or(PATIENCE);
        let terms = Terms {
            patience: Duration::from_secs(u64::from(seconds)),
            at: briefing.made.map_or_else(Timestamp::now, |made| made.at),
            say,
        };
        delivery.deliver(&bytes, &terms)?;
        // What one of the two pages has no room for, the other may tell.
        let other = written.filter(|written| written.whole).map(|written| written.untold);
        let untold = match other {
            Some(other) => untold.into_iter().filter(|place| other.contains(place)).collect(),
            None => untold,
        };
        Ok(Published { whole: true, untold })
    }

    /// An output that makes no sense together with others.
    fn check(&self) -> anyhow::Result<()> {
        if self.mail.deliver.is_some()
            && self.file.path.is_none()
            && self.format.is_some_and(|format| format != Format::Mail)
        {
            bail!(
                "--deliver sends a mail; hint: name with -o where the page in the other format goes"
            );
        }
        Ok(())
    }

    /// The format that was named, else the one that the file's extension names, else text.
    fn format(&self) -> anyhow::Result<Format> {
        let path = self.file.path.as_deref().filter(|_| !self.file.is_stdout());
        match (self.format, path) {
            (Some(format), _) => Ok(format),
            (None, _) if self.template.is_some() => Ok(Format::Text),
            (None, None) => Ok(Format::Text),
            (None, Some(path)) => match Format::from_extension(path) {
                Some(format) => Ok(format),
                None if path.extension().is_none() || is_special(path) => Ok(Format::Text),
                None => Err(Misuse(format!(
                    "{}: no format has this extension; hint: name one with --format text|md|html|json|jsonl|eml|atom|jsonfeed|epub",
                    path.display()
                ))
                .into()),
            },
        }
    }
}

fn colour(
    asked: Colour,
    terminal: bool,
    no_color: Option<OsString>,
    term: Option<OsString>,
) -> bool {
    match asked {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            terminal
                && no_color.is_none_or(|value| value.is_empty())
                && term.is_none_or(|term| term != "dumb")
        }
    }
}

fn terminal_width() -> u16 {
    terminal_size::terminal_size().map_or(WIDTH, |(width, _)| width.0.clamp(24, WIDEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_for_terminals() {
        let os = |text: &str| Some(OsString::from(text));
        assert!(colour(Colour::Auto, true, None, os("xterm")));
        assert!(colour(Colour::Auto, true, os(""), None));
        assert!(!colour(Colour::Auto, true, os("1"), None));
        assert!(!colour(Colour::Auto, true, None, os("dumb")));
        assert!(!colour(Colour::Auto, false, None, None));
        assert!(colour(Colour::Always, false, os("1"), os("dumb")));
        assert!(!colour(Colour::Never, true, None, None));
    }

    #[test]
    fn formats_are_told_from_extensions() {
        let format = |path: Option<&str>, format: Option<Format>| {
            OutputOptions {
                locale: None,
                file: OutputFile { path: path.map(PathBuf::from) },
                format,
                template: None,
                color: Colour::Auto,
                width: None,
                mail: MailOptions::default(),
                site: SiteOptions::default(),
            }
            .format()
        };
        assert_eq!(format(None, None).unwrap(), Format::Text);
        assert_eq!(format(Some("a.HTML"), None).unwrap(), Format::Html);
        assert_eq!(format(Some("a.html"), Some(Format::Json)).unwrap(), Format::Json);
        assert_eq!(format(Some("briefing"), None).unwrap(), Format::Text);
        assert_eq!(format(Some("-"), None).unwrap(), Format::Text);
        assert!(format(Some("a.pdf"), None).is_err());
    }
}
