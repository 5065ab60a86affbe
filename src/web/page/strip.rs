//! How are numbers by stance drawn?
//!
//! A strip along a line: what is for automation stands above the line, what puts people first below
//! it, what does both on either side, and what does neither is the line. Place says what colour says.

use yew::Html;

use super::Look;
use super::draw::{draw, each};
use super::labels::sign;
use super::matrix::values;
use crate::facet::STANCE;
use crate::protocol::Value;

/// The width of a strip in its own units.
const WIDTH: u32 = 100;

/// The strip; as wide as its box where `most` passages stand.
pub(super) fn strip(look: Look, counts: &[u32], most: u32) -> Html {
    let mut x = 0.0;
    let scale = f64::from(WIDTH) / f64::from(most.max(1));
    let mut parts = Vec::new();
    for (&count, place) in counts.iter().zip(0u32..).filter(|(count, _)| **count > 0) {
        let Some(value) = look.value(STANCE, place) else { continue };
        let (y, height) = match value.key.as_str() {
            "pro-automation" => ("0", "6"),
            "human-first" => ("8", "6"),
            "mixed" => ("3", "8"),
            _ => ("6", "2"),
        };
        let width = f64::from(count) * scale;
        parts.push(draw!(
            look,
            "<rect data-value={} x={} width={} y={} height={} />",
            &value.key,
            short(x),
            short(width),
            y,
            height
        ));
        x += width;
    }
    draw!(look, "<svg class='strip' viewBox='0 0 100 14' preserveAspectRatio='none' aria-hidden='true'>{}</svg>", parts)
}

/// A length with one decimal: more is no pixel on any screen.
fn short(length: f64) -> String {
    let tenths = (length * 10.0).round() as u32;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The same in words: "7 Passagen: 4 pro Automatisierung, 3 neutral".
pub(super) fn spoken(look: Look, counts: &[u32]) -> String {
    let words = look.words;
    let parts = counts.iter().zip(0u32..).filter(|(count, _)| **count > 0).filter_map(|(&count, place)| {
        Some(format!("{} {}", words.number(count.into()), look.value(STANCE, place)?.name(words.tongue())))
    });
    format!(
        "{}: {}",
        words.count(super::states::counted(&look.model.state), sum(counts).into()),
        parts.collect::<Vec<_>>().join(", ")
    )
}

/// The sign of the side that has more than any other; none where two are alike.
pub(super) fn leading(look: Look, counts: &[u32]) -> Option<&'static str> {
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    let mut leaders = counts.iter().zip(0u32..).filter(|(count, _)| **count == most);
    let (_, place) = leaders.next()?;
    leaders.next().is_none().then(|| look.value(STANCE, place).map(|value| sign(&value.key))).flatten()
}

pub(super) fn sum(counts: &[u32]) -> u32 {
    counts.iter().sum()
}

/// What the signs and places mean.
pub(super) fn legend(look: Look) -> Html {
    let one = |(place, value): (usize, &Value)| {
        let mut counts = vec![0; place];
        counts.push(1);
        draw!(
            look,
            "<li data-value={}>{}<span class='sign'>{}</span>{}</li>",
            &value.key,
            strip(look, &counts, 1),
            sign(&value.key),
            value.name(look.words.tongue()),
        )
    };
    let values = values(look, STANCE).iter().enumerate();
    draw!(look, "<ul class='legend' aria-hidden='true'>{}</ul>", each(values.map(one)))
}
