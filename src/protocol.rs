//! What do the page and its worker say to each other?
//!
//! The page asks a [`Question`], the worker answers with a [`Reply`] of the same number; the page
//! shows only the answer to its newest question of a kind. The worker owns the corpus and sends no
//! more of it than one page of an answer.

use serde::{Deserialize, Serialize};

pub use plot::{Dot, End, Plot};
pub use views::{Comparison, Cross, GRIDS, Grid, Meeting, Pair};

use crate::apart::Apart;
use crate::article::{ArticleId, Date, PassageId, PassageKind, Span};
use crate::collection::Trouble;
use crate::correction::Correction;
use crate::import::{Notice, Refusal};
use crate::label::ledger::Remark as FigureRemark;
use crate::lang::Lang;
use crate::lesson::Lesson;
use crate::qr::Code;
use crate::query;
use crate::url::State;
use crate::words::Tongue;

/// A question with its number. Numbers grow; the newest question wins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The number, from 1.
    pub id: u64,
    /// What is asked.
    pub ask: Ask,
}

/// What the page asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Fetch the corpus file from this absolute address and walk it.
    Open {
        /// The address.
        corpus: String,
        /// Own articles that stand in place of those in the corpus file.
        own: Option<OwnTexts>,
        /// What the reader said is not the same.
        apart: Apart,
        /// What is shown already, as [`first::write`] writes it; empty for nothing. Where the first answers are
        /// just that, they are [`Tell::AsTold`].
        told: Vec<u8>,
    },
    /// Fold anew, now that the reader decided otherwise; answered by [`Tell::Opened`].
    Fold {
        /// What the reader said is not the same.
        apart: Apart,
    },
    /// The words of the interface that the page lacks; answered by [`Tell::Words`], before anything else is there.
    Words(Tongue),
    /// The rows that a state selects, from `offset` on, at most `limit` of them.
    List {
        /// The state.
        state: Box<State>,
        /// The first row, from 0.
        offset: u32,
        /// How many rows at the most.
        limit: u32,
    },
    /// The figures that a state's passages give, in words of a language.
    Figures {
        /// The state.
        state: Box<State>,
        /// The language of the interface.
        tongue: Tongue,
    },
    /// The two sides that a state compares.
    Compare(Box<State>),
    /// How many of a state's passages have which values together.
    Cross(Box<State>),
    /// From now on these are the reader's own labels: all of them, in place of those before.
    Corrections(Vec<Correction>),
    /// An article, with what the state's query finds in it marked.
    Read {
        /// The article.
        article: ArticleId,
        /// The state.
        state: Box<State>,
    },
    /// The whole page with the open collection as one file; answered by [`Tell::Parcel`].
    Carry {
        /// The view with which it starts, as the part of a link from `#` on.
        href: String,
        /// The reader's own labels, as [`crate::correction`] writes them.
        labels: String,
        /// What the reader said is not the same.
        apart: Apart,
    },
    /// What a state shows, in full, in a form for other programs; answered by [`Tell::Parcel`].
    Export {
        /// The state.
        state: Box<State>,
        /// The form.
        form: Form,
        /// The language of the interface.
        tongue: Tongue,
        /// The address of the page, to which links in it lead; empty where nobody else could follow them.
        base: String,
    },
    /// The reader's own labels that a file of annotations holds; answered by [`Tell::Annotated`].
    Annotations(String),
    /// The QR code of a link; answered by [`Tell::Code`].
    Code(String),
    /// A lesson, packed for a link; answered by [`Tell::Packed`].
    Pack(Box<Lesson>),
    /// The lesson that a link carries; answered by [`Tell::Lesson`].
    Unpack(String),
    /// These passages; answered by [`Tell::Picks`].
    Picks(Vec<PassageId>),
    /// The wordings of the group in which a passage stands, and what stands beside it.
    Gather {
        /// The passage.
        passage: PassageId,
        /// How many of each kind at the most: wordings, groups beside, places of a wording.
        limit: u32,
    },
}

/// Own articles to be opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTexts {
    /// The collection's name.
    pub title: String,
    /// Where its texts are, as [`crate::import::portable`] writes them.
    pub addresses: Vec<String>,
}

