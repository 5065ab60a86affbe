//! Which words does a page draw, and where?
//!
//! The operators that move and show text are followed (ISO 32000-1, 9.4), with the matrices and the
//! forms that pages draw again and again. What draws lines and pictures is passed over.

use std::collections::HashMap;
use std::rc::Rc;

use super::file::File;
use super::font::Font;
use super::syntax::{Dict, Lexer, Object};

/// Forms may draw forms so deep; without it a form that draws itself would not end.
const MOST_DEPTH: u32 = 6;

/// All pages together may take so many operators. A page takes some thousand; a crafted file could
/// draw a form a thousand times in a form that is drawn a thousand times.
const MOST_OPERATORS: usize = 20_000_000;

/// Saved states may stand on each other so high.
const MOST_STATES: usize = 200;

/// A gap inside a string's list that is wider than this, in thousandths of the size, parts words. Lower,
/// and letters spaced out for looks fall apart; higher, and narrow blanks are lost.
const WORD_GAP: f64 = 180.0;

/// Words that were drawn at one place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) x: f64,
    pub(super) y: f64,
    /// Where it ends.
    pub(super) end: f64,
    /// The height of its letters.
    pub(super) size: f64,
    pub(super) text: String,
}

/// Draws pages; fonts are read once.
pub(super) struct Drawer<'f, 'a> {
    file: &'f File<'a>,
    fonts: HashMap<u32, Rc<Font>>,
    operators: usize,
    /// Glyphs without a meaning, and with one.
    pub(super) unknown: usize,
    pub(super) known: usize,
}

