//! What does a passage state with a figure: how firmly, counting what, about which company?
//!
//! The grammar of figures says value, unit and noun. For comparing figures of several articles more
//! is needed, and all of it stands in the words around: "mehr als" before the figure, "auf" before
//! what is left, dismissal or attrition in the sentence. The tables are words of counting and of
//! leaving work, not of a topic.

use crate::article::{Date, Span};
use crate::lang::sentence::sentences;

use super::{Evidence, Figure, Labels, PairKind, Unit, when};

/// How firmly a figure is stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hedge {
    /// As it is.
    #[default]
    Exact,
    /// "rund", "about".
    About,
    /// "fast", "nearly": a little less.
    Below,
    /// "bis zu", "up to": this or less.
    AtMost,
    /// "mehr als", "over": this or more.
    Above,
}

/// What is counted, as far as words tell it in any topic about work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counts {
    /// No noun stands beside it.
    #[default]
    Bare,
    /// Some noun; see [`Statement::noun`].
    Noun,
    /// Posts.
    Posts,
    /// People who work.
    Staff,
    /// Customers and users.
    Customers,
    /// What is left after a change: "auf 2.000".
    Left,
}

/// How people leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// They are dismissed.
    Dismissed,
    /// They go by themselves and nobody follows.
    Attrition,
}

/// A figure, or both ends of a pair, with what stands around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The value; of a pair, the first.
    pub value: f64,
    /// The second value of a pair, and its kind.
    pub to: Option<(f64, PairKind)>,
    /// The unit.
    pub unit: Unit,
    /// Where it stands, a pair as a whole.
    pub span: Span,
    /// Its sentence.
    pub sentence: Span,
    /// How firmly.
    pub hedge: Hedge,
    /// What is counted, coarsely.
    pub counts: Counts,
    /// What is counted, as it stands; may be empty.
    pub noun: String,
    /// How people leave, where the sentence says it.
    pub manner: Option<Manner>,
    /// For a percentage beside a change: what its ends come to.
    pub recomputed: Option<f64>,
    /// When, where the sentence names a year for it.
    pub when: Option<Date>,
}

const ABOUT: &[&str] =
    &["rund", "etwa", "ca.", "ca", "circa", "ungefähr", "about", "around", "some", "roughly", "approximately"];
const BELOW: &[&str] = &["fast", "knapp", "beinahe", "nahezu", "nearly", "almost"];
const AT_MOST: &[&str] = &["bis zu", "up to", "weniger als", "fewer than", "less than", "höchstens", "maximal"];
const ABOVE: &[&str] =
    &["mehr als", "über", "mindestens", "gut", "wenigstens", "more than", "over", "at least", "upwards of"];

/// Endings of what is counted, lower case.
const KINDS: &[(Counts, &[&str])] = &[
    (
        Counts::Posts,
        &[
            "stellen",
            "stelle",
            "arbeitsplätze",
            "arbeitsplätzen",
            "arbeitsplatz",
            "jobs",
            "job",
            "posten",
            "positionen",
            "roles",
            "positions",
            "posts",
        ],
    ),
    (Counts::Customers, &["kunden", "kundinnen", "nutzer", "nutzern", "anwender", "customers", "users", "clients"]),
    (
        Counts::Staff,
        &[
            "mitarbeiter",
            "mitarbeitern",
            "mitarbeitende",
            "mitarbeitenden",
            "mitarbeiterinnen",
            "beschäftigte",
            "beschäftigten",
            "angestellte",
            "angestellten",
            "köpfe",
            "köpfen",
            "kräfte",
            "kräften",
            "menschen",
            "personen",
            "leute",
            "agenten",
            "berater",
            "beratern",
            "betreuer",
            "betreuern",
            "agents",
            "employees",
            "workers",
            "people",
            "staff",
            "headcount",
            "personal",
            "belegschaft",
            "colleagues",
        ],
    ),
];

const ATTRITION: &[&str] = &[
    "fluktuation",
    "nicht nachbesetzt",
    "nicht neu besetzt",
    "altersteilzeit",
    "vorruhestand",
    "ruhestand",
    "einstellungsstopp",
    "attrition",
    "hiring freeze",
    "early retirement",
    "not replac",
    "not be replaced",
];
const DISMISSAL: &[&str] =
    &["entlass", "gekündigt", "kündigung", "laid off", "layoff", "lay off", "fired", "dismiss", "sacked", "redundan"];
const NOT: &[&str] = &["kein", "nicht", " no ", "not ", "without", "ohne"];

