//! `lesart label`: labels for passages, a JSON object a line in and out, one at a time.

use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::label::{Annotator, Evidence, Labels};
use crate::topic::Topic;

use super::lines::{self, BadLine};

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

/// Reads passages and writes their labels; gives how many lines could not be used, each of which `bad`
/// was told.
///
/// # Errors
/// What reading or writing said.
pub fn run(
    input: &mut dyn BufRead,
    output: &mut dyn Write,
    topic: &Topic,
    bad: &mut dyn FnMut(&BadLine),
) -> io::Result<usize> {
    let mut annotator = Annotator::new(topic);
    let mut each = |_, passage: Line| {
        let lang = passage.lang.as_deref().and_then(|lang| lang.parse().ok());
        let labels = annotator.annotate(&passage.text, lang);
        serde_json::to_writer(&mut *output, &shown(passage.id, &labels, topic))?;
        output.write_all(b"\n")?;
        Ok(Ok(()))
    };
    lines::read(input, &mut each, bad)
}

fn evidence(list: &[Evidence]) -> Vec<Value> {
    list.iter()
        .map(|one| json!({"start": one.span.start, "end": one.span.end, "rule": &*one.rule, "weight": one.weight}))
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

    fn labelled(input: &str) -> (Vec<Value>, Vec<String>) {
        let (mut output, mut told) = (Vec::new(), Vec::new());
        let topic = Topic::bundled().0;
        let wrong = run(&mut input.as_bytes(), &mut output, &topic, &mut |bad| told.push(bad.to_string())).unwrap();
        assert_eq!(wrong, told.len());
        (String::from_utf8(output).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect(), told)
    }

    #[test]
    fn a_line_out_for_a_line_in() {
        let (rows, told) =
            labelled("{\"id\":\"a\",\"text\":\"Klarna streicht 300 Stellen.\"}\n\n{\"id\":7,\"text\":\"\"}\n");
        assert_eq!((rows.len(), told.len()), (2, 0));
        assert_eq!(rows[0]["companies"], json!(["Klarna"]));
        assert_eq!(rows[0]["figures"], json!([{"value": 300, "unit": "people"}]));
        assert_eq!(rows[1]["id"], json!(7));
        assert_eq!(rows[1]["stance"], json!("neutral"));
    }

    #[test]
    fn a_bad_line_is_named_and_the_next_goes_through() {
        let (rows, told) = labelled("{\"id\":1,\"text\":\"x\"}\nnonsense\n{\"id\":1}\n{\"id\":2,\"text\":\"y\"}");
        assert_eq!(rows.iter().map(|row| row["id"].clone()).collect::<Vec<_>>(), [json!(1), json!(2)]);
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("line 2: expected") && told[0].contains("one JSON object a line"), "{told:?}");
        assert!(told[1].starts_with("line 3: missing field `text`"), "{told:?}");
    }
}
