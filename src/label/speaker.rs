//! Who says what a sentence says: the author, somebody quoted, somebody reported?
//!
//! A sentence with a verb of saying ("sagte Krishna", "the bank said") or a source ("laut Verdi",
//! "according to …") is reported; what stands between quotation marks is quoted. German marks
//! reported speech by the verb's mood (Konjunktiv: "sei", "habe"): such a sentence without a source
//! of its own goes on with the speaker before. In English a pronoun with a verb of saying does.

use crate::article::Span;
use crate::lang::Lang;
use crate::lang::token::Tokens;
use crate::topic::Cues;
use crate::topic::cue::Found;

use super::SaidBy;
use phrase::{before_colon, clause_start, ends_clause, is_article, phrase_at, speaker_of, subject, whose_mood};

mod phrase;

/// The pack's classes that tell who speaks.
pub(crate) struct Classes {
    say: Option<u16>,
    source: Option<u16>,
    mood: Option<u16>,
}

impl Classes {
    /// The classes by their names.
    pub fn of(cues: &Cues) -> Self {
        Self { say: cues.class("say"), source: cues.class("say-source"), mood: cues.class("konjunktiv") }
    }
}

/// The voice of each token.
pub(crate) struct Voices<'a> {
    tokens: &'a Tokens,
    sentences: Vec<Sentence>,
}

impl Voices<'_> {
    /// Who says the token.
    pub fn at(&self, token: usize) -> SaidBy {
        let Some(token) = self.tokens.get(token) else { return SaidBy::Author };
        let index = usize::from(token.sentence);
        match self.sentences.get(index) {
            _ if token.quoted => SaidBy::Quoted { speaker: self.speaker_of_quote(index) },
            Some(sentence) if sentence.reported => SaidBy::Reported { speaker: sentence.speaker },
            _ => SaidBy::Author,
        }
    }

    /// A quotation takes the speaker of its own sentence, else of the one before, else of the one behind.
    fn speaker_of_quote(&self, index: usize) -> Option<Span> {
        let (before, rest) = self.sentences.split_at(index.min(self.sentences.len()));
        let named = |sentence: &Sentence| sentence.speaker;
        let own = rest.first().and_then(named);
        own.or_else(|| before.iter().rev().find_map(named)).or_else(|| rest.iter().skip(1).find_map(named))
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
    /// Whoever the sentence begins with, where only the mood tells that it is reported.
    frame: Option<Span>,
}

