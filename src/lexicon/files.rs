//! The files of the folders. Written by `TIDINGS_BLESS=1 cargo test --lib lexicon`.

use super::Folder;

#[rustfmt::skip]
pub(super) const FILES: &[Folder] = &[
    (
        "ar",
        &[
            ("connectives", include_str!("ar/connectives.txt")),
            ("months", include_str!("ar/months.txt")),
            ("pronouns", include_str!("ar/pronouns.txt")),
            ("relative_times", include_str!("ar/relative_times.txt")),
            ("reporting", include_str!("ar/reporting.txt")),
            ("weekdays", include_str!("ar/weekdays.txt")),
        ],
    ),
    (
        "ca",
        &[
            ("abbreviations", include_str!("ca/abbreviations.txt")),
            ("months", include_str!("ca/months.txt")),
            ("weekdays", include_str!("ca/weekdays.txt")),
        ],
    ),
    (
        "cs",
        &[
            ("abbreviations", include_str!("cs/abbreviations.txt")),
            ("months", include_str!("cs/months.txt")),
            ("weekdays", include_str!("cs/weekdays.txt")),
        ],
    ),
    (
        "da",
        &[
            ("abbreviations", include_str!("da/abbreviations.txt")),
            ("months", include_str!("da/months.txt")),
            ("weekdays", include_str!("da/weekdays.txt")),
        ],
    ),
    (
        "de",
        &[
            ("abbreviations", include_str!("de/abbreviations.txt")),
            ("connectives", include_str!("de/connectives.txt")),
            ("months", include_str!("de/months.txt")),
            ("numerals", include_str!("de/numerals.txt")),
            ("opinion", include_str!("de/opinion.txt")),
            ("phrases", include_str!("de/phrases.txt")),
            ("polarity", include_str!("de/polarity.txt")),
            ("pronouns", include_str!("de/pronouns.txt")),
            ("relative_times", include_str!("de/relative_times.txt")),
            ("reporting", include_str!("de/reporting.txt")),
            ("stopwords", include_str!("de/stopwords.txt")),
            ("weekdays", include_str!("de/weekdays.txt")),
        ],
    ),
    (
        "el",
        &[
            ("abbreviations", include_str!("el/abbreviations.txt")),
        ],
    ),
    (
        "en",
        &[
            ("abbreviations", include_str!("en/abbreviations.txt")),
            ("connectives", include_str!("en/connectives.txt")),
            ("months", include_str!("en/months.txt")),
            ("numerals", include_str!("en/numerals.txt")),
            ("opinion", include_str!("en/opinion.txt")),
            ("phrases", include_str!("en/phrases.txt")),
            ("polarity", include_str!("en/polarity.txt")),
            ("pronouns", include_str!("en/pronouns.txt")),
            ("relative_times", include_str!("en/relative_times.txt")),
            ("reporting", include_str!("en/reporting.txt")),
            ("stopwords", include_str!("en/stopwords.txt")),
            ("weekdays", include_str!("en/weekdays.txt")),
        ],
    ),
    (
        "es",
        &[
            ("abbreviations", include_str!("es/abbreviations.txt")),
            ("connectives", include_str!("es/connectives.txt")),
            ("months", include_str!("es/months.txt")),
            ("numerals", include_str!("es/numerals.txt")),
            ("opinion", include_str!("es/opinion.txt")),
            ("phrases", include_str!("es/phrases.txt")),
            ("polarity", include_str!("es/polarity.txt")),
            ("pronouns", include_str!("es/pronouns.txt")),
            ("relative_times", include_str!("es/relative_times.txt")),
            ("reporting", include_str!("es/reporting.txt")),
            ("stopwords", include_str!("es/stopwords.txt")),
            ("weekdays", include_str!("es/weekdays.txt")),
        ],
    ),
    (
        "fi",
        &[
            ("abbreviations", include_str!("fi/abbreviations.txt")),
            ("months", include_str!("fi/months.txt")),
            ("weekdays", include_str!("fi/weekdays.txt")),
        ],
    ),
    (
        "fr",
        &[
            ("abbreviations", include_str!("fr/abbreviations.txt")),
            ("connectives", include_str!("fr/connectives.txt")),
            ("months", include_str!("fr/months.txt")),
            ("numerals", include_str!("fr/numerals.txt")),
            ("opinion", include_str!("fr/opinion.txt")),
            ("phrases", include_str!("fr/phrases.txt")),
            ("polarity", include_str!("fr/polarity.txt")),
            ("pronouns", include_str!("fr/pronouns.txt")),
            ("relative_times", include_str!("fr/relative_times.txt")),
            ("reporting", include_str!("fr/reporting.txt")),
            ("stopwords", include_str!("fr/stopwords.txt")),
            ("weekdays", include_str!("fr/weekdays.txt")),
        ],
    ),
    (
        "hu",
        &[
            ("abbreviations", include_str!("hu/abbreviations.txt")),
        ],
    ),
    (
        "it",
        &[
            ("abbreviations", include_str!("it/abbreviations.txt")),
            ("connectives", include_str!("it/connectives.txt")),
            ("months", include_str!("it/months.txt")),
            ("opinion", include_str!("it/opinion.txt")),
            ("phrases", include_str!("it/phrases.txt")),
            ("polarity", include_str!("it/polarity.txt")),
            ("pronouns", include_str!("it/pronouns.txt")),
            ("relative_times", include_str!("it/relative_times.txt")),
            ("reporting", include_str!("it/reporting.txt")),
            ("stopwords", include_str!("it/stopwords.txt")),
            ("weekdays", include_str!("it/weekdays.txt")),
        ],
    ),
    (
        "ja",
        &[
            ("connectives", include_str!("ja/connectives.txt")),
            ("months", include_str!("ja/months.txt")),
            ("pronouns", include_str!("ja/pronouns.txt")),
            ("relative_times", include_str!("ja/relative_times.txt")),
            ("reporting", include_str!("ja/reporting.txt")),
            ("weekdays", include_str!("ja/weekdays.txt")),
        ],
    ),
    (
        "nl",
        &[
            ("abbreviations", include_str!("nl/abbreviations.txt")),
            ("connectives", include_str!("nl/connectives.txt")),
            ("months", include_str!("nl/months.txt")),
            ("opinion", include_str!("nl/opinion.txt")),
            ("phrases", include_str!("nl/phrases.txt")),
            ("polarity", include_str!("nl/polarity.txt")),
            ("pronouns", include_str!("nl/pronouns.txt")),
            ("relative_times", include_str!("nl/relative_times.txt")),
            ("reporting", include_str!("nl/reporting.txt")),
            ("stopwords", include_str!("nl/stopwords.txt")),
            ("weekdays", include_str!("nl/weekdays.txt")),
        ],
    ),
    (
        "no",
        &[
            ("abbreviations", include_str!("no/abbreviations.txt")),
            ("months", include_str!("no/months.txt")),
            ("weekdays", include_str!("no/weekdays.txt")),
        ],
    ),
    (
        "pl",
        &[
            ("abbreviations", include_str!("pl/abbreviations.txt")),
            ("months", include_str!("pl/months.txt")),
            ("weekdays", include_str!("pl/weekdays.txt")),
        ],
    ),
    (
        "pt",
        &[
            ("abbreviations", include_str!("pt/abbreviations.txt")),
            ("connectives", include_str!("pt/connectives.txt")),
            ("months", include_str!("pt/months.txt")),
            ("opinion", include_str!("pt/opinion.txt")),
            ("phrases", include_str!("pt/phrases.txt")),
            ("polarity", include_str!("pt/polarity.txt")),
            ("pronouns", include_str!("pt/pronouns.txt")),
            ("relative_times", include_str!("pt/relative_times.txt")),
            ("reporting", include_str!("pt/reporting.txt")),
            ("stopwords", include_str!("pt/stopwords.txt")),
            ("weekdays", include_str!("pt/weekdays.txt")),
        ],
    ),
    (
        "ro",
        &[
            ("abbreviations", include_str!("ro/abbreviations.txt")),
            ("months", include_str!("ro/months.txt")),
            ("weekdays", include_str!("ro/weekdays.txt")),
        ],
    ),
    (
        "ru",
        &[
            ("abbreviations", include_str!("ru/abbreviations.txt")),
            ("connectives", include_str!("ru/connectives.txt")),
            ("months", include_str!("ru/months.txt")),
            ("opinion", include_str!("ru/opinion.txt")),
            ("phrases", include_str!("ru/phrases.txt")),
            ("polarity", include_str!("ru/polarity.txt")),
            ("pronouns", include_str!("ru/pronouns.txt")),
            ("relative_times", include_str!("ru/relative_times.txt")),
            ("reporting", include_str!("ru/reporting.txt")),
            ("stopwords", include_str!("ru/stopwords.txt")),
            ("weekdays", include_str!("ru/weekdays.txt")),
        ],
    ),
    (
        "shared",
        &[
            ("abbreviations", include_str!("shared/abbreviations.txt")),
            ("abbreviations_unknown", include_str!("shared/abbreviations_unknown.txt")),
            ("agencies", include_str!("shared/agencies.txt")),
            ("relatives", include_str!("shared/relatives.txt")),
        ],
    ),
    (
        "sk",
        &[
            ("abbreviations", include_str!("sk/abbreviations.txt")),
            ("months", include_str!("sk/months.txt")),
            ("weekdays", include_str!("sk/weekdays.txt")),
        ],
    ),
    (
        "sv",
        &[
            ("abbreviations", include_str!("sv/abbreviations.txt")),
            ("connectives", include_str!("sv/connectives.txt")),
            ("months", include_str!("sv/months.txt")),
            ("opinion", include_str!("sv/opinion.txt")),
            ("phrases", include_str!("sv/phrases.txt")),
            ("polarity", include_str!("sv/polarity.txt")),
            ("pronouns", include_str!("sv/pronouns.txt")),
            ("relative_times", include_str!("sv/relative_times.txt")),
            ("reporting", include_str!("sv/reporting.txt")),
            ("stopwords", include_str!("sv/stopwords.txt")),
            ("weekdays", include_str!("sv/weekdays.txt")),
        ],
    ),
    (
        "tr",
        &[
            ("abbreviations", include_str!("tr/abbreviations.txt")),
            ("months", include_str!("tr/months.txt")),
            ("weekdays", include_str!("tr/weekdays.txt")),
        ],
    ),
    (
        "uk",
        &[
            ("abbreviations", include_str!("uk/abbreviations.txt")),
            ("months", include_str!("uk/months.txt")),
            ("weekdays", include_str!("uk/weekdays.txt")),
        ],
    ),
    (
        "vi",
        &[
            ("stopwords", include_str!("vi/stopwords.txt")),
        ],
    ),
    (
        "zh",
        &[
            ("connectives", include_str!("zh/connectives.txt")),
            ("months", include_str!("zh/months.txt")),
            ("pronouns", include_str!("zh/pronouns.txt")),
            ("relative_times", include_str!("zh/relative_times.txt")),
            ("reporting", include_str!("zh/reporting.txt")),
            ("weekdays", include_str!("zh/weekdays.txt")),
        ],
    ),
];
