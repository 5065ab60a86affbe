//! Who says what a sentence says: the author, somebody quoted, somebody reported?
//!
//! A sentence with a verb of saying ("sagte Krishna", "the bank said") or a source ("laut Verdi",
//! "according to …") is reported; what stands between quotation marks is quoted. German marks
//! reported speech by the verb's mood (Konjunktiv: "sei", "habe"): such a sentence without a source
//! of its own goes on with the speaker before. In English a pronoun with a verb of saying does.

use crate::article::Span;
use crate::lang::Lang;
use crate::lang::token::Tokens;
use crate::topic::Topic;
use crate::topic::cue::Found;

use super::SaidBy;

/// How many words a name or role may have.
const LONGEST: usize = 5;

/// The voice of each token.
#[derive(Debug, Default)]
pub(crate) struct Voices {
    of: Vec<SaidBy>,
}

impl Voices {
    /// Who says the token.
    pub fn at(&self, token: usize) -> SaidBy {
        self.of.get(token).cloned().unwrap_or(SaidBy::Author)
    }
}

/// What is known of a sentence.
#[derive(Clone, Copy, Default)]
struct Sentence {
    /// Whether somebody is said to say it.
    reported: bool,
    /// Whether its verbs stand in the mood of reported speech.
    mood: bool,
    /// The name or role of whoever says it.
    speaker: Option<Span>,
}

/// Finds the voices of a passage.
pub(crate) fn voices(tokens: &Tokens, found: &Found, topic: &Topic, lang: Lang) -> Voices {
    let class = |name: &str| topic.cues.class(name);
    let (say, source, mood) = (class("say"), class("say-source"), class("konjunktiv"));
    let mut sentences = vec![Sentence::default(); usize::from(tokens.sentences)];
    for (at, token) in tokens.list.iter().enumerate() {
        let Some(sentence) = sentences.get_mut(usize::from(token.sentence)) else { continue };
        if token.quoted {
            continue;
        }
        if found.is(at, say) || found.is(at, source) {
            sentence.reported = true;
            let after = name_after(tokens, at, lang);
            let name = if found.is(at, source) {
                after.or_else(|| name_before(tokens, at))
            } else {
                name_before(tokens, at).or(after)
            };
            sentence.speaker = sentence.speaker.or(name);
        }
        sentence.mood |= lang == Lang::De && found.is(at, mood);
    }
    // The speaker goes on through sentences that only the mood marks as reported; a quotation takes
    // the speaker of its own sentence, else of the one before, else of the one behind.
    let mut last: Option<Span> = None;
    let mut any = false;
    for sentence in &mut sentences {
        if sentence.reported {
            sentence.speaker = sentence.speaker.or(last);
        } else if sentence.mood {
            sentence.reported = true;
            sentence.speaker = if any { last } else { None };
        }
        any |= sentence.reported;
        last = sentence.speaker.or(last);
    }
    let speaker_of_quote = |index: usize| -> Option<Span> {
        let own = sentences.get(index).and_then(|sentence| sentence.speaker);
        let before =
            sentences.get(..index).and_then(|before| before.iter().rev().find_map(|sentence| sentence.speaker));
        own.or(before).or_else(|| {
            sentences.get(index + 1..).and_then(|behind| behind.iter().find_map(|sentence| sentence.speaker))
        })
    };
    let of = tokens
        .list
        .iter()
        .map(|token| {
            let index = usize::from(token.sentence);
            match sentences.get(index) {
                _ if token.quoted => SaidBy::Quoted { speaker: speaker_of_quote(index) },
                Some(sentence) if sentence.reported => SaidBy::Reported { speaker: sentence.speaker },
                _ => SaidBy::Author,
            }
        })
        .collect();
    Voices { of }
}

fn is_article(word: &str) -> bool {
    matches!(
        word,
        "der"
            | "die"
            | "das"
            | "den"
            | "dem"
            | "des"
            | "ein"
            | "eine"
            | "einer"
            | "einem"
            | "the"
            | "a"
            | "an"
            | "its"
            | "his"
            | "her"
            | "their"
            | "ihr"
            | "ihre"
            | "sein"
            | "seine"
            | "von"
            | "vom"
    )
}

fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "er" | "sie"
            | "es"
            | "man"
            | "he"
            | "she"
            | "they"
            | "it"
            | "we"
            | "i"
            | "wir"
            | "ich"
            | "who"
            | "which"
            | "sich"
    )
}

/// The name or role right behind a verb of saying: "sagte die Leiterin", "said Dana Whitlock".
fn name_after(tokens: &Tokens, verb: usize, lang: Lang) -> Option<Span> {
    let sentence = tokens.get(verb)?.sentence;
    let mut at = verb + 1;
    while is_article(tokens.fold(at)) {
        at += 1;
    }
    let articled = at > verb + 1;
    let first = at;
    let (mut last, mut capital) = (None, false);
    while at < first + LONGEST {
        let Some(token) =
            tokens.get(at).filter(|token| token.sentence == sentence && (token.is_word() || token.is_sign('-')))
        else {
            break;
        };
        let word = tokens.fold(at);
        if is_pronoun(word)
            || is_article(word) && at > first
            || matches!(
                word,
                "that" | "dass" | "in" | "am" | "im" | "on" | "at" | "and" | "und" | "to" | "would" | "will" | "of"
            )
        {
            break;
        }
        if !token.capital && !token.is_sign('-') && capital {
            break;
        }
        capital |= token.capital;
        last = Some(at);
        at += 1;
    }
    let (start, end) = (tokens.get(first)?, tokens.get(last?)?);
    // German nouns have a capital; in English a role needs its article.
    (capital || lang == Lang::En && articled).then(|| Span::new(start.start, end.end))
}

/// The name or role right before a verb of saying: "Krishna sagte", "the bank said".
fn name_before(tokens: &Tokens, verb: usize) -> Option<Span> {
    let sentence = tokens.get(verb)?.sentence;
    let (mut first, mut articled, mut capital) = (verb, false, false);
    while let Some(at) = first.checked_sub(1).filter(|&at| verb - at <= LONGEST) {
        let Some(token) =
            tokens.get(at).filter(|token| token.sentence == sentence && (token.is_word() || token.is_sign('-')))
        else {
            break;
        };
        let word = tokens.fold(at);
        if is_pronoun(word) {
            return None;
        }
        if is_article(word) {
            articled = true;
            break;
        }
        capital |= token.capital;
        first = at;
    }
    let last = tokens.get(verb.checked_sub(1)?)?;
    let start = tokens.get(first)?;
    let short = verb - first <= 3;
    (first < verb && (articled || capital && short) && last.is_word()).then(|| Span::new(start.start, last.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::token;

    fn voice(text: &str, word: &str, lang: Lang) -> String {
        let topic = Topic::bundled().0;
        let tokens = token::tokens(text);
        let found = topic.cues.find(&tokens);
        let voices = voices(&tokens, &found, &topic, lang);
        let at = (0..tokens.list.len()).find(|&at| tokens.fold(at) == word).unwrap();
        let name = |speaker: Option<Span>| speaker.map_or("?", |span| span.of(text)).to_string();
        match voices.at(at) {
            SaidBy::Author => "author".to_string(),
            SaidBy::Quoted { speaker } => format!("quoted {}", name(speaker)),
            SaidBy::Reported { speaker } => format!("reported {}", name(speaker)),
        }
    }

    #[test]
    fn the_speaker_goes_on_through_reported_speech() {
        let text = "Die Kosten sinken, sagte Lena Brandt. Auch Stellen seien bedroht. Das Werk steht in Ulm.";
        assert_eq!(voice(text, "kosten", Lang::De), "reported Lena Brandt");
        assert_eq!(voice(text, "stellen", Lang::De), "reported Lena Brandt");
        assert_eq!(voice(text, "werk", Lang::De), "author");
    }

    #[test]
    fn quotations_find_their_speaker() {
        assert_eq!(voice("„Niemand geht“, erklärte die Leiterin.", "niemand", Lang::De), "quoted Leiterin");
        assert_eq!(voice("“Nobody leaves,” said Dana Whitlock.", "leaves", Lang::En), "quoted Dana Whitlock");
        assert_eq!(voice("The bank said jobs would go.", "jobs", Lang::En), "reported bank");
        assert_eq!(voice("Jobs would go.", "jobs", Lang::En), "author");
    }
}
