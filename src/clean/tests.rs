//! Tables of lines with the verdict they should get, and what holds for any text. All names and
//! places are invented.

use proptest::prelude::*;

use super::*;
use crate::model::{Article, Language, Place, Reason, Role, Source};

fn article(text: &str) -> Article {
    published_by(None, text)
}

fn published_by(publisher: Option<&str>, text: &str) -> Article {
    let source = Source {
        publisher: publisher.map(str::to_owned),
        url: None,
        place: Place::Stdin { record: None },
    };
    Article::new(source, text.to_owned()).unwrap()
}

fn language(code: &str) -> Option<Language> {
    Language::parse(code)
}

/// The blocks of one article: what each holds, and why it is not body.
fn parted<'a>(article: &'a Article, code: &str) -> Vec<(&'a str, Option<Reason>)> {
    blocks(0, article, language(code), &Recurring::default())
        .into_iter()
        .map(|block| {
            assert_eq!(block.reason.is_none(), block.role == Role::Body);
            (block.span.of(article.text()).unwrap(), block.reason)
        })
        .collect()
}

/// Two sentences of plain body that stand around a line under test.
const ABOVE: &str =
    "The harbour council voted on Tuesday to close the old pier for repairs until the spring.";
const BELOW: &str =
    "Engineers found cracks in eleven of the forty piles during an inspection in the autumn.";

fn reason_of_line(line: &str, code: &str) -> Option<Reason> {
    let text = format!("{ABOVE}\n\n{line}\n\n{BELOW}\n\n{ABOVE}\n\n{BELOW}\n\n{ABOVE}");
    let article = article(&text);
    let found = parted(&article, code);
    found
        .iter()
        .find(|(text, _)| *text == line)
        .unwrap_or_else(|| panic!("{line:?} was cut: {found:?}"))
        .1
}

