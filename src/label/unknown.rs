//! Which companies does a passage name that no list knows?
//!
//! A capitalised name is taken for a company where its neighbours say so: a legal form ("Norlandia
//! AG"), a kind of business in the name itself ("Backhaus Krumm", "Harrow Freight"), a kind before
//! it ("der Versorger Elbmarsch", "the insurer Northgate"), an office behind it ("Varenta-Chef",
//! "Varenta's customers") or before it ("CEO of Varenta"). Weaker signs (a preposition of the
//! workplace, a verb of business, a second mention) have to come together.

use crate::article::Span;
use crate::lang::Lang;
use crate::lang::token::{Kind, Token, Tokens};
use crate::topic::Cues;
use crate::topic::cue::{ClassSet, Found};

use super::company::Seen;
use super::marks::Marks;
use super::{CompanyLabel, Evidence};

/// How much the signs of a name must come to. At 1 every "bei Freunden" is a company; as it grows
/// only legal forms are left.
const ENOUGH: i32 = 40;

/// Common nouns of German end so; names of companies hardly ever do.
const NOUN_ENDS: &[&str] = &[
    "ung",
    "ungen",
    "heit",
    "heiten",
    "keit",
    "keiten",
    "schaft",
    "schaften",
    "tion",
    "tionen",
    "tät",
    "ismus",
    "nis",
    "nisse",
    "ment",
    "ling",
    "linge",
    "innen",
    "arbeit",
    "zeit",
    "konzern",
    "konzerne",
    "konzernen",
    "kosten",
    "preise",
    "daten",
    "leute",
    "kräfte",
    "ende",
    "tage",
    "jahre",
    "nahme",
    "nahmen",
    "gewinne",
    "gewinnen",
    "anruf",
    "anrufe",
    "anrufen",
    "werte",
    "werten",
    "stellen",
    "prozesse",
    "prozessen",
    "anteile",
    "anteilen",
    "kunden",
    "menschen",
];

/// The pack's classes that tell a company which no list knows.
pub(super) struct Classes {
    before: Option<u16>,
    after: Option<u16>,
    kind: Option<u16>,
    form: Option<u16>,
    role: Option<u16>,
    act: Option<u16>,
    firm: Option<u16>,
    worker: Option<u16>,
    machine: Option<u16>,
    common: Option<u16>,
    no_company: Option<u16>,
    union: Option<u16>,
    /// A word of these is no name.
    words: ClassSet,
}

impl Classes {
    /// The classes by their names.
    pub fn of(cues: &Cues) -> Self {
        let class = |name: &str| cues.class(name);
        let mut words = ClassSet::default();
        let names = [
            "ai",
            "job-noun",
            "worker",
            "customer",
            "manager",
            "state",
            "court",
            "cut-noun",
            "learn",
            "market",
            "strain",
            "pay",
            "company-kind",
            "union-voice",
            "method",
            "place",
            "no-company",
            "common",
        ];
        names.iter().filter_map(|name| class(name)).for_each(|class| words.add(class));
        Self {
            before: class("kind-before"),
            after: class("kind-after"),
            kind: class("company-kind"),
            form: class("legal-form"),
            role: class("company-role"),
            act: class("company-act"),
            firm: class("company-deed"),
            worker: class("worker"),
            machine: class("ai"),
            common: class("common"),
            no_company: class("no-company"),
            union: class("union-voice"),
            words,
        }
    }
}

struct Scan<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    found: &'a Found,
    marks: &'a Marks,
    lang: Lang,
    taken: &'a [Span],
    classes: &'a Classes,
}

/// A possible name: its tokens and what speaks for it.
struct Candidate {
    first: usize,
    last: usize,
    weight: i32,
    rule: &'static str,
}

