//! What does a state show, in full, for other programs?

use std::collections::BTreeSet;

use super::Corpus;
use crate::article::{Article, PassageId, PassageKind, Span};
use crate::export::{Figures, Item, Label, View, file_name, info, write};
use crate::facet::{CLAIM, COMPANY, FACETS, STANCE};
use crate::protocol::{Form, Ledger, Mine, Parcel, Row};
use crate::url::{self, State};
use crate::words::{Tongue, Words};

/// So many characters before and behind a quotation go along, so that it is found where its words stand
/// twice. Fewer, and they may not tell two places apart; more, and an annotation repeats its neighbours.
const AROUND: usize = 32;

impl Corpus {
    /// What a state shows, as a file in a form.
    pub fn parcel(&self, state: &State, form: Form, tongue: Tongue, base: &str) -> Parcel {
        let view = self.take(state, tongue, base);
        let (ending, mime) = info(form).map_or(("txt", "text/plain"), |info| (info.ending, info.mime));
        Parcel { name: file_name(&view.title, ending), mime: mime.to_string(), bytes: write(&view, form).into_bytes() }
    }

    /// What a state shows.
    pub fn take(&self, state: &State, tongue: Tongue, base: &str) -> View<'_> {
        let words = Words::new(tongue);
        let link = |state: State| match base {
            "" => String::new(),
            base => format!("{base}{}", State { tongue: Some(tongue), ..state }.href()),
        };
        let mut view = View {
            title: self.overview().title.clone(),
            link: link(state.clone()),
            items: Vec::new(),
            figures: None,
            articles: Vec::new(),
            words,
        };
        let mut articles: BTreeSet<u32> = BTreeSet::new();
        if state.view == url::View::Figures {
            let ledger = self.ledger(state, tongue);
            let quotes = ledger.accounts.iter().flat_map(|account| &account.sheets).flat_map(|sheet| &sheet.lines);
            articles.extend(
                quotes.flat_map(|line| &line.quotes).flat_map(|quote| &quote.places).map(|place| place.article),
            );
            let passage = |article: &Article, passage| link(State::default().reading(article.id, Some(passage)));
            view.figures = Some(self.figures(&ledger, &view.words, &passage));
        } else {
            for row in self.rows(state) {
                let Some(article) = self.articles.get(row.article as usize) else { continue };
                articles.insert(row.article);
                let to = link(state.unfiltered().reading(article.id, Some(row.passage)));
                view.items.push(self.item(&row, article, to, &view.words));
            }
        }
        if let (url::View::Article, Some(read)) = (state.view, state.article) {
            view.articles = self.articles.iter().filter(|article| article.id == read).collect();
            view.title = view.articles.first().map_or(view.title, |article| article.meta.title.clone());
        } else {
            view.articles = articles.iter().filter_map(|&place| self.articles.get(place as usize)).collect();
        }
        view
    }

    fn rows(&self, state: &State) -> Vec<Row> {
        let of_article = |article| self.reading(article, state).map_or_else(Vec::new, |reading| reading.rows);
        let mut rows = match (state.view, state.article, state.group) {
            (url::View::Article, Some(article), _) => of_article(article),
            (url::View::Group, _, Some(passage)) => self.wordings(passage),
            _ => self.list(state, 0, u32::MAX).rows,
        };
        rows.retain(|row| row.kind == PassageKind::Text);
        rows
    }

    /// Those passages that are here, in the order in which they are named.
    pub fn picked(&self, picks: &[PassageId]) -> Vec<Row> {
        let item = |id: &PassageId| {
            (0..self.items.len() as u32).find(|&item| self.passage(item).is_some_and(|known| known.id == *id))
        };
        picks.iter().filter_map(|id| self.row(item(id)?, Vec::new())).collect()
    }

    /// The wordings of the group in which a passage stands, each once.
    fn wordings(&self, passage: PassageId) -> Vec<Row> {
        let wordings = self.gather(passage, u32::MAX).map_or_else(Vec::new, |found| found.wordings);
        self.picked(&wordings.iter().map(|wording| wording.passage).collect::<Vec<_>>())
    }

    fn item<'a>(&'a self, row: &Row, article: &'a Article, link: String, words: &Words) -> Item<'a> {
        let labels = |wanted: usize, taken: bool| {
            let tags = row
                .tags
                .iter()
                .filter(move |tag| usize::from(tag.facet) == wanted && (tag.mine == Mine::Taken) == taken);
            tags.filter_map(|tag| {
                let value = self.columns.values.get(wanted)?.get(tag.value as usize)?;
                let facet = FACETS.get(wanted)?.key;
                let mut own = self.corrections.get(&row.passage).into_iter().flatten();
                let own = own.rfind(|own| own.facet == facet && own.value == value.key);
                // A stance that went since another was given was not taken away by itself.
                if taken && own.is_none_or(|own| own.holds) {
                    return None;
                }
                let evidence = tag.evidence.iter().filter(|clue| clue.weight > 0);
                Some(Label {
                    facet,
                    key: value.key.clone(),
                    name: value.name(words.tongue()).to_string(),
                    mine: tag.mine,
                    reason: own.map_or_else(String::new, |own| own.reason.clone()),
                    evidence: evidence.map(|clue| clue.span.of(&row.text).to_string()).collect(),
                })
            })
            .collect::<Vec<_>>()
        };
        let (before, behind) = around(article, row);
        Item {
            passage: row.passage,
            article,
            text: row.text.clone(),
            before,
            behind,
            lang: row.lang,
            stance: labels(STANCE, false),
            claims: labels(CLAIM, false),
            companies: labels(COMPANY, false),
            taken: [STANCE, CLAIM, COMPANY].into_iter().flat_map(|facet| labels(facet, true)).collect(),
            copies: row.copies,
            link,
        }
    }

    fn figures(&self, ledger: &Ledger, words: &Words, link: &dyn Fn(&Article, PassageId) -> String) -> Figures {
        let name = |facet: usize, place: Option<u32>| {
            let value =
                self.columns.values.get(facet).zip(place).and_then(|(values, place)| values.get(place as usize));
            value.map_or_else(String::new, |value| value.name(words.tongue()).to_string())
        };
        let mut rows = Vec::new();
        for account in &ledger.accounts {
            for sheet in &account.sheets {
                for (line, quote) in
                    sheet.lines.iter().flat_map(|line| line.quotes.iter().map(move |quote| (line, quote)))
                {
                    let place = quote.places.first();
                    let article = place.and_then(|place| self.articles.get(place.article as usize));
                    let said = line.said.iter().map(|(voice, speaker)| {
                        let voice = words.find(&format!("said-{}", voice.key())).unwrap_or_default();
                        if speaker.is_empty() { voice.to_string() } else { format!("{voice} ({speaker})") }
                    });
                    rows.push(vec![
                        name(COMPANY, account.company),
                        name(CLAIM, sheet.claim),
                        line.value.clone(),
                        line.counts.join("; "),
                        said.collect::<Vec<_>>().join("; "),
                        quote.text.clone(),
                        article.and_then(|article| article.meta.source.clone()).unwrap_or_default(),
                        article.and_then(|article| article.meta.date).map(|date| date.to_string()).unwrap_or_default(),
                        article.zip(place).map_or_else(String::new, |(article, place)| link(article, place.passage)),
                    ]);
                }
            }
        }
        let head = vec![
            "facet-company",
            "facet-claim",
            "export-figure",
            "export-counts",
            "export-said",
            "export-quote",
            "facet-source",
            "export-date",
            "export-link",
        ];
        Figures { head, rows }
    }
}

/// The words before and behind a passage in its article.
fn around(article: &Article, row: &Row) -> (String, String) {
    let place = article.text.find(&row.text).map(|start| Span::new(start, start + row.text.len()));
    let Some(span) = place else { return Default::default() };
    let before = article.text.get(..span.start as usize).unwrap_or_default();
    let behind = article.text.get(span.end as usize..).unwrap_or_default();
    let start = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    (before.get(start..).unwrap_or_default().to_string(), behind.chars().take(AROUND).collect())
}
