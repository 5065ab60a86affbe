//! How well does grouping do on text nobody tuned it to? Makes variants of paragraphs by a seed,
//! groups them, and says what was found: `cargo run --profile native --example dedup_variants -- FILE`
//! with one paragraph a line, German or English; those that repeat another are left out. `--errors N` prints what went wrong.

#[path = "../benches/dedup_input.rs"]
#[allow(dead_code)]
mod input;

use input::Random;
use lesart::dedup::{Item, group};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

/// A text, how it was made, the paragraph that it belongs to, and those that stand inside it.
struct Made {
    text: String,
    how: &'static str,
    gold: usize,
    holds: Vec<usize>,
}

/// Names that are put in the place of others; the first list is looked for.
const NAMES: &[&str] = &[
    "Klarna",
    "Siemens",
    "Salesforce",
    "Microsoft",
    "Google",
    "IBM",
    "Debian",
    "Ubuntu",
    "Fedora",
    "Red Hat",
    "Falcot",
    "Samba",
    "Apache",
    "Windows",
    "Berlin",
    "Wien",
    "London",
    "Frankfurt",
    "Commerzbank",
    "Amazon",
    "Duolingo",
    "Accenture",
    "Orlopp",
    "Siemiatkowski",
    "Benioff",
    "BBC",
    "Linux",
    "GNOME",
    "KDE",
    "Canada",
    "Intel",
    "Xen",
    "Postfix",
    "Bash",
];
const OTHERS: &[&str] = &[
    "Bosch",
    "Novartis",
    "Cisco",
    "Oracle",
    "Nestlé",
    "Adobe",
    "Dresden",
    "Leeds",
    "Graz",
    "Maria Gruber",
    "SAP",
    "Reid",
    "CNN",
    "Ulm",
];
const AROUND: &[&str] = &[
    "Seite 1 / 2 Nächste Seite",
    "Quelle: APA",
    "Foto: dpa",
    "0 Kommentare Diskutieren Sie mit",
    "Lesen Sie auch: Mehr zum Thema",
    "Page 1 of 2 Next page",
    "Share this article Print Email",
    "Advertisement",
    "Mehr aus dem Ressort Wirtschaft",
    "Folgen Sie uns",
];
const DATELINES: &[&str] =
    &["WIEN (APA) – ", "dpa. ", "LONDON (Reuters) - ", "WASHINGTON: ", "Von unserem Korrespondenten "];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("usage: dedup_variants FILE [--errors N]");
        return;
    };
    let shown: usize = arguments.skip_while(|a| a != "--errors").nth(1).and_then(|n| n.parse().ok()).unwrap_or(0);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => return eprintln!("{path}: {error}"),
    };
    let mut random = Random::new(20_251);
    let mut paragraphs: Vec<&str> = text.lines().filter(|line| line.split(' ').count() >= 14).collect();
    for k in (1..paragraphs.len()).rev() {
        paragraphs.swap(k, random.below(k + 1));
    }
    let all = paragraphs.len();
    apart(&mut paragraphs);
    paragraphs.truncate(1200);
    println!("{} paragraphs; {} more repeat one of them", paragraphs.len(), all - paragraphs.len());
    let made = make(&mut random, &paragraphs);
    let items: Vec<Item<'_>> = made.iter().map(|m| Item { text: &m.text, article: u32::MAX }).collect();
    let Ok(grouping) = group(&items, &mut |_| ControlFlow::Continue(())) else { return };
    let group_of = &grouping.group_of;
    let base: HashMap<usize, usize> =
        made.iter().enumerate().filter(|(_, m)| m.how == "base").map(|(k, m)| (m.gold, k)).collect();
    // Pairs of the core: everything but containers.
    let choose = |n: u64| n * n.saturating_sub(1) / 2;
    let (mut both, mut by_gold, mut by_group) = (HashMap::new(), HashMap::new(), HashMap::new());
    let mut found: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut errors = 0;
    for (k, m) in made.iter().enumerate().filter(|(_, m)| m.holds.is_empty()) {
        *both.entry((m.gold, group_of[k])).or_insert(0_u64) += 1;
        *by_gold.entry(m.gold).or_insert(0_u64) += 1;
        *by_group.entry(group_of[k]).or_insert(0_u64) += 1;
        let origin = if m.how.starts_with("neg") { m.gold - NEGATIVE } else { m.gold };
        let joined = base.get(&(origin % NEGATIVE)).is_some_and(|&b| group_of[b] == group_of[k]);
        let count = found.entry(m.how).or_default();
        *count = (count.0 + u32::from(joined), count.1 + 1);
        if joined == m.how.starts_with("neg") && errors < shown {
            errors += 1;
            let original = base.get(&(origin % NEGATIVE)).map_or("", |&b| made[b].text.as_str());
            println!("{}\n   {}\n   {}", m.how, original, m.text);
        }
    }
    let sum = |map: Vec<u64>| map.into_iter().map(choose).sum::<u64>() as f64;
    let hits = sum(both.into_values().collect());
    println!(
        "precision {:.4}, recall {:.4}",
        hits / sum(by_group.into_values().collect()),
        hits / sum(by_gold.into_values().collect())
    );
    for (how, (joined, all)) in &found {
        println!("{how:16} with its base {joined:5} of {all:5}  {:.4}", f64::from(*joined) / f64::from(*all));
    }
    // What was wrongly put together, by how the two were made.
    let mut wrong: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    let mut members: BTreeMap<u32, Vec<&Made>> = BTreeMap::new();
    for (k, m) in made.iter().enumerate().filter(|(_, m)| m.holds.is_empty()) {
        members.entry(group_of[k]).or_default().push(m);
    }
    for group in members.values() {
        for (k, a) in group.iter().enumerate() {
            for b in group[k + 1..].iter().filter(|b| b.gold != a.gold) {
                let related = if a.gold % NEGATIVE == b.gold % NEGATIVE { b.how } else { "another" };
                if !wrong.contains_key(&(a.how, related)) && shown > 0 && related == "another" {
                    println!("TOGETHER\n   {}\n   {}", a.text, b.text);
                }
                *wrong.entry((a.how, related)).or_default() += 1;
            }
        }
    }
    println!("wrongly together: {wrong:?}");
    let first = |item: usize| grouping.same_text[item];
    let claims: HashSet<(u32, u32)> = grouping.inside.iter().copied().collect();
    let (mut hit, mut all, mut bridges) = (0, 0, 0);
    for (k, m) in made.iter().enumerate() {
        let parts: Vec<usize> = m.holds.iter().filter_map(|gold| base.get(gold).copied()).collect();
        all += parts.len();
        hit += parts.iter().filter(|&&part| claims.contains(&(first(part), first(k)))).count();
        bridges += usize::from(parts.iter().filter(|&&part| group_of[part] == group_of[k]).count() > 1);
    }
    println!("containment recall {:.4} of {all}, bridges {bridges}", hit as f64 / all.max(1) as f64);
}

