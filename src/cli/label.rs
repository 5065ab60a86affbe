//! `lesart label`: labels for passages, a JSON object a line in and out.

use std::fmt;
use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::label::{Evidence, Labels, annotate};
use crate::lang::Lang;
use crate::topic::Topic;

/// What went wrong, and in which line of the input.
#[derive(Debug)]
pub enum LabelError {
    /// A line is no passage.
    Line {
        /// Counted from one.
        line: usize,
        /// What is wrong and what to do.
        problem: String,
    },
    /// Reading or writing failed.
    Io(io::Error),
}

impl fmt::Display for LabelError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LabelError::Line { line, problem } => write!(out, "line {line}: {problem}"),
            LabelError::Io(error) => write!(out, "{error}"),
        }
    }
}

impl std::error::Error for LabelError {}

impl From<io::Error> for LabelError {
    fn from(error: io::Error) -> Self {
        LabelError::Io(error)
    }
}

/// A line of the input; further fields are passed over.
#[derive(Deserialize)]
struct Line {
    id: Value,
    text: String,
    #[serde(default)]
    lang: Option<String>,
}

#[derive(Serialize)]
struct Out<'a> {
    id: Value,
    companies: Vec<&'a str>,
    claims: Vec<&'a str>,
    stance: &'a str,
    figures: Vec<Value>,
    evidence: Value,
}

/// Reads passages and writes their labels.
///
/// # Errors
/// The first line that is no JSON object with `id` and `text`, or what reading or writing said.
pub fn run(input: &mut dyn BufRead, output: &mut dyn Write, topic: &Topic) -> Result<(), LabelError> {
    let mut line = String::new();
    let mut number = 0;
    loop {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            return Ok(());
        }
        number += 1;
        let trimmed = line.trim_start_matches('\u{feff}').trim();
        if trimmed.is_empty() {
            continue;
        }
        let passage: Line = serde_json::from_str(trimmed).map_err(|error| LabelError::Line {
            line: number,
            problem: format!("not a passage ({error}); a JSON object with \"id\" and \"text\" is expected"),
        })?;
        let lang = match passage.lang.as_deref() {
            Some(lang) if lang.starts_with("de") => Some(Lang::De),
            Some(lang) if lang.starts_with("en") => Some(Lang::En),
            _ => None,
        };
        let labels = annotate(&passage.text, lang, topic);
        serde_json::to_writer(&mut *output, &shown(passage.id, &labels, topic)).map_err(io::Error::from)?;
        output.write_all(b"\n")?;
    }
}

fn evidence(list: &[Evidence]) -> Vec<Value> {
    list.iter()
        .map(|one| json!({"start": one.span.start, "end": one.span.end, "rule": one.rule, "weight": one.weight}))
        .collect()
}

fn shown<'a>(id: Value, labels: &'a Labels, topic: &'a Topic) -> Out<'a> {
    let claim_id = |claim| topic.claim_label(claim).map_or("", |label| label.id.as_str());
    Out {
        id,
        companies: labels.companies.iter().map(|company| company.name.as_str()).collect(),
        claims: labels.claims.iter().map(|claim| claim_id(claim.claim)).collect(),
        stance: labels.stance.stance.id(),
        figures: labels
            .figures
            .iter()
            .map(|figure| json!({"value": number(figure.value), "unit": figure.unit.id()}))
            .collect(),
        evidence: json!({
            "companies": labels.companies.iter().map(|company| json!({
                "name": company.name, "known": company.known, "evidence": evidence(&company.evidence),
            })).collect::<Vec<_>>(),
            "claims": labels.claims.iter().map(|claim| json!({
                "claim": claim_id(claim.claim), "score": claim.score, "said_by": claim.said_by, "evidence": evidence(&claim.evidence),
            })).collect::<Vec<_>>(),
            "stance": {"score": labels.stance.score, "evidence": evidence(&labels.stance.evidence)},
            "figures": labels.figures,
            "lang": labels.lang,
            "topic": topic.version,
        }),
    }
}

/// Whole values without a point, as people write them; fractions to four places.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9e15 { json!(value as i64) } else { json!((value * 1e4).round() / 1e4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled(input: &str) -> Result<String, String> {
        let mut output = Vec::new();
        let topic = Topic::bundled().0;
        run(&mut input.as_bytes(), &mut output, &topic).map_err(|error| error.to_string())?;
        Ok(String::from_utf8(output).unwrap())
    }

    #[test]
    fn a_line_out_for_a_line_in() {
        let out =
            labelled("{\"id\":\"a\",\"text\":\"Klarna streicht 300 Stellen.\"}\n\n{\"id\":7,\"text\":\"\"}\n").unwrap();
        let rows: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0]["companies"], json!(["Klarna"]));
        assert_eq!(rows[0]["figures"], json!([{"value": 300, "unit": "people"}]));
        assert_eq!(rows[1]["id"], json!(7));
        assert_eq!(rows[1]["stance"], json!("neutral"));
    }

    #[test]
    fn an_error_names_its_line() {
        let error = labelled("{\"id\":1,\"text\":\"x\"}\nnonsense\n").unwrap_err();
        assert!(error.starts_with("line 2: not a passage"), "{error}");
        assert!(labelled("{\"id\":1}").is_err());
    }
}