#[test]
fn lines_of_furniture_are_told_in_every_language() {
    use Reason::*;
    let table: &[(&str, Reason, &[&str])] = &[
        (
            "en",
            ReadMore,
            &[
                "Read more: What the closed pier means for islanders",
                "READ MORE",
                "See also: Tide tables for May",
                "Read the full report here.",
                "Click here to see the plan.",
            ],
        ),
        (
            "en",
            Promotion,
            &[
                "Watch: A heron learns to fish from the quay",
                "Advertisement",
                "RELATED: Pier cafe loses its licence",
                "Related stories",
                "Listen to our podcast about the sea",
                "Slideshow (4 images)",
                "→ Join the Harbour Club today",
                "You may also like",
                "Full coverage: Storm season",
            ],
        ),
        (
            "en",
            Subscription,
            &[
                "Sign up for our morning letter.",
                "Subscribe to the Gazette for two crowns a week.",
                "The best of the coast, straight to your inbox every day.",
                "You received this letter because you signed up.",
            ],
        ),
        (
            "en",
            Cookie,
            &["We use cookies to improve your visit.", "This website uses cookies.", "Accept all"],
        ),
        (
            "en",
            Share,
            &["Share on Facebook", "Follow us on Twitter", "Copy link", "Share this article"],
        ),
        (
            "en",
            Byline,
            &[
                "By Jane Roe",
                "By Jane Roe and Ivo Marsh, Harbour correspondent",
                "Author: Ivo Marsh",
                "Additional reporting by Ann Lee",
                "Jane Roe contributed to this report.",
            ],
        ),
        (
            "en",
            AgencyCredit,
            &[
                "(AFP, Reuters)",
                "ls/amp (AFP, Reuters)",
                "(Norpress)",
                "Reuters, PORT SELLICK and HOLLIN, Varnia",
                "AP/dpa",
                "By The Associated Press",
            ],
        ),
        (
            "en",
            Caption,
            &[
                "FILE - In this picture of 2019 the pier stands empty.",
                "Workers lift a pile from the water on Monday. (Jane Roe/Reuters)",
                "3 of 12 A crane lifts a beam over the pier.",
                "Divers below the pier. Photo: Ann Lee/Coast Daily",
                "The pier at dusk. REUTERS/Jane Roe",
                "The mayor speaks to reporters. Ann Lee | AFP | Getty",
            ],
        ),
        (
            "en",
            PhotoCredit,
            &["Photo: Ann Lee", "Photograph: Ivo Marsh for the Gazette", "© Coast Daily"],
        ),
        (
            "en",
            Updated,
            &[
                "Updated at 14:10",
                "Last updated: 6 May 2026",
                "6 May 2026, 18:45",
                "Published 4 May",
            ],
        ),
        (
            "en",
            Notice,
            &[
                "Copyright 2026 Coast Daily. All rights reserved.",
                "Editor's note: The spelling of a name was corrected.",
                "Correction: The pier is 90 metres long.",
            ],
        ),
        (
            "en",
            Embed,
            &[
                "What a night at the pier! — Jane Roe (@janeroe) May 4, 2026",
                "So sad to see it close pic.twitter.com/abc123XYZ",
            ],
        ),
        ("en", NotProse, &["* * *", "https://coast.example/pier", "_____"]),
        (
            "en",
            Heading,
            &[
                "A pier without a future",
                "The latest:",
                "Why is the pier closed?",
                "What happens next?",
            ],
        ),
        (
            "de",
            ReadMore,
            &["Lesen Sie auch: So schützen Sie Ihr Boot", "Mehr zum Thema: Sturmsaison"],
        ),
        ("de", Byline, &["Von Erika Muster", "Autorin: Erika Muster"]),
        ("de", Caption, &["Der Pier am Abend. Foto: Tagblatt/E. Muster"]),
        ("de", Cookie, &["Wir verwenden Cookies, um unser Angebot zu verbessern."]),
        (
            "de",
            Subscription,
            &[
                "Jetzt das Tagblatt vier Wochen kostenlos testen.",
                "Hier können Sie unseren Newsletter bestellen.",
            ],
        ),
        (
            "fr",
            ReadMore,
            &["Lire aussi : Le port en hiver", "À lire aussi : la saison des tempêtes"],
        ),
        ("fr", Updated, &["Publié le 4 mai 2026 à 18h45", "Mis à jour le 5 mai"]),
        ("fr", Byline, &["Par Jeanne Martin", "De notre correspondante à Lothmark"]),
        (
            "es",
            ReadMore,
            &[
                "Lea también: El puerto en invierno",
                "Te puede interesar: La temporada de tormentas",
            ],
        ),
        ("es", Caption, &["El muelle al atardecer. Foto: A. Ruiz"]),
        ("pt", ReadMore, &["Leia também: O porto no inverno", "Leia mais sobre o porto"]),
        ("it", ReadMore, &["Leggi anche: Il porto d'inverno"]),
        ("it", Notice, &["Riproduzione riservata"]),
        ("nl", ReadMore, &["Lees ook: De haven in de winter"]),
        ("nl", Byline, &["Van onze correspondent", "Door Jan de Vries"]),
        ("ru", ReadMore, &["Читайте также: Порт зимой"]),
        ("ru", Byline, &["Автор: Иван Петров"]),
        ("sv", ReadMore, &["Läs också: Hamnen om vintern", "Läs mer om hamnen"]),
        ("sv", Caption, &["Piren i skymningen. Foto: A. Berg"]),
    ];
    for (code, reason, lines) in table {
        for line in *lines {
            assert_eq!(reason_of_line(line, code), Some(*reason), "{code}: {line:?}");
        }
    }
}

#[test]
fn body_is_not_taken_for_furniture() {
    let table: &[(&str, &[&str])] = &[
        (
            "en",
            &[
                "Read and Roe, the two builders, said they would appeal against the ruling this week.",
                "Watching from the quay, hundreds of people cheered when the last pile was lifted.",
                "More than 40 boats were moved before the storm, the coast guard said on Tuesday.",
                "Updated figures from the ministry show that the port lost a tenth of its trade.",
                "Published reports said the company had known about the cracks for two years.",
                "By Tuesday evening the water had risen to the second step of the town hall.",
                "\"Tell us what you need and we will find it,\" Mayor Ann Lee told the islanders.",
                "The company said 12 million people use cookies and milk as a night-time snack.",
                "Reuters reported on Monday that the company had hidden the report from inspectors.",
                "People who sign up for the course must be able to swim, the coast guard said.",
                "Photographers from nine countries came to the harbour for the launch of the ship.",
                "The minister asked for more information before she would sign the order.",
                "Share prices of the ferry company fell by a fifth on Tuesday in early trading.",
                "The United Nations Security Council met on Tuesday to discuss the blockade.",
                "Also on Monday, the governor of Hollin said the schools would stay closed.",
                "An agreement can be reached at the summit, the foreign minister said on Friday.",
            ],
        ),
        (
            "de",
            &[
                "Von Montag an gilt auf der Brücke ein Tempolimit, teilte die Stadt am Freitag mit.",
                "Mehr als vierzig Boote wurden vor dem Sturm in Sicherheit gebracht.",
            ],
        ),
        (
            "fr",
            &[
                "Par ailleurs, le port de Lothmark restera fermé jusqu'au printemps, selon la mairie.",
                "Plus de quarante bateaux ont été mis à l'abri avant la tempête de mardi.",
            ],
        ),
        (
            "es",
            &[
                "Por su parte, el puerto seguirá cerrado hasta la primavera, según el ayuntamiento.",
                "Más de cuarenta barcos fueron trasladados antes de la tormenta del martes.",
            ],
        ),
        ("nl", &["Door de storm bleven dinsdag meer dan veertig boten in de haven van Lothmark."]),
        ("sv", &["Av de fyrtio båtarna klarade sig bara elva genom stormen i tisdags."]),
    ];
    for (code, lines) in table {
        for line in *lines {
            assert_eq!(reason_of_line(line, code), None, "{code}: {line:?}");
        }
    }
}

