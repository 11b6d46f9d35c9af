//! Floor 5: pages: text, Markdown, HTML, JSON, mail.
