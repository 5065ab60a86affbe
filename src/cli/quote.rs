//! `lesart pack --quote`: what may go out of a text that may not go out whole?
//!
//! A text whose licence allows it, or that is a retelling in the maintainer's own words, goes out whole. Of
//! any other only short extracts do: the passages that say most, cut at sentences, within a share of the
//! text, with the way to the original. What is left out shows as `[…]`. Whether that is a quotation in the
//! sense of the law depends on what is said about it: the page sets it beside others and asks who speaks.

use crate::article::{Article, PassageKind, is_web};
use crate::label;
use crate::lang::sentence;
use crate::passage;
use crate::topic::Topic;

/// Of a text that may not go out whole, so many bytes in a hundred may.
const SHARE: usize = 15;
/// And so many bytes at the most, however long it is.
const MOST: usize = 1_200;
/// But of a short text at least so many, or not one sentence of it would; never more than half of it.
const LEAST: usize = 150;
/// An extract is at most so long: about two sentences.
const LONGEST: usize = 400;

/// Words in the name of a licence that lets a text go out whole, lower case.
const FREE: &[&str] = &["cc0", "cc", "creativecommons", "pd", "gemeinfrei", "mit", "apache", "unlicense", "gfdl"];
/// The same, of several words.
const FREE_PHRASES: &[&str] = &["creative commons", "public domain", "eigener text", "own work"];

/// Whether a text may go out whole.
pub fn is_free(article: &Article) -> bool {
    let Some(licence) = &article.meta.licence else { return article.meta.retold };
    let licence = licence.to_lowercase();
    let mut words = licence.split(|letter: char| !letter.is_alphanumeric());
    article.meta.retold
        || words.any(|word| FREE.contains(&word))
        || FREE_PHRASES.iter().any(|phrase| licence.contains(phrase))
}

/// The article with extracts in place of its text; `None` where it has no address to lead to.
pub fn quote(article: &Article, topic: &Topic) -> Option<Article> {
    if !article.meta.url.as_deref().is_some_and(is_web) {
        return None;
    }
    let mut passages = passage::split(article, 0);
    passages.retain(|passage| passage.kind == PassageKind::Text);
    let mut rated: Vec<(usize, usize)> = Vec::with_capacity(passages.len());
    for (place, passage) in passages.iter().enumerate() {
        let labels = label::annotate(passage.span.of(&article.text), passage.lang, topic);
        let both = usize::from(!labels.companies.is_empty() && !labels.claims.is_empty());
        rated.push((4 * both + labels.claims.len().min(3), place));
    }
    // What says most first; of equals, what stands first.
    rated.sort_by_key(|&(rating, place)| (usize::MAX - rating, place));
    let budget = (article.text.len() * SHARE / 100).clamp(LEAST, MOST).min(article.text.trim().len() / 2);
    let (mut chosen, mut used) = (Vec::new(), 0);
    for (_, place) in rated {
        let Some(passage) = passages.get(place) else { continue };
        let extract = sentences(passage.span.of(&article.text), passage.lang, LONGEST.min(budget - used));
        if !extract.is_empty() {
            used += extract.len();
            chosen.push((place, extract));
        }
    }
    chosen.sort_by_key(|&(place, _)| place);
    let mut text = String::new();
    for (_, extract) in &chosen {
        text.push_str(extract);
        text.push_str("\n\n[…]\n\n");
    }
    (!chosen.is_empty()).then(|| Article::new(article.meta.clone(), text.trim_end().to_string(), Vec::new()))
}

