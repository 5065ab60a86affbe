//! How is the JSON of a corpus file read?
//!
//! A corpus file is one object of texts, lists and a number. The usual parser brings numbers of every
//! kind and the words for every error, a tenth of what the worker weighs; this one reads all of JSON
//! (RFC 8259) into a plain tree and leaves numbers as they are written. The tests hold it against that
//! parser.

use std::borrow::Cow;

/// Lists in lists in lists: deeper, and a hostile file would exhaust the stack.
const MOST_DEPTH: u32 = 64;

/// A value and where it stands.
#[derive(Debug)]
pub(crate) struct Json<'a> {
    /// The byte where it begins.
    pub at: usize,
    /// What it is.
    pub value: Value<'a>,
}

/// A value.
#[derive(Debug)]
pub(crate) enum Value<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A number, as it is written.
    Number(&'a str),
    /// A list.
    List(Vec<Json<'a>>),
    /// An object, in the order of its keys.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
    /// `true`, `false` or `null`.
    Word(&'a str),
}

/// What is wrong, and at which byte.
pub(crate) type Wrong = (usize, &'static str);

/// Reads a text that is one value.
pub(crate) fn read(text: &str) -> Result<Json<'_>, Wrong> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.pass_space();
    if reader.at < text.len() { Err((reader.at, "nothing may follow the value")) } else { Ok(value) }
}

/// The line and the column in bytes, both from 1, of a byte.
pub(crate) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    (line, at - before.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1) + 1)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn pass_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn pass(&mut self, mark: u8, what: &'static str) -> Result<(), Wrong> {
        self.pass_space();
        if self.peek() == Some(mark) {
            self.at += 1;
            Ok(())
        } else {
            Err((self.at, what))
        }
    }

    fn value(&mut self, depth: u32) -> Result<Json<'a>, Wrong> {
        self.pass_space();
        let at = self.at;
        let value = match self.peek() {
            Some(b'{' | b'[') if depth == MOST_DEPTH => return Err((at, "nested too deeply")),
            Some(b'"') => Value::Text(self.string()?),
            Some(b'{') => {
                let mut members = Vec::new();
                self.items(b'}', |reader| {
                    reader.pass_space();
                    if reader.peek() != Some(b'"') {
                        return Err((reader.at, "a key in quotation marks is expected"));
                    }
                    let key = reader.string()?;
                    reader.pass(b':', "\":\" is expected")?;
                    members.push((key, reader.value(depth + 1)?));
                    Ok(())
                })?;
                Value::Object(members)
            }
            Some(b'[') => {
                let mut items = Vec::new();
                self.items(b']', |reader| {
                    items.push(reader.value(depth + 1)?);
                    Ok(())
                })?;
                Value::List(items)
            }
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(_) => {
                let rest = self.text.get(at..).unwrap_or_default();
                let word = ["true", "false", "null"].into_iter().find(|word| rest.starts_with(word));
                let word = word.ok_or((at, "a value is expected"))?;
                self.at += word.len();
                Value::Word(word)
            }
            None => return Err((at, "a value is expected, and the file ends")),
        };
        Ok(Json { at, value })
    }

    /// Reads what stands between brackets, divided by commas.
    fn items(&mut self, end: u8, mut item: impl FnMut(&mut Self) -> Result<(), Wrong>) -> Result<(), Wrong> {
        self.at += 1;
        self.pass_space();
        if self.peek() == Some(end) {
            self.at += 1;
            return Ok(());
        }
        loop {
            item(self)?;
            self.pass_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(mark) if mark == end => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err((self.at, "\",\" or the closing bracket is expected")),
            }
        }
    }

    fn digits(&mut self) -> Result<(), Wrong> {
        let from = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == from { Err((from, "a digit is expected")) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<&'a str, Wrong> {
        let from = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(self.text.get(from..self.at).unwrap_or_default())
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Wrong> {
        let bytes = self.text.as_bytes();
        self.at += 1;
        let mut out = Cow::Borrowed("");
        loop {
            let from = self.at;
            let rest = bytes.get(from..).unwrap_or_default();
            let plain = rest.iter().position(|&byte| byte == b'"' || byte == b'\\' || byte < b' ');
            self.at += plain.unwrap_or(rest.len());
            out += self.text.get(from..self.at).unwrap_or_default();
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.to_mut().push(self.escaped()?),
                Some(_) => return Err((self.at, "a control character stands in a text: write it as \\u00..")),
                None => return Err((self.at, "the text is never closed: the file is cut off")),
            }
        }
    }

    /// The character that an escape stands for.
    fn escaped(&mut self) -> Result<char, Wrong> {
        let at = self.at;
        let kind = self.text.as_bytes().get(at + 1).copied();
        self.at += 2;
        Ok(match kind {
            Some(plain @ (b'"' | b'\\' | b'/')) => char::from(plain),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let high = self.four(at)?;
                let mut code = high;
                // A character beyond 16 bits is written as two.
                if (0xd800..0xdc00).contains(&high)
                    && self.text.get(self.at..).is_some_and(|rest| rest.starts_with("\\u"))
                {
                    self.at += 2;
                    let low = self.four(at)?;
                    code = if (0xdc00..0xe000).contains(&low) {
                        0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)
                    } else {
                        high
                    };
                }
                char::from_u32(code).ok_or((at, "half a character: \\ud800 to \\udfff stand in pairs"))?
            }
            _ => return Err((at, "no such escape")),
        })
    }

    fn four(&mut self, at: usize) -> Result<u32, Wrong> {
        let digits =
            self.text.get(self.at..self.at + 4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        self.at += 4;
        digits
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .ok_or((at, "four digits are expected behind \\u"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn same(ours: &Json, theirs: &serde_json::Value) -> bool {
        match (&ours.value, theirs) {
            (Value::Text(ours), serde_json::Value::String(theirs)) => ours == theirs,
            (Value::Number(_), serde_json::Value::Number(_)) => true,
            (Value::Word(ours), theirs) => {
                serde_json::from_str(ours).is_ok_and(|ours: serde_json::Value| ours == *theirs)
            }
            (Value::List(ours), serde_json::Value::Array(theirs)) => {
                ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
            }
            (Value::Object(ours), serde_json::Value::Object(theirs)) => theirs.iter().all(|(key, theirs)| {
                ours.iter().rev().find(|(own, _)| own == key).is_some_and(|(_, ours)| same(ours, theirs))
            }),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn reads_what_the_known_parser_reads(
            text in "([\\[\\]{}:,\" ]|true|null|-?0|[1-9]\\.?[0-9e+]{0,2}|\"(\\\\u(d83d\\\\ude00|00e4|d800)|\\\\.|a|ä|😀|\n){0,3}\"){0,12}",
        ) {
            match (read(&text), serde_json::from_str::<serde_json::Value>(&text)) {
                (Ok(ours), Ok(theirs)) => prop_assert!(same(&ours, &theirs), "{text}: {ours:?}"),
                (Err(_), Err(_)) => {}
                // The other refuses numbers that it cannot hold.
                (Ok(_), Err(error)) if error.to_string().contains("number out of range") => {}
                (ours, theirs) => prop_assert!(false, "{text}: {ours:?} {theirs:?}"),
            }
        }

        #[test]
        fn every_value_comes_back(text in any::<String>(), list in proptest::collection::vec("\\PC{0,5}", 0..5)) {
            let value = serde_json::json!({ "a": text, "b": [list, null, true], "": 7 });
            for written in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
                prop_assert!(same(&read(&written).unwrap(), &value));
            }
        }
    }

    #[test]
    fn what_is_wrong_stands_where_it_is() {
        for (text, at) in [("", 0), ("[1,]", 3), ("{\"a\" 1}", 5), ("\"a", 2), ("[] []", 3), ("01", 1), ("{a:1}", 1)] {
            assert_eq!(read(text).map_err(|(at, _)| at).err(), Some(at), "{text}");
        }
        assert!(read(&"[".repeat(100_000)).is_err());
        assert_eq!(place("a\nbc\nd", 4), (2, 3));
    }
}
