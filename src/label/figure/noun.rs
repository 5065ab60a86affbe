//! What does the form of a noun tell: is it one that is counted, and does it name people?
//!
//! The pack lists the nouns that figures count. Trades are an open class, though: anyone can be a
//! "Gerätewart" or a "pressman". Their endings tell them, in both languages alike; the few nouns of things
//! that end so are listed here.

use crate::lang::Lang;
use crate::lang::token::{Kind, Tokens};

/// English nouns that do not form their plural with an s.
const IRREGULAR: &[&str] =
    &["people", "men", "women", "children", "staff", "folk", "feet", "teeth", "mice", "sheep", "criteria", "data"];

/// Whether an English word has the form of a plural noun.
pub(super) fn is_plural(word: &str) -> bool {
    (word.len() > 3 || matches!(word, "cvs" | "pcs" | "tvs" | "ads" | "ids"))
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
        && !matches!(word, "always" | "ones" | "sometimes" | "besides" | "perhaps" | "whereas" | "does" | "afterwards")
        || IRREGULAR.contains(&word)
        || word.ends_with("men") && word.len() > 5
}

/// English nouns of things in -er and -or, -ant and -ent, -ist, -ian and -ee.
const THINGS_EN: &str = "adapters adaptors answers appears barriers bees blockers boilers bombers borders broadcasters bumpers \
    burgers burners calculators calendars cancers carriers centers chambers chapters characters chargers \
    charters checkers checklists classifiers clippers clusters coffees colors colours committees competitors \
    computers connectors containers conveyors coolers copiers corners counters covers cruisers daggers degrees \
    diapers dinners dishwashers dollars doors drawers elevators employers enters errors escalators factors \
    favours feathers fees fevers filters fingers fists floors flowers folders freezers freighters gathers \
    generators guarantees gutters hammers hangers harvesters headers heaters helicopters identifiers indicators \
    insurers knees labours ladders lasers layers letters levers liners lists loaders manufacturers markers \
    matters medians meters mirrors mists mixers modifiers monitors motors mowers newsletters newspapers numbers \
    offers orders others papers parameters planters playlists pointers posters powers printers processors \
    producers projectors providers quarters reactors receivers registers reminders retailers rivers rollers \
    rotors routers rulers samplers scanners scooters screwdrivers sectors sensors servers shelters shortlists \
    shoulders showers shutters simulators skyscrapers sliders spanners speakers stickers stoppers summers \
    suppliers tankers tickers timers toasters tours towers trackers tractors trailers transfers transformers \
    transistors transponders trawlers trees triggers trousers tumblers twists vectors vendors wafers wagers \
    waitlists walkers winters wonders wrists";

/// Whether the form of an English noun in the plural tells that it names people.
fn is_people_en(word: &str) -> bool {
    if THINGS_EN.split_ascii_whitespace().any(|thing| thing == word) {
        return false;
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end) && word.len() > end.len() + 2);
    ends(&["ers", "ists", "ians", "men", "women", "folk", "people", "eurs", "wives", "nauts"])
        || ends(&["tors", "sors", "yees", "inees", "smiths", "mates", "holders", "keepers", "ssistants"])
}

/// Whether the form of a German noun tells that it names people.
fn is_people_de(word: &str) -> bool {
    let word = word.strip_suffix('n').filter(|rest| rest.ends_with("er") || rest.ends_with("warte")).unwrap_or(word);
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end) && word.len() >= end.len());
    // "-iker" and "-ologe" name people, "-er" alone names tools as well: "Schweißer", "Regler".
    ends(&[
        "innen", "leute", "leuten", "kräfte", "kräften", "tisten", "ologen", "iker", "ianer", "ierer", "eure", "euren",
    ]) || ends(&["ierende", "ierenden", "warte", "männer", "frauen"])
        || ends(&["mädchen", "mädels", "jungs", "damen", "herren", "waisen", "witwen", "nauten", "pathen"])
        || ends(&["schweißer", "binder", "gießer", "schlosser", "dreher", "fräser", "schneider"])
        || ends(&["macher", "hüter", "sieder", "brauer", "setzer", "putzer", "näher"])
        || ends(&["ärztinnen", "bewohner", "einwohner", "anwohner", "bediener", "diener", "redner"])
}

/// Whether the form of a noun tells that it names people.
pub(super) fn names_people(word: &str, lang: Lang) -> bool {
    match lang {
        Lang::De => is_people_de(word),
        Lang::En => is_people_en(word),
    }
}

/// Whether a noun that the number counts follows it: in German a word with a capital, in English one in
/// the plural, before the phrase ends.
pub(super) fn follows(tokens: &Tokens, at: usize, lang: Lang) -> bool {
    for step in at..at + 4 {
        let Some(token) = tokens.get(step) else { return false };
        let word = tokens.fold(step);
        match token.kind {
            Kind::Sign('-' | '‑') if !token.blank_before => continue,
            Kind::Sign(sign) => return step == at && matches!(sign, '%' | '€' | '$' | '£'),
            Kind::Number => return false,
            Kind::Word => {}
        }
        if super::unit::ends_phrase(word, lang) {
            return step == at && word == "per" && tokens.fold(at + 1) == "cent";
        }
        match lang {
            Lang::De if token.capital || word.starts_with("ander") || word.starts_with("weiter") => return true,
            Lang::De if !["e", "en", "er", "es", "em"].iter().any(|end| word.ends_with(end)) => return false,
            Lang::En if is_plural(word) || matches!(word, "percent" | "per" | "pc") => return true,
            _ => {}
        }
    }
    false
}
