//! Which lines belong to the page and not to the text?
//!
//! Known forms, German and English: paging ("Seite 1 / 2"), navigation ("Zurück"), notices around
//! the text (newsletter, cookies, comments, credits). Furniture that only shows by standing in many
//! articles is found when passages are folded. Furniture is kept, shown on demand, never counted.

use std::sync::OnceLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

/// What a piece of page furniture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Furniture {
    /// "Seite 1 / 2", "Nächste Seite".
    Paging,
    /// "Zurück", "Weiter", "Zum Inhalt springen", "Menü".
    Navigation,
    /// "Teilen", "11 Kommentare", "Drucken".
    Sharing,
    /// "Jetzt Newsletter abonnieren", "Unsere kostenlosen Newsletter …".
    Newsletter,
    /// "Wir verwenden Cookies", "Alle Rechte vorbehalten".
    Legal,
    /// "Lesen Sie auch: …", "Quellen:".
    Pointer,
    /// "Foto: …", "(Bild: SAP)".
    Credit,
    /// A line that is nothing but a date.
    Dateline,
}

/// A line longer than this many bytes is never furniture by its form alone.
const MOST_BYTES: usize = 260;

/// A form of page furniture.
struct Form {
    /// What it is.
    kind: Furniture,
    /// What every line of this form has. Most lines have nothing of the kind, so most patterns are never
    /// even compiled: compiling all of them took longer than reading the bundled articles.
    may: fn(&str) -> bool,
    /// A pattern for the whole line in lower case.
    pattern: &'static str,
}

const fn form(kind: Furniture, may: fn(&str) -> bool, pattern: &'static str) -> Form {
    Form { kind, may, pattern }
}

/// Whether one of the words stands anywhere in the line. Lines are short and words hardly ever there: what the
/// standard library readies for each search takes longer than to look at each letter.
fn has(line: &str, words: &[&str]) -> bool {
    let firsts = words.iter().fold(0u32, |set, word| set | word.bytes().next().map_or(0, bit));
    let bytes = line.as_bytes();
    bytes.iter().enumerate().any(|(at, &byte)| {
        firsts & bit(byte) != 0
            && bytes.get(at..).is_some_and(|rest| words.iter().any(|word| rest.starts_with(word.as_bytes())))
    })
}

/// A bit for a letter; a few share one.
fn bit(byte: u8) -> u32 {
    1 << (byte & 31)
}

fn starts(line: &str, words: &[&str]) -> bool {
    words.iter().any(|word| line.starts_with(word))
}

fn has_digit(line: &str) -> bool {
    line.len() <= 80 && line.bytes().any(|byte| byte.is_ascii_digit())
}

/// A date ends with its year or the time; a sentence with figures in it does not.
fn may_be_date(line: &str) -> bool {
    has_digit(line) && (line.ends_with(|last: char| last.is_ascii_digit()) || line.ends_with(" uhr"))
}

