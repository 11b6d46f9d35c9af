//! Seeded chance: a generator, a few distributions, invented words, and an urn whose vocabulary
//! grows as in life.

/// Xorshift* (Vigna 2016): the same numbers every time.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice of a seed. Close seeds give unrelated numbers.
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `limit` (0 for a limit of 0).
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 11).unwrap_or(0) % limit.max(1)
    }

    /// Between 0 and 1, neither included.
    #[allow(clippy::cast_precision_loss)]
    pub fn unit(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// Whether something of this chance happens.
    pub fn happens(&mut self, chance: f64) -> bool {
        self.unit() < chance
    }

    /// One of a list; `None` of an empty one.
    pub fn of<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.below(list.len()))
    }

    /// A whole number from 1 with P(k) falling like k to the power of −`exponent`, at most `most`.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    pub fn power_law(&mut self, exponent: f64, most: usize) -> usize {
        let draw = libm::pow(self.unit(), -1.0 / (exponent - 1.0));
        draw.min(most.max(1) as f64) as usize
    }

    /// A length with this median whose logarithm is normal with deviation `sigma` (Box & Muller
    /// 1958).
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn log_normal(&mut self, median: f64, sigma: f64) -> usize {
        let normal = (-2.0 * libm::log(self.unit())).sqrt()
            * libm::cos(2.0 * std::f64::consts::PI * self.unit());
        (median * libm::exp(sigma * normal)) as usize
    }

    /// A waiting time with this mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * libm::log(self.unit())
    }

    /// A position in a list of `len`, the first ones likelier: P(i) falls about like 1 / (i + 3).
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    pub fn early(&mut self, len: usize) -> usize {
        let position = 3.0 * (libm::pow(len as f64 / 3.0 + 1.0, self.unit()) - 1.0);
        (position as usize).min(len.saturating_sub(1))
    }
}

/// A Pitman–Yor urn (Pitman & Yor 1997): a draw is a new word with chance (θ + d·V) / (θ + T),
/// after T draws of V words, or else an earlier one by its count less d. Vocabulary then grows like
/// T to the power of d (Heaps' law), and counts fall by a power law (Zipf's), as in text
/// (Goldwater, Griffiths & Johnson 2011).
#[derive(Debug)]
pub struct Urn {
    discount: f64,
    strength: f64,
    drawn: Vec<u32>,
    counts: Vec<u32>,
}

impl Urn {
    /// An empty urn with discount d (0 to 1) and strength θ.
    pub const fn new(discount: f64, strength: f64) -> Self {
        Self { discount, strength, drawn: Vec::new(), counts: Vec::new() }
    }

    /// Draws the number of a word.
    #[allow(clippy::cast_precision_loss)]
    pub fn draw(&mut self, dice: &mut Dice) -> u32 {
        let (drawn, words) = (self.drawn.len() as f64, self.counts.len() as f64);
        let fresh = (self.strength + self.discount * words) / (self.strength + drawn);
        let word = if dice.happens(fresh) {
            self.counts.push(0);
            u32::try_from(self.counts.len() - 1).unwrap_or(u32::MAX)
        } else {
            loop {
                let word = self.drawn[dice.below(self.drawn.len())];
                let count = f64::from(self.counts[word as usize]);
                if !dice.happens(self.discount / count) {
                    break word;
                }
            }
        };
        self.counts[word as usize] += 1;
        self.drawn.push(word);
        word
    }
}

/// An invented word of two to four syllables, in lower case; another for every number.
pub fn invented(number: u32) -> String {
    const ONSETS: [&str; 20] = [
        "b", "br", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pl", "r", "s", "st",
        "t", "v", "w",
    ];
    const RHYMES: [&str; 12] = ["a", "an", "ar", "e", "el", "en", "i", "in", "o", "or", "u", "und"];
    // Scattered, so that words of close numbers do not look alike.
    let mut rest = number.wrapping_mul(0x9e37_79b1) as usize;
    let mut word = String::new();
    let syllables = if number < 40_000 { 3 } else { 4 };
    for _ in 0..syllables {
        word.push_str(ONSETS[rest % 20]);
        rest /= 20;
        word.push_str(RHYMES[rest % 12]);
        rest /= 12;
    }
    if syllables == 4 {
        word.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
    }
    word
}
