//! How does the worker answer?
//!
//! It fetches the corpus file, walks it and keeps the result. Questions that come before the corpus
//! is there wait, the newest of each kind; so the page may ask everything at once. Whoever starts the
//! worker may give it the name of a corpus file: then it walks that one before the page's own code is
//! there to ask for it.

use gloo::worker::{HandlerId, Registrable, Worker, WorkerScope};
use wasm_bindgen::JsCast;

use crate::apart::Apart;
use crate::corpus::Corpus;
use crate::pack::Pack;
use crate::protocol::first::as_told;
use crate::protocol::{Ask, Failure, Question, Reply, Tell, Walk};
use crate::site::single::Start;
use crate::web::carry;
use crate::web::source::{Source, told};
use crate::words;

/// The worker: a corpus, or what waits for one.
pub struct Engine {
    corpus: Option<Corpus>,
    /// Where it came from, for whoever takes it along.
    source: Source,
    waiting: Vec<(HandlerId, Question)>,
    early: Early,
    /// What the page shows already, until it has been answered.
    told: Vec<u8>,
}

/// A walk that began before anyone asked.
#[derive(Default)]
enum Early {
    /// There is none, or it was used, or something else was asked for.
    #[default]
    No,
    /// The file of this address is on its way; perhaps it has been asked for by now.
    Coming(String, Option<Wanted>),
    /// The file of this address was walked.
    Walked(String, Box<Result<Corpus, Failure>>),
}

/// Who asked for a corpus, by which question, and what the reader said is not the same.
struct Wanted {
    asker: HandlerId,
    id: u64,
    apart: Apart,
}

/// What the worker says to itself.
pub enum Inner {
    /// The corpus file came, or did not.
    Fetched {
        /// Who asked.
        asker: HandlerId,
        /// The number of the question.
        id: u64,
        /// What it holds, or why there is nothing.
        pack: Result<Pack, Failure>,
        /// What the reader said is not the same.
        apart: Apart,
    },
    /// The corpus file came for which nobody had asked yet, or did not.
    Early(Result<Pack, Failure>),
}

/// How often, in milliseconds, it is told how far a walk is. What is over sooner needs no word.
const TOLD_EVERY: f64 = 150.0;

/// Walks what was fetched; says how far it is to whoever asked.
fn walked(pack: Result<Pack, Failure>, apart: Apart, tell: &dyn Fn(Walk)) -> Result<Corpus, Failure> {
    let mut told = js_sys::Date::now();
    let corpus = Corpus::open_watched(pack?, apart, &mut |walk| {
        let now = js_sys::Date::now();
        if now - told >= TOLD_EVERY {
            told = now;
            tell(walk);
        }
    });
    if corpus.overview().articles.is_empty() { Err(Failure::NoArticles) } else { Ok(corpus) }
}

/// The absolute address of the corpus file that the worker is named after, where it is.
fn named() -> Option<String> {
    let scope: web_sys::DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let name = Some(scope.name()).filter(|name| !name.is_empty())?;
    web_sys::Url::new_with_base(&name, &scope.location().href()).ok().map(|url| url.href())
}

/// Starts answering; called once, in the worker.
pub fn start() {
    console_error_panic_hook::set_once();
    Engine::registrar().encoding::<super::codec::Wire>().register();
}

impl Worker for Engine {
    type Message = Inner;
    type Input = Question;
    type Output = Reply;

    fn create(scope: &WorkerScope<Self>) -> Self {
        let early = named().map_or(Early::No, |corpus| {
            let (source, scope) = (Source { corpus: corpus.clone(), own: None }, scope.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let pack = source.pack().await;
                scope.send_message(Inner::Early(pack));
            });
            Early::Coming(corpus, None)
        });
        Self { corpus: None, source: Source::default(), waiting: Vec::new(), early, told: Vec::new() }
    }

    fn update(&mut self, scope: &WorkerScope<Self>, inner: Inner) {
        match inner {
            Inner::Fetched { asker, id, pack, apart } => self.walk(scope, asker, id, pack, apart),
            Inner::Early(pack) => match std::mem::take(&mut self.early) {
                Early::Coming(_, Some(Wanted { asker, id, apart })) => {
                    self.walk(scope, asker, id, pack, apart);
                }
                Early::Coming(corpus, None) => {
                    self.early = Early::Walked(corpus, Box::new(walked(pack, Apart::default(), &|_| {})))
                }
                _ => {}
            },
        }
    }

    fn received(&mut self, scope: &WorkerScope<Self>, question: Question, asker: HandlerId) {
        match (&question.ask, &mut self.corpus) {
            (Ask::Open { corpus, own, apart, told }, _) => {
                self.told.clone_from(told);
                let (apart, id, scope) = (apart.clone(), question.id, scope.clone());
                let source = Source { corpus: corpus.clone(), own: own.clone() };
                self.source = source.clone();
                match std::mem::take(&mut self.early) {
                    Early::Coming(early, _) if own.is_none() && early == *corpus => {
                        self.early = Early::Coming(early, Some(Wanted { asker, id, apart }));
                        return;
                    }
                    Early::Walked(early, walked) if own.is_none() && early == *corpus => {
                        let parted = (*walked).map(|mut corpus| {
                            if !apart.is_empty() {
                                corpus.set_apart(apart);
                            }
                            corpus
                        });
                        self.opened(&scope, asker, id, parted);
                        return;
                    }
                    _ => {}
                }
                wasm_bindgen_futures::spawn_local(async move {
                    let pack = source.pack().await;
                    scope.send_message(Inner::Fetched { asker, id, pack, apart });
                });
            }
            (&Ask::Words(tongue), _) => {
                let tell = Tell::Words(tongue, words::more(tongue).to_string());
                scope.respond(asker, Reply { id: question.id, tell });
            }
            (Ask::Carry { href, labels, apart }, Some(corpus)) => {
                let start = Start::new(href.clone(), labels.clone(), apart.to_string());
                let title = corpus.overview().title.clone();
                let (source, id, scope) = (self.source.clone(), question.id, scope.clone());
                wasm_bindgen_futures::spawn_local(async move {
                    let single = async { carry::single(&source.corpus_file().await?, &start, &title).await };
                    let tell = match single.await {
                        Ok(parcel) => Tell::Parcel(Box::new(parcel)),
                        Err(error) => Tell::NoParcel(told(&error)),
                    };
                    scope.respond(asker, Reply { id, tell });
                });
            }
            (Ask::Pack(lesson), _) => {
                let (lesson, id, scope) = (lesson.clone(), question.id, scope.clone());
                wasm_bindgen_futures::spawn_local(async move {
                    let tell =
                        carry::pack(&lesson).await.map_or_else(|error| Tell::NoParcel(told(&error)), Tell::Packed);
                    scope.respond(asker, Reply { id, tell });
                });
            }
            (Ask::Unpack(packed), _) => {
                let (packed, id, scope) = (packed.clone(), question.id, scope.clone());
                wasm_bindgen_futures::spawn_local(async move {
                    let tell = Tell::Lesson(carry::unpack(&packed).await.map(Box::new));
                    scope.respond(asker, Reply { id, tell });
                });
            }
            (_, Some(_)) => {
                if let Some(corpus) = &mut self.corpus {
                    answer(corpus, scope, asker, question, &mut self.told);
                }
            }
            (_, None) => {
                let same =
                    |waiting: &Question| std::mem::discriminant(&waiting.ask) == std::mem::discriminant(&question.ask);
                self.waiting.retain(|(_, waiting)| !same(waiting));
                self.waiting.push((asker, question));
            }
        }
    }
}