/// How a stretch of text says that people leave. Attrition goes first, since it is often told
/// beside the dismissals that are ruled out.
pub fn manner(text: &str) -> Option<Manner> {
    let text = text.to_lowercase();
    let has = |list: &[&str]| list.iter().any(|word| text.contains(word));
    match (has(ATTRITION), has(DISMISSAL) && !has(NOT)) {
        (true, _) => Some(Manner::Attrition),
        (_, true) => Some(Manner::Dismissed),
        _ => None,
    }
}

/// The statements of a passage, in order. A pair is one.
pub fn statements(text: &str, labels: &Labels) -> Vec<Statement> {
    let sentences = sentences(text, Some(labels.lang));
    let mut out = Vec::new();
    for (place, figure) in labels.figures.iter().enumerate() {
        let pair = figure.pair.and_then(|pair| Some((pair as usize, labels.figures.get(pair as usize)?)));
        // The second of a pair stands with its first.
        if pair.is_some_and(|(other, _)| other < place) {
            continue;
        }
        let second = pair.map(|(_, second)| second);
        let sentence =
            sentences.iter().find(|sentence| sentence.start <= figure.span.start && figure.span.start < sentence.end);
        let sentence =
            sentence.copied().unwrap_or(Span { start: 0, end: u32::try_from(text.len()).unwrap_or(u32::MAX) });
        let lead = lead(text, sentence, figure.span);
        let (hedge, rest) = hedge(&lead);
        let subject = figure.subject.or(second.and_then(|second| second.subject));
        let unit = unit(figure, second);
        // Beside money, percentages and durations the noun is the unit itself.
        let counted = matches!(unit, Unit::People | Unit::Conversations | Unit::Other);
        let span = Span { start: figure.span.start, end: second.map_or(figure.span.end, |second| second.span.end) };
        let noun = subject.filter(|_| counted).map_or("", |span| span.of(text)).to_string();
        out.push(Statement {
            value: figure.value,
            to: second.map(|second| (second.value, figure.pair_kind.unwrap_or(PairKind::Range))),
            unit,
            span,
            sentence,
            hedge,
            counts: counts(&noun, rest, second.is_none() && is_of_people(figure.value, unit, &noun)),
            noun,
            manner: manner(sentence.of(text)),
            recomputed: figure.recomputed,
            when: when::named(text, sentence, span, &labels.figures),
        });
    }
    out
}

/// Whether a number without a noun of its own may be one of people: "sinken, auf 2.000".
fn is_of_people(value: f64, unit: Unit, noun: &str) -> bool {
    unit == Unit::People || unit == Unit::Other && noun.is_empty() && value.fract() == 0.0 && value < 1e6
}

fn unit(figure: &Figure, second: Option<&Figure>) -> Unit {
    match (figure.unit, second) {
        (Unit::Other, Some(second)) => second.unit,
        (unit, _) => unit,
    }
}

/// The sentence up to a figure, lower case.
fn lead(text: &str, sentence: Span, figure: Span) -> String {
    Span { start: sentence.start.min(figure.start), end: figure.start }.of(text).to_lowercase()
}

/// The hedge at the end of what stands before a figure, and what stands before the hedge.
fn hedge(lead: &str) -> (Hedge, &str) {
    let lead = lead.trim_end();
    let ends = |word: &str| {
        let rest = lead.strip_suffix(word)?;
        (rest.is_empty() || !rest.ends_with(char::is_alphanumeric)).then_some(rest)
    };
    for (kind, words) in [(Hedge::About, ABOUT), (Hedge::Below, BELOW), (Hedge::AtMost, AT_MOST), (Hedge::Above, ABOVE)]
    {
        if let Some(rest) = words.iter().find_map(|word| ends(word)) {
            return (kind, rest.trim_end());
        }
    }
    (Hedge::Exact, lead)
}

fn counts(noun: &str, before: &str, single: bool) -> Counts {
    let last = before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
    if single && matches!(last, "auf" | "to") {
        return Counts::Left;
    }
    let noun = noun.to_lowercase();
    if noun.is_empty() {
        return Counts::Bare;
    }
    let kind = KINDS.iter().find(|(_, endings)| endings.iter().any(|ending| noun.ends_with(ending)));
    kind.map_or(Counts::Noun, |(kind, _)| *kind)
}

