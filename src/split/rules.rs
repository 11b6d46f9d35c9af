//! The rules: whether a sentence ends at a mark, from what stands on both sides of it.

use super::characters::{
    Kind, closes_bracket, closes_quote, goes_on, kind, opens, opens_wide, spaceless, wide_closer,
};
use super::scan::{Closing, Follower, Mark, Next, Scanner, Verdict};
use super::table::Listed;
use super::token::Token;
use crate::lexicon::{Lexicon, List};
use crate::model::Language;
use crate::text::paragraphs::blank;

/// How far from a mark the ends of brackets around it are looked for, in bytes.
/// Bounds the work; set by hand.
const ENCLOSED: usize = 600;

impl Scanner<'_, '_> {
    /// The decision.
    pub(super) fn judge(&mut self, mark: &Mark) -> Verdict {
        // Most full stops of numbers, addresses and abbreviations stop here.
        if mark.kind == Kind::Stop
            && self.body.as_bytes().get(mark.end).is_some_and(u8::is_ascii_alphanumeric)
        {
            return if self.glued(mark) { (Some(mark.end), mark.end) } else { (None, mark.end) };
        }
        let closing = self.closing(mark);
        let stay = (None, closing.next);
        let ends = (Some(closing.end), closing.next);
        if closing.next >= self.body.len() || !self.spoken(mark.start) {
            return stay;
        }
        if mark.kind == Kind::Full {
            return if self.full(mark, &closing) { ends } else { stay };
        }
        if closing.next == closing.end {
            let tight = mark.kind == Kind::Bang && self.char_at(closing.end).is_some_and(spaceless);
            let glued = !closing.quote
                && !closing.bracket
                && mark.kind != Kind::Ellipsis
                && self.glued(mark);
            // Closers that open what follows were taken for closing ones: look at them again as
            // text.
            return if tight || glued { ends } else { stay };
        }
        if mark.kind == Kind::Stop && self.char_at(closing.next) == Some('.') {
            return self.spaced_dots(mark, &closing);
        }
        let follower = self.follower(closing.next);
        let ending = match mark.kind {
            Kind::Bang => self.bang(mark, &closing, &follower),
            Kind::Ellipsis => self.ellipsis(mark, &closing, &follower),
            Kind::Stop => self.stop(mark, &closing, &follower),
            Kind::Plain | Kind::Full => !matches!(follower.kind, Next::End | Next::GoesOn),
        };
        if ending { ends } else { stay }
    }

    /// Whether the sentence so far has said anything: "... And then", "??? Keep" are no sentences'
    /// ends.
    fn spoken(&self, at: usize) -> bool {
        let start = self.body.get(self.sentence..at).unwrap_or("");
        start.len() > 24 || start.chars().any(char::is_alphanumeric)
    }

    /// Marks of scripts without spaces: they end a sentence wherever they stand, but not before the
    /// particle that takes up a quotation (「…。」と), nor inside a number.
    fn full(&self, mark: &Mark, closing: &Closing) -> bool {
        let Some(next) = self.char_at(closing.next) else { return false };
        let unclosed = closes_quote(next) && !closing.quote && opens(next).is_none();
        if goes_on(next) || kind(next).is_some() || unclosed && !opens_wide(next) {
            return false;
        }
        if self.enclosed(mark) || closing.quote && self.attributed_wide(closing.next) {
            return false;
        }
        let number =
            next.is_numeric() && self.char_before(mark.start).is_some_and(char::is_numeric);
        let taken_up = (closing.quote || closing.bracket)
            && matches!(
                next,
                'と' | 'っ' | 'を' | 'の' | 'に' | 'は' | 'が' | 'も' | 'な' | 'で' | 'へ'
            );
        !(number && closing.next == closing.end || taken_up)
    }

    /// Whether a mark stands inside a bracket or a title that the sentence goes on after: （包括儿童。）都,
    /// 《摔跤吧！爸爸》.
    fn enclosed(&self, mark: &Mark) -> bool {
        let from = mark.start.saturating_sub(ENCLOSED).max(self.sentence);
        let from = (from..=mark.start).find(|at| self.body.is_char_boundary(*at));
        let so_far = from.and_then(|from| self.body.get(from..mark.start)).unwrap_or("");
        let mut open: Vec<char> = Vec::new();
        let mut spoken = false;
        for c in so_far.chars() {
            if let Some(closer) = wide_closer(c).filter(|_| spoken || !open.is_empty() || c == '《')
            {
                open.push(closer);
            } else if open.last() == Some(&c) {
                open.pop();
            }
            spoken |= c.is_alphanumeric();
        }
        // What is never closed holds nothing together.
        open.first().is_some_and(|closer| {
            let rest = self.body.get(mark.end..).unwrap_or("");
            let mut near = rest.char_indices().take_while(|(at, _)| *at < ENCLOSED);
            near.any(|(_, c)| c == *closer)
        })
    }

