//! Seeded input for the speed of grouping: prose with copies, and the worst cases.

/// A small generator (xorshift64*, Vigna 2016): the same numbers on every machine.
pub struct Random(u64);

impl Random {
    /// A generator that a seed starts.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        ((self.draw() >> 33) as usize) % bound.max(1)
    }
}

/// Which texts to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Paragraphs of some 230 bytes, a third of them copies with a few edits.
    Prose,
    /// Near copies of one paragraph.
    Copies,
    /// Lines of one template with other figures and names.
    Template,
    /// One paragraph again and again.
    Identical,
}

impl Shape {
    /// Every shape, with its name.
    pub const ALL: [(&'static str, Shape); 4] = [
        ("prose", Shape::Prose),
        ("copies", Shape::Copies),
        ("template", Shape::Template),
        ("identical", Shape::Identical),
    ];
}

/// `count` texts of a shape; the same ones every time.
pub fn texts(shape: Shape, count: usize) -> Vec<String> {
    let mut random = Random::new(7);
    let words = vocabulary(&mut random, 40_000);
    let base = paragraph(&mut random, &words, 34);
    let mut texts: Vec<String> = Vec::with_capacity(count);
    for k in 0..count {
        let text = match shape {
            Shape::Prose if k > 10 && random.below(3) == 0 => {
                let original = texts[random.below(k)].clone();
                let edits = random.below(4);
                edited(&mut random, &words, &original, edits)
            }
            Shape::Prose => {
                let length = 14 + random.below(42);
                paragraph(&mut random, &words, length)
            }
            Shape::Copies => edited(&mut random, &words, &base, 3),
            Shape::Template => template(&mut random, &words),
            Shape::Identical => base.clone(),
        };
        texts.push(text);
    }
    texts
}

fn vocabulary(random: &mut Random, count: usize) -> Vec<String> {
    const SYLLABLES: [&str; 40] = [
        "ar", "beit", "ver", "schaf", "ten", "un", "ter", "neh", "men", "ge", "ber", "lin", "ro", "bot", "da", "klar",
        "na", "kün", "di", "gung", "sche", "pro", "zent", "in", "dus", "trie", "for", "schen", "mit", "ein", "zu",
        "kun", "ft", "ler", "nen", "wer", "ke", "so", "zi", "al",
    ];
    (0..count)
        .map(|rank| {
            let parts = 1 + random.below(if rank < 200 { 2 } else { 4 });
            let mut word: String = (0..parts).map(|_| SYLLABLES[random.below(SYLLABLES.len())]).collect();
            if random.below(3) == 0 && rank > 200 {
                let mut letters = word.chars();
                word =
                    letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default() + letters.as_str();
            }
            word
        })
        .collect()
}

/// Words drawn by a law close to Zipf's: rank = size^u.
fn word<'a>(random: &mut Random, words: &'a [String]) -> &'a str {
    let bits = random.below(1 << 20) as f64 / f64::from(1 << 20);
    let rank = (words.len() as f64).powf(bits) as usize;
    &words[rank.min(words.len() - 1)]
}

fn paragraph(random: &mut Random, words: &[String], length: usize) -> String {
    let mut text = String::new();
    for k in 0..length {
        if k > 0 {
            text.push_str(if random.below(12) == 0 { ". " } else { " " });
        }
        if random.below(40) == 0 {
            text.push_str(&random.below(5000).to_string());
        } else {
            text.push_str(word(random, words));
        }
    }
    text.push('.');
    text
}

fn edited(random: &mut Random, words: &[String], text: &str, edits: usize) -> String {
    let mut parts: Vec<&str> = text.split(' ').collect();
    for _ in 0..edits {
        let at = random.below(parts.len());
        if !parts[at].bytes().any(|b| b.is_ascii_digit()) {
            parts[at] = word(random, &words[..400]);
        }
    }
    parts.join(" ")
}

fn template(random: &mut Random, words: &[String]) -> String {
    let days = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
    let company = &words[300 + random.below(20_000)];
    format!(
        "Die Aktie von {company} schloss am {} bei {},{:02} Euro und damit {},{} Prozent höher als am Vortag, wie die Börse in {} am Abend mitteilte.",
        days[random.below(7)],
        random.below(200),
        random.below(100),
        random.below(10),
        random.below(10),
        words[300 + random.below(500)],
    )
}
