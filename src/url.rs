//! How does a view become a link, and a link a view?
//!
//! Everything a view needs stands behind `#` as `key=value` pairs joined by `&`, so that no host's
//! log sees it and it works from `file://`. A facet's key may be repeated: its values are joined
//! by *or*, facets by *and*. The same pairs behind `?` are read too. What a link says and Lesart
//! does not know is ignored and named in a [`Strange`], never an error.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

pub use chosen::Chosen;

use crate::article::{ArticleId, PassageId};
use crate::facet::FACETS;
use crate::words::Tongue;

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum View {
    /// The list of passages.
    #[default]
    Passages,
    /// One article.
    Article,
    /// The figures that the passages state.
    Figures,
    /// How the labels are made.
    Labels,
    /// One group, with all its wordings.
    Group,
    /// The reader's own articles.
    Own,
    /// Two values of a facet side by side.
    Compare,
    /// Who against what: a table of numbers.
    Matrix,
    /// What the corpus holds.
    Overview,
    /// What all this is, in plain words.
    Help,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sort {
    /// The best match first; the order of the articles where nothing is searched.
    #[default]
    Relevance,
    /// The newest first; undated passages last.
    Date,
    /// As they stand in the articles.
    Article,
}

/// A named way to write the values of a key.
trait Keyword: Copy + PartialEq + Default + 'static {
    const ROWS: &'static [(Self, &'static str)];

    fn word(self) -> &'static str {
        Self::ROWS.iter().find(|(value, _)| *value == self).map_or("", |(_, word)| word)
    }

    fn read(word: &str) -> Option<Self> {
        Self::ROWS.iter().find(|(_, known)| *known == word).map(|(value, _)| *value)
    }
}

impl Keyword for View {
    const ROWS: &'static [(Self, &'static str)] = &[
        (Self::Passages, "passages"),
        (Self::Article, "article"),
        (Self::Figures, "figures"),
        (Self::Labels, "labels"),
        (Self::Group, "group"),
        (Self::Own, "own"),
        (Self::Compare, "compare"),
        (Self::Matrix, "matrix"),
        (Self::Overview, "overview"),
        (Self::Help, "help"),
    ];
}

impl Keyword for Sort {
    const ROWS: &'static [(Self, &'static str)] =
        &[(Self::Relevance, "relevance"), (Self::Date, "date"), (Self::Article, "article")];
}

/// Everything that a link carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// What is typed into the search box.
    pub query: String,
    /// The chosen values of each facet, by the facet's key, in the order in which they were chosen.
    pub chosen: Chosen,
    /// What is looked at.
    pub view: View,
    /// The order of the list.
    pub sort: Sort,
    /// The article that is read, in the article view.
    pub article: Option<ArticleId>,
    /// The passage that is pointed at.
    pub passage: Option<PassageId>,
    /// The passage whose group is opened, in the group view.
    pub group: Option<PassageId>,
    /// The facet whose values are compared, or stand at the matrix's left; empty where the reader
    /// chose none.
    pub by: String,
    /// The two values that are compared, left and right; empty where the reader chose none.
    pub sides: [String; 2],
    /// Whether page furniture is shown in articles.
    pub furniture: bool,
    /// Whether each occurrence stands for itself instead of being folded.
    pub unfolded: bool,
    /// Whether the reader's own labels count in the filters.
    pub mine: bool,
    /// The collection of the reader's own that is open, by its name; else the site's articles are.
    pub own: Option<String>,
    /// The language of the interface, where the reader chose one.
    pub tongue: Option<Tongue>,
    /// The lesson, packed as [`crate::lesson`] says; empty where there is none.
    pub lesson: String,
}

impl State {
    /// The chosen values of a facet.
    pub fn values(&self, facet: &str) -> &[String] {
        self.chosen.of(facet)
    }

    /// Whether a value is chosen.
    pub fn has(&self, facet: &str, value: &str) -> bool {
        self.values(facet).iter().any(|chosen| chosen == value)
    }

    /// Whether anything narrows the list.
    pub fn is_filtered(&self) -> bool {
        !self.query.trim().is_empty() || !self.chosen.is_empty()
    }

    /// The state with a value chosen that was not, or the other way round. Pointing at a passage
    /// ends: the list is a different one.
    pub fn toggled(&self, facet: &str, value: &str) -> Self {
        let mut state = self.clone();
        state.passage = None;
        let mut values = state.values(facet).to_vec();
        match values.iter().position(|chosen| chosen == value) {
            Some(place) => {
                values.remove(place);
            }
            None => values.push(value.to_string()),
        }
        state.chosen.set(facet, values);
        state
    }

