//! Which of the pack's classes do figures ask for?

use crate::topic::Cues;
use crate::topic::cue::{ClassSet, Found};

use super::Unit;

/// The classes by number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Classes {
    units: [(Unit, Option<u16>); 11],
    /// All of them.
    any: ClassSet,
    reference: Option<u16>,
    euro: Option<u16>,
    /// The workforce.
    pub staff: Option<u16>,
    /// People who work.
    people: ClassSet,
}

impl Classes {
    /// The classes by their names.
    pub fn of(cues: &Cues) -> Self {
        let units = Unit::ALL.map(|unit| (unit, cues.class(&format!("unit:{}", unit.id()))));
        let mut any = ClassSet::default();
        units.iter().filter_map(|(_, class)| *class).for_each(|class| any.add(class));
        let mut people = ClassSet::default();
        ["job-noun", "worker", "unit:people"]
            .iter()
            .filter_map(|name| cues.class(name))
            .for_each(|class| people.add(class));
        Self {
            units,
            any,
            reference: cues.class("reference"),
            euro: cues.class("unit:eur"),
            staff: cues.class("headcount"),
            people,
        }
    }

    /// Whether a word makes the number behind it a place in a list: "Seite 64", "Table 6".
    pub fn is_reference(&self, found: &Found, token: usize) -> bool {
        found.is(token, self.reference)
    }

    /// Whether a word speaks of people who work.
    pub fn is_people(&self, found: &Found, token: usize) -> bool {
        found.is_any(token, &self.people)
    }

    /// Whether a word names the euro.
    pub fn is_euro(&self, found: &Found, token: usize) -> bool {
        found.is(token, self.euro)
    }

    /// The unit that a word names.
    pub fn unit(&self, found: &Found, token: usize) -> Option<Unit> {
        if !found.is_any(token, &self.any) {
            return None;
        }
        // The last row first: "Sekunden" are a time of their own and no "-kunden".
        self.units.iter().rev().find(|(_, class)| found.is(token, *class)).map(|(unit, _)| *unit)
    }
}