#[test]
fn words_of_other_languages_are_not_looked_for() {
    let cut = |code: &str, text: &str| parted(&article(text), code)[0].1 == Some(Reason::Dateline);
    // "Los" begins a sentence in Spanish, and the name of a place elsewhere.
    assert!(cut("en", "Los Vernos — The ferry sank within 15 minutes on Tuesday."));
    assert!(!cut("es", "Los Vernos — Todos los barcos se hundieron el martes."));
    assert!(!cut("en", "The Ferry — Nobody knows why it sank within 15 minutes."));
    // A month of French and of Swedish.
    assert_eq!(reason_of_line("6 mars 2026", "fr"), Some(Reason::Updated));
    assert_ne!(reason_of_line("6 mars 2026", "de"), Some(Reason::Updated));
    // English dates stand on pages of every language.
    assert_eq!(reason_of_line("6 May 2026, 18:45", "fr"), Some(Reason::Updated));
}

#[test]
fn a_quote_starts_after_the_dateline() {
    let body = "The ferry sank within 15 minutes on Tuesday, the coast guard said.";
    for line in [
        "PORT SELLICK, Varnia (Norpress) — ",
        "TRIPOLI (Reuters) - ",
        "(Reuters) - ",
        "WASHINGTON — ",
        " WASHINGTON — ",
        "HOLLIN, May 8 (Norpress) -- ",
        "Estmar (AP) – ",
        "PORT SELLICK/HOLLIN (dpa-AFX) - ",
        "Brussels — ",
        "(CNN) ",
        "Port Sellick (CNN) ",
        "SELLICK _ ",
        "NEW HOLLIN (PTI): ",
        "ST. ORM, Varnia, 6 May (Norpress) — ",
        "SKERRIN ISLAND, Varn. —",
    ] {
        let text = format!("{line}{body}\n\n{BELOW}");
        let article = article(&text);
        let found = parted(&article, "en");
        assert_eq!(found[0], (line.trim(), Some(Reason::Dateline)), "{line:?}");
        assert_eq!(found[1], (body, None), "{line:?}");
    }
    for (code, line, body) in [
        ("de", "Lothmark (dpa) - ", "Die Fähre sank am Dienstag binnen fünfzehn Minuten."),
        ("de", "Brennau. ", "Das Institut hat am Mittwoch seinen Impfstoff vorgestellt."),
        ("fr", "Lothmark, le 4 mai 2026 (AFP) - ", "Le ferry a coulé mardi en quinze minutes."),
        ("es", "PUERTO CLARO, 4 may (EFE).- ", "El barco se hundió el martes en quince minutos."),
        (
            "it",
            "(ANSA) - PORTO CLARO, 4 MAG - ",
            "Il traghetto è affondato martedì in quindici minuti.",
        ),
        ("ru", "МОСКВА, 4 апреля. /ТАСС/. ", "Паром затонул во вторник за пятнадцать минут."),
        ("pt", "PORTO CLARO (Lusa) – ", "O barco afundou na terça-feira em quinze minutos."),
    ] {
        let text = format!("{line}{body}");
        let article = article(&text);
        let found = parted(&article, code);
        assert_eq!(found, [(line.trim(), Some(Reason::Dateline)), (body, None)], "{line:?}");
    }
}

#[test]
fn a_row_of_marks_is_no_prose() {
    let judged = |sentence: &str| judge(sentence, language("en"), &Context::default()).unquotable;
    let tail = "The pier has passed its yearly test.";
    for mark in ["(", "-", "·", "))(("] {
        assert_eq!(
            judged(&format!("The {} pier is safe again.", mark.repeat(400))),
            Some(Reason::NotProse)
        );
    }
    assert_eq!(judged(&format!("The harbour ({}) is open again.", "a".repeat(12))), None);
    assert_eq!(judged(tail), None);
}

