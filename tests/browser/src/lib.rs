//! How is the built site driven in a real browser?
//!
//! A case is an `async fn(&mut Page) -> anyhow::Result<()>`, named in the table of `cases/main.rs`.
//! Each case gets a fresh browser profile and a fresh server that serves the built site below a
//! path of its own. After every case the console must be empty, no request may have gone to anyone
//! else, and the server must have found everything that it was asked for; a case that provokes
//! such a thing on purpose says so with [`Page::expect_noise`].
//!
//! The cases know no engine: [`engine::ENGINES`] is the table of what differs.

pub mod engine;
pub mod page;
pub mod run;
pub mod stranger;

pub use page::Page;
pub use run::{Case, main};

/// Rows of the table of cases, from functions.
#[macro_export]
macro_rules! cases {
    ($($path:path),* $(,)?) => {
        &[$($crate::Case { name: stringify!($path), run: |page| ::std::boxed::Box::pin($path(page)) }),*]
    };
}
