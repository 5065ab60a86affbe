//! Which passages are set aside because the same line stands around many articles?

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::article::{Article, Passage, PassageKind};
use crate::dedup::furniture::{Furniture, furniture};
use crate::dedup::{self, Item};

/// In so many different articles a line must stand. Copies of one article count once: the line with
/// which all its printings end is text. At 2, a quotation that two articles end with is furniture.
const LEAST_DIFFERENT: usize = 3;

/// Turns running text into furniture where it is that by its form or by repetition.
pub(super) fn set_aside(articles: &[Article], passages: &mut [Passage]) {
    let places: Vec<usize> = (0..passages.len()).filter(|&place| passages[place].kind == PassageKind::Text).collect();
    let item = |&place: &usize| Item { text: passages[place].text(articles), article: passages[place].article };
    let items: Vec<Item> = places.iter().map(item).collect();
    let marks = furniture(&items);
    // Line → the different articles that have it.
    let mut among: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let repeated = |mark: &Option<Furniture>| matches!(mark, Some(Furniture::Repeated(_)));
    let different = if marks.iter().any(repeated) { different(&items, articles.len()) } else { Vec::new() };
    for (item, _) in items.iter().zip(&marks).filter(|(_, mark)| repeated(mark)) {
        among.entry(line(item.text)).or_default().extend(different.get(item.article as usize));
    }
    let counts = |text: &str| among.get(&line(text)).is_some_and(|articles| articles.len() >= LEAST_DIFFERENT);
    let aside: Vec<usize> = places
        .iter()
        .zip(items.iter().zip(&marks))
        .filter(|(_, (item, mark))| match mark {
            None => false,
            Some(Furniture::Form) => true,
            Some(Furniture::Repeated(_)) => counts(item.text),
        })
        .map(|(&place, _)| place)
        .collect();
    for place in aside {
        passages[place].kind = PassageKind::Furniture;
    }
}

/// A line as it is compared: letters alone, in lower case, so that "11 Kommentare" is "5 Kommentare".
fn line(text: &str) -> String {
    text.chars().filter(|char| char.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// Article → a number that its copies share: the group of its longest passage.
fn different(items: &[Item], articles: usize) -> Vec<u32> {
    let mut longest: Vec<Item> = vec![Item { text: "", article: u32::MAX }; articles];
    for item in items {
        if let Some(known) = longest.get_mut(item.article as usize).filter(|known| known.text.len() < item.text.len()) {
            *known = *item;
        }
    }
    let grouping = dedup::group(&longest, &mut |_| ControlFlow::Continue(()));
    grouping.map_or_else(|_| (0..articles as u32).collect(), |grouping| grouping.group_of)
}
