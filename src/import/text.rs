//! How is plain text read?
//!
//! As it is: lines decide what a passage is (see [`crate::passage`]). Front matter is read where it
//! stands; without it the title is the first line that reads like a headline, else the file's name.

use super::{Notice, front_matter, title_from};
use crate::article::Article;
use crate::lang;
use crate::passage::{looks_like_furniture, looks_like_heading};

pub(super) fn read(file: &str, text: &str, notices: &mut Vec<Notice>) -> Vec<Article> {
    let (mut meta, body_at) = front_matter::read(file, text, notices);
    let body = text.get(body_at..).unwrap_or("").to_string();
    if meta.title.is_empty() {
        let headline =
            body.lines().map(str::trim).find(|line| looks_like_heading(line) && looks_like_furniture(line).is_none());
        meta.title = headline.map_or_else(|| title_from(file), str::to_string);
    }
    if meta.lang.is_none() {
        meta.lang = lang::guess(&body);
    }
    vec![Article::new(meta, body, Vec::new())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_found_or_made() {
        let title = |file, text| read(file, text, &mut Vec::new())[0].meta.title.clone();
        assert_eq!(
            title("a.txt", "Zurück\n\nKlarna setzt auf Menschen\n\nDer Text beginnt hier."),
            "Klarna setzt auf Menschen"
        );
        assert_eq!(
            title("b/halbe_belegschaft-geht.txt", "Ein Satz, und noch ein Satz dahinter."),
            "halbe belegschaft geht"
        );
        assert_eq!(title("c.txt", "---\ntitle: Eigener\n---\nEin Titel\n"), "Eigener");
    }
}
