//! What is a piece of evidence called?

use std::ops::Deref;
use std::sync::Arc;

/// The name of a rule, or of classes of the pack. Most are fixed, so that no text is made for them.
#[derive(Clone, Debug)]
pub enum Rule {
    /// A rule of this program.
    Fixed(&'static str),
    /// Classes of the pack.
    Pack(Arc<str>),
}

impl Deref for Rule {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Rule::Fixed(name) => name,
            Rule::Pack(name) => name,
        }
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Rule {}

impl From<&'static str> for Rule {
    fn from(name: &'static str) -> Self {
        Rule::Fixed(name)
    }
}
