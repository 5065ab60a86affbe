//! Trains the model of the topic pack: `cargo run --release --example train_labels`.
//!
//! Reads `tests/labels/data/*.jsonl` in the order of their names and writes
//! `static/topic/model.bin`. With `-- --held-out` nothing is written: a fixed quarter of the
//! articles is kept aside, a model is trained on the rest and measured on that quarter, and the
//! tables of `docs/labels.md` are printed.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use lesart::label::annotate;
use lesart::label::train::{Example, article, train};
use lesart::lang::Lang;
use lesart::topic::{Stance, Topic};

/// A passage of the data with all its labels.
struct Gold {
    example: Example,
    genre: String,
    companies: Vec<String>,
    figures: Vec<(f64, String)>,
}

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let gold = read(&root.join("tests/labels/data"))?;
    if std::env::args().any(|argument| argument == "--held-out") {
        // A fixed quarter of the articles, by the hash of their name.
        let is_held_out =
            |gold: &&Gold| xxhash_rust::xxh64::xxh64(article(&gold.example.id).as_bytes(), 4).is_multiple_of(4);
        let seen: Vec<Example> =
            gold.iter().filter(|gold| !is_held_out(gold)).map(|gold| gold.example.clone()).collect();
        let unseen: Vec<&Gold> = gold.iter().filter(is_held_out).collect();
        println!("trained on {} passages, measured on {}\n", seen.len(), unseen.len());
        measure(&unseen, &Topic::bundled_with(&train(&seen, &Topic::bundled_without_model())));
        return Ok(());
    }
    let examples: Vec<Example> = gold.into_iter().map(|gold| gold.example).collect();
    let model = train(&examples, &Topic::bundled_without_model());
    println!("{} passages, {} bytes", examples.len(), model.len());
    std::fs::write(root.join("static/topic/model.bin"), model)
}

fn read(folder: &Path) -> io::Result<Vec<Gold>> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    let mut gold = Vec::new();
    for file in files {
        for line in std::fs::read_to_string(&file)?.lines().filter(|line| !line.trim().is_empty()) {
            gold.push(passage(line)?);
        }
    }
    Ok(gold)
}

fn passage(line: &str) -> io::Result<Gold> {
    let row: serde_json::Value = serde_json::from_str(line)?;
    let text = |key: &str| row[key].as_str().unwrap_or("").to_string();
    let list = |key: &str| -> Vec<String> {
        row[key].as_array().into_iter().flatten().filter_map(|item| item.as_str().map(str::to_string)).collect()
    };
    let figure = |figure: &serde_json::Value| {
        (figure["value"].as_f64().unwrap_or(0.0), figure["unit"].as_str().unwrap_or("").to_string())
    };
    Ok(Gold {
        example: Example {
            id: text("id"),
            text: text("text"),
            lang: if row["lang"] == "en" { Lang::En } else { Lang::De },
            claims: list("claims"),
            disputed: list("claims_disputed"),
            stance: Stance::from_id(row["stance"].as_str().unwrap_or("")).unwrap_or_default(),
        },
        genre: text("genre"),
        companies: list("companies"),
        figures: row["figures"].as_array().into_iter().flatten().map(figure).collect(),
    })
}

/// Right, wrong and missed decisions.
#[derive(Clone, Copy, Default)]
struct Count {
    hit: u32,
    wrong: u32,
    missed: u32,
}

impl Count {
    fn add(&mut self, wanted: bool, got: bool) {
        self.hit += u32::from(wanted && got);
        self.wrong += u32::from(!wanted && got);
        self.missed += u32::from(wanted && !got);
    }
    fn share(part: u32, rest: u32) -> f64 {
        if part + rest == 0 { 1.0 } else { f64::from(part) / f64::from(part + rest) }
    }
    fn f1(self) -> f64 {
        Count::share(2 * self.hit, self.wrong + self.missed)
    }
}

/// What is measured for a set of passages.
#[derive(Default)]
struct Sums {
    passages: u32,
    stance: [[u32; 4]; 4],
    claims: BTreeMap<String, Count>,
    companies: Count,
    figures: Count,
}

