//! Lesart: explore a set of articles about AI and jobs.

pub mod article;
pub mod lang;
