//! How does a collection become a corpus file?

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Response};

use super::store::Store;
use super::{scope, tell};
use crate::collection::{Tell, Trouble};
use crate::pack::{self, PackFile};

/// Makes a corpus file of a collection and the topic of the corpus file at this address.
pub(super) async fn pack(name: String, corpus: &str, loose: Vec<Blob>, store: Result<Store, Trouble>) {
    match packed(&name, corpus, loose, store).await {
        Ok(blob) => tell(Tell::Packed(name), &[blob]),
        Err(trouble) => tell(Tell::Troubled(trouble), &[]),
    }
}

async fn packed(name: &str, corpus: &str, loose: Vec<Blob>, store: Result<Store, Trouble>) -> Result<Blob, Trouble> {
    let blobs = match loose.is_empty() {
        false => loose,
        true => store?.text(name, &[]).await?.ok_or_else(|| Trouble::Gone(name.to_string()))?.blobs,
    };
    let unread = |error: JsValue| Trouble::Broken(format!("{error:?}"));
    let response: Response = JsFuture::from(scope().fetch_with_str(corpus)).await.map_err(unread)?.unchecked_into();
    let buffer = JsFuture::from(response.array_buffer().map_err(unread)?).await.map_err(unread)?;
    let bundled = Uint8Array::new(&buffer).to_vec();
    let mut whole = pack::read(&bundled).map_err(|error| Trouble::Broken(error.to_string()))?;
    whole.title = name.to_string();
    whole.files.clear();
    for (blob, number) in blobs.iter().zip(1u32..) {
        let buffer = JsFuture::from(blob.array_buffer()).await.map_err(unread)?;
        whole.files.push(PackFile::new(format!("{number}.lesart"), Uint8Array::new(&buffer).to_vec()));
    }
    let bytes = Uint8Array::from(pack::write(&whole).as_slice());
    Blob::new_with_u8_array_sequence(&Array::of1(&bytes)).map_err(unread)
}
