//! How do messages between page and workers become bytes, in few bytes of code?
//!
//! Both sides come from one build, so what one writes the other reads, and nothing can go wrong that would
//! need a word. The usual codings carry a way back out of every field all the same, with what was read so
//! far to be let go: a sixth of the page's code. Here the error is a type without values ([`Never`]), so
//! that the compiler leaves all those ways out. What no writer of ours wrote reads as noughts and nothing,
//! and [`read`] says so at the end.
//!
//! A byte is a byte, other whole numbers stand seven bits a byte, the lowest first, with their sign as the
//! lowest bit. Texts and lists begin with their length, what may be absent and what is one of several with
//! a number. Nothing is named.

mod reader;
mod writer;

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a message cannot be written or read: there is no reason.
#[derive(Debug)]
pub enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl Never {
    /// Where no message leads: types that ask what they are made of, or are none of their own values.
    fn come() -> ! {
        unreachable!()
    }
}

impl serde::ser::Error for Never {
    #[cold]
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::come()
    }
}

impl serde::de::Error for Never {
    #[cold]
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::come()
    }

    // What these say by themselves is put together from parts that would all be carried along.

    #[cold]
    fn invalid_value(_: serde::de::Unexpected, _: &dyn serde::de::Expected) -> Self {
        Self::come()
    }

    #[cold]
    fn invalid_type(_: serde::de::Unexpected, _: &dyn serde::de::Expected) -> Self {
        Self::come()
    }

    #[cold]
    fn invalid_length(_: usize, _: &dyn serde::de::Expected) -> Self {
        Self::come()
    }
}

/// A message as bytes.
pub fn write(message: &impl Serialize) -> Vec<u8> {
    let mut out = writer::Writer::default();
    match message.serialize(&mut out) {
        Ok(()) => out.bytes,
        Err(never) => match never {},
    }
}

/// The message that these bytes are; nothing where they are none.
pub fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    let mut from = reader::Reader::new(bytes);
    match T::deserialize(&mut from) {
        Ok(message) => from.is_whole().then_some(message),
        Err(never) => match never {},
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::protocol::{Ask, Question, Reply, Tell};
    use crate::url::State;
    use crate::words::Tongue;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct All {
        small: (u8, i8, bool),
        middle: (u16, i16),
        large: (u32, i32, usize),
        huge: (u64, i64, f64),
        text: String,
        letter: char,
        nothing: (),
        list: Vec<Option<String>>,
        map: BTreeMap<String, Vec<u32>>,
        pair: [String; 2],
        one: One,
        many: Vec<One>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    enum One {
        Bare,
        New(Box<u64>),
        Two(u8, String),
        Named { a: i64, b: Option<Box<One>> },
    }

    fn one() -> impl Strategy<Value = One> {
        let plain = prop_oneof![
            Just(One::Bare),
            any::<u64>().prop_map(|number| One::New(Box::new(number))),
            any::<(u8, String)>().prop_map(|(number, text)| One::Two(number, text)),
        ];
        (plain.clone(), any::<i64>(), any::<bool>()).prop_map(|(inner, a, deep)| match deep {
            true => One::Named { a, b: Some(Box::new(inner)) },
            false => inner,
        })
    }

    fn all() -> impl Strategy<Value = All> {
        let numbers = any::<((u8, i8, bool), (u16, i16), (u32, i32, usize), (u64, i64, i64))>();
        let texts = any::<(String, char, Vec<Option<String>>, BTreeMap<String, Vec<u32>>, [String; 2])>();
        (numbers, texts, one(), prop::collection::vec(one(), 0..4)).prop_map(|(numbers, texts, one, many)| {
            let (small, middle, large, (a, b, c)) = numbers;
            let (text, letter, list, map, pair) = texts;
            let huge = (a, b, c as f64 / 3.0);
            All { small, middle, large, huge, text, letter, nothing: (), list, map, pair, one, many }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn what_is_written_is_read(all in all()) {
            prop_assert_eq!(read::<All>(&write(&all)), Some(all));
        }

        #[test]
        fn no_bytes_at_all_can_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            // Whatever comes of it.
            let _ = read::<All>(&bytes);
            let _ = read::<Reply>(&bytes);
            let _ = read::<Question>(&bytes);
        }

        #[test]
        fn a_message_that_is_cut_or_goes_on_is_none(all in all(), cut in any::<prop::sample::Index>()) {
            let mut bytes = write(&all);
            prop_assert_eq!(read::<All>(&bytes[..cut.index(bytes.len())]), None);
            bytes.push(0);
            prop_assert_eq!(read::<All>(&bytes), None);
        }
    }

    #[test]
    fn numbers_are_as_long_as_they_need() {
        assert_eq!(write(&(1u32, 127u64, 128u16)), [1, 127, 128, 1]);
        assert_eq!(write(&(0i32, -1i64, 1i16, -64i8)), [0, 1, 2, 192]);
        assert_eq!(write(&u64::MAX).len(), 10);
        assert_eq!(write(&("ä", true, Some(5u8), None::<u8>)), [2, 195, 164, 1, 1, 5, 0]);
    }

    #[test]
    fn a_list_that_says_to_be_endless_takes_no_memory() {
        let mut bytes = vec![255; 9];
        bytes.push(1);
        assert_eq!(read::<Vec<u64>>(&bytes), None);
        assert_eq!(read::<Vec<()>>(&bytes), None);
        assert_eq!(read::<String>(&bytes), None);
    }

    #[test]
    fn a_variant_that_nobody_knows_is_none() {
        assert_eq!(read::<One>(&[9]), None);
        assert_eq!(read::<Tongue>(&[2]), None);
        assert_eq!(read::<Option<u8>>(&[2, 1]), None);
        assert_eq!(read::<bool>(&[2]), None);
    }

    #[test]
    fn questions_and_replies_come_through() {
        let state =
            Box::new(State { query: "„5.000 Stellen“".into(), ..State::default() }.toggled("company", "klarna"));
        let question = Question { id: 7, ask: Ask::List { state, offset: 20, limit: 40 } };
        assert_eq!(read(&write(&question)), Some(question));
        let reply = Reply { id: u64::MAX, tell: Tell::Packed("x".repeat(1000)) };
        assert_eq!(read(&write(&reply)), Some(reply));
    }
}