/// Which of a passage's companies a statement is about, by its place among the labels. `main` is
/// the company that the article speaks of most. The sentence's own company goes first (the last one
/// named before the figure), then the article's where the passage names it, then the last one before.
pub fn company_of(labels: &Labels, statement: &Statement, main: Option<&str>) -> Option<usize> {
    let named: Vec<(usize, Span)> = labels
        .companies
        .iter()
        .enumerate()
        .filter(|(_, company)| company.known)
        .flat_map(|(place, company)| company.evidence.iter().map(move |evidence| (place, evidence.span)))
        .collect();
    let nearest = |among: &dyn Fn(Span) -> bool| {
        named.iter().filter(|(_, span)| among(*span)).max_by_key(|(_, span)| span.start).map(|(place, _)| *place)
    };
    let inside = |span: Span| statement.sentence.start <= span.start && span.end <= statement.sentence.end;
    let before = |span: Span| span.start < statement.span.start;
    nearest(&|span| inside(span) && before(span))
        .or_else(|| nearest(&inside))
        .or_else(|| labels.companies.iter().position(|company| Some(company.name.as_str()) == main))
        .or_else(|| nearest(&before))
        .or_else(|| nearest(&|_| true))
}

/// Which of a passage's claims a statement belongs to, by its place among the labels: the one that
/// most of the sentence's words speak for, else the clearest.
pub fn claim_of(labels: &Labels, statement: &Statement) -> Option<usize> {
    let inside = |evidence: &&Evidence| {
        statement.sentence.start <= evidence.span.start && evidence.span.end <= statement.sentence.end
    };
    let weight = |place: usize| {
        let evidence = labels.claims.get(place).map_or(&[][..], |claim| &claim.evidence);
        evidence.iter().filter(inside).map(|evidence| i64::from(evidence.weight)).sum::<i64>()
    };
    let clear = |place: usize| labels.claims.get(place).map_or(0, |claim| claim.score);
    (0..labels.claims.len()).max_by_key(|&place| (weight(place).max(0), clear(place), std::cmp::Reverse(place)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::annotate;
    use crate::topic::Topic;

    fn topic() -> &'static Topic {
        static TOPIC: std::sync::OnceLock<Topic> = std::sync::OnceLock::new();
        TOPIC.get_or_init(|| Topic::bundled().0)
    }

    fn read(text: &str) -> Vec<Statement> {
        statements(text, &annotate(text, None, topic()))
    }

    #[test]
    fn what_stands_around_a_figure_is_read() {
        let cases = [
            ("Klarna schrumpfte von rund 5.000 auf 3.800 Köpfe.", Hedge::About, Counts::Staff, None),
            ("Weitere 2.000 Arbeitsplätze stehen auf dem Prüfstand.", Hedge::Exact, Counts::Posts, None),
            ("Die Zahl der Beschäftigten fällt auf 2.000.", Hedge::Exact, Counts::Left, None),
            ("Bei mehr als 270.000 Angestellten ist das wenig.", Hedge::Above, Counts::Staff, None),
            ("Fast 45 Prozent fielen weg.", Hedge::Below, Counts::Bare, None),
            ("Inzwischen sind 1.200 Mitarbeiter entlassen.", Hedge::Exact, Counts::Staff, Some(Manner::Dismissed)),
            (
                "1.200 Stellen fallen durch Fluktuation weg, entlassen wird niemand.",
                Hedge::Exact,
                Counts::Posts,
                Some(Manner::Attrition),
            ),
            ("The firm cut nearly 700 jobs.", Hedge::Below, Counts::Posts, None),
        ];
        for (text, hedge, counts, manner) in cases {
            let seen = read(text);
            let seen = seen.first().map(|one| (one.hedge, one.counts, one.manner));
            assert_eq!(seen, Some((hedge, counts, manner)), "{text}");
        }
    }

    #[test]
    fn a_pair_is_one_statement() {
        let seen = read("Von 9.000 auf 5.000 Beschäftigte sank die Zahl.");
        assert_eq!(seen.len(), 1);
        assert_eq!((seen[0].value, seen[0].to), (9000.0, Some((5000.0, PairKind::Change))));
    }

    #[test]
    fn the_company_of_the_sentence_goes_first() {
        let text = "Klarna wächst. OpenAI hilft dabei. Bei IBM sind es 700 Stellen. Danach folgten 900 Stellen.";
        let labels = annotate(text, None, topic());
        let names: Vec<_> = statements(text, &labels)
            .iter()
            .map(|one| company_of(&labels, one, Some("Klarna")).map(|place| labels.companies[place].name.clone()))
            .collect();
        assert_eq!(names, [Some("IBM".to_string()), Some("Klarna".to_string())]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,80}") {
            for one in read(&text) {
                proptest::prop_assert!(one.span.of(&text).len() == one.span.len());
            }
        }
    }
}
