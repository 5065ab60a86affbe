//! How do blocks of a document become the text of an article?
//!
//! Every format that marks its blocks pushes them here: blocks stand apart by a blank line, each with
//! a [`Mark`] over it.

use crate::article::{Mark, MarkKind, Span};

/// Text and marks so far.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    /// The text.
    pub(crate) text: String,
    /// What is known about its stretches.
    pub(crate) marks: Vec<Mark>,
}

impl Blocks {
    /// Adds a block; one of nothing but white space is no block.
    pub(crate) fn push(&mut self, kind: MarkKind, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.marks.push(Mark { span: Span::new(start, self.text.len()), kind });
    }

    /// The words of the first heading, or nothing.
    #[cfg(feature = "formats")]
    pub(crate) fn first_heading(&self) -> Option<&str> {
        let heading = self.marks.iter().find(|mark| matches!(mark.kind, MarkKind::Heading(_)))?;
        Some(heading.span.of(&self.text)).filter(|words| !words.is_empty())
    }
}

/// Adds `words` to `text` with runs of white space as one blank, as a browser shows them. `text` never
/// begins with white space by it.
#[cfg(feature = "formats")]
pub(crate) fn push_flowing(text: &mut String, words: &str) {
    let mut blank = text.is_empty() || text.ends_with([' ', '\n']);
    for letter in words.chars() {
        // A no-break space holds words together and is no white space to a browser either.
        if letter.is_whitespace() && letter != '\u{a0}' && letter != '\u{202f}' {
            if !blank {
                text.push(' ');
            }
            blank = true;
        } else {
            text.push(letter);
            blank = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_stand_apart() {
        let mut blocks = Blocks::default();
        blocks.push(MarkKind::Paragraph, "  ");
        blocks.push(MarkKind::Heading(1), " Titel\n");
        blocks.push(MarkKind::Paragraph, "Text");
        assert_eq!(blocks.text, "Titel\n\nText");
        assert_eq!(blocks.marks.iter().map(|mark| mark.span.of(&blocks.text)).collect::<Vec<_>>(), ["Titel", "Text"]);
    }

    #[test]
    #[cfg(feature = "formats")]
    fn white_space_flows() {
        let mut text = String::new();
        push_flowing(&mut text, "\n  ein\t\n Wort");
        push_flowing(&mut text, " und");
        push_flowing(&mut text, " 5\u{a0}€");
        assert_eq!(text, "ein Wort und 5\u{a0}€");
    }
}
