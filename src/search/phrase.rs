//! Where do words stand one behind the other?

use crate::index::Index;
use crate::index::postings::Walk;
use crate::sort;

/// Calls `each` with every document that has the phrase and how often. For each place of the phrase
/// there is a choice of terms; an empty choice finds nothing.
pub fn find(index: &Index, phrase: &[Vec<u32>], each: &mut dyn FnMut(u32, u32)) {
    if phrase.is_empty() || phrase.iter().any(Vec::is_empty) {
        return;
    }
    let mut slots: Vec<Slot<'_>> = phrase
        .iter()
        .map(|terms| Slot { walks: terms.iter().map(|&term| index.postings.walk(term)).collect(), places: Vec::new() })
        .collect();
    let mut scratch = Vec::new();
    let mut least = 0u32;
    'documents: loop {
        // The next document that all slots have: each moves on to where the furthest one is.
        let mut agreed = 0;
        while agreed < slots.len() {
            for slot in &mut slots {
                match slot.seek(least) {
                    None => return,
                    Some(document) if document > least => {
                        (least, agreed) = (document, 1);
                    }
                    Some(_) => agreed += 1,
                }
                if agreed >= phrase.len() {
                    break;
                }
            }
        }
        slots.iter_mut().for_each(|slot| slot.read(least, &mut scratch));
        let times = starts(&slots);
        if times > 0 {
            each(least, times);
        }
        match least.checked_add(1) {
            Some(next) => least = next,
            None => break 'documents,
        }
    }
}

/// How many places begin the phrase.
fn starts(slots: &[Slot<'_>]) -> u32 {
    let Some((first, rest)) = slots.split_first() else {
        return 0;
    };
    let begins = |place: u32| {
        rest.iter()
            .zip(1u32..)
            .all(|(slot, step)| place.checked_add(step).is_some_and(|place| slot.places.binary_search(&place).is_ok()))
    };
    first.places.iter().filter(|&&place| begins(place)).count() as u32
}

/// One place of the phrase: the walks of the terms that may stand there.
struct Slot<'a> {
    walks: Vec<Walk<'a>>,
    places: Vec<u32>,
}

impl Slot<'_> {
    /// The first document at or behind `least`. Walks that are done are dropped.
    fn seek(&mut self, least: u32) -> Option<u32> {
        let mut next: Option<u32> = None;
        self.walks.retain_mut(|walk| match walk.seek(least) {
            Some(document) => {
                next = Some(next.map_or(document, |next| next.min(document)));
                true
            }
            None => false,
        });
        next
    }

    /// The places in a document, in order.
    fn read(&mut self, document: u32, scratch: &mut Vec<u32>) {
        self.places.clear();
        for walk in &mut self.walks {
            if walk.seek(document) == Some(document) {
                walk.read_places(scratch);
                self.places.extend_from_slice(scratch);
            }
        }
        sort::ascending(&mut self.places);
        self.places.dedup();
    }
}
