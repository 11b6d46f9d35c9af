//! What a reader may call a quoted sentence.

/// What a reader may call a sentence that was quoted (`MODEL.md` gives the guide that readers
/// followed).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// News that stands alone: a careful editor keeps it.
    Keep,
    /// Leans on what is not quoted.
    Dangling,
    /// Caption, byline, promotion, page remains.
    Boilerplate,
    /// Opinion or rhetoric in the outlet's own voice.
    Opinion,
    /// Background, teaser, truism, or misleading alone.
    Idle,
    /// Tells again what the headline above it or a quote before it tells. Only readers of a whole
    /// briefing give it; of itself the sentence is worth keeping.
    Told,
}

impl Label {
    /// The labels that a sentence has wherever it stands, in the order of the model's forests.
    pub const ALL: [Self; 5] =
        [Self::Keep, Self::Dangling, Self::Boilerplate, Self::Opinion, Self::Idle];

    /// The label that stands behind one letter of the readers' guide: G and N are kept; R is what
    /// tells again what was read before.
    #[must_use]
    pub const fn of_letter(letter: char) -> Option<Self> {
        match letter {
            'G' | 'N' => Some(Self::Keep),
            'D' => Some(Self::Dangling),
            'F' => Some(Self::Boilerplate),
            'O' => Some(Self::Opinion),
            'E' | 'S' | 'M' | 'W' => Some(Self::Idle),
            'R' => Some(Self::Told),
            _ => None,
        }
    }

    /// A few plain words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keep => "an editor keeps it",
            Self::Dangling => "dangling",
            Self::Boilerplate => "boilerplate",
            Self::Opinion => "opinion",
            Self::Idle => "background or empty",
            Self::Told => "told again",
        }
    }
}
