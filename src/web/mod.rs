//! What stands between the core and a browser? The [`page`], and the worker's [`engine`].

mod carry;
pub mod codec;
pub mod engine;
#[cfg(feature = "web")]
pub mod page;
