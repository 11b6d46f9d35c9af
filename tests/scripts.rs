//! Sentences of Chinese, Japanese, Hindi, Arabic and Hebrew, and of German without a declared
//! language: where they end. Chinese and Japanese articles that tell the same, in stories and
//! statements.

use tidings::brief::Settings;
use tidings::model::{Article, Language, Place, Source, Span};
use tidings::split::sentences;

/// Checks texts in which `|` stands where a sentence should end.
fn check(code: Option<&str>, table: &[&str]) {
    let mut wrong = Vec::new();
    for marked in table {
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        let text = marked.replace('|', "");
        let language = code.and_then(Language::parse);
        let found: Vec<&str> = sentences(&text, Span::of_range(0..text.len()), language)
            .iter()
            .filter_map(|span| span.of(&text))
            .map(str::trim)
            .collect();
        if found != expected {
            wrong.push(format!("{code:?} {marked}\n  found {}", found.join("|")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn chinese() {
    check(
        Some("zh"),
        &[
            "市长周二宣布关闭大桥。|“我们需要两周时间。”他说。|居民问：为什么不早说？|官员没有回答！",
            "我们去看《摔跤吧！爸爸》好吗？|观众（包括儿童。）都很高兴。",
            "桥已关闭。|工程师很担心。",
            "“桥已关闭。”|工程师很担心。",
            "他说：“桥已关闭。”|工程师很担心。",
            "“为什么？”她问。|没有人回答。",
            "“太好了！”市长说。|他很高兴。",
            "价格上涨3.5%。|专家表示担忧。",
            "会议在北京（中国首都）举行。|代表来自40个国家。",
            "他读了《为什么？》这本书。|书很厚。",
            "《人民的名义》收视率很高。|观众喜欢它。",
            "歌曲《你好，再见！》获奖。|歌手哭了。",
            "公司称：“我们会赔偿。”|受害者不相信。",
            "“我们会赔偿。”公司表示。|受害者不相信。",
            "「橋已關閉。」市長說。|工程師很擔心。",
            "「橋已關閉。」|工程師很擔心。",
            "他来了。|她走了。",
            "真的吗？！|没有人相信。",
            "（本报记者王明）大桥周二关闭。|居民不满。",
            "大桥关闭（见图。）。|居民不满。",
            "“大桥关闭了。|居民不满。”",
            "【快讯】大桥关闭。|渡轮停运。",
        ],
    );
}

#[test]
fn japanese() {
    check(
        Some("ja"),
        &[
            "市は火曜日に橋を閉鎖した。|「修理には二週間かかる。」と市長は述べた。|住民は驚いた（予告はなかった。）。|影響は3.5万人に及ぶ。",
            "橋は閉鎖された。|住民は驚いた。",
            "「橋は閉鎖された。」|住民は驚いた。",
            "市長は「橋は安全だ。」と述べた。|住民は信じない。",
            "「本当ですか？」と記者は尋ねた。|市長は黙った。",
            "「やった！」と叫んだ。|皆が笑った。",
            "映画『君の名は。』が公開された。|観客は喜んだ。",
            "価格は3.5%上がった。|専門家は懸念する。",
            "会議（東京。）は終わった。|参加者は帰った。",
            "橋は閉鎖された（予告なし。）。|住民は驚いた。",
            "誰が来たのか？|誰も知らない。",
            "誰が来たのか？！|誰も知らない。",
            "【速報】橋が閉鎖された。|船も止まった。",
            "市は発表した。|「二週間かかる」という。",
            "『橋』という本が出た。|よく売れた。",
            "東京（首都）で地震があった。|被害はない。",
            "彼は「行く。」と言った。|彼女は残った。",
            "雨が降った。|風も強かった！|船は止まった。",
            "（写真は橋。）|市は橋を閉鎖した。",
            "橋が閉鎖された。",
        ],
    );
}

#[test]
fn hindi() {
    check(
        Some("hi"),
        &[
            "नौका मंगलवार को दोपहर में बंदरगाह से रवाना हुई।|उसमें 300 लोग सवार थे।|डॉ. शर्मा ने कहा कि यात्रा में दो घंटे लगते हैं।",
            "श्री. वर्मा ने कहा।|वे चले गए।",
            "प्रो. सिंह ने कहा कि बारिश होगी।|लोग खुश हैं।",
            "यह 5 कि.मी. दूर है।|सड़क खराब है।",
            "क्या यह सच है? |कोई नहीं जानता।",
            "“यह सच है।”| उन्होंने कहा।",
            "पुल बंद है।|नाव चलेगी।",
            "पुल बंद है॥|नाव चलेगी॥",
            "कीमत 3.5 प्रतिशत बढ़ी।|लोग परेशान हैं।",
            "श्रीमती. गांधी आईं।|भीड़ जमा हुई।",
        ],
    );
}

#[test]
fn directions() {
    check(
        Some("ar"),
        &[
            "غادرت العبارة الميناء.\u{200f} |تستغرق الرحلة ساعتين.",
            "غادرت العبارة الميناء. |تستغرق الرحلة ساعتين.",
            "هل غادرت؟\u{200f} |لا أحد يعرف.",
            "غادرت!\u{200f} |لا أحد يعرف.",
        ],
    );
    check(
        Some("he"),
        &[
            "המעבורת יצאה מהנמל.\u{200f} |ההפלגה נמשכת שעתיים.",
            "המעבורת יצאה מהנמל. |ההפלגה נמשכת שעתיים.",
            "האם יצאה?\u{200f} |איש אינו יודע.",
            "„המעבורת יצאה.”\u{200f} |כך נמסר.",
        ],
    );
}

#[test]
fn a_day_before_a_month_where_the_language_is_not_known() {
    check(
        None,
        &[
            "Am 31. August bzw. 21. November 2012 holte er das Geld. |Das Urteil fällt am 3. März.",
            "Der Prozess beginnt am 3. Mai in Berlin. |Er dauert bis zum 12. Juni.",
            "Mødet er den 4. maj i Oslo. |Det varer lenge.",
            "Schůze je 4. května v Praze. |Trvá dlouho.",
            "Kokous on 4. toukokuuta Turussa. |Se kestää.",
            "Sjednica je 4. svibnja u Zagrebu. |Traje dugo.",
            "Es kamen 31. |Am Montag waren es mehr.",
        ],
    );
}

/// Articles of outlets, each with its title and text.
fn articles(all: &[(&str, &str, &str)]) -> Vec<Article> {
    let article = |(outlet, title, text): &(&str, &str, &str)| {
        let place = Place::File { path: format!("{outlet}.txt"), record: None };
        let source = Source { publisher: Some((*outlet).to_owned()), url: None, place };
        let mut article = Article::new(source, (*text).to_owned()).unwrap();
        article.title = Some((*title).to_owned());
        article
    };
    all.iter().map(article).collect()
}

/// Without spaces between words, too, outlets that tell one event make one story, another event
/// another, and a sentence that two of them have nearly word for word is told once, of both.
#[test]
fn what_is_told_twice_without_spaces_is_told_once() {
    let chinese = [
        (
            "甲日报",
            "北部港口城市发生强烈地震 海啸致9人死亡",
            "警方表示，星期二早上北部港口城市发生强烈地震，随后的海啸造成至少9人死亡。政府派出军队救援，并要求约2万名居民撤离。",
        ),
        (
            "乙新闻",
            "强震引发海啸 港口城市9人遇难",
            "警方说，星期二早上北部港口城市发生强烈地震，随后的海啸造成至少9人死亡。总理在记者会上呼吁民众警惕余震。",
        ),
        (
            "丙晚报",
            "央行维持利率不变",
            "中央银行星期二宣布维持基准利率在3.5%不变。行长表示，如果通货膨胀继续上升，下次会议可能加息。",
        ),
    ];
    let japanese = [
        (
            "甲新聞",
            "強い地震で港の町に津波、9人死亡",
            "強い地震が火曜日の朝に北部の港町を襲い、津波で少なくとも9人が死亡したと警察が発表した。政府は自衛隊を派遣し、住民およそ2万人に避難を呼びかけた。",
        ),
        (
            "乙通信",
            "北部で地震、津波で9人死亡",
            "強い地震が火曜日の朝、北部の港町を襲い、津波で少なくとも9人が死亡したと警察が発表した。首相は記者会見で、余震に注意するよう求めた。",
        ),
        (
            "丙日報",
            "中央銀行が金利を据え置き",
            "中央銀行は火曜日の会合で政策金利を据え置くことを決めた。総裁は物価の上昇が続けば次の会合で引き上げると述べた。",
        ),
    ];
    for all in [chinese, japanese] {
        let plan = Settings::default().check().unwrap();
        let briefing = plan.run(articles(&all)).unwrap().value;
        let sources: Vec<usize> = briefing.stories.iter().map(|s| s.sources.len()).collect();
        assert_eq!(sources, [2, 1]);
        let shared = |item: &&tidings::model::Item| item.text.contains('9');
        let items: Vec<_> = briefing.stories[0].items.iter().filter(shared).collect();
        assert_eq!(items.len(), 1, "{items:?}");
        assert_eq!(items[0].citations.len(), 2);
    }
}
