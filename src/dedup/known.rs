//! Which words around a text are page furniture by their form?
//!
//! A table of phrases in German and English. `#` stands for any figure, `@` for an agency or picture
//! source. The phrases are tokenised like any text, so case, punctuation and umlauts need no care.

use super::normal::{CAPITAL, Tokens, has_digit};
use crate::sort;

/// Phrases that are furniture wherever they stand at the border of a text.
pub(crate) const PHRASES: &[&str] = &[
    "Seite # von #",
    "Seite # / # Nächste Seite",
    "Seite # / #",
    "Nächste Seite",
    "Vorherige Seite",
    "Zurück",
    "Weiter",
    "Zur Startseite",
    "Zum Inhalt springen",
    "Zur Navigation springen",
    "Nach oben",
    "Seitenanfang",
    "Weiterlesen auf der nächsten Seite",
    "Weiterlesen",
    "Mehr lesen",
    "Zum Artikel",
    "Mehr dazu",
    "Page # of #",
    "Page # of # Next page",
    "Next page",
    "Previous page",
    "Back",
    "Continue reading on the next page",
    "Continue reading",
    "Jump to content",
    "Skip to content",
    "Skip to main content",
    "Back to top",
    "Read the full story",
    "Artikel drucken",
    "Drucken",
    "Teilen",
    "Merken",
    "Artikel teilen",
    "Link kopieren",
    "Auf Facebook teilen",
    "Per E-Mail teilen",
    "Vorlesen",
    "Kommentieren",
    "Share this article",
    "Share this story",
    "Share",
    "Print",
    "Email",
    "Copy link",
    "Share on Facebook",
    "Share on Twitter",
    "Tweet",
    "# Kommentare",
    "# Kommentar",
    "Diskutieren Sie mit",
    "Kommentare anzeigen",
    "Kommentar schreiben",
    "# comments",
    "# comment",
    "Join the discussion",
    "Join the conversation",
    "Leave a comment",
    "View comments",
    "Jetzt Newsletter abonnieren",
    "Newsletter abonnieren",
    "Zum Newsletter anmelden",
    "Hier geht es zum Newsletter",
    "Sign up for our newsletter",
    "Sign up for the newsletter",
    "Subscribe to our newsletter",
    "Subscribe now",
    "Lesen Sie auch",
    "Lesen Sie auch Mehr zum Thema",
    "Mehr zum Thema",
    "Lesen Sie mehr",
    "Auch interessant",
    "Das könnte Sie auch interessieren",
    "Weitere Artikel",
    "Read more",
    "Read also",
    "Related stories",
    "Related articles",
    "More on this topic",
    "You may also like",
    "Recommended",
    "Anzeige",
    "Werbung",
    "Advertisement",
    "Sponsored",
    "Promoted",
    "Quelle @",
    "Quellen @",
    "Foto @",
    "Fotos @",
    "Bild @",
    "Source @",
    "Photo @",
    "Image @",
    "Picture @",
    "Credit @",
];

/// Agencies and picture sources.
const SOURCES: &[&str] = &[
    "apa",
    "dpa",
    "afp",
    "ap",
    "reuters",
    "sda",
    "epd",
    "kna",
    "dts",
    "afx",
    "pti",
    "upi",
    "bloomberg",
    "getty",
    "imago",
    "shutterstock",
    "unsplash",
    "pixabay",
    "istock",
    "keystone",
];

const FIGURE: u32 = 0x23;
const SOURCE: u32 = 0x41;

/// The phrases as word numbers.
pub(crate) struct Known {
    /// Sorted by first word, longest first.
    by_first: Vec<Vec<u32>>,
    /// Sorted by last word, longest first.
    by_last: Vec<Vec<u32>>,
    sources: Vec<u32>,
    ellipsis_words: Vec<u32>,
}

impl Known {
    /// Reads the tables.
    pub(crate) fn new() -> Self {
        let mut tokens = Tokens::with_capacity(0, 0);
        let mut word = |text: &str| {
            tokens.push(text);
            tokens.word.last().copied().unwrap_or(0)
        };
        let sources: Vec<u32> = SOURCES.iter().map(|s| word(s)).collect();
        let ellipsis_words = ["mehr", "weiterlesen", "more"].iter().map(|s| word(s)).collect();
        let phrases: Vec<Vec<u32>> = PHRASES
            .iter()
            .map(|phrase| {
                phrase
                    .split([' ', '-'])
                    .filter(|part| *part != "/")
                    .map(|part| match part {
                        "#" => FIGURE,
                        "@" => SOURCE,
                        _ => word(part),
                    })
                    .collect()
            })
            .collect();
        let sorted = |key: fn(&Vec<u32>) -> Option<&u32>| {
            let mut list = phrases.clone();
            sort::by(&mut list, |a, b| key(a).cmp(&key(b)).then(b.len().cmp(&a.len())).then(a.cmp(b)));
            list
        };
        Self { by_first: sorted(|p| p.first()), by_last: sorted(|p| p.last()), sources, ellipsis_words }
    }

