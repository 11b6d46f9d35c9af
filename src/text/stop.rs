//! Stop words: the lists of the `stop-words` crate (NLTK's), with our own additions for news prose.

use std::sync::OnceLock;

use crate::model::Language;

/// Words of reporting and of every day that carry no news, by language. Our own lists.
const ADDED: &[(&str, &str)] = &[
    (
        "en",
        "said say says saying also may might us mr mrs ms told tell according one two new would could should must \
         shall will can cannot let get got however yet still even though although among upon within without since per \
         via etc i'm i've i'd i'll we're we've they're it's that's there's he's she's dr st",
    ),
    (
        "de",
        "sagte sagten sagt laut sei seien wurde wurden worden bereits sowie mehr neue neuen beim herr frau",
    ),
    (
        "fr",
        "selon dit déclaré a-t-il a-t-elle ainsi aussi plus deux être fait faire comme après avant sous cette",
    ),
    ("es", "dijo según también tras así dos ser fue sido señaló añadió explicó"),
    ("pt", "disse segundo afirmou também após dois ser foi sido ainda"),
    ("it", "detto secondo anche dopo due essere stato stata ha hanno ancora"),
    ("nl", "zei zegt volgens ook twee worden wordt werd nog meer"),
    ("ru", "сказал сказала заявил заявила также это который которые которая словам около"),
    ("sv", "säger sade enligt också två blir blev mer nya"),
    (
        "vi",
        "và của là có được cho trong một các những với không đã này người khi để đến ở từ ra vào về cũng như tại theo \
         nhưng lại hay còn sẽ đang rất bị do nên mà thì đó ấy nhiều vì trên sau trước năm ngày ông bà anh chị họ tôi \
         chúng ta nó mình đây kia nào gì ai hơn nhất chỉ vẫn phải cần việc sự cuộc hai ba cùng nếu qua dưới giữa bằng \
         biết nói rằng thêm lên xuống đi làm",
    ),
];

/// The stop words of one language, in lower case, sorted.
#[derive(Debug)]
pub struct StopWords {
    words: Vec<&'static str>,
}

impl StopWords {
    /// The list of a language; an empty one where there is none.
    #[must_use]
    pub fn of(language: Option<Language>) -> &'static Self {
        static LISTS: OnceLock<Vec<(&'static str, StopWords)>> = OnceLock::new();
        static EMPTY: StopWords = StopWords { words: Vec::new() };
        let lists = LISTS.get_or_init(|| {
            let known = stop_words::available_languages();
            let own = ADDED.iter().map(|(code, _)| *code).filter(|code| !known.contains(code));
            known.iter().copied().chain(own).map(|code| (code, Self::build(code))).collect()
        });
        let Some(language) = language else { return &EMPTY };
        let code = match language.code() {
            "nb" | "nn" => "no",
            code => code,
        };
        lists.iter().find(|(list, _)| *list == code).map_or(&EMPTY, |(_, words)| words)
    }

    fn build(code: &'static str) -> Self {
        let mut words: Vec<&'static str> = stop_words::lookup(code).unwrap_or_default().to_vec();
        for (language, added) in ADDED {
            if *language == code {
                words.extend(added.split_whitespace());
            }
        }
        words.sort_unstable();
        words.dedup();
        Self { words }
    }

    /// Whether `word`, in lower case with straight apostrophes, is a stop word.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        self.words.binary_search(&word).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_stop_words_and_news_is_not() {
        let english = StopWords::of(Some(Language::ENGLISH));
        for word in ["the", "said", "of", "it's", "according"] {
            assert!(english.holds(word), "{word}");
        }
        for word in ["world", "government", "million", "harbour"] {
            assert!(!english.holds(word), "{word}");
        }
        assert!(StopWords::of(Language::parse("de")).holds("und"));
        assert!(!StopWords::of(None).holds("the"));
    }
}
