//! How do the page and the reading worker talk, and who holds the files and texts meanwhile?
//!
//! The worker is started when it is needed first. Files and texts are handles of the browser's ([`Blob`]):
//! the page hands them on and never looks into them.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::utils::window;
use gloo::worker::Codec;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, MessageEvent, Url, Worker};
use yew::Callback;

use super::{carried, effects};
use crate::app::{self, own};
use crate::collection::{Ask, Tell};
use crate::export::file_name;
use crate::protocol;
use crate::web::codec::Wire;

/// Under this name other tabs are told that something changed.
const CHANGED: &str = "lesart-own";

/// Files with their paths.
pub(super) type Files = Vec<(String, Blob)>;

/// What came from the worker and waits to be used.
#[derive(Default)]
struct Inbox {
    /// What was read in the reading under way.
    parts: Vec<Blob>,
    /// Texts that were fetched for a question.
    fetched: Vec<(u64, Vec<Blob>)>,
    packed: Option<Blob>,
}

/// The page's end of the reading worker.
pub(super) struct Keeper {
    script: String,
    send: Callback<app::Msg>,
    worker: Option<Running>,
    inbox: Rc<RefCell<Inbox>>,
    /// Files that were given and not asked for yet.
    offered: Rc<RefCell<Files>>,
    /// Files of the last reading, for a second one.
    given: Files,
    /// Texts of collections that only this tab has.
    loose: Vec<(String, Vec<Blob>)>,
    /// Addresses that the searching worker reads from, and those from before.
    addresses: [Vec<String>; 2],
}

struct Running {
    worker: Worker,
    /// Held, since they end when they are dropped.
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Keeper {
    /// `script` is the worker's.
    pub fn new(script: String, offered: Rc<RefCell<Files>>, send: Callback<app::Msg>) -> Self {
        Self {
            script,
            send,
            worker: None,
            inbox: Rc::default(),
            offered,
            given: Vec::new(),
            loose: Vec::new(),
            addresses: Default::default(),
        }
    }

    fn told(&self, tell: Tell) {
        self.send.emit(app::Msg::Own(own::Msg::told(tell)));
    }

    /// Asks the worker.
    pub fn ask(&mut self, ask: Ask) {
        let mut beside: Files = Vec::new();
        match &ask {
            Ask::Fetch { question, name } => {
                if let Some((_, blobs)) = self.loose.iter().find(|(loose, _)| loose == name) {
                    self.inbox.borrow_mut().fetched.push((*question, blobs.clone()));
                    return self.told(Tell::Fetched { question: *question, name: name.clone() });
                }
            }
            Ask::Read(order) => {
                let offered = self.offered.take();
                if !offered.is_empty() {
                    self.given = offered;
                }
                self.inbox.borrow_mut().parts.clear();
                beside = self.given.clone();
                debug_assert!(order.repair || !beside.is_empty());
            }
            Ask::Pack { name, .. } => {
                let loose = self.loose.iter().find(|(loose, _)| loose == name).map(|(_, blobs)| blobs.clone());
                beside = loose.unwrap_or_default().into_iter().map(|blob| (String::new(), blob)).collect();
            }
            _ => {}
        }
        let names: Array = beside.iter().map(|(name, _)| JsValue::from_str(name)).collect();
        let blobs: Array = beside.iter().map(|(_, blob)| blob).collect();
        let message = Array::of4(&JsValue::from_str(&place()), &Wire::encode(ask), &names, &blobs);
        let sent = self.running().is_some_and(|worker| worker.post_message(&message).is_ok());
        if !sent {
            self.send.emit(app::Msg::Own(own::Msg::Crashed));
        }
    }

    fn running(&mut self) -> Option<&Worker> {
        if self.worker.is_none() {
            let worker = Worker::new(&self.script).ok()?;
            let (inbox, send) = (self.inbox.clone(), self.send.clone());
            let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                if let Ok(message) = event.data().dyn_into::<Array>() {
                    let tell: Tell = Wire::decode(message.get(0));
                    let mut blobs = message.iter().skip(1).filter_map(|blob| blob.dyn_into::<Blob>().ok());
                    let mut inbox = inbox.borrow_mut();
                    match &tell {
                        Tell::Part { .. } => inbox.parts.extend(blobs),
                        Tell::Fetched { question, .. } => inbox.fetched.push((*question, blobs.collect())),
                        Tell::Packed(_) => inbox.packed = blobs.next_back(),
                        _ => {}
                    }
                    drop(inbox);
                    send.emit(app::Msg::Own(own::Msg::told(tell)));
                }
            });
            let send = self.send.clone();
            let failed = Closure::<dyn FnMut()>::new(move || send.emit(app::Msg::Own(own::Msg::Crashed)));
            worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
            worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
            self.worker = Some(Running { worker, _heard: heard, _failed: failed });
        }
        self.worker.as_ref().map(|running| &running.worker)
    }

    /// Ends the worker, whatever it does; the next question starts another one.
    pub fn stop(&mut self) {
        self.worker = None;
    }

    /// Fills the addresses of texts into a question that opens own articles.
    pub fn fill(&mut self, question: &mut protocol::Question, parts: bool) {
        let mut inbox = self.inbox.borrow_mut();
        let blobs = if parts {
            inbox.parts.clone()
        } else {
            let place = inbox.fetched.iter().position(|(known, _)| *known == question.id);
            place.map(|place| inbox.fetched.remove(place).1).unwrap_or_default()
        };
        let fresh: Vec<String> = blobs.iter().filter_map(|blob| Url::create_object_url_with_blob(blob).ok()).collect();
        if let protocol::Ask::Open { own: Some(own), .. } = &mut question.ask {
            own.addresses = fresh.clone();
        }
        // What was open before the last one is in use no more.
        let [last, before] = &mut self.addresses;
        before.drain(..).for_each(|address| drop(Url::revoke_object_url(&address)));
        *before = std::mem::replace(last, fresh);
    }

    /// The reading ended: what was read is the text of a collection that only this tab has, or is let go.
    pub fn settle(&mut self, loose: Option<String>) {
        let parts = std::mem::take(&mut self.inbox.borrow_mut().parts);
        if let Some(name) = loose {
            match self.loose.iter_mut().find(|(known, _)| *known == name) {
                Some((_, blobs)) => blobs.extend(parts),
                None => self.loose.push((name, parts)),
            }
        }
    }

    /// Forgets a collection that only this tab has.
    pub fn forget(&mut self, name: &str) {
        self.loose.retain(|(known, _)| known != name);
    }

    /// Hands the corpus file that came to the reader.
    pub fn save(&mut self, name: &str, before: &mut Option<String>) {
        if let Some(blob) = self.inbox.borrow_mut().packed.take() {
            carried::hand_over(&blob, &file_name(name, "json"), before);
        }
    }
}

/// What tells sites of one host apart: the folder that the page stands in.
fn place() -> String {
    let path = window().location().pathname().unwrap_or_default();
    path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_string())
}

/// Asks the browser not to clear away what is kept, and tells other tabs that it changed.
pub(super) fn kept() {
    if let Ok(asked) = window().navigator().storage().persist() {
        wasm_bindgen_futures::spawn_local(async move {
            // Whatever the answer is: it is kept as well as may be.
            let _ = wasm_bindgen_futures::JsFuture::from(asked).await;
        });
    }
    if let Some(storage) = effects::storage() {
        // Only a change of the value is an event in other tabs.
        let _ = storage.set_item(CHANGED, &(js_sys::Date::now() as u64).to_string());
    }
}
