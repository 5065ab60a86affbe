//! Which articles are the same text, or tell the same story?

use std::collections::HashMap;

use super::Corpus;
use crate::dedup::Item;
use crate::dedup::articles::{Facts, repeats, same_stories};
use crate::label::Unit;

/// Articles beside an article, by their places.
#[derive(Clone, Default)]
pub(super) struct Related {
    /// The same text as a whole, both ways.
    pub also: Vec<u32>,
    /// It stands in these as a whole, among other text.
    pub within: Vec<u32>,
    /// The same story in other words.
    pub story: Vec<u32>,
}

impl Corpus {
    /// For each article, what stands beside it.
    pub(super) fn related(&self) -> Vec<Related> {
        let items: Vec<Item> = self.dedup_items().collect();
        let repeats = repeats(&items, &self.grouping, &[]);
        let mut related = vec![Related::default(); self.articles.len()];
        let mut note = |article: u32, to: &dyn Fn(&mut Related)| {
            if let Some(related) = related.get_mut(article as usize) {
                to(related);
            }
        };
        for repeat in &repeats {
            if repeat.both {
                note(repeat.one, &|related| related.also.push(repeat.other));
                note(repeat.other, &|related| related.also.push(repeat.one));
            } else {
                note(repeat.one, &|related| related.within.push(repeat.other));
            }
        }
        for story in same_stories(&self.facts(), &repeats) {
            note(story.one, &|related| related.story.push(story.other));
            note(story.other, &|related| related.story.push(story.one));
        }
        related
    }

    /// What each article names. A bare number makes no story: it may count anything.
    fn facts(&self) -> Vec<Facts> {
        let mut facts = vec![Facts::default(); self.articles.len()];
        let mut companies: HashMap<&str, u32> = HashMap::new();
        for item in 0..self.items.len() as u32 {
            let (Some(passage), Some(labels)) = (self.passage(item), self.labels(item)) else { continue };
            let Some(facts) = facts.get_mut(passage.article as usize) else { continue };
            for company in &labels.companies {
                let next = companies.len() as u32;
                facts.companies.push(*companies.entry(&company.name).or_insert(next));
            }
            let told = labels.figures.iter().filter(|figure| figure.unit != Unit::Other);
            facts.figures.extend(told.map(|figure| (figure.value, figure.unit as u32)));
        }
        facts
    }
}
