//! How does a corpus answer the page?

use std::collections::HashMap;

use super::Corpus;
use super::fold::Group;
use super::shelf::Searched;
use crate::article::{PassageKind, Span, is_web};
use crate::correction::Correction;
use crate::facet::{ARTICLE, CLAIM, COMPANY, FACETS, LANGUAGE, SOURCE, STANCE, YEAR, column};
use crate::label::Evidence;
use crate::protocol::{
    ArticleCard, Clue, ExampleCard, LabelCard, List, MOST_PLACES, Mine, Overview, Quality, Remark, Row, Tag, TopicCard,
};
use crate::query::{self, Query};
use crate::search::{self, Hit, Marker, Options, Selection, Sort};
use crate::topic::{Topic, Wording};
use crate::url::{self, State, View};
use crate::words::Tongue;

/// So many words of evidence are shown for a label, and so many against it; what weighs most comes
/// first. Fewer, and a reader misses what tipped the scale; more, and nobody reads the list.
const MOST_FOR: usize = 4;
const MOST_AGAINST: usize = 3;

impl Corpus {
    /// The rows that a state selects, from `offset` on, at most `limit`.
    pub fn list(&self, state: &State, offset: u32, limit: u32) -> List {
        let (query, notices) = self.parse(&state.query);
        let mut remarks: Vec<Remark> = notices.into_iter().map(Remark::Query).collect();
        let selection = self.selection(state, &mut remarks);
        let options = Options {
            sort: match state.sort {
                url::Sort::Relevance => Sort::Relevance,
                url::Sort::Date => Sort::Date,
                url::Sort::Article => Sort::Order,
            },
            offset: offset as usize,
            limit: limit as usize,
            ..Options::default()
        };
        let searched = self.searched(state);
        let answer = search::run(searched.index, &searched, &query, &selection, &options);
        remarks.extend(answer.notices.into_iter().map(Remark::Query));
        let loosened = if answer.documents == 0 { state.loosened() } else { Vec::new() };
        List {
            loosened: loosened.iter().map(|state| self.count(state)).collect(),
            groups: answer.documents,
            copies: answer.copies,
            offset,
            rows: answer.hits.iter().filter_map(|hit| self.row_of(hit, searched, &selection, &query)).collect(),
            counts: answer.counts.iter().map(|counts| counts.iter().map(|count| count.documents).collect()).collect(),
            remarks,
        }
    }

    /// How many groups a state selects.
    fn count(&self, state: &State) -> u32 {
        let (query, _) = self.parse(&state.query);
        let searched = self.searched(state);
        search::matching(searched.index, &searched, &query, &self.selection(state, &mut Vec::new())).count()
    }

    /// Those of a topic's examples that show something: a teacher's own articles may lack what they are about.
    fn examples(&self, topic: &Topic) -> Vec<ExampleCard> {
        let cards = topic.examples.iter().filter_map(|example| {
            let (state, strange) = url::read(&example.link, "");
            let shows = match state.view {
                View::Figures => self.ledger(&state, Tongue::En).lines > 0,
                _ => self.count(&state) > 0,
            };
            let mut lacks = Vec::new();
            self.selection(&state, &mut lacks);
            (shows && strange.is_empty() && lacks.is_empty()).then(|| ExampleCard {
                state,
                title: worded(&example.title),
                why: worded(&example.why),
            })
        });
        cards.collect()
    }

    pub(super) fn parse(&self, text: &str) -> (Query, Vec<query::Notice>) {
        let fields: Vec<&str> = FACETS.iter().map(|facet| facet.key).collect();
        query::parse(text, &fields)
    }

    /// The chosen values by their places. A value that the corpus lacks is passed over and named.
    pub(super) fn selection(&self, state: &State, remarks: &mut Vec<Remark>) -> Selection {
        let mut selection = Selection { values: vec![Vec::new(); FACETS.len()] };
        for (facet, values) in FACETS.iter().zip(&mut selection.values) {
            for key in state.values(facet.key) {
                match column(facet.key).and_then(|column| self.columns.place(column, key)) {
                    Some(place) => values.push(place),
                    None => remarks.push(Remark::NoSuchValue { facet: facet.key.to_string(), value: key.clone() }),
                }
            }
        }
        selection
    }

