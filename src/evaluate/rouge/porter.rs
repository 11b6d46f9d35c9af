//! The two Porter stemmers that ROUGE figures depend on.
//!
//! M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980. Two programs, two
//! dialects:
//! - [`lin`]: the one inside ROUGE-1.5.5, Porter's with `bli → ble`, `logi → log` and a step 4 in
//!   which a word that ends in "ement" is also tried with "ment" and "ent" after it;
//! - [`nltk`]: NLTK's extended mode, which Google's `rouge-score` calls.
//!
//! Notation: C is a stretch of consonants, V of vowels; "y" is a vowel after a consonant and a
//! consonant elsewhere. Every word is `[C](VC)^m[V]`, and m is its *measure*. Words are ASCII lower
//! case letters and digits; digits are consonants.

/// Whether each step sees a consonant, with the rule for "y": one pass, front to back.
fn consonants(word: &[u8]) -> impl Iterator<Item = bool> + '_ {
    // The letter before the first one counts as a vowel: a leading "y" is a consonant.
    word.iter().scan(false, |previous, &letter| {
        *previous = match letter {
            b'a' | b'e' | b'i' | b'o' | b'u' => false,
            b'y' => !*previous,
            _ => true,
        };
        Some(*previous)
    })
}

/// m in `[C](VC)^m[V]`: how often a vowel is followed by a consonant.
fn measure(stem: &[u8]) -> usize {
    let mut after_vowel = false;
    let mut count = 0;
    for consonant in consonants(stem) {
        count += usize::from(consonant && after_vowel);
        after_vowel = !consonant;
    }
    count
}

fn has_vowel(stem: &[u8]) -> bool {
    consonants(stem).any(|consonant| !consonant)
}

fn ends_in_consonant(stem: &[u8]) -> bool {
    consonants(stem).last().unwrap_or(false)
}

/// Consonant, vowel, consonant at the end, the last one none of w, x, y (Porter's `*o`).
fn ends_cvc(stem: &[u8]) -> bool {
    let Some([.., last]) = stem.last_chunk::<3>() else { return false };
    let mut pattern = consonants(stem).skip(stem.len() - 3);
    (pattern.next(), pattern.next(), pattern.next()) == (Some(true), Some(false), Some(true))
        && !matches!(last, b'w' | b'x' | b'y')
}

/// A suffix and what stands in its place.
type Rule = (&'static str, &'static str);

/// Replaces the end of `word` (its `suffix`, which must be there) with `with`.
fn replace(word: &mut Vec<u8>, suffix: &str, with: &str) {
    word.truncate(word.len() - suffix.len());
    word.extend_from_slice(with.as_bytes());
}

fn stem_before<'w>(word: &'w [u8], suffix: &str) -> Option<&'w [u8]> {
    word.strip_suffix(suffix.as_bytes())
}

/// The first rule in the list whose suffix the word has decides, whether or not its measure then
/// allows it.
fn first_rule(word: &mut Vec<u8>, rules: &[Rule], least_measure: usize) {
    for &(suffix, with) in rules {
        if let Some(stem) = stem_before(word, suffix) {
            if measure(stem) >= least_measure {
                replace(word, suffix, with);
            }
            return;
        }
    }
}

/// Step 2 of both dialects; longer suffixes stand before those that they end in.
const STEP_2: [Rule; 20] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
];

const STEP_3: [Rule; 7] = [
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];

/// "sses" → "ss", "ies" → "i", "s" → "" but not after another s.
fn step_1a(word: &mut Vec<u8>) {
    if word.ends_with(b"sses") || word.ends_with(b"ies") {
        word.truncate(word.len() - 2);
    } else if word.ends_with(b"s") && !word.ends_with(b"ss") {
        word.pop();
    }
}

/// What the dialects see differently in more than one step.
struct Dialect {
    /// Whether a stem is too short to lose its e.
    short: fn(&[u8]) -> bool,
    /// Whether "yy" can be a doubled consonant.
    doubles_y: bool,
}

const LIN: Dialect = Dialect { short: ends_cvc, doubles_y: false };
const NLTK: Dialect = Dialect { short: ends_cvc_or_is_vc, doubles_y: true };