    /// The state without any filter or search.
    pub fn unfiltered(&self) -> Self {
        Self { query: String::new(), chosen: Chosen::default(), passage: None, ..self.clone() }
    }

    /// The states in which one thing that is searched or chosen is taken back: the search first, then
    /// the values in the order of the facets.
    pub fn loosened(&self) -> Vec<Self> {
        let state = self.filtering();
        let search = (!state.query.trim().is_empty()).then(|| Self { query: String::new(), ..state.clone() });
        let values = FACETS.iter().flat_map(|facet| state.values(facet.key).iter().map(|value| (facet.key, value)));
        search.into_iter().chain(values.map(|(facet, value)| state.toggled(facet, value))).collect()
    }

    /// The state in which an article is read, at a passage of it where one is named.
    pub fn reading(&self, article: ArticleId, passage: Option<PassageId>) -> Self {
        Self { view: View::Article, article: Some(article), passage, group: None, ..self.clone() }
    }

    /// The state in which the group of a passage is opened.
    pub fn gathering(&self, passage: PassageId) -> Self {
        Self { view: View::Group, group: Some(passage), ..self.listing() }
    }

    /// The state in which the list is looked at.
    pub fn listing(&self) -> Self {
        Self { view: View::Passages, article: None, passage: None, group: None, ..self.clone() }
    }

    /// The state in which filters are changed: views of all that is selected stay, every other gives
    /// way to the list.
    pub fn filtering(&self) -> Self {
        let stays = matches!(self.view, View::Figures | View::Compare | View::Matrix | View::Overview);
        Self { view: if stays { self.view } else { View::Passages }, ..self.listing() }
    }

    /// The list with these values alone chosen in their facets, beside what else is chosen.
    pub fn narrowed(&self, values: &[(&str, &str)]) -> Self {
        let mut state = self.listing();
        for (facet, value) in values {
            state.chosen.set(facet, vec![(*value).to_string()]);
        }
        state
    }

    /// The state as the part of a link behind `#`; empty for the plain first view.
    pub fn fragment(&self) -> String {
        let mut out = String::new();
        let mut put = |key: &str, value: &str| {
            if !out.is_empty() {
                out.push('&');
            }
            encode(key, &mut out);
            out.push('=');
            encode(value, &mut out);
        };
        if !self.query.trim().is_empty() {
            put("q", &self.query);
        }
        for facet in FACETS {
            for value in self.values(facet.key) {
                put(facet.key, value);
            }
        }
        if self.view != View::default() {
            put("view", self.view.word());
        }
        if self.sort != Sort::default() {
            put("sort", self.sort.word());
        }
        if self.unfolded {
            put("fold", "off");
        }
        if self.mine {
            put("mine", "on");
        }
        if self.furniture {
            put("furniture", "on");
        }
        if !self.by.is_empty() {
            put("by", &self.by);
        }
        for (key, side) in SIDES.iter().zip(&self.sides).filter(|(_, side)| !side.is_empty()) {
            put(key, side);
        }
        if let Some(group) = self.group {
            put("group", &group.to_string());
        }
        if let Some(article) = self.article {
            put("in", &article.to_string());
        }
        if let Some(passage) = self.passage {
            put("passage", &passage.to_string());
        }
        if let Some(own) = &self.own {
            put("corpus", own);
        }
        if let Some(tongue) = self.tongue {
            put("lang", tongue.tag());
        }
        if !self.lesson.is_empty() {
            put("lesson", &self.lesson);
        }
        out
    }

    /// The state as a link relative to the page: `#…`.
    pub fn href(&self) -> String {
        format!("#{}", self.fragment())
    }
}

/// Something in a link that Lesart does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Strange {
    /// A key.
    Key(String),
    /// A value that its key cannot hold.
    Value {
        /// The key.
        key: String,
        /// What stands there.
        value: String,
    },
}