    /// Whether a few letters that report speech follow a quotation and end with the sentence:
    /// “…。”他说。
    fn attributed_wide(&self, at: usize) -> bool {
        let chinese = Lexicon::of(Language::parse("zh"));
        let rest = self.body.get(at..).unwrap_or("");
        let end = rest.char_indices().take(12).find(|(_, c)| kind(*c) == Some(Kind::Full));
        let clause = end.and_then(|(end, _)| rest.get(..end)).unwrap_or("");
        chinese.words(List::Reporting).any(|verb| clause.ends_with(verb))
    }

    /// "the end.The next": no space was typed, but a small word stands before and a sentence's
    /// opening word after.
    fn glued(&self, mark: &Mark) -> bool {
        if !self.char_at(mark.end).is_some_and(char::is_uppercase) {
            return false;
        }
        let word = self.word(mark.end);
        let clear = self
            .char_at(mark.end + word.len())
            .is_some_and(|c| blank(c) || matches!(c, ',' | '\'' | '’'));
        if !clear {
            return false;
        }
        let token = Token::before(self.body, mark.start);
        let small = token.text.chars().count() >= 2 && token.text.chars().all(char::is_lowercase);
        let number = token.text.len() <= 4 && token.text.bytes().all(|b| b.is_ascii_digit());
        let free = self.char_before(token.start).is_none_or(blank);
        let listed = || token.listed(self.body, self.table) != Listed::default();
        free && (small && (self.starter(mark.end) || token.text.len() >= 4 && word.len() >= 4)
            || number && self.starter(mark.end))
            && !listed()
    }

    /// Full stops with spaces between them: four end a sentence, three leave words out.
    fn spaced_dots(&self, mark: &Mark, closing: &Closing) -> Verdict {
        let (mut count, mut end) = (1_usize, mark.end);
        loop {
            let next = self.spaces(end);
            if self.char_at(next) != Some('.') {
                break;
            }
            count += 1;
            end = next + 1;
        }
        let attached = self.char_before(mark.start).is_some_and(|c| !blank(c));
        let mut last = Mark { start: mark.start, end, kind: Kind::Ellipsis };
        while let Some(c) =
            self.char_at(last.end).filter(|c| closes_quote(*c) || closes_bracket(*c))
        {
            last.end += c.len_utf8();
        }
        let next = self.spaces(last.end);
        let capital =
            matches!(self.follower(next).kind, Next::Capital | Next::Caseless) && next > last.end;
        match (capital && count >= 4, attached) {
            (true, true) => (Some(mark.end), next),
            (true, false) => (Some(last.end), next),
            _ => (None, next.max(closing.next)),
        }
    }

    fn bang(&self, mark: &Mark, closing: &Closing, follower: &Follower) -> bool {
        match follower.kind {
            Next::End | Next::GoesOn => false,
            Next::Small => {
                let token = Token::before(self.body, mark.start);
                let word = token.long || token.text.chars().all(char::is_lowercase);
                let open = !closing.quote && !closing.bracket && !follower.dash && !follower.quote;
                open && (word || self.informal()) && !self.says(follower.word, 0)
            }
            Next::Capital if self.exclaimed(mark) => self.starter(follower.word),
            _ => {
                let aside =
                    closing.bracket && matches!(self.char_before(mark.start), Some('(' | '['));
                let attributed = closing.quote && (follower.dash || self.reported(follower));
                !aside && !attributed
            }
        }
    }

    /// "Yahoo!": the mark belongs to a name.
    fn exclaimed(&self, mark: &Mark) -> bool {
        mark.end == mark.start + 1 && {
            let name = Token::before(self.body, mark.start).text;
            name.starts_with(char::is_uppercase)
                && Lexicon::shared().holds(List::NameExclaimed, &name.to_lowercase())
        }
    }

    fn ellipsis(&self, mark: &Mark, closing: &Closing, follower: &Follower) -> bool {
        match follower.kind {
            Next::Capital | Next::Caseless => {
                let omission = matches!(self.char_before(mark.start), Some('[' | '('));
                let attributed = closing.quote && (follower.dash || self.reported(follower));
                !omission && !attributed
            }
            _ => false,
        }
    }

    /// "“Is it?” Ode asked": a reporting clause with its subject first.
    fn reported(&self, follower: &Follower) -> bool {
        !follower.quote && self.says(follower.word, 1)
    }

    /// Whether one of the words from the one at `at`, three at most after the first `skip`, reports
    /// speech.
    fn says(&self, mut at: usize, skip: usize) -> bool {
        for count in 0..skip + 3 {
            let word = self.word(at);
            if word.is_empty() {
                return false;
            }
            if count >= skip && self.table.says(word) {
                return true;
            }
            at += word.len();
            if self.char_at(at) != Some(' ') {
                return false;
            }
            at += 1;
        }
        false
    }
}
