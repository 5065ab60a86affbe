//! Which lines belong to the page and not to the text?
//!
//! Known forms, German and English: paging ("Seite 1 / 2"), navigation ("Zurück"), notices around
//! the text (newsletter, cookies, comments, credits). Furniture that only shows by standing in many
//! articles is found when passages are folded. Furniture is kept, shown on demand, never counted.

use std::sync::LazyLock;

use regex::RegexSet;
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

/// The forms, a row each: what they are and a pattern for the whole line in lower case.
const FORMS: &[(Furniture, &str)] = &[
    (Furniture::Paging, r"(seite|page) +[0-9]+ *(/|von|of|-) *[0-9]+"),
    (Furniture::Paging, r"[0-9]+ */ *[0-9]+"),
    (
        Furniture::Paging,
        r"(nächste|vorherige|vorige|letzte|erste) seite|(next|previous|first|last) page|auf einer seite (lesen|anzeigen)",
    ),
    (
        Furniture::Navigation,
        r"(zurück|weiter|vor|start|startseite|home|menü|menu|suche|search|back|next|previous|continue|mehr|mehr lesen|weiterlesen|read more|show more|nach oben|back to top|login|anmelden|sign in|log in|subscribe|abonnieren)( [»›→>]+)?",
    ),
    (Furniture::Navigation, r"[«‹←<»›→>]+ ?(zurück|weiter|back|next|previous)?"),
    (
        Furniture::Navigation,
        r"((direkt )?(zum|zur) (text|inhalt|menü|artikel|hauptinhalt|navigation|suche|startseite)( springen)?[ |·]*)+|(skip|jump) to (main )?(content|navigation)",
    ),
    (
        Furniture::Sharing,
        r"([0-9]+ )?(kommentare?|comments?)( thema folgen)?( \(neues fenster\))?( (anzeigen|lesen|schreiben))?",
    ),
    (
        Furniture::Sharing,
        r"(artikel |beitrag |jetzt )?(teilen|drucken|merken|kommentieren|share( this)?( article)?|print|save|tweet|e-mail|facebook|twitter|x|linkedin|whatsapp|xing|vorlesen|anhören)([ ,|·/]+(teilen|drucken|merken|kommentieren|share|print|save|tweet|e-mail|email|facebook|twitter|x|linkedin|whatsapp|xing))*",
    ),
    (
        Furniture::Newsletter,
        r".{0,120}(?-u:\b)(newsletter|rundbrief)s?(?-u:\b).{0,60}(?-u:\b)(abonnieren|anmelden|bestellen|liefern|erhalten|holen|postfach|inbox|kostenlos(en|er|e)?|sign up|subscribe|delivered)(?-u:\b).*",
    ),
    (
        Furniture::Newsletter,
        r"(sie )?(wollen|möchten|want)( sie)? (weitere|mehr|more)(?-u:\b).{0,120}(?-u:\b)(beiträge|artikel|news|articles|stories)(?-u:\b).{0,80}\?",
    ),
    (
        Furniture::Newsletter,
        r"(jetzt |hier )?(newsletter|sign up for our newsletter|subscribe to our newsletter).{0,60}",
    ),
    (Furniture::Legal, r"(wir|diese (web)?site|this (web)?site|we) (verwende[nt]|nutz(t|en)|uses?) cookies.*"),
    (
        Furniture::Legal,
        r"(©|\(c\)|copyright)[ ].*|alle rechte vorbehalten\.?|all rights reserved\.?|impressum|datenschutz(erklärung)?|privacy policy|imprint",
    ),
    (
        Furniture::Legal,
        r"(made|built|gemacht) (with|mit) (love|liebe|♥|❤️?)( .*)?|(liebevoll|mit (viel )?(liebe|herz(blut)?)) (gemacht|gebaut|erstellt|umgesetzt|programmiert|entwickelt)(?-u:\b).*",
    ),
    (Furniture::Legal, r"(anzeige|werbung|advertisement|sponsored|promoted)"),
    (
        Furniture::Pointer,
        r"(lesen sie auch|lesen sie (dazu|hier)|mehr zum thema|das könnte sie auch interessieren|auch interessant|siehe auch|read also|read more|related( articles)?|see also|more on this)(?-u:\b).{0,160}",
    ),
    (Furniture::Pointer, r"(quellen?|sources?|links?|literatur|schlagwörter|tags|themen|topics) *:?"),
    (Furniture::Credit, r"\(?(foto|bild|photo|image|picture|grafik|illustration|credit)s?( credit)? *:.{1,120}"),
    (Furniture::Credit, r"[^.!?]{0,80}\((foto|bild|photo|image|credit|quelle)s? *:[^)]{1,80}\)"),
    (
        Furniture::Dateline,
        r"((stand|aktualisiert|veröffentlicht|updated|published)( am| on)?:? )?([^ ,]+, )?([0-9]{1,2}\.? ?)?(jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|jän)[^ .,0-9]*\.? ([0-9]{1,2}(st|nd|rd|th)?,? )?[0-9]{4}(,? (um )?[0-9]{1,2}[:.][0-9]{2}( uhr)?)?",
    ),
    (
        Furniture::Dateline,
        r"((stand|aktualisiert|veröffentlicht|updated|published)( am| on)?:? )?[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}(,? [0-9]{1,2}[:.][0-9]{2}( uhr)?)?|[0-9]{4}-[0-9]{2}-[0-9]{2}",
    ),
];

/// One automaton over all forms. The patterns are constants and a test compiles each; should one
/// fail all the same, no line is furniture and no text is lost.
static MATCHER: LazyLock<Option<RegexSet>> =
    LazyLock::new(|| RegexSet::new(FORMS.iter().map(|(_, form)| whole_line(form))).ok());

fn whole_line(form: &str) -> String {
    format!("^(?:{form})$")
}

/// What piece of page furniture a line is by its form alone, or `None` where it may be text.
pub fn looks_like_furniture(line: &str) -> Option<Furniture> {
    let line = line.trim();
    if line.is_empty() || line.len() > MOST_BYTES {
        return None;
    }
    let found = MATCHER.as_ref()?.matches(&line.to_lowercase()).into_iter().next()?;
    FORMS.get(found).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_compiles() {
        for (_, form) in FORMS {
            assert!(regex::Regex::new(&whole_line(form)).is_ok(), "{form}");
        }
        assert!(MATCHER.is_some());
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