/// Reads a link's `#…` and `?…`, each with or without its mark, and says what it did not know.
/// What stands behind `#` comes last and wins.
pub fn read(fragment: &str, search: &str) -> (State, Vec<Strange>) {
    let mut state = State::default();
    let mut strange = Vec::new();
    let search = search.trim_start_matches('?');
    // A text directive (`#:~:text=…`) is the browser's and ends what is ours.
    let fragment = fragment.trim_start_matches('#');
    let directive = fragment.match_indices(':').map(|(place, _)| place);
    let mut directive = directive.filter(|place| fragment.as_bytes()[*place..].starts_with(b":~:"));
    let fragment = directive.next().and_then(|place| fragment.get(..place)).unwrap_or(fragment);
    for pair in search.split('&').chain(fragment.split('&')).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (key, value) = (decode(key), decode(value));
        if !set(&mut state, &key, &value) {
            strange.push(match KEYS.contains(&key.as_str()) {
                true => Strange::Value { key, value },
                false => Strange::Key(key),
            });
        }
    }
    // Reading needs something to read.
    if state.view == View::Article && state.article.is_none() || state.view == View::Group && state.group.is_none() {
        state.view = View::Passages;
    }
    (state, strange)
}

/// The keys beside the facets' own.
const KEYS: &[&str] = &[
    "q",
    "view",
    "sort",
    "fold",
    "mine",
    "furniture",
    "by",
    SIDES[0],
    SIDES[1],
    "group",
    "in",
    "passage",
    "corpus",
    "lang",
    "lesson",
];

/// The keys of the two sides that are compared.
const SIDES: [&str; 2] = ["left", "right"];

/// Sets what a pair stands for; `false` where Lesart does not know it.
fn set(state: &mut State, key: &str, value: &str) -> bool {
    fn switch(value: &str) -> Option<bool> {
        [("on", true), ("off", false)].into_iter().find(|(word, _)| *word == value).map(|(_, on)| on)
    }
    fn take<T>(place: &mut T, found: Option<T>) -> bool {
        found.map(|found| *place = found).is_some()
    }
    match key {
        // Blanks alone look for nothing, and are not written either.
        "q" => state.query = if value.trim().is_empty() { String::new() } else { value.to_string() },
        "view" => return take(&mut state.view, View::read(value)),
        "sort" => return take(&mut state.sort, Sort::read(value)),
        "mine" => return take(&mut state.mine, switch(value)),
        "fold" => return take(&mut state.unfolded, switch(value).map(|on| !on)),
        "furniture" => return take(&mut state.furniture, switch(value)),
        "by" => {
            let known = FACETS.iter().any(|facet| facet.key == value);
            return take(&mut state.by, known.then(|| value.to_string()));
        }
        "left" => state.sides[0] = value.to_string(),
        "right" => state.sides[1] = value.to_string(),
        "group" => return take(&mut state.group, value.parse().ok().map(Some)),
        "in" => return take(&mut state.article, value.parse().ok().map(Some)),
        "passage" => return take(&mut state.passage, value.parse().ok().map(Some)),
        "corpus" => return take(&mut state.own, (!value.trim().is_empty()).then(|| Some(value.to_string()))),
        // Letters, digits, `-` and `_` of base 64 for URLs; anything else was put there by nobody's program.
        "lesson" => {
            let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
            return take(&mut state.lesson, (plain && !value.is_empty()).then(|| value.to_string()));
        }
        "lang" => return take(&mut state.tongue, Tongue::read(value).map(Some)),
        _ => {
            let known = FACETS.iter().any(|facet| facet.key == key);
            if known && !value.is_empty() && !state.has(key, value) {
                let mut values = state.values(key).to_vec();
                values.push(value.to_string());
                state.chosen.set(key, values);
            }
            return known;
        }
    }
    true
}

/// Percent-encodes all but letters, digits and `-._~` (RFC 3986's unreserved characters).
pub(crate) fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
}

/// The reverse of [`encode`]; `+` is a space as in forms, and what is no escape stays as it is.
pub(crate) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let digit = |at: usize| bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 2;
            }
            (b'+', ..) => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

