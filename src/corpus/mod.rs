//! How does a corpus file become something that answers?
//!
//! [`Corpus::open`] runs the walk: files → articles → passages → groups → labels → index; the result
//! answers [`Corpus::list`], [`Corpus::reading`] and [`Corpus::gather`]. It never changes but for what the
//! reader takes apart ([`Corpus::set_apart`]). The worker and the command
//! line call it, the page never does.

mod answer;
mod aside;
mod columns;
mod compare;
mod cross;
mod diff;
mod figures;
mod fold;
mod gather;
mod plot;
mod reading;
mod related;
mod shelf;
mod take;
#[cfg(test)]
mod tests;

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::ops::ControlFlow;

use crate::apart::Apart;
use crate::article::{Article, ArticleId, Passage, PassageId, PassageKind};
use crate::correction::Correction;
use crate::dedup::Grouping;
use crate::import::{Intake, ReadOptions, Reading};
use crate::index::{Facet, Index};
use crate::label::{Labels, Memory};
use crate::pack::{Pack, PackFile};
use crate::passage;
use crate::protocol::{Overview, Step, Value, Walk};
use crate::topic::{Topic, TopicError};

use columns::Columns;
use fold::Group;
use shelf::Shelf;

/// So many articles or passages lie between two words on how far the walk is.
const WATCHED: u32 = 256;

/// A corpus that has been walked.
pub struct Corpus {
    articles: Vec<Article>,
    /// All passages, article by article, headings and page furniture among them.
    passages: Vec<Passage>,
    /// Those of running text, as places in `passages`: what is folded, labelled and searched.
    items: Vec<u32>,
    /// Passage → its item, `u32::MAX` for headings and page furniture.
    item_of: Vec<u32>,
    /// What was found to be the same, before the reader had a say.
    grouping: Grouping,
    /// What the reader said is not the same.
    apart: Apart,
    groups: Vec<Group>,
    /// Item → its group.
    group_of: Vec<u32>,
    /// Item → its labels.
    labels_of: Vec<u32>,
    labels: Vec<Labels>,
    /// What the articles are about, and what was found out about their words: by these a passage's labels
    /// are explained once somebody asks ([`Corpus::explained`]).
    topic: Topic,
    memory: Cell<Option<Box<Memory>>>,
    /// The claim types' keys, in the order of the topic.
    claim_keys: Vec<String>,
    columns: Columns,
    index: Index,
    /// The reader's own labels, by passage.
    corrections: HashMap<PassageId, Vec<Correction>>,
    /// The facets that the index does not use now: with the reader's labels or without them. Empty
    /// where there are none.
    other_facets: Vec<Facet>,
    /// Whether the facets that the index uses have the reader's labels in them.
    counts_mine: bool,
    /// Each occurrence for itself, once someone asked for it: without the reader's own labels, and with.
    unfolded: [OnceCell<Box<Shelf>>; 2],
    overview: Overview,
    /// What is wrong in the topic's files.
    topic_errors: Vec<TopicError>,
}

impl Corpus {
    /// Walks the files of a pack. What cannot be read is named in the overview; the rest goes in.
    pub fn open(pack: &Pack) -> Self {
        Self::open_apart(pack, Apart::default())
    }

    /// The same with what the reader said is not the same.
    pub fn open_apart(pack: &Pack, apart: Apart) -> Self {
        Self::open_watched(pack.clone(), apart, &mut |_| {})
    }

    /// The same; `watch` is told now and then how far it is. Each file is let go once it is read.
    pub fn open_watched(mut pack: Pack, apart: Apart, watch: &mut dyn FnMut(Walk)) -> Self {
        let mut corpus = Self::read(std::mem::take(&mut pack.files), watch);
        corpus.apart = apart;
        corpus.grouping = corpus.group(watch);
        corpus.fold();
        // Only now: folding needs the most room of all, and here some of that is free again.
        (corpus.topic, corpus.topic_errors) = read_topic(&pack);
        (pack.topic, pack.model) = (Vec::new(), None);
        corpus.label(watch);
        watch(Step::Indexing.at(0, 1));
        corpus.columns = Columns::read(&corpus, &corpus.topic);
        corpus.index = corpus.indexed(&corpus.groups, &corpus.columns);
        corpus.overview = corpus.overlook(pack.title, &corpus.topic);
        corpus
    }

    /// What the corpus holds.
    pub fn overview(&self) -> &Overview {
        &self.overview
    }

    /// Takes in the reader's own labels, in place of those before. Gives the values of each facet back.
    pub fn correct(&mut self, corrections: Vec<Correction>) -> &[Vec<Value>] {
        self.count_mine(false);
        self.corrections.clear();
        let mut columns = std::mem::take(&mut self.columns);
        for correction in corrections {
            if let Some(facet) = crate::facet::column(&correction.facet) {
                columns.place_or_new(facet, correction.value.clone());
            }
            self.corrections.entry(correction.passage).or_default().push(correction);
        }
        self.columns = columns;
        self.recount();
        &self.columns.values
    }

    /// Builds the facets with the reader's own labels in them, beside those without.
    fn recount(&mut self) {
        self.counts_mine = false;
        let mut columns = std::mem::take(&mut self.columns);
        self.other_facets =
            if self.corrections.is_empty() { Vec::new() } else { columns.corrected(self, &self.groups) };
        self.unfolded = Default::default();
        self.columns = columns;
    }

