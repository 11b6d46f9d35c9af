//! What the attributes of an element say about its part in the page: class names, microdata, roles.

use super::elements::same;
use super::markup::Tag;

/// The longest list of classes that is looked at, in characters.
const VALUE: usize = 200;

/// What microdata (schema.org) call an element's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Property {
    Headline,
    /// `datePublished` or `dateCreated`.
    Published,
    /// `author` or `creator`.
    Author,
    Publisher,
}

/// What an element's attributes say about its part in the page.
#[derive(Debug, Default)]
pub(super) struct Labels {
    pub(super) aside: bool,
    /// A dialog, or a message to the reader.
    pub(super) closed: bool,
    pub(super) main: bool,
    pub(super) article_body: bool,
    pub(super) author_link: bool,
    pub(super) byline: bool,
    pub(super) dated: bool,
    pub(super) titled: bool,
    pub(super) microdata: Option<Property>,
}

/// Words in class names and ids of what stands around articles.
const ASIDE: [&str; 64] = [
    "comment",
    "comments",
    "footer",
    "sidebar",
    "related",
    "share",
    "sharing",
    "social",
    "promo",
    "promoted",
    "newsletter",
    "subscribe",
    "subscription",
    "signup",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "advert",
    "advertisement",
    "ad",
    "ads",
    "sponsor",
    "sponsored",
    "breadcrumb",
    "breadcrumbs",
    "caption",
    "credit",
    "tags",
    "toolbar",
    "modal",
    "popup",
    "banner",
    "menu",
    "widget",
    "recirc",
    "recirculation",
    "trending",
    "popular",
    "outbrain",
    "taboola",
    "disclaimer",
    "copyright",
    "tooltip",
    "disclosure",
    "nav",
    "navigation",
    "navbar",
    "pagination",
    "recommended",
    "recommendations",
    "teaser",
    "teasers",
    "teaserlist",
    "masthead",
    "disqus",
    "bio",
    "print",
    "follow",
    "donate",
    "toc",
    "crosslinks",
    "mostread",
    "gallery",
];

/// Words in class names and ids of notices, and of what a form answers.
const CLOSED: [&str; 9] = [
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "disclosure",
    "disclaimer",
    "success",
    "error",
    "errors",
];

impl Labels {
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        let mut labels = Self::default();
        for (name, value) in tag.attributes() {
            if same(name, "class") || same(name, "id") {
                labels.classes(value);
            } else if same(name, "itemprop") || same(name, "property") {
                labels.microdata(value);
            } else if same(name, "rel") {
                labels.author_link |=
                    value.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("author"));
            } else if same(name, "role") {
                let role = value.trim().to_ascii_lowercase();
                labels.main |= role == "main";
                labels.closed |= matches!(
                    role.as_str(),
                    "dialog" | "alertdialog" | "alert" | "status" | "tooltip"
                );
                labels.aside |= labels.closed
                    || matches!(
                        role.as_str(),
                        "complementary" | "contentinfo" | "navigation" | "search" | "banner"
                    );
            }
        }
        labels
    }

    fn classes(&mut self, value: &str) {
        let value: String = value.chars().take(VALUE).collect();
        for class in value.split_whitespace() {
            let words = words_of(class);
            let has = |word: &str| words.iter().any(|known| known == word);
            let first = words.first().map_or("", String::as_str);
            // "text-success" is a colour.
            let closed = first != "text" && CLOSED.iter().any(|word| has(word));
            self.closed |= closed;
            // "article-body__comments-link" is no place for comments' text, but nothing of the
            // article either.
            self.aside |= (closed || ASIDE.iter().any(|aside| has(aside)))
                && !matches!(
                    first,
                    "no" | "has" | "with" | "without" | "is" | "js" | "post" | "single" | "page"
                )
                || has("read") && (has("more") || has("most") || has("also"))
                || has("more") && (has("stories") || has("news") || has("from"));
            self.byline |= has("byline") || has("author") || has("authors") || has("autor");
            self.dated |= words.iter().any(|word| is_dated(word));
            let joined = words.concat();
            self.article_body |= matches!(
                joined.as_str(),
                "articlebody"
                    | "entrycontent"
                    | "storybody"
                    | "articlecontent"
                    | "articletext"
                    | "postcontent"
                    | "storycontent"
                    | "fieldnamebody"
                    | "articlebodycontent"
            );
            self.main |= matches!(joined.as_str(), "maincontent" | "main");
            self.titled |= has("headline")
                || has("title") && (has("entry") || has("post") || has("article") || has("story"));
        }
    }

    fn microdata(&mut self, value: &str) {
        for property in value.split_whitespace() {
            let property = property.rsplit(':').next().unwrap_or("");
            match property.to_ascii_lowercase().as_str() {
                "articlebody" => self.article_body = true,
                "headline" => self.microdata = Some(Property::Headline),
                "datepublished" | "datecreated" => self.microdata = Some(Property::Published),
                "author" | "creator" => self.microdata = Some(Property::Author),
                "publisher" => self.microdata = Some(Property::Publisher),
                _ => {}
            }
        }
    }
}

/// Whether a word of a class name speaks of a date ("date", "publishingdate", "datum", "fecha",
/// "timestamp").
fn is_dated(word: &str) -> bool {
    const WORDS: [&str; 12] = [
        "published",
        "publication",
        "pubtime",
        "timestamp",
        "datetime",
        "time",
        "datum",
        "fecha",
        "dateline",
        "posted",
        "postedon",
        "parution",
    ];
    WORDS.contains(&word)
        || word.starts_with("date") && !word.starts_with("dated")
        || word.ends_with("date") && !["update", "candidate", "validate", "mandate"].contains(&word)
}

/// The words of a class name in lower case: "articleBody", "article-body" and "article_body" have
/// the same two.
fn words_of(class: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut lower_before = false;
    let mut fresh = true;
    for c in class.chars() {
        if !c.is_alphanumeric() {
            fresh = true;
            lower_before = false;
            continue;
        }
        if fresh || c.is_uppercase() && lower_before {
            words.push(String::new());
            fresh = false;
        }
        lower_before = c.is_lowercase() || c.is_ascii_digit();
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_have_words() {
        assert_eq!(words_of("articleBody-item_Two"), ["article", "body", "item", "two"]);
        assert_eq!(words_of("ARTICLE"), ["article"]);
    }
}