/// Leaves of paragraphs that share two fifths of the smaller one's word pairs only the first: each stands for
/// a passage of its own, or what is together cannot be told from what belongs together.
fn apart(paragraphs: &mut Vec<&str>) {
    let mut known: HashMap<(String, String), Vec<usize>> = HashMap::new();
    let mut sizes: Vec<usize> = Vec::new();
    paragraphs.retain(|text| {
        let plain = |c: char| if c.is_ascii_digit() { '0' } else { c.to_ascii_lowercase() };
        let text: String = text.chars().map(plain).collect();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let pairs: HashSet<(&str, &str)> = words.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for (a, b) in &pairs {
            for &other in known.get(&(a.to_string(), b.to_string())).into_iter().flatten() {
                *shared.entry(other).or_default() += 1;
            }
        }
        if shared.iter().any(|(&other, &count)| count * 5 >= pairs.len().min(sizes[other]) * 2) {
            return false;
        }
        for (a, b) in &pairs {
            known.entry((a.to_string(), b.to_string())).or_default().push(sizes.len());
        }
        sizes.push(pairs.len());
        true
    });
}

/// Added to the number of a paragraph whose figures or names were changed.
const NEGATIVE: usize = 1 << 30;

fn make(random: &mut Random, paragraphs: &[&str]) -> Vec<Made> {
    let pool: Vec<&str> = paragraphs
        .iter()
        .flat_map(|p| p.split(' '))
        .filter(|w| w.chars().all(|c| c.is_lowercase()) && w.len() > 1)
        .collect();
    let mut made = Vec::new();
    for (gold, &text) in paragraphs.iter().enumerate() {
        let mut add =
            |how: &'static str, text: String, gold: usize| made.push(Made { text, how, gold, holds: Vec::new() });
        add("base", text.to_string(), gold);
        let pick = paragraphs[random.below(paragraphs.len())];
        for _ in 0..4 {
            match random.below(13) {
                0 => add("space", text.replace(' ', "  \n").replace("sch", "s\u{ad}ch"), gold),
                1 => add("upper", text.to_uppercase(), gold),
                2 => add("no marks", text.chars().filter(|c| !".,;:!?".contains(*c)).collect(), gold),
                3 => add("misread 1 %", misread(random, text, 10), gold),
                4 => add("misread 3 %", misread(random, text, 30), gold),
                5 => add("misread 5 %", misread(random, text, 50), gold),
                6 => add("words 5 %", replaced(random, text, &pool, 5), gold),
                7 => add("words 10 %", replaced(random, text, &pool, 10), gold),
                8 => add("words 20 %", replaced(random, text, &pool, 20), gold),
                9 => add("furniture", format!("{text} {}", AROUND[random.below(AROUND.len())]), gold),
                10 => add("furniture", format!("{} {text}", AROUND[random.below(AROUND.len())]), gold),
                11 => add("dateline", format!("{}{text}", DATELINES[random.below(DATELINES.len())]), gold),
                _ => {
                    let mut sentences: Vec<&str> = text.split_inclusive(". ").collect();
                    if sentences.len() >= 3 {
                        let at = random.below(sentences.len());
                        if random.below(2) == 0 {
                            sentences.remove(at);
                            add("sentence dropped", sentences.concat(), gold);
                        } else {
                            let moved = sentences.remove(at);
                            sentences.insert(0, moved);
                            add("sentence moved", sentences.join(" "), gold);
                        }
                    } else if let Some((extra, _)) = pick.split_once(". ") {
                        add("sentence added", format!("{text} {extra}."), gold);
                    }
                }
            }
        }
        if text.bytes().any(|b| b.is_ascii_digit()) && random.below(3) == 0 {
            let other: String = text
                .chars()
                .map(|c| {
                    c.to_digit(10).map_or(c, |d| char::from(b'0' + ((d as usize + 1 + random.below(8)) % 10) as u8))
                })
                .collect();
            add("neg figures", other, gold + NEGATIVE);
        }
        let named: Vec<&str> = NAMES.iter().copied().filter(|name| stands(text, name)).collect();
        if !named.is_empty() {
            let mut other = text.to_string();
            for name in named {
                other = other.replace(name, OTHERS[random.below(OTHERS.len())]);
            }
            add("neg names", other, gold + NEGATIVE);
        }
    }
    for _ in 0..paragraphs.len() / 4 {
        let holds: Vec<usize> = (0..2 + random.below(3)).map(|_| random.below(paragraphs.len())).collect();
        if holds.iter().collect::<HashSet<_>>().len() < holds.len() {
            continue;
        }
        let mut text: String = holds.iter().map(|&gold| paragraphs[gold]).collect::<Vec<_>>().join(" ");
        if random.below(3) == 0 {
            text = misread(random, &text, 20);
        }
        made.push(Made { text, how: "container", gold: usize::MAX, holds });
    }
    made
}

