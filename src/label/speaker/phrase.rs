//! Which words of a sentence name the one who says it?
//!
//! A name or role is an article, what describes it, and words with a capital; it stands before its verb of
//! saying, or behind it where the order is turned. German turns it whenever something else comes first.

use crate::article::Span;
use crate::lang::Lang;
use crate::lang::token::{Kind, Tokens};

/// How many words a name or role may have.
const LONGEST: usize = 5;

/// Words that stand before a noun and belong to it: articles and possessives.
pub(super) fn is_article(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "einem", "eines", "mein", "meine", "unser",
        "unsere", "ihr", "ihre", "sein", "seine", "deren", "dessen", "jeder", "jede", "manche", "viele", "mehrere",
        "the", "a", "an", "its", "his", "her", "their", "our", "my", "one", "another", "many", "several", "some",
        "most",
    ];
    WORDS.contains(&word)
}

fn is_pronoun(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "er", "sie", "es", "man", "wir", "ich", "du", "sich", "ihm", "ihn", "ihnen", "uns", "mir", "mich", "wer",
        "was", "niemand", "jemand", "keiner", "einer", "viele", "he", "she", "they", "it", "we", "i", "you", "who",
        "which", "them", "him", "us", "me", "nobody", "somebody", "someone", "everyone", "that", "this", "what",
        "there",
    ];
    WORDS.contains(&word)
}

/// A noun phrase behind one of these is no subject: "im Februar", "vom Amt", "in a letter".
fn is_preposition(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "in", "im", "an", "am", "auf", "bei", "beim", "vor", "vom", "von", "zu", "zum", "zur", "nach", "seit", "mit",
        "aus", "über", "unter", "für", "gegen", "ohne", "um", "durch", "wegen", "trotz", "während", "neben",
        "zwischen", "on", "at", "to", "of", "by", "for", "from", "with", "about", "after", "before", "during", "since",
        "under", "into", "over", "through", "against", "among",
    ];
    WORDS.contains(&word)
}

/// What may open a clause before its subject without being a part of it.
fn is_opener(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "und", "aber", "doch", "denn", "oder", "sondern", "dass", "weil", "da", "wenn", "als", "wie", "ob", "während",
        "nachdem", "obwohl", "and", "but", "or", "yet", "while", "as", "when", "after", "because", "although",
        "though", "if", "that", "whether", "since", "so",
    ];
    WORDS.contains(&word)
}

/// Adverbs and auxiliaries between a subject and its verb of saying, or before a German verb.
fn is_filler(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "heute",
        "gestern",
        "jetzt",
        "nun",
        "dann",
        "später",
        "zuvor",
        "zuletzt",
        "inzwischen",
        "auch",
        "selbst",
        "dabei",
        "dazu",
        "daraufhin",
        "dagegen",
        "außerdem",
        "zudem",
        "hingegen",
        "so",
        "hier",
        "dort",
        "nur",
        "schon",
        "noch",
        "has",
        "had",
        "have",
        "hat",
        "hatte",
        "haben",
        "will",
        "would",
        "also",
        "later",
        "now",
        "then",
        "still",
        "once",
        "already",
        "recently",
        "repeatedly",
        "publicly",
        "just",
        "even",
        "however",
        "never",
        "always",
    ];
    WORDS.contains(&word)
}

/// A role or name: its first and last token, without its article.
#[derive(Clone, Copy)]
pub(super) struct Phrase {
    first: usize,
    pub last: usize,
}

impl Phrase {
    pub fn span(self, tokens: &Tokens) -> Option<Span> {
        Some(Span::new(tokens.get(self.first)?.start, tokens.get(self.last)?.end))
    }
}

/// Whether the token is a hyphen within a word.
fn joins(tokens: &Tokens, at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.is_sign('-') && !token.blank_before)
        && tokens.get(at + 1).is_some_and(|token| !token.blank_before)
}

/// The role or name that begins at a token: an article, what describes it, capitals.
pub(super) fn phrase_at(tokens: &Tokens, from: usize, lang: Lang) -> Option<Phrase> {
    phrase(tokens, from, lang, false)
}

