//! How are given files read, without keeping anyone waiting?
//!
//! One after the other, so that the memory holds one file and what was found. What was found leaves it
//! in parts: a first, small one, which the page may open while the rest is read, then larger ones.

use std::cell::RefCell;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::rc::Rc;

use js_sys::{Array, Date, Uint8Array};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::store::{Addition, Store};
use super::tell;
use crate::article::{Article, ArticleId};
use crate::collection::{Order, Phase, Progress, Report, Tell, Trouble};
use crate::import::{self, Intake, Notice, NoticeKind, ReadOptions, Refusal, is_record, portable};

/// The first part has so many bytes of text: about a thousand passages. Smaller, and there is nothing to
/// search yet; larger, and readers wait for it.
const FIRST: usize = 300 << 10;

/// Later parts have so many bytes of text. Larger ones take memory, smaller ones gain nothing.
const LATER: usize = 8 << 20;

/// A first part is worth opening where so many bytes are still to be read: it takes time of its own.
const WORTH: u64 = 2 << 20;

/// The page hears of progress so often, in milliseconds.
const BEAT: f64 = 100.0;

/// Reads files, keeps them, and tells about it all the way.
pub(super) async fn read(order: Order, files: Vec<(String, Blob)>, store: Result<Store, Trouble>) {
    let name = match (&order.into, &store) {
        (Some(into), _) => into.clone(),
        (None, Ok(store)) => store.free(&order.name).await,
        (None, Err(_)) => order.name.clone(),
    };
    let held = match (&order.into, &store) {
        (Some(into), Ok(store)) => store.size(into).await,
        _ => 0,
    };
    tell(Tell::Begun(name.clone()), &[]);
    let left = files.iter().map(|(_, blob)| blob.size() as u64).sum();
    let mut reading = Reading::new(&order, held, left);
    if let (Some(into), Ok(store)) = (&order.into, &store) {
        reading.tray.borrow_mut().known = known(store, into, &order.instead).await;
    }
    for (name, blob) in in_order(files) {
        reading.file(&name, &blob).await;
    }
    let Reading { intake, tray, unreadable, .. } = reading;
    let finished = intake.finish();
    let Tray { parts, mut said, articles, twice, .. } = {
        let mut tray = tray.borrow_mut();
        tray.take(finished.articles);
        tray.part();
        std::mem::take(&mut *tray)
    };
    let mut notices = finished.notices;
    notices.extend(twice.into_iter().map(|file| Notice { file, line: None, kind: NoticeKind::Twice }));
    let mut refused = finished.refused;
    refused.extend(unreadable);
    let mut report = Report { name, articles, files: finished.files as u32, notices, refused, ..Report::default() };
    if !parts.is_empty() {
        said.progress.phase = Phase::Keeping;
        said.progress.file = String::new();
        tell(Tell::Progress(said.progress), &[]);
        let addition =
            Addition { into: order.into.as_deref(), name: &order.name, texts: &parts, instead: &order.instead };
        let kept = match &store {
            Ok(store) => store.add(addition).await,
            Err(trouble) => Err(trouble.clone()),
        };
        match kept {
            Ok((name, added)) => (report.name, report.added) = (name, added),
            Err(trouble) => report.trouble = Some(trouble),
        }
    }
    if let Ok(store) = &store {
        report.all = store.list().await.ok();
    }
    tell(Tell::Read(Box::new(report)), &[]);
}

/// The articles of a collection, but for some parts. What cannot be read is as if it were not there: the
/// collection is opened as a whole later, and says so.
async fn known(store: &Store, name: &str, without: &[u32]) -> HashSet<ArticleId> {
    let mut known = HashSet::new();
    let Ok(Some(texts)) = store.text(name, without).await else { return known };
    for blob in texts.blobs {
        let Ok(buffer) = JsFuture::from(blob.array_buffer()).await else { continue };
        let bytes = Uint8Array::new(&buffer).to_vec();
        let articles = import::read("1.lesart", &bytes, &ReadOptions::default(), &mut Vec::new());
        known.extend(articles.unwrap_or_default().iter().map(|article| article.id));
    }
    known
}

