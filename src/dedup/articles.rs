//! Which articles repeat another as a whole, and which tell the same story in other words?
//!
//! A repeat rests on the grouping: nearly all the text of one article stands in the other, passage
//! by passage or on one line. The same story rests on what the caller knows of the articles (the
//! companies and figures in them); it is an offer to the reader and never folds anything.

use super::{Grouping, Item};
use crate::sort;
use std::collections::{BTreeMap, HashMap, HashSet};

/// An article whose text stands in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Repeat {
    /// The article that is repeated or contained; with [`Repeat::both`], the lower ordinal.
    pub one: u32,
    /// The article that has its text.
    pub other: u32,
    /// Whether each has nearly all the text of the other: "also published as".
    pub both: bool,
    /// Bytes of `one` that `other` has, per thousand.
    pub share: u32,
}

/// Bytes per thousand of an article that must stand in another. Toward 0, sharing a paragraph is
/// enough; at 1000, a changed byline parts two printings.
const WHOLE: u64 = 850;
/// A group in more articles than this is not followed from article to article, so that boilerplate
/// in thousands of them costs nothing. Such groups still count once two articles share a rarer one.
const MOST_ARTICLES: usize = 64;

/// Pairs of articles of which one holds nearly all of the other, sorted. `skip` marks items that do
/// not count (headings, page furniture); it may be shorter than `items`.
pub fn repeats(items: &[Item<'_>], grouping: &Grouping, skip: &[bool]) -> Vec<Repeat> {
    let counts = |item: usize| items[item].article != u32::MAX && !skip.get(item).copied().unwrap_or(false);
    let mut size: HashMap<u32, u64> = HashMap::new();
    let mut items_of: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut articles_of: HashMap<u32, Vec<u32>> = HashMap::new();
    for item in (0..items.len()).filter(|&item| counts(item)) {
        let article = items[item].article;
        *size.entry(article).or_default() += items[item].text.len() as u64;
        items_of.entry(article).or_default().push(item as u32);
        let articles = articles_of.entry(grouping.group_of[item]).or_default();
        if articles.last() != Some(&article) && !articles.contains(&article) && articles.len() <= MOST_ARTICLES {
            articles.push(article);
        }
    }
    let mut larger: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut smaller: HashMap<u32, Vec<u32>> = HashMap::new();
    for &(small, large) in &grouping.inside {
        larger.entry(small).or_default().push(large);
        smaller.entry(large).or_default().push(small);
    }
    let mut copies: HashMap<u32, Vec<u32>> = HashMap::new();
    for (item, &first) in grouping.same_text.iter().enumerate().filter(|(item, _)| counts(*item)) {
        let list = copies.entry(first).or_default();
        if list.len() <= MOST_ARTICLES {
            list.push(item as u32);
        }
    }
    let groups_in: HashMap<u32, HashSet<u32>> = items_of
        .iter()
        .map(|(&article, list)| (article, list.iter().map(|&item| grouping.group_of[item as usize]).collect()))
        .collect();
    let mut covered: HashMap<(u32, u32), u64> = HashMap::new();
    for (&article, list) in &items_of {
        // Whom to ask: articles that share a group that not everybody has, or hold a part or a whole.
        let mut others: HashSet<u32> = HashSet::new();
        for &item in list {
            let first = grouping.same_text[item as usize];
            if let Some(articles) = articles_of.get(&grouping.group_of[item as usize])
                && articles.len() <= MOST_ARTICLES
            {
                others.extend(articles);
            }
            for relative in larger.get(&first).into_iter().chain(smaller.get(&first)).flatten().take(MOST_ARTICLES) {
                others.extend(copies.get(relative).into_iter().flatten().map(|&copy| items[copy as usize].article));
            }
        }
        others.remove(&article);
        for &other in &others {
            let Some(groups) = groups_in.get(&other) else { continue };
            let stands_in = |first: u32| {
                copies.get(&first).into_iter().flatten().any(|&copy| items[copy as usize].article == other)
            };
            let mut bytes = 0;
            for &item in list {
                let first = grouping.same_text[item as usize];
                let length = items[item as usize].text.len() as u64;
                if groups.contains(&grouping.group_of[item as usize])
                    || larger.get(&first).into_iter().flatten().any(|&large| stands_in(large))
                {
                    bytes += length;
                } else if let Some(parts) = smaller.get(&first) {
                    // One line that holds passages of the other article, each counted once.
                    let parts = parts.iter().filter(|&&part| stands_in(part));
                    bytes += parts.map(|&part| items[part as usize].text.len() as u64).sum::<u64>().min(length);
                }
            }
            covered.insert((article, other), bytes);
        }
    }
    let share = |one: u32, other: u32| {
        let bytes = covered.get(&(one, other)).copied().unwrap_or(0);
        bytes * 1000 / size.get(&one).copied().unwrap_or(0).max(1)
    };
    let mut repeats: Vec<Repeat> = covered
        .keys()
        .filter_map(|&(one, other)| {
            let (there, back) = (share(one, other), share(other, one));
            let both = there >= WHOLE && back >= WHOLE;
            (there >= WHOLE && (!both || one < other)).then_some(Repeat { one, other, both, share: there as u32 })
        })
        .collect();
    sort::ascending(&mut repeats);
    repeats
}

/// What the caller knows of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The companies that it speaks of, as any numbers.
    pub companies: Vec<u32>,
    /// Its figures, value and unit, as (value, any number for the unit).
    pub figures: Vec<(f64, u32)>,
}

