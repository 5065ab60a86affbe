//! How are cues written in the pack, and which of them stand in a passage?
//!
//! A cue is a pattern over words, one a line, in a section that names its class:
//!
//! - `entlass*` a word that begins so, `*abbau` one that ends so, `*streich*` one that holds it;
//! - a pattern with a capital wants a capital in the text (`Stellen` is not `stellen`);
//! - `a b` two words side by side, `a .. b` with up to [`GAP`] words between them in one sentence;
//! - a star alone is any word (not as the first);
//! - `(a|b)` either, `<class>` any word of a class;
//! - several cues may stand in a line, divided by commas;
//! - ` = 3` at the end is the weight of the line's cues where no model decides (1 if left out; below zero
//!   speaks against).
//!
//! What a word fits is the same wherever the word stands: [`WordCues`] may be kept. Longer patterns are
//! then tried from the words ([`find`]).

use std::collections::HashMap;

use aho_corasick::MatchKind;
use aho_corasick::nfa::noncontiguous::NFA;

use crate::sort;

mod find;

pub(crate) use find::{CueStore, Found, WordCues};

/// How many words may stand between two parts of a cue. At zero `..` means "side by side"; as it
/// grows, parts of different statements are taken together.
pub(crate) const GAP: usize = 9;

/// Marks a group among the symbols of a token.
const GROUP: u32 = 1 << 31;

/// The most classes that a pack may have.
pub(crate) const MOST_CLASSES: usize = 256;

/// A set of classes, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ClassSet([u64; MOST_CLASSES / 64]);

impl ClassSet {
    /// Adds a class.
    pub fn add(&mut self, class: u16) {
        if let Some(word) = self.0.get_mut(usize::from(class) / 64) {
            *word |= 1 << (class % 64);
        }
    }

    /// Whether a class is in both.
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, other)| one & other != 0)
    }

    /// Whether the class is in.
    pub fn has(&self, class: u16) -> bool {
        self.0.get(usize::from(class) / 64).is_some_and(|word| word >> (class % 64) & 1 == 1)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    Atom(u32),
    /// One of several words.
    Group(u32),
    Class(u16),
    /// Any word or number: a star alone.
    Any,
}

#[derive(Clone, Debug)]
struct Cue {
    class: u16,
    weight: i16,
    /// Each part with whether a gap may stand before it.
    parts: Vec<(Part, bool)>,
}

/// All cues of a pack, ready to be looked for.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    classes: Vec<String>,
    by_name: HashMap<String, u16>,
    atoms: HashMap<(String, bool), u32>,
    atom_wants_capital: Vec<bool>,
    /// Classes that a single word of this kind belongs to, with the weight.
    atom_classes: Vec<Vec<(u16, i16)>>,
    /// Longer cues by their first part.
    by_first_atom: Vec<Vec<u32>>,
    by_first_class: Vec<Vec<u32>>,
    by_first_group: Vec<Vec<u32>>,
    /// Groups of words that stand for each other in a cue.
    groups: HashMap<Vec<u32>, u32>,
    /// The groups that a word is in.
    groups_of: Vec<Vec<u32>>,
    cues: Vec<Cue>,
    /// Quick to build; each word of a text is looked for but once.
    automaton: Option<NFA>,
}

impl Cues {
    /// The names of the classes, by number.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// The number of a class.
    pub fn class(&self, name: &str) -> Option<u16> {
        self.by_name.get(name).copied()
    }

    /// The number of a class, made if it is new; nothing where there are too many.
    pub fn class_or_new(&mut self, name: &str) -> Option<u16> {
        if let Some(class) = self.class(name) {
            return Some(class);
        }
        if self.classes.len() >= MOST_CLASSES {
            return None;
        }
        let class = u16::try_from(self.classes.len()).ok()?;
        self.classes.push(name.to_string());
        self.by_name.insert(name.to_string(), class);
        self.by_first_class.push(Vec::new());
        Some(class)
    }