/// Adds the companies that the wording gives away.
pub(super) fn add(seen: &Seen<'_>, classes: &Classes, taken: &[Span], out: &mut Vec<CompanyLabel>) {
    let Seen { text, tokens, found, marks, lang } = *seen;
    let scan = Scan { text, tokens, found, marks, lang, taken, classes };
    let mut candidates = Vec::new();
    let mut at = 0;
    while at < tokens.list.len() {
        match scan.strong(at) {
            Some(candidate) => {
                at = candidate.last + 1;
                candidates.push(candidate);
            }
            None => at += 1,
        }
    }
    scan.weak(&mut candidates, out.is_empty());
    let mut names: Vec<(String, Vec<Evidence>)> = Vec::new();
    for candidate in candidates {
        if scan.goes_on_from(&candidate, out) {
            continue;
        }
        let Some((name, span)) = scan.name(&candidate, out) else { continue };
        let evidence = Evidence { span, rule: candidate.rule.into(), weight: candidate.weight };
        match names.iter_mut().find(|(known, _)| *known == name) {
            Some((_, list)) => list.push(evidence),
            None => names.push((name, vec![evidence])),
        }
    }
    for (name, evidence) in &names {
        let weight: i32 = evidence.iter().map(|evidence| evidence.weight).sum();
        // "Novatrans" alone beside "Novatrans Spedition" is the same house.
        let longer =
            names.iter().any(|(other, _)| other.len() > name.len() && other.split(' ').any(|word| word == name))
                || out.iter().any(|label| label.name.split(' ').any(|word| word == name));
        if weight >= ENOUGH && !longer {
            out.push(CompanyLabel { name: name.clone(), known: false, evidence: evidence.clone() });
        }
    }
}

/// Whether a token belongs to a company that has been found.
fn is_found(tokens: &Tokens, at: usize, out: &[CompanyLabel]) -> bool {
    tokens.get(at).is_some_and(|token| {
        let inside = |span: Span| (span.start as usize) < token.end && token.start < span.end as usize;
        out.iter().any(|label| label.evidence.iter().any(|evidence| inside(evidence.span)))
    })
}

