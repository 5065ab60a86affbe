//! Which names does the pack know, and where may they stand?
//!
//! A line of `[companies]` or `[sources]`:
//! `Meta | also: Meta Platforms, Facebook | products: WhatsApp | unsure: Meta | not: Meta-Analyse`
//! - the first field is the name that is shown;
//! - `also:` further names of the same house, `products:` what belongs to it alone;
//! - `unsure:` names among them that are words of the language too: they count only where the
//!   passage speaks of a company ("Meta-Chef", "bei Meta", or a sure name elsewhere);
//! - `not:` longer expressions in which the name means something else;
//! - `in: de` in texts of this language the unsure names are no other word, and count by themselves
//!   ("Swiss" and "Lemonade" in German; in English wherever no sentence begins with them).

use std::collections::HashMap;

use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, Input, Match, MatchKind};

use super::format::{Entry, TopicError, list, named};
use crate::lang::Lang;

/// A company, or a source, that the pack knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Company {
    /// The name that is shown.
    pub name: String,
    /// Other names.
    pub also: Vec<String>,
    /// What belongs to it alone.
    pub products: Vec<String>,
    /// Names that need a sign that a company is meant.
    pub unsure: Vec<String>,
    /// Expressions in which it is not meant.
    pub not: Vec<String>,
    /// Languages in which the unsure names need no sign.
    pub sure_in: Vec<Lang>,
}

impl Company {
    pub(crate) fn read(entry: &Entry<'_>, errors: &mut Vec<TopicError>) -> Option<Company> {
        let mut fields = entry.fields();
        let name = fields.next().unwrap_or("");
        if name.is_empty() {
            errors.push(entry.error("the line has no name", "write the name before the first |"));
            return None;
        }
        let mut company = Company { name: name.to_string(), ..Company::default() };
        for field in fields {
            let Some((key, value)) = named(field) else {
                errors.push(
                    entry.error(
                        format!("“{field}” has no key"),
                        "write also:, products:, unsure:, not: or in: before it",
                    ),
                );
                continue;
            };
            let target = match key {
                "in" => {
                    for tag in list(value) {
                        match tag.parse() {
                            Ok(lang) => company.sure_in.push(lang),
                            Err(problem) => errors.push(
                                entry.error(format!("“{tag}” is {problem}"), "write in: de, in: en or in: de, en"),
                            ),
                        }
                    }
                    continue;
                }
                "also" => &mut company.also,
                "products" => &mut company.products,
                "unsure" => &mut company.unsure,
                "not" => &mut company.not,
                _ => {
                    errors.push(
                        entry.error(format!("there is no key {key}:"), "use also:, products:, unsure:, not: or in:"),
                    );
                    continue;
                }
            };
            target.extend(list(value).map(str::to_string));
        }
        Some(company)
    }
}

/// What a name found in a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameKind {
    /// The company at this place of the pack.
    Company { index: u32, unsure: bool, product: bool },
    /// The source at this place of the pack.
    Source { index: u32, unsure: bool },
    /// An expression that only looks like a name.
    Nothing,
}

/// All names, ready to be looked for.
#[derive(Debug, Default)]
pub(crate) struct Names {
    automaton: Option<NFA>,
    begins: Begins,
    kinds: Vec<NameKind>,
}

/// Which bytes begin a name: sets of sixteen-bit numbers, a bit each.
#[derive(Debug, Default)]
struct Begins {
    /// The first two.
    pairs: Vec<u64>,
    /// The same of names that have no third.
    short: Vec<u64>,
    /// The first three, of which some share a number.
    threes: Vec<u64>,
}

/// Two bytes as a number; beyond the end stands a zero.
fn two(bytes: &[u8], at: usize) -> u16 {
    let byte = |at: usize| u16::from(bytes.get(at).copied().unwrap_or(0));
    byte(at) << 8 | byte(at + 1)
}

fn three(bytes: &[u8], at: usize) -> u16 {
    let third = bytes.get(at + 2).copied().unwrap_or(0);
    ((u32::from(two(bytes, at)) << 8 | u32::from(third)).wrapping_mul(0x9e37_79b1) >> 16) as u16
}

fn note(set: &mut Vec<u64>, number: u16) {
    set.resize((usize::from(u16::MAX) + 1) / 64, 0);
    if let Some(word) = set.get_mut(usize::from(number) / 64) {
        *word |= 1 << (number % 64);
    }
}