/// The forms, a row each.
const FORMS: &[Form] = &[
    form(Furniture::Paging, |line| has(line, &["seite", "page"]), r"(seite|page) +[0-9]+ *(/|von|of|-) *[0-9]+"),
    form(Furniture::Paging, |line| has_digit(line) && line.contains('/'), r"[0-9]+ */ *[0-9]+"),
    form(
        Furniture::Paging,
        |line| has(line, &["seite", "page"]),
        r"(nächste|vorherige|vorige|letzte|erste) seite|(next|previous|first|last) page|auf einer seite (lesen|anzeigen)",
    ),
    form(
        Furniture::Navigation,
        |line| line.len() <= 40,
        r"(zurück|weiter|vor|start|startseite|home|menü|menu|suche|search|back|next|previous|continue|mehr|mehr lesen|weiterlesen|read more|show more|nach oben|back to top|login|anmelden|sign in|log in|subscribe|abonnieren)( [»›→>]+)?",
    ),
    form(
        Furniture::Navigation,
        |line| starts(line, &["«", "‹", "←", "<", "»", "›", "→", ">"]),
        r"[«‹←<»›→>]+ ?(zurück|weiter|back|next|previous)?",
    ),
    form(
        Furniture::Navigation,
        |line| starts(line, &["direkt ", "zum ", "zur ", "skip to ", "jump to "]),
        r"((direkt )?(zum|zur) (text|inhalt|menü|artikel|hauptinhalt|navigation|suche|startseite)( springen)?[ |·]*)+|(skip|jump) to (main )?(content|navigation)",
    ),
    form(
        Furniture::Sharing,
        |line| has(line, &["kommentar", "comment"]),
        r"([0-9]+ )?(kommentare?|comments?)( thema folgen)?( \(neues fenster\))?( (anzeigen|lesen|schreiben))?",
    ),
    form(
        Furniture::Sharing,
        |line| {
            let words = "artikel |beitrag |jetzt |teilen|drucken|merken|kommentieren|share|print|save|tweet|e-mail|facebook|twitter|x|linkedin|whatsapp|xing|vorlesen|anhören";
            words.split('|').any(|word| line.starts_with(word))
        },
        r"(artikel |beitrag |jetzt )?(teilen|drucken|merken|kommentieren|share( this)?( article)?|print|save|tweet|e-mail|facebook|twitter|x|linkedin|whatsapp|xing|vorlesen|anhören)([ ,|·/]+(teilen|drucken|merken|kommentieren|share|print|save|tweet|e-mail|email|facebook|twitter|x|linkedin|whatsapp|xing))*",
    ),
    form(
        Furniture::Newsletter,
        |line| line.len() <= 240 && has(line, &["newsletter", "rundbrief"]),
        r".*(?-u:\b)(newsletter|rundbrief)s?(?-u:\b).*(?-u:\b)(abonnieren|anmelden|bestellen|liefern|erhalten|holen|postfach|inbox|kostenlos(en|er|e)?|sign up|subscribe|delivered)(?-u:\b).*",
    ),
    form(
        Furniture::Newsletter,
        |line| line.ends_with('?') && starts(line, &["sie ", "wollen", "möchten", "want"]),
        r"(sie )?(wollen|möchten|want)( sie)? (weitere|mehr|more)(?-u:\b).*(?-u:\b)(beiträge|artikel|news|articles|stories)(?-u:\b).*\?",
    ),
    form(
        Furniture::Newsletter,
        |line| line.len() <= 100 && has(line, &["newsletter"]),
        r"(jetzt |hier )?(newsletter|sign up for our newsletter|subscribe to our newsletter).*",
    ),
    form(
        Furniture::Legal,
        |line| has(line, &["cookies"]),
        r"(wir|diese (web)?site|this (web)?site|we) (verwende[nt]|nutz(t|en)|uses?) cookies.*",
    ),
    form(
        Furniture::Legal,
        |line| {
            starts(
                line,
                &[
                    "©",
                    "(c)",
                    "copyright",
                    "alle rechte",
                    "all rights",
                    "impressum",
                    "datenschutz",
                    "privacy policy",
                    "imprint",
                ],
            )
        },
        r"(©|\(c\)|copyright)[ ].*|alle rechte vorbehalten\.?|all rights reserved\.?|impressum|datenschutz(erklärung)?|privacy policy|imprint",
    ),
    form(
        Furniture::Legal,
        |line| has(line, &["love", "liebe", "♥", "❤", "herz"]),
        r"(made|built|gemacht) (with|mit) (love|liebe|♥|❤️?)( .*)?|(liebevoll|mit (viel )?(liebe|herz(blut)?)) (gemacht|gebaut|erstellt|umgesetzt|programmiert|entwickelt)(?-u:\b).*",
    ),
    form(
        Furniture::Legal,
        |line| line.len() <= 20 && starts(line, &["anzeige", "werbung", "advertisement", "sponsored", "promoted"]),
        r"(anzeige|werbung|advertisement|sponsored|promoted)",
    ),
    form(
        Furniture::Pointer,
        |line| {
            starts(
                line,
                &[
                    "lesen sie ",
                    "mehr zum ",
                    "das könnte ",
                    "auch interessant",
                    "siehe ",
                    "read ",
                    "related",
                    "see ",
                    "more ",
                ],
            )
        },
        r"(lesen sie auch|lesen sie (dazu|hier)|mehr zum thema|das könnte sie auch interessieren|auch interessant|siehe auch|read also|read more|related( articles)?|see also|more on this)(?-u:\b).*",
    ),
    form(
        Furniture::Pointer,
        |line| {
            line.len() <= 40
                && starts(line, &["quelle", "source", "link", "literatur", "schlagwörter", "tags", "themen", "topics"])
        },
        r"(quellen?|sources?|links?|literatur|schlagwörter|tags|themen|topics) *:?",
    ),
    form(
        Furniture::Credit,
        |line| {
            let begins = ["foto", "bild", "photo", "image", "picture", "grafik", "illustration", "credit"];
            line.len() <= 150 && line.contains(':') && starts(line.strip_prefix('(').unwrap_or(line), &begins)
        },
        r"\(?(foto|bild|photo|image|picture|grafik|illustration|credit)s?( credit)? *:.+",
    ),
    form(
        Furniture::Credit,
        |line| line.len() <= 180 && line.ends_with(')') && line.contains(':'),
        r"[^.!?]*\((foto|bild|photo|image|credit|quelle)s? *:[^)]+\)",
    ),
    form(
        Furniture::Dateline,
        may_be_date,
        r"((stand|aktualisiert|veröffentlicht|updated|published)( am| on)?:? )?([^ ,]+, )?([0-9]{1,2}\.? ?)?(jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|jän)[^ .,0-9]*\.? ([0-9]{1,2}(st|nd|rd|th)?,? )?[0-9]{4}(,? (um )?[0-9]{1,2}[:.][0-9]{2}( uhr)?)?",
    ),
    form(
        Furniture::Dateline,
        may_be_date,
        r"((stand|aktualisiert|veröffentlicht|updated|published)( am| on)?:? )?[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}(,? [0-9]{1,2}[:.][0-9]{2}( uhr)?)?|[0-9]{4}-[0-9]{2}-[0-9]{2}",
    ),
];

