//! How is an article read: which of its passages are selected, and which article comes before and after?

use super::Corpus;
use super::shelf::Searched;
use crate::article::{ArticleId, Date, PassageKind};
use crate::protocol::{Reading, Row, Way};
use crate::search::{self, Marker, Selection};
use crate::sort;
use crate::url::{Sort, State};

impl Corpus {
    /// An article for reading, with what the state's query finds in it marked.
    pub fn reading(&self, article: ArticleId, state: &State) -> Option<Reading> {
        let ordinal = self.articles.iter().position(|known| known.id == article)?;
        let ordinal = u32::try_from(ordinal).ok()?;
        let (query, _) = self.parse(&state.query);
        let searched = self.folded();
        let marker = Marker::new(searched.index, &searched, &query, true);
        let selected = self.selected(state);
        let rows = self.passages.iter().zip(&self.item_of).filter(|(passage, _)| passage.article == ordinal);
        let mut reading = Reading { article: ordinal, way: self.way(ordinal, state, &selected), ..Reading::default() };
        for (passage, &item) in rows {
            let text = passage.text(&self.articles);
            let marks = marker.marks(text);
            let row = match passage.kind {
                PassageKind::Text => self.row(item, marks),
                kind => Some(Row {
                    passage: passage.id,
                    article: ordinal,
                    kind,
                    text: text.to_string(),
                    lang: passage.lang,
                    marks,
                    tags: Vec::new(),
                    places: Vec::new(),
                    copies: 1,
                    wordings: 1,
                    beside: 0,
                }),
            };
            let Some(row) = row else { continue };
            if state.is_filtered() && selected.holds(self, item) {
                reading.found.push(reading.rows.len() as u32);
            }
            reading.rows.push(row);
        }
        Some(reading)
    }

    /// What a state selects.
    fn selected(&self, state: &State) -> Selected<'_> {
        let (query, _) = self.parse(&state.query);
        let selection = self.selection(state, &mut Vec::new());
        let searched = self.searched(state);
        let order = search::ordered(searched.index, &searched, &query, &selection);
        let mut has = vec![false; searched.groups.len()];
        for &document in &order {
            if let Some(has) = has.get_mut(document as usize) {
                *has = true;
            }
        }
        Selected { searched, selection, unfolded: state.unfolded, order, has }
    }

    /// Where an article stands among those of which something is selected: in the order of the list where
    /// that is by match or by date, else in that of the articles.
    fn way(&self, article: u32, state: &State, selected: &Selected) -> Way {
        let mut among = Vec::new();
        let mut known = vec![false; self.articles.len()];
        let groups = selected.order.iter().filter_map(|&document| selected.searched.groups.get(document as usize));
        for &item in groups.flat_map(|group| &group.members) {
            let Some(place) = self.passage(item).map(|passage| passage.article) else { continue };
            let Some(known) = known.get_mut(place as usize).filter(|known| !**known) else { continue };
            if self.allows(item, &selected.selection) {
                *known = true;
                among.push(place);
            }
        }
        let date = |&place: &u32| self.articles.get(place as usize).and_then(|article| article.meta.date);
        if state.sort != Sort::Relevance || state.query.trim().is_empty() {
            among.sort_unstable();
        }
        if state.sort == Sort::Date {
            let day = |place: &u32| date(place).map(|Date { year, month, day }| (year, month, day));
            sort::by(&mut among, |one, other| day(other).cmp(&day(one)));
        }
        let here = among.iter().position(|&place| place == article);
        let at = |place: Option<usize>| among.get(place?).copied();
        Way {
            before: at(here.and_then(|here| here.checked_sub(1))),
            // From elsewhere the way leads to where it begins.
            next: at(Some(here.map_or(0, |here| here + 1))),
            place: here.map_or(0, |here| here as u32 + 1),
            of: among.len() as u32,
        }
    }
}

/// What a state selects.
struct Selected<'a> {
    searched: Searched<'a>,
    selection: Selection,
    /// Whether a document is an occurrence.
    unfolded: bool,
    /// The documents in the order of the list by match.
    order: Vec<u32>,
    /// Whether a document is among them.
    has: Vec<bool>,
}

impl Selected<'_> {
    /// Whether an occurrence is selected.
    fn holds(&self, corpus: &Corpus, item: u32) -> bool {
        let document = if self.unfolded { Some(item) } else { corpus.group_of.get(item as usize).copied() };
        let has = document.and_then(|document| self.has.get(document as usize)).copied();
        has.unwrap_or(false) && corpus.allows(item, &self.selection)
    }
}
