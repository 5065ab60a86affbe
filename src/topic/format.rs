//! How is a file of the topic pack written, and what is said about a line that cannot be read?
//!
//! A file is lines of text. `#` at the beginning of a line starts a comment, `[name]` a section,
//! every other line that is not empty is an entry of its section. An entry is fields divided by
//! ` | `; a field may be named (`also: a, b`). Nothing is fatal: a line that cannot be read is
//! left out and named.

use std::fmt;

/// What is wrong with a line of the pack, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicError {
    /// The file's name as it was handed in.
    pub file: String,
    /// The line, counted from one; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for TopicError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}; {}", self.file, self.line, self.problem, self.remedy)
    }
}

impl std::error::Error for TopicError {}

/// A line that says something: an entry of a section.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    /// The file's name.
    pub file: &'a str,
    /// Counted from one.
    pub line: usize,
    /// What stands between the brackets of the section above; empty before the first one.
    pub section: &'a str,
    /// The line without blanks around it.
    pub text: &'a str,
}

impl<'a> Entry<'a> {
    /// The fields of the entry, divided by `|`, without blanks around them.
    pub fn fields(&self) -> impl Iterator<Item = &'a str> {
        self.text.split('|').map(str::trim)
    }

    /// Says what is wrong with this line.
    pub fn error(&self, problem: impl Into<String>, remedy: impl Into<String>) -> TopicError {
        TopicError { file: self.file.to_string(), line: self.line, problem: problem.into(), remedy: remedy.into() }
    }
}

/// A field's name and value, where it has a name: `also: a, b`.
pub(crate) fn named(field: &str) -> Option<(&str, &str)> {
    let (name, value) = field.split_once(':')?;
    let name = name.trim();
    let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    plain.then(|| (name, value.trim()))
}

/// The parts of a list divided by commas, without the empty ones.
pub(crate) fn list(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// The entries of a file in order. A section that is not closed is reported and its line left out.
pub(crate) fn entries<'a>(file: &'a str, text: &'a str, errors: &mut Vec<TopicError>) -> Vec<Entry<'a>> {
    let mut section = "";
    let mut found = Vec::new();
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let entry = Entry { file, line: index + 1, section, text: line.trim() };
        if entry.text.is_empty() || entry.text.starts_with('#') {
            continue;
        }
        match entry.text.strip_prefix('[') {
            None => found.push(entry),
            Some(rest) => match rest.strip_suffix(']') {
                Some(name) => section = name.trim(),
                None => errors.push(entry.error("a section begins with [ and is not closed", "end the line with ]")),
            },
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_know_their_section_and_line() {
        let mut errors = Vec::new();
        let found = entries("a.txt", "# note\nx\n[one]\n\n y | also: b, c \n[two\nz", &mut errors);
        let seen: Vec<_> = found.iter().map(|entry| (entry.line, entry.section, entry.text)).collect();
        assert_eq!(seen, [(2, "", "x"), (5, "one", "y | also: b, c"), (7, "one", "z")]);
        assert_eq!(
            errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["a.txt:6: a section begins with [ and is not closed; end the line with ]"]
        );
    }

    #[test]
    fn a_colon_in_running_words_names_no_field() {
        assert_eq!(named("also: b, c"), Some(("also", "b, c")));
        assert_eq!(named("Wer: du"), None);
        assert_eq!(list(" b, ,c ").collect::<Vec<_>>(), ["b", "c"]);
    }
}
