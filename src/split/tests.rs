//! Rules by example (all sentences our own), and invariants on arbitrary text.

use proptest::prelude::*;

use super::*;
use crate::text::paragraphs::{blank, paragraphs};

fn split<'t>(code: &str, text: &'t str) -> Vec<&'t str> {
    let block = Span::of_range(0..text.len());
    sentences(text, block, Language::parse(code)).iter().filter_map(|span| span.of(text)).collect()
}

/// Every row: a language, and sentences that joined by a space must come apart again just so.
#[track_caller]
fn check(code: &str, table: &[&[&str]]) {
    for row in table {
        assert_eq!(split(code, &row.join(" ")), *row, "{code}");
    }
}

#[test]
fn plain_ends() {
    check(
        "en",
        &[
            &[
                "The bridge is shut.",
                "Nobody crossed it.",
                "Will it open?",
                "It will!",
                "Or not…",
                "We shall see.",
            ],
            &["What?!", "Never!!", "All right..."],
            &["It cost 3.50 crowns.", "12 people paid."],
            &["The tide fell in 2019.", "40 boats lay dry."],
            &[
                "Read https://harbour.example/a.b?c=d.html today.",
                "Write to ode@harbour.example.",
                "Thanks.",
            ],
            &["Open notes.txt and v2.0.1 now.", "Done."],
            &["He left (it was late.) and slept.", "(He snored.)", "Morning came."],
            &["It rose again.[12]", "Then it fell.[3][4]", "Silence."],
        ],
    );
}

#[test]
fn abbreviations_titles_and_initials() {
    check(
        "en",
        &[
            &["Dr. Ode met Mrs. Vale at St. Anne's.", "Gov. Lund and Sen. Parr stayed away."],
            &["J. R. Ode and Mary K. Vale signed.", "The clerk left."],
            &["See Fig. 3, No. 5 and pp. 7 and 9.", "The answer was no.", "She agreed."],
            &["Ode Corp. Chairman Lund sold Vale Inc. shares to Parr & Co.", "The rest stayed."],
            &["It began on Sept. 11 and ended on Jan. 2.", "Rain fell."],
            &[
                "Boats, nets, ropes, etc. were lost.",
                "They had ropes, nets, etc.",
                "The sea took all.",
            ],
            &["Some sailors, e.g. Ode, i.e. the cook, slept.", "Others cf. Vale did not."],
        ],
    );
}

#[test]
fn acronyms() {
    check(
        "en",
        &[
            &[
                "The U.N. Security Council and the U.S. State Department agreed.",
                "The E.U. did not.",
            ],
            &["She lives in the U.S.", "He does too."],
            &[
                "They met at 5 p.m. on Monday.",
                "It ended at 6 p.m.",
                "Police came at 7 p.m. Eastern time.",
            ],
            &["At 5 a.m. Mr. Ode woke.", "He has a Ph.D. in tides."],
        ],
    );
}

#[test]
fn quotations() {
    check(
        "en",
        &[
            &["\"We go.", "We do not wait,\" she said."],
            &["\"Is it over?\" he asked.", "\"It is.\"", "She nodded."],
            &["“Is it over?” Ode asked.", "“It is!” she cried."],
            &["‘It is.’", "She left."],
            &["She called it \"the end.\" and wept.", "He did not."],
            &["\"Stop!\"", "\"Why?\"", "\"Because.\""],
        ],
    );
    check(
        "de",
        &[&[
            "„Wir gehen.",
            "Wir warten nicht“, sagte sie.",
            "„Ist es aus?“, fragte er.",
            "»Ja!«",
            "Sie nickte.",
        ]],
    );
    check(
        "fr",
        &[&[
            "« Est-ce fini ? » demanda-t-il.",
            "« Oui ! »",
            "Elle sortit.",
            "Qu’est-ce ?",
            "L’eau.",
        ]],
    );
    check(
        "ru",
        &[&["«Мы идём!» — сказал он.", "«Куда?» — спросила она.", "— Домой.", "— Хорошо."]],
    );
    check("es", &[&["¿Se acabó?", "¡Sí!", "—No lo creo —dijo Ana.", "«Vale.»", "Salió."]]);
}

