//! How does the page start, and how do model, views and browser hang together?

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use js_sys::{ArrayBuffer, JSON, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::effects::{self, Browser};
use super::given::Desk;
use super::{
    Look, article, carried, compare, figures, frame, group, help, how, keyboard, matrix, overview, own as own_view,
    passages, states, window as list_window,
};
use crate::app::{self, Model, Msg, own};
use crate::markup::Forms;
use crate::protocol::Tell;
use crate::protocol::first::{self, First};
use crate::url::View;
use crate::words::{Tongue, Words};

/// The names of the site's parts, from the element `#lesart-parts`. Relative to the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Parts {
    /// The worker's script.
    pub worker: String,
    /// The script of the worker that reads files; empty in a single file, which has none.
    pub reader: String,
    /// The corpus file.
    pub corpus: String,
}

impl Parts {
    /// Reads the names with the browser's own JSON: a parser of ours would weigh 15 kB.
    fn read() -> Self {
        let text = document().get_element_by_id("lesart-parts").and_then(|element| element.text_content());
        let Some(json) = text.and_then(|text| JSON::parse(&text).ok()) else { return Self::default() };
        let name =
            |key: &str| Reflect::get(&json, &key.into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
        Self { worker: name("worker"), reader: name("reader"), corpus: name("corpus") }
    }
}

/// What the loader fetched of the worker's first answers, if they are those for this corpus file.
fn first(corpus: &str) -> Option<First> {
    let bytes: ArrayBuffer = Reflect::get(&window(), &"lesartFirst".into()).ok()?.dyn_into().ok()?;
    first::read(&Uint8Array::new(&bytes).to_vec(), corpus)
}

/// So long, in milliseconds, rows may take after a keystroke until the page says that they are on their way.
/// Shorter, and it is drawn twice for most; longer, and a slow search seems to be none.
const SOON: u32 = 80;

/// Draws the page into `#app` and starts it.
pub fn start() {
    console_error_panic_hook::set_once();
    let parts = Parts::read();
    if let Some(place) = document().get_element_by_id("app") {
        // What the shell shows until now gives way to the same, drawn by Yew.
        place.set_inner_html("");
        yew::Renderer::<Root>::with_root_and_props(place, RootProps { parts }).render();
    }
}

#[derive(Clone, PartialEq, Properties)]
struct RootProps {
    parts: Parts,
}

/// Wires: messages to the model, effects to the browser, the model to the views.
struct Root {
    model: Model,
    words: Words,
    browser: Browser,
    desk: Desk,
    forms: Forms,
    send: Callback<Msg>,
    /// Something was typed and is not drawn; it will be by then, whatever the worker says.
    undrawn: Option<Timeout>,
    /// Held, since they end when they are dropped.
    _listeners: Vec<EventListener>,
}

impl Root {
    /// The words of the interface are in the language that the reader wants, as far as they are there. Another
    /// language waits for its words, so that nothing is half said.
    fn word(&mut self) {
        let tongue = self.model.tongue();
        if !self.words.is_first() && self.words.tongue() == tongue {
            return;
        }
        if let Some(more) = self.model.more_words() {
            self.words = Words::with(tongue, more);
        } else if self.words.is_first() && self.words.tongue() != tongue {
            self.words = Words::first(tongue);
        }
    }
}

impl Component for Root {
    type Message = Msg;
    type Properties = RootProps;

