//! How much of a JSON value is worth keeping?
//!
//! Texts, numbers as they are written, lists and objects, down to a small depth and up to a number of
//! values: what is deeper or more is passed over while it is read, so that `[[[[…` and `[1,1,1,…` of
//! any length cost nothing.

use std::cell::Cell;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Articles hold lists of paragraphs and of authors that are objects: four levels. At zero all is
/// passed over; deep, and a crafted file would fill the stack.
const MOST_DEPTH: u32 = 5;

/// Values kept of one element. An article has ten, one with a mark for each of its paragraphs some
/// thousands; at zero nothing is kept, and without it one element could fill the memory.
const MOST_VALUES: u32 = 1 << 20;

/// Fields kept of one object.
pub(super) const MOST_FIELDS: usize = 1000;

/// What is kept of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Loose {
    /// `null`, and what is passed over.
    Nothing,
    /// A text; a number or truth value as it is written.
    Text(String),
    /// A list.
    List(Vec<Loose>),
    /// An object, in its order.
    Map(Vec<(String, Loose)>),
}

/// How many values may still be kept, and whether something was passed over for standing too deep.
pub(super) struct Budget {
    left: Cell<u32>,
    deep: Cell<bool>,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { left: Cell::new(MOST_VALUES), deep: Cell::new(false) }
    }

    /// Whether a list or an object stood too deep to be looked into.
    pub(super) fn was_deep(&self) -> bool {
        self.deep.get()
    }
}

/// Reads a value within a budget.
#[derive(Clone, Copy)]
pub(super) struct LooseSeed<'a> {
    budget: &'a Budget,
    depth: u32,
}

impl<'a> LooseSeed<'a> {
    pub(super) fn new(budget: &'a Budget) -> Self {
        Self { budget, depth: 0 }
    }

    /// Whether a list or an object here stands too deep; that is remembered.
    fn is_deep(self) -> bool {
        let deep = self.depth >= MOST_DEPTH;
        self.budget.deep.set(deep || self.budget.deep.get());
        deep
    }

    fn deeper(self) -> Self {
        Self { budget: self.budget, depth: self.depth + 1 }
    }
}

impl<'de> DeserializeSeed<'de> for LooseSeed<'_> {
    type Value = Loose;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Loose, D::Error> {
        let left = self.budget.left.get();
        if left == 0 {
            return IgnoredAny::deserialize_with(reader);
        }
        self.budget.left.set(left - 1);
        reader.deserialize_any(self)
    }
}

/// [`IgnoredAny`] as a value that is passed over.
trait Ignore {
    fn deserialize_with<'de, D: Deserializer<'de>>(reader: D) -> Result<Loose, D::Error>;
}

impl Ignore for IgnoredAny {
    fn deserialize_with<'de, D: Deserializer<'de>>(reader: D) -> Result<Loose, D::Error> {
        reader.deserialize_ignored_any(IgnoredAny).map(|_| Loose::Nothing)
    }
}

impl<'de> Visitor<'de> for LooseSeed<'_> {
    type Value = Loose;

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("any value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Loose, E> {
        Ok(Loose::Text(text.to_string()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Loose, E> {
        Ok(Loose::Text(text))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Loose, E> {
        Ok(Loose::Text(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Loose, E> {
        Ok(Loose::Text(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Loose, E> {
        Ok(Loose::Text(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Loose, E> {
        Ok(Loose::Text(value.to_string()))
    }

    fn visit_unit<E: Error>(self) -> Result<Loose, E> {
        Ok(Loose::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Loose, A::Error> {
        if self.is_deep() {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Loose::Nothing);
        }
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self.deeper())? {
            if value != Loose::Nothing {
                values.push(value);
            }
        }
        Ok(Loose::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose, A::Error> {
        if self.is_deep() {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(Loose::Nothing);
        }
        let mut fields = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if self.depth == 0 && !super::item::wanted(&key) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let value = map.next_value_seed(self.deeper())?;
            if value != Loose::Nothing && fields.len() < MOST_FIELDS {
                fields.push((key, value));
            }
        }
        Ok(Loose::Map(fields))
    }
}

impl Loose {
    /// The text, where it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The field of an object by its exact name, case aside.
    pub(super) fn get(&self, name: &str) -> Option<&Loose> {
        match self {
            Self::Map(fields) => fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The words that a value is about: a text itself, an object's name, a list's names with commas.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.trim().to_string(),
            Self::List(values) => {
                let names: Vec<String> = values.iter().map(Self::words).filter(|name| !name.is_empty()).collect();
                names.join(", ")
            }
            Self::Map(_) => {
                let part = |name| self.get(name).and_then(Self::text).map(str::trim).filter(|text| !text.is_empty());
                if let Some(name) =
                    ["name", "literal", "title", "raw", "@value", "@id", "url"].into_iter().find_map(part)
                {
                    return name.to_string();
                }
                let names = ["given", "non-dropping-particle", "family"].into_iter().filter_map(part);
                names.collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// The day that a value is about: `{"date-parts": [[2025, 5, 13]]}` as CSL-JSON writes it, or words.
    pub(super) fn day(&self) -> String {
        let parts = self.get("date-parts").and_then(|parts| match parts {
            Self::List(dates) => dates.first(),
            _ => None,
        });
        match parts {
            Some(Self::List(parts)) => {
                let mut number = parts.iter().map(|part| part.text().and_then(|text| text.trim().parse::<u32>().ok()));
                let mut next = || number.next().flatten().unwrap_or(0);
                let (year, month, day) = (next(), next(), next());
                super::super::date::date(year, month, day).map(|date| date.to_string()).unwrap_or_default()
            }
            _ => self.words(),
        }
    }
}
