//! What does the command line do? One file a command; the binary only opens and closes files.

pub mod check;
pub mod folder;
pub mod group;
pub mod label;
pub mod lines;
pub mod pack;
pub mod quote;
pub mod search;
