//! What is a set of articles about, and which words tell it?
//!
//! A [`Topic`] is data: plain-text files that a teacher can edit (`static/topic/`, the format is
//! described in its `README.md`) and the weights of a small linear model. It names the companies,
//! the claim types, the two sides of the stance, the cues of each language and the units of
//! figures. Reading it cannot fail as a whole: what is wrong is left out and named.

mod company;
pub(crate) mod cue;
mod format;
pub(crate) mod model;
pub mod quality;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::pack::PackFile;

pub use company::Company;
pub(crate) use company::{NameKind, Names};
pub(crate) use cue::Cues;
pub use format::TopicError;
pub(crate) use model::Model;

/// The version of the format that this program reads.
pub const FORMAT: u32 = 1;

/// A claim type, as a place in [`Topic::claims`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimId(pub u8);

/// On whose side a passage speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// For automation.
    ProAutomation,
    /// For people before automation.
    HumanFirst,
    /// Both, each with a weight of its own.
    Mixed,
    /// Neither.
    #[default]
    Neutral,
}

impl Stance {
    /// All of them, in the order of the codebook.
    pub const ALL: [Stance; 4] = [Stance::ProAutomation, Stance::HumanFirst, Stance::Mixed, Stance::Neutral];

    /// The name in links and files.
    pub fn id(self) -> &'static str {
        match self {
            Stance::ProAutomation => "pro-automation",
            Stance::HumanFirst => "human-first",
            Stance::Mixed => "mixed",
            Stance::Neutral => "neutral",
        }
    }

    /// Reads the name in links and files.
    pub fn from_id(id: &str) -> Option<Stance> {
        Stance::ALL.into_iter().find(|stance| stance.id() == id)
    }
}

impl fmt::Display for Stance {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.id())
    }
}

/// A word in the languages of the interface.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// German.
    pub de: String,
    /// English.
    pub en: String,
}

/// What a claim type or a stance is called, and what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// The name in links and files: `job-cuts`.
    pub id: String,
    /// What a reader sees.
    pub name: Wording,
    /// One line on what it means.
    pub meaning: Wording,
}

/// Something to try in the articles that the pack comes with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    /// The view, as a link carries it behind `#`.
    pub link: String,
    /// What it is called.
    pub title: Wording,
    /// Why it is worth a look.
    pub why: Wording,
}

/// The vocabulary of a topic.
#[derive(Debug, Default)]
pub struct Topic {
    /// The version of the pack: shown beside every label that it led to.
    pub version: String,
    /// What the topic is called.
    pub name: Wording,
    /// The claim types, in the order of the pack.
    pub claims: Vec<Label>,
    /// The stances, in the order of [`Stance::ALL`].
    pub stances: Vec<Label>,
    /// What to try first, in the order of the pack.
    pub examples: Vec<Example>,
    /// The companies, in the order of the pack.
    pub companies: Vec<Company>,
    /// Media, institutes, unions and authorities: named, but no companies.
    pub sources: Vec<Company>,
    pub(crate) names: Names,
    pub(crate) cues: Cues,
    /// How well the labels were given, where that was measured.
    pub measured: quality::Measured,
    pub(crate) model: Option<Model>,
}

/// The files of the bundled pack, by name.
const BUNDLED: &[(&str, &str)] = &[
    ("topic.txt", include_str!("../../static/topic/topic.txt")),
    ("companies.txt", include_str!("../../static/topic/companies.txt")),
    ("sources.txt", include_str!("../../static/topic/sources.txt")),
    ("claims-de.txt", include_str!("../../static/topic/claims-de.txt")),
    ("claims-en.txt", include_str!("../../static/topic/claims-en.txt")),
    ("stance-de.txt", include_str!("../../static/topic/stance-de.txt")),
    ("stance-en.txt", include_str!("../../static/topic/stance-en.txt")),
    ("words-de.txt", include_str!("../../static/topic/words-de.txt")),
    ("words-en.txt", include_str!("../../static/topic/words-en.txt")),
    ("quality.txt", include_str!("../../static/topic/quality.txt")),
    ("units.txt", include_str!("../../static/topic/units.txt")),
];

/// The weights of the bundled pack.
const BUNDLED_MODEL: &[u8] = include_bytes!("../../static/topic/model.bin");

