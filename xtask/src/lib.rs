//! The project's own tool: how is the site built, served and tested?
//!
//! `cargo xtask` runs it; the browser tests use it as a library, so that they see the site as
//! `cargo xtask serve` serves it.

pub mod args;
#[cfg(feature = "tool")]
pub mod build;
#[cfg(feature = "tool")]
pub mod compile;
pub mod compress;
#[cfg(feature = "tool")]
pub mod first;
#[cfg(feature = "tool")]
pub mod glue;
#[cfg(feature = "tool")]
pub mod licences;
#[cfg(feature = "tool")]
pub mod lighthouse;
pub mod report;
#[cfg(feature = "tool")]
pub mod serve;
pub mod server;
pub mod sources;
#[cfg(feature = "tool")]
pub mod test;

use std::path::PathBuf;

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(PathBuf::from).unwrap_or(here)
}

/// Where built things are kept between runs.
pub fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}
