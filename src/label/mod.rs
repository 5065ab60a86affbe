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
mod marks;
mod rule;
mod speaker;
pub mod speaker_kind;
pub mod statement;
pub mod train;
mod unknown;
mod weighing;
mod when;
mod words;

use std::cell::OnceCell;

use serde::{Deserialize, Serialize};

use crate::article::Span;
use crate::lang::Lang;
use crate::lang::token::Tokens;
use crate::topic::cue::Found;
use crate::topic::{ClaimId, Cues, Stance, Topic};

pub use figure::{Figure, PairKind, Unit};
pub use rule::Rule;

/// The words that led to a label, or spoke against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where the words stand.
    pub span: Span,
    /// The cue's class, the rule or the model's feature, as the pack and `docs/labels.md` name it.
    pub rule: Rule,
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

/// The pack's classes that the rules ask for, by number.
pub(crate) struct Classes {
    pub figures: figure::Classes,
    pub companies: company::Classes,
    pub features: feature::Classes,
    pub voices: speaker::Classes,
}

impl Classes {
    /// Finds them by their names.
    pub fn of(cues: &Cues) -> Self {
        Self {
            figures: figure::Classes::of(cues),
            companies: company::Classes::of(cues),
            features: feature::Classes::of(cues),
            voices: speaker::Classes::of(cues),
        }
    }
}

/// What labelling has found out about words, kept for the next passage of the same topic, with room that is
/// used again and again.
pub struct Memory {
    words: words::Words,
    classes: Classes,
    tokens: Tokens,
    found: Found,
    reading: words::Reading,
}

impl Memory {
    /// Begins.
    pub fn new(topic: &Topic) -> Self {
        Self {
            words: words::Words::default(),
            classes: Classes::of(&topic.cues),
            tokens: Tokens::default(),
            found: Found::default(),
            reading: words::Reading::default(),
        }
    }

    /// Whether it takes little room.
    pub fn is_small(&self) -> bool {
        self.words.is_small()
    }

    /// Labels a passage of the topic that this began with. Without `evidence` claims and stance come without
    /// the words that led to them, in half the time; all else is the same.
    pub fn annotate(&mut self, topic: &Topic, text: &str, lang: Option<Lang>, evidence: bool) -> Labels {
        let Self { words, classes, tokens, found, reading } = self;
        crate::lang::token::read(text, tokens);
        words.read(tokens, topic, reading);
        words.find(tokens, topic, reading, found);
        let lang = lang.unwrap_or_else(|| reading.marks.lang());
        let figures = figure::figures_by(tokens, found, &classes.figures, &reading.marks, lang);
        let seen = company::Seen { text, tokens, found, marks: &reading.marks, lang };
        let companies = company::companies_by(&seen, topic, &classes.companies);
        let says = &classes.voices;
        let passage = decide::Passage { tokens, found, lang, topic, says, voices: OnceCell::new() };
        let (claims, stance) = match &topic.model {
            None => decide::by_cues_alone(&passage, evidence),
            Some(model) => {
                let look = feature::Look { tokens, found, figures: &figures, companies: &companies };
                let mut weighing = weighing::Weighing::new(words, &reading.numbers, topic, model);
                feature::walk(&look, topic, &classes.features, lang, &mut weighing);
                let (known, length) = weighing.done();
                decide::decide(&passage, evidence.then_some(words), model, &known, length)
            }
        };
        Labels { lang, companies, claims, stance, figures }
    }
}

/// Labels passages of one topic, one after another. What it has found out about a word is kept for the
/// next passage; the labels are those of [`annotate`].
pub struct Annotator<'t> {
    topic: &'t Topic,
    memory: Memory,
}

impl<'t> Annotator<'t> {
    /// Begins.
    pub fn new(topic: &'t Topic) -> Self {
        Self { topic, memory: Memory::new(topic) }
    }

    /// Labels a passage. Without a language it is told from the words; German where nothing tells it.
    pub fn annotate(&mut self, text: &str, lang: Option<Lang>) -> Labels {
        self.memory.annotate(self.topic, text, lang, true)
    }

    /// The same, but claims and stance come without the words that led to them.
    pub fn labels(&mut self, text: &str, lang: Option<Lang>) -> Labels {
        self.memory.annotate(self.topic, text, lang, false)
    }
}
