//! Which paragraphs do the words on pages make?
//!
//! Words on one height are a line, lines close below each other a paragraph. Words are taken in the
//! order in which they were drawn, which keeps columns apart. Words parted at a line's end are joined;
//! lines that stand on most pages alike (running heads, page numbers) are kept once.

use std::collections::HashMap;

use super::super::blocks::Blocks;
use super::content::Run;
use crate::article::MarkKind;

/// Words further apart than this share of their size are parted by a blank. Lower, and words fall apart;
/// higher, and they run together.
const BLANK: f64 = 0.15;

/// Lines further apart than this many times their size begin a paragraph. Lower, and generous leading
/// parts every line; higher, and paragraphs run together.
const LEADING: f64 = 1.9;

/// A line that begins so many times its size further right than the one before begins a paragraph.
const INDENT: f64 = 0.9;

/// Letters this many times as large as most are a heading.
const LARGE: f64 = 1.18;

/// A heading has at most so many bytes.
const MOST_HEADING: usize = 200;

#[derive(Clone, Debug)]
struct Line {
    x: f64,
    end: f64,
    y: f64,
    size: f64,
    text: String,
}

/// The blocks of pages.
pub(super) fn blocks(pages: &[Vec<Run>]) -> Blocks {
    let pages: Vec<Vec<Line>> = pages.iter().map(|runs| lines(runs)).collect();
    let usual = usual_size(&pages);
    let running = running(&pages);
    let mut seen: HashMap<&str, ()> = HashMap::new();
    let mut blocks = Blocks::default();
    let mut open: Option<(String, Line)> = None;
    let mut alone: Vec<String> = Vec::new();
    let close = |open: &mut Option<(String, Line)>, blocks: &mut Blocks| {
        if let Some((text, line)) = open.take() {
            let large = line.size > usual * LARGE && text.len() <= MOST_HEADING;
            blocks.push(
                if large {
                    MarkKind::Heading(if line.size > usual * 1.6 { 1 } else { 2 })
                } else {
                    MarkKind::Paragraph
                },
                &text,
            );
        }
    };
    for page in &pages {
        let mut first = true;
        for line in page {
            let key = form(&line.text);
            if let Some((key, _)) = running.get_key_value(key.as_str()) {
                if seen.insert(key, ()).is_none() {
                    alone.push(line.text.clone());
                }
                continue;
            }
            let joins = open.as_ref().is_some_and(|(text, last)| match first {
                // Over the page's end a sentence goes on.
                true => !text.trim_end().ends_with(['.', '!', '?', ':', '“', '"']) && same_size(last, line),
                false => follows(last, line),
            });
            if !joins {
                close(&mut open, &mut blocks);
                alone.drain(..).for_each(|text| blocks.push(MarkKind::Paragraph, &text));
            }
            match &mut open {
                Some((text, last)) => {
                    append(text, &line.text);
                    *last = line.clone();
                }
                None => open = Some((line.text.clone(), line.clone())),
            }
            first = false;
        }
    }
    close(&mut open, &mut blocks);
    alone.drain(..).for_each(|text| blocks.push(MarkKind::Paragraph, &text));
    blocks
}

fn same_size(one: &Line, other: &Line) -> bool {
    (one.size - other.size).abs() <= 0.1 * one.size.max(other.size)
}

/// Whether a line goes on where the last one ended.
fn follows(last: &Line, line: &Line) -> bool {
    let down = last.y - line.y;
    let beside = line.x > last.end + last.size && down.abs() < last.size;
    let size = last.size.max(line.size);
    let bullet = line.text.starts_with(['•', '–', '▪', '◦', '●', '■', '·']);
    same_size(last, line)
        && down > 0.0
        && down < LEADING * size
        && !beside
        && line.x - last.x < INDENT * size
        // A new column, or a cell of a table, begins elsewhere.
        && last.x - line.x < 4.0 * size
        && !bullet
}

/// The lines of a page.
fn lines(runs: &[Run]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        let text: String = crate::lang::unicode::nfc(&run.text).chars().map(spelled).collect::<Vec<_>>().concat();
        if let Some(line) = lines.last_mut() {
            let size = line.size.max(run.size);
            let gap = run.x - line.end;
            if (run.y - line.y).abs() < 0.45 * size && gap > -0.6 * size && gap < 4.0 * size {
                if gap > BLANK * run.size && !line.text.ends_with(' ') && !text.starts_with(' ') {
                    line.text.push(' ');
                }
                line.text.push_str(&text);
                line.end = run.end.max(line.end);
                // A footnote's small number does not make the line small.
                if run.size > line.size {
                    (line.size, line.y) = (run.size, run.y);
                }
                continue;
            }
        }
        lines.push(Line { x: run.x, end: run.end, y: run.y, size: run.size, text });
    }
    lines.retain_mut(|line| {
        line.text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        !line.text.is_empty()
    });
    lines
}

/// Letters drawn as one (ﬁ) as they are written.
fn spelled(letter: char) -> String {
    match letter {
        'ﬀ' => "ff".into(),
        'ﬁ' => "fi".into(),
        'ﬂ' => "fl".into(),
        'ﬃ' => "ffi".into(),
        'ﬄ' => "ffl".into(),
        letter => letter.to_string(),
    }
}

/// Adds a line to a paragraph; a word that was parted at the line's end is one again.
fn append(text: &mut String, line: &str) {
    let next: String = line.chars().take_while(|letter| letter.is_alphabetic()).collect();
    let lower = next.chars().next().is_some_and(char::is_lowercase);
    let mut front = text.chars().rev();
    let parted = match (front.next(), front.next()) {
        (Some('\u{ad}'), _) => true,
        (Some('-' | '\u{2010}'), Some(before)) => {
            // "Vor- und Nachteile" keeps its hyphen.
            before.is_lowercase()
                && lower
                && !matches!(next.as_str(), "und" | "oder" | "bzw" | "and" | "or" | "to" | "bis")
        }
        _ => false,
    };
    if parted {
        text.pop();
    } else if !(text.ends_with('-') && next.chars().next().is_some_and(char::is_uppercase)) {
        text.push(' ');
    }
    text.push_str(line);
}

/// The size that most letters have.
fn usual_size(pages: &[Vec<Line>]) -> f64 {
    let mut letters: HashMap<i64, usize> = HashMap::new();
    for line in pages.iter().flatten() {
        *letters.entry((line.size * 2.0).round() as i64).or_default() += line.text.len();
    }
    let most = letters.into_iter().max_by_key(|&(size, letters)| (letters, size));
    most.map_or(10.0, |(size, _)| size as f64 / 2.0)
}

/// A line with its figures alike: "Seite 3" is "Seite #".
fn form(text: &str) -> String {
    let mut form = String::new();
    for letter in text.chars() {
        match letter.is_ascii_digit() {
            true if form.ends_with('#') => {}
            true => form.push('#'),
            false => form.push(letter),
        }
    }
    form
}

/// The lines at the edges of at least three pages and a third of all.
fn running(pages: &[Vec<Line>]) -> HashMap<String, usize> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in pages {
        let edges = page.iter().take(2).chain(page.iter().skip(2.max(page.len().saturating_sub(2))));
        let mut forms: Vec<String> = edges.map(|line| form(&line.text)).filter(|form| form.len() <= 120).collect();
        forms.sort();
        forms.dedup();
        for form in forms {
            *counts.entry(form).or_default() += 1;
        }
    }
    let least = 3.max(pages.len() / 3);
    counts.retain(|_, count| *count >= least);
    counts
}