#[test]
fn dashes_in_prose_are_no_datelines() {
    for line in [
        "Ann Lee (R-Hollin) — a critic of the plan — voted against it on Tuesday.",
        "The harbour — closed since March — will open again in June, the council said.",
        "Two ships — the Ardena and the Gannet — sank in the sound that winter.",
        "NATO allies said on Tuesday - after two days of talks - that they would stay.",
        "Norpress reported - citing two officials - that the ship had no chains aboard.",
        "Agence France-Presse (AFP) Director Ann Lee said on Tuesday that the ship had sunk.",
        "The Associated Press (AP) Director Ann Lee said on Tuesday that the ship had sunk.",
    ] {
        let article = article(line);
        assert_eq!(parted(&article, "en"), [(line, None)]);
    }
}

#[test]
fn what_is_glued_to_a_paragraph_is_cut_off() {
    let sentence = "Varnia plunged into a crisis after the ferry sank in the sound on Tuesday.";
    let table = [
        ("Country in mourning: ", Reason::Heading, true),
        ("Who is Ann Lee? ", Reason::Heading, true),
        ("• ", Reason::NotProse, true),
        (" Author: Ivo Marsh", Reason::Byline, false),
        (" (AFP, Reuters)", Reason::AgencyCredit, false),
        (" READ MORE: The last trip of the Ardena", Reason::ReadMore, false),
        (" Read more here.", Reason::ReadMore, false),
        (" (RELATED: Ferry company loses its licence)", Reason::Promotion, false),
    ];
    for (glue, reason, before) in table {
        let line = if before { format!("{glue}{sentence}") } else { format!("{sentence}{glue}") };
        let text = format!("{ABOVE}\n\n{line}\n\n{BELOW}");
        let article = article(&text);
        let found = parted(&article, "en");
        assert!(found.contains(&(sentence, None)), "{line:?}: {found:?}");
        assert!(found.contains(&(glue.trim(), Some(reason))), "{line:?}: {found:?}");
    }
    let glued =
        "Mixed feelings The verdict divided those who had waited outside the court all day.";
    let article = article(glued);
    assert_eq!(parted(&article, "en")[0], ("Mixed feelings", Some(Reason::Heading)));
}

#[test]
fn attributions_are_no_headings() {
    for line in [
        "Ann Lee said: The ferry was old and everybody in the port knew that it was.",
        "The report in The Guardian said the ferry company had ignored its own inspectors.",
        "He added: Nobody in the company had ever read the rules for the crossing.",
    ] {
        let article = article(line);
        assert_eq!(parted(&article, "en"), [(line, None)]);
    }
}

#[test]
fn a_bracketed_link_inside_a_paragraph_is_cut_out() {
    let text = format!("{ABOVE} (RELATED: Pier cafe loses its licence) {BELOW}");
    let article = article(&text);
    let inset = "(RELATED: Pier cafe loses its licence)";
    assert_eq!(
        parted(&article, "en"),
        [(ABOVE, None), (inset, Some(Reason::Promotion)), (BELOW, None)]
    );
}

#[test]
fn lines_under_a_promotion_belong_to_it() {
    let insert = "Watch Rex Halloran Sing Again in the First Trailer for Moonhouse\nAs the singer put it, \"It was a strange summer\". Forget all that you have heard about it.";
    let text = format!("{ABOVE}\n\n{insert}\n\n{BELOW}\n\n{ABOVE}");
    let article = article(&text);
    let found = parted(&article, "en");
    assert_eq!(
        found.iter().filter(|(_, reason)| *reason == Some(Reason::Promotion)).count(),
        2,
        "{found:?}"
    );
    assert_eq!(found.iter().filter(|(_, reason)| reason.is_none()).count(), 3, "{found:?}");
}

#[test]
fn a_gallery_with_a_repeated_heading_is_captions() {
    let heading = "Varnia's long road to the sea";
    let gallery = format!(
        "{heading} Founded in salt For four hundred years the town lived on salt. It grew rich.\n\n\
         {heading} A new harbour After the flood the town built a harbour. It took ten years.\n\n\
         {heading} Ships and trade At first only small ships came. Then the railway came, too."
    );
    let text = format!("{ABOVE}\n\n{gallery}\n\n{BELOW}");
    let article = article(&text);
    let found = parted(&article, "en");
    assert_eq!(found.iter().filter(|(_, reason)| *reason == Some(Reason::Caption)).count(), 3);
    let prose = "The United Nations Security Council met on Monday to talk.\n\nThe United Nations High Commissioner spoke on Tuesday.\n\nThe United Nations Secretary-General left on Friday.";
    let article = super::tests::article(prose);
    assert!(parted(&article, "en").iter().all(|(_, reason)| reason.is_none()));
}

