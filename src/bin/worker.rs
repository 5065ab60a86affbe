//! The worker, in Wasm: owns the corpus and answers the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    lesart::web::engine::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