impl Sums {
    fn add(&mut self, gold: &Gold, topic: &Topic) {
        let labels = annotate(&gold.example.text, Some(gold.example.lang), topic);
        self.passages += 1;
        self.stance[gold.example.stance as usize][labels.stance.stance as usize] += 1;
        for (index, claim) in topic.claims.iter().enumerate() {
            if !gold.example.disputed.contains(&claim.id) {
                let got = labels.claims.iter().any(|label| usize::from(label.claim.0) == index);
                self.claims.entry(claim.id.clone()).or_default().add(gold.example.claims.contains(&claim.id), got);
            }
        }
        for company in &labels.companies {
            self.companies.add(gold.companies.contains(&company.name), true);
        }
        self.companies.missed +=
            gold.companies.iter().filter(|name| !labels.companies.iter().any(|label| label.name == **name)).count()
                as u32;
        let mut left: Vec<_> = labels.figures.iter().map(|figure| (figure.value, figure.unit.id())).collect();
        for (value, unit) in &gold.figures {
            let place =
                left.iter().position(|(got, id)| id == unit && (got - value).abs() <= 0.01 * value.abs().max(1e-9));
            if let Some(place) = place {
                left.remove(place);
            }
            self.figures.add(true, place.is_some());
        }
        self.figures.wrong += left.len() as u32;
    }

    fn line(&self, name: &str) -> String {
        let right: u32 = (0..4).map(|stance| self.stance[stance][stance]).sum();
        let opposite = self.stance[0][1] + self.stance[1][0];
        let f1s: Vec<f64> = (0..4)
            .filter(|&stance| self.stance[stance].iter().sum::<u32>() > 0)
            .map(|stance| {
                let got: u32 = (0..4).map(|gold| self.stance[gold][stance]).sum();
                2.0 * f64::from(self.stance[stance][stance])
                    / f64::from(got + self.stance[stance].iter().sum::<u32>()).max(1.0)
            })
            .collect();
        let mut all = Count::default();
        for count in self.claims.values() {
            (all.hit, all.wrong, all.missed) =
                (all.hit + count.hit, all.wrong + count.wrong, all.missed + count.missed);
        }
        format!(
            "| {name} | {} | {:.2} | {:.2} | {:.1} % | {:.2} | {:.2} | {:.2} |",
            self.passages,
            f64::from(right) / f64::from(self.passages.max(1)),
            f1s.iter().sum::<f64>() / f1s.len().max(1) as f64,
            100.0 * f64::from(opposite) / f64::from(self.passages.max(1)),
            all.f1(),
            self.companies.f1(),
            self.figures.f1(),
        )
    }
}

fn measure(gold: &[&Gold], topic: &Topic) {
    let mut all = Sums::default();
    let mut parts: BTreeMap<String, Sums> = BTreeMap::new();
    for gold in gold {
        all.add(gold, topic);
        let lang = if gold.example.lang == Lang::De { "1 German" } else { "1 English" };
        parts.entry(lang.to_string()).or_default().add(gold, topic);
        parts.entry(format!("2 {}", gold.genre)).or_default().add(gold, topic);
    }
    println!(
        "| | passages | stance right | stance macro-F1 | opposite | claims micro-F1 | companies F1 | figures F1 |"
    );
    println!("|---|---|---|---|---|---|---|---|\n{}", all.line("all"));
    for (name, sums) in &parts {
        println!("{}", sums.line(&name[2..]));
    }
    println!("\n| gold \\ label | pro-automation | human-first | mixed | neutral |\n|---|---|---|---|---|");
    for stance in Stance::ALL {
        let row: Vec<String> = all.stance[stance as usize].iter().map(u32::to_string).collect();
        println!("| {stance} | {} |", row.join(" | "));
    }
    println!("\n| claim | passages | precision | coverage | F1 |\n|---|---|---|---|---|");
    let mut macro_f1 = 0.0;
    for (id, count) in &all.claims {
        let (precision, coverage) = (Count::share(count.hit, count.wrong), Count::share(count.hit, count.missed));
        println!("| {id} | {} | {precision:.2} | {coverage:.2} | {:.2} |", count.hit + count.missed, count.f1());
        macro_f1 += count.f1() / all.claims.len() as f64;
    }
    println!("| mean | | | | {macro_f1:.2} |");
}