/// As [`phrase_at`]; `role` allows a role without an article before a name ("chief executive Dana Whitlock").
fn phrase(tokens: &Tokens, from: usize, lang: Lang, role: bool) -> Option<Phrase> {
    let clause = tokens.get(from)?.clause;
    let mut at = from;
    while is_article(tokens.fold(at)) {
        at += 1;
    }
    let articled = at > from;
    let first = at;
    let (mut last, mut capital) = (None, false);
    while let Some(token) = tokens.get(at).filter(|token| token.clause == clause && at < first + LONGEST) {
        if joins(tokens, at) || at > first && joins(tokens, at - 1) {
            last = Some(at);
            at += 1;
            continue;
        }
        let word = tokens.fold(at);
        let ends = !token.is_word()
            || is_pronoun(word)
            || is_preposition(word)
            || is_opener(word)
            || is_filler(word)
            || at > first && is_article(word)
            // Behind the noun a German phrase is at its end; what describes a noun stands before it.
            || !token.capital && (capital || !(articled || role));
        if ends {
            break;
        }
        capital |= token.capital;
        last = Some(at);
        at += 1;
    }
    // German nouns have a capital; in English a role needs its article.
    (capital || lang == Lang::En && articled).then_some(Phrase { first, last: last? })
}

/// The name or role that says what a verb of saying reports: before it, or behind it where the order
/// is turned ("…, sagte die Leiterin", "Im Mai erklärte der Konzern", "“…,” said Dana Whitlock").
pub(super) fn speaker_of(tokens: &Tokens, verb: usize, lang: Lang) -> Option<Span> {
    let mut first = clause_start(tokens, verb);
    let behind_quote = (first.saturating_sub(2)..first).any(|at| {
        tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Sign('”' | '“' | '"' | '«' | '»' | '’')))
    });
    let mut last = verb;
    while last > first && is_filler(tokens.fold(last - 1)) {
        last -= 1;
    }
    while first < last && is_opener(tokens.fold(first)) {
        first += 1;
    }
    // Nothing stands before the verb but an adverb or a phrase with a preposition: the subject follows.
    let turned = first == last || is_preposition(tokens.fold(first));
    if !turned {
        // "found" reports a finding only before "that": else it is what happened.
        let finds = tokens.fold(verb) != "found" || tokens.fold(verb + 1) == "that";
        return if finds { subject(tokens, first, last, lang) } else { None };
    }
    if lang == Lang::De || first == last && behind_quote {
        let role = lang == Lang::En;
        if let Some(phrase) = phrase(tokens, behind_when(tokens, verb + 1), lang, role) {
            return phrase.span(tokens);
        }
        if is_pronoun(tokens.fold(verb + 1)) {
            return None;
        }
    }
    if first < last {
        // English keeps its order: "On Monday the company said".
        let article = (first..last).rev().find(|&at| is_article(tokens.fold(at)));
        return article
            .filter(|&at| lang == Lang::En && at.checked_sub(1).is_some_and(|at| !is_preposition(tokens.fold(at))))
            .and_then(|at| subject(tokens, at, last, lang));
    }
    // "Petra Meier, Leiterin der Filiale, sagte": the subject stands before what describes it.
    named_at_start(tokens, verb, lang)
}

/// The first word of a clause that goes on to the token.
pub(super) fn clause_start(tokens: &Tokens, at: usize) -> usize {
    let clause = tokens.get(at).map(|token| token.clause);
    let mut first = at;
    while let Some(before) = first.checked_sub(1) {
        let same = tokens.get(before).is_some_and(|token| {
            Some(token.clause) == clause && (token.is_word() || token.kind == Kind::Number || joins(tokens, before))
        });
        if !same {
            break;
        }
        first = before;
    }
    first
}

/// Whether a clause ends before the token.
pub(super) fn ends_clause(tokens: &Tokens, at: usize) -> bool {
    tokens.get(at).is_none_or(|token| !token.is_word())
}

/// Passes over when it was said: "sagte am Montag die Sprecherin".
fn behind_when(tokens: &Tokens, at: usize) -> usize {
    match tokens.fold(at) {
        "am" | "im" if tokens.get(at + 1).is_some_and(|token| token.capital) => at + 2,
        word if is_filler(word) => at + 1,
        _ => at,
    }
}