/// What is known about articles comes before them; else as their names say.
fn in_order(mut files: Vec<(String, Blob)>) -> Vec<(String, Blob)> {
    files.sort_by(|(a, _), (b, _)| (!is_record(a), a).cmp(&(!is_record(b), b)));
    files
}

/// What is told about progress, and when that was done last.
#[derive(Default)]
struct Said {
    progress: Progress,
    at: f64,
}

impl Said {
    fn say(&mut self) {
        if Date::now() - self.at >= BEAT {
            self.at = Date::now();
            tell(Tell::Progress(self.progress.clone()), &[]);
        }
    }
}

/// What was read and is on its way out.
#[derive(Default)]
struct Tray {
    /// Texts that were read, each with its number of articles.
    parts: Vec<(Blob, u32)>,
    said: Said,
    articles: u32,
    /// What is in the collection by now: the same article counts once.
    known: HashSet<ArticleId>,
    /// The files of those that were there already.
    twice: Vec<String>,
    /// Articles for the next part, and about how many bytes of text they have.
    waiting: Vec<Article>,
    weight: usize,
    /// Bytes of all files.
    of: u64,
}

impl Tray {
    fn take(&mut self, mut articles: Vec<Article>) {
        let (known, twice) = (&mut self.known, &mut self.twice);
        articles.retain(|article| {
            let fresh = known.insert(article.id);
            if !fresh {
                twice.push(article.meta.file.clone());
            }
            fresh
        });
        self.weight += articles.iter().map(|article| article.text.len()).sum::<usize>();
        self.waiting.extend(articles);
        if self.weight >= if self.parts.is_empty() { FIRST } else { LATER } {
            self.part();
        }
    }

    /// Hands on what was found since the last time.
    fn part(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let articles = self.waiting.len() as u32;
        let text = portable(&std::mem::take(&mut self.waiting));
        self.weight = 0;
        self.articles += articles;
        let bytes = Uint8Array::from(text.as_bytes());
        if let Ok(blob) = Blob::new_with_u8_array_sequence(&Array::of1(&bytes)) {
            let early = self.parts.is_empty() && self.of.saturating_sub(self.said.progress.bytes) >= WORTH;
            tell(Tell::Part { articles: self.articles, early }, std::slice::from_ref(&blob));
            self.parts.push((blob, articles));
        }
    }
}

/// A reading under way.
struct Reading {
    intake: Intake,
    tray: Rc<RefCell<Tray>>,
    /// Files that the browser could not give, or that would not fit into memory.
    unreadable: Vec<(String, Refusal)>,
    most: u64,
}

impl Reading {
    fn new(order: &Order, held: u64, of: u64) -> Self {
        let most = order.ceiling.saturating_sub(held);
        let options = ReadOptions {
            repair_mojibake: order.repair,
            most_total: most as usize,
            most_bytes: (most as usize).min(crate::import::MOST_BYTES),
            ..ReadOptions::default()
        };
        let tray = Rc::new(RefCell::new(Tray { of, ..Tray::default() }));
        let mut intake = Intake::new(options);
        let taker = tray.clone();
        intake.hand_on(FIRST, move |articles| taker.borrow_mut().take(articles));
        Self { intake, tray, unreadable: Vec::new(), most }
    }

    async fn file(&mut self, name: &str, blob: &Blob) {
        {
            let said = &mut self.tray.borrow_mut().said;
            said.progress.file = name.to_string();
            said.say();
        }
        // Before its bytes are there: they would not fit.
        if blob.size() as u64 > self.most {
            self.unreadable.push((name.to_string(), Refusal::TooMuch));
            return;
        }
        let bytes = match JsFuture::from(blob.array_buffer()).await {
            Ok(buffer) => Uint8Array::new(&buffer).to_vec(),
            Err(_) => return self.unreadable.push((name.to_string(), Refusal::Vanished)),
        };
        let tray = self.tray.clone();
        let _ = self.intake.add(name, &bytes, &mut |progress| {
            let said = &mut tray.borrow_mut().said;
            said.progress.file.clear();
            said.progress.file.push_str(progress.file);
            said.progress.files = progress.files as u32;
            said.progress.articles = progress.articles as u32;
            said.say();
            ControlFlow::Continue(())
        });
        self.tray.borrow_mut().said.progress.bytes += bytes.len() as u64;
    }
}
