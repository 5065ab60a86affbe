//! The reading worker, in Wasm: reads files of every format, and keeps own articles on the device.

#[cfg(target_arch = "wasm32")]
fn main() {
    lesart::web::reader::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