impl Topic {
    /// The pack that comes with the program, with what is wrong in it (nothing, as a test makes sure).
    pub fn bundled() -> (Topic, Vec<TopicError>) {
        Topic::read(BUNDLED, BUNDLED_MODEL)
    }

    /// The files of the pack that comes with the program, its model among them, as a corpus file has them.
    pub fn bundled_files() -> Vec<PackFile> {
        let texts = BUNDLED.iter().map(|(name, text)| PackFile::new(*name, *text));
        texts.chain([PackFile::new("model.bin", BUNDLED_MODEL)]).collect()
    }

    /// The pack that comes with the program, without its model: cues alone decide. For the trainer.
    pub fn bundled_without_model() -> Topic {
        Topic::read(BUNDLED, &[]).0
    }

    /// The pack that comes with the program, with another model. For measuring.
    pub fn bundled_with(model: &[u8]) -> Topic {
        Topic::read(BUNDLED, model).0
    }

    /// Reads a pack from its files, each with its name, and the bytes of its model (none: cues
    /// alone decide). A file may hold any section; what cannot be read is left out and reported.
    pub fn read(files: &[(&str, &str)], model: &[u8]) -> (Topic, Vec<TopicError>) {
        let mut topic = Topic::default();
        let mut errors = Vec::new();
        for stance in Stance::ALL {
            topic.stances.push(Label { id: stance.id().to_string(), ..Label::default() });
        }
        let all: Vec<_> = files.iter().flat_map(|(file, text)| format::entries(file, text, &mut errors)).collect();
        // The claim types come first, wherever they stand: cues refer to them.
        for entry in &all {
            match entry.section {
                "topic" => topic.read_head(entry, &mut errors),
                "claims" => topic.read_label(entry, false, &mut errors),
                "stances" => topic.read_label(entry, true, &mut errors),
                _ => {}
            }
        }
        for entry in &all {
            match entry.section {
                "topic" | "claims" | "stances" => {}
                "examples" => topic.read_example(entry, &mut errors),
                "quality" => topic.measured.read(entry, &mut errors),
                "companies" => topic.companies.extend(Company::read(entry, &mut errors)),
                "sources" => topic.sources.extend(Company::read(entry, &mut errors)),
                section => topic.read_cue(section, entry, &mut errors),
            }
        }
        topic.names = Names::build(&topic.companies, &topic.sources, &mut errors);
        topic.cues.finish();
        if !model.is_empty() {
            match Model::read(model, &topic) {
                Ok(model) => topic.model = Some(model),
                Err(problem) => errors.push(TopicError {
                    file: "model.bin".to_string(),
                    line: 0,
                    problem: problem.to_string(),
                    remedy: "train it again (cargo xtask train); until then the cues alone decide".to_string(),
                }),
            }
        }
        (topic, errors)
    }

    fn read_head(&mut self, entry: &format::Entry<'_>, errors: &mut Vec<TopicError>) {
        match format::named(entry.text) {
            Some(("format", value)) => {
                if value.parse() != Ok(FORMAT) {
                    errors.push(entry.error(
                        format!("the pack is of format {value}, this program reads {FORMAT}"),
                        "use the program that came with the pack, or write format: 1",
                    ));
                }
            }
            Some(("version", value)) => self.version = value.to_string(),
            Some(("name-de", value)) => self.name.de = value.to_string(),
            Some(("name-en", value)) => self.name.en = value.to_string(),
            _ => errors.push(entry.error("not known here", "write format:, version:, name-de: or name-en:")),
        }
    }

    fn read_example(&mut self, entry: &format::Entry<'_>, errors: &mut Vec<TopicError>) {
        let fields: Vec<&str> = entry.fields().collect();
        let &[link, de, en, why_de, why_en] = fields.as_slice() else {
            errors.push(entry.error(
                format!("{} fields where five are expected", fields.len()),
                "write link | Titel | title | Warum | why, the link as it stands behind # in the address",
            ));
            return;
        };
        self.examples.push(Example {
            link: link.to_string(),
            title: Wording { de: de.to_string(), en: en.to_string() },
            why: Wording { de: why_de.to_string(), en: why_en.to_string() },
        });
    }

