//! Worker and reader in one Wasm, for the single file: what both need stands in it once.

#[cfg(target_arch = "wasm32")]
fn main() {
    // The script that starts this says which of the two is meant.
    match js_sys::Reflect::has(&js_sys::global(), &"lesartReads".into()) {
        Ok(true) => lesart::web::reader::start(),
        _ => lesart::web::engine::start(),
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