#[test]
fn lines_that_recur_are_furniture_unless_the_articles_are_copies() {
    let line = "The Coast Daily is printed every day on paper made from local reeds and rags.";
    let tale = |n: u32| {
        format!(
            "The story number {n} begins with a sentence that no other story has at all.\n\nIt was {n} years ago that the harbour of village {n} was closed by the council.\n\n{line}\n\nNumber {n} was the last house on the road to the lighthouse before the storm."
        )
    };
    let articles: Vec<Article> =
        (0..3).map(|n| published_by(Some("Coast Daily"), &tale(n))).collect();
    let recurring = Recurring::learn(&articles);
    for (index, article) in articles.iter().enumerate() {
        let found = blocks(index, article, language("en"), &recurring);
        let reasons: Vec<_> = found.iter().map(|b| b.reason).collect();
        assert_eq!(reasons, [None, None, Some(Reason::Recurring), None]);
    }
    let copies: Vec<Article> =
        (0..4).map(|_| published_by(Some("Coast Daily"), &tale(7))).collect();
    let recurring = Recurring::learn(&copies);
    assert!(blocks(0, &copies[0], language("en"), &recurring).iter().all(|b| b.reason.is_none()));
    let strangers: Vec<Article> = (0..3).map(|n| article(&tale(n))).collect();
    let recurring = Recurring::learn(&strangers);
    assert!(
        blocks(0, &strangers[0], language("en"), &recurring).iter().all(|b| b.reason.is_none())
    );
}

#[test]
fn learning_does_not_depend_on_order() {
    let text = |n: u32| {
        format!(
            "Story {n} is told here and nowhere else in the paper.\n\nPrinted at the Bay Press.\n\nThe end of story {n} is a surprise."
        )
    };
    let articles: Vec<Article> = (0..5).map(|n| published_by(Some("Bay"), &text(n))).collect();
    let mut turned = articles.clone();
    turned.reverse();
    let of = |articles: &[Article]| {
        let recurring = Recurring::learn(articles);
        let mut found: Vec<_> = articles
            .iter()
            .enumerate()
            .map(|(i, a)| (a.text().to_owned(), blocks(i, a, None, &recurring)))
            .collect();
        found.sort_by(|a, b| a.0.cmp(&b.0));
        found
    };
    assert_eq!(of(&articles), of(&turned));
    assert!(
        of(&articles)[0]
            .1
            .iter()
            .any(|b| b.reason == Some(Reason::Recurring) || b.reason == Some(Reason::Heading))
    );
}

fn verdict(sentence: &str, code: &str) -> Option<Reason> {
    judge(sentence, language(code), &Context::default()).unquotable
}

#[test]
fn sentences_that_stand_alone_may_be_quoted() {
    let table: &[(&str, &[&str])] = &[
        (
            "en",
            &[
                "It is the first time that a ferry has sunk in the sound.",
                "It was not immediately clear how many people were aboard.",
                "Meanwhile, residents of Hollin said the road was closed.",
                "Those who stayed in the town had neither water nor power.",
                "This week the council will vote on the plan for the pier.",
                "\"The pier is safe,\" said Ann Lee, who runs the harbour.",
                "Ann Lee, who runs the harbour, said she would not resign.",
                "The two-year trial was carried out in three countries.",
                "The former treasurer of Westreach was found guilty on Wednesday.",
                "US Africa Command said its mission in Varnia would go on.",
                "The decision by the court to free him surprised the town.",
                "Why the ferry went over is not known, the inspectors said.",
                "al-Rashid's forces took the airport on Thursday night.",
                "The players’ union said the '90s rules were still in force.",
                "No notice was given before the road to the pier was closed.",
            ],
        ),
        (
            "de",
            &[
                "Das Unternehmen will im Herbst sechshundert Stellen streichen.",
                "Es ist unklar, wie viele Menschen an Bord der Fähre waren.",
                "Diese Woche stimmt der Rat über den Plan ab.",
                "„Der Pier ist sicher“, sagte Hafenchefin Erika Muster.",
            ],
        ),
        (
            "fr",
            &[
                "Il y a trois ans que le port de Lothmark est fermé.",
                "Ce mardi, le conseil votera sur le plan du port.",
                "« Le port est sûr », a déclaré la maire, Jeanne Martin.",
            ],
        ),
        (
            "es",
            &[
                "Esta semana el ayuntamiento votará el plan del puerto.",
                "El puerto seguirá cerrado hasta la primavera próxima.",
            ],
        ),
        (
            "pt",
            &[
                "Esta semana a câmara votará o plano do porto.",
                "Depois de três anos, o porto voltou a abrir.",
            ],
        ),
        ("it", &["Questa settimana il consiglio voterà il piano del porto."]),
        (
            "nl",
            &[
                "Het bedrijf wil in de herfst zeshonderd banen schrappen.",
                "Deze week stemt de raad over het plan.",
            ],
        ),
        ("ru", &["Порт останется закрытым до весны, сообщили в мэрии."]),
        (
            "sv",
            &[
                "Det finns elva båtar kvar i hamnen efter stormen.",
                "Den svenska regeringen röstar i veckan om planen.",
            ],
        ),
    ];
    for (code, sentences) in table {
        for sentence in *sentences {
            assert_eq!(verdict(sentence, code), None, "{code}: {sentence:?}");
        }
    }
}

