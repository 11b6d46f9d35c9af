//! Which articles are somebody's opinion, by what their publishers say of them.
//!
//! Only the article's own metadata count: the section in its address ("/opinion/"), a label before
//! or behind its headline ("Op-ed: …"), the name of who speaks before it ("JANE ROE: …"), the
//! section or category that its page or feed files it under, and a publisher's name that says so.
//! What a text is about never does. The lists are precise
//! rather than complete: what could also be a folder, a name or a question ("/editorial/",
//! "/outlook/", "Comment …") is not on them. "/ideas/" is: of 20 articles of a season that lie there
//! 19 are somebody's view.

use crate::lexicon::{Lexicon, List};
use crate::model::Article;

use super::columns;

/// Whether a publisher says of its article that it is somebody's opinion and no report.
#[must_use]
pub fn of(article: &Article) -> bool {
    article.opinion
        || article.source.url.as_deref().is_some_and(is_address)
        || article.feed.as_deref().is_some_and(is_address)
        || article.title.as_deref().is_some_and(is_title)
        || article.source.publisher.as_deref().is_some_and(is_desk)
        || columns::is_spoken(article)
}

/// Whether a section or category ("Opinion", "Leitartikel") holds opinion.
#[must_use]
pub fn is_section(name: &str) -> bool {
    is_among(name, &[List::OpinionLabels])
}

/// Whether an address lies in a section of opinion. Its last part is the article's own name and
/// does not count.
fn is_address(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    let path = rest.split(['?', '#']).next().unwrap_or(rest).trim_end_matches('/');
    let mut parts = path.split('/');
    let host = parts.next().unwrap_or("");
    let desk = host.split('.').next().unwrap_or("");
    let mut folders: Vec<&str> = parts.collect();
    folders.pop();
    let lexicon = Lexicon::of(None);
    let is_folder = |part: &str| lexicon.holds(List::OpinionFolders, &part.to_ascii_lowercase());
    lexicon.holds(List::OpinionHosts, desk) || folders.into_iter().any(is_folder)
}

/// Whether a headline is labelled: "Op-ed: …", "Analysis | …", "… | Opinion", "… (Kommentar)",
/// "[Opinion] …".
fn is_title(title: &str) -> bool {
    let title = title.trim();
    let labels: &[List] = &[List::OpinionLabels, List::OpinionTitles];
    let before = title.split_once([':', '|']).is_some_and(|(label, _)| is_among(label, labels));
    let last = title.rsplit_once('|').or_else(|| title.rsplit_once(" - "));
    let behind = last.is_some_and(|(_, label)| is_among(label, &[List::OpinionLabels]));
    let bracketed = |open: char, close: char| {
        let first = title.strip_prefix(open).and_then(|rest| rest.split_once(close));
        let last = title.strip_suffix(close).and_then(|rest| rest.rsplit_once(open));
        first.is_some_and(|(label, _)| is_among(label, labels))
            || last.is_some_and(|(_, label)| is_among(label, labels))
    };
    before || behind || bracketed('(', ')') || bracketed('[', ']')
}

/// Whether a publisher's name ends in that of its opinion pages: "Harbour Gazette - Opinion".
fn is_desk(name: &str) -> bool {
    let last = name.rsplit_once(" - ").or_else(|| name.rsplit_once(" | "));
    last.is_some_and(|(_, desk)| is_among(desk, &[List::OpinionLabels]))
}

fn is_among(label: &str, lists: &[List]) -> bool {
    /// Longer than any label, in bytes.
    /// Set by hand; no trial of other values is recorded.
    const LONGEST: usize = 40;
    let label = label.trim();
    if label.len() > LONGEST {
        return false;
    }
    let label = label.to_lowercase().replace('’', "'");
    lists.iter().any(|list| Lexicon::of(None).holds(*list, &label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_of_addresses() {
        for url in [
            "https://www.theguardian.com/commentisfree/2020/apr/06/free-speech",
            "https://thehill.com/opinion/healthcare/490582-the-case-for-optimism",
            "https://gazette.example/2020/04/02/Opinion/ban-alcohol/?module=x",
            "https://opinion.gazette.example/a/b",
            "https://tagblatt.example/meinung/kommentare/warum-nicht",
            "https://journal.example/idees/article/2020/04/une-idee",
            "https://diario.example/columnas/2020/una-columna",
        ] {
            assert!(is_address(url), "{url}");
        }
        for url in [
            "https://gazette.example/politics/opinion",
            "https://gazette.example/politics/opinion-polls/a",
            "https://gazette.example/news/public-opinion-shifts/?from=/opinion/",
            "https://gazette.example/editorial/2020/a-report",
            "https://chicagotribune.example/news/a",
            "https://opinionpolls.example/news/a",
            "opinion/a/b",
            "https://",
        ] {
            assert!(!is_address(url), "{url}");
        }
    }

    #[test]
    fn labels_of_headlines() {
        for title in [
            "Opinion: The ferry was no accident",
            "Op-Ed | The ferry was no accident",
            "EDITORIAL: Close the bridge",
            "Analysis | Why the ferry sank",
            "Column: Our harbour",
            "Kommentar: Die Fähre",
            "Éditorial : la fin du ferry",
            "Opinión: El ferry",
            "Мнение: паром",
            "L’editoriale: il traghetto",
            "The ferry was no accident | Opinion",
            "[Opinion] The ferry",
            "Die Fähre und wir (Kommentar)",
        ] {
            assert!(is_title(title), "{title}");
        }
        for title in [
            "Opinion polls: Mayor leads by six points",
            "Comment le ferry a coulé",
            "Editorial staff of the Gazette walk out: what we know",
            "In his opinion: court hears harbour master",
            "Columns of smoke over Skerrin | Harbour Gazette",
            "Court publishes opinion (PDF)",
            "Analysis of ferry's hull begins",
            "",
        ] {
            assert!(!is_title(title), "{title}");
        }
    }

    #[test]
    fn desks_and_sections() {
        assert!(is_desk("New York Times - Opinion") && is_desk("Tagblatt | Meinung"));
        assert!(!is_desk("Opinion") && !is_desk("Public Opinion - Chambersburg"));
        assert!(is_section(" Leitartikel ") && is_section("Opinion"));
        assert!(!is_section("analysis") && !is_section("Opinion polls") && !is_section(""));
    }
}
