//! How does what is shown leave the page for other programs?

/// A name for a file that is saved: the collection's title as far as file systems take it, so that a
/// reader finds it again, and an ending.
pub fn file_name(title: &str, ending: &str) -> String {
    let mut name = String::from("lesart");
    for word in title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        // Long enough for a title; some file systems end at 143 bytes.
        if name.len() + word.len() > 80 {
            break;
        }
        name.push('-');
        name.extend(word.chars().flat_map(char::to_lowercase));
    }
    format!("{name}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_plain() {
        for (title, name) in [
            ("KI und Arbeit", "lesart-ki-und-arbeit.html"),
            ("", "lesart.html"),
            ("../../etc/passwd\0", "lesart-etc-passwd.html"),
            ("<b>Über\u{202e}lmth.</b>", "lesart-b-über-lmth-b.html"),
        ] {
            assert_eq!(file_name(title, "html"), name);
        }
        assert!(file_name(&"wort ".repeat(100), "csv").len() < 90);
        assert_eq!(file_name(&"ä".repeat(100), "csv"), "lesart.csv");
    }
}
