//! Which objects does a PDF file hold, and where are its pages?
//!
//! The table at the end of a file says where its objects stand, and is wrong in many files; the objects
//! say it themselves. So the file is read once from front to end for `12 0 obj`, later ones replace
//! earlier ones as its updates mean it, and streams that hold further objects are opened.

use std::collections::{BTreeMap, HashSet};

use super::super::Refusal;
use super::lock::{Lock, Owner};
use super::syntax::{Dict, Lexer, Object};

/// References lead to references so often; more is a circle.
const MOST_STEPS: usize = 16;

/// One stream may unpack to so many bytes: a page has some ten thousand.
const MOST_STREAM: usize = 64 << 20;

/// An object as it was found.
struct Found {
    value: Object,
    /// Where the bytes of its stream begin.
    stream: Option<usize>,
    /// As what it is locked, where the file is.
    owner: Owner,
}

/// A file that was opened.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    objects: BTreeMap<u32, Found>,
    /// How many bytes may still be unpacked.
    room: std::cell::Cell<usize>,
    lock: Option<Lock>,
}

impl<'a> File<'a> {
    /// Finds the objects of a file. `room` is how many bytes its streams may unpack to in all.
    pub(super) fn open(bytes: &'a [u8], room: usize) -> Result<Self, Refusal> {
        let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
        if memchr::memmem::find(head, b"%PDF").is_none() {
            return Err(Refusal::broken("PDF", "it does not begin as one"));
        }
        let mut file = Self { bytes, objects: BTreeMap::new(), room: std::cell::Cell::new(room), lock: None };
        // The dictionaries that say whether and how the file is locked.
        let mut heads: Vec<Dict> = Vec::new();
        let mut inner = Vec::new();
        let mut past = 0;
        for at in memchr::memmem::find_iter(bytes, b"obj") {
            // Inside the last object: words of its text that look like one.
            if at < past {
                continue;
            }
            let Some(owner @ (number, _)) = object_number(bytes, at) else { continue };
            let mut lexer = Lexer::new(bytes, at + 3);
            let Some(value) = lexer.next() else { continue };
            lexer.skip_space();
            let stream = bytes.get(lexer.at..).is_some_and(|rest| rest.starts_with(b"stream")).then(|| {
                let start = lexer.at + 6;
                start + usize::from(bytes.get(start) == Some(&b'\r')) + 1
            });
            past = lexer.at;
            if let Some(kind) = value.dict().and_then(|dict| dict.get("Type")).and_then(Object::name) {
                if kind == "ObjStm" {
                    inner.push(number);
                }
                if kind == "XRef" {
                    heads.extend(value.dict().cloned());
                }
            }
            file.objects.insert(number, Found { value, stream, owner });
        }
        for at in memchr::memmem::find_iter(bytes, b"trailer") {
            if let Some(Object::Dict(trailer)) = Lexer::new(bytes, at + 7).next() {
                heads.push(trailer);
            }
        }
        file.unlock(&heads)?;
        inner.into_iter().for_each(|number| file.unpack_objects(number));
        if file.objects.is_empty() { Err(Refusal::broken("PDF", "no object is in it")) } else { Ok(file) }
    }

    /// Finds the key of a file that is locked, and unlocks its strings.
    fn unlock(&mut self, heads: &[Dict]) -> Result<(), Refusal> {
        let Some(locked) = heads.iter().rev().find_map(|head| head.get("Encrypt")) else { return Ok(()) };
        let id = heads.iter().rev().find_map(|head| match self.get(head, "ID").list().first()? {
            Object::Text(id) => Some(id.clone()),
            _ => None,
        });
        let dict = self.resolve(locked).dict().ok_or(Refusal::Encrypted)?;
        let lock = Lock::open(dict, &id.unwrap_or_default(), &|dict, key| self.get(dict, key))?;
        for found in self.objects.values_mut() {
            lock.strings(found.owner, &mut found.value);
        }
        self.lock = Some(lock);
        Ok(())
    }

    /// Takes the objects out of a stream that holds some. Those that stand in the file itself stay.
    fn unpack_objects(&mut self, number: u32) {
        let Some(dict) = self.objects.get(&number).and_then(|found| found.value.dict()) else { return };
        let Some(first) = dict.get("First").and_then(Object::number) else { return };
        let Some(bytes) = self.stream(number) else { return };
        let mut head = Lexer::new(&bytes, 0);
        let mut places = Vec::new();
        while head.at < first as usize {
            let (Some(Object::Number(number)), Some(Object::Number(at))) = (head.next(), head.next()) else { break };
            places.push((number as u32, (first + at) as usize));
        }
        for (number, at) in places {
            if let Some(value) = Lexer::new(&bytes, at).next() {
                self.objects.entry(number).or_insert(Found { value, stream: None, owner: (number, 0) });
            }
        }
    }

