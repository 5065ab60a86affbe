//! What did a saved file bring along, and how is a file handed to the reader?

use gloo::utils::{document, window};
use js_sys::{Array, Function, JSON, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

use super::effects::{self, APART, KEPT};
use crate::apart::Apart;
use crate::correction;
use crate::protocol::Parcel;

/// Under this name the browser keeps which files' labels and decisions it has taken over.
const TAKEN: &str = "lesart-taken";

/// What the page starts with.
pub(super) struct Carried {
    /// The reader's own labels as text; nothing where there is nothing and the browser keeps nothing.
    pub labels: Option<String>,
    /// What the reader said is not the same.
    pub apart: Apart,
}

/// Takes over what a saved file brought: its view, where the address names none, and its labels and
/// decisions, once for a device. What the reader decided here stays in force.
pub(super) fn take_over() -> Carried {
    let mut carried = Carried { labels: effects::kept(), apart: effects::kept_apart() };
    let block = document().get_element_by_id("lesart-block-start").and_then(|block| block.text_content());
    let Some(start) = block.and_then(|text| JSON::parse(&text).ok()) else { return carried };
    let part = |key: &str| {
        let value = Reflect::get(&start, &key.into()).ok().and_then(|value| value.as_string());
        value.unwrap_or_default()
    };
    let (location, href) = (window().location(), part("href"));
    let bare = location.href().is_ok_and(|address| !address.contains(['#', '?']));
    if bare && href.len() > 1 && href.starts_with('#') {
        effects::link(&href, false);
    }
    let id = part("id");
    let storage = effects::storage();
    let taken = storage.as_ref().and_then(|storage| storage.get_item(TAKEN).ok().flatten()).unwrap_or_default();
    if id.is_empty() || taken.lines().any(|known| known == id) {
        return carried;
    }
    let own = carried.labels.unwrap_or_default();
    let labels = correction::write(&correction::read(&format!("{}\n{own}", part("labels"))));
    let apart = Apart::read(&format!("{}\n{}", part("apart"), carried.apart));
    if let Some(storage) = storage {
        // Where only a part of it is kept, all is taken over again the next time, which changes nothing.
        let kept = storage.set_item(KEPT, &labels).and_then(|()| storage.set_item(APART, &apart.to_string()));
        if kept.is_ok() {
            let _ = storage.set_item(TAKEN, &format!("{taken}{id}\n"));
        }
    }
    carried = Carried { labels: Some(labels), apart };
    carried
}

/// Hands a file to the browser as a download. The one before may go then: by now it is written, or will
/// never be.
pub(super) fn save(parcel: &Parcel, before: &mut Option<String>) {
    let options = BlobPropertyBag::new();
    options.set_type(&parcel.mime);
    let parts = Array::of1(&Uint8Array::from(parcel.bytes.as_slice()));
    if let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) {
        hand_over(&blob, &parcel.name, before);
    }
}

/// The same for what is a file already.
pub(super) fn hand_over(blob: &Blob, name: &str, before: &mut Option<String>) {
    let saved = || {
        let address = Url::create_object_url_with_blob(blob).ok()?;
        let link: HtmlElement = document().create_element("a").ok()?.dyn_into().ok()?;
        link.set_attribute("href", &address).ok()?;
        link.set_attribute("download", name).ok()?;
        // Firefox follows only links that are in the page.
        document().body()?.append_child(&link).ok()?;
        link.click();
        link.remove();
        Some(address)
    };
    if let Some(address) = std::mem::replace(before, saved()) {
        let _ = Url::revoke_object_url(&address);
    }
}

/// Opens the system's share sheet with the link. What the reader does there, or that they close it, is
/// theirs: nothing is told.
pub(super) fn share(href: &str) {
    let link = effects::address(href);
    let data = Object::new();
    let set = |key: &str, value: &str| Reflect::set(&data, &key.into(), &value.into());
    let shared = set("title", &document().title()).and(set("url", &link)).and_then(|_| {
        let navigator = window().navigator();
        let share: Function = Reflect::get(&navigator, &"share".into())?.dyn_into()?;
        share.call1(&navigator, &data)?.dyn_into::<Promise>()
    });
    if let Ok(promise) = shared {
        wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(promise).await;
        });
    }
}
