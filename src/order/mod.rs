//! Floor 4: reading order inside a story.
