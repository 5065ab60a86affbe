//! How does the worker write the whole page into one file?
//!
//! On a host it asks for the store, which is such a file but for its corpus. Where that cannot be had, and in
//! a file that was saved before, it fills the template: with what the host's page runs on, or with the file's
//! own blocks. The script that starts the worker (`static/boot/worker.js`) knows which, and packs with the
//! browser's own gzip.

use std::mem;

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::export::file_name;
use crate::lesson::Lesson;
use crate::protocol::Parcel;
use crate::site::single::{BLOCKS, Start, block, complete};

/// The file with this corpus and start.
pub(super) async fn single(corpus: &[u8], start: &Start, title: &str) -> Result<Parcel, JsValue> {
    let mut blocks = vec![
        ("start", start.block().into_bytes()),
        ("corpus", bytes(call("lesartPacked", &Uint8Array::from(corpus)).await?)),
    ];
    // Some hosts answer with a page of their own what they do not have.
    let store = bytes(call("lesartStore", &JsValue::UNDEFINED).await?);
    let around = if block(&store, "corpus").is_some() {
        store
    } else {
        for name in BLOCKS.into_iter().filter(|name| !["start", "corpus"].contains(name)) {
            blocks.push((name, bytes(call("lesartBlock", &JsValue::from_str(name)).await?)));
        }
        bytes(call("lesartTemplate", &JsValue::UNDEFINED).await?)
    };
    // Each is asked for once, so it need not be copied.
    let block = |name: &str| blocks.iter_mut().find(|(known, _)| *known == name).map(|(_, block)| mem::take(block));
    let bytes = complete(&around, block).map_err(|error| JsValue::from_str(&error.to_string()))?;
    Ok(Parcel { name: file_name(title, "html"), mime: "text/html".into(), bytes })
}

fn bytes(value: JsValue) -> Vec<u8> {
    Uint8Array::new(&value).to_vec()
}

/// What stands behind `lesson=` in a link.
pub(super) async fn pack(lesson: &Lesson) -> Result<String, JsValue> {
    text(call("lesartShort", &JsValue::from_str(&lesson.write())).await?)
}

/// The lesson that stands behind `lesson=`, where one does.
pub(super) async fn unpack(packed: &str) -> Option<Lesson> {
    Lesson::read(&text(call("lesartLong", &JsValue::from_str(packed)).await.ok()?).ok()?)
}

fn text(value: JsValue) -> Result<String, JsValue> {
    value.as_string().ok_or(value)
}

/// Calls a function of the script that started the worker, and waits for what it gives.
async fn call(name: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let global = js_sys::global();
    let function: Function = Reflect::get(&global, &JsValue::from_str(name))?.dyn_into()?;
    let promise: Promise = function.call1(&global, argument)?.dyn_into()?;
    JsFuture::from(promise).await
}
