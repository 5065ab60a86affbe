//! How does a filter read JSON Lines that others wrote?
//!
//! One line at a time, so that a stream of any length takes the memory of its longest line. A line that
//! cannot be used is told with its number and what to do; the others go through.

use std::fmt;
use std::io::{self, BufRead, Read};

use serde::de::DeserializeOwned;

/// Longer lines are passed over. Zero: all are. Large: one file without line breaks fills the memory.
const MOST_BYTES: u64 = 64 << 20;

/// A line that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Counted from one.
    pub line: usize,
    /// What is wrong and what to do.
    pub problem: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: {}", self.line, self.problem)
    }
}

/// Reads each line as a `T` and hands it on with its number; what `each` finds wrong with it is told as
/// well. Empty lines are passed over. Gives how many lines could not be used.
///
/// # Errors
/// What reading said, or `each` when it wrote.
pub fn read<T: DeserializeOwned>(
    input: &mut dyn BufRead,
    each: &mut dyn FnMut(usize, T) -> io::Result<Result<(), String>>,
    bad: &mut dyn FnMut(&BadLine),
) -> io::Result<usize> {
    let mut buffer = Vec::new();
    let (mut line, mut wrong) = (0, 0);
    loop {
        buffer.clear();
        if Read::take(&mut *input, MOST_BYTES).read_until(b'\n', &mut buffer)? == 0 {
            return Ok(wrong);
        }
        line += 1;
        let bytes = if line == 1 { buffer.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&buffer) } else { &buffer };
        let problem = if buffer.len() as u64 == MOST_BYTES && !buffer.ends_with(b"\n") {
            pass_over(input)?;
            Some(format!("longer than {} MB; write one passage a line", MOST_BYTES >> 20))
        } else if bytes.iter().all(u8::is_ascii_whitespace) {
            None
        } else {
            match serde_json::from_slice(bytes) {
                Ok(value) => each(line, value)?.err(),
                Err(error) => Some(said(&error)),
            }
        };
        if let Some(problem) = problem {
            wrong += 1;
            bad(&BadLine { line, problem });
        }
    }
}

/// Goes to the end of a line without keeping it.
fn pass_over(input: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let (used, ended) = match input.fill_buf()? {
            [] => return Ok(()),
            bytes => memchr::memchr(b'\n', bytes).map_or((bytes.len(), false), |at| (at + 1, true)),
        };
        input.consume(used);
        if ended {
            return Ok(());
        }
    }
}

/// The parser counts lines within what it was given, which is always one: its column alone is true.
fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or_default();
    let place = if error.column() > 0 { format!(" in column {}", error.column()) } else { String::new() };
    format!("{what}{place}; write one JSON object a line, with \"id\" (text or whole number) and \"text\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_and_the_rest_goes_through() {
        let mut long = vec![b'x'; MOST_BYTES as usize + 5];
        long.extend_from_slice(b"\n7\n\xff\n[1\n\n8");
        let (mut seen, mut told) = (Vec::new(), Vec::new());
        let mut each = |line, value: u32| {
            seen.push((line, value));
            Ok(if value == 8 { Err("eight".to_owned()) } else { Ok(()) })
        };
        let wrong = read(&mut long.as_slice(), &mut each, &mut |bad| told.push(bad.to_string())).unwrap();
        assert_eq!(seen, [(2, 7), (6, 8)]);
        assert_eq!((wrong, told.len()), (4, 4), "{told:?}");
        assert!(told[0].starts_with("line 1: longer than 64 MB"), "{told:?}");
        assert!(told[1].starts_with("line 3: ") && told[2].starts_with("line 4: "), "{told:?}");
        assert_eq!(told[3], "line 6: eight");
    }
}
