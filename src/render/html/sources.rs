//! The lists of sources below stories.

use crate::lexicon::{Count, Label};
use crate::model::{Item, SourceEntry, SourceNo, StoryBriefing};

use super::Page;
use super::escape::{escape, language_of};
use crate::render::dates;
use crate::render::entries;
use crate::render::view::View;

impl Page<'_> {
    /// The lists under one story, or under several that share one list. `order` holds their
    /// sentences as they stand on the page; `first` is how many stood before them.
    pub(super) fn sources(
        &mut self,
        view: &View<'_>,
        number: usize,
        stories: &[&StoryBriefing],
        order: &[&Item],
        first: u32,
    ) {
        let listed: Vec<_> = stories.iter().map(|story| view.listed(story)).collect();
        let mut seen = std::collections::BTreeSet::new();
        self.label(view.labels.text(Label::Sources));
        self.out.push_str("<ul class=\"sources\">\n");
        for entry in listed.iter().flat_map(|listed| &listed.cited) {
            if !seen.insert(entry.number) {
                continue;
            }
            let items = (first + 1..).zip(order);
            let back = items.filter(|(_, item)| view.cited(item).contains(&entry.number));
            let back: Vec<u32> = back.map(|(sentence, _)| sentence).collect();
            self.source(view, number, entry, &back);
        }
        self.out.push_str("</ul>\n");
        let others: Vec<_> = listed.iter().flat_map(|listed| &listed.others).collect();
        let more: usize = listed.iter().map(|listed| listed.more).sum();
        // One-line stories keep to what they quote.
        if others.len() + more == 0 || stories.iter().all(|story| story.brief) {
            return;
        }
        let count = view.labels.count(Count::Articles, others.len() + more);
        self.out.push_str(&format!(
            "<details>\n<summary>{}</summary>\n<ul class=\"sources\">\n",
            view.also_read(&count)
        ));
        for entry in others {
            if seen.insert(entry.number) {
                self.source(view, number, entry, &[]);
            }
        }
        if more > 0 {
            let rest = if listed.iter().all(|listed| listed.others.is_empty()) {
                view.labels.count(Count::Unlisted, more)
            } else {
                view.labels.number(Label::AndMore, more)
            };
            self.out.push_str(&format!("<li>{rest}</li>\n"));
        }
        self.out.push_str("</ul>\n</details>\n");
    }

    fn source(&mut self, view: &View<'_>, story: usize, entry: &SourceEntry, back: &[u32]) {
        let SourceNo(number) = entry.number;
        let link = entries::link(entry);
        let mut parts = Vec::new();
        if let Some(outlet) = entries::outlet(entry) {
            parts.push(format!("<bdi class=\"outlet\">{}</bdi>", escape(&outlet)));
        }
        // A site is for others too: the folders of the machine that made it are nobody's business.
        let place = if self.is_of_site() { entries::file_of(entry) } else { entries::place(entry) };
        let place = escape(&place);
        let title = entries::title(entry).map(|title| escape(&title));
        let named = title.is_some();
        let label = title.unwrap_or_else(|| place.clone());
        let attributes = if named { language_of(Some(entry)) } else { String::new() };
        parts.push(match &link {
            Some(link) => {
                format!(
                    "<a class=\"title\" href=\"{}\" rel=\"noopener noreferrer\"{attributes}>{label}</a>",
                    escape(link)
                )
            }
            None if named => format!("<span class=\"title\"{attributes}>{label}</span>"),
            None => format!("<span class=\"path\" dir=\"ltr\">{label}</span>"),
        });
        let mut meta = vec![entry.published.map_or_else(
            || view.when(entry),
            |published| {
                format!("<time datetime=\"{}\">{}</time>", dates::iso(published), view.when(entry))
            },
        )];
        meta.extend(
            view.marks(entry).iter().map(|mark| format!("<span class=\"mark\">{mark}</span>")),
        );
        if link.is_none() && named {
            meta.push(format!("<span class=\"path\" dir=\"ltr\">{place}</span>"));
        }
        let back: String = back
            .iter()
            .map(|sentence| {
                let to = view.labels.fill(Label::BackTo, &[("n", &sentence.to_string())]);
                let back = view.labels.text(Label::Back);
                format!(
                    "<a class=\"back\" href=\"#sentence-{sentence}\" aria-label=\"{to}\" \
                     title=\"{back}\">↑</a>"
                )
            })
            .collect();
        let back =
            if back.is_empty() { back } else { format!(" <span class=\"backs\">{back}</span>") };
        self.out.push_str(&format!(
            "<li id=\"source-{story}-{number}\"><span class=\"number\">{number}</span>{}\
             <span class=\"meta\">{}{back}</span></li>\n",
            parts.join(" · "),
            meta.join(" · ")
        ));
    }
}
