//! Floor 2: sentences as byte spans.
