//! Lesart: explore a set of articles. Who is spoken of, what is claimed, and on whose side does the
//! text speak?
//!
//! This library is all of it but three thin binaries. The core is pure: it reads and writes nothing,
//! knows no browser and does the same natively and in Wasm.
//!
//! ```
//! use lesart::corpus::Corpus;
//! use lesart::pack::{Pack, PackFile};
//! use lesart::url;
//!
//! let article = "---\ntitle: Ein Beispiel\n---\nDie Bank baut 300 Stellen ab.\n\nDer Betriebsrat warnt.\n";
//! let pack = Pack { files: vec![PackFile::new("beispiel.md", article)], ..Pack::default() };
//! let corpus = Corpus::open(&pack);
//!
//! // What stands behind `#` in a link is the whole state of a view.
//! let (state, strange) = url::read("#q=Bank", "");
//! let list = corpus.list(&state, 0, 10);
//! assert!(strange.is_empty());
//! assert_eq!(list.rows[0].text, "Die Bank baut 300 Stellen ab.");
//! assert_eq!(list.rows[0].marks[0].of(&list.rows[0].text), "Bank");
//! ```
//!
//! # The walk of the data
//! bytes → [`import`] → [`article::Article`] → [`passage`] → [`article::Passage`] → [`dedup`] → groups →
//! [`label`] → labels with their evidence → [`index`]; text and filters → [`query`] → [`search`] →
//! [`protocol`] → [`app`] → what is seen → a click → [`url`]. [`corpus`] runs it.
//!
//! # Invariants
//! Nothing leaves the device. No text is lost: folding is a view. No label without evidence. The same
//! input gives the same output. No text makes it panic. A link made today opens the same view
//! tomorrow. `ARCHITECTURE.md` says how each is held.

// The documentation is for the people who build this, and is made with its private parts.
#![allow(rustdoc::private_intra_doc_links)]

pub mod apart;
pub mod app;
pub mod article;
pub mod cli;
pub mod collection;
pub mod corpus;
pub mod correction;
pub mod dedup;
pub mod export;
pub mod facet;
pub mod import;
pub mod index;
pub mod label;
pub mod lang;
pub mod lesson;
pub mod markup;
pub mod pack;
pub mod passage;
pub mod protocol;
pub mod qr;
pub mod query;
pub mod search;
pub mod site;
pub mod sort;
pub mod topic;
pub mod url;
#[cfg(feature = "worker")]
pub mod web;
pub mod wire;
pub mod words;
