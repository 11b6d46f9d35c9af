//! Digests as pages and mails.

use super::blocks::Builder;
use super::{Digest, Form};
use crate::read::markup::{Lexer, Token};
use crate::read::{elements, entities};

/// Reads a digest that is a page: links, and notes that are linked to (`<a href="#fn1">`) or stand
/// as numbers.
#[must_use]
pub fn html(text: &str) -> Digest {
    let mut builder = Builder::default();
    let mut title: Option<String> = None;
    // Names of the elements whose insides are no prose, the outermost first.
    let mut hidden: Vec<String> = Vec::new();
    let mut raised = false;
    let mut titled = false;
    for token in Lexer::html(text) {
        match token {
            Token::Start(tag) if !hidden.is_empty() => {
                let again = hidden.first().is_some_and(|name| elements::same(name, tag.name));
                if again && !tag.closed {
                    hidden.push(tag.name.to_owned());
                }
            }
            Token::Start(tag) => {
                let kind = elements::kind(tag.name);
                raised = elements::same(tag.name, "sup");
                titled = elements::same(tag.name, "title");
                if is_no_prose(kind, tag.name) && !tag.closed {
                    hidden.push(tag.name.to_owned());
                    continue;
                }
                start(&mut builder, kind, &tag);
            }
            Token::End(name) if !hidden.is_empty() => {
                if hidden.first().is_some_and(|open| elements::same(open, name)) {
                    hidden.pop();
                }
            }
            Token::End(name) => {
                raised = false;
                titled = false;
                if elements::same(name, "a") {
                    builder.close_link();
                } else if elements::kind(name) != elements::Kind::Inline {
                    builder.end();
                }
            }
            Token::Text(text) | Token::Raw(text) if titled && hidden.is_empty() => {
                let said = entities::decode(text);
                let line = said.split_whitespace().collect::<Vec<_>>().join(" ");
                title.get_or_insert(line);
            }
            Token::Text(text) if hidden.is_empty() => {
                let said = entities::decode(text);
                let number = said.trim();
                if raised && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) {
                    builder.note(number);
                } else {
                    builder.text(&said);
                }
            }
            Token::Text(_) | Token::Raw(_) => {}
        }
    }
    builder.finish(Form::Html, title.filter(|t| !t.is_empty()))
}

/// Whether what stands inside an element is no prose.
fn is_no_prose(kind: elements::Kind, name: &str) -> bool {
    let is_read = elements::same(name, "head") || elements::same(name, "title");
    kind == elements::Kind::Skipped && !is_read || elements::same(name, "nav")
}

fn start(builder: &mut Builder, kind: elements::Kind, tag: &crate::read::markup::Tag<'_>) {
    match kind {
        elements::Kind::Inline | elements::Kind::Void => {
            if elements::same(tag.name, "a")
                && let Some(address) = tag.attribute("href")
            {
                builder.open_link(&address);
            }
        }
        elements::Kind::Break => builder.text(" "),
        elements::Kind::Heading => {
            builder.end();
            builder.heading();
        }
        _ => builder.end(),
    }
    if kind != elements::Kind::Inline
        && let Some(id) = tag.attribute("id")
    {
        builder.label(&id, false);
    }
}

/// Reads a digest that is a mail; its page where it has one, else its text.
#[cfg(feature = "mail")]
#[must_use]
pub fn mail(bytes: &[u8]) -> Option<Digest> {
    let message = mail_parser::MessageParser::default().parse(bytes)?;
    let title = message.subject().map(str::to_owned);
    let page = message.html_bodies().find(|part| part.is_text_html());
    let mut digest = match page.and_then(|part| part.text_contents()) {
        Some(page) => html(page),
        None => super::prose::plain(&message.body_text(0)?),
    };
    digest.form = Form::Mail;
    digest.title = title;
    Some(digest)
}
