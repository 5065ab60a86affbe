//! Which languages does Lesart know, and what does each bring?
//!
//! [`LANGS`] is the table: a row a language. Adding a language is a row here and a file beside.

pub mod sentence;

use serde::{Deserialize, Serialize};

/// A language that Lesart knows how to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// German.
    De,
    /// English.
    En,
}
