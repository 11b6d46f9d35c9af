//! Floor 3: a day's articles become stories.