    /// What a value stands for.
    pub(super) fn resolve<'f>(&'f self, mut value: &'f Object) -> &'f Object {
        for _ in 0..MOST_STEPS {
            match value {
                Object::Reference(number) => {
                    value = self.objects.get(number).map_or(&Object::Null, |found| &found.value);
                }
                value => return value,
            }
        }
        &Object::Null
    }

    /// The value of a key of a dictionary.
    pub(super) fn get<'f>(&'f self, dict: &'f Dict, key: &str) -> &'f Object {
        dict.get(key).map_or(&Object::Null, |value| self.resolve(value))
    }

    /// The bytes of a stream, unpacked; `None` where it is none or packed as only pictures are.
    pub(super) fn stream(&self, number: u32) -> Option<Vec<u8>> {
        let found = self.objects.get(&number)?;
        let (dict, start) = (found.value.dict()?, found.stream?);
        let rest = self.bytes.get(start..)?;
        let length = self.get(dict, "Length").number().map(|length| length.max(0.0) as usize);
        // A length is believed where the stream ends there.
        let believed = length.filter(|&length| {
            let tail = rest.get(length..).unwrap_or_default();
            tail.get(..tail.len().min(32)).is_some_and(|tail| memchr::memmem::find(tail, b"endstream").is_some())
        });
        let length = believed.or_else(|| memchr::memmem::find(rest, b"endstream")).unwrap_or(rest.len());
        let bytes = rest.get(..length)?;
        let mut bytes = self.lock.as_ref().map_or_else(|| bytes.to_vec(), |lock| lock.stream(found.owner, bytes));
        let filters = match self.get(dict, "Filter") {
            Object::List(filters) => filters.iter().map(|filter| self.resolve(filter)).collect(),
            filter => vec![filter],
        };
        for filter in filters.into_iter().take(4).filter_map(Object::name) {
            let most = MOST_STREAM.min(self.room.get());
            bytes = super::filter::unpack(filter, &bytes, most)?;
            self.room.set(self.room.get().saturating_sub(bytes.len()));
        }
        Some(bytes)
    }

    /// The pages in their order, each with what it inherits.
    pub(super) fn pages(&self) -> Vec<Dict> {
        let is = |dict: &Dict, kind: &str| dict.get("Type").and_then(Object::name) == Some(kind);
        let dicts = || self.objects.iter().filter_map(|(number, found)| Some((*number, found.value.dict()?)));
        let catalogue = dicts().rfind(|(_, dict)| is(dict, "Catalog"));
        let mut pages = Vec::new();
        let mut seen = HashSet::new();
        let mut open: Vec<(&Object, Option<&Object>)> =
            catalogue.and_then(|(_, dict)| dict.get("Pages")).map(|pages| (pages, None)).into_iter().collect();
        while let Some((node, inherited)) = open.pop() {
            if let Object::Reference(number) = node
                && !seen.insert(*number)
            {
                continue;
            }
            let Some(dict) = self.resolve(node).dict() else { continue };
            let resources = dict.get("Resources").or(inherited);
            match self.get(dict, "Kids") {
                Object::List(kids) => open.extend(kids.iter().rev().map(|kid| (kid, resources))),
                _ => {
                    let mut page = dict.clone();
                    page.extend(resources.map(|resources| ("Resources".to_string(), resources.clone())));
                    pages.push(page);
                }
            }
        }
        if pages.is_empty() {
            pages = dicts().filter(|(_, dict)| is(dict, "Page")).map(|(_, dict)| dict.clone()).collect();
        }
        pages
    }

    /// The document's own words about itself.
    pub(super) fn information(&self) -> Option<&Dict> {
        let mut dicts = self.objects.values().filter_map(|found| found.value.dict());
        // The trailer names it; it is the one dictionary with these keys and no type.
        dicts.rfind(|dict| {
            !dict.contains_key("Type") && (dict.contains_key("Producer") || dict.contains_key("CreationDate"))
        })
    }
}

/// The number and the generation in front of `obj`: `12 0 obj`.
fn object_number(bytes: &[u8], at: usize) -> Option<Owner> {
    let mut place = at;
    let mut back = |digits: bool, most: usize| {
        let end = place;
        let fits = |byte: &u8| if digits { byte.is_ascii_digit() } else { byte.is_ascii_whitespace() };
        while place > 0 && end - place < most && bytes.get(place - 1).is_some_and(fits) {
            place -= 1;
        }
        bytes.get(place..end).filter(|part| !part.is_empty())
    };
    let read = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse().ok();
    back(false, 8)?;
    let generation = read(back(true, 5)?)?;
    back(false, 8)?;
    Some((read(back(true, 10)?)?, generation))
}