#[test]
fn german() {
    check(
        "de",
        &[
            &["Am 3. Mai kam Dr. Ode zum 19. Mal.", "Er blieb bis zum 5.", "Die Brücke war zu."],
            &[
                "Viele, z. B. Fischer, d. h. Leute vom Hafen usw. warteten.",
                "Um 100 n. Chr. Geburt?",
                "So um 100 n. Chr.",
                "Wer weiß?",
            ],
            &["Ludwig XIV. Bau und die 2. Bundesliga, bzw. Nr. 7 auf S. 12.", "Ende."],
            &["Im Jahr 2006.", "Danach nicht."],
        ],
    );
}

#[test]
fn other_languages() {
    check(
        "nl",
        &[&[
            "Dhr. De Vries kwam o.a. met mr. J. van Dam.",
            "'s Avonds was het stil.",
            "Bijv. om 8 uur enz.",
        ]],
    );
    check(
        "sv",
        &[&["Det var bl.a. kl. 5 och t.ex. hr. Ek.", "Sedan kom fler m.m.", "Det var allt."]],
    );
    check(
        "ru",
        &[&[
            "В 2010 г. Ода уехала из г. Верхний, т. е. домой.",
            "А. С. Вал остался.",
            "Там были лодки и т. д.",
            "Всё.",
        ]],
    )
}

#[test]
fn further_languages() {
    check(
        "es",
        &[&["El Sr. Oda y la Dra. Vale, p. ej., viven en EE. UU. desde 2001.", "El puente cerró."]],
    );
    check("pt", &[&["O Sr. Oda mora na Av. Central, nº 5.", "A ponte fechou.", "Por quê?"]]);
    check(
        "it",
        &[&["Il dott. Oda e il sig. Vale, cfr. pag. 5, ecc.", "L'acqua sale.", "È tardi."]],
    );
    check(
        "pl",
        &[&["W 1990 r. dr Oda i prof. Wal, m.in. z ul. Długiej, wyjechali.", "To było np. tak."]],
    );
    check("cs", &[&["Dne 3. května přišel např. Ing. Oda, tj. soused.", "Byl sám."]]);
    check("da", &[&["Den 3. maj kom bl.a. hr. Ode kl. 5.", "Det var sent."]]);
    check("no", &[&["Den 3. mai kom bl.a. hr. Ode kl. 5.", "Det var sent."]]);
    check("fi", &[&["Hän tuli 3. toukokuuta esim. klo 5.", "Oli myöhä."]]);
    check("ro", &[&["Dl. Oda a venit la nr. 5 etc.", "Era târziu."]]);
    check("hu", &[&["Dr. Oda május 3. napján jött, pl. délben.", "Késő volt."]]);
    check("tr", &[&["Dr. Oda ve Prof. Vale, örn. bugün, geldi.", "Geç oldu."]]);
    check("el", &[&["Ο κ. Όντε ήρθε π.χ. χθες.", "Τι ώρα;", "Ήταν αργά."]]);
    check("ca", &[&["El Sr. Oda viu al núm. 5.", "L'aigua puja."]]);
    check("ar", &[&["هل انتهى الأمر؟", "نعم انتهى.", "عاد الناس."]]);
    check("hi", &[&["पुल बंद है।", "कोई नहीं आया।"]]);
    assert_eq!(
        split("ja", "橋は閉じた。誰も「行こう。」と言わない！本当？はい"),
        ["橋は閉じた。", "誰も「行こう。」と言わない！", "本当？", "はい"]
    );
    assert_eq!(
        split("zh", "他说：“走吧。”她点头。π是3．14。"),
        ["他说：“走吧。”", "她点头。", "π是3．14。"]
    );
}

