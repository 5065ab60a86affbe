//! What kind of speaker do the words that name one stand for?
//!
//! Readers ask whether a house praises itself, whether a union warns or whether somebody measured
//! it. The words of a role tell that in any topic about work; a bare name of a person tells nothing,
//! and then there is no kind.

use crate::article::Span;

use super::Labels;

/// The kinds, each with its key in links and the words that tell it, lower case; the first that fits
/// counts, so that "Betriebsrat der Bank" is a works council and no bank. A word that ends in `*`
/// may go on.
const KINDS: &[(&str, &[&str])] = &[
    (
        "staff",
        &[
            "gewerkschaft*",
            "verdi",
            "ver.di",
            "dgb",
            "betriebsr*",
            "personalrat*",
            "gesamtbetriebsr*",
            "arbeitnehmer*",
            "beschäftigte*",
            "mitarbeiter*",
            "union*",
            "works",
            "workers",
            "employees",
            "staff",
            "tuc",
            "cwu",
            "prospect",
        ],
    ),
    (
        "politics",
        &[
            "minister*",
            "bundesminister*",
            "arbeitsminister*",
            "regierung*",
            "bundesregierung*",
            "abgeordnete*",
            "partei*",
            "kommission*",
            "behörde*",
            "gericht*",
            "tribunal*",
            "government*",
            "parliament*",
            "senator*",
            "politik*",
            "bundesagentur*",
            "spd",
            "cdu",
            "regulator*",
        ],
    ),
    (
        "science",
        &[
            "professor*",
            "forscher*",
            "forschung*",
            "studie*",
            "institut*",
            "universität*",
            "ökonom*",
            "wissenschaft*",
            "researcher*",
            "study",
            "university",
            "economist*",
            "analyst*",
            "experte*",
            "expert*",
            "forrester",
            "gartner",
            "umfrage*",
            "survey*",
        ],
    ),
    (
        "media",
        &[
            "bbc",
            "reuters",
            "bloomberg",
            "handelsblatt",
            "spiegel",
            "dpa",
            "zeitung*",
            "magazin*",
            "medien*",
            "bericht*",
            "report*",
            "newspaper*",
            "times",
            "journal*",
        ],
    ),
    (
        "company",
        &[
            "chef*",
            "vorstand*",
            "konzern*",
            "unternehmen*",
            "sprecher*",
            "manager*",
            "management*",
            "firma",
            "bank",
            "gründer*",
            "ceo",
            "company",
            "spokes*",
            "chief*",
            "executive*",
            "founder*",
            "president*",
            "geschäftsführ*",
        ],
    ),
];

/// All keys, in the order in which they are shown.
pub fn keys() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(key, _)| *key)
}

/// The kind of a speaker, by its key. A speaker whose words hold a company's name is the company.
pub fn kind(text: &str, speaker: Span, labels: &Labels) -> Option<&'static str> {
    let named = speaker.of(text).to_lowercase();
    let words =
        || named.split(|letter: char| !letter.is_alphanumeric() && letter != '.').map(|word| word.trim_matches('.'));
    let fits = |pattern: &str| match pattern.strip_suffix('*') {
        Some(stem) => words().any(|word| word.starts_with(stem)),
        None => words().any(|word| word == pattern),
    };
    let found = KINDS.iter().find(|(_, patterns)| patterns.iter().any(|pattern| fits(pattern)));
    let inside = |span: Span| speaker.start <= span.start && span.end <= speaker.end;
    let house = || labels.companies.iter().flat_map(|company| &company.evidence).any(|evidence| inside(evidence.span));
    found.map(|(key, _)| *key).or_else(|| house().then_some("company"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::annotate;
    use crate::topic::Topic;

    #[test]
    fn roles_tell_who_speaks() {
        let topic = Topic::bundled().0;
        let cases = [
            ("der Betriebsrat der Commerzbank", Some("staff")),
            ("Arbeitsministerin Meier", Some("politics")),
            ("Forscher der Universität Wien", Some("science")),
            ("BBC", Some("media")),
            ("Klarna-Chef Siemiatkowski", Some("company")),
            ("Klarna", Some("company")),
            ("a spokeswoman", Some("company")),
            ("Siemiatkowski", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(kind(text, Span::new(0, text.len()), &annotate(text, None, &topic)), expected, "{text}");
        }
    }
}