    /// A hit as a row: the member of the group that the reader's choice of articles, sources and
    /// languages means, in the wording that was found.
    fn row_of(&self, hit: &Hit, searched: Searched, selection: &Selection, query: &Query) -> Option<Row> {
        let group = searched.groups.get(hit.document as usize)?;
        let wording = *group.wordings.get(hit.wording as usize)?;
        let chosen = self.chosen_member(group, wording, selection);
        if chosen == wording || self.passage(chosen)?.id == self.passage(wording)?.id {
            return self.row(chosen, hit.marks.clone());
        }
        let marks = Marker::new(searched.index, &searched, query, true).marks(self.text(chosen));
        self.row(chosen, marks)
    }

    /// Whether the reader's choice of sources, articles, languages and years allows this occurrence: a group
    /// has the values of all its members.
    pub(super) fn allows(&self, item: u32, selection: &Selection) -> bool {
        [SOURCE, ARTICLE, LANGUAGE, YEAR].into_iter().all(|facet| {
            let chosen = selection.values.get(facet).map_or(&[][..], Vec::as_slice);
            let chosen_key = |key: &String| self.columns.place(facet, key).is_some_and(|place| chosen.contains(&place));
            chosen.is_empty() || super::columns::keys(facet, self, item).iter().any(chosen_key)
        })
    }

    /// The member to show: one with the found wording where the choice allows, else any it allows.
    pub(super) fn chosen_member(&self, group: &Group, wording: u32, selection: &Selection) -> u32 {
        let allowed = |item: u32| self.allows(item, selection);
        if selection.values.iter().all(Vec::is_empty) || allowed(wording) {
            return wording;
        }
        let same =
            |item: u32| self.passage(item).map(|passage| passage.id) == self.passage(wording).map(|passage| passage.id);
        let members = || group.members.iter().copied().filter(|&item| allowed(item));
        members().find(|&item| same(item)).or_else(|| members().next()).unwrap_or(wording)
    }

    pub(super) fn row(&self, item: u32, marks: Vec<Span>) -> Option<Row> {
        let passage = self.passage(item)?;
        let group = self.groups.get(*self.group_of.get(item as usize)? as usize)?;
        Some(Row {
            passage: passage.id,
            article: passage.article,
            kind: passage.kind,
            text: self.text(item).to_string(),
            lang: passage.lang,
            marks,
            tags: self.tags(item),
            places: self.places(&group.members, MOST_PLACES),
            copies: group.members.len() as u32,
            wordings: group.wordings.len() as u32,
            beside: group.beside.len() as u32,
        })
    }

    fn tags(&self, item: u32) -> Vec<Tag> {
        let Some(labels) = self.explained(item) else { return Vec::new() };
        let tag = |facet: usize, key: &str, evidence: &[Evidence], score: i32| {
            let value = self.columns.place(facet, key)?;
            let mine = if self.is_taken(item, facet, key) { Mine::Taken } else { Mine::No };
            Some(Tag { facet: facet as u8, value, evidence: clues(evidence), score, said: None, mine })
        };
        let stance = tag(STANCE, labels.stance.stance.id(), &labels.stance.evidence, labels.stance.score);
        let claims = labels.claims.iter().filter_map(|claim| {
            let key = self.claim_keys.get(usize::from(claim.claim.0))?;
            let said = Some(super::columns::voice(&claim.said_by));
            Some(Tag { said, ..tag(CLAIM, key, &claim.evidence, claim.score)? })
        });
        let companies = labels.companies.iter().filter_map(|company| {
            let score = company.evidence.iter().map(|evidence| evidence.weight).sum();
            tag(COMPANY, &company.name, &company.evidence, score)
        });
        let mut tags: Vec<Tag> = stance.into_iter().chain(claims).chain(companies).collect();
        for own in self.corrections_of(item).filter(|own| own.holds) {
            let Some(facet) = column(&own.facet) else { continue };
            let Some(value) = self.columns.place(facet, &own.value) else { continue };
            let is_there = |tag: &Tag| usize::from(tag.facet) == facet && tag.value == value && tag.mine == Mine::No;
            if !tags.iter().any(is_there) {
                tags.push(Tag { facet: facet as u8, value, evidence: vec![], score: 0, said: None, mine: Mine::Given });
            }
        }
        tags
    }