#[test]
fn sentences_that_need_others_may_not() {
    use Reason::*;
    let table: &[(&str, Reason, &[&str])] = &[
        (
            "en",
            Dangling,
            &[
                "He became the head of the harbour after the flood of 2011.",
                "However, militias loyal to the council hold the coastal road.",
                "It would also put at risk the talks planned for next week.",
                "But the company did not answer the inspectors' letters.",
                "This was the second such accident in the sound this year.",
                "Since then, nobody has been allowed to enter the building.",
                "The move would cost the town more than three million crowns.",
                "\"Nobody was hurt,\" she said in the town hall on Tuesday.",
                "\"The solution can only be a political solution\".",
                "In a statement, he said the company had done nothing wrong.",
                "At a rally in Hollin, she called the plan a waste of money.",
                "A day later, the coast guard closed the harbour to all ships.",
                "We never knew how old the ferry was when it was bought.",
                "The rules, she said, had been changed without any notice.",
                "His forces clashed with the guards south of the capital.",
                "The latter said they would leave the city before the winter.",
                "Furthermore, the company had ignored three earlier letters.",
            ],
        ),
        (
            "en",
            HalfQuotation,
            &[
                "\"My aim remains the same: to keep the harbour open.",
                "We will never leave this harbour,\" said Ann Lee on Tuesday.",
                "“The floor became a wall and everything fell on us at once.",
                "He called it ‘the worst night of my life at sea.",
            ],
        ),
        (
            "en",
            Question,
            &[
                "Why is the harbour closed in the middle of the summer?",
                "Could the ferry have been saved by its own crew?",
            ],
        ),
        (
            "en",
            Fragment,
            &[
                "ran the harbour for ten years before the flood.",
                "A quiet capital, for now",
                "The mayor said the following:",
                "Twelve people remain missing…",
            ],
        ),
        ("en", TooShort, &["Nobody was hurt.", "The pier closed."]),
        (
            "en",
            NotProse,
            &[
                "ROE: That is what the harbour board told the council.",
                "12 34 56 78 90 11 (2) 5 4 a.",
            ],
        ),
        (
            "en",
            Promotion,
            &[
                "President Jane Roe Jane RoeRoe wins the vote again Harbour bill fails MORE said on Monday that she would stay.",
            ],
        ),
        (
            "de",
            Dangling,
            &[
                "Er leitete den Hafen seit der Flut von 2011.",
                "Das ist der zweite Unfall in diesem Jahr gewesen.",
                "Allerdings war die Fähre schon vierzig Jahre alt.",
                "Wir haben nie gewusst, wie alt die Fähre war.",
            ],
        ),
        (
            "de",
            HalfQuotation,
            &[
                "„Der Pier ist sicher und bleibt offen.",
                "Wir bleiben hier“, sagte Erika Muster am Dienstag.",
            ],
        ),
        (
            "fr",
            Dangling,
            &[
                "Il dirige le port depuis les inondations de 2011.",
                "Mais le port restera fermé jusqu'au printemps.",
                "Cette décision a surpris les habitants du port.",
            ],
        ),
        (
            "es",
            Dangling,
            &[
                "Ella dirige el puerto desde las inundaciones de 2011.",
                "Sin embargo, el puerto seguirá cerrado hasta mayo.",
            ],
        ),
        (
            "pt",
            Dangling,
            &[
                "Ele dirige o porto desde as cheias de 2011.",
                "No entanto, o porto continuará fechado até maio.",
            ],
        ),
        (
            "it",
            Dangling,
            &[
                "Lei dirige il porto dalle alluvioni del 2011.",
                "Tuttavia il porto resterà chiuso fino a maggio.",
            ],
        ),
        (
            "nl",
            Dangling,
            &[
                "Hij leidt de haven sinds de overstroming van 2011.",
                "Daarom blijft de haven dicht tot in het voorjaar.",
            ],
        ),
        (
            "ru",
            Dangling,
            &[
                "Он руководит портом со времён наводнения 2011 года.",
                "Однако порт останется закрытым до самой весны.",
            ],
        ),
        (
            "sv",
            Dangling,
            &[
                "Hon har lett hamnen sedan översvämningen 2011.",
                "Däremot är hamnen stängd till i vår.",
            ],
        ),
    ];
    for (code, reason, sentences) in table {
        for sentence in *sentences {
            assert_eq!(verdict(sentence, code), Some(*reason), "{code}: {sentence:?}");
        }
    }
}

