//! Which text do the bytes of a string mean in a font, and how wide is it?
//!
//! A font may say it in a table from codes to characters (ToUnicode); else a simple font has an encoding
//! and names of glyphs. A font with two bytes a glyph and neither of these cannot be read.

use std::collections::HashMap;

use super::file::File;
use super::glyphs::{self, Base};
use super::syntax::{Dict, Lexer, Object};

/// A width that is not said, in thousandths of the size: that of a usual small letter.
const USUAL: f64 = 500.0;

/// A table from codes to characters may have so many rows; a font has some hundred glyphs.
const MOST_ROWS: usize = 1 << 17;

/// A font.
#[derive(Default)]
pub(super) struct Font {
    /// Code → text.
    texts: HashMap<u32, String>,
    widths: HashMap<u32, f64>,
    default_width: f64,
    /// Bytes of a code.
    length: usize,
}

impl Font {
    /// Reads a font.
    pub(super) fn read(file: &File, dict: &Dict) -> Self {
        let composite = file.get(dict, "Subtype").name() == Some("Type0");
        let mut font = Self { length: if composite { 2 } else { 1 }, default_width: USUAL, ..Self::default() };
        if composite {
            let inner = file.get(dict, "DescendantFonts").list().first().and_then(|inner| file.resolve(inner).dict());
            if let Some(inner) = inner {
                font.default_width = file.get(inner, "DW").number().unwrap_or(1000.0);
                font.composite_widths(file, file.get(inner, "W").list());
            }
        } else {
            font.encoding(file, dict);
            let first = file.get(dict, "FirstChar").number().unwrap_or(0.0) as u32;
            let widths = file.get(dict, "Widths").list().iter().take(256);
            for (code, width) in (first..).zip(widths) {
                font.widths.extend(file.resolve(width).number().map(|width| (code, width)));
            }
            // The glyphs of a Type 3 font have a scale of their own.
            if let [Object::Number(scale), ..] = file.get(dict, "FontMatrix").list() {
                font.widths.values_mut().for_each(|width| *width *= scale.abs() * 1000.0);
            }
        }
        if let Some(Object::Reference(number)) = dict.get("ToUnicode")
            && let Some(table) = file.stream(*number)
        {
            font.table(&table);
        }
        font
    }

    fn encoding(&mut self, file: &File, dict: &Dict) {
        let encoding = file.get(dict, "Encoding");
        let named = encoding.name().or_else(|| file.get(encoding.dict()?, "BaseEncoding").name());
        let true_type = file.get(dict, "Subtype").name() == Some("TrueType");
        let base = match named {
            Some("MacRomanEncoding") => Base::Mac,
            Some("StandardEncoding") => Base::Standard,
            Some(_) => Base::Windows,
            None if true_type => Base::Windows,
            None => Base::Standard,
        };
        for byte in 0x20..=0xFFu8 {
            self.texts.extend(glyphs::of_byte(base, byte).map(|letter| (u32::from(byte), letter.to_string())));
        }
        let Some(encoding) = encoding.dict() else { return };
        let mut code = 0u32;
        for difference in file.get(encoding, "Differences").list() {
            match file.resolve(difference) {
                Object::Number(number) => code = *number as u32,
                Object::Name(name) => {
                    match glyphs::of_name(name) {
                        Some(letter) => self.texts.insert(code, letter.to_string()),
                        None => self.texts.remove(&code),
                    };
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
    }

    /// `10 [500 600]` and `20 30 500`.
    fn composite_widths(&mut self, file: &File, list: &[Object]) {
        let mut rest = list.iter().map(|value| file.resolve(value));
        while let (Some(Object::Number(first)), Some(second)) = (rest.next(), rest.next()) {
            let first = *first as u32;
            match second {
                Object::List(widths) => {
                    for (code, width) in (first..).zip(widths.iter().take(MOST_ROWS)) {
                        self.widths.extend(file.resolve(width).number().map(|width| (code, width)));
                    }
                }
                Object::Number(last) => {
                    let Some(width) = rest.next().and_then(Object::number) else { return };
                    for code in (first..=*last as u32).take(MOST_ROWS) {
                        if self.widths.len() < MOST_ROWS {
                            self.widths.insert(code, width);
                        }
                    }
                }
                _ => return,
            }
        }
    }

    /// The table from codes to characters (a CMap, Adobe Technical Note 5014).
    fn table(&mut self, bytes: &[u8]) {
        let mut lexer = Lexer::new(bytes, 0);
        let mut values: Vec<Object> = Vec::new();
        let mut rows = HashMap::new();
        while let Some(value) = lexer.next() {
            let Object::Word(word) = &value else {
                if values.len() < MOST_ROWS {
                    values.push(value);
                }
                continue;
            };
            match word.as_str() {
                "endcodespacerange" => {
                    if let Some(Object::Text(first)) = values.first() {
                        self.length = first.len().clamp(1, 4);
                    }
                }
                "endbfchar" => {
                    for pair in values.chunks(2) {
                        if let [Object::Text(code), Object::Text(text)] = pair
                            && rows.len() < MOST_ROWS
                        {
                            rows.insert(number(code), utf16(text, 0));
                        }
                    }
                }
                "endbfrange" => {
                    for row in values.chunks(3) {
                        let [Object::Text(first), Object::Text(last), to] = row else { continue };
                        for (step, code) in (0u16..=u16::MAX).zip(number(first)..=number(last)) {
                            let text = match to {
                                Object::Text(text) => utf16(text, step),
                                Object::List(texts) => match texts.get(usize::from(step)) {
                                    Some(Object::Text(text)) => utf16(text, 0),
                                    _ => break,
                                },
                                _ => break,
                            };
                            if rows.len() >= MOST_ROWS {
                                break;
                            }
                            rows.insert(code, text);
                        }
                    }
                }
                _ => {}
            }
            values.clear();
        }
        if !rows.is_empty() {
            rows.retain(|_, text| !text.is_empty());
            self.texts.extend(rows);
        }
    }

    /// The text of a string, its width in thousandths of the size, its glyphs, its blanks (of one byte,
    /// which widen apart), and how many glyphs have no text.
    pub(super) fn show(&self, bytes: &[u8]) -> Shown {
        let mut shown = Shown::default();
        for code in bytes.chunks(self.length.max(1)) {
            let code_number = number(code);
            match self.texts.get(&code_number) {
                Some(text) => shown.text.push_str(text),
                None => shown.unknown += 1,
            }
            shown.width += self.widths.get(&code_number).copied().unwrap_or(self.default_width);
            shown.glyphs += 1;
            shown.blanks += usize::from(code == b" ");
        }
        shown
    }
}

/// What a string shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) width: f64,
    pub(super) glyphs: usize,
    pub(super) blanks: usize,
    pub(super) unknown: usize,
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, &byte| number << 8 | u32::from(byte))
}

/// UTF-16BE, its last unit raised by `step`; controls are no text.
fn utf16(bytes: &[u8], step: u16) -> String {
    let mut units: Vec<u16> = bytes.chunks(2).map(|pair| number(pair) as u16).take(16).collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(step);
    }
    char::decode_utf16(units).filter_map(Result::ok).filter(|letter| !letter.is_control()).collect()
}
