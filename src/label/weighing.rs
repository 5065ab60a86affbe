//! Which features of a passage does the model know, and what do they come to?

use crate::lang::token::Tokens;
use crate::topic::{Model, Topic};

use super::feature::{self, CLASS_MARKS, Sink};
use super::words::{UNREAD, Words, place_of};

/// A feature that the model knows, where it stands first in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// Its place in the model.
    pub place: u32,
    /// The first token.
    pub first: u16,
    /// The last token.
    pub last: u16,
    /// How much it counts beside others, in tenths.
    pub value: u8,
}

/// Takes in the features of a passage: those that the model knows, each once.
pub(crate) struct Weighing<'a> {
    words: &'a mut Words,
    numbers: &'a [u32],
    topic: &'a Topic,
    model: &'a Model,
    known: Vec<Known>,
    squares: u64,
}

impl<'a> Weighing<'a> {
    /// For a passage whose words have these numbers.
    pub fn new(words: &'a mut Words, numbers: &'a [u32], topic: &'a Topic, model: &'a Model) -> Self {
        words.seen.resize(model.keys.len() / 64 + 1, 0);
        let classes = topic.cues.classes().len();
        words.class_places.resize(classes, [UNREAD; CLASS_MARKS.len()]);
        words.both_places.resize(classes * classes, UNREAD);
        let known = Vec::with_capacity(numbers.len() * 3);
        Self { words, numbers, topic, model, known, squares: 0 }
    }

    /// The features as they came, and the passage's length.
    pub fn done(self) -> (Vec<Known>, u32) {
        for known in &self.known {
            if let Some(word) = self.words.seen.get_mut(known.place as usize / 64) {
                *word = 0;
            }
        }
        (self.known, feature::length_of(self.squares))
    }

    fn take(&mut self, place: u32, first: usize, last: usize, value: u8) {
        let Some(word) = self.words.seen.get_mut(place as usize / 64) else { return };
        let bit = 1 << (place % 64);
        if *word & bit == 0 {
            *word |= bit;
            let at = |token: usize| u16::try_from(token).unwrap_or(u16::MAX);
            self.known.push(Known { place, first: at(first), last: at(last), value });
        }
    }
}

/// Features in the order of the text. What stands at the same words is summed, so ties may come in any order.
pub(crate) fn in_order(known: &[Known]) -> Vec<Known> {
    let span = |known: &Known| u32::from(known.first) << 16 | u32::from(known.last);
    let mut order: Vec<u64> = known.iter().zip(0u64..).map(|(known, at)| u64::from(span(known)) << 32 | at).collect();
    crate::sort::numbers(&mut order);
    order.iter().filter_map(|&key| known.get((key & 0xffff_ffff) as usize).copied()).collect()
}

