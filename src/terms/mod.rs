//! Floor 2: the lexicon, counts, and document frequencies that merge by addition.
