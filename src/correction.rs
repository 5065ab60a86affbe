//! Which labels has a reader put right, and how is that kept?
//!
//! A [`Correction`] gives a label to a passage or takes it away. They are a plain list, the newest
//! last; there is never more than one for a passage and a label. On the device the list is text, a
//! line a correction in the form of a link's fragment ([`write()`], [`read`]), so that a line that
//! cannot be read costs no other.

use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, PassageId};
use crate::facet::{CLAIM, COMPANY, FACETS, STANCE, column};
use crate::url::{decode, encode};

/// The facets whose labels a reader may change, by their columns.
pub const CORRECTABLE: [usize; 3] = [STANCE, CLAIM, COMPANY];

/// Longer reasons are cut, in characters. Small, and a sentence does not fit; large, and a pasted
/// article fills what the browser keeps for a page.
pub const LONGEST_REASON: usize = 500;

/// A label as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The article in which the reader saw the passage.
    pub article: ArticleId,
    /// The passage; all its copies to the letter are meant.
    pub passage: PassageId,
    /// The facet's key.
    pub facet: String,
    /// The value's key.
    pub value: String,
    /// Whether the passage has the label.
    pub holds: bool,
    /// Why; may be empty.
    pub reason: String,
}

impl Correction {
    /// Whether both are about the same label of the same passage. A passage has one stance, so
    /// any two about its stance are.
    fn meets(&self, other: &Self) -> bool {
        self.passage == other.passage
            && self.facet == other.facet
            && (self.value == other.value || column(&self.facet) == Some(STANCE))
    }
}

/// Adds a correction; it takes the place of an older one about the same label.
pub fn add(list: &mut Vec<Correction>, mut correction: Correction) {
    let end = correction.reason.char_indices().nth(LONGEST_REASON).map(|(at, _)| at);
    correction.reason.truncate(end.unwrap_or(correction.reason.len()));
    list.retain(|known| !known.meets(&correction));
    list.push(correction);
}

/// The keys that a passage has in a facet after its corrections.
pub fn apply<'a>(keys: &mut Vec<String>, facet: usize, corrections: impl Iterator<Item = &'a Correction>) {
    let Some(key) = FACETS.get(facet).map(|facet| facet.key) else { return };
    for correction in corrections.filter(|correction| correction.facet == key) {
        match (correction.holds, facet == STANCE) {
            (true, true) => *keys = vec![correction.value.clone()],
            (true, false) if !keys.contains(&correction.value) => keys.push(correction.value.clone()),
            (true, false) => {}
            (false, _) => keys.retain(|known| *known != correction.value),
        }
    }
}

/// The list as text, a line each.
pub fn write(list: &[Correction]) -> String {
    let mut out = String::new();
    for correction in list {
        let (article, passage) = (correction.article.to_string(), correction.passage.to_string());
        let holds = if correction.holds { "yes" } else { "no" };
        let pairs = [
            ("in", article.as_str()),
            ("passage", &passage),
            ("facet", &correction.facet),
            ("value", &correction.value),
            ("holds", holds),
            ("reason", &correction.reason),
        ];
        for (place, (key, value)) in pairs.into_iter().enumerate() {
            out.push_str(if place == 0 { "" } else { "&" });
            out.push_str(key);
            out.push('=');
            encode(value, &mut out);
        }
        out.push('\n');
    }
    out
}

/// Reads what [`write()`] wrote; a line that is none of ours is passed over.
pub fn read(text: &str) -> Vec<Correction> {
    let mut list = Vec::new();
    for correction in text.lines().filter_map(read_line) {
        add(&mut list, correction);
    }
    list
}

fn read_line(line: &str) -> Option<Correction> {
    let value = |wanted: &str| {
        let pairs = line.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(key, _)| *key == wanted).map(|(_, value)| decode(value)).next()
    };
    let facet = value("facet")?;
    column(&facet).filter(|column| CORRECTABLE.contains(column))?;
    Some(Correction {
        article: value("in")?.parse().ok()?,
        passage: value("passage")?.parse().ok()?,
        facet,
        value: value("value").filter(|value| !value.is_empty())?,
        holds: value("holds")? == "yes",
        reason: value("reason").unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn correction(facet: &str, value: &str, holds: bool) -> Correction {
        let (article, passage) = (ArticleId::of("a"), PassageId::of("p"));
        Correction { article, passage, facet: facet.into(), value: value.into(), holds, reason: String::new() }
    }

    #[test]
    fn the_newest_about_a_label_stays() {
        let mut list = Vec::new();
        add(&mut list, correction("claim", "skills", true));
        add(&mut list, correction("stance", "mixed", true));
        add(&mut list, correction("claim", "skills", false));
        add(&mut list, correction("stance", "neutral", true));
        add(&mut list, correction("claim", "policy", true));
        let seen: Vec<_> = list.iter().map(|one| (one.value.as_str(), one.holds)).collect();
        assert_eq!(seen, [("skills", false), ("neutral", true), ("policy", true)]);
    }

    #[test]
    fn labels_are_given_taken_and_the_stance_is_one() {
        let list = [
            correction("claim", "skills", true),
            correction("claim", "policy", false),
            correction("stance", "mixed", true),
        ];
        let after = |facet: usize, keys: &[&str]| {
            let mut keys: Vec<String> = keys.iter().map(|key| key.to_string()).collect();
            apply(&mut keys, facet, list.iter());
            keys
        };
        assert_eq!(after(CLAIM, &["policy", "hiring"]), ["hiring", "skills"]);
        assert_eq!(after(STANCE, &["neutral"]), ["mixed"]);
        assert_eq!(after(COMPANY, &["IBM"]), ["IBM"]);
    }

    #[test]
    fn strange_lines_cost_no_other() {
        let good = write(&[correction("company", "Müller & Söhne", true)]);
        let text = format!("nonsense\n{}{good}\nfacet=colour\n", good.replace("company", "article"));
        assert_eq!(read(&text), [correction("company", "Müller & Söhne", true)]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(value in "\\PC{1,12}", reason in "(\\PC|\n|&|=){0,40}", holds: bool) {
            let list = vec![Correction { reason, ..correction("claim", &value, holds) }];
            prop_assert_eq!(read(&write(&list)), list);
        }

        #[test]
        fn no_text_makes_it_panic(text in "[a-z=&%\n\\PC]{0,80}") {
            let _ = read(&text);
        }
    }
}
