//! Floor 4: choosing statements within a budget; one file per published method.