#[test]
fn lists_ellipses_and_lines() {
    let table: [(&str, &[&str]); 9] = [
        (
            "1. Bring bread 2. Bring salt 3. Bring oil",
            &["1. Bring bread", "2. Bring salt", "3. Bring oil"],
        ),
        ("a) bread b) salt", &["a) bread", "b) salt"]),
        ("• bread • salt", &["• bread", "• salt"]),
        (
            "He left . . . and slept. . . . Then he woke.",
            &["He left . . . and slept.", ". . . Then he woke."],
        ),
        ("Wait.... She left.", &["Wait....", "She left."]),
        ("The old\nbridge is shut.\nNobody came.", &["The old\nbridge is shut.", "Nobody came."]),
        ("Heading\n\nThe bridge", &["Heading", "The bridge"]),
        ("The end.The next day came.", &["The end.", "The next day came."]),
        ("- bread\n- salt", &["- bread", "- salt"]),
    ];
    for (text, expected) in table {
        assert_eq!(split("en", text), expected);
    }
}

#[test]
fn an_unknown_language_still_knows_titles() {
    check("xx", &[&["Dr. Ode kum.", "Prof. Vale no kum."]]);
    assert_eq!(sentences("Ab. Cd.", Span::new(5, 99), None), []);
}

#[test]
fn every_language_file_reads() {
    for code in [
        "ca", "cs", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pl", "pt",
        "ro", "ru", "sk", "sv", "tr", "uk", "xx",
    ] {
        let text = "3 Dr. Ode kam.";
        assert_eq!(split(code, text), [text], "{code}");
    }
}

/// Lines without an end, of nothing but marks or openers. A pass that went back over what it had
/// seen would take minutes for each; the bound leaves room for the slowest machine.
#[test]
fn cost_is_linear_in_the_length_of_a_line() {
    let pieces = [
        "a",
        ".",
        "\"",
        "(",
        "a.",
        ".A",
        "\".",
        ". ",
        ".)",
        "1.",
        "1. ",
        "é.",
        "。",
        "» ",
        " . \"",
        "A. ",
        "...",
        "\n",
        "• ",
        "1) ",
        ";",
        ". [",
        "z. B. ",
        "I. I said ",
        "\u{a0}.",
        ".“ ",
    ];
    for piece in pieces {
        let text = piece.repeat(300_000);
        let start = std::time::Instant::now();
        for block in paragraphs(&text) {
            let found = sentences(&text, block, Some(Language::ENGLISH));
            assert!(!found.is_empty(), "{piece:?}");
        }
        let seconds = start.elapsed().as_secs_f64();
        assert!(seconds < 15.0, "{piece:?}: {seconds:.1} s for {} bytes", text.len());
    }
}

fn texts() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "a", "B", "Dr", "z", "U", ".", ". ", "...", "!", "?", "\"", "'", "“", "”", "„", "«", "»",
        "(", ")", "[", "]", "[1]", " ", "\u{a0}", "\n", "\r\n", "\n\n", "\u{2028}", "\u{feff}",
        "1", "12", "1. ", "a) ", "• ", "。", "」", "と", "é", "Ω", ";", "я", "г", "—", "-", "…",
        ",", "İ", "𝔸", "।", "؟",
    ]);
    prop_oneof![prop::collection::vec(bits, 0..60).prop_map(|bits| bits.concat()), any::<String>()]
}

proptest! {
    #[test]
    fn spans_are_in_order_and_hold_everything(text in texts(), code in prop::sample::select(vec!["en", "de", "fr", "ru", "pl", "xx"])) {
        let blocks = [vec![Span::of_range(0..text.len())], paragraphs(&text)];
        for blocks in blocks {
            let mut covered = 0;
            for block in blocks {
                for span in sentences(&text, block, Language::parse(code)) {
                    let (start, end) = (span.start() as usize, span.end() as usize);
                    prop_assert!(covered <= start && start < end);
                    prop_assert!(block.start() <= span.start() && span.end() <= block.end());
                    prop_assert!(text.get(covered..start).is_some_and(|gap| gap.chars().all(blank)));
                    let words = span.of(&text);
                    prop_assert!(words.is_some_and(|words| words.trim_matches(blank) == words));
                    covered = end;
                }
            }
            prop_assert!(text.get(covered..).is_some_and(|rest| rest.chars().all(blank)));
        }
    }
}
