//! What does a passage say: about whom, which claims, on whose side, with which figures?
//!
//! [`annotate`] looks at one passage alone, so that a label never depends on its neighbours. Every
//! label carries its [`Evidence`]: the words that led to it, the cue or feature and its weight. A
//! label without evidence is not given; the stance is then neutral.

mod company;
mod decide;
pub(crate) mod feature;
mod figure;
pub mod ledger;
mod speaker;
pub mod speaker_kind;
pub mod statement;
pub mod train;
mod unknown;
mod when;
mod words;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::article::Span;
use crate::lang::Lang;
use crate::topic::{ClaimId, Stance, Topic};

pub use figure::{Figure, PairKind, Unit};

/// The words that led to a label, or spoke against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where the words stand.
    pub span: Span,
    /// The cue's class, the rule or the model's feature, as the pack and `docs/labels.md` name it.
    pub rule: Arc<str>,
    /// How much it counts: positive for the label, negative against it. Scores and weights are
    /// in the same unit; 0 is the border of a decision.
    pub weight: i32,
}

impl Evidence {
    /// Whether it speaks for the label.
    pub fn is_for(&self) -> bool {
        self.weight > 0
    }
}

/// A company that the passage names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyLabel {
    /// Its usual short name.
    pub name: String,
    /// Whether the pack knows it; if not, the passage's wording makes it a company.
    pub known: bool,
    /// Where it is named, and by which rule.
    pub evidence: Vec<Evidence>,
}

/// Who says a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "who")]
pub enum SaidBy {
    /// The text itself.
    Author,
    /// Somebody whom the text quotes word for word.
    Quoted {
        /// The name or role, as far as the text gives one.
        speaker: Option<Span>,
    },
    /// Somebody whose words the text reports.
    Reported {
        /// The name or role, as far as the text gives one.
        speaker: Option<Span>,
    },
}

/// Something that the passage says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimLabel {
    /// The claim type.
    pub claim: ClaimId,
    /// How clearly it is said: a score, no probability. Above 0, or it would not be here.
    pub score: i32,
    /// For and against, the heaviest first.
    pub evidence: Vec<Evidence>,
    /// Who says it.
    pub said_by: SaidBy,
}

/// On whose side the passage speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StanceLabel {
    /// The stance.
    pub stance: Stance,
    /// How far it leads before the next one: a score, no probability.
    pub score: i32,
    /// For and against, the heaviest first; empty for a neutral passage without a sign of either side.
    pub evidence: Vec<Evidence>,
}

/// All labels of a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Labels {
    /// The language that it was read in.
    pub lang: Lang,
    /// The companies, in the order of the text.
    pub companies: Vec<CompanyLabel>,
    /// The claims, in the order of the pack.
    pub claims: Vec<ClaimLabel>,
    /// The stance.
    pub stance: StanceLabel,
    /// The figures, in the order of the text.
    pub figures: Vec<Figure>,
}

/// Labels a passage. Without a language it is told from the words; German where nothing tells it.
pub fn annotate(text: &str, lang: Option<Lang>, topic: &Topic) -> Labels {
    Annotator::new(topic).annotate(text, lang)
}

/// Labels passages of one topic, one after another. What it has found out about a word is kept for the
/// next passage; the labels are those of [`annotate`].
pub struct Annotator<'t> {
    topic: &'t Topic,
    words: words::Words,
    units: figure::UnitClasses,
}

impl<'t> Annotator<'t> {
    /// Begins.
    pub fn new(topic: &'t Topic) -> Self {
        Self { topic, words: words::Words::default(), units: figure::UnitClasses::of(&topic.cues) }
    }

    /// Labels a passage. Without a language it is told from the words; German where nothing tells it.
    pub fn annotate(&mut self, text: &str, lang: Option<Lang>) -> Labels {
        let topic = self.topic;
        let tokens = crate::lang::token::tokens(text);
        let lang = lang.unwrap_or_else(|| guess(&tokens));
        let numbers = self.words.read(&tokens, topic);
        let found = topic.cues.find_by(&tokens, |at| self.words.cues(numbers.get(at).copied()?));
        let figures = figure::figures_by(&tokens, &found, &self.units, &topic.cues, lang);
        let companies = company::companies(text, &tokens, &found, topic, lang);
        let voices = speaker::voices(&tokens, &found, topic, lang);
        let passage = decide::Passage { tokens: &tokens, found: &found, voices: &voices, topic };
        let (claims, stance) = match &topic.model {
            None => decide::by_cues_alone(&passage),
            Some(model) => {
                let mut weighing = words::Weighing::new(&mut self.words, &numbers, topic, model);
                feature::walk(&tokens, &found, topic, &figures, &companies, lang, &mut weighing);
                let (known, length) = weighing.done();
                decide::decide(&passage, &mut self.words, model, &known, length)
            }
        };
        Labels { lang, companies, claims, stance, figures }
    }
}

/// The language by its small words.
fn guess(tokens: &crate::lang::token::Tokens) -> Lang {
    const GERMAN: &[&str] = &[
        "der", "die", "das", "und", "ist", "nicht", "ein", "eine", "den", "dem", "des", "von", "mit", "auf", "für",
        "im", "zu", "sich", "auch", "wird", "werden", "bei", "sie", "er", "es", "wir", "ich", "als", "nach", "wie",
        "aus",
    ];
    const ENGLISH: &[&str] = &[
        "the", "and", "of", "to", "a", "is", "that", "it", "for", "with", "are", "by", "we", "be", "have", "has", "i",
        "you", "at", "or", "from", "this", "its", "not", "said", "which", "but", "they", "on", "were", "their",
    ];
    let (mut german, mut english) = (0u32, 0u32);
    for index in 0..tokens.list.len() {
        let word = tokens.fold(index);
        german += u32::from(GERMAN.contains(&word)) + u32::from(word.contains(['ä', 'ö', 'ü', 'ß']));
        english += u32::from(ENGLISH.contains(&word));
    }
    if english > german { Lang::En } else { Lang::De }
}