/// What is left of a word after "ed" or "ing" gets its e back, or loses a doubled consonant.
fn repair_after_ed_or_ing(word: &mut Vec<u8>, dialect: &Dialect) {
    let doubled = matches!(word.last_chunk::<2>(), Some([a, b]) if a == b && (*b != b'y' || dialect.doubles_y))
        && ends_in_consonant(word);
    if [b"at", b"bl", b"iz"].iter().any(|end| word.ends_with(*end)) {
        word.push(b'e');
    } else if doubled {
        if !matches!(word.last(), Some(b'l' | b's' | b'z')) {
            word.pop();
        }
    } else if measure(word) == 1 && (dialect.short)(word) {
        word.push(b'e');
    }
}

/// "eed" → "ee" where m > 0; else "ed" and "ing" go where a vowel stands before them.
fn step_1b(word: &mut Vec<u8>, dialect: &Dialect) {
    if let Some(stem) = stem_before(word, "eed") {
        if measure(stem) > 0 {
            word.pop();
        }
        return;
    }
    for suffix in ["ed", "ing"] {
        if stem_before(word, suffix).is_some_and(has_vowel) {
            word.truncate(word.len() - suffix.len());
            repair_after_ed_or_ing(word, dialect);
            return;
        }
    }
}

/// A final e goes where m > 1, or m = 1 and the stem is not short; "ll" loses an l where m > 1.
fn step_5(word: &mut Vec<u8>, dialect: &Dialect) {
    if let Some(stem) = stem_before(word, "e") {
        let m = measure(stem);
        if m > 1 || (m == 1 && !(dialect.short)(stem)) {
            word.pop();
        }
    }
    if word.ends_with(b"ll") && measure(&word[..word.len() - 1]) > 1 {
        word.pop();
    }
}

/// Removes `suffix` where the measure before it is above 1; tells whether the word had the suffix.
fn cut_in_step_4(word: &mut Vec<u8>, suffix: &str) -> bool {
    let Some(stem) = stem_before(word, suffix) else { return false };
    if measure(stem) > 1 {
        word.truncate(word.len() - suffix.len());
    }
    true
}

/// "ion" after s or t, where m > 1.
fn cut_ion(word: &mut Vec<u8>) {
    if stem_before(word, "ion")
        .is_some_and(|stem| matches!(stem.last(), Some(b's' | b't')) && measure(stem) > 1)
    {
        word.truncate(word.len() - 3);
    }
}

/// The stem that ROUGE-1.5.5 gives to a word of ASCII lower case letters and digits, without its
/// exception list. Words of one or two letters stay as they are. (ROUGE itself stems only words
/// longer than three.)
#[must_use]
pub fn lin(word: &[u8]) -> Vec<u8> {
    let mut word = word.to_vec();
    if word.len() < 3 {
        return word;
    }
    step_1a(&mut word);
    step_1b(&mut word, &LIN);
    if stem_before(&word, "y").is_some_and(has_vowel) {
        replace(&mut word, "y", "i");
    }
    if word.ends_with(b"logi") {
        first_rule(&mut word, &[("logi", "log")], 1);
    } else {
        first_rule(&mut word, &STEP_2, 1);
    }
    first_rule(&mut word, &STEP_3, 1);
    // The order is that of the script's alternatives: the longest suffix that fits wins, here by
    // standing first.
    for suffix in [
        "ement", "ance", "ence", "able", "ible", "ant", "ism", "ate", "iti", "ous", "ive", "ize",
        "al", "er", "ic", "ou",
    ] {
        if cut_in_step_4(&mut word, suffix) {
            break;
        }
    }
    cut_in_step_4(&mut word, "ment");
    if !cut_in_step_4(&mut word, "ent") {
        cut_ion(&mut word);
    }
    step_5(&mut word, &LIN);
    word
}