impl Scan<'_> {
    /// Whether a candidate only goes on with a name that is known: "Worldwide Logistics" behind "Hellmann".
    fn goes_on_from(&self, candidate: &Candidate, out: &[CompanyLabel]) -> bool {
        candidate.rule == "kind-of-business"
            && self.beside(candidate.first)
            && candidate.first.checked_sub(1).is_some_and(|before| is_found(self.tokens, before, out))
    }

    /// The token that a name of two parts begins with: "Körber" of "Körber-Mertens Logistik".
    fn front(&self, first: usize, out: &[CompanyLabel]) -> usize {
        let mut at = first;
        while let Some(front) = at.checked_sub(2)
            && self.tokens.get(at - 1).is_some_and(|sign| sign.is_sign('-') && !sign.blank_before)
            && self.tokens.get(at).is_some_and(|token| !token.blank_before)
            && self.tokens.get(front).is_some_and(|token| token.is_word() && token.capital)
            && !is_found(self.tokens, front, out)
        {
            at = front;
        }
        at
    }

    fn is(&self, at: usize, class: Option<u16>) -> bool {
        self.found.is(at, class)
    }

    /// Whether a token may be part of a name that nobody knows: a capital, no common word, not yet taken.
    fn proper(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital && token.is_word())
            && !self.marks.is_no_name(at, self.lang)
            && !self.found.is_any(at, &self.classes.words)
            && self.free(at)
    }

    /// Whether a word may stand beside a kind of business: not common, not taken, no office.
    fn beside_kind(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.capital && token.is_word()) else { return false };
        let word = self.tokens.fold(at);
        let begins = at
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before))
            .is_none_or(|before| before.sentence != token.sentence);
        let adjective =
            self.lang == Lang::De && begins && ["e", "en", "es", "em"].iter().any(|end| word.ends_with(end));
        token.is_word()
            && token.capital
            && word.chars().count() > 1
            && !self.is(at, self.classes.common)
            && self.free(at)
            && !adjective
            && !crate::label::figure::is_number_word(word)
            && ![self.classes.role, self.classes.kind, self.classes.worker, self.classes.union]
                .iter()
                .any(|class| self.is(at, *class))
            && !self.is(at, self.classes.no_company)
    }

    fn free(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            !self.taken.iter().any(|span| (span.start as usize) < token.end && token.start < span.end as usize)
        })
    }

    /// Whether no sign stands between two neighbours.
    fn beside(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_word() && token.blank_before)
            && at.checked_sub(1).and_then(|before| self.tokens.get(before)).is_some_and(|before| before.is_word())
            && at.checked_sub(1).and_then(|before| self.tokens.get(before)).map(|before| before.sentence)
                == self.tokens.get(at).map(|token| token.sentence)
    }

    /// The last token of the run of proper words from a token on.
    fn run(&self, first: usize) -> usize {
        let mut last = first;
        while last < first + 2 && self.beside(last + 1) && self.proper(last + 1) {
            last += 1;
        }
        last
    }

    /// A name by a sign that is enough alone, beginning at a token.
    fn strong(&self, at: usize) -> Option<Candidate> {
        let token = self.tokens.get(at)?;
        if !token.is_word() || !token.capital || !self.free(at) {
            return None;
        }
        // "ein Stück Papier", "in Ihrem Labor": what stands behind an article of this kind is no name.
        let before = at.checked_sub(1).map_or("", |before| self.tokens.fold(before));
        let is_thing = matches!(
            before,
            "ein" | "eine" | "einen" | "einem" | "einer" | "eines" | "kein" | "keine" | "keinen" | "keinem"
        );
        // "Backhaus Krumm"; the kind may stand in the genitive.
        let no_name = self.classes.no_company;
        if self.is(at, self.classes.before) && !self.is(at, no_name) && self.beside(at + 1) && self.beside_kind(at + 1)
        {
            // "die Druckerei Ravensberger Druck": the name has its own kind in it. "am Flughafen Dubai" is a
            // place.
            let airport = matches!(before, "am" | "im" | "vom" | "zum" | "beim")
                && ["flughafen", "gasthof", "hotel", "theater", "stellwerk"]
                    .iter()
                    .any(|place| self.tokens.fold(at).starts_with(place));
            if airport
                || self.beside(at + 2) && self.is(at + 2, self.classes.after) && !self.is(at + 1, self.classes.after)
            {
                return None;
            }
            let first = match at.checked_sub(1) {
                Some(before)
                    if self.beside(at) && self.beside_kind(before) && self.tokens.fold(before).ends_with("er") =>
                {
                    before
                }
                _ => at,
            };
            let mut last = at + 1;
            while last < at + 3
                && self.beside(last + 1)
                && (self.is(last + 1, self.classes.after)
                    || last == at + 1 && self.proper(last + 1) && !self.is(last + 1, self.classes.form))
                && self.tokens.get(last + 1).is_some_and(|token| token.capital)
            {
                last += 1;
            }
            return Some(Candidate { first, last, weight: 70, rule: "kind-of-business" });
        }
        if self.beside_kind(at) {
            let hyphen =
                |place: usize| self.tokens.get(place).is_some_and(|sign| sign.is_sign('-') && !sign.blank_before);
            // "Varenta-Chef"
            if hyphen(at + 1)
                && self.tokens.get(at + 2).is_some_and(|next| next.is_word() && !next.blank_before)
                && self.lang == Lang::De
            {
                let office = self.is(at + 2, self.classes.role)
                    || matches!(self.tokens.fold(at + 2), "konzern" | "gruppe" | "aktie" | "filiale" | "filialen");
                // "Gesundheits-App", "Wetter-App": what an app is for.
                let thing = self.tokens.fold(at + 2).starts_with("app")
                    || self.tokens.fold(at).strip_suffix('s').is_some_and(|word| is_no_name(word, Lang::De));
                if office && !thing && token.end - token.start > 3 {
                    return Some(Candidate { first: at, last: at, weight: 60, rule: "name-with-office" });
                }
                return None;
            }
            // "Dorfner Logistik", "Harrow Freight", "Varenta GmbH", with one or two proper words before.
            for words in 1..=2 {
                let next = at + words;
                if !self.beside(next) || (words == 2 && !self.beside_kind(at + 1)) {
                    break;
                }
                if self.tokens.get(next).is_some_and(|next| next.capital) && self.free(next) {
                    // A group is called so; a limited company is one by law.
                    if self.is(next, self.classes.form) && !self.is(next, self.classes.after) {
                        return Some(Candidate { first: at, last: next - 1, weight: 80, rule: "legal-form" });
                    }
                    if self.is(next, self.classes.after) && !is_thing {
                        // "Lumen Legal Systems", "Ocean State Bancorp": the longest run of kinds.
                        let mut last = next;
                        while last < next + 3
                            && self.beside(last + 1)
                            && self.is(last + 1, self.classes.after)
                            && self.tokens.get(last + 1).is_some_and(|token| token.capital)
                        {
                            last += 1;
                        }
                        // "die Zürcher Privatbank Escher"
                        if self.is(last, self.classes.before) && self.beside(last + 1) && self.beside_kind(last + 1) {
                            last += 1;
                        }
                        // "Digital Networks Act", "Harbour Workers Union": no house of business.
                        if self.beside(last + 1)
                            && self.tokens.get(last + 1).is_some_and(|token| token.capital)
                            && self.is(last + 1, no_name)
                        {
                            return None;
                        }
                        return Some(Candidate { first: at, last, weight: 70, rule: "kind-of-business" });
                    }
                }
            }
        }
        if self.proper(at) {
            // "Hörbert & Partner"
            let quoted = at
                .checked_sub(1)
                .and_then(|before| self.tokens.get(before))
                .is_some_and(|sign| matches!(sign.kind, Kind::Sign('„' | '“' | '"' | '»' | '«')));
            // "Hartmann Voss & Partner"
            let two = self.bare(at) && self.beside(at + 1) && self.proper(at + 1);
            let sign = if two { at + 2 } else { at + 1 };
            if !quoted
                && self.tokens.get(sign).is_some_and(|sign| sign.is_sign('&'))
                && self.tokens.get(sign + 1).is_some_and(|next| next.capital)
            {
                let more = self.beside(sign + 2) && self.is(sign + 2, self.classes.after);
                return Some(Candidate {
                    first: at,
                    last: sign + 1 + usize::from(more),
                    weight: 60,
                    rule: "ampersand",
                });
            }
            if let Some(before) = at.checked_sub(1) {
                let last = self.run(at);
                // "der Versorger Elbmarsch Strom", "the insurer Northgate"
                if self.is(before, self.classes.kind)
                    && self.free(before)
                    && self.beside(at)
                    && !self.is(before, self.classes.worker)
                    && !before.checked_sub(1).is_some_and(|mine| is_mine(self.tokens.fold(mine)))
                {
                    return Some(Candidate { first: at, last, weight: 60, rule: "kind-before-name" });
                }
                // "CEO of Varenta", "Chefin von Varenta"
                let office = before.checked_sub(1).is_some_and(|office| {
                    // "Head of Prompting" names a field of work.
                    let field = self.tokens.fold(office) == "head"
                        && self.tokens.get(office).is_some_and(|token| token.capital);
                    self.is(office, self.classes.role) && !field
                });
                if office && matches!(self.tokens.fold(before), "of" | "von" | "at" | "bei") {
                    return Some(Candidate {
                        first: at,
                        last,
                        weight: if last == at { 50 } else { 40 },
                        rule: "office-before-name",
                    });
                }
            }
        }
        None
    }

    /// Whether a kind of business comes soon, with no other article or pronoun before it: in "der das Fintech
    /// gegründet hat" it belongs to somebody's clause, not to the name.
    fn kind_follows(&self, from: usize) -> bool {
        let opens = |at: &usize| {
            matches!(
                self.tokens.fold(*at),
                "der"
                    | "die"
                    | "das"
                    | "den"
                    | "dem"
                    | "des"
                    | "ein"
                    | "eine"
                    | "einen"
                    | "sein"
                    | "seine"
                    | "ihr"
                    | "ihre"
                    | "that"
                    | "which"
                    | "who"
                    | "its"
                    | "their"
                    | "the"
            ) || self.tokens.get(*at).is_some_and(|token| token.is_sign(','))
        };
        (from..from + 4).take_while(|at| !opens(at)).any(|at| self.is(at, self.classes.kind))
    }

    /// Whether a name stands anywhere behind another capital, as a surname does behind a first name or an office.
    fn is_somebody(&self, name: &str) -> bool {
        (1..self.tokens.list.len()).any(|at| {
            let before = at - 1;
            same_name(self.tokens.fold(at), name)
                && self.beside(at)
                && self.tokens.get(before).is_some_and(|token| token.capital)
                && !self.is(before, self.classes.kind)
                && !self.is(before, self.classes.common)
        })
    }

    /// Whether what only a house does begins at a token: "beschäftigt", "baut … ab", "is hiring".
    fn deed(&self, at: usize) -> bool {
        let from = self.found.hits.partition_point(|hit| hit.first < at);
        let mut here = self.found.hits.get(from..).unwrap_or_default().iter().take_while(|hit| hit.first == at);
        here.any(|hit| Some(hit.class) == self.classes.firm) && self.tokens.fold(at) != "gehört"
    }

    /// Whether the passage goes on about "the company", "das Unternehmen".
    fn goes_on_about_a_house(&self) -> bool {
        (1..self.tokens.list.len()).any(|at| {
            self.is(at, self.classes.kind)
                && self.beside(at)
                && matches!(self.tokens.fold(at - 1), "the" | "der" | "die" | "das" | "dem" | "den" | "des")
                && !self.tokens.get(at + 1).is_some_and(|next| next.capital && next.is_word())
        })
    }

    /// Whether a word stands as the name of a subject does in German: no article or adjective before it.
    fn bare(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let Some((token, own)) = self.tokens.get(before).zip(self.tokens.get(at)) else { return true };
        let joins = |word: &str| {
            matches!(
                word,
                "dass"
                    | "weil"
                    | "wenn"
                    | "während"
                    | "obwohl"
                    | "ob"
                    | "wie"
                    | "und"
                    | "oder"
                    | "aber"
                    | "doch"
                    | "denn"
                    | "sondern"
                    | "was"
                    | "von"
                    | "bei"
                    | "nachdem"
                    | "seit"
                    | "bevor"
            )
        };
        let word = token.is_word() && (!token.capital || self.is(before, self.classes.common));
        token.sentence != own.sentence || token.kind != Kind::Number && (!word || joins(self.tokens.fold(before)))
    }

    /// Signs that have to come together.
    fn weak(&self, candidates: &mut Vec<Candidate>, nobody_yet: bool) {
        let mut about_a_house = None;
        for at in 0..self.tokens.list.len() {
            if !self.proper(at) {
                continue;
            }
            let inside = candidates.iter().any(|candidate| candidate.first <= at && at <= candidate.last);
            let after_proper = at.checked_sub(1).is_some_and(|before| self.beside(at) && self.proper(before));
            if inside || after_proper {
                continue;
            }
            let last = self.run(at);
            let word = self.tokens.fold(last);
            let next = self.tokens.fold(last + 1);
            let before = at.checked_sub(1);
            let sentence_begins = before.is_none_or(|before| {
                self.tokens.get(before).map(|token| token.sentence) != self.tokens.get(at).map(|token| token.sentence)
            });
            let title = before.is_some_and(|before| {
                self.is(before, self.classes.worker)
                    || matches!(
                        self.tokens.fold(before),
                        "herr" | "frau" | "dr" | "mr" | "mrs" | "ms" | "sir" | "prof" | "."
                    )
            });
            // "Sitz in Verden", "in Athens": where something is. "Workers United": a longer name.
            let place =
                before.is_some_and(|before| matches!(self.tokens.fold(before), "in" | "im" | "am" | "aus" | "near"));
            // "the Union of Taxation Employees said"
            let members = before.is_some_and(|before| {
                self.tokens.fold(before) == "of"
                    && before.checked_sub(1).is_some_and(|at| self.is(at, self.classes.no_company))
            });
            let longer = self.lang == Lang::En
                && before.is_some_and(|before| {
                    self.beside(at)
                        && self.tokens.get(before).is_some_and(|token| token.capital)
                        && !self.is(before, self.classes.common)
                        && !self.is(before, self.classes.kind)
                });
            if place || members || longer || title && !sentence_begins {
                continue;
            }
            // "Critics say", "Hiring has slowed": a sentence gave the word its capital.
            let opens = sentence_begins
                || before.and_then(|before| self.tokens.get(before)).is_some_and(|sign| {
                    matches!(sign.kind, Kind::Sign('"' | '“' | '”' | '‘' | '„' | '»' | '«' | ':' | '—' | '–' | '•'))
                });
            if self.lang == Lang::En && opens && last == at && is_english_noun(word) {
                continue;
            }
            let mut weight = 0;
            let mut rule = "workplace";
            if let Some(before) = before.filter(|_| !sentence_begins) {
                weight += match (self.lang, self.tokens.fold(before)) {
                    (Lang::De, "bei") if name_like(word) => 45,
                    // "bei Radbote in Berlin"
                    (Lang::De, "bei") => {
                        let town = self.tokens.fold(last + 1) == "in"
                            && !["n", "s", "er"].iter().any(|end| word.ends_with(end));
                        if town && self.tokens.get(last + 2).is_some_and(|town| town.capital) { 45 } else { 25 }
                    }
                    (Lang::En, "at") => 25,
                    // "der Assistent von Convia"
                    (Lang::De, "von")
                        if before.checked_sub(1).is_some_and(|thing| self.is(thing, self.classes.machine))
                            && last <= at + 1
                            && !["en", "ern", "eln"].iter().any(|end| word.ends_with(end)) =>
                    {
                        45
                    }
                    // "Mit „VorBefund“ von Medilytik"
                    (Lang::De, "von")
                        if last == at
                            && before
                                .checked_sub(1)
                                .and_then(|close| self.tokens.get(close))
                                .is_some_and(|close| matches!(close.kind, Kind::Sign('“' | '«'))) =>
                    {
                        45
                    }
                    (Lang::De, "von" | "für") | (Lang::En, "by" | "for" | "from" | "with") => 10,
                    _ => 0,
                };
            }
            let speech = matches!(
                next,
                "said"
                    | "says"
                    | "told"
                    | "will"
                    | "is"
                    | "was"
                    | "has"
                    | "had"
                    | "did"
                    | "does"
                    | "would"
                    | "could"
                    | "may"
                    | "can"
                    | "ist"
                    | "war"
                    | "hat"
                    | "hatte"
                    | "habe"
                    | "erklärt"
                    | "erklärte"
                    | "gibt"
                    | "gab"
                    | "sieht"
                    | "nennt"
                    | "legt"
                    | "legte"
                    | "fährt"
                    | "made"
                    | "makes"
                    | "took"
                    | "takes"
                    | "put"
                    | "let"
                    | "gave"
                    | "gives"
                    | "tells"
            );
            // "Jana Sommer betonte", "Sprecherin Sommer betonte": the last part of what somebody is called.
            // So is the same name alone, later in the passage.
            let small_next = self.tokens.get(last + 1).is_some_and(|token| !token.capital);
            let named = self.lang == Lang::En || self.bare(at);
            let does = small_next && (self.is(last + 1, self.classes.act) || self.deed(last + 1));
            let somebody = does && last == at && self.is_somebody(word);
            // "Brot verkauft sich" by itself, a house does not.
            let itself = self.tokens.fold(last + 2) == "sich";
            if !somebody && named && !itself && small_next && self.is(last + 1, self.classes.act) {
                weight += if speech || last > at { 10 } else { 25 };
                rule = "business-verb";
                // "Papyrion sucht 25 Leute. Der Verlag …": nobody else is meant.
                if nobody_yet && !speech && *about_a_house.get_or_insert_with(|| self.goes_on_about_a_house()) {
                    weight += 20;
                }
                // "… its employees": the pronoun of a house.
                let house = (last + 2..last + 12).any(|at| matches!(self.tokens.fold(at), "its" | "itself"));
                weight += if house && self.lang == Lang::En { 25 } else { 0 };
            }
            if self.lang == Lang::En && matches!(next, "today" | "this") && self.is(last + 2, self.classes.act) {
                weight += 40;
                rule = "business-verb";
            }
            if self.lang == Lang::En
                && matches!(next, "said" | "says")
                && self.tokens.fold(last + 2) == "it"
                && last <= at + 1
            {
                weight += 45;
            }
            // "Varenta's assistant" is its machine; "Lindsay's former assistant" is a person's.
            let owns = |at: usize| {
                self.is(at, self.classes.role)
                    || self.is(at, self.classes.machine)
                        && !self.tokens.fold(at).starts_with("assistant")
                        && before.is_none_or(|before| self.tokens.fold(before) != "the")
                    || matches!(self.tokens.fold(at), "results" | "earnings")
            };
            if word.ends_with("'s")
                && (owns(last + 1)
                    || owns(last + 2)
                    || matches!(self.tokens.fold(last + 4), "results" | "call" | "earnings"))
                && last <= at + 1
            {
                weight += 40;
                rule = "name-with-office";
            }
            if self.lang == Lang::De
                && word.ends_with('s')
                && word.len() > 5
                && self.is(last + 1, self.classes.role)
                && !self.tokens.fold(last + 1).is_empty()
                && last == at
            {
                weight += 20;
            }
            // ", a payments company", ", ein Logistiker"
            if self.tokens.get(last + 1).is_some_and(|sign| sign.is_sign(','))
                && matches!(self.tokens.fold(last + 2), "a" | "an" | "the" | "ein" | "eine" | "der" | "die")
                && self.kind_follows(last + 3)
            {
                weight += 45;
                rule = "apposition";
            }
            // "Reach, publisher of the Mirror", "a start-up called Margin Note", "the supplier, Fabric, said"
            let sign = |at: usize, sign: char| self.tokens.get(at).is_some_and(|token| token.is_sign(sign));
            let called = before.is_some_and(|before| {
                matches!(self.tokens.fold(before), "called" | "named" | "namens" | "genannt")
                    && (1..4).any(|back| before.checked_sub(back).is_some_and(|kind| self.is(kind, self.classes.kind)))
            });
            let set_off = before.is_some_and(|before| {
                sign(before, ',')
                    && sign(last + 1, ',')
                    && before
                        .checked_sub(1)
                        .is_some_and(|kind| self.is(kind, self.classes.kind) && !self.is(kind, self.classes.worker))
            });
            if called
                || set_off
                || sign(last + 1, ',')
                    && self.is(last + 2, self.classes.kind)
                    && self.tokens.get(last + 2).is_some_and(|kind| !kind.capital)
                    && self.lang == Lang::En
            {
                weight += 45;
                rule = "apposition";
            }
            // What only a house does: "Flinkrad beschäftigt", "Teva employs", "FBR shares rose".
            let shares = self.lang == Lang::En && matches!(next, "shares" | "stock" | "plc" | "employees");
            let named = named || name_like(word) && before.is_some_and(|before| is_article(self.tokens.fold(before)));
            if !somebody && named && small_next && self.deed(last + 1) || shares {
                // "schreibt … aus", "kündigt … an": a house does it, and a notice does.
                let alone = shares || self.is(last + 1, self.classes.firm) || name_like(word) || self.lang == Lang::En;
                weight += if alone { 45 } else { 25 };
                rule = "business-verb";
            }
            // "Nun stellt Kontorwerk wieder Leute ein"
            if self.lang == Lang::De
                && name_like(word)
                && before
                    .is_some_and(|before| !sentence_begins && self.deed(before) && !self.is(before, self.classes.firm))
            {
                weight += 45;
                rule = "business-verb";
            }
            // "Medicura mit Sitz in Jena"
            if named && next == "mit" && self.tokens.fold(last + 2) == "sitz" && self.tokens.fold(last + 3) == "in" {
                weight += 45;
                rule = "apposition";
            }
            if weight >= 25 && last == at && self.tokens.get(at).is_some_and(|token| is_two_in_one(self.text, token)) {
                weight += 20;
            }
            if last == at && weight > 0 {
                let mentions = (0..self.tokens.list.len())
                    .filter(|&other| same_name(self.tokens.fold(other), self.tokens.fold(at)))
                    .count();
                weight += if mentions > 1 { 20 } else { 0 };
            }
            if self.lang == Lang::De && sentence_begins && weight < 45 && about_a_house != Some(true) {
                weight = weight.min(35);
            }
            if weight >= 20 {
                candidates.push(Candidate { first: at, last, weight, rule });
            }
        }
    }

    /// The name as it is shown, without the ending of a genitive, and where it stands.
    fn name(&self, candidate: &Candidate, out: &[CompanyLabel]) -> Option<(String, Span)> {
        let (first, last) = (self.tokens.get(self.front(candidate.first, out))?, self.tokens.get(candidate.last)?);
        let raw = self.text.get(first.start..last.end)?.replace('’', "'");
        let mut name = raw.trim_end_matches("'s").trim_end_matches('\'').to_string();
        if candidate.rule == "kind-of-business"
            && self.is(candidate.first, self.classes.before)
            && !self.is(candidate.first, self.classes.after)
        {
            // "des Kabelwerks Trossau"
            let before = candidate.first.checked_sub(1).map_or("", |before| self.tokens.fold(before));
            if let Some((kind, rest)) = name.split_once(' ')
                && matches!(before, "des" | "eines" | "vom" | "beim" | "im")
                && before == "des"
            {
                let kind = kind
                    .strip_suffix("es")
                    .filter(|kind| kind.ends_with("haus"))
                    .or_else(|| kind.strip_suffix('s'))
                    .unwrap_or(kind);
                name = format!("{kind} {rest}");
            }
        }
        if self.lang == Lang::De {
            // "der Rheinischen Girobank", "den Stadtwerken Kaltenbach"
            if let Some((kind, rest)) = name.split_once(' ')
                && (kind.ends_with("ischen") || kind.ends_with("werken"))
                && let Some(kind) = kind.strip_suffix('n')
            {
                name = format!("{kind} {rest}");
            }
        }
        Some((name, Span::new(first.start, last.end)))
    }
}