/// Finds the voices of a passage.
pub(crate) fn voices<'a>(tokens: &'a Tokens, found: &Found, classes: &Classes, lang: Lang) -> Voices<'a> {
    let &Classes { say, source, mood } = classes;
    let mut sentences = vec![Sentence::default(); usize::from(tokens.sentences)];
    for (at, token) in tokens.list.iter().enumerate() {
        let Some(sentence) = sentences.get_mut(usize::from(token.sentence)) else { continue };
        if token.quoted {
            continue;
        }
        let behind_comma = at.checked_sub(1).is_some_and(|at| tokens.get(at).is_some_and(|token| !token.is_word()));
        let so = lang == Lang::De && tokens.fold(at) == "so" && behind_comma;
        let so = if so {
            phrase_at(tokens, at + 1, lang).filter(|phrase| ends_clause(tokens, phrase.last + 1))
        } else {
            None
        };
        if let Some(phrase) = so {
            sentence.reported = true;
            sentence.speaker = sentence.speaker.or(phrase.span(tokens));
        } else if found.is(at, source) {
            sentence.reported = true;
            if tokens.fold(at) == "zufolge" {
                // The source begins at its article; what may stand before it belongs to something else.
                let from = clause_start(tokens, at);
                let from = (from..at).find(|&at| is_article(tokens.fold(at))).unwrap_or(from);
                sentence.speaker = sentence.speaker.or_else(|| subject(tokens, from, at, lang));
            } else if !at.checked_sub(1).is_some_and(|before| found.is(before, source)) {
                let mut name = at;
                while found.is(name, source) || matches!(tokens.fold(name), "von" | "vom") {
                    name += 1;
                }
                let name = phrase_at(tokens, name, lang).and_then(|phrase| phrase.span(tokens));
                sentence.speaker = sentence.speaker.or(name);
            }
        } else if found.is(at, say) {
            sentence.reported = true;
            sentence.speaker = sentence.speaker.or_else(|| speaker_of(tokens, at, lang));
        } else if token.is_sign(':') {
            sentence.speaker = sentence.speaker.or_else(|| before_colon(tokens, at, lang));
        }
        if lang == Lang::De && found.is(at, mood) && !sentence.mood {
            sentence.mood = true;
            sentence.frame = whose_mood(tokens, at);
        }
    }
    // The speaker goes on through sentences that only the mood marks as reported.
    let mut last: Option<Span> = None;
    let mut any = false;
    for sentence in &mut sentences {
        if sentence.reported {
            sentence.speaker = sentence.speaker.or(last);
        } else if sentence.mood {
            sentence.reported = true;
            sentence.speaker = sentence.frame.or(if any { last } else { None });
        }
        any |= sentence.reported;
        last = sentence.speaker.or(last);
    }
    Voices { tokens, sentences }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::token;
    use crate::topic::Topic;

    fn voice(text: &str, word: &str, lang: Lang) -> String {
        let topic = Topic::bundled().0;
        let tokens = token::tokens(text);
        let found = topic.cues.find(&tokens);
        let voices = voices(&tokens, &found, &Classes::of(&topic.cues), lang);
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
    fn what_stands_before_the_verb_is_not_always_its_subject() {
        for (text, word, said) in [
            ("Im Februar erklärte der Konzern, Stellen fielen weg.", "stellen", "reported Konzern"),
            (
                "Foto: shutterstock.com Einem Bericht der BBC zufolge fallen Stellen weg.",
                "stellen",
                "reported Bericht der BBC",
            ),
            ("Heute erklärt ein Tablet den Hebel.", "hebel", "reported Tablet"),
            ("Der Automat fragt nach dem Getränk und rechnet die Gurken ab.", "gurken", "reported Automat"),
            ("Eine Frau verlangte, dass jemand ihr den Brief vom Amt erklärt.", "brief", "reported ?"),
            ("Das Ministerium in Wien sagte, es werde geprüft.", "geprüft", "reported Ministerium in Wien"),
            ("„Es geht“, sagte am Montag die Sprecherin.", "geht", "quoted Sprecherin"),
            ("Man lerne neu, so die Gewerkschaft NGG.", "lerne", "reported Gewerkschaft NGG"),
            ("Werkleiter Sören Quast: „Wir lernen neu.“", "lernen", "quoted Werkleiter Sören Quast"),
            (
                "Die Ökonomin Mireille Aubert hält dagegen, Köpfe seien mehr.",
                "köpfe",
                "reported Ökonomin Mireille Aubert",
            ),
            (
                "Das spare Geld, sagte ein Vertreter. Ein leerer Schalter nütze niemandem, er koste nur.",
                "schalter",
                "reported Vertreter",
            ),
            ("„Es geht“, sagte CTO Ji-eun Lee.", "geht", "quoted CTO Ji-eun Lee"),
        ] {
            assert_eq!(voice(text, word, Lang::De), said, "{text}");
        }
        for (text, word, said) in [
            ("Beazley has told its underwriters that jobs go.", "jobs", "reported Beazley"),
            ("She thinks the same thing will happen.", "thing", "reported ?"),
            ("LEEDS - Standard Chartered said jobs would go.", "jobs", "reported Standard Chartered"),
            ("On Monday the company said jobs would go.", "jobs", "reported company"),
            (
                "It works, Australia's largest telecom group said.",
                "works",
                "reported Australia's largest telecom group",
            ),
            (
                "“Nobody leaves,” says chief executive Bronagh Tiernan.",
                "leaves",
                "quoted chief executive Bronagh Tiernan",
            ),
            ("My whole team of 14 found out on a call.", "call", "reported ?"),
            ("Minister Tessa Marchetti said jobs would go.", "jobs", "reported Minister Tessa Marchetti"),
        ] {
            assert_eq!(voice(text, word, Lang::En), said, "{text}");
        }
    }

    #[test]
    fn quotations_find_their_speaker() {
        assert_eq!(voice("„Niemand geht“, erklärte die Leiterin.", "niemand", Lang::De), "quoted Leiterin");
        assert_eq!(voice("“Nobody leaves,” said Dana Whitlock.", "leaves", Lang::En), "quoted Dana Whitlock");
        assert_eq!(voice("The bank said jobs would go.", "jobs", Lang::En), "reported bank");
        assert_eq!(voice("Jobs would go.", "jobs", Lang::En), "author");
    }
}