/// Words that NLTK's extended mode looks up instead of stemming them.
const NLTK_POOL: [(&str, &str); 16] = [
    ("sky", "sky"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("news", "news"),
    ("innings", "inning"),
    ("inning", "inning"),
    ("outings", "outing"),
    ("outing", "outing"),
    ("cannings", "canning"),
    ("canning", "canning"),
    ("howe", "howe"),
    ("proceed", "proceed"),
    ("exceed", "exceed"),
    ("succeed", "succeed"),
];

/// NLTK's `*o`: a word of just a vowel and a consonant is short as well.
fn ends_cvc_or_is_vc(stem: &[u8]) -> bool {
    ends_cvc(stem) || (stem.len() == 2 && consonants(stem).eq([false, true]))
}

fn nltk_step_2(word: &mut Vec<u8>) {
    // "alli" is tried first, and what it leaves goes through the step again.
    while stem_before(word, "alli").is_some_and(|stem| measure(stem) > 0) {
        replace(word, "alli", "al");
    }
    if STEP_2.iter().any(|(suffix, _)| word.ends_with(suffix.as_bytes())) {
        first_rule(word, &STEP_2, 1);
    } else if word.ends_with(b"fulli") {
        first_rule(word, &[("fulli", "ful")], 1);
    } else if word.ends_with(b"logi") && measure(&word[..word.len() - 3]) > 0 {
        // The l is put with the stem, so that "geo" and "theo" pass as "archaeo" does.
        replace(word, "logi", "log");
    }
}

/// The stem that NLTK's `PorterStemmer` in its mode `NLTK_EXTENSIONS` gives to a word of ASCII
/// lower case letters and digits. (`rouge-score` stems only words longer than three.)
#[must_use]
pub fn nltk(word: &[u8]) -> Vec<u8> {
    if let Some((_, stem)) = NLTK_POOL.iter().find(|(known, _)| known.as_bytes() == word) {
        return stem.as_bytes().to_vec();
    }
    let mut word = word.to_vec();
    if word.len() <= 2 {
        return word;
    }
    if word.len() == 4 && word.ends_with(b"ies") {
        word.pop();
    } else {
        step_1a(&mut word);
    }
    if word.ends_with(b"ied") {
        word.truncate(word.len() - if word.len() == 4 { 1 } else { 2 });
    } else {
        step_1b(&mut word, &NLTK);
    }
    if stem_before(&word, "y").is_some_and(|stem| stem.len() > 1 && ends_in_consonant(stem)) {
        replace(&mut word, "y", "i");
    }
    nltk_step_2(&mut word);
    first_rule(&mut word, &STEP_3, 1);
    let listed = [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion",
        "ou", "ism", "ate", "iti", "ous", "ive", "ize",
    ];
    match listed.iter().find(|suffix| word.ends_with(suffix.as_bytes())) {
        Some(&"ion") => cut_ion(&mut word),
        Some(suffix) => {
            cut_in_step_4(&mut word, suffix);
        }
        None => {}
    }
    step_5(&mut word, &NLTK);
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each word with its two stems; `tests/golden/rouge/stems.tsv` has more.
    const WORDS: [(&str, &str, &str); 16] = [
        ("caresses", "caress", "caress"),
        ("ties", "ti", "tie"),
        ("died", "di", "die"),
        ("skies", "ski", "sky"),
        ("agreement", "agreem", "agreement"),
        ("accidental", "accid", "accident"),
        ("fulli", "fulli", "fulli"),
        ("geology", "geologi", "geolog"),
        ("theologi", "theologi", "theolog"),
        ("used", "us", "use"),
        ("say", "sai", "say"),
        ("enjoy", "enjoi", "enjoy"),
        ("youth", "youth", "youth"),
        ("controll", "control", "control"),
        ("1990s", "1990", "1990"),
        ("ye", "ye", "ye"),
    ];

    #[test]
    fn both_dialects_stem_as_their_programs_do() {
        for (word, by_lin, by_nltk) in WORDS {
            assert_eq!(lin(word.as_bytes()), by_lin.as_bytes(), "{word}");
            assert_eq!(nltk(word.as_bytes()), by_nltk.as_bytes(), "{word}");
        }
    }

    #[test]
    fn measures_count_vowels_followed_by_consonants() {
        for (stem, m) in [
            ("", 0),
            ("tr", 0),
            ("ee", 0),
            ("y", 0),
            ("by", 0),
            ("trouble", 1),
            ("oats", 1),
            ("yb", 0),
            ("ayb", 1),
            ("troubles", 2),
            ("private", 2),
        ] {
            assert_eq!(measure(stem.as_bytes()), m, "{stem}");
        }
    }

    #[test]
    fn no_word_is_too_short_or_too_odd() {
        let letters = b"aeiouyslrbt2";
        for length in 0..5u32 {
            for number in 0..(letters.len() as u32).pow(length) {
                let word: Vec<u8> =
                    (0..length).map(|at| letters[(number / 12u32.pow(at) % 12) as usize]).collect();
                for end in ["", "ed", "ies", "eed", "alli", "ion"] {
                    let word = [&word, end.as_bytes()].concat();
                    assert!(
                        lin(&word).len() <= word.len() + 1 && nltk(&word).len() <= word.len() + 1
                    );
                }
            }
        }
    }
}
