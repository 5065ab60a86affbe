//! How well were a topic's labels given, where somebody measured it?
//!
//! A section of the pack, usually in `quality.txt`, that measuring writes and people read:
//!
//! ```text
//! [quality]
//! measured-de: an 412 Passagen, die beim Einstellen niemand ansah
//! measured-en: on 412 passages that nobody looked at while tuning
//! fails-de: Ironie ohne Anführungszeichen
//! fails-en: irony without quotation marks
//! # facet | label | passages that have it | precision in % | coverage in %
//! claim | job-cuts | 120 | 88 | 81
//! stance | mixed | 60 | 55 | 48
//! company | * | 300 | 94 | 90
//! ```
//!
//! `*` is the facet as a whole. *Precision*: of a hundred labels given, so many were right.
//! *Coverage*: of a hundred that should have been given, so many were. A label without a line has
//! not been measured, and the page says so. `fails-…` may stand several times.

use super::TopicError;
use super::Wording;
use super::format::{self, Entry};

/// How well one label was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The facet's key.
    pub facet: String,
    /// The label's key, `*` for all of the facet.
    pub label: String,
    /// How many of the passages have it.
    pub passages: u32,
    /// Of a hundred labels given, so many were right.
    pub precision: u8,
    /// Of a hundred that should have been given, so many were.
    pub coverage: u8,
}

/// What was measured, on what, and where it fails.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// On what.
    pub on: Wording,
    /// Label by label.
    pub labels: Vec<Measure>,
    /// Where it fails, German.
    pub fails_de: Vec<String>,
    /// Where it fails, English.
    pub fails_en: Vec<String>,
}

impl Measured {
    /// Takes in a line.
    pub(super) fn read(&mut self, entry: &Entry<'_>, errors: &mut Vec<TopicError>) {
        match format::named(entry.text) {
            Some(("measured-de", text)) => self.on.de = text.to_string(),
            Some(("measured-en", text)) => self.on.en = text.to_string(),
            Some(("fails-de", text)) => self.fails_de.push(text.to_string()),
            Some(("fails-en", text)) => self.fails_en.push(text.to_string()),
            _ => match measure(entry.text) {
                Some(measure) => self.labels.push(measure),
                None => errors.push(entry.error(
                    "this is no measure",
                    "write facet | label | passages | precision in % | coverage in %, the last two from 0 to 100",
                )),
            },
        }
    }

    /// The measure of a label.
    pub fn of(&self, facet: &str, label: &str) -> Option<&Measure> {
        self.labels.iter().find(|measure| measure.facet == facet && measure.label == label)
    }
}

fn measure(line: &str) -> Option<Measure> {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let &[facet, label, passages, precision, coverage] = fields.as_slice() else { return None };
    let percent = |text: &str| text.parse().ok().filter(|percent: &u8| *percent <= 100);
    Some(Measure {
        facet: facet.to_string(),
        label: label.to_string(),
        passages: passages.parse().ok()?,
        precision: percent(precision)?,
        coverage: percent(coverage)?,
    })
}

#[cfg(test)]
mod tests {
    use crate::topic::Topic;

    #[test]
    fn measures_are_read_and_wrong_ones_named() {
        let text = "[quality]\nmeasured-de: an 9\nfails-de: Ironie\nclaim | skills | 12 | 90 | 80\nclaim | skills | 12 | 190 | 80\nx";
        let (topic, errors) = Topic::read(&[("quality.txt", text)], &[]);
        assert_eq!(
            topic.measured.of("claim", "skills").map(|one| (one.passages, one.precision, one.coverage)),
            Some((12, 90, 80))
        );
        assert_eq!((topic.measured.on.de.as_str(), topic.measured.fails_de.len()), ("an 9", 1));
        assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [5, 6]);
    }

    /// The tables of `docs/labels.md` and the bundled file are written by hand from one run.
    #[test]
    fn the_bundled_measures_are_those_of_the_documentation() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/labels.md");
        let text = std::fs::read_to_string(path).unwrap();
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('|').map(str::trim).collect()).collect();
        let topic = Topic::bundled().0;
        let percent = |text: &str| (text.parse::<f64>().unwrap() * 100.0).round() as u8;
        let mut wrong = Vec::new();
        for claim in &topic.claims {
            let row = rows.iter().find(|row| row.len() == 7 && row[1] == claim.id).unwrap();
            let documented = (row[2].parse().unwrap(), percent(row[3]), percent(row[4]));
            let bundled = topic.measured.of("claim", &claim.id).map(|one| (one.passages, one.precision, one.coverage));
            if bundled != Some(documented) {
                let (passages, precision, coverage) = documented;
                wrong.push(format!("claim | {} | {passages} | {precision} | {coverage}", claim.id));
            }
        }
        assert!(wrong.is_empty(), "these lines belong into static/topic/quality.txt:\n{}", wrong.join("\n"));
    }
}
