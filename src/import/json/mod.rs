//! How are articles read from JSON?
//!
//! An object with a text under one of the usual names ([`super::fields`]) is an article; a list of such
//! objects, or an object that holds such a list (`{"articles": […]}`), is many; JSON Lines have one a
//! line. An object without text that names a title or an address is what is known about an article
//! (CSL-JSON). Elements are read one by one and forgotten, so that a file of 500 MB costs its articles
//! and not its tree.

mod item;
mod loose;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{NoticeKind, Out, Refusal};
use loose::{Budget, Loose, LooseSeed};

pub(crate) use item::write;

/// Where objects keep their list of articles.
const LISTS: &[&str] =
    &["articles", "artikel", "items", "entries", "documents", "docs", "data", "results", "posts", "references", "hits"];

/// Reads one JSON value; lines of JSON under the wrong ending are read as such.
pub(super) fn read(file: &str, text: &str, out: &mut Out) -> Result<(), Refusal> {
    let mut sink = Sink { file, out, number: 0, line: None };
    let mut reader = serde_json::Deserializer::from_str(text);
    let done = Top { sink: &mut sink }.deserialize(&mut reader);
    let (number, done) = (sink.number, done.and_then(|()| reader.end()));
    match done {
        Ok(()) if number == 0 => Err(Refusal::broken("JSON", "no object with a text is in it")),
        Ok(()) => Ok(()),
        // The first value is sound and more follow: JSON Lines.
        Err(error) if number == 1 && error.to_string().starts_with("trailing characters") => {
            out.articles.clear();
            out.records.clear();
            read_lines(file, text, out)
        }
        Err(error) => Err(broken(&error, None)),
    }
}

/// Reads JSON Lines. A line that is none is named, the others go in.
pub(super) fn read_lines(file: &str, text: &str, out: &mut Out) -> Result<(), Refusal> {
    let mut good = 0u32;
    let mut first_wrong = None;
    let mut wrong = 0u32;
    for (number, line) in (1u32..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let mut sink = Sink { file, out, number: number.saturating_sub(1), line: Some(number) };
        let mut reader = serde_json::Deserializer::from_str(line);
        match (Top { sink: &mut sink }).deserialize(&mut reader).and_then(|()| reader.end()) {
            Ok(()) => good += 1,
            Err(error) => {
                let refusal = broken(&error, Some(number));
                // A file of another kind has as many wrong lines as lines: the first ones tell enough.
                if wrong < 20 && first_wrong.is_some() {
                    out.say(file, Some(number), NoticeKind::Refused(refusal.clone()));
                }
                wrong += 1;
                first_wrong.get_or_insert((number, refusal));
            }
        }
    }
    match first_wrong {
        Some((_, refusal)) if good == 0 => Err(refusal),
        Some((number, refusal)) => {
            out.say(file, Some(number), NoticeKind::Refused(refusal));
            Ok(())
        }
        None if good == 0 => Err(Refusal::NoText),
        None => Ok(()),
    }
}

fn broken(error: &serde_json::Error, line: Option<u32>) -> Refusal {
    let message = error.to_string();
    // serde_json says the place behind the message; here the line stands in front.
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    let line = line.or(u32::try_from(error.line()).ok().filter(|&line| line > 0));
    Refusal::Broken { format: "JSON".into(), line, what: format!("{what} (column {})", error.column()) }
}

/// Takes the elements one by one.
struct Sink<'a, 'o, 'n> {
    file: &'a str,
    out: &'o mut Out<'n>,
    /// Elements so far.
    number: u32,
    line: Option<u32>,
}

impl Sink<'_, '_, '_> {
    fn take(&mut self, element: Loose, budget: &Budget) {
        self.number = self.number.saturating_add(1);
        if !item::take(self.file, element, self.out) {
            let number = self.number;
            let deep = budget.was_deep();
            let kind = if deep { NoticeKind::TooNested { number } } else { NoticeKind::NoText { number } };
            self.out.say(self.file, self.line, kind);
        }
    }
}

/// The value as a whole: an object, or a list of objects.
struct Top<'s, 'a, 'o, 'n> {
    sink: &'s mut Sink<'a, 'o, 'n>,
}

impl<'de> DeserializeSeed<'de> for Top<'_, '_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("an object with a text, or a list of such objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        List { sink: self.sink }.visit_seq(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut fields: Vec<(String, Loose)> = Vec::new();
        let before = self.sink.number;
        let budget = Budget::new();
        while let Some(key) = map.next_key::<String>()? {
            if LISTS.contains(&key.to_lowercase().as_str()) {
                map.next_value_seed(List { sink: self.sink })?;
            } else if fields.len() < loose::MOST_FIELDS && item::wanted(&key) {
                fields.push((key, map.next_value_seed(LooseSeed::new(&budget))?));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        // The fields beside a list are about the list.
        if self.sink.number == before {
            self.sink.take(Loose::Map(fields), &budget);
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Err(E::custom("a text stands alone; an object with \"text\" is expected"))
    }
}

/// A list of articles, or anything else, which is passed over.
struct List<'s, 'a, 'o, 'n> {
    sink: &'s mut Sink<'a, 'o, 'n>,
}

impl<'de> DeserializeSeed<'de> for List<'_, '_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("a list of articles")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        loop {
            let budget = Budget::new();
            match list.next_element_seed(LooseSeed::new(&budget))? {
                Some(element) => self.sink.take(element, &budget),
                None => return Ok(()),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
