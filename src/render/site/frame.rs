//! What all pages of a site have around what they say.

use crate::lexicon::{Label, Labels};
use crate::render::html::escape::escape;
use crate::render::html::opening;
use crate::render::visible::visible;

use super::Site;

/// Scripts run on the search page alone, and are the site's own. Opened without a server, files are
/// of the scheme `file:`.
const POLICY: &str =
    "default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'self' file:";

/// One page of a site.
pub(super) struct Frame<'a> {
    pub(super) site: &'a Site,
    /// From its folder to the site's: "../", or nothing for a page at the top.
    pub(super) root: &'a str,
    /// Its own title, before the site's; nothing for the front page.
    pub(super) title: &'a str,
    /// Whether it runs scripts.
    pub(super) script: bool,
    /// Which entry of the navigation it is: "index", "search", or another page.
    pub(super) here: &'a str,
}

impl Frame<'_> {
    /// From the first byte to the opened `<header>` behind the navigation.
    pub(super) fn top(&self) -> String {
        let Self { root, .. } = self;
        let site = name(self.site);
        let labels = self.site.labels();
        let title = match self.title {
            "" => site.clone(),
            title => format!("{} · {site}", escape(title)),
        };
        let policy = if self.script {
            format!("{POLICY}; script-src 'self' file:")
        } else {
            POLICY.to_owned()
        };
        let current = |page: &str| if self.here == page { " aria-current=\"page\"" } else { "" };
        format!(
            "{}<title>{title}</title>\n<link rel=\"stylesheet\" href=\"{root}site.css\">\n\
             <link rel=\"alternate\" type=\"application/atom+xml\" title=\"{site}\" href=\"{root}feed.atom\">\n\
             </head>\n<body class=\"site\">\n<a class=\"skip\" href=\"#news\">{}</a>\n\
             <nav class=\"bar\" aria-label=\"{}\">\n<a href=\"{root}index.html\"{}>{site}</a>\n\
             <a href=\"{root}search.html\"{}>{}</a>\n<a href=\"{root}feed.atom\">{}</a>\n</nav>\n<header>\n",
            opening(&policy, labels),
            labels.text(Label::Skip),
            labels.text(Label::Site),
            current("index"),
            current("search"),
            labels.text(Label::Search),
            labels.text(Label::Feed),
        )
    }

    /// The last bytes.
    pub(super) const fn bottom() -> &'static str {
        "</body>\n</html>\n"
    }
}

/// What the site is called, escaped.
pub(super) fn name(site: &Site) -> String {
    let given = site.title.as_deref().map(visible).filter(|title| !title.is_empty());
    escape(given.as_deref().unwrap_or_else(|| site.labels().text(Label::Briefing)))
}

/// Attributes of words in a language.
pub(super) fn language(code: &str) -> String {
    let known = !code.is_empty()
        && code.len() <= 35
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if known { format!(" lang=\"{code}\" dir=\"auto\"") } else { " dir=\"auto\"".to_owned() }
}

/// Words of a headline, escaped; what stands in its place where there is none.
pub(super) fn headline(words: &str, labels: &Labels) -> String {
    escape(if words.is_empty() { labels.text(Label::NoHeadline) } else { words })
}