/// Whether a name stands in a text as a word of its own.
fn stands(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !letter(text[..at].chars().next_back()) && !letter(text[at + name.len()..].chars().next())
    })
}

/// Letters misread, dropped or doubled, spaces lost, in so many of a thousand places.
fn misread(random: &mut Random, text: &str, thousandth: usize) -> String {
    const LIKE: [(char, &str); 12] = [
        ('e', "c"),
        ('n', "u"),
        ('l', "I"),
        ('m', "rn"),
        ('s', "z"),
        ('h', "b"),
        ('t', "f"),
        ('o', "a"),
        ('r', "i"),
        ('d', "cl"),
        ('g', "q"),
        ('u', "n"),
    ];
    let mut out = String::new();
    for ch in text.chars() {
        if random.below(1000) >= thousandth || ch.is_numeric() {
            out.push(ch);
            continue;
        }
        match (ch, random.below(8)) {
            (' ', _) => {}
            (_, 0) => {}
            (_, 1) => out.extend([ch, ' ']),
            (_, 2) => out.extend([ch, '.']),
            _ => match LIKE.iter().find(|(from, _)| *from == ch) {
                Some((_, to)) => out.push_str(to),
                None => out.push(ch),
            },
        }
    }
    out
}

fn replaced(random: &mut Random, text: &str, pool: &[&str], percent: usize) -> String {
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            let plain = word.chars().all(char::is_lowercase);
            if plain && random.below(100) < percent && !pool.is_empty() {
                pool[random.below(pool.len())].to_string()
            } else {
                word.to_string()
            }
        })
        .collect();
    words.join(" ")
}