#[test]
fn furniture_among_sentences_is_told() {
    use Reason::*;
    for (sentence, reason) in [
        ("Read more here.", ReadMore),
        ("Follow us on Twitter for the latest from the coast.", Share),
        ("So sad to see it close pic.twitter.com/abc123XYZ", Embed),
        ("(AFP, Reuters)", AgencyCredit),
        ("(Photo: Ann Lee)", PhotoCredit),
        ("Write to the harbour desk at desk@coast.example.", Share),
        ("Sign up for our morning letter.", Subscription),
    ] {
        let found = judge(sentence, language("en"), &Context::default());
        assert_eq!(
            (found.role, found.unquotable),
            (Role::Boilerplate, Some(reason)),
            "{sentence:?}"
        );
    }
}

#[test]
fn quotations_are_followed_through_a_block() {
    let reasons = |block: &str, lengths: &[usize]| -> Vec<Option<Reason>> {
        let mut at = 0;
        let sentences: Vec<&str> = lengths
            .iter()
            .map(|len| {
                let sentence = &block[at..at + len];
                at += len + 1;
                sentence
            })
            .collect();
        assert_eq!(at, block.len() + 1);
        let found = judge_all(block, &sentences, language("en"), &Context::default());
        found.iter().map(|verdict| verdict.unquotable).collect()
    };
    let half = Some(Reason::HalfQuotation);
    let opened = "“The floor became a wall.";
    let middle = "Everything in the room fell on the floor.";
    let closed = "I climbed up by the tables,” said Ann Lee.";
    let after = "The ferry sank at seven in the evening.";
    let lengths = [opened, middle, closed, after].map(str::len);
    let block = [opened, middle, closed, after].join(" ");
    assert_eq!(reasons(&block, &lengths), [half, half, half, None]);
    // A paragraph that only closes: it began inside the quotation of the one before.
    let lengths = [middle, closed, after].map(str::len);
    let block = [middle, closed, after].join(" ");
    assert_eq!(reasons(&block, &lengths), [half, half, None]);
    // Back-quotes and apostrophes in pairs are quotation marks.
    let opened = "``The floor became a wall.";
    let whole = "The mate said ``we are lost'' and left the deck of the ferry.";
    let block = [whole, opened].join(" ");
    assert_eq!(reasons(&block, &[whole.len(), opened.len()]), [None, half]);
    // An apostrophe that nothing closes is no quotation.
    let apostrophe = "The 'em dash was the editor's least favourite mark of all.";
    let block = [apostrophe, after].join(" ");
    assert_eq!(reasons(&block, &[apostrophe.len(), after.len()]), [None, None]);
}

#[test]
fn agencies_are_named_once_and_by_their_usual_name() {
    for (text, expected) in [
        ("PORT SELLICK, Varnia (Norpress) — The ferry sank on Tuesday evening.", &["Norpress"][..]),
        (
            "The ferry sank on Tuesday evening in the sound.\n\nls/amp (AFP, Reuters)",
            &["AFP", "Reuters"],
        ),
        ("(Reuters) - The ferry sank on Tuesday evening.\n\n(Reuters)", &["Reuters"]),
        (
            "The ferry sank on Tuesday.\n\nAnn Lee of The Associated Press contributed to this report.",
            &["AP"],
        ),
        ("Reuters, PORT SELLICK, Varnia\n\nThe ferry sank on Tuesday evening.", &["Reuters"]),
        ("The ferry sank in the sound on Tuesday evening.", &[]),
    ] {
        assert_eq!(wire_credits(&article(text), Some(Language::ENGLISH)), expected, "{text:?}");
    }
}