/// Whether a word is a pronoun drawn together with its verb ("It's", "I've"), no name in the genitive.
fn is_contraction(word: &str) -> bool {
    word.split_once('\'').is_some_and(|(stem, _)| {
        matches!(
            stem,
            "i" | "you"
                | "he"
                | "she"
                | "it"
                | "we"
                | "they"
                | "that"
                | "this"
                | "there"
                | "here"
                | "what"
                | "who"
                | "where"
                | "how"
                | "when"
                | "let"
                | "nobody"
                | "somebody"
                | "everybody"
                | "everyone"
                | "someone"
                | "one"
                | "today"
                | "don"
                | "can"
                | "won"
        )
    })
}

/// Whether a word ends as common words of English do: in the plural, as something done, as an adverb.
fn is_english_noun(word: &str) -> bool {
    let plural = word.ends_with('s') && !["'s", "ss", "is", "us", "os", "as"].iter().any(|end| word.ends_with(end));
    plural
        || ["ing", "ly", "tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "body", "one"]
            .iter()
            .any(|end| word.ends_with(end))
}

/// Whether a word says whose a daughter is: a person's.
fn is_mine(word: &str) -> bool {
    matches!(word, "meine" | "meiner" | "deine" | "deiner" | "unsere" | "unserer")
}

/// Whether a word is the definite article of German.
fn is_article(word: &str) -> bool {
    matches!(word, "der" | "die" | "das" | "den" | "dem" | "des")
}

/// Whether a capital stands inside a word as in names of brands ("HirePath"), not as in "McDougall" or "LehrerInnen".
fn is_two_in_one(text: &str, token: &Token) -> bool {
    let word = text.get(token.start..token.end).unwrap_or("");
    let inner = word.chars().zip(word.chars().skip(1)).any(|(one, two)| one.is_lowercase() && two.is_uppercase());
    inner
        && !["Mc", "Mac"].iter().any(|front| word.starts_with(front))
        && !word.ends_with("Innen")
        && !word.ends_with("In")
}

/// Whether a word ends as invented names do and German plurals do not: "bei Fonetta", "bei Löffelwerk".
fn name_like(word: &str) -> bool {
    let end = [
        "a", "o", "i", "y", "u", "is", "us", "ix", "ox", "on", "os", "ax", "werk", "tech", "soft", "lab", "pay", "ium",
        "eo", "ad",
    ]
    .iter()
    .any(|end| word.ends_with(end));
    // "bei Eis", "bei Dari"
    end && word.len() > 4
}

/// Whether a word is written as no name is: by its length, as a contraction, as a German noun.
pub(super) fn is_no_name(word: &str, lang: Lang) -> bool {
    let noun = || lang == Lang::De && NOUN_ENDS.iter().any(|end| word.ends_with(end));
    word.chars().nth(1).is_none() || is_contraction(word) || noun()
}

/// Whether two folded words are the same name, one perhaps in the genitive.
fn same_name(one: &str, two: &str) -> bool {
    let (one, two) = (one.trim_end_matches("'s"), two.trim_end_matches("'s"));
    one == two || one.strip_suffix('s') == Some(two) || two.strip_suffix('s') == Some(one)
}
