//! How does one article leave a collection?
//!
//! The text that holds it is written anew without it, in the one change that drops the old one.

use js_sys::{Array, Uint8Array};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::store::{Addition, Store, Texts};
use crate::article::ArticleId;
use crate::collection::Trouble;
use crate::import::{self, ReadOptions, portable};

/// Takes an article out. Gives the collection's name now.
pub(super) async fn leave(store: &Store, name: &str, article: ArticleId) -> Result<String, Trouble> {
    let Some(Texts { name, blobs, keys }) = store.text(name, &[]).await? else {
        return Err(Trouble::Gone(name.to_string()));
    };
    let broken = || Trouble::Broken(name.clone());
    let (mut texts, mut instead) = (Vec::new(), Vec::new());
    for (blob, key) in blobs.iter().zip(keys) {
        let buffer = JsFuture::from(blob.array_buffer()).await.map_err(|_| broken())?;
        let bytes = Uint8Array::new(&buffer).to_vec();
        let read = import::read("1.lesart", &bytes, &ReadOptions::default(), &mut Vec::new());
        let mut articles = read.map_err(|_| broken())?;
        let before = articles.len();
        articles.retain(|other| other.id != article);
        if articles.len() == before {
            continue;
        }
        instead.push(key);
        if !articles.is_empty() {
            let bytes = Uint8Array::from(portable(&articles).as_bytes());
            let blob = Blob::new_with_u8_array_sequence(&Array::of1(&bytes)).map_err(|_| broken())?;
            texts.push((blob, articles.len() as u32));
        }
    }
    if !instead.is_empty() {
        store.add(Addition { into: Some(&name), name: &name, texts: &texts, instead: &instead }).await?;
    }
    Ok(name)
}