impl Sink for Weighing<'_> {
    fn word(&mut self, tokens: &Tokens, before: Option<usize>, at: usize) {
        let number = |at: usize| self.numbers.get(at).copied().unwrap_or(u32::MAX);
        let (one, two) = (before.map_or(u32::MAX, number), number(at));
        let Some(&word) = self.words.word(two) else { return };
        self.squares += u64::from(word.squares) + feature::square(feature::PAIR);
        self.take(word.whole, at, at, feature::WORD);
        let pair = self.words.pair([one, two], tokens, before, at, self.model);
        self.take(pair, before.unwrap_or(0), at, feature::PAIR);
        for part in self.words.parts(&word) {
            if let Some((place, value)) = self.words.part(part) {
                self.take(place, at, at, value);
            }
        }
    }

    fn class(&mut self, mark: usize, class: u16, first: usize, last: usize) {
        let Some(&(name, value)) = CLASS_MARKS.get(mark) else { return };
        self.squares += feature::square(value);
        let kept = self.words.class_places.get_mut(usize::from(class)).and_then(|row| row.get_mut(mark));
        let Some(kept) = kept else { return };
        if *kept == UNREAD {
            let class = self.topic.cues.classes().get(usize::from(class)).map_or("", String::as_str);
            *kept = place_of(Some(self.model), self.words.namer.key(&[name, class]));
        }
        let place = *kept;
        self.take(place, first, last, value);
    }

    fn classes(&mut self, one: u16, two: u16, first: usize, last: usize) {
        self.squares += feature::square(feature::CLASSES);
        let names = self.topic.cues.classes();
        let Some(kept) = self.words.both_places.get_mut(usize::from(one) * names.len() + usize::from(two)) else {
            return;
        };
        if *kept == UNREAD {
            let key = feature::classes_key(&mut self.words.namer, names, one, two);
            *kept = place_of(Some(self.model), key);
        }
        let place = *kept;
        self.take(place, first, last, feature::CLASSES);
    }

    fn form(&mut self, first: usize, last: usize, parts: &[&str]) {
        self.squares += feature::square(feature::FORM);
        let place = place_of(Some(self.model), self.words.namer.key(parts));
        self.take(place, first, last, feature::FORM);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::words::Reading;
    use crate::label::{Classes, company, figure};
    use crate::lang::{Lang, token};
    use crate::topic::cue::Found;

    /// What the model knows of a passage by the keys of all its features, each once, as training sees them.
    fn by_keys(text: &str, topic: &Topic, model: &Model) -> (Vec<Known>, u32) {
        let tokens = token::tokens(text);
        let found = topic.cues.find(&tokens);
        let figures = figure::figures(&tokens, &found, &topic.cues, Lang::De);
        let companies = company::companies(text, &tokens, &found, topic, Lang::De);
        let features = feature::features(&tokens, &found, topic, &figures, &companies, Lang::De);
        let mut known: Vec<Known> = Vec::new();
        for one in &features {
            let Some(place) = model.place(one.key) else { continue };
            if known.iter().all(|known| known.place != place) {
                known.push(Known { place, first: one.first, last: one.last, value: one.value });
            }
        }
        known.sort_by_key(|known| (known.first, known.last));
        (known, feature::length(&features))
    }

    #[test]
    fn what_is_kept_gives_the_same_features_as_training() {
        let (topic, _) = Topic::bundled();
        let model = topic.model.as_ref().unwrap();
        let classes = Classes::of(&topic.cues);
        let texts = [
            "Klarna streicht 700 Stellen, doch die KI ersetzt niemanden! Klarna-Chef Siemiatkowski sieht das anders.",
            "Die KI spart Zeit. „Wir stellen niemanden ein“, sagt er; Kunden klagen aber über Fehler. Die KI spart.",
            "The company cut 700 jobs because AI does the work. Workers say quality fell, but managers disagree.",
            "",
            "!!! 5.000 – ?",
        ];
        let mut words = Words::default();
        // The second time round all words are known, and so are pairs.
        words.keep_pairs();
        let (mut reading, mut found) = (Reading::default(), Found::default());
        for text in texts.iter().chain(&texts) {
            let tokens = token::tokens(text);
            words.read(&tokens, &topic, &mut reading);
            words.find(&tokens, &topic, &reading, &mut found);
            assert_eq!(found.hits, topic.cues.find(&tokens).hits, "{text}");
            let figures = figure::figures_by(&tokens, &found, &classes.figures, &reading.marks, Lang::De);
            let seen = company::Seen { text, tokens: &tokens, found: &found, marks: &reading.marks, lang: Lang::De };
            let companies = company::companies_by(&seen, &topic, &classes.companies);
            let mut weighing = Weighing::new(&mut words, &reading.numbers, &topic, model);
            let look = feature::Look { tokens: &tokens, found: &found, figures: &figures, companies: &companies };
            feature::walk(&look, &topic, &classes.features, Lang::De, &mut weighing);
            let (known, length) = weighing.done();
            assert_eq!((in_order(&known), length), by_keys(text, &topic, model), "{text}");
        }
    }
}
