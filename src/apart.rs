//! What did the reader say is not the same?
//!
//! Folding is a proposal. A reader who finds that a wording does not belong to its group takes it
//! out; the list of those decisions stays on the device and goes into exports. Wordings are named by
//! their content, so a decision holds for any collection with the same two texts, in any order, and
//! harms none that lacks them.
//!
//! As text: a line a decision, `WORDING FROM`, two identifiers.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::article::PassageId;

/// Decisions that two wordings are not the same passage, sorted, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apart {
    pairs: Vec<(PassageId, PassageId)>,
}

impl Apart {
    /// The decisions: the wording that was taken out, and the one that stood for its group then.
    pub fn pairs(&self) -> &[(PassageId, PassageId)] {
        &self.pairs
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Takes a wording out of the group that `from` stands for.
    pub fn take_out(&mut self, wording: PassageId, from: PassageId) {
        let pair = (wording, from);
        if let (Err(place), true) = (self.pairs.binary_search(&pair), wording != from) {
            self.pairs.insert(place, pair);
        }
    }

    /// Puts a wording back, wherever it was taken from.
    pub fn put_back(&mut self, wording: PassageId) {
        self.pairs.retain(|(taken, _)| *taken != wording);
    }

    /// Whether a wording was taken out of a group.
    pub fn holds(&self, wording: PassageId) -> bool {
        self.pairs.iter().any(|(taken, _)| *taken == wording)
    }

    /// Reads what [`Apart`] writes. A line that is none is passed over, so that one broken line on a
    /// device does not cost the reader all the others.
    pub fn read(text: &str) -> Self {
        let mut apart = Self::default();
        for line in text.lines() {
            let pair = line.split_once(' ').map(|(wording, from)| (wording.parse(), from.trim().parse()));
            if let Some((Ok(wording), Ok(from))) = pair {
                apart.take_out(wording, from);
            }
        }
        apart
    }
}

impl fmt::Display for Apart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pairs.iter().try_for_each(|(wording, from)| writeln!(out, "{wording} {from}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_read_as_they_were_written() {
        let [one, two, three] = ["a", "b", "c"].map(PassageId::of);
        let mut apart = Apart::default();
        apart.take_out(one, two);
        apart.take_out(three, two);
        apart.take_out(one, two);
        apart.take_out(one, one);
        assert_eq!(apart.pairs().len(), 2);
        assert_eq!(Apart::read(&apart.to_string()), apart);
        assert_eq!(Apart::read(&format!("broken\n{one}\n{one} {two}\r\n")).pairs(), [(one, two)]);
        apart.put_back(one);
        assert!(!apart.holds(one) && apart.holds(three));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}") {
            let read = Apart::read(&text);
            proptest::prop_assert_eq!(Apart::read(&read.to_string()), read);
        }
    }
}