/// Two articles that may tell one story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SameStory {
    /// The lower article.
    pub one: u32,
    /// The higher article.
    pub other: u32,
    /// How many companies both name.
    pub companies: u32,
    /// How many figures both have.
    pub figures: u32,
}

/// How many figures two articles must share. At 1, every "50 %" makes a story.
const LEAST_FIGURES: u32 = 2;
/// A figure in more articles than this tells no story: "2025", "100 %".
const MOST_WITH_FIGURE: usize = 24;

/// Offers pairs of articles with a company and figures in common, sorted; `repeats` are left out,
/// since they are more than the same story.
pub fn same_stories(facts: &[Facts], repeats: &[Repeat]) -> Vec<SameStory> {
    let mut with_figure: BTreeMap<(u64, u32), Vec<u32>> = BTreeMap::new();
    for (article, facts) in (0u32..).zip(facts) {
        for &(value, unit) in &facts.figures {
            // + 0.0: minus zero is zero.
            let articles = with_figure.entry(((value + 0.0).to_bits(), unit)).or_default();
            if articles.last() != Some(&article) {
                articles.push(article);
            }
        }
    }
    let mut shared: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for articles in with_figure.values().filter(|articles| articles.len() <= MOST_WITH_FIGURE) {
        for (k, &one) in articles.iter().enumerate() {
            for &other in &articles[k + 1..] {
                *shared.entry((one, other)).or_default() += 1;
            }
        }
    }
    let repeated: HashSet<(u32, u32)> = repeats.iter().map(|r| (r.one.min(r.other), r.one.max(r.other))).collect();
    shared
        .into_iter()
        .filter(|&(pair, figures)| figures >= LEAST_FIGURES && !repeated.contains(&pair))
        .filter_map(|((one, other), figures)| {
            let mine: HashSet<u32> = facts[one as usize].companies.iter().copied().collect();
            let theirs: HashSet<u32> = facts[other as usize].companies.iter().copied().collect();
            let companies = mine.intersection(&theirs).count() as u32;
            (companies > 0).then_some(SameStory { one, other, companies, figures })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedup::group;
    use std::ops::ControlFlow;

    const PARTS: [&str; 3] = [
        "Klarna will in den kommenden Jahren die Hälfte seiner Mitarbeiter loswerden, berichtet die BBC am Dienstag.",
        "Ursächlich dafür seien Effizienzsteigerungen, die sich aus den Investitionen des Unternehmens ergeben.",
        "Der Gründer des Unternehmens verteidigte die Pläne im Gespräch und versprach den übrigen höhere Gehälter.",
    ];
    const OTHER: &str =
        "In Wien demonstrierten am Abend einige hundert Menschen gegen die Schließung des Werks in Steyr.";

    fn check(articles: &[&[&str]]) -> Vec<Repeat> {
        let items: Vec<Item<'_>> = articles
            .iter()
            .zip(0..)
            .flat_map(|(texts, article)| texts.iter().map(move |text| Item { text, article }))
            .collect();
        repeats(&items, &group(&items, &mut |_| ControlFlow::Continue(())).unwrap(), &[])
    }

    #[test]
    fn an_article_printed_twice_is_also_published_as() {
        let shouted = PARTS[1].to_uppercase();
        let found = check(&[&PARTS, &[OTHER], &[PARTS[0], &shouted, PARTS[2]]]);
        assert_eq!(found, [Repeat { one: 0, other: 2, both: true, share: 1000 }]);
    }

    #[test]
    fn an_article_on_one_line_is_the_same_article() {
        let line = PARTS.join(" ");
        let found = check(&[&PARTS, &[&line], &[OTHER]]);
        assert_eq!((found.len(), found[0].one, found[0].other, found[0].both), (1, 0, 1, true));
    }

    #[test]
    fn a_digest_holds_an_article_and_not_the_other_way_round() {
        let found = check(&[&PARTS[..1], &[PARTS[0], PARTS[1], OTHER]]);
        assert_eq!(found, [Repeat { one: 0, other: 1, both: false, share: 1000 }]);
    }

    #[test]
    fn the_same_story_needs_a_company_and_two_figures() {
        let facts = |companies: &[u32], figures: &[(f64, u32)]| Facts {
            companies: companies.to_vec(),
            figures: figures.to_vec(),
        };
        let all = [
            facts(&[1, 2], &[(5000.0, 0), (3800.0, 0), (2000.0, 0)]),
            facts(&[1], &[(3800.0, 0), (5000.0, 0)]),
            facts(&[3], &[(3800.0, 0), (5000.0, 0)]),
            facts(&[1], &[(3800.0, 1), (5000.0, 0)]),
        ];
        assert_eq!(same_stories(&all, &[]), [SameStory { one: 0, other: 1, companies: 1, figures: 2 }]);
        assert!(same_stories(&all, &[Repeat { one: 1, other: 0, both: false, share: 1000 }]).is_empty());
    }
}
