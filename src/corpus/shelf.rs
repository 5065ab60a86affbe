//! What is searched and counted: groups, or each occurrence for itself?
//!
//! Folded, a document of the index is a group; unfolded it is one occurrence, with its own article,
//! source and labels. The same search runs over both. The second is built when it is first asked for.

use super::Corpus;
use super::columns::Columns;
use super::fold::Group;
use crate::facet::column;
use crate::index::{Builder, Document, Index};
use crate::search::Texts;
use crate::url::State;

/// Each occurrence for itself.
pub(super) struct Shelf {
    groups: Vec<Group>,
    index: Index,
}

/// What a search runs over.
#[derive(Clone, Copy)]
pub(super) struct Searched<'a> {
    corpus: &'a Corpus,
    pub groups: &'a [Group],
    pub index: &'a Index,
}

impl Corpus {
    /// The groups, whatever the reader unfolds.
    pub(super) fn folded(&self) -> Searched<'_> {
        Searched { corpus: self, groups: &self.groups, index: &self.index }
    }

    /// What a state searches.
    pub(super) fn searched(&self, state: &State) -> Searched<'_> {
        if !state.unfolded {
            return self.folded();
        }
        let [without, with] = &self.unfolded;
        let shelf = if self.counts_mine { with } else { without };
        let shelf = shelf.get_or_init(|| {
            let one = |item: u32| Group { wordings: vec![item], members: vec![item], ..Group::default() };
            let groups: Vec<Group> = (0..self.items.len() as u32).map(one).collect();
            let mut columns = self.columns.over(self, &groups);
            let mut index = self.indexed(&groups, &columns);
            if self.counts_mine {
                index.facets = columns.corrected(self, &groups);
            }
            Box::new(Shelf { groups, index })
        });
        Searched { corpus: self, groups: &shelf.groups, index: &shelf.index }
    }

    /// groups + columns → index.
    pub(super) fn indexed(&self, groups: &[Group], columns: &Columns) -> Index {
        let mut builder = Builder::new(crate::facet::FACETS.len());
        for (place, group) in groups.iter().enumerate() {
            let wordings: Vec<&str> = group.wordings.iter().map(|&item| self.text(item)).collect();
            let first = group.wordings.first().and_then(|&item| self.passage(item));
            let date = group.members.iter().filter_map(|&item| self.article_of(item)?.meta.date).max();
            builder.add(&Document {
                wordings: &wordings,
                lang: first.and_then(|passage| passage.lang),
                copies: group.members.len() as u32,
                values: &columns.of(place),
                date: date.map_or(0, |date| {
                    u32::from(date.year) * 10_000 + u32::from(date.month) * 100 + u32::from(date.day)
                }),
            });
        }
        builder.finish(&mut |_| {})
    }

    /// Columns and index anew after the groups have changed. The values keep their places, since the
    /// page may still show rows that name them.
    pub(super) fn shelve(&mut self) {
        self.columns = self.columns.over(self, &self.groups);
        self.index = self.indexed(&self.groups, &self.columns);
        self.overview.values = self.columns.values.clone();
        self.overview.groups = self.groups.len() as u32;
        self.recount();
    }
}

impl Texts for Searched<'_> {
    fn text(&self, document: u32, wording: u32) -> &str {
        let group = self.groups.get(document as usize);
        group.and_then(|group| group.wordings.get(wording as usize)).map_or("", |&item| self.corpus.text(item))
    }

    /// By key or by name in any language, case aside; a name may be cut short, and, where none begins so,
    /// be known by a later word of it ("source:Insider").
    fn values(&self, field: &str, text: &str) -> Vec<(u32, u32)> {
        let Some(facet) = column(field) else { return Vec::new() };
        let wanted = text.to_lowercase();
        let values = self.corpus.columns.values.get(facet).map_or(&[][..], Vec::as_slice);
        let fitting = |fits: &dyn Fn(&str) -> bool| -> Vec<(u32, u32)> {
            let places = values.iter().zip(0u32..);
            let named = places.filter(|(value, _)| {
                fits(&value.key.to_lowercase()) || value.names.iter().any(|(_, name)| fits(&name.to_lowercase()))
            });
            named.map(|(_, place)| (facet as u32, place)).collect()
        };
        let exact = fitting(&|name| name == wanted);
        let begun = if exact.is_empty() { fitting(&|name| name.starts_with(&wanted)) } else { exact };
        let within = |name: &str| {
            let mut places = name.match_indices(&wanted);
            places.any(|(at, _)| !name.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric)))
        };
        if begun.is_empty() { fitting(&within) } else { begun }
    }
}