fn is_in(set: &[u64], number: u16) -> bool {
    set.get(usize::from(number) / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
}

impl Begins {
    fn add(&mut self, name: &[u8]) {
        let first = two(name, 0);
        // A name of one byte begins with whatever stands behind it.
        let last = if name.len() > 1 { first } else { first | 0xff };
        for pair in first..=last {
            note(&mut self.pairs, pair);
            if name.len() < 3 {
                note(&mut self.short, pair);
            }
        }
        note(&mut self.threes, three(name, 0));
    }

    /// Whether a name may begin there.
    fn has(&self, bytes: &[u8], at: usize) -> bool {
        let pair = two(bytes, at);
        is_in(&self.pairs, pair) && (is_in(&self.threes, three(bytes, at)) || is_in(&self.short, pair))
    }
}

impl Names {
    pub(crate) fn build(companies: &[Company], sources: &[Company], errors: &mut Vec<TopicError>) -> Names {
        let mut names: Vec<(String, NameKind)> = Vec::new();
        let mut seen: HashMap<String, (usize, bool)> = HashMap::new();
        for (list, is_source) in [(companies, false), (sources, true)] {
            for (place, company) in list.iter().enumerate() {
                let index = u32::try_from(place).unwrap_or(u32::MAX);
                let own = std::iter::once(&company.name).chain(&company.also).map(|name| (name, false));
                for (name, product) in own.chain(company.products.iter().map(|name| (name, true))) {
                    let unsure = company.unsure.contains(name);
                    let kind = if is_source {
                        NameKind::Source { index, unsure }
                    } else {
                        NameKind::Company { index, unsure, product }
                    };
                    if seen.insert(name.clone(), (place, is_source)).is_some_and(|before| before != (place, is_source))
                    {
                        errors.push(TopicError {
                            file: if is_source { "sources" } else { "companies" }.to_string(),
                            line: 0,
                            problem: format!("the name {name} stands for two houses"),
                            remedy: "remove one of the two".to_string(),
                        });
                        continue;
                    }
                    names.push((name.clone(), kind));
                    if name.contains('\'') {
                        names.push((name.replace('\'', "’"), kind));
                    }
                    // Headlines in capitals.
                    let capitals = name.to_uppercase();
                    if capitals != *name && name.chars().count() > 3 && !seen.contains_key(&capitals) {
                        names.push((capitals, kind));
                    }
                }
                names.extend(company.not.iter().map(|name| (name.clone(), NameKind::Nothing)));
            }
        }
        let automaton = NFA::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .prefilter(false)
            .build(names.iter().map(|(name, _)| name))
            .ok();
        let mut begins = Begins::default();
        names.iter().for_each(|(name, _)| begins.add(name.as_bytes()));
        Names { automaton, begins, kinds: names.into_iter().map(|(_, kind)| kind).collect() }
    }

    /// The first name from a byte on, the longest where several begin there. Hardly any three bytes begin a
    /// name, so that the automaton is asked at few places, and is done with each after some letters.
    fn longest(&self, text: &str, from: usize) -> Option<Match> {
        let nfa = self.automaton.as_ref()?;
        let bytes = text.as_bytes();
        (from..bytes.len())
            .filter(|&at| self.begins.has(bytes, at))
            .find_map(|at| nfa.try_find(&Input::new(text).range(at..).anchored(Anchored::Yes)).ok().flatten())
    }

    /// The names in a text, from left to right, the longest first, each with its place. A name
    /// inside a word counts only where the word is its genitive.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize, NameKind)> + 't {
        let mut from = 0;
        let hits = std::iter::from_fn(move || {
            let hit = self.longest(text, from)?;
            from = hit.end().max(from + 1);
            Some(hit)
        });
        hits.filter_map(move |hit| {
            let before = text.get(..hit.start())?.chars().next_back();
            let after = text.get(hit.end()..)?;
            let free = !before.is_some_and(char::is_alphanumeric) && name_ends(after);
            free.then(|| self.kinds.get(hit.pattern().as_usize()).map(|&kind| (hit.start(), hit.end(), kind)))?
        })
    }
}

/// Whether a name may end before `after`: at a sign or blank, or before the ending of a genitive.
fn name_ends(after: &str) -> bool {
    let mut letters = after.chars();
    match letters.next() {
        Some('s') => !letters.next().is_some_and(char::is_alphanumeric),
        Some(next) => !next.is_alphanumeric(),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::topic::Topic;

    #[test]
    fn names_are_found_in_compounds_and_genitives_but_not_in_words() {
        let (topic, errors) = Topic::read(&[("a", "[companies]\nMeta | not: Meta-Analyse\nSAP\n")], &[]);
        assert_eq!(errors, []);
        let found: Vec<_> = topic
            .names
            .find("Metas SAP-Chef, Metapher, Meta-Analyse, SAPX")
            .map(|(start, end, _)| (start, end))
            .collect();
        assert_eq!(found, [(0, 4), (6, 9), (26, 38)]);
    }

    #[test]
    fn a_name_for_two_houses_is_reported() {
        let (_, errors) = Topic::read(&[("a", "[companies]\nAlpha | also: Gamma\nBeta | also: Gamma\n")], &[]);
        assert_eq!(errors.len(), 1);
        let (_, errors) = Topic::read(&[("a", "[companies]\n | also: x\nB | so: x\nC | x\nD | in: fr\n")], &[]);
        assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [2, 3, 4, 5]);
    }
}
