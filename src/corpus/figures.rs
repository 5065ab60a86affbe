//! Which figures does a view's corpus state, company by company?
//!
//! Collects the statements of the groups that a state selects, gives each a company and a claim, has
//! [`crate::label::ledger`] lay them out and compare them, and puts the result into words.

use std::collections::HashMap;

use super::{Corpus, columns, plot};
use crate::article::Span;
use crate::facet::{CLAIM, COMPANY};
use crate::label::ledger::{Line, Note, Stated, gather};
use crate::label::statement::{self, Counts, Hedge, Manner, Statement};
use crate::label::{PairKind, Unit};
use crate::protocol::{Account, FigureLine, FigureNote, Ledger, Place, Quote, Sheet, Voice};
use crate::search;
use crate::sort;
use crate::url::State;
use crate::words::{Tongue, Words};

/// So many lines are shown. Small: a class's corpus does not fit; large: a table of thousands of
/// lines that nobody reads takes a second to draw. Filters bring the others forward.
const MOST_LINES: usize = 600;

/// Where a statement comes from.
pub(super) struct Origin {
    pub item: u32,
    group: u32,
    said: (Voice, String),
}

impl Corpus {
    /// The figures of the passages that a state selects, in the words of a language.
    pub fn ledger(&self, state: &State, tongue: Tongue) -> Ledger {
        let (all, origins) = self.statements(state);
        let lines = gather(&all);
        let mut ledger = self.in_words(&Words::new(tongue), &all, &origins, &lines);
        if lines.is_empty() {
            let lines = |state: &State| gather(&self.statements(state).0).len() as u32;
            ledger.loosened = state.loosened().iter().map(lines).collect();
        }
        ledger
    }

    /// The statements of the passages that a state selects, each with where it comes from.
    fn statements(&self, state: &State) -> (Vec<Stated>, Vec<Origin>) {
        let (query, _) = self.parse(&state.query);
        let mut selection = self.selection(state, &mut Vec::new());
        // A figure is its company's by the article, too, where the passage does not name one.
        let chosen_companies = selection.values.get_mut(COMPANY).map(std::mem::take).unwrap_or_default();
        let mut found = Vec::new();
        search::matching(&self.index, &self.folded(), &query, &selection).for_each(|group| found.push(group));
        let chosen_claims = selection.values.get(CLAIM).map_or(&[][..], Vec::as_slice);
        let (mut all, mut origins) = (Vec::new(), Vec::new());
        let mut about: HashMap<u32, About> = HashMap::new();
        for group in found {
            let Some(wording) = self.groups.get(group as usize).and_then(|group| group.wordings.first()) else {
                continue;
            };
            let item =
                self.groups.get(group as usize).map_or(*wording, |own| self.chosen_member(own, *wording, &selection));
            let (Some(labels), Some(passage)) = (self.labels(item), self.passage(item)) else { continue };
            if labels.figures.is_empty() {
                continue;
            }
            let article = passage.article;
            let about = &*about.entry(article).or_insert_with(|| self.about(article));
            // A figure's company is named in its passage or is what its article speaks of.
            let may_be =
                |name: &str| self.columns.place(COMPANY, name).is_some_and(|place| chosen_companies.contains(&place));
            let named = || labels.companies.iter().any(|company| may_be(&company.name));
            if !chosen_companies.is_empty() && !about.company.as_deref().is_some_and(may_be) && !named() {
                continue;
            }
            let text = self.text(item);
            // Of several claims the one whose words stand nearest is meant.
            let explained = if labels.claims.len() > 1 { self.explained(item) } else { None };
            let labels = explained.as_ref().unwrap_or(labels);
            for mut one in statement::statements(text, labels) {
                let company = statement::company_of(labels, &one, about.company.as_deref());
                let company =
                    company.and_then(|place| labels.companies.get(place)).map(|company| company.name.as_str());
                let company = company.or(about.company.as_deref()).and_then(|name| self.columns.place(COMPANY, name));
                let claim = statement::claim_of(labels, &one).and_then(|place| labels.claims.get(place));
                let place = claim.and_then(|claim| self.claim_keys.get(usize::from(claim.claim.0)));
                let place = place.and_then(|key| self.columns.place(CLAIM, key));
                // A filter by company means its figures, not those beside its name.
                let fits = |chosen: &[u32], own: Option<u32>| {
                    chosen.is_empty() || own.is_some_and(|own| chosen.contains(&own))
                };
                if !fits(&chosen_companies, company) || !fits(chosen_claims, place) {
                    continue;
                }
                if one.manner.is_none() && matches!(one.counts, Counts::Staff | Counts::Posts | Counts::Left) {
                    one.manner = about.manner.filter(|_| claim.is_some());
                }
                let said = claim
                    .map(|claim| columns::voice(&claim.said_by))
                    .map_or((Voice::Author, None), |said| (said.voice, said.speaker));
                let speaker = said.1.map_or(String::new(), |span| span.of(text).to_string());
                origins.push(Origin { item, group, said: (said.0, speaker) });
                all.push(Stated { statement: one, company, claim: place, article });
            }
        }
        (all, origins)
    }

