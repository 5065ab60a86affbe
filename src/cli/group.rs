//! `lesart group`: JSON Lines of passages in, their groups out.
//!
//! In: one `{"id": …, "text": …, "article"?: …}` a line; `id` a string or a number, unique. Out, in
//! the same order: `{"id", "group", "relation"}`, where `group` is the id of the passage that stands
//! for the group. With `--inside FILE`, pairs `small TAB large`, one a line.

use crate::dedup::{self, Grouping, Item, Relation};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufRead, Write};
use std::ops::ControlFlow;

use super::lines::{self, BadLine};

/// What `lesart group` found wrong.
#[derive(Debug)]
pub enum Error {
    /// More text than one run can take.
    TooLarge,
    /// Reading or writing failed.
    Io(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(f, "more than 400 MB of text: group it in parts"),
            Self::Io(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

#[derive(Deserialize)]
struct Line {
    id: Name,
    text: String,
    #[serde(default)]
    article: Option<Name>,
}

#[derive(Deserialize, Serialize, Clone, PartialEq, Eq, Hash)]
#[serde(untagged)]
enum Name {
    Text(String),
    Number(i64),
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{text}"),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Name,
    group: &'a Name,
    relation: &'static str,
}

/// Counts of a run, for a closing line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Passages read.
    pub passages: usize,
    /// Groups found.
    pub groups: usize,
    /// Pairs of wordings of which one stands inside the other.
    pub inside: usize,
    /// Lines that could not be used.
    pub bad: usize,
}

/// Reads passages, groups them, writes the groups and, if wanted, what stands inside what. `bad` is told
/// each line that cannot be used; the others are grouped.
///
/// # Errors
/// More text than fits, or what reading or writing said.
pub fn run(
    input: &mut dyn BufRead,
    output: &mut dyn Write,
    inside: Option<&mut dyn Write>,
    bad: &mut dyn FnMut(&BadLine),
) -> Result<Summary, Error> {
    let (lines, bad) = read(input, bad)?;
    let mut articles: HashMap<&Name, u32> = HashMap::new();
    let items: Vec<Item<'_>> = lines
        .iter()
        .map(|line| {
            let article = line.article.as_ref().map_or(u32::MAX, |name| {
                let fresh = articles.len() as u32;
                *articles.entry(name).or_insert(fresh)
            });
            Item { text: &line.text, article }
        })
        .collect();
    let grouping = dedup::group(&items, &mut |_| ControlFlow::Continue(())).map_err(|_| Error::TooLarge)?;
    for (item, line) in lines.iter().enumerate() {
        let shown = grouping.representatives[grouping.group_of[item] as usize];
        let relation = match grouping.relation[item] {
            Relation::Representative => "representative",
            Relation::Identical => "identical",
            Relation::Normalised => "normalised",
            Relation::Variant => "variant",
        };
        let answer = Answer { id: &line.id, group: &lines[shown as usize].id, relation };
        serde_json::to_writer(&mut *output, &answer).map_err(io::Error::from)?;
        output.write_all(b"\n")?;
    }
    output.flush()?;
    if let Some(inside) = inside {
        write_inside(&lines, &grouping, inside)?;
    }
    Ok(Summary { passages: lines.len(), groups: grouping.representatives.len(), inside: grouping.inside.len(), bad })
}

fn read(input: &mut dyn BufRead, bad: &mut dyn FnMut(&BadLine)) -> io::Result<(Vec<Line>, usize)> {
    let mut all = Vec::new();
    let mut seen: HashMap<Name, usize> = HashMap::new();
    let mut each = |number, line: Line| {
        if let Some(first) = seen.get(&line.id) {
            let problem = format!("the id \"{}\" stands in line {first} already; give each passage its own", line.id);
            return Ok(Err(problem));
        }
        seen.insert(line.id.clone(), number);
        all.push(line);
        Ok(Ok(()))
    };
    let wrong = lines::read(input, &mut each, bad)?;
    Ok((all, wrong))
}

/// Wordings that stand in so many items that every pair would fill the disk are written once each way.
const MOST_PAIRS: usize = 10_000;

fn write_inside(lines: &[Line], grouping: &Grouping, inside: &mut dyn Write) -> Result<(), Error> {
    let mut copies: HashMap<u32, Vec<u32>> = HashMap::new();
    for (item, &first) in grouping.same_text.iter().enumerate() {
        copies.entry(first).or_default().push(item as u32);
    }
    for (small, large) in &grouping.inside {
        let (Some(smalls), Some(larges)) = (copies.get(small), copies.get(large)) else { continue };
        let few = smalls.len().saturating_mul(larges.len()) <= MOST_PAIRS;
        for (i, &a) in smalls.iter().enumerate() {
            for (j, &b) in larges.iter().enumerate() {
                if few || i == 0 || j == 0 {
                    writeln!(inside, "{}\t{}", lines[a as usize].id, lines[b as usize].id)?;
                }
            }
        }
    }
    inside.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(input: &str) -> (String, String, Summary, Vec<String>) {
        let (mut output, mut inside, mut told) = (Vec::new(), Vec::new(), Vec::new());
        let mut bad = |bad: &BadLine| told.push(bad.to_string());
        let summary = run(&mut input.as_bytes(), &mut output, Some(&mut inside), &mut bad).unwrap();
        assert_eq!(summary.bad, told.len());
        (String::from_utf8(output).unwrap(), String::from_utf8(inside).unwrap(), summary, told)
    }

    const LONG: &str = "Klarna will die Hälfte seiner Mitarbeiter loswerden, berichtet die BBC am Dienstag aus London.";
    const OTHER: &str =
        "Der Betriebsrat kritisierte die Pläne scharf und verlangte Verhandlungen über einen Sozialplan.";

    #[test]
    fn lines_go_in_and_groups_come_out_in_order() {
        let input = format!(
            "{{\"id\":\"a\",\"text\":\"{LONG}\"}}\n\n{{\"id\":2,\"text\":\"{}\",\"article\":\"x\"}}\n{{\"id\":\"b\",\"text\":\"{LONG}\"}}\n{{\"id\":\"o\",\"text\":\"{OTHER}\"}}\n{{\"id\":\"c\",\"text\":\"{LONG} {OTHER}\"}}\n",
            LONG.to_uppercase()
        );
        let (output, inside, summary, _) = group(&input);
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(lines[0], r#"{"id":"a","group":"a","relation":"representative"}"#);
        assert_eq!(lines[1], r#"{"id":2,"group":"a","relation":"normalised"}"#);
        assert_eq!(lines[2], r#"{"id":"b","group":"a","relation":"identical"}"#);
        assert_eq!(lines[4], r#"{"id":"c","group":"c","relation":"representative"}"#);
        assert_eq!(inside.lines().collect::<Vec<_>>(), ["a\tc", "2\tc", "b\tc", "o\tc"]);
        assert_eq!((summary.passages, summary.groups), (5, 3));
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_is_grouped() {
        let (output, _, summary, told) = group(
            "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"y\"}\n{\"id\":\"b\"}\n\n[1]\n{\"id\":\"c\",\"text\":\"z\"}",
        );
        assert_eq!((output.lines().count(), summary.bad), (2, 3));
        assert_eq!(told[0], "line 2: the id \"a\" stands in line 1 already; give each passage its own");
        assert!(
            told[1].starts_with("line 3: missing field `text`") && told[1].contains("one JSON object a line"),
            "{told:?}"
        );
        assert!(told[2].starts_with("line 5: "), "{told:?}");
        assert_eq!(group("").0, "");
    }
}
