//! Which values does each facet have, and which groups have them?

use std::collections::HashMap;

use super::Corpus;
use super::fold::Group;
use crate::correction;
use crate::facet::{ARTICLE, CLAIM, COMPANY, FACETS, LANGUAGE, SAID, SOURCE, STANCE, YEAR};
use crate::index::Facet;
use crate::label::{SaidBy, speaker_kind};
use crate::lang::LANGS;
use crate::protocol::{Said, Value, Voice};
use crate::sort;
use crate::topic::{Label, Topic};
use crate::words::{TONGUES, Tongue, Words};

/// The values of each facet, and those of each group.
#[derive(Default)]
pub(super) struct Columns {
    /// Facet → its values, in the order in which they are shown.
    pub values: Vec<Vec<Value>>,
    /// Facet → group → the places of its values.
    groups: Vec<Lists>,
}

/// Lists of numbers, one behind the other.
#[derive(Default)]
struct Lists {
    /// Where each ends in `all`.
    ends: Vec<u32>,
    all: Vec<u32>,
}

impl Lists {
    fn push(&mut self, list: &[u32]) {
        self.all.extend_from_slice(list);
        self.ends.push(self.all.len() as u32);
    }

    fn get(&self, place: usize) -> &[u32] {
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        let end = self.ends.get(place).map_or(start, |&end| end as usize);
        self.all.get(start..end).unwrap_or(&[])
    }

    /// Puts other numbers in place of all, and each list in order again.
    fn rename(&mut self, names: &[u32]) {
        let mut start = 0;
        for &end in &self.ends {
            let list = self.all.get_mut(start..end as usize).unwrap_or(&mut []);
            list.iter_mut().for_each(|place| *place = names.get(*place as usize).copied().unwrap_or(*place));
            sort::ascending(list);
            start = end as usize;
        }
    }
}

impl Columns {
    /// Reads the values off the labels and articles of a corpus.
    pub fn read(corpus: &Corpus, topic: &Topic) -> Self {
        let mut columns = Self::default();
        for facet in 0..FACETS.len() {
            let (mut values, fixed) = known(facet, corpus, topic);
            let mut groups = of_groups(facet, corpus, &corpus.groups, &mut values);
            if !fixed {
                by_frequency(&mut values, &mut groups);
            }
            columns.values.push(values);
            columns.groups.push(groups);
        }
        columns
    }

    /// The same values in the same places over other groups.
    pub fn over(&self, corpus: &Corpus, groups: &[Group]) -> Self {
        let mut columns = Self { values: self.values.clone(), groups: Vec::new() };
        for (facet, values) in columns.values.iter_mut().enumerate() {
            values.iter_mut().for_each(|value| value.groups = 0);
            columns.groups.push(of_groups(facet, corpus, groups, values));
        }
        columns
    }

    /// The values of a group, a slice a facet.
    pub fn of(&self, group: usize) -> Vec<&[u32]> {
        self.groups.iter().map(|groups| groups.get(group)).collect()
    }

    /// The facets of the index with the reader's corrections in them. Only groups with a corrected
    /// passage are read anew; values that only corrections have come behind the others.
    pub fn corrected(&mut self, corpus: &Corpus, groups: &[Group]) -> Vec<Facet> {
        let corrected = |&item: &u32| {
            let passage = corpus.passage(item);
            passage.is_some_and(|passage| corpus.corrections.contains_key(&passage.id))
        };
        let mut facets = Vec::with_capacity(FACETS.len());
        for facet in 0..FACETS.len() {
            let mut out = Facet::default();
            for (own, group) in groups.iter().enumerate() {
                if !correction::CORRECTABLE.contains(&facet) || !group.members.iter().any(corrected) {
                    out.push(self.groups.get(facet).map_or(&[][..], |groups| groups.get(own)));
                    continue;
                }
                let mut places = Vec::new();
                for &item in &group.members {
                    let mut keys = keys(facet, corpus, item);
                    let own = corpus.passage(item).and_then(|passage| corpus.corrections.get(&passage.id));
                    correction::apply(&mut keys, facet, own.into_iter().flatten());
                    places.extend(keys.into_iter().map(|key| self.place_or_new(facet, key)));
                }
                out.push(&places);
            }
            out.finish();
            facets.push(out);
        }
        facets
    }

    /// The place of a value; one that is not there yet comes last.
    pub fn place_or_new(&mut self, facet: usize, key: String) -> u32 {
        if let Some(place) = self.place(facet, &key) {
            return place;
        }
        let Some(values) = self.values.get_mut(facet) else { return u32::MAX };
        values.push(Value { key, names: Vec::new(), groups: 0 });
        values.len() as u32 - 1
    }

    /// The place of a value by its key.
    pub fn place(&self, facet: usize, key: &str) -> Option<u32> {
        let place = self.values.get(facet)?.iter().position(|value| value.key == key)?;
        u32::try_from(place).ok()
    }
}

