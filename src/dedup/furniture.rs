//! Which items are page furniture, by their form or because the same line stands around many articles?
//!
//! Only marks, each with a reason; nothing is removed, so a reader can take every mark back.

use super::Item;
use super::hash::hash_words;
use super::known::Known;
use super::normal::{Tokens, has_digit};
use std::collections::HashMap;

/// Why an item is taken for page furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Furniture {
    /// It has a form that page furniture has: "Seite 1 / 2", "Jetzt Newsletter abonnieren".
    Form,
    /// The same short line, figures aside, stands at the border of this many articles.
    Repeated(u32),
}

/// A line of more words is never furniture by repetition: a repeated paragraph is a copy, and a copy
/// is folded and shown. Toward 0, only single words count; as it grows, press statements at the foot
/// of articles ("About Klarna …") vanish.
const MOST_WORDS: usize = 14;
/// How many items from either end of an article count as its border.
const BORDER: usize = 4;
/// In how many articles a line must stand. At 2, a quotation that two articles end with is furniture.
const LEAST_ARTICLES: u32 = 3;
/// … and at the border in at least this share of them, in per cent.
const AT_BORDER: u32 = 70;
/// A line must stand in this many of a thousand articles too, so that in a large pile a phrase is not
/// furniture because three of many thousand articles use it.
const LEAST_SHARE: u32 = 2;

/// Marks page furniture. Items of one article must stand in its order; those without an article are
/// judged by their form alone.
pub fn furniture(items: &[Item<'_>]) -> Vec<Option<Furniture>> {
    let known = Known::new();
    let mut tokens = Tokens::with_capacity(0, 0);
    let mut length_of: HashMap<u32, usize> = HashMap::new();
    for item in items.iter().filter(|item| item.article != u32::MAX) {
        *length_of.entry(item.article).or_default() += 1;
    }
    // Line → (articles, the last of them, how often at a border, how often in all).
    let mut lines: HashMap<u64, (u32, u32, u32, u32)> = HashMap::new();
    let mut place_in: HashMap<u32, usize> = HashMap::new();
    let mut marks = Vec::with_capacity(items.len());
    let mut line_of = Vec::with_capacity(items.len());
    for item in items {
        tokens.push(item.text);
        let words = &tokens.word[tokens.range(0)];
        marks.push(known.is_furniture(words).then_some(Furniture::Form));
        let mut line = 0;
        if item.article != u32::MAX {
            let place = place_in.entry(item.article).or_default();
            let length = length_of.get(&item.article).copied().unwrap_or(0);
            let border = *place < BORDER || *place + BORDER >= length;
            *place += 1;
            if !words.is_empty() && words.len() <= MOST_WORDS {
                // "11 Kommentare" and "5 Kommentare" are one line.
                line = hash_words(words.iter().map(|&w| if has_digit(w) { 1 } else { w })) | 1;
                let entry = lines.entry(line).or_insert((0, u32::MAX, 0, 0));
                if entry.1 != item.article {
                    entry.0 += 1;
                    entry.1 = item.article;
                }
                entry.2 += u32::from(border);
                entry.3 += 1;
            }
        }
        line_of.push(line);
        tokens.pop();
    }
    let articles = length_of.len() as u64;
    for (mark, line) in marks.iter_mut().zip(&line_of) {
        if mark.is_none()
            && let Some(&(count, _, border, all)) = lines.get(line)
            && count >= LEAST_ARTICLES
            && u64::from(count) * 1000 >= articles * u64::from(LEAST_SHARE)
            && border * 100 >= all * AT_BORDER
        {
            *mark = Some(Furniture::Repeated(count));
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(articles: &[&[&str]]) -> Vec<Option<Furniture>> {
        let items: Vec<Item<'_>> = articles
            .iter()
            .zip(0..)
            .flat_map(|(lines, article)| lines.iter().map(move |text| Item { text, article }))
            .collect();
        furniture(&items)
    }

    #[test]
    fn forms_are_known_in_german_and_english() {
        for text in [
            "Seite 1 / 2 Nächste Seite",
            "ZURÜCK ZURÜCK",
            "Page 3 of 4",
            "Lesen Sie auch: Mehr zum Thema",
            "Jump to content",
            "11 Kommentare Diskutieren Sie mit",
            "Foto: dpa",
            "Artikel drucken Teilen Merken",
        ] {
            assert_eq!(furniture(&[Item { text, article: u32::MAX }]), [Some(Furniture::Form)], "{text}");
        }
        for text in ["Klarna streicht 700 Stellen.", "Weiter so, sagt der Chef.", "Zurück auf Anfang", ""] {
            assert_eq!(furniture(&[Item { text, article: u32::MAX }]), [None], "{text}");
        }
    }

    #[test]
    fn a_line_around_many_articles_is_furniture_and_a_paragraph_is_not() {
        let copied = "Der schwedische Finanzdienstleister Klarna will in den kommenden Jahren die Hälfte seiner Mitarbeiter loswerden, wie die BBC berichtet.";
        let result = marks(&[
            &["Wirtschaft aktuell", "Ein Satz über Klarna.", copied, "Folgen Sie dem Magazin 3"],
            &["Wirtschaft aktuell", "Ein anderer Satz über Dell.", copied, "Folgen Sie dem Magazin 14"],
            &["Wirtschaft aktuell", "Noch ein Satz über IBM.", copied, "Folgen Sie dem Magazin 9"],
        ]);
        for article in result.chunks(4) {
            assert_eq!(article, [Some(Furniture::Repeated(3)), None, None, Some(Furniture::Repeated(3))]);
        }
    }

    #[test]
    fn a_line_that_stands_in_the_middle_is_text() {
        let lines: [&[&str]; 3] = [
            &["a1", "a2", "a3", "a4", "Das sagt der Betriebsrat.", "a5", "a6", "a7", "a8"],
            &["b1", "b2", "b3", "b4", "Das sagt der Betriebsrat.", "b5", "b6", "b7", "b8"],
            &["c1", "c2", "c3", "c4", "Das sagt der Betriebsrat.", "c5", "c6", "c7", "c8"],
        ];
        assert_eq!(marks(&lines)[4], None);
    }
}
