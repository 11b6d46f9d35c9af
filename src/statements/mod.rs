//! Floor 3: near-identical sentences become one statement with a voice.