    fn create(ctx: &Context<Self>) -> Self {
        let send = ctx.link().callback(|msg: Msg| msg);
        let desk = Desk { offered: Rc::default(), send: send.clone() };
        let parts = &ctx.props().parts;
        let mut browser = Browser::new(parts.clone(), &desk, send.clone());
        let preferred = window().navigator().languages();
        let tongue = preferred.iter().filter_map(|tag| tag.as_string()).find_map(|tag| Tongue::read(&tag));
        let mut model = Model::new(browser.absolute(&parts.corpus), tongue.unwrap_or(Tongue::En));
        model = model.foretold(first(&parts.corpus));
        let carried = carried::take_over();
        model.apart = carried.apart;
        let follow = send.reform(|()| link_followed());
        let on = |event: &'static str, act: Callback<()>| EventListener::new(&window(), event, move |_| act.emit(()));
        let mut listeners = desk.listen();
        listeners.push(keyboard::listen(send.clone()));
        model.single_keys = keyboard::is_on();
        listeners.extend([
            on("hashchange", follow.clone()),
            on("popstate", follow.clone()),
            on("scroll", {
                let (send, down) = (send.clone(), browser.trail.down.clone());
                Callback::from(move |()| {
                    down.set(window().scroll_y().unwrap_or(0.0));
                    list_window::look(&send);
                })
            }),
            on("storage", send.reform(|()| Msg::KeptFound(effects::kept()))),
            // Another tab kept something.
            on("storage", send.reform(|()| Msg::ApartRead(effects::kept_apart()))),
            on("storage", send.reform(|()| Msg::Own(own::Msg::ChangedElsewhere))),
            on("lesart-update", send.reform(|()| Msg::NewerFound)),
        ]);
        // At once: messages that are sent come to the model after the first drawing.
        let mut begin = |msg: Msg| happened(&mut model, &mut browser, msg);
        begin(Msg::Own(own::Msg::Memory(memory())));
        if document().document_element().is_some_and(|html| html.get_attribute("data-update").is_some()) {
            begin(Msg::NewerFound);
        }
        let keeps = effects::storage().is_some();
        begin(Msg::KeptFound(carried.labels));
        if !keeps {
            begin(Msg::KeptFound(None));
        }
        begin(link_followed());
        Self {
            words: Words::first(model.tongue()),
            model,
            browser,
            desk,
            forms: Forms::default(),
            send,
            undrawn: None,
            _listeners: listeners,
        }
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        let before = self.model.clone();
        if let Msg::Replied(reply) = &msg
            && let Tell::List(rows) = &reply.tell
        {
            self.browser.hold(rows);
        }
        let typed = matches!(msg, Msg::Typed(_)) && list_window::is_listed(&self.model);
        happened(&mut self.model, &mut self.browser, msg);
        let worded = !self.words.has_lacked();
        self.word();
        if worded && self.undrawn.is_none() && self.model.is_confirmed_since(&before) {
            self.browser.drawn(&self.model);
            return false;
        }
        let changed = before != self.model || self.undrawn.is_some();
        // The field shows what was typed by itself, and the rows come in a moment: to draw all links anew before
        // would take as long as to draw the rows.
        self.undrawn = (typed && changed).then(|| {
            let send = self.send.clone();
            list_window::mark_busy(true);
            Timeout::new(SOON, move || send.emit(Msg::Waited))
        });
        changed && !typed
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let look =
            Look { model: &self.model, words: &self.words, send: &self.send, desk: &self.desk, forms: &self.forms };
        let body = match self.model.state.view {
            View::Passages => passages::view(look),
            View::Labels | View::Own | View::Help if !self.words.is_whole() => states::wordless(look),
            View::Article => article::view(look),
            View::Figures => figures::view(look),
            View::Labels => how::view(look),
            View::Group => group::view(look),
            View::Own => own_view::view(look),
            View::Compare => compare::view(look),
            View::Matrix => matrix::view(look),
            View::Overview => overview::view(look),
            View::Help => help::view(look),
        };
        frame::view(look, body)
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        list_window::mark_busy(self.model.is_busy());
        let look =
            Look { model: &self.model, words: &self.words, send: &self.send, desk: &self.desk, forms: &self.forms };
        let title = frame::title(look);
        if document().title() != title {
            document().set_title(&title);
        }
        if let Some(html) = document().document_element() {
            let tag = self.model.tongue().tag();
            if html.get_attribute("lang").as_deref() != Some(tag) {
                // Setting an attribute of a valid name cannot fail.
                let _ = html.set_attribute("lang", tag);
            }
        }
        self.browser.drawn(&self.model);
    }
}

/// Something happened: what the model becomes, and what is done about it.
fn happened(model: &mut Model, browser: &mut Browser, msg: Msg) {
    if let Msg::LinkFollowed { fragment, .. } = &msg {
        browser.trail.followed(fragment);
    }
    for effect in app::update(model, msg) {
        browser.perform(effect);
    }
}

/// The device's memory in GiB, in rough steps, where the browser tells it.
fn memory() -> Option<f64> {
    Reflect::get(&window().navigator(), &"deviceMemory".into()).ok()?.as_f64()
}

fn link_followed() -> Msg {
    let location = window().location();
    // The fragment by way of the whole address: some browsers decode `location.hash`.
    let href = location.href().unwrap_or_default();
    let fragment = href.split_once('#').map_or("", |(_, fragment)| fragment).to_string();
    Msg::LinkFollowed { fragment, search: location.search().unwrap_or_default() }
}
