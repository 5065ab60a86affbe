//! How does a link lead to a passage in a page of somebody else?
//!
//! A text fragment (`#:~:text=first words,last words`): the browser looks for the words, scrolls there and
//! marks them. Where it does not know that, or the words are not there any more, it opens the page.

use crate::url::encode;

/// So many words of the passage's start and end are named. Fewer, and another place may have them; more,
/// and a changed word in one of them leads nowhere.
const WORDS: usize = 5;

/// The address of a page at a passage of it.
pub fn text_fragment(url: &str, passage: &str) -> String {
    let words: Vec<&str> = passage.split_whitespace().collect();
    let (first, last) = match words.len() {
        many if many >= 2 * WORDS => (words.get(..WORDS), words.get(many - WORDS..)),
        _ => (words.get(..), None),
    };
    let mut out = String::from(url);
    out.push_str(if url.contains('#') { ":~:text=" } else { "#:~:text=" });
    for (place, part) in [first, last].into_iter().flatten().enumerate() {
        out.push_str(if place > 0 { "," } else { "" });
        let mut encoded = String::new();
        encode(&part.join(" "), &mut encoded);
        // A dash would divide parts.
        out.push_str(&encoded.replace('-', "%2D"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_at_both_ends() {
        let long = "Klarna streicht 700 Stellen, weil eine Maschine die KI-Arbeit der Menschen übernimmt.";
        assert_eq!(
            text_fragment("https://a.example/b", long),
            "https://a.example/b#:~:text=Klarna%20streicht%20700%20Stellen%2C%20weil,die%20KI%2DArbeit%20der%20Menschen%20%C3%BCbernimmt."
        );
        assert_eq!(text_fragment("https://a.example/#x", "Kurz & gut"), "https://a.example/#x:~:text=Kurz%20%26%20gut");
    }
}