/// An answer with the number of its question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// The number of the question.
    pub id: u64,
    /// The answer.
    pub tell: Tell,
}

/// A step on the way from files to something that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Files become articles, and articles passages.
    Reading,
    /// What stands there more than once is folded.
    Folding,
    /// It is looked up what each passage says.
    Labelling,
    /// It is noted where each word stands.
    Indexing,
}

/// How far a worker is that opens articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    /// What is done now.
    pub step: Step,
    /// How much of all is done, in thousandths.
    pub share: u16,
}

impl Step {
    /// How far the whole is when of this step `done` of `total` is done. The steps take about these parts of the time.
    pub fn at(self, done: usize, total: usize) -> Walk {
        let (from, to) = match self {
            Self::Reading => (0, 200),
            Self::Folding => (200, 350),
            Self::Labelling => (350, 850),
            Self::Indexing => (850, 1000),
        };
        let part = (to - from) as u64 * done.min(total) as u64 / total.max(1) as u64;
        Walk { step: self, share: from + part as u16 }
    }
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Tell {
    /// The corpus is there.
    Opened(Box<Overview>),
    /// The answer is what is shown already.
    AsTold,
    /// The words of the interface in a language that a page does not bring along, as [`crate::words`] reads them.
    Words(Tongue, String),
    /// It is on its way.
    Walking(Walk),
    /// One page of rows.
    List(Box<List>),
    /// The figures.
    Figures(Box<Ledger>),
    /// Two sides.
    Compared(Box<Comparison>),
    /// Numbers of values together.
    Crossed(Box<Cross>),
    /// The reader's labels are taken in; the values of each facet, with those that only they have.
    Corrected(Vec<Vec<Value>>),
    /// An article.
    Article(Box<Reading>),
    /// No article has this identifier.
    NoSuchArticle(ArticleId),
    /// The wordings of a group.
    Gathered(Box<Gathering>),
    /// No passage has this identifier.
    NoSuchPassage(PassageId),
    /// The corpus could not be had.
    Failed(Failure),
    /// A file for the reader to keep.
    Parcel(Box<Parcel>),
    /// There is no such file, for this reason.
    NoParcel(String),
    /// Labels that a file of annotations held.
    Annotated(Vec<Correction>),
    /// The QR code of the link; none where the link is too long for one.
    Code(String, Option<Code>),
    /// What stands behind `lesson=`.
    Packed(String),
    /// A lesson; nothing where the link carries none that can be read.
    Lesson(Option<Box<Lesson>>),
    /// Those of the passages that are here, in the order in which they were asked for.
    Picks(Vec<Row>),
}

/// A form in which a view leaves for other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Form {
    /// A table, with commas.
    Csv,
    /// A table as German Excel opens it by double click.
    CsvExcel,
    /// Everything, for programs.
    Json,
    /// Quotations for a text.
    Markdown,
    /// Quotations for anything.
    Text,
    /// The articles, for reference managers.
    Ris,
    /// The articles, for LaTeX.
    BibTex,
    /// The articles, for reference managers: CSL-JSON.
    Csl,
    /// The labels as Web Annotations.
    Annotations,
    /// The claims for schema.org.
    Claims,
}

impl Form {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Csv,
        Self::CsvExcel,
        Self::Json,
        Self::Markdown,
        Self::Text,
        Self::Ris,
        Self::BibTex,
        Self::Csl,
        Self::Annotations,
        Self::Claims,
    ];

    /// The name on the command line; `form-` before it, the key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::CsvExcel => "csv-excel",
            Self::Json => "json",
            Self::Markdown => "markdown",
            Self::Text => "text",
            Self::Ris => "ris",
            Self::BibTex => "bibtex",
            Self::Csl => "csl",
            Self::Annotations => "annotations",
            Self::Claims => "claims",
        }
    }
}

/// A file that the reader takes along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// The name that is proposed.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why there is no corpus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// The corpus file could not be fetched.
    Fetch(String),
    /// The corpus file could not be read.
    Pack(String),
    /// The corpus file holds no article that could be read.
    NoArticles,
    /// The worker did not answer in time, or could not be started.
    Worker,
    /// The device keeps no collection of this name.
    NoCollection(String),
    /// The device keeps a collection and cannot give it.
    Own(Trouble),
}