impl Engine {
    fn walk(
        &mut self,
        scope: &WorkerScope<Self>,
        asker: HandlerId,
        id: u64,
        pack: Result<Pack, Failure>,
        apart: Apart,
    ) {
        let walked = walked(pack, apart, &|walk| scope.respond(asker, Reply { id, tell: Tell::Walking(walk) }));
        self.opened(scope, asker, id, walked);
    }

    /// A corpus is there, or cannot be had: tells it, and answers what was asked meanwhile.
    fn opened(&mut self, scope: &WorkerScope<Self>, asker: HandlerId, id: u64, opened: Result<Corpus, Failure>) {
        match opened {
            Ok(mut corpus) => {
                let tell = Tell::Opened(Box::new(corpus.overview().clone()));
                scope.respond(asker, Reply { id, tell: as_told(tell, &mut self.told) });
                for (asker, question) in std::mem::take(&mut self.waiting) {
                    answer(&mut corpus, scope, asker, question, &mut self.told);
                }
                self.corpus = Some(corpus);
            }
            Err(failure) => scope.respond(asker, Reply { id, tell: Tell::Failed(failure) }),
        }
    }
}

/// Answers; `told` is what the page shows already, which only the first rows are held against.
fn answer(corpus: &mut Corpus, scope: &WorkerScope<Engine>, asker: HandlerId, question: Question, told: &mut Vec<u8>) {
    if let Ask::List { state, .. }
    | Ask::Figures { state, .. }
    | Ask::Export { state, .. }
    | Ask::Read { state, .. }
    | Ask::Compare(state)
    | Ask::Cross(state) = &question.ask
    {
        corpus.count_mine(state.mine);
    }
    let tell = match question.ask {
        Ask::List { state, offset, limit } => {
            let list = Tell::List(Box::new(corpus.list(&state, offset, limit)));
            as_told(list, &mut std::mem::take(told))
        }
        Ask::Figures { state, tongue } => Tell::Figures(Box::new(corpus.ledger(&state, tongue))),
        Ask::Compare(state) => Tell::Compared(Box::new(corpus.compare(&state))),
        Ask::Cross(state) => Tell::Crossed(Box::new(corpus.cross(&state))),
        Ask::Corrections(corrections) => Tell::Corrected(corpus.correct(corrections).to_vec()),
        Ask::Read { article, state } => match corpus.reading(article, &state) {
            Some(reading) => Tell::Article(Box::new(reading)),
            None => Tell::NoSuchArticle(article),
        },
        Ask::Gather { passage, limit } => match corpus.gather(passage, limit) {
            Some(gathering) => Tell::Gathered(Box::new(gathering)),
            None => Tell::NoSuchPassage(passage),
        },
        Ask::Fold { apart } => {
            corpus.set_apart(apart);
            Tell::Opened(Box::new(corpus.overview().clone()))
        }
        Ask::Export { state, form, tongue, base } => Tell::Parcel(Box::new(corpus.parcel(&state, form, tongue, &base))),
        Ask::Annotations(text) => match crate::export::read_annotations(&text) {
            Ok(labels) => Tell::Annotated(labels),
            Err(why) => Tell::NoParcel(why),
        },
        Ask::Picks(picks) => Tell::Picks(corpus.picked(&picks)),
        Ask::Code(link) => {
            let code = crate::qr::code(&link);
            Tell::Code(link, code)
        }
        Ask::Open { .. } | Ask::Words(_) | Ask::Carry { .. } | Ask::Pack(_) | Ask::Unpack(_) => return,
    };
    scope.respond(asker, Reply { id: question.id, tell });
}
