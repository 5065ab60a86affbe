//! How does the worker answer?
//!
//! It fetches the corpus file, walks it and keeps the result. Questions that come before the corpus
//! is there wait, the newest of each kind; so the page may ask everything at once.

use std::rc::Rc;

use gloo::worker::{HandlerId, Registrable, Worker, WorkerScope};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, Response};

use crate::apart::Apart;
use crate::corpus::Corpus;
use crate::protocol::{Ask, Failure, Question, Reply, Tell};
use crate::site::single::Start;
use crate::web::carry;

/// The worker: a corpus, or what waits for one.
pub struct Engine {
    corpus: Option<Corpus>,
    /// The corpus file as it was opened, for whoever takes it along.
    file: Rc<[u8]>,
    waiting: Vec<(HandlerId, Question)>,
}

/// What the worker says to itself.
pub enum Inner {
    /// The corpus file came, or did not.
    Fetched {
        /// Who asked.
        asker: HandlerId,
        /// The number of the question.
        id: u64,
        /// The bytes, or why there are none.
        bytes: Result<Vec<u8>, String>,
        /// What the reader said is not the same.
        apart: Apart,
    },
}

/// Starts answering; called once, in the worker.
pub fn start() {
    console_error_panic_hook::set_once();
    Engine::registrar().encoding::<super::codec::Postcard>().register();
}

impl Worker for Engine {
    type Message = Inner;
    type Input = Question;
    type Output = Reply;

    fn create(_: &WorkerScope<Self>) -> Self {
        Self { corpus: None, file: Rc::default(), waiting: Vec::new() }
    }

    fn update(&mut self, scope: &WorkerScope<Self>, Inner::Fetched { asker, id, bytes, apart }: Inner) {
        let opened = bytes.map_err(Failure::Fetch).and_then(|bytes| {
            let pack = crate::pack::read(&bytes).map_err(|error| Failure::Pack(error.to_string()))?;
            let corpus = Corpus::open_apart(&pack, apart);
            self.file = bytes.into();
            if corpus.overview().articles.is_empty() { Err(Failure::NoArticles) } else { Ok(corpus) }
        });
        match opened {
            Ok(mut corpus) => {
                let overview = Box::new(corpus.overview().clone());
                scope.respond(asker, Reply { id, tell: Tell::Opened(overview) });
                for (asker, question) in std::mem::take(&mut self.waiting) {
                    answer(&mut corpus, scope, asker, question);
                }
                self.corpus = Some(corpus);
            }
            Err(failure) => scope.respond(asker, Reply { id, tell: Tell::Failed(failure) }),
        }
    }

    fn received(&mut self, scope: &WorkerScope<Self>, question: Question, asker: HandlerId) {
        match (&question.ask, &mut self.corpus) {
            (Ask::Open { corpus, apart }, _) => {
                let (address, apart, id, scope) = (corpus.clone(), apart.clone(), question.id, scope.clone());
                wasm_bindgen_futures::spawn_local(async move {
                    let bytes = fetch(&address).await.map_err(|error| told(&error));
                    scope.send_message(Inner::Fetched { asker, id, bytes, apart });
                });
            }
            (Ask::Carry { href, labels, apart }, Some(corpus)) => {
                let start = Start::new(href.clone(), labels.clone(), apart.to_string());
                let title = corpus.overview().title.clone();
                let (file, id, scope) = (self.file.clone(), question.id, scope.clone());
                wasm_bindgen_futures::spawn_local(async move {
                    let tell = match carry::single(&file, &start, &title).await {
                        Ok(parcel) => Tell::Parcel(Box::new(parcel)),
                        Err(error) => Tell::NoParcel(told(&error)),
                    };
                    scope.respond(asker, Reply { id, tell });
                });
            }
            (_, Some(_)) => {
                if let Some(corpus) = &mut self.corpus {
                    answer(corpus, scope, asker, question);
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

fn answer(corpus: &mut Corpus, scope: &WorkerScope<Engine>, asker: HandlerId, question: Question) {
    if let Ask::List { state, .. } | Ask::Figures { state, .. } | Ask::Export { state, .. } = &question.ask {
        corpus.count_mine(state.mine);
    }
    let tell = match question.ask {
        Ask::List { state, offset, limit } => Tell::List(Box::new(corpus.list(&state, offset, limit))),
        Ask::Figures { state, tongue } => Tell::Figures(Box::new(corpus.ledger(&state, tongue))),
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
        Ask::Annotations(text) => match crate::export::read_annotations(text.as_bytes()) {
            Ok(labels) => Tell::Annotated(labels),
            Err(why) => Tell::NoParcel(why),
        },
        Ask::Open { .. } | Ask::Carry { .. } => return,
    };
    scope.respond(asker, Reply { id: question.id, tell });
}

async fn fetch(address: &str) -> Result<Vec<u8>, JsValue> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let response: Response = JsFuture::from(scope.fetch_with_str(address)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_str(&format!("{} {}", response.status(), response.status_text())));
    }
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// What a JavaScript error says of itself.
fn told(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    message.or_else(|| error.as_string()).unwrap_or_else(|| "?".to_string())
}