// `Eq` beside `PartialEq` on what the page holds: it lets two handles of one thing be told equal without
// a look at ten thousand articles.

/// What a corpus holds: all that the page needs to know beside rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// The name of the collection; may be empty.
    pub title: String,
    /// The articles; other places name them by their place here.
    pub articles: Vec<ArticleCard>,
    /// The values of each facet, a list a row of [`crate::facet::FACETS`].
    pub values: Vec<Vec<Value>>,
    /// What the topic says about its labels.
    pub topic: TopicCard,
    /// Passages of running text, each occurrence counted.
    pub copies: u32,
    /// Groups of passages with the same wording.
    pub groups: u32,
    /// Pieces of page furniture that were set aside.
    pub furniture: u32,
    /// What there is to say about files that were read.
    pub notices: Vec<Notice>,
    /// Files that were not read, with the reason.
    pub refused: Vec<(String, Refusal)>,
}

/// What the page shows of an article without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleCard {
    /// Its identifier.
    pub id: ArticleId,
    /// The headline.
    pub title: String,
    /// The paper or house.
    pub source: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Its language.
    pub lang: Option<Lang>,
    /// Where it was found; `http` or `https`, else it is not passed on.
    pub url: Option<String>,
    /// Whether it is a retelling.
    pub retold: bool,
    /// Passages of running text in it.
    pub passages: u32,
    /// Articles that are the same text as a whole, by their place.
    pub also: Vec<u32>,
    /// Articles in which its text stands as a whole, among other text.
    pub within: Vec<u32>,
    /// Articles that tell the same story in other words, by their place.
    pub story: Vec<u32>,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// Its key in links.
    pub key: String,
    /// Its names where they differ by language; else the key is its name.
    pub names: Vec<(Tongue, String)>,
    /// Groups that have it, without any filter.
    pub groups: u32,
}

impl Value {
    /// Its name in a language.
    pub fn name(&self, tongue: Tongue) -> &str {
        let named = self.names.iter().find(|(known, _)| *known == tongue).or(self.names.first());
        named.map_or(&self.key, |(_, name)| name)
    }
}

/// One page of rows and what goes with them. Where each occurrence stands for itself, a group is one
/// occurrence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Groups found in all.
    pub groups: u32,
    /// Passages behind them.
    pub copies: u32,
    /// The place of the first row.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<Row>,
    /// For each facet and each of its values: the groups that one click would show. Within a facet
    /// its own choice does not count, since its values are joined by *or*.
    pub counts: Vec<Vec<u32>>,
    /// Where nothing was found: how many groups each of [`State::loosened`] would show.
    pub loosened: Vec<u32>,
    /// What there is to say about the query and the chosen values.
    pub remarks: Vec<Remark>,
}

/// Something about a query or a choice, worth a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// No passage has this value, in this corpus.
    NoSuchValue {
        /// The facet's key.
        facet: String,
        /// The value.
        value: String,
    },
    /// What the query itself gave occasion to.
    Query(query::Notice),
}

/// What the page tells of a topic.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicCard {
    /// Its name, in each language.
    pub name: Vec<(Tongue, String)>,
    /// The version of its files.
    pub version: String,
    /// Its labels with their meaning and quality.
    pub labels: Vec<LabelCard>,
    /// On what the quality was measured.
    pub measured: Vec<(Tongue, String)>,
    /// Where the labels are known to fail.
    pub fails: Vec<(Tongue, String)>,
    /// What to try first: those of the topic's examples that show something here.
    pub examples: Vec<ExampleCard>,
}

/// Something to try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExampleCard {
    /// What it shows.
    pub state: State,
    /// What it is called, in each language.
    pub title: Vec<(Tongue, String)>,
    /// Why it is worth a look.
    pub why: Vec<(Tongue, String)>,
}

