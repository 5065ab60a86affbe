//! How is a template filled, and what may stand inside a page?

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::SiteError;

/// The digest of an inline script or style, as a content security policy names it.
pub fn digest(inline: &str) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(inline.as_bytes())))
}

/// A script as it may stand inside a page: nothing in it can end it. What is changed stands in strings and
/// comments of a script alone, where the backslash changes nothing.
pub(super) fn inline_script(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find('<') {
        let (before, behind) = rest.split_at(at + 1);
        out.push_str(before);
        let ends = behind.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("/script"));
        if ends || behind.starts_with("!--") {
            out.push('\\');
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// JSON that may stand in a script element: `<` could end it.
pub(super) fn inline_json(value: &impl Serialize) -> String {
    // Names and lists of names: there is nothing here that JSON cannot say.
    serde_json::to_string(value).unwrap_or_default().replace('<', "\\u003c")
}

/// Text as it may stand between the quotation marks of JSON in a script element. The worker writes it: a
/// library for it would weigh more than this.
pub(super) fn inline_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '"' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            ' '..='~' if letter != '<' => out.push(letter),
            other => out.push_str(&escaped(other)),
        }
    }
    out
}

/// A character as strings of JavaScript and JSON spell it in ASCII.
fn escaped(letter: char) -> String {
    letter.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}

/// Where characters beyond ASCII stand in a part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In text and attributes.
    Html,
    /// In strings of a script.
    Script,
    /// In strings of a style sheet.
    Style,
}

/// A part of a page in ASCII: whatever character set a host says the page has, this reads the same.
pub(super) fn ascii(text: &str, place: Place) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match place {
            _ if letter.is_ascii() => out.push(letter),
            Place::Html => out.push_str(&format!("&#{};", u32::from(letter))),
            Place::Script => out.push_str(&escaped(letter)),
            Place::Style => out.push_str(&format!("\\{:06x}", u32::from(letter))),
        }
    }
    out
}

/// A script of ours without its comment lines and indentation.
pub(super) fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

pub(super) fn without_first_comment(html: &str) -> &str {
    let rest = html.trim_start().strip_prefix("<!--").and_then(|rest| rest.split_once("-->"));
    rest.map_or(html, |(_, rest)| rest.trim_start())
}

/// Fills the placeholders of a template, each of which stands exactly once. What is filled in is
/// not looked at again, so it may hold anything.
pub(super) fn fill(template_name: &'static str, template: &str, values: &[(&str, &str)]) -> Result<String, SiteError> {
    let wrong = |name: &str, times| SiteError::Placeholder { template: template_name, name: name.into(), times };
    let mut pieces = template.split("{{");
    let mut out = String::from(pieces.next().unwrap_or_default());
    let mut seen = vec![0usize; values.len()];
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").ok_or_else(|| wrong("an unclosed placeholder", 1))?;
        let place = values.iter().position(|(key, _)| *key == name).ok_or_else(|| wrong(name, 1))?;
        if let (Some(times), Some((_, value))) = (seen.get_mut(place), values.get(place)) {
            *times += 1;
            out.push_str(value);
        }
        out.push_str(rest);
    }
    match values.iter().zip(seen).find(|(_, times)| *times != 1) {
        Some(((name, _), times)) => Err(wrong(name, times)),
        None => Ok(out),
    }
}
