//! How does the reading worker answer?
//!
//! It is started when it is needed first: when files are given, or own articles are looked at. It reads
//! every format ([`read`]) and keeps the collections ([`store`]), so that neither weighs on the page. A
//! message is an array: an [`Ask`] or a [`Tell`] packed as bytes, then names, then files or texts as
//! [`Blob`]s, which the browser hands on without copying them.

mod leave;
mod pack;
mod read;
mod store;

use gloo::worker::Codec;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

use crate::collection::{Ask, Tell, Trouble};
use crate::web::codec::Wire;
use store::{Store, Texts};

/// Starts answering; called once, in the worker.
pub fn start() {
    console_error_panic_hook::set_once();
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        wasm_bindgen_futures::spawn_local(answer(event.data()));
    });
    scope().set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Tells the page something, with texts beside it.
fn tell(tell: Tell, blobs: &[Blob]) {
    let message = Array::of1(&Wire::encode(tell));
    for blob in blobs {
        message.push(blob);
    }
    // What is told is plain data: there is nothing in it that could not be handed on.
    let _ = scope().post_message(&message);
}

/// A message: where this page keeps its own things, what is asked, names, and as many files.
async fn answer(data: JsValue) {
    let Ok(message) = data.dyn_into::<Array>() else { return };
    let place = message.get(0).as_string().unwrap_or_default();
    let ask: Ask = Wire::decode(message.get(1));
    let list = |at: u32| message.get(at).dyn_into::<Array>().unwrap_or_default();
    let names: Vec<String> = list(2).iter().filter_map(|name| name.as_string()).collect();
    let blobs: Vec<Blob> = list(3).iter().filter_map(|blob| blob.dyn_into().ok()).collect();
    let store = Store::open(&place).await;
    let told = match ask {
        Ask::List => Ok(Tell::Listed(match &store {
            Ok(store) => store.list().await,
            Err(trouble) => Err(trouble.clone()),
        })),
        Ask::Read(order) => {
            let files = names.into_iter().zip(blobs).collect();
            return read::read(order, files, store).await;
        }
        Ask::Fetch { question, name } => return fetch(question, name, store).await,
        Ask::Pack { name, corpus } => return pack::pack(name, &corpus, blobs, store).await,
        Ask::Rename { from, to } => match store {
            Ok(store) => match store.rename(&from, &to).await {
                Ok(()) => store.list().await.map(|all| Tell::Renamed { from, to, all }),
                Err(trouble) => Err(trouble),
            },
            Err(trouble) => Err(trouble),
        },
        Ask::Leave { name, article } => match store {
            Ok(store) => match leave::leave(&store, &name, article).await {
                Ok(name) => store.list().await.map(|all| Tell::Left { name, all }),
                Err(trouble) => Err(trouble),
            },
            Err(trouble) => Err(trouble),
        },
        Ask::Remove(name) => match store {
            Ok(store) => match store.remove(&name).await {
                Ok(()) => Ok(Tell::Listed(store.list().await)),
                Err(trouble) => Err(trouble),
            },
            Err(trouble) => Err(trouble),
        },
    };
    tell(told.unwrap_or_else(Tell::Troubled), &[]);
}

async fn fetch(question: u64, asked: String, store: Result<Store, Trouble>) {
    let found = match store {
        Ok(store) => store.text(&asked, &[]).await,
        Err(trouble) => Err(trouble),
    };
    match found {
        Ok(Some(Texts { name, blobs, .. })) => tell(Tell::Fetched { question, name }, &blobs),
        Ok(None) => tell(Tell::NotFetched { question, name: asked, trouble: None }, &[]),
        Err(trouble) => tell(Tell::NotFetched { question, name: asked, trouble: Some(trouble) }, &[]),
    }
}
