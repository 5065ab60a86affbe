//! What is the text of a PDF?
//!
//! Only what the file holds as text: a scan is refused with the advice to have its letters recognised.
//! [`mod@file`] finds objects and pages, [`content`] follows what a page draws, [`font`] says what it means,
//! [`layout`] makes paragraphs of it.
//!
//! Why not a crate: the well-kept one weighs 458 kB of Brotli, more than all the rest of Lesart, brings a
//! source of randomness for writing passwords, and gives words without their places, from which no
//! paragraph can be made. What a text needs is this; inflating is miniz_oxide's.

mod content;
mod file;
mod filter;
mod font;
mod glyphs;
mod layout;
mod lock;
mod syntax;

use super::fields::{self, Field};
use super::{NoticeKind, Out, Refusal, title_from};
use crate::article::{Article, Meta};
use crate::lang;
use syntax::Object;

/// A page with fewer letters holds no text: a stamp or a page number on a scan.
const LEAST_LETTERS: usize = 8;

pub(super) fn read(file: &str, bytes: &[u8], out: &mut Out) -> Result<(), Refusal> {
    let pdf = file::File::open(bytes, out.options.most_total)?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(Refusal::broken("PDF", "no page is in it"));
    }
    let mut drawer = content::Drawer::new(&pdf);
    let drawn: Vec<Vec<content::Run>> = pages.iter().map(|page| drawer.page(page)).collect();
    let letters = |runs: &[content::Run]| runs.iter().map(|run| run.text.trim().len()).sum::<usize>();
    let without = drawn.iter().filter(|runs| letters(runs) < LEAST_LETTERS).count();
    // Most glyphs without a meaning: what is left would be a riddle.
    if without == drawn.len() || drawer.unknown > drawer.known {
        return Err(Refusal::NoText);
    }
    if without > 0 {
        out.say(file, None, NoticeKind::PagesWithoutText(u32::try_from(without).unwrap_or(u32::MAX)));
    }
    if drawer.unknown > 0 {
        out.say(file, None, NoticeKind::Replaced(u32::try_from(drawer.unknown).unwrap_or(u32::MAX)));
    }
    let blocks = layout::blocks(&drawn);
    let mut meta = Meta { file: file.to_string(), ..Meta::default() };
    if let Some(information) = pdf.information() {
        for (key, field) in [("Title", Field::Title), ("Author", Field::Author), ("CreationDate", Field::Date)] {
            if let Object::Text(value) = pdf.get(information, key) {
                let value = words(value);
                let value = if field == Field::Date { day(&value) } else { value };
                // What a program wrote there and cannot be used is no fault of the reader.
                let _ = fields::set(&mut meta, field, key, &value);
            }
        }
    }
    // Programs write "Microsoft Word - text.doc" where a title should be.
    if meta.title.starts_with("Microsoft ") || meta.title.contains(".doc") || meta.title.contains(".indd") {
        meta.title.clear();
    }
    if meta.title.is_empty() {
        meta.title = blocks.first_heading().map_or_else(|| title_from(file), str::to_string);
    }
    meta.lang = lang::guess(&blocks.text);
    out.articles.push(Article::new(meta, blocks.text, blocks.marks));
    Ok(())
}

/// A string about the document: UTF-16 with its mark, UTF-8 with its mark, or nearly Windows-1252.
fn words(bytes: &[u8]) -> String {
    let mut quiet = |_| ();
    super::encoding::decode(bytes, None, &mut quiet).unwrap_or_default().trim().to_string()
}

/// `D:20250513…` as `2025-05-13`.
fn day(value: &str) -> String {
    let digits = value.strip_prefix("D:").unwrap_or(value);
    match (digits.get(..4), digits.get(4..6), digits.get(6..8)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests;