/// The sentences at the start of a passage that fit into so many bytes.
fn sentences(text: &str, lang: Option<crate::lang::Lang>, most: usize) -> &str {
    let ends = sentence::sentences(text, lang).into_iter().map(|span| span.end as usize);
    ends.take_while(|&end| end <= most).last().and_then(|end| text.get(..end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Meta;

    fn article(licence: Option<&str>, url: Option<&str>) -> Article {
        let sentence = "Klarna streicht 700 Stellen, weil eine Maschine die Arbeit der Menschen übernimmt. ";
        let weather = "Heute scheint die Sonne über dem ganzen Land, und morgen auch, sagt der Wetterbericht. ";
        let text = format!("{}\n\n{}\n\n{}\n", weather.repeat(6), sentence.repeat(6), weather.repeat(6));
        let meta = Meta {
            title: "T".into(),
            licence: licence.map(str::to_string),
            url: url.map(str::to_string),
            ..Meta::default()
        };
        Article::new(meta, text, Vec::new())
    }

    #[test]
    fn licences_are_told_apart() {
        for free in ["CC BY 4.0", "CC0-1.0", "cc-by-nc-nd", "Creative Commons", "Public domain", "MIT", "gemeinfrei"] {
            assert!(is_free(&article(Some(free), None)), "{free}");
        }
        for other in ["alle Rechte vorbehalten", "© Zeitung", "all rights reserved", "access only", "mitteilung", ""] {
            assert!(!is_free(&article(Some(other), None)), "{other}");
        }
        assert!(!is_free(&article(None, None)));
        let mut own = article(None, None);
        own.meta.retold = true;
        assert!(is_free(&own));
    }

    #[test]
    fn short_extracts_of_what_says_most_with_the_way_to_the_rest() {
        let topic = Topic::bundled_without_model();
        let whole = article(None, Some("https://example.org/a"));
        let quoted = quote(&whole, &topic).unwrap();
        assert!(
            quoted.text.starts_with("Klarna streicht 700 Stellen") && quoted.text.contains("[…]"),
            "{}",
            quoted.text
        );
        assert!(quoted.text.len() * 100 <= whole.text.len() * (SHARE + 3), "{}", quoted.text.len());
        let extract = quoted.text.split("\n\n[…]").next().unwrap();
        assert!(whole.text.contains(extract) && extract.ends_with('.'), "cut at a sentence: {extract}");
        assert_eq!(quoted.meta, whole.meta);
        assert_eq!(quote(&article(None, None), &topic), None, "there is nothing to lead to");
        assert_eq!(quote(&article(None, Some("javascript:x")), &topic), None);
    }

    #[test]
    fn a_short_text_gives_a_sentence() {
        let mut short = article(None, Some("https://example.org/a"));
        short.text =
            "Klarna streicht 700 Stellen. Die Gewerkschaft warnt vor den Folgen für alle, die noch da sind.".into();
        let quoted = quote(&short, &Topic::bundled_without_model()).unwrap();
        assert!(quoted.text.starts_with("Klarna streicht 700 Stellen."), "{}", quoted.text);
    }

    #[test]
    fn no_short_text_goes_out_whole() {
        let mut short = article(None, Some("https://example.org/a"));
        let topic = Topic::bundled_without_model();
        short.text =
            "Klarna streicht 700 Stellen.\n\nEin Absatz ohne Belang steht hier noch.\n\nUnd einer mehr.".into();
        let quoted = quote(&short, &topic).unwrap();
        assert!(quoted.text.starts_with("Klarna streicht 700 Stellen.\n\n[…]"), "{}", quoted.text);
        let words = quoted.text.replace("\n\n[…]", "").replace("\n\n", "");
        assert!(words.len() * 2 <= short.text.len(), "{words}");
        short.text = "Klarna streicht 700 Stellen.".into();
        assert_eq!(quote(&short, &topic), None, "of one sentence there is no part");
    }

    #[test]
    fn a_long_text_gives_no_more_than_the_limit() {
        let mut long = article(None, Some("https://example.org/a"));
        long.text = long.text.repeat(40);
        let quoted = quote(&long, &Topic::bundled_without_model()).unwrap();
        assert!(quoted.text.replace("\n\n[…]", "").len() <= MOST + 20, "{}", quoted.text.len());
    }
}