    fn atom(&mut self, word: &str) -> Result<u32, &'static str> {
        let (open_start, open_end) = (word.starts_with('*'), word.ends_with('*') && word.len() > 1);
        let bare = word.trim_matches('*');
        if bare.is_empty() || bare.contains('*') {
            return Err("a star stands alone or inside a word");
        }
        let capital = bare.chars().next().is_some_and(char::is_uppercase) && !open_start;
        // With room for all of it: thousands of these are made before the first passage is shown.
        let mut key = String::with_capacity(bare.len() + 2);
        if !open_start {
            key.push(' ');
        }
        let lower = bare.to_lowercase();
        if lower.is_ascii() {
            key.push_str(&lower)
        } else {
            key.push_str(&lower.replace('’', "'"))
        }
        if !open_end {
            key.push(' ');
        }
        if let Some(&atom) = self.atoms.get(&(key.clone(), capital)) {
            return Ok(atom);
        }
        let atom = u32::try_from(self.atoms.len()).map_err(|_| "there are too many cues")?;
        self.atoms.insert((key, capital), atom);
        self.atom_wants_capital.push(capital);
        self.atom_classes.push(Vec::new());
        self.by_first_atom.push(Vec::new());
        self.groups_of.push(Vec::new());
        Ok(atom)
    }

    /// Adds a line of the pack to a class.
    ///
    /// # Errors
    /// What is wrong with the line.
    pub fn add(&mut self, class: u16, line: &str) -> Result<(), &'static str> {
        let (pattern, weight) = match line.rsplit_once(" = ") {
            Some((pattern, weight)) => {
                (pattern, weight.trim().parse::<i16>().map_err(|_| "what stands behind = is no whole number")?)
            }
            None => (line, 1),
        };
        let mut choices = Vec::new();
        for cue in pattern.split(',').map(str::trim).filter(|cue| !cue.is_empty()) {
            choices.extend(expand(cue)?);
        }
        if choices.is_empty() {
            return Err("the line has no cue");
        }
        for pieces in choices {
            let mut parts = Vec::new();
            let mut gap = false;
            for piece in &pieces {
                if piece.as_slice() == [".."] {
                    gap = true;
                    continue;
                }
                let part = self.part(piece, parts.is_empty())?;
                parts.push((part, gap && !parts.is_empty()));
                gap = false;
            }
            match parts.as_slice() {
                [] => return Err("the cue has no word"),
                [(Part::Class(_) | Part::Any, _)] => return Err("a class alone is no cue"),
                [(Part::Atom(atom), _)] => self.add_single(*atom, class, weight),
                [(Part::Group(group), _)] => {
                    let atoms = self.groups.iter().find(|(_, id)| *id == group).map(|(atoms, _)| atoms.clone());
                    for atom in atoms.unwrap_or_default() {
                        self.add_single(atom, class, weight);
                    }
                }
                [(first, _), ..] => {
                    let number = u32::try_from(self.cues.len()).map_err(|_| "there are too many cues")?;
                    let list = match *first {
                        Part::Atom(atom) => self.by_first_atom.get_mut(atom as usize),
                        Part::Group(group) => self.by_first_group.get_mut(group as usize),
                        Part::Class(class) => self.by_first_class.get_mut(usize::from(class)),
                        Part::Any => None,
                    };
                    if let Some(list) = list {
                        list.push(number);
                    }
                    self.cues.push(Cue { class, weight, parts });
                }
            }
        }
        Ok(())
    }

    fn add_single(&mut self, atom: u32, class: u16, weight: i16) {
        if let Some(list) = self.atom_classes.get_mut(atom as usize) {
            list.push((class, weight));
        }
    }

    /// One place of a cue: a word, a class, any word, or one of several words.
    fn part(&mut self, words: &[&str], first: bool) -> Result<Part, &'static str> {
        if let &[word] = words {
            return match word.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
                Some(name) => Ok(Part::Class(self.class_or_new(name).ok_or("there are too many classes")?)),
                None if word == "*" && !first => Ok(Part::Any),
                None => Ok(Part::Atom(self.atom(word)?)),
            };
        }
        let mut atoms = words.iter().map(|word| self.atom(word)).collect::<Result<Vec<u32>, _>>()?;
        sort::ascending(&mut atoms);
        atoms.dedup();
        if let Some(&group) = self.groups.get(&atoms) {
            return Ok(Part::Group(group));
        }
        let group = u32::try_from(self.groups.len()).map_err(|_| "there are too many cues")?;
        for &atom in &atoms {
            if let Some(list) = self.groups_of.get_mut(atom as usize) {
                list.push(group);
            }
        }
        self.groups.insert(atoms, group);
        self.by_first_group.push(Vec::new());
        Ok(Part::Group(group))
    }

    /// Builds the automaton; to be called once all lines are in.
    pub fn finish(&mut self) {
        let mut keys = vec![""; self.atoms.len()];
        for ((key, _), &atom) in &self.atoms {
            if let Some(place) = keys.get_mut(atom as usize) {
                *place = key;
            }
        }
        self.automaton = NFA::builder().match_kind(MatchKind::Standard).prefilter(false).build(keys).ok();
    }
}