mod chosen;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chosen(pairs: &[(&str, &[&str])]) -> Chosen {
        let mut chosen = Chosen::default();
        for (key, values) in pairs {
            chosen.set(key, values.iter().map(|value| value.to_string()).collect());
        }
        chosen
    }

    #[test]
    fn facets_stand_in_one_order_however_they_were_chosen() {
        let one = State::default().toggled("stance", "mixed").toggled("company", "SAP").toggled("company", "IBM");
        let other = State::default().toggled("company", "SAP").toggled("company", "IBM").toggled("stance", "mixed");
        assert_eq!(one, other);
        assert_eq!(one.narrowed(&[("company", "SAP")]).values("company"), ["SAP"]);
        assert!(one.unfiltered().chosen.is_empty());
    }

    #[test]
    fn blanks_look_for_nothing() {
        assert_eq!(read("q=%20+", ""), (State::default(), Vec::new()));
    }

    /// Each row in both directions.
    #[test]
    fn links_and_states() {
        let id = |text: &str| PassageId::of(text);
        let article = ArticleId::of("a");
        let rows = [
            (String::new(), State::default()),
            (
                "q=5.000%20%C3%96%26%3D&company=Klarna&company=Salesforce&claim=job-cuts&stance=human-first".into(),
                State {
                    query: "5.000 Ö&=".into(),
                    chosen: chosen(&[
                        ("company", &["Klarna", "Salesforce"]),
                        ("claim", &["job-cuts"]),
                        ("stance", &["human-first"]),
                    ]),
                    ..State::default()
                },
            ),
            (
                format!("view=article&in={article}&passage={}&lang=en", id("x")),
                State { tongue: Some(Tongue::En), ..State::default() }.reading(article, Some(id("x"))),
            ),
            (
                "view=own&corpus=Klarna%20%26%20Co".into(),
                State { view: View::Own, own: Some("Klarna & Co".into()), ..State::default() },
            ),
            ("q=KI&lesson=a-_Z9".into(), State { query: "KI".into(), lesson: "a-_Z9".into(), ..State::default() }),
            ("sort=date&fold=off".into(), State { sort: Sort::Date, unfolded: true, ..State::default() }),
            ("view=compare&by=company&left=Klarna&right=SAP".into(), {
                let sides = ["Klarna".to_string(), "SAP".to_string()];
                State { view: View::Compare, by: "company".into(), sides, ..State::default() }
            }),
            ("said=quoted&view=figures&mine=on".into(), {
                let state = State { view: View::Figures, mine: true, ..State::default() };
                State { chosen: chosen(&[("said", &["quoted"])]), ..state }
            }),
            (
                format!("q=KI&view=group&furniture=on&group={}", id("x")),
                State { query: "KI".into(), furniture: true, ..State::default() }.gathering(id("x")),
            ),
        ];
        for (link, state) in rows {
            assert_eq!(state.fragment(), link);
            assert_eq!(read(&link, ""), (state.clone(), vec![]), "{link}");
            assert_eq!(read("", &format!("?{link}")), (state, vec![]), "?{link}");
        }
    }

    #[test]
    fn what_is_not_known_is_ignored_and_named() {
        let (state, strange) = read("#q=KI&colour=red&view=chart&passage=xyz&company=Klarna", "");
        assert_eq!((state.query.as_str(), state.view, state.has("company", "Klarna")), ("KI", View::Passages, true));
        let value = |key: &str, value: &str| Strange::Value { key: key.into(), value: value.into() };
        assert_eq!(strange, [Strange::Key("colour".into()), value("view", "chart"), value("passage", "xyz")]);
    }

    #[test]
    fn strange_links_are_read_as_far_as_they_go() {
        assert_eq!(read("#q=a+b%zz%", "").0.query, "a b%zz%");
        assert_eq!(read("#q=%FF", "").0.query, "\u{FFFD}");
        assert_eq!(read("#q=KI:~:text=Klarna", "").0.query, "KI");
        assert_eq!(read("#view=article", "").0.view, View::Passages);
        assert_eq!(read("#view=group", "").0.view, View::Passages);
        assert_eq!(read("#q=neu", "?q=alt").0.query, "neu");
        assert_eq!(read("#company=Klarna&company=Klarna", "").0.values("company"), ["Klarna"]);
    }

    #[test]
    fn a_value_toggled_twice_leaves_no_trace() {
        let state = State::default().toggled("company", "Klarna").toggled("company", "IBM");
        assert_eq!(state.values("company"), ["Klarna", "IBM"]);
        assert_eq!(state.toggled("company", "IBM").toggled("company", "Klarna"), State::default());
    }

    proptest! {
        #[test]
        fn every_state_survives_its_link(query in "\\PC{0,20}", values in prop::collection::vec("\\PC{1,10}", 0..4)) {
            let query = if query.trim().is_empty() { String::new() } else { query };
            let mut state = State { query, ..State::default() };
            for value in values {
                if !state.has("company", &value) {
                    state = state.toggled("company", &value);
                }
            }
            prop_assert_eq!(read(&state.href(), ""), (state, vec![]));
        }

        #[test]
        fn no_link_makes_it_panic(link in "\\PC{0,60}", search in "[%&=+a-z?#]{0,40}") {
            let _ = read(&link, &search);
        }
    }
}
