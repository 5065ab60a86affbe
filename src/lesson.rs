//! What does a lesson link carry beside the view?
//!
//! A title, a task and chosen passages. As text: `1`, the title in a line, the passages' identifiers in a
//! line without anything between, and the task. In the link it stands packed (`lesson=`): raw deflate in
//! base64 of URLs, about half as long as in the clear.

use serde::{Deserialize, Serialize};

use crate::article::PassageId;

/// Longer titles are cut, in characters.
const LONGEST_TITLE: usize = 200;
/// Longer tasks are cut: what is longer is a handout, not a task.
const LONGEST_TASK: usize = 4_000;
/// More passages are not read.
const MOST_PICKS: usize = 200;

/// A lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// What it is called.
    pub title: String,
    /// What the class is to do.
    pub task: String,
    /// The passages that were chosen, in that order.
    pub picks: Vec<PassageId>,
}

impl Lesson {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.title.trim().is_empty() && self.task.trim().is_empty() && self.picks.is_empty()
    }

    /// The lesson as text.
    pub fn write(&self) -> String {
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let picks: String = self.picks.iter().map(PassageId::to_string).collect();
        ["1", cut(&title, LONGEST_TITLE), &picks, cut(self.task.trim(), LONGEST_TASK)].join("\n")
    }

    /// Reads what [`Lesson::write`] wrote; `None` where it is no lesson.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, '\n');
        if parts.next() != Some("1") {
            return None;
        }
        let title = cut(parts.next()?, LONGEST_TITLE).to_string();
        let picks = parts.next()?;
        let pick = |place: usize| picks.get(13 * place..13 * place + 13).and_then(|id| id.parse().ok());
        let picks = (0..picks.len().div_ceil(13).min(MOST_PICKS)).map(pick).collect::<Option<Vec<PassageId>>>()?;
        Some(Self { title, picks, task: cut(parts.next()?, LONGEST_TASK).to_string() })
    }
}

fn cut(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_lesson_is_none() {
        for wrong in ["", "1", "1\n", "2\nt\n\ntask", "1\nt\nabc\ntask", "1\nt\näääääääääääääääääääääääää\n"]
        {
            assert_eq!(Lesson::read(wrong), None, "{wrong:?}");
        }
        assert_eq!(Lesson::read("1\n\n\n"), Some(Lesson::default()));
    }

    proptest! {
        #[test]
        fn a_lesson_is_read_as_it_was_written(words in prop::collection::vec("[^\\s]{1,9}", 0..4), task in "(\\PC|\n){0,40}", picks in prop::collection::vec(any::<u64>(), 0..5)) {
            let lesson = Lesson { title: words.join(" "), task: task.trim().to_string(), picks: picks.into_iter().map(PassageId).collect() };
            prop_assert_eq!(Lesson::read(&lesson.write()), Some(lesson));
        }

        #[test]
        fn no_text_makes_it_panic(text in "(1\n)?(\\PC|\n){0,60}") {
            let _ = Lesson::read(&text);
        }
    }
}
