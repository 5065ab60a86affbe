//! At which time is a figure true, as far as its own sentence says it?
//!
//! "77,000 specialists in 2025, against 40,000 in 2023": a year that the grammar of figures passed over
//! as no figure, with a word before it that sets a point in time, is the time of the figure nearest to
//! it. "Seit 2022" is none: it says from when on, not when.

use super::Figure;
use crate::article::{Date, Span};
use crate::import::date;

/// Words before a year that set a point in time.
const POINTS: &[&str] = &[
    "in",
    "im",
    "bis",
    "by",
    "until",
    "for",
    "jahr",
    "jahre",
    "jahres",
    "year",
    "ende",
    "anfang",
    "mitte",
    "end",
    "of",
    "early",
    "mid",
    "late",
    "fiscal",
    "frühjahr",
    "frühling",
    "sommer",
    "herbst",
    "winter",
    "spring",
    "summer",
    "autumn",
];

/// Words that make a year the edge of a time; they may stand before a point ("seit Anfang 2023").
const EDGES: &[&str] =
    &["seit", "since", "ab", "von", "from", "vor", "before", "nach", "after", "between", "zwischen", "gegenüber"];

/// The time that the sentence of a figure names for it. `figures` are all of the passage.
pub(super) fn named(text: &str, sentence: Span, figure: Span, figures: &[Figure]) -> Option<Date> {
    let said = sentence.of(text);
    let mut nearest: Option<(u32, Date)> = None;
    let (mut before, mut before_that) = (String::new(), String::new());
    for word in said.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        // A piece of a text begins within it.
        let start = sentence.start + (word.as_ptr() as usize - said.as_ptr() as usize) as u32;
        let year = Span { start, end: start + word.len() as u32 };
        let taken = figures.iter().any(|figure| figure.span.start < year.end && year.start < figure.span.end);
        let edge = EDGES.contains(&before.as_str()) || EDGES.contains(&before_that.as_str());
        if !taken
            && !edge
            && is_year(text, year, word)
            && let Some(date) = point(&before, word)
        {
            let gap = year.start.saturating_sub(figure.end).max(figure.start.saturating_sub(year.end));
            if nearest.is_none_or(|(known, _)| gap < known) {
                nearest = Some((gap, date));
            }
        }
        before_that = std::mem::replace(&mut before, word.to_lowercase());
    }
    nearest.map(|(_, date)| date)
}

/// Whether a word is a year near today that no sign joins to another number.
fn is_year(text: &str, span: Span, word: &str) -> bool {
    let (head, tail) = (text.get(..span.start as usize), text.get(span.end as usize..));
    word.len() == 4
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && (word.starts_with("19") || word.starts_with("20"))
        && !is_joined(head.unwrap_or_default().chars().rev())
        && !is_joined(tail.unwrap_or_default().chars())
}

fn is_joined(mut around: impl Iterator<Item = char>) -> bool {
    matches!(around.next(), Some('.' | ',' | '\'' | '’' | ':' | '-' | '–'))
        && around.next().is_some_and(|letter| letter.is_ascii_digit())
}

/// The year, with its month where one stands before it; nothing where the word before sets no point.
fn point(before: &str, year: &str) -> Option<Date> {
    match POINTS.contains(&before) {
        true => year.parse().ok(),
        false => date::read(&format!("{before} {year}")).filter(|date| date.month > 0),
    }
}

#[cfg(test)]
mod tests {
    use crate::label::annotate;
    use crate::label::statement::statements;
    use crate::topic::Topic;

    #[test]
    fn a_year_beside_a_figure_is_its_time() {
        let (topic, _) = Topic::bundled();
        let cases: &[(&str, &[&str])] = &[
            ("Accenture counts 77,000 specialists in 2025, against 40,000 in 2023.", &["2025", "2023"]),
            ("In 2023 it had 40,000 staff, in 2025 it had 77,000 staff.", &["2023", "2025"]),
            ("Im Februar 2024 hieß es, die KI ersetze 700 Vollzeitkräfte.", &["2024-02"]),
            ("Sie streicht bis 2028 dafür 3.900 Stellen.", &["2028"]),
            ("Zu Beginn des Booms Anfang 2023 ging es um 7.800 Stellen.", &["2023"]),
            ("Seit 2022 habe das 3,5 Milliarden Dollar gebracht.", &["-"]),
            ("Seit Anfang 2023 sind 700 Stellen weg.", &["-"]),
            ("Die Agenda 2030 kostet 700 Stellen.", &["-"]),
            ("Sie streicht 700 Stellen. Im Jahr 2024 kam es anders.", &["-"]),
            ("Sie streicht 700 Stellen.", &["-"]),
        ];
        for (text, expected) in cases {
            let found = statements(text, &annotate(text, None, &topic));
            let found: Vec<String> =
                found.iter().map(|one| one.when.map_or("-".into(), |when| when.to_string())).collect();
            assert_eq!(&found, expected, "{text}");
        }
    }
}
