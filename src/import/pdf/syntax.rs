//! What are the words of the PDF language?
//!
//! Numbers, names, strings, lists and dictionaries (ISO 32000-1, 7.2 and 7.3), the same in files and in
//! the streams that draw pages. What cannot be read is passed over; nesting has a limit.

use std::collections::BTreeMap;

/// Lists and dictionaries may nest so deep; sound files have five levels. Without it the stack would end.
const MOST_DEPTH: u32 = 40;

/// A dictionary.
pub(super) type Dict = BTreeMap<String, Object>;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Null,
    Number(f64),
    Name(String),
    Text(Vec<u8>),
    List(Vec<Object>),
    Dict(Dict),
    /// An object elsewhere, by its number.
    Reference(u32),
    /// An operator, `true`, `obj` and the like.
    Word(String),
}

impl Object {
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// The elements of a list; nothing for anything else.
    pub(super) fn list(&self) -> &[Object] {
        match self {
            Self::List(list) => list,
            _ => &[],
        }
    }
}

/// Reads values one after another.
pub(super) struct Lexer<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_border(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let rest = self.bytes.get(self.at..).unwrap_or_default();
                self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// The next value, or `None` at the end.
    pub(super) fn next(&mut self) -> Option<Object> {
        self.value(0)
    }

    fn value(&mut self, depth: u32) -> Option<Object> {
        self.skip_space();
        match self.peek()? {
            b'/' => {
                self.at += 1;
                Some(Object::Name(self.name()))
            }
            b'(' => Some(Object::Text(self.text())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Some(self.dict(depth))
            }
            b'<' => Some(Object::Text(self.hex())),
            b'[' => {
                self.at += 1;
                let mut list = Vec::new();
                loop {
                    self.skip_space();
                    match self.peek() {
                        None => break,
                        Some(b']') => {
                            self.at += 1;
                            break;
                        }
                        Some(_) if depth >= MOST_DEPTH => return None,
                        Some(_) => list.push(self.value(depth + 1)?),
                    }
                    referred(&mut list);
                }
                Some(Object::List(list))
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => Some(self.number()),
            b')' | b'>' | b']' | b'{' | b'}' => {
                self.at += 1;
                Some(Object::Null)
            }
            _ => {
                let rest = self.bytes.get(self.at..)?;
                let length = rest.iter().position(|&byte| is_border(byte)).unwrap_or(rest.len()).max(1);
                self.at += length;
                let word = String::from_utf8_lossy(rest.get(..length)?).into_owned();
                Some(if word == "null" { Object::Null } else { Object::Word(word) })
            }
        }
    }

    fn dict(&mut self, depth: u32) -> Object {
        let mut dict = Dict::new();
        let mut values: Vec<Object> = Vec::new();
        let mut key: Option<String> = None;
        loop {
            self.skip_space();
            let ended = match self.peek() {
                None => true,
                Some(b'>') => {
                    self.at += 1 + usize::from(self.bytes.get(self.at + 1) == Some(&b'>'));
                    true
                }
                Some(_) => false,
            };
            // A name where a key is due begins the next pair.
            let is_key = !ended && self.peek() == Some(b'/') && (key.is_none() || !values.is_empty());
            if (ended || is_key)
                && let (Some(key), Some(value)) = (key.take(), values.drain(..).next_back())
            {
                dict.insert(key, value);
            }
            if ended || depth >= MOST_DEPTH {
                return Object::Dict(dict);
            }
            if is_key {
                self.at += 1;
                key = Some(self.name());
                continue;
            }
            match self.value(depth + 1) {
                Some(value) => values.push(value),
                None => return Object::Dict(dict),
            }
            referred(&mut values);
        }
    }

    fn name(&mut self) -> String {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|&byte| is_border(byte)).unwrap_or(rest.len());
        self.at += length;
        String::from_utf8_lossy(rest.get(..length).unwrap_or_default()).into_owned()
    }

    fn number(&mut self) -> Object {
        let start = self.at;
        self.at += 1;
        while self.peek().is_some_and(|byte| matches!(byte, b'.' | b'-' | b'0'..=b'9')) {
            self.at += 1;
        }
        let text = std::str::from_utf8(self.bytes.get(start..self.at).unwrap_or_default()).unwrap_or_default();
        Object::Number(text.parse::<f64>().ok().filter(|number| number.is_finite()).unwrap_or(0.0))
    }

    fn text(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut depth = 0u32;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => {
                    depth += 1;
                    if depth == 1 {
                        continue;
                    }
                }
                b')' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    let Some(escaped) = self.peek() else { break };
                    self.at += 1;
                    match escaped {
                        b'n' => out.push(b'\n'),
                        b'r' => out.push(b'\r'),
                        b't' => out.push(b'\t'),
                        b'b' | b'f' => out.push(b' '),
                        b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
                        b'\n' => {}
                        b'0'..=b'7' => {
                            let mut code = u32::from(escaped - b'0');
                            for _ in 0..2 {
                                if let Some(digit @ b'0'..=b'7') = self.peek() {
                                    code = code * 8 + u32::from(digit - b'0');
                                    self.at += 1;
                                }
                            }
                            out.push(code as u8);
                        }
                        other => out.push(other),
                    }
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        out
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            match char::from(byte).to_digit(16) {
                Some(digit) => digits.push(digit as u8),
                None if byte == b'>' => break,
                None => {}
            }
        }
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
    }
}

/// `12 0 R` at the end of a list of values becomes a reference.
fn referred(values: &mut Vec<Object>) {
    if let [.., Object::Number(number), Object::Number(_), Object::Word(word)] = values.as_slice()
        && word == "R"
    {
        let reference = Object::Reference(*number as u32);
        values.truncate(values.len() - 3);
        values.push(reference);
    }
}