    fn matches(&self, pattern: u32, word: u32) -> bool {
        match pattern {
            FIGURE => has_digit(word),
            SOURCE => self.sources.contains(&word),
            _ => pattern == word,
        }
    }

    /// The length of the longest phrase that `words` begin with.
    fn at_start(&self, words: &[u32]) -> usize {
        let Some(&first) = words.first() else { return 0 };
        let mut longest = 0;
        for key in [first, if has_digit(first) { FIGURE } else { first }] {
            let from = self.by_first.partition_point(|p| p.first().is_some_and(|&w| w < key));
            for phrase in self.by_first[from..].iter().take_while(|p| p.first() == Some(&key)) {
                if phrase.len() > longest
                    && phrase.len() <= words.len()
                    && phrase.iter().zip(words).all(|(&p, &w)| self.matches(p, w))
                {
                    longest = phrase.len();
                }
            }
        }
        longest
    }

    /// The length of the longest phrase that `words` end with.
    fn at_end(&self, words: &[u32]) -> usize {
        let Some(&last) = words.last() else { return 0 };
        let class = if has_digit(last) {
            FIGURE
        } else if self.sources.contains(&last) {
            SOURCE
        } else {
            last
        };
        let mut longest = 0;
        for key in [last, class] {
            let from = self.by_last.partition_point(|p| p.last().is_some_and(|&w| w < key));
            for phrase in self.by_last[from..].iter().take_while(|p| p.last() == Some(&key)) {
                if phrase.len() > longest
                    && phrase.len() <= words.len()
                    && phrase.iter().rev().zip(words.iter().rev()).all(|(&p, &w)| self.matches(p, w))
                {
                    longest = phrase.len();
                }
            }
        }
        longest
    }

    /// The tokens of a text without the furniture around it; the whole text when nothing is left.
    pub(crate) fn core(&self, tokens: &Tokens, text: u32) -> std::ops::Range<usize> {
        let whole = tokens.range(text);
        let mut core = whole.clone();
        loop {
            let words = &tokens.word[core.clone()];
            let step = self.at_start(words).max(self.dateline(words, &tokens.flags[core.clone()]));
            if step == 0 {
                break;
            }
            core.start += step;
        }
        loop {
            let step = self.at_end(&tokens.word[core.clone()]);
            if step == 0 {
                break;
            }
            core.end -= step;
        }
        if core.len() < 3 { whole } else { core }
    }

    /// Whether a text is nothing but known furniture.
    pub(crate) fn is_furniture(&self, words: &[u32]) -> bool {
        let mut rest = words;
        while !rest.is_empty() {
            let step = self.at_start(rest);
            if step == 0 {
                return false;
            }
            rest = &rest[step..];
        }
        !words.is_empty()
    }

    /// "WIEN (APA) –", "dpa.", "Frankfurt (Reuters) -": capitalised words that end in an agency.
    fn dateline(&self, words: &[u32], flags: &[u8]) -> usize {
        for k in 0..words.len().min(4) {
            if self.sources.contains(&words[k]) {
                let behind = k + 1;
                let starts = flags.get(behind).is_some_and(|f| f & CAPITAL != 0);
                return if starts { behind } else { 0 };
            }
            if flags[k] & CAPITAL == 0 {
                return 0;
            }
        }
        0
    }

    /// Whether a text breaks off: "… mehr", "[…]".
    pub(crate) fn breaks_off(&self, words: &[u32], text: &str) -> bool {
        let end = text.trim_end_matches(|c: char| c.is_whitespace() || c == ']' || c == ')');
        let cut = |t: &str| {
            t.trim_end().trim_end_matches(['(', '[']).trim_end().ends_with(['…']) || t.trim_end().ends_with("...")
        };
        if cut(end) {
            return true;
        }
        let last = words.last().copied().unwrap_or(0);
        self.ellipsis_words.contains(&last)
            && end.rfind(char::is_whitespace).is_some_and(|at| end.get(..at).is_some_and(cut))
    }
}
