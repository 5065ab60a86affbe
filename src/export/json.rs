//! How is JSON written?
//!
//! By hand: what leaves is text, numbers, lists and objects, and a library for it would weigh more than
//! all exports together.

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Json>),
    /// Members without a value are left out.
    Object(Vec<(&'static str, Json)>),
    /// Nothing to say.
    None,
}

impl Json {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::None, Self::text)
    }

    /// The value over several lines.
    pub(super) fn write(&self) -> String {
        let mut out = String::new();
        self.put(&mut out, 0);
        out.push('\n');
        out
    }

    fn put(&self, out: &mut String, depth: usize) {
        match self {
            Self::None => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(value) => out.push_str(&value.to_string()),
            Self::Text(text) => string(text, out),
            Self::List(values) => {
                out.push('[');
                for (place, value) in values.iter().enumerate() {
                    line(out, depth + 1, place > 0);
                    value.put(out, depth + 1);
                }
                close(out, depth, values.is_empty(), ']');
            }
            Self::Object(members) => {
                out.push('{');
                let said = members.iter().filter(|(_, value)| *value != Self::None);
                for (place, (key, value)) in said.clone().enumerate() {
                    line(out, depth + 1, place > 0);
                    string(key, out);
                    out.push_str(": ");
                    value.put(out, depth + 1);
                }
                close(out, depth, said.count() == 0, '}');
            }
        }
    }
}

fn line(out: &mut String, depth: usize, comma: bool) {
    out.push_str(if comma { ",\n" } else { "\n" });
    (0..depth).for_each(|_| out.push_str("  "));
}

fn close(out: &mut String, depth: usize, empty: bool, mark: char) {
    if !empty {
        line(out, depth, false);
    }
    out.push(mark);
}

/// A string in quotes. `<` is escaped, so that nothing in it can end a script element it is put into.
fn string(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' | '<' | '\u{2028}' | '\u{2029}' => {
                out.push_str("\\u");
                let code = letter as u32;
                (0..4).rev().for_each(|place| out.extend(char::from_digit(code >> (4 * place) & 15, 16)));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_is_read_as_it_was(text in "(\\PC|[\0-\u{20}<\"\\\\]){0,40}") {
            let value = Json::Object(vec![("a", Json::List(vec![Json::text(&text), Json::None])), ("b", Json::None)]);
            let read: serde_json::Value = serde_json::from_str(&value.write()).unwrap();
            prop_assert_eq!(read, serde_json::json!({ "a": [text, null] }));
            prop_assert!(!value.write().contains('<'));
        }
    }

    #[test]
    fn empty_things_and_numbers() {
        let value = Json::List(vec![Json::List(vec![]), Json::Object(vec![]), Json::Number(-3), Json::Bool(true)]);
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&value.write()).unwrap(),
            serde_json::json!([[], {}, -3, true])
        );
    }
}
