//! How is done what the model asks for?

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gloo::utils::{document, window as browser};
use gloo::worker::{Spawnable, WorkerBridge};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::Callback;

use super::given::Desk;
use super::keeper::Keeper;
use super::root::Parts;
use super::trail::{SEEN, Trail};
use super::{carried, keeper, keyboard, window};
use crate::apart::Apart;
use crate::app::held::Held;
use crate::app::own::Act;
use crate::app::{Effect, Model, Msg};
use crate::article::PassageId;
use crate::protocol::{List, Question};
use crate::url::View;
use crate::web::codec::Wire;
use crate::web::engine::Engine;

/// A worker that has said nothing for this long, in milliseconds, is taken for broken. Shorter, and
/// slow laptops see an error where they only needed patience; longer, and readers wait before a
/// page that never comes.
const PATIENCE: u32 = 30_000;

/// The same where own articles are opened, which may be a thousand times as many.
const PATIENCE_OWN: u32 = 300_000;

/// How long the word about copying stands, in milliseconds.
const COPY_SHOWN: u32 = 4_000;

/// A searching worker. It ends at once when it is let go, whatever it does: asked to end, it would first come
/// to the end of a walk of many seconds.
struct Searcher {
    bridge: WorkerBridge<Engine>,
    worker: Option<web_sys::Worker>,
}

impl Drop for Searcher {
    fn drop(&mut self) {
        if let Some(worker) = &self.worker {
            worker.terminate();
        }
    }
}

/// The browser, as far as the page acts on it.
pub(super) struct Browser {
    parts: Parts,
    send: Callback<Msg>,
    worker: Option<Searcher>,
    /// What is to be asked once there is one.
    waiting: Option<Vec<Question>>,
    /// Workers that open something beside, by the number of their question.
    beside: Vec<(u64, Searcher)>,
    keeper: Keeper,
    alarm: Option<Timeout>,
    copy_shown: Option<Timeout>,
    /// The file that was handed to the browser last; it may go once there is another.
    saved: Option<String>,
    /// What to scroll to once it is drawn.
    show: Rc<Cell<Option<Option<PassageId>>>>,
    /// The list as it was drawn last, its place, and the views that were left.
    listed: Option<Held<List>>,
    place: window::Place,
    pub trail: Trail,
    /// Whether the first painting is waited for.
    painting: bool,
    /// What to move the focus to once it is drawn.
    focus: Option<&'static str>,
    /// Whether the reader has moved through the page already: the first view does not scroll.
    moved: bool,
}

impl Browser {
    pub fn new(parts: Parts, desk: &Desk, send: Callback<Msg>) -> Self {
        Self {
            keeper: Keeper::new(parts.reader.clone(), desk.offered.clone(), send.clone()),
            beside: Vec::new(),
            waiting: None,
            parts,
            send,
            worker: None,
            alarm: None,
            copy_shown: None,
            saved: None,
            show: Rc::default(),
            listed: None,
            place: window::Place::default(),
            trail: Trail::default(),
            painting: false,
            focus: None,
            moved: false,
        }
    }