#[test]
fn hostile_text_is_read_in_linear_time() {
    let long = 200_000;
    for text in [
        "(".repeat(long),
        "\"".repeat(long),
        "a".repeat(long),
        "A ".repeat(long),
        ". ".repeat(long),
        "— ".repeat(long),
        "\n".repeat(long),
        "(@".repeat(long),
        "“".repeat(long),
        "Read more: x\n".repeat(long / 10),
        "aB".repeat(long),
        "MORE ".repeat(long),
        ", he said".repeat(long / 8),
    ] {
        let started = std::time::Instant::now();
        let article = article(&text);
        for block in
            blocks(0, &article, language("en"), &Recurring::learn(std::slice::from_ref(&article)))
        {
            let _ = judge(block.span.of(&text).unwrap(), language("en"), &Context::default());
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}…", &text[..6.min(text.len())]);
    }
}

/// Pieces of which hostile texts are made: marks, glue, and words of the lists.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just(" ".to_owned()),
        Just("(".to_owned()),
        Just(")".to_owned()),
        Just("“".to_owned()),
        Just("”".to_owned()),
        Just("\"".to_owned()),
        Just("’".to_owned()),
        Just("—".to_owned()),
        Just(" - ".to_owned()),
        Just("(Reuters)".to_owned()),
        Just("Read more: ".to_owned()),
        Just("RELATED: ".to_owned()),
        Just("The ".to_owned()),
        Just("he said".to_owned()),
        Just(", ".to_owned()),
        Just(". ".to_owned()),
        Just("? ".to_owned()),
        Just(": ".to_owned()),
        Just("• ".to_owned()),
        Just("Photo: ".to_owned()),
        Just("Ünder ".to_owned()),
        Just("порт ".to_owned()),
        Just("港口".to_owned()),
        Just("PORT ".to_owned()),
        Just("(@x) ".to_owned()),
        Just("\u{a0}".to_owned()),
        "[a-z]{1,8} ",
        "[A-Z][a-z]{1,8} ",
        "[0-9]{1,4} ",
        ".{0,6}",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn blocks_part_the_text(text in pieces(), code in prop::sample::select(vec!["en", "de", "ru", "zh", "fr"])) {
        let article = published_by(Some("Coast"), &text);
        let recurring = Recurring::learn(&[article.clone(), article.clone(), article.clone()]);
        let mut end = 0;
        let mut left = String::new();
        let mut paragraph = 0;
        for block in blocks(0, &article, language(code), &recurring) {
            let range = block.span.range();
            prop_assert!(range.start >= end && range.end > range.start);
            left.push_str(&text[end..range.start]);
            let inside = block.span.of(&text).unwrap();
            prop_assert_eq!(inside, inside.trim());
            prop_assert_eq!(block.reason.is_none(), block.role == Role::Body);
            prop_assert!(block.paragraph >= paragraph);
            paragraph = block.paragraph;
            end = range.end;
            let found = judge(inside, language(code), &Context::default());
            prop_assert!(found.role == Role::Body || found.unquotable.is_some());
        }
        left.push_str(&text[end..]);
        prop_assert!(left.chars().all(|c| c.is_whitespace() || c == '\u{feff}'), "{left:?} of {text:?}");
        let _ = wire_credits(&article, Some(Language::ENGLISH));
    }

    #[test]
    fn judging_any_sentence_does_not_fail(sentence in "\\PC{0,120}", inside in any::<bool>()) {
        for code in ["en", "de", "fr", "es", "pt", "it", "nl", "ru", "sv", "th", "ja"] {
            let context = Context { inside_quotation: inside, ..Context::default() };
            let found = judge(&sentence, language(code), &context);
            prop_assert!(found.role != Role::Heading);
        }
    }
}

#[test]
fn a_letter_of_an_abbreviation_and_a_numeral_are_no_writer() {
    let verdict = |text: &str| judge(text, language("en"), &Context::default()).unquotable;
    assert_eq!(
        verdict("The F.B.I. searched the warehouse in Port Sellick on Monday morning."),
        None
    );
    assert_eq!(verdict("The map violates Article I of the Constitution, the court said."), None);
    assert_eq!(verdict("The bomb dates from World War I, engineers in Estmar said."), None);
    assert_eq!(verdict("As an analyst, there are things I look for."), Some(Reason::Dangling));
}