    pub(super) fn corrections_of(&self, item: u32) -> impl Iterator<Item = &Correction> {
        let own = self.passage(item).and_then(|passage| self.corrections.get(&passage.id));
        own.into_iter().flatten()
    }

    /// Whether the reader took a label away: by saying so or, of a stance, by giving another.
    fn is_taken(&self, item: u32, facet: usize, key: &str) -> bool {
        self.corrections_of(item).filter(|own| column(&own.facet) == Some(facet)).any(|own| match own.holds {
            true => facet == STANCE && own.value != key,
            false => own.value == key,
        })
    }

    /// What the page needs to know of the whole.
    pub(super) fn overlook(&self, title: String, topic: &Topic) -> Overview {
        let mut passages: HashMap<u32, u32> = HashMap::new();
        for item in 0..self.items.len() as u32 {
            if let Some(passage) = self.passage(item) {
                *passages.entry(passage.article).or_default() += 1;
            }
        }
        let articles = self.articles.iter().zip(self.related()).zip(0u32..);
        let cards = articles.map(|((article, beside), ordinal)| ArticleCard {
            id: article.id,
            title: article.meta.title.clone(),
            source: article.meta.source.clone(),
            author: article.meta.author.clone(),
            date: article.meta.date,
            lang: article.meta.lang,
            url: article.meta.url.clone().filter(|url| is_web(url)),
            retold: article.meta.retold,
            passages: passages.get(&ordinal).copied().unwrap_or(0),
            also: beside.also,
            within: beside.within,
            story: beside.story,
        });
        Overview {
            title,
            articles: cards.collect(),
            values: self.columns.values.clone(),
            topic: TopicCard { examples: self.examples(topic), ..topic_card(topic) },
            copies: self.items.len() as u32,
            groups: self.groups.len() as u32,
            furniture: self.passages.iter().filter(|passage| passage.kind == PassageKind::Furniture).count() as u32,
            notices: self.overview.notices.clone(),
            refused: self.overview.refused.clone(),
        }
    }
}

/// The heaviest words for and against a label.
fn clues(evidence: &[Evidence]) -> Vec<Clue> {
    let (mut good, mut bad) = (0, 0);
    let heavy = evidence.iter().filter(|evidence| {
        let (count, most) = if evidence.is_for() { (&mut good, MOST_FOR) } else { (&mut bad, MOST_AGAINST) };
        *count += 1;
        *count <= most
    });
    heavy.map(|one| Clue { span: one.span, rule: one.rule.to_string(), weight: one.weight }).collect()
}

/// A wording in the languages that it has.
fn worded(wording: &Wording) -> Vec<(Tongue, String)> {
    let both = [(Tongue::De, wording.de.clone()), (Tongue::En, wording.en.clone())];
    both.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// What the page tells of the topic.
fn topic_card(topic: &Topic) -> TopicCard {
    let quality = |facet: usize, key: &str| {
        let measure = topic.measured.of(FACETS.get(facet)?.key, key)?;
        Some(Quality { passages: measure.passages, precision: measure.precision, coverage: measure.coverage })
    };
    let mut labels = Vec::new();
    for (facet, of_facet) in [(STANCE, &topic.stances), (CLAIM, &topic.claims)] {
        labels.extend(of_facet.iter().map(|label| LabelCard {
            facet: facet as u8,
            key: label.id.clone(),
            meaning: worded(&label.meaning),
            quality: quality(facet, &label.id),
        }));
    }
    let all = String::from("*");
    labels.push(LabelCard { facet: COMPANY as u8, quality: quality(COMPANY, &all), key: all, meaning: Vec::new() });
    let fails = |tongue, texts: &[String]| texts.iter().map(|text| (tongue, text.clone())).collect::<Vec<_>>();
    TopicCard {
        name: worded(&topic.name),
        version: topic.version.clone(),
        labels,
        measured: worded(&topic.measured.on),
        fails: [fails(Tongue::De, &topic.measured.fails_de), fails(Tongue::En, &topic.measured.fails_en)].concat(),
        examples: Vec::new(),
    }
}