    /// An address relative to the page as an absolute one, since the worker stands elsewhere.
    pub fn absolute(&self, relative: &str) -> String {
        let base = document().base_uri().ok().flatten().unwrap_or_default();
        web_sys::Url::new_with_base(relative, &base).map_or_else(|_| relative.to_string(), |url| url.href())
    }

    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Start => {
                self.waiting = None;
                self.start();
            }
            Effect::StartPainted => self.waiting = Some(Vec::new()),
            Effect::StartWaiting => {
                if let Some(waiting) = self.waiting.take() {
                    self.start();
                    waiting.into_iter().for_each(|question| self.perform(Effect::Ask(question)));
                }
            }
            Effect::Ask(question) => match (&self.worker, &mut self.waiting) {
                (Some(worker), _) => worker.bridge.send(question),
                (None, Some(waiting)) => waiting.push(question),
                (None, None) => {}
            },
            Effect::Link { href, step } => {
                self.trail.linked(&href, step);
                link(&href, step);
            }
            Effect::Return => self.trail.returns = true,
            Effect::Copy { href } => self.copy(&href),
            Effect::Share { href } => carried::share(&href),
            // What is drawn comes first.
            Effect::Print => {
                Timeout::new(0, || drop(browser().print())).forget();
            }
            Effect::Save(parcel) => carried::save(&parcel, &mut self.saved),
            Effect::Keep(text) => {
                let kept = storage().is_some_and(|storage| storage.set_item(KEPT, &text).is_ok());
                if !kept {
                    self.send.emit(Msg::KeepRefused);
                }
            }
            Effect::Own(act) => self.own(act),
            Effect::ForgetCopy => {
                let send = self.send.clone();
                self.copy_shown = Some(Timeout::new(COPY_SHOWN, move || send.emit(Msg::CopyRead)));
            }
            Effect::Move(to) => keyboard::go(to),
            Effect::KeepKeys(on) => keyboard::keep(on),
            Effect::KeepApart { apart } => {
                if keep(&apart).is_none() {
                    self.send.emit(Msg::KeepingRefused);
                }
            }
            Effect::Focus(id) => self.focus = Some(id),
            Effect::Show(passage) => self.show.set(Some(passage)),
            Effect::TakeNewer => tell("lesart-update-accepted"),
        }
    }

    fn start(&mut self) {
        // Now the loader has the worker's files fetched, and makes one that walks before it is asked.
        tell("lesart-start");
        self.worker = Some(self.spawn());
        self.watch(PATIENCE);
    }

    fn spawn(&self) -> Searcher {
        let send = self.send.clone();
        let mut spawner = Engine::spawner().encoding::<Wire>();
        spawner.callback(move |reply| send.emit(Msg::replied(reply))).with_loader(true).as_module(false);
        let bridge = spawner.spawn(&self.parts.worker);
        let worker = js_sys::Reflect::get(&browser(), &JsValue::from_str("searching")).ok();
        Searcher { bridge, worker: worker.and_then(|worker| worker.dyn_into().ok()) }
    }

    fn watch(&mut self, patience: u32) {
        let send = self.send.clone();
        self.alarm = Some(Timeout::new(patience, move || send.emit(Msg::WorkerSilent)));
    }

    fn own(&mut self, act: Act) {
        match act {
            Act::Ask(ask) => self.keeper.ask(ask),
            Act::Stop => self.keeper.stop(),
            Act::Open { mut question, parts } => {
                self.keeper.fill(&mut question, parts);
                let beside = self.beside.iter().find(|(known, _)| *known == question.id).map(|(_, worker)| worker);
                if let Some(worker) = beside.or(self.worker.as_ref()) {
                    worker.bridge.send(question);
                }
                if self.alarm.is_some() {
                    self.watch(PATIENCE_OWN);
                }
            }
            Act::Prepare(question) => {
                let worker = self.spawn();
                self.beside.push((question, worker));
            }
            Act::Swap(question) => {
                let place = self.beside.iter().position(|(known, _)| *known == question);
                if let Some((_, worker)) = place.map(|place| self.beside.remove(place)) {
                    self.worker = Some(worker);
                }
            }
            Act::Drop(question) => self.beside.retain(|(known, _)| *known != question),
            Act::Settle { loose } => self.keeper.settle(loose),
            Act::Forget(name) => self.keeper.forget(&name),
            Act::Save(name) => self.keeper.save(&name, &mut self.saved),
            Act::Kept => keeper::kept(),
        }
    }

    /// Rows are about to come.
    pub fn hold(&mut self, rows: &List) {
        self.place.hold(rows.offset);
    }

    /// The model has been drawn: scrolls to what is to be shown, where it is there by now.
    pub fn drawn(&mut self, model: &Model) {
        if !model.awaits_worker() && self.alarm.take().is_some() {
            // What can wait for the first passages may begin now.
            tell("lesart-answered");
        }
        if self.waiting.is_some() && !std::mem::replace(&mut self.painting, true) {
            let send = self.send.clone();
            painted(move || send.emit(Msg::Painted));
        }
        let focused = self.focus.take().and_then(|id| document().get_element_by_id(id));
        if let Some(element) = focused.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
        let mut back = false;
        if let Some(list) = model.list.as_ref().filter(|_| window::is_listed(model)) {
            back = self.listed.as_ref().is_some_and(|listed| listed == list);
            self.place.drawn(list);
            self.listed = Some(list.clone());
        }
        self.go(model, back);
        // Only where the reader is by now it shows which rows are about to be seen.
        if window::is_listed(model) && !model.is_behind() {
            window::look(&self.send);
        }
    }

    /// Scrolls to what is to be shown; `back` is whether the list is the one that was there before.
    fn go(&mut self, model: &Model, back: bool) {
        let Some(wanted) = self.show.get() else { return };
        let ready = match model.state.view {
            View::Passages => model.list.is_some(),
            View::Article => model.reading.is_some(),
            View::Group => model.gathering.is_some(),
            view => model.views.has(view),
        };
        if !ready {
            return;
        }
        self.show.set(None);
        // Back in the same list, or in another view that was left, the reader is where the reader was.
        let list = model.state.view == View::Passages;
        if self.moved && (if list { back } else { self.trail.returns }) && self.trail.take_up(list) {
            return;
        }
        if !wanted.is_some_and(show) && self.moved {
            browser().scroll_to_with_x_and_y(0.0, 0.0);
        }
        self.moved = true;
    }

    fn copy(&self, href: &str) {
        let address = address(href);
        let send = self.send.clone();
        // A page from a stick or over plain http has no clipboard: the property is undefined.
        let clipboard = js_sys::Reflect::get(&browser().navigator(), &JsValue::from_str("clipboard"));
        match clipboard
            .ok()
            .filter(|found| !found.is_undefined())
            .and_then(|found| found.dyn_into::<web_sys::Clipboard>().ok())
        {
            Some(clipboard) => {
                let written = clipboard.write_text(&address);
                wasm_bindgen_futures::spawn_local(async move {
                    let done = JsFuture::from(written).await.is_ok() || copy_by_selection(&address);
                    send.emit(Msg::CopyEnded(done));
                });
            }
            None => send.emit(Msg::CopyEnded(copy_by_selection(&address))),
        }
    }
}