/// The patterns that were needed so far. They are constants and a test compiles each; should one fail
/// all the same, no line has its form and no text is lost.
static PATTERNS: [OnceLock<Option<Regex>>; FORMS.len()] = [const { OnceLock::new() }; FORMS.len()];

fn whole_line(form: &str) -> String {
    format!("^(?:{form})$")
}

/// What piece of page furniture a line is by its form alone, or `None` where it may be text.
pub fn looks_like_furniture(line: &str) -> Option<Furniture> {
    let line = line.trim();
    if line.is_empty() || line.len() > MOST_BYTES {
        return None;
    }
    let lower = line.to_lowercase();
    let fits = |(form, pattern): &(&Form, &OnceLock<Option<Regex>>)| {
        (form.may)(&lower)
            && pattern
                .get_or_init(|| Regex::new(&whole_line(form.pattern)).ok())
                .as_ref()
                .is_some_and(|pattern| pattern.is_match(&lower))
    };
    FORMS.iter().zip(&PATTERNS).find(fits).map(|(form, _)| form.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_compiles() {
        for form in FORMS {
            assert!(Regex::new(&whole_line(form.pattern)).is_ok(), "{}", form.pattern);
        }
    }

    #[test]
    fn what_is_asked_first_hides_no_short_line_of_a_form() {
        use proptest::strategy::{Strategy, ValueTree};
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        for form in FORMS {
            let whole = Regex::new(&whole_line(form.pattern)).unwrap();
            let lines = proptest::string::string_regex(&form.pattern.replace("(?-u:\\b)", "")).unwrap();
            for _ in 0..200 {
                let line = lines.new_tree(&mut runner).unwrap().current();
                let lower = line.trim().to_lowercase();
                if lower.len() <= 20 && whole.is_match(&lower) {
                    assert!((form.may)(&lower), "{lower:?} has the form {}", form.pattern);
                }
            }
        }
    }

    #[test]
    fn known_forms() {
        for (line, kind) in [
            ("Seite 1 / 2", Furniture::Paging),
            ("Page 3 of 7", Furniture::Paging),
            ("Nächste Seite", Furniture::Paging),
            ("Zurück", Furniture::Navigation),
            ("WEITER »", Furniture::Navigation),
            ("Jump to content", Furniture::Navigation),
            ("Direkt zum Text Zum Menü", Furniture::Navigation),
            ("11 Kommentare Thema folgen (neues Fenster)", Furniture::Sharing),
            ("Unsere kostenlosen Newsletter liefern alles direkt in Ihr Postfach!", Furniture::Newsletter),
            ("Made with love by Beispiel GmbH.", Furniture::Legal),
            ("Quellen:", Furniture::Pointer),
            ("Beschäftigte im Werbefoto (Bild: SAP)", Furniture::Credit),
            ("Mai 13, 2025", Furniture::Dateline),
            ("13. Mai 2025, 14:30 Uhr", Furniture::Dateline),
            ("Stand: 13.05.2025", Furniture::Dateline),
        ] {
            assert_eq!(looks_like_furniture(line), Some(kind), "{line}");
        }
    }

    #[test]
    fn text_is_no_furniture() {
        for line in [
            "Weiter so wie bisher geht es nicht.",
            "Zurück in die Zukunft wollen die Beschäftigten nicht.",
            "Seite an Seite arbeiten Mensch und Maschine.",
            "Der Newsletter des Konzerns schweigt dazu.",
            "Quellen aus dem Betriebsrat bestätigen das.",
            "In 2025, 4.000 jobs were cut.",
            "Im Mai 2025 waren es 5.000.",
            "",
        ] {
            assert_eq!(looks_like_furniture(line), None, "{line}");
        }
    }
}