    fn read_label(&mut self, entry: &format::Entry<'_>, stance: bool, errors: &mut Vec<TopicError>) {
        let fields: Vec<&str> = entry.fields().collect();
        let &[id, de, en, meaning_de, meaning_en] = fields.as_slice() else {
            errors.push(entry.error(
                format!("{} fields where five are expected", fields.len()),
                "write id | Deutsch | English | Bedeutung | meaning",
            ));
            return;
        };
        let label = Label {
            id: id.to_string(),
            name: Wording { de: de.to_string(), en: en.to_string() },
            meaning: Wording { de: meaning_de.to_string(), en: meaning_en.to_string() },
        };
        if stance {
            match self.stances.iter_mut().find(|known| known.id == id) {
                Some(known) => *known = label,
                None => errors.push(
                    entry
                        .error(format!("there is no stance {id}"), "use pro-automation, human-first, mixed or neutral"),
                ),
            }
        } else if self.claims.iter().any(|known| known.id == id) {
            errors.push(entry.error(format!("the claim type {id} stands here a second time"), "remove one of the two"));
        } else if self.claims.len() >= 64 {
            errors.push(entry.error("there are more than 64 claim types", "remove some"));
        } else {
            self.claims.push(label);
        }
    }

    fn read_cue(&mut self, section: &str, entry: &format::Entry<'_>, errors: &mut Vec<TopicError>) {
        let mut words = section.split_whitespace();
        let known = match (words.next(), words.next(), words.next()) {
            (Some("claim"), Some(id), None) => self.claim(id).is_some(),
            (Some("stance"), Some(id), None) => Stance::from_id(id).is_some(),
            (Some("class" | "unit"), Some(_), None) => true,
            _ => false,
        };
        if !known {
            errors.push(entry.error(
                format!("there is no section [{section}]"),
                "use [claim ID], [stance ID], [class NAME], [unit UNIT], [companies], [sources] or [examples]",
            ));
            return;
        }
        // Classes are referred to by their plain name, labels and units with their kind before it.
        let name =
            section.strip_prefix("class ").map_or_else(|| section.replace(' ', ":"), |name| name.trim().to_string());
        match self.cues.class_or_new(&name) {
            None => errors.push(entry.error("there are more than 256 classes", "join some of them")),
            Some(class) => {
                if let Err(problem) = self.cues.add(class, entry.text) {
                    errors.push(entry.error(problem, "see README.md of the pack on how a cue is written"));
                }
            }
        }
    }

    /// The claim type with this id.
    pub fn claim(&self, id: &str) -> Option<ClaimId> {
        let index = self.claims.iter().position(|claim| claim.id == id)?;
        u8::try_from(index).ok().map(ClaimId)
    }

    /// What a claim type is called and means.
    pub fn claim_label(&self, id: ClaimId) -> Option<&Label> {
        self.claims.get(usize::from(id.0))
    }

    /// What a stance is called and means.
    pub fn stance_label(&self, stance: Stance) -> Option<&Label> {
        self.stances.get(stance as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_pack_is_read_without_an_error() {
        let (topic, errors) = Topic::bundled();
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(errors, Vec::<String>::new());
        assert_eq!(topic.claims.len(), 10);
        assert!(topic.companies.len() >= 150, "{} companies", topic.companies.len());
        for label in topic.claims.iter().chain(&topic.stances) {
            assert!(!label.name.de.is_empty() && !label.meaning.en.is_empty(), "{}", label.id);
        }
    }

    #[test]
    fn errors_name_file_line_and_remedy() {
        let files = [(
            "t.txt",
            "[topic]\nformat: 9\n[claims]\na | b\n[stances]\nx | a | b | c | d\n[claim z]\nw\n[class q]\n(a\n[what]\nv\n[examples]\nq=x | X",
        )];
        let (_, errors) = Topic::read(&files, &[]);
        let shown: Vec<String> = errors.iter().map(|error| format!("{}:{}", error.file, error.line)).collect();
        assert_eq!(shown, ["t.txt:2", "t.txt:4", "t.txt:6", "t.txt:8", "t.txt:10", "t.txt:12", "t.txt:14"]);
        assert!(errors.iter().all(|error| !error.remedy.is_empty()));
    }
}
