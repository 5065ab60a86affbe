//! What does the worker say first, where nobody has chosen anything yet?
//!
//! The same to everyone who opens a site: what is open, and its first rows. So the build works both out,
//! by the same walk, and the page shows them while the worker is still on its way. It tells the worker what it
//! shows, and the worker says whether it would say the same to the last byte ([`as_told`]). They belong to
//! one corpus file, whose name carries its content's hash: with any other they are nothing.

use super::{List, Overview, Tell};
use crate::wire;

/// What the worker will say first.
#[derive(Debug)]
pub struct First {
    /// What is open.
    pub overview: Box<Overview>,
    /// Its first rows.
    pub list: Box<List>,
    /// Both as they were read.
    pub told: Vec<u8>,
}

/// The two answers as the worker writes them, one behind the other.
pub fn write(overview: Overview, list: List) -> Vec<u8> {
    wire::write(&(Tell::Opened(Box::new(overview)), Tell::List(Box::new(list))))
}

/// The answers in a site's file, in which the name of their corpus file stands in front of them
/// ([`crate::site::folder()`]); nothing where that is another one.
pub fn tells<'a>(bytes: &'a [u8], corpus: &str) -> Option<&'a [u8]> {
    bytes.strip_prefix(corpus.as_bytes())?.strip_prefix(b"\n")
}

/// Reads a site's file; nothing where it belongs to another corpus file than that of this name.
pub fn read(bytes: &[u8], corpus: &str) -> Option<First> {
    let told = tells(bytes, corpus)?;
    match wire::read(told)? {
        (Tell::Opened(overview), Tell::List(list)) => Some(First { overview, list, told: told.to_vec() }),
        _ => None,
    }
}

/// An answer, or the word that it is what stands first in `told`, from which it is taken then.
pub fn as_told(tell: Tell, told: &mut Vec<u8>) -> Tell {
    if told.is_empty() {
        return tell;
    }
    let bytes = wire::write(&tell);
    match told.starts_with(&bytes) {
        true => {
            told.drain(..bytes.len());
            Tell::AsTold
        }
        false => tell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(corpus: &str, tells: &[u8]) -> Vec<u8> {
        [corpus.as_bytes(), b"\n", tells].concat()
    }

    #[test]
    fn it_comes_back_for_its_own_corpus_file_alone() {
        let overview = Overview { title: "Überblick".into(), copies: 7, ..Overview::default() };
        let list = List { groups: 5, counts: vec![vec![1, 300]], ..List::default() };
        let bytes = bound("corpus-1.json", &write(overview.clone(), list.clone()));
        let first = read(&bytes, "corpus-1.json").unwrap();
        assert_eq!((*first.overview, *first.list), (overview, list));
        for other in ["corpus-2.json", "corpus-1.jso", "", "corpus-1.json\n"] {
            assert!(read(&bytes, other).is_none(), "{other:?}");
        }
    }

    #[test]
    fn only_the_very_same_answer_is_as_told() {
        let opened = |copies| Tell::Opened(Box::new(Overview { copies, ..Overview::default() }));
        let list = |groups| Tell::List(Box::new(List { groups, ..List::default() }));
        let told = || write(Overview { copies: 7, ..Overview::default() }, List { groups: 5, ..List::default() });
        let mut rest = told();
        assert_eq!(as_told(opened(7), &mut rest), Tell::AsTold);
        assert_eq!(as_told(list(6), &mut rest), list(6));
        assert_eq!(as_told(list(5), &mut rest), Tell::AsTold);
        assert_eq!(as_told(list(5), &mut rest), list(5), "once");
        let mut rest = told();
        assert_eq!(as_told(opened(8), &mut rest), opened(8));
        assert_eq!(as_told(list(5), &mut rest), list(5), "the values that rows name are others");
    }

    #[test]
    fn what_is_cut_off_or_longer_is_nothing() {
        let bytes = bound("c", &write(Overview::default(), List::default()));
        assert!(read(&bytes, "c").is_some());
        for end in 0..bytes.len() {
            assert!(read(&bytes[..end], "c").is_none(), "{end}");
        }
        assert!(read(&[&bytes[..], b"\0"].concat(), "c").is_none());
    }
}