/// Goes on when what is drawn has been painted. What nobody looks at is not painted.
fn painted(act: impl FnOnce() + 'static) {
    let hidden = document().hidden();
    let act = Closure::once_into_js(act);
    let later = Closure::once_into_js(move || drop(browser().set_timeout_with_callback(act.unchecked_ref())));
    let later = later.unchecked_ref();
    let _ = if hidden { browser().set_timeout_with_callback(later) } else { browser().request_animation_frame(later) };
}

/// Tells the loader that something has happened.
fn tell(event: &str) {
    if let Ok(event) = CustomEvent::new(event) {
        let _ = browser().dispatch_event(&event);
    }
}

/// Scrolls to a passage of the article that is drawn; says whether it is there.
pub(super) fn show(passage: PassageId) -> bool {
    let Some(target) = document().get_element_by_id(&format!("p-{passage}")) else { return false };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    target.scroll_into_view_with_scroll_into_view_options(&options);
    true
}

/// The whole address of a view of this page, from its link `#…`.
pub(super) fn address(href: &str) -> String {
    let page = browser().location().href().unwrap_or_default();
    format!("{}{href}", page.split(['#', '?']).next().unwrap_or_default())
}

/// Where this device keeps what the reader said is not the same.
pub(super) const APART: &str = "lesart-apart";

/// What this device kept; nothing where the browser keeps nothing.
pub(super) fn kept_apart() -> Apart {
    let text = storage().and_then(|storage| storage.get_item(APART).ok().flatten());
    Apart::read(&text.unwrap_or_default())
}

/// Keeps it; `None` where the browser refuses.
fn keep(apart: &str) -> Option<()> {
    let storage = storage()?;
    match apart {
        "" => storage.remove_item(APART).ok(),
        _ => storage.set_item(APART, apart).ok(),
    }
}

/// Copies by way of a selected text field, where there is no clipboard interface.
fn copy_by_selection(address: &str) -> bool {
    let copied = || {
        let body = document().body()?;
        let field: web_sys::HtmlTextAreaElement = document().create_element("textarea").ok()?.dyn_into().ok()?;
        field.set_value(address);
        body.append_child(&field).ok()?;
        field.select();
        let page: web_sys::HtmlDocument = document().dyn_into().ok()?;
        let done = page.exec_command("copy").unwrap_or(false);
        field.remove();
        Some(done)
    };
    copied().unwrap_or(false)
}

/// Under this name the browser keeps the reader's own labels.
pub(super) const KEPT: &str = "lesart-labels";

/// What the browser keeps for the page; nothing where it refuses, as in some private windows.
pub(super) fn storage() -> Option<web_sys::Storage> {
    browser().local_storage().ok().flatten()
}

/// The reader's own labels as the device holds them, empty where there are none yet; nothing where
/// it keeps nothing.
pub(super) fn kept() -> Option<String> {
    storage()?.get_item(KEPT).ok().map(Option::unwrap_or_default)
}

/// Puts a link into the address bar without following it.
pub(super) fn link(href: &str, step: bool) {
    let Ok(history) = browser().history() else { return };
    let location = browser().location();
    // Nothing but the fragment may change, or a page from a stick refuses. Only an empty fragment, and
    // filters that stand behind `?`, can not be taken away so.
    let bare = href == "#" || location.search().is_ok_and(|search| !search.is_empty());
    let path = if bare { location.pathname().unwrap_or_default() } else { String::new() };
    let href = format!("{path}{}", if href == "#" { "" } else { href });
    let put = if step {
        history.push_state_with_url(&SEEN, "", Some(&href))
    } else {
        history.replace_state_with_url(&SEEN, "", Some(&href))
    };
    if put.is_err() {
        let _ = location.set_hash(href.rsplit('#').next().unwrap_or(""));
    }
}