/// Reads a cue as places, each with the words that may stand there; choices of more than one word
/// are written out as cues of their own: `a (b|c|d e)` is `a` with `b` or `c`, and `a d e`.
fn expand(pattern: &str) -> Result<Vec<Vec<Vec<&str>>>, &'static str> {
    let Some(open) = pattern.find('(') else {
        return if pattern.contains(')') {
            Err("a ) stands without its (")
        } else {
            Ok(vec![pattern.split_whitespace().map(|word| vec![word]).collect()])
        };
    };
    let (before, rest) = pattern.split_at(open);
    let Some((inside, after)) = rest.get(1..).and_then(|rest| rest.split_once(')')) else {
        return Err("a ( is not closed");
    };
    if before.contains(')') || inside.contains('(') {
        return Err("a choice stands inside a choice");
    }
    let plain = |choice: &&str| !choice.contains(char::is_whitespace) && !choice.starts_with('<') && *choice != "*";
    let choices: Vec<&str> = inside.split('|').map(str::trim).filter(|choice| !choice.is_empty()).collect();
    let words: Vec<&str> = choices.iter().copied().filter(|choice| plain(choice)).collect();
    let mut middles: Vec<Vec<Vec<&str>>> = Vec::new();
    if !words.is_empty() {
        middles.push(vec![words]);
    }
    for choice in choices.iter().filter(|choice| !plain(choice)) {
        middles.push(choice.split_whitespace().map(|word| vec![word]).collect());
    }
    let front: Vec<Vec<&str>> = before.split_whitespace().map(|word| vec![word]).collect();
    let mut out = Vec::new();
    for tail in expand(after)? {
        for middle in &middles {
            out.push(front.iter().chain(middle).chain(&tail).cloned().collect());
        }
    }
    if out.len() > 4096 { Err("the cue has too many alternatives") } else { Ok(out) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::token::tokens;

    fn found(lines: &[(&str, &str)], text: &str) -> Vec<String> {
        let mut cues = Cues::default();
        for (class, line) in lines {
            let class = cues.class_or_new(class).unwrap();
            cues.add(class, line).unwrap();
        }
        cues.finish();
        let tokens = tokens(text);
        let found = cues.find(&tokens);
        found
            .hits
            .iter()
            .map(|hit| {
                let words: Vec<&str> = (hit.first..=hit.last).map(|at| tokens.fold(at)).collect();
                format!("{} {}", cues.classes()[usize::from(hit.class)], words.join(" "))
            })
            .collect()
    }

    #[test]
    fn beginnings_ends_and_capitals() {
        let lines = [("a", "entlass*"), ("b", "*abbau"), ("c", "Stellen"), ("d", "*streich*")];
        let text = "Stellen und stellen: entlassene, Stellenabbau, Entlassung, gestrichen, Streichung.";
        assert_eq!(
            found(&lines, text),
            ["c stellen", "a entlassene", "b stellenabbau", "a entlassung", "d streichung"]
        );
    }

    #[test]
    fn separable_verbs_stay_in_their_sentence() {
        let lines = [("cut", "bau* .. ab")];
        assert_eq!(found(&lines, "Die Bank baut 30 Stellen ab."), ["cut baut 30 stellen ab"]);
        assert!(found(&lines, "Die Bank baut um. Sie gibt Geld ab.").is_empty());
    }

    #[test]
    fn classes_and_alternatives() {
        let lines = [("job", "(Stellen|jobs)"), ("cut", "streich*"), ("x", "<cut> .. <job>")];
        assert_eq!(
            found(&lines, "Wir streichen drei Stellen"),
            ["cut streichen", "x streichen drei stellen", "job stellen"]
        );
    }

    #[test]
    fn wrong_lines_are_named() {
        let mut cues = Cues::default();
        let class = cues.class_or_new("a").unwrap();
        for line in ["(a", "a)", "*", "a*b", "a = x", ".."] {
            assert!(cues.add(class, line).is_err(), "{line}");
        }
    }
}
