//! What stands between the core and a browser? The [`page`], the searching worker's [`engine`], and the
//! `reader`, the worker that reads files.

mod carry;
pub mod codec;
pub mod engine;
#[cfg(feature = "web")]
pub mod page;
#[cfg(feature = "reader")]
pub mod reader;
pub mod source;