type Matrix = [f64; 6];
const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
fn times(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_gap: f64,
    blank_gap: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

impl<'f, 'a> Drawer<'f, 'a> {
    pub(super) fn new(file: &'f File<'a>) -> Self {
        Self { file, fonts: HashMap::new(), operators: 0, unknown: 0, known: 0 }
    }

    /// The words of a page in the order in which they are drawn.
    pub(super) fn page(&mut self, page: &Dict) -> Vec<Run> {
        let mut bytes = Vec::new();
        let parts = match page.get("Contents") {
            Some(Object::List(parts)) => parts.clone(),
            Some(one @ Object::Reference(_)) => match self.file.resolve(one) {
                Object::List(parts) => parts.clone(),
                _ => vec![one.clone()],
            },
            _ => Vec::new(),
        };
        for part in parts {
            if let Object::Reference(number) = part {
                bytes.extend(self.file.stream(number).unwrap_or_default());
                bytes.push(b'\n');
            }
        }
        let empty = Dict::new();
        let resources = self.file.get(page, "Resources").dict().unwrap_or(&empty);
        let mut runs = Vec::new();
        let state = State {
            matrix: UNIT,
            font: None,
            size: 1.0,
            letter_gap: 0.0,
            blank_gap: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.draw(&bytes, resources, state, 0, &mut runs);
        runs
    }

    fn font(&mut self, resources: &Dict, name: &str) -> Option<Rc<Font>> {
        let entry = self.file.get(resources, "Font").dict()?.get(name)?;
        let Object::Reference(number) = entry else {
            return Some(Rc::new(Font::read(self.file, entry.dict()?)));
        };
        if let Some(font) = self.fonts.get(number) {
            return Some(font.clone());
        }
        let font = Rc::new(Font::read(self.file, self.file.resolve(entry).dict()?));
        self.fonts.insert(*number, font.clone());
        Some(font)
    }

    fn draw(&mut self, bytes: &[u8], resources: &Dict, mut state: State, depth: u32, runs: &mut Vec<Run>) {
        let mut lexer = Lexer::new(bytes, 0);
        let mut values: Vec<Object> = Vec::new();
        let mut saved: Vec<State> = Vec::new();
        let (mut text, mut line) = (UNIT, UNIT);
        while let Some(value) = lexer.next() {
            let Object::Word(word) = value else {
                if values.len() < 64 {
                    values.push(value);
                }
                continue;
            };
            self.operators += 1;
            if self.operators > MOST_OPERATORS {
                return;
            }
            let number = |at: usize| values.get(at).and_then(Object::number).unwrap_or(0.0);
            let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
            match word.as_str() {
                "q" if saved.len() < MOST_STATES => saved.push(state.clone()),
                "Q" => {
                    if let Some(before) = saved.pop() {
                        state = before;
                    }
                }
                "cm" => state.matrix = times(&matrix(), &state.matrix),
                "BT" => (text, line) = (UNIT, UNIT),
                "Tf" => {
                    state.size = number(1);
                    state.font = values.first().and_then(Object::name).and_then(|name| self.font(resources, name));
                }
                "Tc" => state.letter_gap = number(0),
                "Tw" => state.blank_gap = number(0),
                "Tz" => state.scale = number(0) / 100.0,
                "TL" => state.leading = number(0),
                "Ts" => state.rise = number(0),
                "Tm" => (text, line) = (matrix(), matrix()),
                "Td" | "TD" => {
                    if word == "TD" {
                        state.leading = -number(1);
                    }
                    line = times(&[1.0, 0.0, 0.0, 1.0, number(0), number(1)], &line);
                    text = line;
                }
                "T*" | "'" | "\"" => {
                    line = times(&[1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], &line);
                    text = line;
                    if word == "\"" {
                        (state.blank_gap, state.letter_gap) = (number(0), number(1));
                    }
                    if let Some(Object::Text(bytes)) = values.last() {
                        self.show(&state, &mut text, bytes, runs);
                    }
                }
                "Tj" => {
                    if let Some(Object::Text(bytes)) = values.last() {
                        self.show(&state, &mut text, bytes, runs);
                    }
                }
                "TJ" => {
                    for part in values.last().map(Object::list).unwrap_or_default() {
                        match part {
                            Object::Text(bytes) => self.show(&state, &mut text, bytes, runs),
                            Object::Number(gap) => {
                                let back = -gap / 1000.0 * state.size * state.scale;
                                text = times(&[1.0, 0.0, 0.0, 1.0, back, 0.0], &text);
                                if -gap > WORD_GAP
                                    && let Some(run) = runs.last_mut()
                                    && !run.text.ends_with(' ')
                                {
                                    run.text.push(' ');
                                }
                            }
                            _ => {}
                        }
                    }
                }
                "Do" if depth < MOST_DEPTH => {
                    let name = values.last().and_then(Object::name).unwrap_or_default();
                    self.form(resources, name, &state, depth, runs);
                }
                "BI" => skip_picture(&mut lexer),
                _ => {}
            }
            values.clear();
        }
    }

    fn form(&mut self, resources: &Dict, name: &str, state: &State, depth: u32, runs: &mut Vec<Run>) {
        let file = self.file;
        let forms = file.get(resources, "XObject").dict();
        let Some(form @ Object::Reference(number)) = forms.and_then(|forms| forms.get(name)) else { return };
        let Some(dict) = file.resolve(form).dict() else { return };
        if file.get(dict, "Subtype").name() != Some("Form") {
            return;
        }
        let Some(bytes) = file.stream(*number) else { return };
        let mut state = state.clone();
        if let Object::List(list) = file.get(dict, "Matrix") {
            let mut matrix = UNIT;
            matrix.iter_mut().zip(list).for_each(|(place, value)| *place = value.number().unwrap_or(0.0));
            state.matrix = times(&matrix, &state.matrix);
        }
        let own = file.get(dict, "Resources").dict().unwrap_or(resources);
        self.draw(&bytes, own, state, depth + 1, runs);
    }

    fn show(&mut self, state: &State, text: &mut Matrix, bytes: &[u8], runs: &mut Vec<Run>) {
        let Some(font) = &state.font else { return };
        let shown = font.show(bytes);
        self.unknown += shown.unknown;
        self.known += shown.glyphs - shown.unknown;
        let place = times(&[1.0, 0.0, 0.0, 1.0, 0.0, state.rise], &times(text, &state.matrix));
        let gaps = shown.glyphs as f64 * state.letter_gap + shown.blanks as f64 * state.blank_gap;
        let width = (shown.width / 1000.0 * state.size + gaps) * state.scale;
        *text = times(&[1.0, 0.0, 0.0, 1.0, width, 0.0], text);
        let end = times(text, &state.matrix);
        let size = state.size.abs() * (place[2] * place[2] + place[3] * place[3]).sqrt();
        if shown.text.is_empty() || !(place[4].is_finite() && place[5].is_finite() && size.is_finite()) {
            return;
        }
        runs.push(Run { x: place[4], y: place[5], end: end[4], size, text: shown.text });
    }
}

/// Passes over a picture that stands in the stream itself.
fn skip_picture(lexer: &mut Lexer) {
    let rest = lexer.bytes.get(lexer.at..).unwrap_or_default();
    let end = memchr::memmem::find_iter(rest, b"EI").find(|&at| {
        let border = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
        border(at.checked_sub(1).and_then(|before| rest.get(before))) && border(rest.get(at + 2))
    });
    lexer.at += end.map_or(rest.len(), |at| at + 2);
}
