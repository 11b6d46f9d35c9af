//! Identifiers: positions in the vectors of their owner.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in the owner's vector.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The identifier of a position. Positions past `u32::MAX` saturate; every owner
            /// refuses to grow that far.
            #[must_use]
            pub fn of(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }
    };
}

id! {
    /// An article of a [`Corpus`](super::Corpus).
    ArticleId
}
id! {
    /// A sentence of a [`Corpus`](super::Corpus).
    SentenceId
}
id! {
    /// A statement of one story.
    StatementId
}
id! {
    /// A term (stemmed word) of one lexicon.
    TermId
}
