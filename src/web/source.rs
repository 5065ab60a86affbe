//! Where does a corpus come from?
//!
//! From the corpus file of the site; where own articles are open, their texts stand in place of its
//! articles, and its topic stays. [`Source::corpus_file`] gives what is open as one corpus file.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, Response};

use crate::pack::{self, Pack, PackFile};
use crate::protocol::{Failure, OwnTexts};

/// What is open, or is to be.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The address of the corpus file.
    pub corpus: String,
    /// Own texts in place of its articles.
    pub own: Option<OwnTexts>,
}

impl Source {
    /// What it holds.
    pub async fn pack(&self) -> Result<Pack, Failure> {
        let bytes = fetch(&self.corpus).await.map_err(|error| Failure::Fetch(told(&error)))?;
        let mut pack = pack::read(&bytes).map_err(|error| Failure::Pack(error.to_string()))?;
        if let Some(own) = &self.own {
            pack.title = own.title.clone();
            pack.files.clear();
            for (address, number) in own.addresses.iter().zip(1u32..) {
                let bytes = fetch(address).await.map_err(|error| Failure::Fetch(told(&error)))?;
                pack.files.push(PackFile::new(format!("{number}.lesart"), bytes));
            }
        }
        Ok(pack)
    }

    /// The same as one corpus file.
    pub async fn corpus_file(&self) -> Result<Vec<u8>, JsValue> {
        match &self.own {
            None => fetch(&self.corpus).await,
            Some(_) => match self.pack().await {
                Ok(pack) => Ok(pack::write(&pack)),
                Err(Failure::Fetch(what) | Failure::Pack(what)) => Err(JsValue::from_str(&what)),
                Err(_) => Err(JsValue::NULL),
            },
        }
    }
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
pub(super) fn told(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    message.or_else(|| error.as_string()).unwrap_or_else(|| "?".to_string())
}