/// What the page tells of a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelCard {
    /// The column of its facet.
    pub facet: u8,
    /// Its key.
    pub key: String,
    /// What it means, in each language.
    pub meaning: Vec<(Tongue, String)>,
    /// How well it was given, where that was measured.
    pub quality: Option<Quality>,
}

/// How well a label was given on passages that people had labelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quality {
    /// How many of those passages have the label.
    pub passages: u32,
    /// Of a hundred labels that were given, so many were right.
    pub precision: u8,
    /// Of a hundred labels that should have been given, so many were.
    pub coverage: u8,
}

/// Some words that spoke for or against a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clue {
    /// The words, in the row's text.
    pub span: Span,
    /// The rule, as [`crate::label::Evidence::rule`] names it.
    pub rule: String,
    /// How much it counts: above 0 for the label, below against it.
    pub weight: i32,
}

/// Who says a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Whether somebody is quoted or reported, or the author speaks: a key of the facet `said`.
    pub voice: Voice,
    /// The words that name the speaker, where the text names one.
    pub speaker: Option<Span>,
}

/// A kind of voice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Voice {
    /// The text itself speaks.
    #[default]
    Author,
    /// Somebody is quoted word for word.
    Quoted,
    /// Somebody's words are reported.
    Reported,
}

impl Voice {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Author, Self::Quoted, Self::Reported];

    /// The key in links; `said-` before it, the key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Quoted => "quoted",
            Self::Reported => "reported",
        }
    }
}

/// Whether a label is the program's or the reader's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mine {
    /// The program gave it.
    #[default]
    No,
    /// The reader gave it.
    Given,
    /// The program gave it, and the reader took it away.
    Taken,
}

/// A label with what led to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// The column of its facet.
    pub facet: u8,
    /// The value, by its place in [`Overview::values`].
    pub value: u32,
    /// The words that spoke for and against it, the heaviest first.
    pub evidence: Vec<Clue>,
    /// How clear it is: a score, no probability.
    pub score: i32,
    /// Who says it, for claims.
    pub said: Option<Said>,
    /// Whose it is.
    pub mine: Mine,
}

/// A passage as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The passage.
    pub passage: PassageId,
    /// Its article, by its place in [`Overview::articles`].
    pub article: u32,
    /// What it is.
    pub kind: PassageKind,
    /// Its words.
    pub text: String,
    /// Its language.
    pub lang: Option<Lang>,
    /// What the query found in it.
    pub marks: Vec<Span>,
    /// Its labels.
    pub tags: Vec<Tag>,
    /// Where its group stands, this place among them: the articles, in order, one entry for each
    /// occurrence, at most [`MOST_PLACES`].
    pub places: Vec<Place>,
    /// How many places there are.
    pub copies: u32,
    /// How many wordings its group has.
    pub wordings: u32,
    /// How many groups stand beside its own: other figures or names, inside one another.
    pub beside: u32,
}

/// So many places of a passage are sent with a row; the rest is a question away. Toward one, a click
/// more to where a passage stands; without a bound, a line that stands ten thousand times brings
/// forty rows of ten thousand places.
pub const MOST_PLACES: usize = 24;

/// An occurrence of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The article, by its place in [`Overview::articles`].
    pub article: u32,
    /// The passage there: the same where the wording is the same to the letter.
    pub passage: PassageId,
}

/// An article as the page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The article, by its place in [`Overview::articles`].
    pub article: u32,
    /// Its passages, headings and page furniture, in order.
    pub rows: Vec<Row>,
    /// Those that the search and the filters select, by their place in `rows`; none where nothing is filtered.
    pub found: Vec<u32>,
    /// The way through the articles.
    pub way: Way,
}

/// Where an article stands among those of which something is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// The article before it, by its place in [`Overview::articles`].
    pub before: Option<u32>,
    /// The one behind it; the first of all where the article is not among them.
    pub next: Option<u32>,
    /// Its place among them, from 1; 0 where it is not.
    pub place: u32,
    /// How many there are.
    pub of: u32,
}

/// The figures of a view, company by company.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// The accounts, those with the most figures first; the last may be of no company.
    pub accounts: Vec<Account>,
    /// How many lines there are in all.
    pub lines: u32,
    /// How many of them stand against another one.
    pub disputed: u32,
    /// Where there are none: how many each of [`State::loosened`] would show.
    pub loosened: Vec<u32>,
}