/// What stands before a verb as its subject.
pub(super) fn subject(tokens: &Tokens, first: usize, last: usize, lang: Lang) -> Option<Span> {
    let words = || (first..last).map(|at| tokens.fold(at));
    if words().any(is_pronoun) || last - first > LONGEST + 2 {
        return None;
    }
    // "Der Verband lobt und warnt": the subject stands before the first of both verbs.
    if last.checked_sub(1).is_some_and(|at| matches!(tokens.fold(at), "und" | "and")) {
        return phrase_at(tokens, first, lang)?.span(tokens);
    }
    // "Australia's largest telecommunications group": the possessor takes the article's place.
    let articled = is_article(tokens.fold(first)) || tokens.fold(first).ends_with("'s");
    let mut from = first;
    while from < last && is_article(tokens.fold(from)) {
        from += 1;
    }
    let capital = |at: usize| tokens.get(at).is_some_and(|token| token.capital);
    let name = capital(last.checked_sub(1)?) && (last - from <= 2 || !words().any(is_preposition));
    (from < last && (articled || name)).then(|| Phrase { first: from, last: last - 1 }.span(tokens))?
}

/// The name or role that a sentence begins with, where nothing else stands in its first clause.
fn named_at_start(tokens: &Tokens, at: usize, lang: Lang) -> Option<Span> {
    let first = start_of_sentence(tokens, at)?;
    let phrase = phrase_at(tokens, first, lang)?;
    let capitals = (phrase.first..=phrase.last).filter(|&at| tokens.get(at).is_some_and(|token| token.capital)).count();
    let whole = tokens.get(phrase.last + 1).is_some_and(|token| !token.is_word() && !token.is_sign('-'));
    let known = phrase.first > first || capitals >= 2;
    (whole && known && phrase.last < at).then(|| phrase.span(tokens))?
}

/// The first word of the sentence that a token stands in, behind a place and a dash ("ULM -").
fn start_of_sentence(tokens: &Tokens, at: usize) -> Option<usize> {
    let sentence = tokens.get(at)?.sentence;
    let mut first = at;
    while let Some(before) = first.checked_sub(1) {
        if tokens.get(before).is_none_or(|token| token.sentence != sentence) {
            break;
        }
        first = before;
    }
    (first..=at).find(|&at| tokens.get(at).is_some_and(|token| token.is_word()))
}

/// Who is reported where only the verb's mood says so: what the sentence begins with, if its first
/// clause is the author's own ("Die Ökonomin hält der Bank vor, sie rechne Köpfe gegen Prozente").
pub(super) fn whose_mood(tokens: &Tokens, mood: usize) -> Option<Span> {
    let first = start_of_sentence(tokens, mood)?;
    let token = tokens.get(first)?;
    if token.quoted || tokens.get(mood)?.clause == token.clause {
        return None;
    }
    let phrase = phrase_at(tokens, first, Lang::De)?;
    let capitals = (phrase.first..=phrase.last).filter(|&at| tokens.get(at).is_some_and(|token| token.capital)).count();
    // The mood of "Kein Rücken halte das aus" is that of reported speech already.
    let next = tokens.fold(phrase.last + 1);
    let own =
        !tokens.fold(first).starts_with("kein") && (!next.ends_with('e') || next.ends_with("te")) && next != "nicht";
    let verb_follows = own && tokens.get(phrase.last + 1).is_some_and(|token| token.is_word() && !token.capital);
    ((phrase.first > first || capitals >= 2) && verb_follows).then(|| phrase.span(tokens))?
}

/// The speaker whom a colon announces: "Werkleiter Sören Quast: „…“".
pub(super) fn before_colon(tokens: &Tokens, colon: usize, lang: Lang) -> Option<Span> {
    let opens = tokens.get(colon + 1).is_some_and(|token| token.quoted && !token.is_word());
    if !opens {
        return None;
    }
    let first = start_of_sentence(tokens, colon)?;
    let phrase = phrase_at(tokens, first, lang)?;
    (phrase.last + 1 == colon && phrase.last > phrase.first).then(|| phrase.span(tokens))?
}