    /// What an article as a whole says: the company that it speaks of most, and how people leave.
    fn about(&self, article: u32) -> About {
        let mut times: Vec<(&str, u32)> = Vec::new();
        let mut manner = None;
        let before = |&place: &u32| self.passages.get(place as usize).is_some_and(|passage| passage.article < article);
        let first = self.items.partition_point(before) as u32;
        let of_article = |&item: &u32| self.passage(item).is_some_and(|passage| passage.article == article);
        for item in (first..).take_while(of_article) {
            let text = self.text(item);
            if statement::manner(text) == Some(Manner::Attrition) {
                manner = Some(Manner::Attrition);
            }
            for company in
                self.labels(item).into_iter().flat_map(|labels| &labels.companies).filter(|company| company.known)
            {
                match times.iter_mut().find(|(name, _)| *name == company.name) {
                    Some(known) => known.1 += 1,
                    None => times.push((&company.name, 1)),
                }
            }
        }
        let most = times.iter().map(|(_, times)| *times).max().unwrap_or(0);
        // Two that are named as often leave it open whom a passage without a name means.
        let mut leading = times.iter().filter(|(_, times)| *times == most);
        let company = leading.next().filter(|_| leading.next().is_none()).map(|(name, _)| (*name).to_string());
        About { company, manner }
    }

    fn in_words(&self, words: &Words, all: &[Stated], origins: &[Origin], lines: &[Line]) -> Ledger {
        let key = |line: &Line| {
            line.stated.first().and_then(|&place| all.get(place)).map(|stated| (stated.company, stated.claim))
        };
        let mut ledger = Ledger { lines: lines.len() as u32, ..Ledger::default() };
        let mut drawn: Vec<Vec<&Line>> = Vec::new();
        for (number, line) in lines.iter().enumerate().take(MOST_LINES) {
            let Some((company, claim)) = key(line) else { continue };
            let shown = self.line(words, all, origins, lines, number, line);
            ledger.disputed += u32::from(shown.remarks.iter().any(|note| note.remark.is_against()));
            let account = match ledger.accounts.iter().position(|account| account.company == company) {
                Some(known) => known,
                None => {
                    ledger.accounts.push(Account { company, sheets: Vec::new(), plots: Vec::new() });
                    ledger.accounts.len() - 1
                }
            };
            drawn.resize_with(ledger.accounts.len(), Vec::new);
            drawn[account].push(line);
            let sheets = &mut ledger.accounts[account].sheets;
            match sheets.iter_mut().find(|sheet| sheet.claim == claim) {
                Some(sheet) => sheet.lines.push(shown),
                None => sheets.push(Sheet { claim, lines: vec![shown] }),
            }
        }
        for (account, lines) in ledger.accounts.iter_mut().zip(drawn) {
            // What names no company is no course of anything.
            if account.company.is_some() {
                account.plots = plot::plots(self, words, all, origins, &lines);
            }
            sort::by_key(&mut account.sheets, |sheet| sheet.claim.unwrap_or(u32::MAX));
        }
        let size = |account: &Account| account.sheets.iter().map(|sheet| sheet.lines.len()).sum::<usize>();
        sort::by_key(&mut ledger.accounts, |account| {
            (account.company.is_none(), std::cmp::Reverse(size(account)), account.company)
        });
        ledger
    }

    fn line(
        &self,
        words: &Words,
        all: &[Stated],
        origins: &[Origin],
        lines: &[Line],
        number: usize,
        line: &Line,
    ) -> FigureLine {
        let stated = || line.stated.iter().filter_map(|&place| Some((&all.get(place)?.statement, origins.get(place)?)));
        let first = stated().next().map(|(statement, _)| statement);
        let mut shown = FigureLine {
            number: number as u32,
            value: first.map_or(String::new(), |first| value(words, first, lowest_hedge(stated().map(|one| one.0)))),
            counts: counted(words, line, all),
            said: Vec::new(),
            quotes: Vec::new(),
            remarks: remarks(words, all, lines, line),
        };
        let mut groups: Vec<u32> = Vec::new();
        for (statement, origin) in stated() {
            if !shown.said.contains(&origin.said) {
                shown.said.push(origin.said.clone());
            }
            if !groups.contains(&origin.group) {
                groups.push(origin.group);
                shown.quotes.extend(self.quote(statement, origin));
            }
        }
        shown
    }

    /// The sentence with its figure, and where it stands, one place an article.
    fn quote(&self, statement: &Statement, origin: &Origin) -> Option<Quote> {
        let text = statement.sentence.of(self.text(origin.item));
        let shift = |at: u32| at.saturating_sub(statement.sentence.start);
        let shown = self.passage(origin.item)?;
        let mut places = vec![Place { article: shown.article, passage: shown.id }];
        for passage in self.groups.get(origin.group as usize)?.members.iter().filter_map(|&member| self.passage(member))
        {
            if !places.iter().any(|known| known.article == passage.article) {
                places.push(Place { article: passage.article, passage: passage.id });
            }
        }
        let span = Span { start: shift(statement.span.start), end: shift(statement.span.end) };
        Some(Quote { text: text.to_string(), marks: vec![span], lang: shown.lang, places })
    }
}

