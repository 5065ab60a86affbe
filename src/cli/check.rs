//! `lesart check`: is a folder of articles in order?
//!
//! Says what was read and what not, in which encodings and languages, which articles are copies, which
//! lack metadata, how many passages carry no label, and under which licences the texts stand.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::ops::ControlFlow;

use crate::article::{Article, Passage, PassageKind};
use crate::dedup::{self, Item};
use crate::import::{Intake, NoticeKind, ReadOptions, Reading};
use crate::label;
use crate::lang::Lang;
use crate::passage;
use crate::topic::{Stance, Topic};

use super::folder::{self, Ticker};

/// So many files are named for each finding; the rest is counted.
const MOST_NAMED: usize = 20;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Articles that were read.
    pub articles: usize,
    /// Passages of running text.
    pub passages: usize,
    /// Passages that carry neither company nor claim nor stance.
    pub unlabelled: usize,
    /// Passages whose wording stands elsewhere too.
    pub repeated: usize,
    /// Whether something is wrong that someone should mend.
    pub wrong: bool,
    /// All of it in words.
    pub text: String,
}

/// Checks the folders and files that were named.
///
/// # Errors
/// A path that cannot be opened.
pub fn run(paths: &[String], options: &ReadOptions, topic: &Topic) -> io::Result<Report> {
    let files = folder::files(paths)?;
    let mut intake = Intake::new(options.clone());
    let mut ticker = Ticker::default();
    folder::read(&files, &mut intake, &mut |progress| ticker.tell(progress, files.len()))?;
    ticker.phase("comparing and labelling passages");
    let report = report(&intake.finish(), topic);
    ticker.done();
    Ok(report)
}

/// What there is to say about a reading.
pub fn report(reading: &Reading, topic: &Topic) -> Report {
    let articles = &reading.articles;
    let mut passages: Vec<Passage> = Vec::new();
    for (ordinal, article) in (0u32..).zip(articles) {
        passages.extend(passage::split(article, ordinal));
    }
    passages.retain(|passage| passage.kind == PassageKind::Text);
    let unlabelled = passages.iter().filter(|passage| {
        let labels = label::annotate(passage.text(articles), passage.lang, topic);
        labels.companies.is_empty() && labels.claims.is_empty() && labels.stance.stance == Stance::Neutral
    });
    let unlabelled = unlabelled.count();
    let groups = {
        let items: Vec<Item> =
            passages.iter().map(|passage| Item { text: passage.text(articles), article: passage.article }).collect();
        dedup::group(&items, &mut |_| ControlFlow::Continue(()))
            .map_or(passages.len(), |found| found.representatives.len())
    };
    let repeated = passages.len().saturating_sub(groups);
    let mut out = Writer::default();
    out.line(format!("{} files, {} articles, {} passages", reading.files, articles.len(), passages.len()));
    out.refused(reading);
    out.notices(reading);
    out.line(format!("{repeated} passages repeat the wording of another"));
    out.copies(articles);
    out.languages(articles);
    out.missing(articles);
    out.licences(articles);
    out.line(format!("{unlabelled} of {} passages carry no label", passages.len()));
    if articles.is_empty() {
        out.wrong("nothing was read: name a folder with articles".to_string());
    }
    Report {
        articles: articles.len(),
        passages: passages.len(),
        unlabelled,
        repeated,
        wrong: out.wrong,
        text: out.text,
    }
}

#[derive(Default)]
struct Writer {
    text: String,
    wrong: bool,
}

impl Writer {
    fn line(&mut self, line: String) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn wrong(&mut self, line: String) {
        self.wrong = true;
        self.line(format!("WRONG  {line}"));
    }

    fn refused(&mut self, reading: &Reading) {
        for (file, refusal) in &reading.refused {
            self.wrong(format!("{file}: not read: {refusal}"));
        }
    }

    fn notices(&mut self, reading: &Reading) {
        let mut encodings: BTreeMap<&str, usize> = BTreeMap::new();
        for notice in &reading.notices {
            let place = match notice.line {
                Some(line) => format!("{}:{line}", notice.file),
                None => notice.file.clone(),
            };
            match &notice.kind {
                NoticeKind::ReadAs(encoding) => *encodings.entry(encoding).or_default() += 1,
                NoticeKind::Records(_)
                | NoticeKind::PiecesOfPage(_)
                | NoticeKind::UnknownKey(_)
                | NoticeKind::Repaired(_) => {
                    self.line(format!("{place}: {}", notice.kind));
                }
                kind => self.wrong(format!("{place}: {kind}")),
            }
        }
        for (encoding, files) in encodings {
            self.line(format!("{files} files are no UTF-8 and were read as {encoding}"));
        }
    }

