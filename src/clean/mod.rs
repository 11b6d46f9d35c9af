//! Floor 1: furniture: bylines, captions, "Read more", datelines, repeated lines.