/// What an article as a whole says.
struct About {
    company: Option<String>,
    manner: Option<Manner>,
}

/// The hedge that a line shows: where some state a figure plainly, it is plain.
fn lowest_hedge<'a>(statements: impl Iterator<Item = &'a Statement>) -> Hedge {
    statements.map(|statement| statement.hedge).min().unwrap_or_default()
}

/// What a line counts, as the texts say it, each wording once.
fn counted(words: &Words, line: &Line, all: &[Stated]) -> Vec<String> {
    let mut counts: Vec<String> = Vec::new();
    for stated in line.stated.iter().filter_map(|&place| all.get(place)) {
        let said = counts_of(words, &stated.statement);
        if !said.is_empty() && !counts.contains(&said) {
            counts.push(said);
        }
    }
    counts
}

pub(super) fn counts_of(words: &Words, statement: &Statement) -> String {
    match (statement.counts, statement.noun.is_empty()) {
        (Counts::Left, true) => words.get("figure-left").to_string(),
        (Counts::Left, false) => format!("{}, {}", statement.noun, words.get("figure-left")),
        (_, false) => statement.noun.clone(),
        (_, true) if statement.unit == Unit::People => words.get("unit-people").to_string(),
        _ => String::new(),
    }
}

/// The remarks about a line; those of one kind are one, with all that the other lines count or say.
fn remarks(words: &Words, all: &[Stated], lines: &[Line], line: &Line) -> Vec<FigureNote> {
    let mut out: Vec<FigureNote> = Vec::new();
    for note in &line.notes {
        let new = remark(words, all, lines, note);
        match out.last_mut().filter(|last| last.remark == new.remark) {
            Some(last) => {
                join(&mut last.value, &new.value);
                join(&mut last.counts, &new.counts);
            }
            None => out.push(new),
        }
    }
    out
}

fn join(list: &mut String, more: &str) {
    if !more.is_empty() && !list.split(" · ").any(|known| known == more) {
        list.push_str(if list.is_empty() { "" } else { " · " });
        list.push_str(more);
    }
}

fn remark(words: &Words, all: &[Stated], lines: &[Line], note: &Note) -> FigureNote {
    let other = note.line.and_then(|line| lines.get(line)?.stated.first()).and_then(|&place| all.get(place));
    let statement = other.map(|other| &other.statement);
    let percent =
        note.percent.map(|percent| words.fill("unit-percent", &[("n", &words.value((percent * 10.0).round() / 10.0))]));
    FigureNote {
        remark: note.remark,
        line: note.line.filter(|line| *line < MOST_LINES).map(|line| line as u32),
        value: percent.or_else(|| statement.map(|other| value(words, other, other.hedge))).unwrap_or_default(),
        counts: statement.map_or(String::new(), |other| counts_of(words, other)),
    }
}

/// The number or numbers of a figure: "5.000 → 3.800".
pub(super) fn number(words: &Words, statement: &Statement) -> String {
    let first = words.value(of_unit(statement.value, statement.unit));
    match statement.to {
        None => first,
        Some((to, kind)) => {
            let to = words.value(of_unit(to, statement.unit));
            let sign = if kind == PairKind::Change { " → " } else { "–" };
            format!("{first}{sign}{to}")
        }
    }
}

/// The key of the words that put a number into its unit.
pub(super) fn unit_key(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent | Unit::Share => "unit-percent",
        Unit::Eur => "unit-eur",
        Unit::Usd => "unit-usd",
        Unit::Gbp => "unit-gbp",
        Unit::Sek => "unit-sek",
        Unit::DurationMinutes => "unit-minutes",
        Unit::DurationMonths => "unit-months",
        Unit::DurationYears => "unit-years",
        Unit::People | Unit::Conversations | Unit::Other => "unit-none",
    }
}

/// A figure in words: "rund 5.000 → 3.800", "bis 2 Mio. Euro".
pub(super) fn value(words: &Words, statement: &Statement, hedge: Hedge) -> String {
    let number = words.fill(unit_key(statement.unit), &[("n", &number(words, statement))]);
    let key = match hedge {
        Hedge::Exact => return number,
        Hedge::About => "figure-about",
        Hedge::Below => "figure-below",
        Hedge::AtMost => "figure-at-most",
        Hedge::Above => "figure-above",
    };
    words.fill(key, &[("n", &number)])
}

/// A share as hundredths, so that halves and percentages stand side by side.
pub(super) fn of_unit(value: f64, unit: Unit) -> f64 {
    if unit == Unit::Share { value * 100.0 } else { value }
}