    /// Whether the reader's own labels count in filters from now on.
    pub fn count_mine(&mut self, mine: bool) {
        if self.counts_mine != mine && !self.other_facets.is_empty() {
            std::mem::swap(&mut self.index.facets, &mut self.other_facets);
            self.counts_mine = mine;
        }
    }

    /// The articles, in the order in which other places name them.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// What is wrong in the topic's files, each with file, line and remedy.
    pub fn topic_errors(&self) -> &[TopicError] {
        &self.topic_errors
    }

    /// bytes → articles → passages.
    fn read(files: Vec<PackFile>, watch: &mut dyn FnMut(Walk)) -> Self {
        watch(Step::Reading.at(0, 1));
        let (mut intake, count) = (Intake::new(ReadOptions::default()), files.len());
        for (place, file) in files.into_iter().enumerate() {
            // The articles are half of it.
            watch(Step::Reading.at(place, 2 * count));
            let _ = intake.add(&file.name, &file.bytes, &mut |_| ControlFlow::Continue(()));
        }
        let Reading { mut articles, notices, refused, .. } = intake.finish();
        // Two files with the same title and text are one article: a second one could not be linked to.
        let mut known: HashMap<ArticleId, ()> = HashMap::new();
        articles.retain(|article: &Article| known.insert(article.id, ()).is_none());
        let mut passages = Vec::new();
        for (article, ordinal) in articles.iter().zip(0u32..) {
            passages.extend(passage::split(article, ordinal));
            if ordinal.is_multiple_of(WATCHED) {
                watch(Step::Reading.at(articles.len() + ordinal as usize, 2 * articles.len()));
            }
        }
        aside::set_aside(&articles, &mut passages);
        let mut items = Vec::new();
        let mut item_of = vec![u32::MAX; passages.len()];
        for (place, passage) in passages.iter().enumerate() {
            if passage.kind == PassageKind::Text {
                item_of[place] = items.len() as u32;
                items.push(place as u32);
            }
        }
        Self {
            articles,
            passages,
            items,
            item_of,
            grouping: Grouping::default(),
            apart: Apart::default(),
            groups: Vec::new(),
            group_of: Vec::new(),
            labels_of: Vec::new(),
            labels: Vec::new(),
            topic: Topic::default(),
            memory: Cell::default(),
            claim_keys: Vec::new(),
            columns: Columns::default(),
            index: Index::default(),
            corrections: HashMap::new(),
            other_facets: Vec::new(),
            counts_mine: false,
            unfolded: Default::default(),
            overview: Overview { notices, refused, ..Overview::default() },
            topic_errors: Vec::new(),
        }
    }

    /// passages → labels, once for each wording, without the words that led to them: those of a large folder
    /// would take as much room as its text.
    fn label(&mut self, watch: &mut dyn FnMut(Walk)) {
        self.claim_keys = self.topic.claims.iter().map(|claim| claim.id.clone()).collect();
        let mut memory = Box::new(Memory::new(&self.topic));
        let mut known: HashMap<PassageId, u32> = HashMap::new();
        for item in 0..self.items.len() as u32 {
            let Some(&passage) = self.passage(item) else { continue };
            if item.is_multiple_of(WATCHED) {
                watch(Step::Labelling.at(item as usize, self.items.len()));
            }
            let next = self.labels.len() as u32;
            let labels = *known.entry(passage.id).or_insert(next);
            if labels == next {
                let found = memory.annotate(&self.topic, self.text(item), passage.lang, false);
                self.labels.push(found);
            }
            self.labels_of.push(labels);
        }
        self.labels.shrink_to_fit();
        // What is known of the words of a large folder would be in the way of its index.
        self.memory.set(Some(memory).filter(|memory| memory.is_small()));
    }

    fn passage(&self, item: u32) -> Option<&Passage> {
        self.passages.get(*self.items.get(item as usize)? as usize)
    }

    fn text(&self, item: u32) -> &str {
        self.passage(item).map_or("", |passage| passage.text(&self.articles))
    }

    fn article_of(&self, item: u32) -> Option<&Article> {
        self.articles.get(self.passage(item)?.article as usize)
    }

    /// The labels of an item with the words that led to them.
    fn explained(&self, item: u32) -> Option<Labels> {
        // In the language of its labels: those of another article with the same wording may be shared.
        let lang = self.labels(item)?.lang;
        let mut memory = self.memory.take().unwrap_or_else(|| Box::new(Memory::new(&self.topic)));
        let labels = memory.annotate(&self.topic, self.text(item), Some(lang), true);
        self.memory.set(Some(memory));
        Some(labels)
    }

    /// The labels of an item; claims and stance without the words that led to them.
    fn labels(&self, item: u32) -> Option<&Labels> {
        self.labels.get(*self.labels_of.get(item as usize)? as usize)
    }
}

/// The topic of a pack; what is no text among its files is passed over.
fn read_topic(pack: &Pack) -> (Topic, Vec<TopicError>) {
    let texts: Vec<(&str, &str)> = pack
        .topic
        .iter()
        .filter(|file| file.name.ends_with(".txt"))
        .filter_map(|file| Some((file.name.as_str(), std::str::from_utf8(&file.bytes).ok()?)))
        .collect();
    let in_topic = pack.topic.iter().find(|file| file.name == "model.bin").map(|file| file.bytes.as_slice());
    Topic::read(&texts, pack.model.as_deref().or(in_topic).unwrap_or_default())
}