    /// Articles with the same text as a whole.
    fn copies(&mut self, articles: &[Article]) {
        let mut by_text: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for article in articles {
            by_text.entry(article.text.trim()).or_default().push(&article.meta.file);
        }
        let mut copies: Vec<Vec<&str>> = by_text.into_values().filter(|files| files.len() > 1).collect();
        copies.sort();
        self.named(copies.iter().map(|files| files.join(" = ")).collect(), "articles are there more than once");
    }

    fn languages(&mut self, articles: &[Article]) {
        let mut counts: BTreeMap<Option<Lang>, usize> = BTreeMap::new();
        articles.iter().for_each(|article| *counts.entry(article.meta.lang).or_default() += 1);
        let parts: Vec<String> = counts
            .into_iter()
            .map(|(lang, count)| {
                format!("{count} {}", lang.map_or("in no language that is known", |lang| lang.info().own_name))
            })
            .collect();
        if !parts.is_empty() {
            self.line(format!("languages: {}", parts.join(", ")));
        }
    }

    fn missing(&mut self, articles: &[Article]) {
        type IsMissing = fn(&Article) -> bool;
        let checks: [(&str, IsMissing); 4] = [
            ("source", |article| article.meta.source.is_none()),
            ("date", |article| article.meta.date.is_none()),
            ("author", |article| article.meta.author.is_none()),
            ("url", |article| article.meta.url.is_none()),
        ];
        for (key, is_missing) in checks {
            let files = articles.iter().filter(|article| is_missing(article)).map(|article| article.meta.file.clone());
            self.named(files.collect(), &format!("articles have no {key}"));
        }
    }

    fn licences(&mut self, articles: &[Article]) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for article in articles {
            *counts.entry(article.meta.licence.as_deref().unwrap_or("none named")).or_default() += 1;
        }
        let parts: Vec<String> = counts.into_iter().map(|(licence, count)| format!("{count} {licence}")).collect();
        if !parts.is_empty() {
            self.line(format!("licences: {}", parts.join(", ")));
        }
        let bound =
            articles.iter().filter(|article| !super::quote::is_free(article)).map(|article| article.meta.file.clone());
        self.named(bound.collect(), "articles name no licence to pass them on whole: pack with --quote, or name it");
    }

    fn named(&mut self, names: Vec<String>, what: &str) {
        if names.is_empty() {
            return;
        }
        self.line(format!("{} {what}", names.len()));
        let more = names.len().saturating_sub(MOST_NAMED);
        names.into_iter().take(MOST_NAMED).for_each(|name| self.line(format!("       {name}")));
        if more > 0 {
            self.line(format!("       and {more} more"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Source, read_all_quietly};

    fn checked(files: &[(&str, &[u8])]) -> Report {
        let files: Vec<Source> = files.iter().map(|&(name, bytes)| Source { name, bytes }).collect();
        report(&read_all_quietly(&files, &ReadOptions::default()), &Topic::bundled_without_model())
    }

    #[test]
    fn a_folder_in_order() {
        let text = "---\ntitle: T\nsource: S\nauthor: A\nurl: https://example.org\ndate: 2025\nlicense: CC BY 4.0\n---\n\
                    Klarna streicht 700 Stellen, weil eine Maschine die Arbeit übernimmt.\n";
        let report = checked(&[("a.md", text.as_bytes())]);
        assert!(!report.wrong, "{}", report.text);
        assert!(
            report.text.contains("licences: 1 CC BY 4.0") && report.text.contains("languages: 1 Deutsch"),
            "{}",
            report.text
        );
        assert_eq!((report.passages, report.unlabelled), (1, 0));
        assert!(!report.text.contains("have no"), "{}", report.text);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let long = "Heute scheint die Sonne über dem ganzen Land, und morgen auch, sagt der Wetterbericht.".as_bytes();
        let report = checked(&[("a.txt", long), ("b.txt", long), ("c.xyz", b"x"), ("d.txt", "fÃ¼r alle".as_bytes())]);
        assert!(report.wrong);
        for expected in
            ["WRONG  c.xyz: not read", "WRONG  d.txt: letters look wrong", "a.txt = b.txt", "3 articles have no source"]
        {
            assert!(report.text.contains(expected), "{expected}:\n{}", report.text);
        }
        assert!(checked(&[]).wrong);
    }
}