/// The places of the values that each group has in a facet; values that are new are appended, and all
/// are counted.
fn of_groups(facet: usize, corpus: &Corpus, groups: &[Group], values: &mut Vec<Value>) -> Lists {
    let mut place_of: HashMap<String, u32> =
        values.iter().zip(0u32..).map(|(value, place)| (value.key.clone(), place)).collect();
    let mut out = Lists { ends: Vec::with_capacity(groups.len()), all: Vec::new() };
    let mut places = Vec::new();
    for group in groups {
        places.clear();
        for &item in &group.members {
            for key in keys(facet, corpus, item) {
                let next = values.len() as u32;
                let place = *place_of.entry(key).or_insert_with_key(|key| {
                    values.push(Value { key: key.clone(), names: Vec::new(), groups: 0 });
                    next
                });
                places.push(place);
            }
        }
        sort::ascending(&mut places);
        places.dedup();
        for &place in &places {
            values[place as usize].groups += 1;
        }
        out.push(&places);
    }
    out.all.shrink_to_fit();
    out
}

/// Sorts values by how many groups have them, then by name, and the groups' places with them.
fn by_frequency(values: &mut Vec<Value>, groups: &mut Lists) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    sort::by(&mut order, |&one, &other| {
        let key = |place: usize| (std::cmp::Reverse(values[place].groups), values[place].key.to_lowercase());
        key(one).cmp(&key(other)).then(values[one].key.cmp(&values[other].key))
    });
    let mut place_of = vec![0u32; values.len()];
    for (new, &old) in order.iter().enumerate() {
        place_of[old] = new as u32;
    }
    groups.rename(&place_of);
    *values = order.into_iter().map(|place| values[place].clone()).collect();
}

/// The values that a facet has whether or not a passage has them, and whether their order is fixed.
fn known(facet: usize, corpus: &Corpus, topic: &Topic) -> (Vec<Value>, bool) {
    let value = |key: String, names| Value { key, names, groups: 0 };
    let labelled = |label: &Label| {
        let names = vec![(Tongue::De, label.name.de.clone()), (Tongue::En, label.name.en.clone())];
        value(label.id.clone(), names.into_iter().filter(|(_, name)| !name.is_empty()).collect())
    };
    match facet {
        CLAIM => (topic.claims.iter().map(labelled).collect(), true),
        STANCE => (topic.stances.iter().map(labelled).collect(), true),
        LANGUAGE => {
            let languages =
                LANGS.iter().map(|row| value(row.tag.to_string(), vec![(Tongue::De, row.own_name.to_string())]));
            (languages.collect(), true)
        }
        SAID => {
            let names = |key: &str| {
                let key = format!("said-{key}");
                let name = |tongue| Some((tongue, Words::new(tongue).find(&key)?.to_string()));
                TONGUES.iter().filter_map(|row| name(row.tongue)).collect()
            };
            let keys = Voice::ALL.iter().map(|voice| voice.key()).chain(speaker_kind::keys());
            (keys.map(|key| value(key.to_string(), names(key))).collect(), true)
        }
        YEAR => {
            let mut years: Vec<u16> =
                corpus.articles.iter().filter_map(|article| Some(article.meta.date?.year)).collect();
            sort::ascending(&mut years);
            years.dedup();
            (years.into_iter().map(|year| value(year.to_string(), Vec::new())).collect(), true)
        }
        ARTICLE => {
            let articles = corpus.articles.iter();
            let named =
                articles.map(|article| value(article.id.to_string(), vec![(Tongue::De, article.meta.title.clone())]));
            (named.collect(), true)
        }
        _ => (Vec::new(), false),
    }
}

/// The keys of the values that an item has in a facet.
pub(super) fn keys(facet: usize, corpus: &Corpus, item: u32) -> Vec<String> {
    let Some(labels) = corpus.labels(item) else { return Vec::new() };
    let article = corpus.article_of(item);
    match facet {
        COMPANY => labels.companies.iter().map(|company| company.name.clone()).collect(),
        CLAIM => {
            let values = &labels.claims;
            values.iter().filter_map(|claim| corpus.claim_keys.get(usize::from(claim.claim.0)).cloned()).collect()
        }
        STANCE => vec![labels.stance.stance.id().to_string()],
        SOURCE => article.and_then(|article| article.meta.source.clone()).into_iter().collect(),
        ARTICLE => article.map(|article| article.id.to_string()).into_iter().collect(),
        LANGUAGE => corpus
            .passage(item)
            .and_then(|passage| passage.lang)
            .map(|lang| lang.tag().to_string())
            .into_iter()
            .collect(),
        SAID => {
            let said = || labels.claims.iter().map(|claim| voice(&claim.said_by));
            let text = corpus.text(item);
            let kinds = said().filter_map(|said| speaker_kind::kind(text, said.speaker?, labels));
            said().map(|said| said.voice.key()).chain(kinds).map(str::to_string).collect()
        }
        YEAR => article.and_then(|article| Some(article.meta.date?.year.to_string())).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Who says a claim, as the page tells it.
pub(super) fn voice(said_by: &SaidBy) -> Said {
    match *said_by {
        SaidBy::Author => Said { voice: Voice::Author, speaker: None },
        SaidBy::Quoted { speaker } => Said { voice: Voice::Quoted, speaker },
        SaidBy::Reported { speaker } => Said { voice: Voice::Reported, speaker },
    }
}
