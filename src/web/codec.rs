//! How do messages between page and worker become bytes?

use gloo::worker::Codec;
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsValue, UnwrapThrowExt};

use crate::wire;

/// The coding of messages: [`wire`]. Both sides come from one build, so what one writes the other reads.
#[derive(Debug)]
pub struct Wire;

impl Codec for Wire {
    fn encode<I: Serialize>(input: I) -> JsValue {
        Uint8Array::from(wire::write(&input).as_slice()).into()
    }

    fn decode<O: for<'de> Deserialize<'de>>(input: JsValue) -> O {
        wire::read(&Uint8Array::from(input).to_vec()).unwrap_throw()
    }
}
