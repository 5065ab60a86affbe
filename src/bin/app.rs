//! The page, in Wasm: draws itself and starts the worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    lesart::web::page::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
