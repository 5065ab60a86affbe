//! How does the worker answer?
//!
//! It fetches the corpus file, walks it and keeps the result. Questions that come before the corpus
//! is there wait, the newest of each kind; so the page may ask everything at once.

use gloo::worker::{HandlerId, Registrable, Worker, WorkerScope};

use crate::apart::Apart;
use crate::corpus::Corpus;
use crate::pack::Pack;
use crate::protocol::{Ask, Failure, Question, Reply, Tell};
use crate::site::single::Start;
use crate::web::carry;
use crate::web::source::{Source, told};

/// The worker: a corpus, or what waits for one.
pub struct Engine {
    corpus: Option<Corpus>,
    /// Where it came from, for whoever takes it along.
    source: Source,
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
        /// What it holds, or why there is nothing.
        pack: Result<Pack, Failure>,
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
        Self { corpus: None, source: Source::default(), waiting: Vec::new() }
    }

    fn update(&mut self, scope: &WorkerScope<Self>, Inner::Fetched { asker, id, pack, apart }: Inner) {
        let opened = pack.and_then(|pack| {
            let corpus = Corpus::open_apart(&pack, apart);
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
            (Ask::Open { corpus, own, apart }, _) => {
                let (apart, id, scope) = (apart.clone(), question.id, scope.clone());
                let source = Source { corpus: corpus.clone(), own: own.clone() };
                self.source = source.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    let pack = source.pack().await;
                    scope.send_message(Inner::Fetched { asker, id, pack, apart });
                });
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
    if let Ask::List { state, .. }
    | Ask::Figures { state, .. }
    | Ask::Export { state, .. }
    | Ask::Compare(state)
    | Ask::Cross(state) = &question.ask
    {
        corpus.count_mine(state.mine);
    }
    let tell = match question.ask {
        Ask::List { state, offset, limit } => Tell::List(Box::new(corpus.list(&state, offset, limit))),
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
        Ask::Open { .. } | Ask::Carry { .. } | Ask::Pack(_) | Ask::Unpack(_) => return,
    };
    scope.respond(asker, Reply { id: question.id, tell });
}