/// The figures of one company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The company, by its place in [`Overview::values`]; none where the text names none.
    pub company: Option<u32>,
    /// By claim, in the order of the topic.
    pub sheets: Vec<Sheet>,
    /// Its figures over time, a plot a kind of figure; none where fewer than two dates are known.
    pub plots: Vec<Plot>,
}

/// The figures of one claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The claim, by its place in [`Overview::values`]; none where the passage makes none.
    pub claim: Option<u32>,
    /// Its figures.
    pub lines: Vec<FigureLine>,
}

/// One figure with all who state it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureLine {
    /// Its number in the whole ledger, for links from line to line.
    pub number: u32,
    /// The value in words of the interface's language: "rund 5.000 → 3.800".
    pub value: String,
    /// What is counted, as the texts say it.
    pub counts: Vec<String>,
    /// Who states it.
    pub said: Vec<(Voice, String)>,
    /// The passages, one a wording.
    pub quotes: Vec<Quote>,
    /// What there is to say about it: the kind, the other line and what stands there.
    pub remarks: Vec<FigureNote>,
}

/// Something about a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureNote {
    /// What it is.
    pub remark: FigureRemark,
    /// The other line, by its number.
    pub line: Option<u32>,
    /// A figure to name: the other line's value, or a percentage worked out.
    pub value: String,
    /// What the other line counts.
    pub counts: String,
}

/// A passage that states a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The sentence.
    pub text: String,
    /// The figure in it.
    pub marks: Vec<Span>,
    /// Its language.
    pub lang: Option<Lang>,
    /// Where it stands, one entry an article.
    pub places: Vec<Place>,
}

/// How a wording stands to the one that it is shown beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Relation {
    /// It is that one, to the letter.
    Identical,
    /// The same but for case, punctuation, white space and the spelling of characters.
    Normalised,
    /// An edited wording.
    Edited,
    /// The same wording with other figures.
    OtherFigures,
    /// The same wording with other names.
    OtherNames,
    /// It stands within that one.
    Inside,
    /// It holds that one.
    Around,
    /// The reader took one of the two out of a common group.
    TakenOut,
}

/// What became of a piece of text between two wordings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Change {
    /// Both have it.
    Same,
    /// Only the first has it.
    Gone,
    /// Only the second has it.
    New,
    /// Only the first has it, and there is a figure in it.
    GoneFigure,
    /// Only the second has it, and there is a figure in it.
    NewFigure,
    /// It stands around what both have.
    Around,
}

/// A piece of text between two wordings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// What became of it.
    pub change: Change,
    /// Its words.
    pub text: String,
}

/// A wording and how it differs from the one that it is shown beside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// The passage.
    pub passage: PassageId,
    /// How it stands to the first wording of the [`Gathering`].
    pub relation: Relation,
    /// Its language.
    pub lang: Option<Lang>,
    /// Its words, and between them those of the first wording that it lacks.
    pub pieces: Vec<Piece>,
    /// Where it stands: for a wording of the group to the letter, for a group beside all of it.
    pub places: Vec<Place>,
    /// How many places there are.
    pub copies: u32,
}

/// A group opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathering {
    /// The passages of the group, each occurrence counted.
    pub copies: u32,
    /// How many wordings there are.
    pub wordings_in_all: u32,
    /// The wordings, the one that stands for the group first.
    pub wordings: Vec<Wording>,
    /// How many groups stand beside.
    pub beside_in_all: u32,
    /// The groups that stand beside, each shown by one wording.
    pub beside: Vec<Wording>,
}

impl Gathering {
    /// Whether the limit left something out.
    pub fn is_cut(&self) -> bool {
        let whole = |wording: &Wording| wording.places.len() == wording.copies as usize;
        self.wordings.len() < self.wordings_in_all as usize
            || self.beside.len() < self.beside_in_all as usize
            || !self.wordings.iter().chain(&self.beside).all(whole)
    }
}

pub mod first;
mod plot;
mod views;
