//! What is in an archive, and is it safe to unpack?
//!
//! The central directory says what there is; each entry is unpacked on its own, never to disk, up to a
//! limit that is known before. Lengths, names and sums of a file from outside are claims: each is
//! checked. Only what every program writes is read: stored and deflated entries, without a password.
//!
//! Why not a crate for this: the usual one weighs 72 kB of Brotli with one method of packing, and its
//! limits would have to stand around it all the same; inflating alone, by miniz_oxide, weighs 4 kB.
//! The format: APPNOTE.TXT 6.3 by PKWARE.

use super::Refusal;
use super::options::{FREE_BYTES, MOST_RATIO};

/// The end record stands within so many bytes of the end: its own 22 and the longest comment.
const TAIL: usize = 22 + 0xFFFF;

/// The letters of code page 437 above 0x7F, in which old programs write names.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// An archive that was opened.
pub(super) struct Zip<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry>,
}

/// A file in an archive.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its path with `/`.
    pub(super) name: String,
    method: u16,
    encrypted: bool,
    sum: u32,
    packed: usize,
    size: usize,
    at: usize,
}

/// How many bytes may come out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Of one file.
    pub(super) file: usize,
    /// Of this file and all that come after it.
    pub(super) all: usize,
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(N)?)?;
    Some(bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    number::<2>(bytes, at).map(|number| number as u16)
}

fn size(bytes: &[u8], at: usize) -> Option<usize> {
    number::<4>(bytes, at).and_then(|number| usize::try_from(number).ok())
}

fn broken(what: &str) -> Refusal {
    Refusal::broken("ZIP", what)
}

impl<'a> Zip<'a> {
    /// Reads the directory of an archive.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            // Office packs documents with a password into its old container.
            return Err(Refusal::Encrypted);
        }
        let tail = bytes.len().saturating_sub(TAIL);
        let end = memchr::memmem::rfind(bytes.get(tail..).unwrap_or_default(), b"PK\x05\x06");
        let end = end.map(|at| tail + at).ok_or_else(|| {
            broken(if bytes.starts_with(b"PK") {
                "its end is missing, it was cut off"
            } else {
                "it does not begin as one"
            })
        })?;
        let mut at = size(bytes, end + 16).ok_or_else(|| broken("its end is cut off"))?;
        if at == 0xFFFF_FFFF {
            let locator =
                end.checked_sub(20).filter(|&at| bytes.get(at..).is_some_and(|rest| rest.starts_with(b"PK\x06\x07")));
            let record = locator.and_then(|at| number::<8>(bytes, at + 8)).and_then(|at| usize::try_from(at).ok());
            let start =
                record.and_then(|at| number::<8>(bytes, at.checked_add(48)?)).and_then(|at| usize::try_from(at).ok());
            at = start.ok_or_else(|| broken("its directory cannot be found"))?;
        }
        let mut entries = Vec::new();
        while let Some((entry, next)) = bytes.get(at..).and_then(|rest| entry(rest, at)) {
            entries.push(entry);
            at = next;
        }
        if entries.is_empty() && short(bytes, end + 10) != Some(0) {
            return Err(broken("its directory cannot be read"));
        }
        Ok(Self { bytes, entries })
    }

    /// The files in it; folders are left out.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.name.ends_with('/'))
    }

    /// A file by its path.
    pub(super) fn by_name(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// The bytes of a file.
    pub(super) fn unpack(&self, entry: &Entry, room: Room) -> Result<Vec<u8>, Refusal> {
        if !is_safe(&entry.name) {
            return Err(Refusal::UnsafePath);
        }
        if entry.encrypted {
            return Err(Refusal::Encrypted);
        }
        if entry.size > FREE_BYTES && entry.size / MOST_RATIO > entry.packed {
            return Err(Refusal::Bomb);
        }
        if entry.size > room.file {
            return Err(Refusal::TooLarge);
        }
        if entry.size > room.all {
            return Err(Refusal::TooMuch);
        }
        let data = self.data(entry).ok_or_else(|| broken("an entry points outside of it"))?;
        let bytes = match entry.method {
            0 => data.to_vec(),
            // One byte more than is claimed shows that the claim is wrong.
            8 => match miniz_oxide::inflate::decompress_to_vec_with_limit(data, entry.size.saturating_add(1)) {
                Ok(bytes) => bytes,
                Err(error) if error.status == miniz_oxide::inflate::TINFLStatus::HasMoreOutput => {
                    return Err(Refusal::Bomb);
                }
                Err(_) => return Err(broken("its packed bytes are damaged")),
            },
            other => return Err(Refusal::UnknownPacking(other)),
        };
        if bytes.len() > entry.size {
            return Err(Refusal::Bomb);
        }
        if sum(&bytes) != entry.sum {
            return Err(broken("its check sum is wrong"));
        }
        Ok(bytes)
    }

    fn data(&self, entry: &Entry) -> Option<&'a [u8]> {
        let rest = self.bytes.get(entry.at..)?;
        rest.starts_with(b"PK\x03\x04").then_some(())?;
        let start = 30 + usize::from(short(rest, 26)?) + usize::from(short(rest, 28)?);
        rest.get(start..start.checked_add(entry.packed)?)
    }
}

/// The entry of the directory that `bytes` begin with, and where the next one stands.
fn entry(bytes: &[u8], at: usize) -> Option<(Entry, usize)> {
    bytes.starts_with(b"PK\x01\x02").then_some(())?;
    let (name, extra, comment) = (short(bytes, 28)?, short(bytes, 30)?, short(bytes, 32)?);
    let extra_at = 46 + usize::from(name);
    let raw = bytes.get(46..extra_at)?;
    let end = extra_at + usize::from(extra);
    let flags = short(bytes, 8)?;
    let mut wide = extra_fields(bytes.get(extra_at..end)?).unwrap_or_default();
    let mut claimed = |place: usize| {
        let value = size(bytes, place)?;
        if value != 0xFFFF_FFFF {
            return Some(value);
        }
        // Too large for its place: it stands in the next eight bytes of the extra field.
        let value = number::<8>(wide, 0)?;
        wide = wide.get(8..)?;
        usize::try_from(value).ok()
    };
    let (unpacked, packed, start) = (claimed(24)?, claimed(20)?, claimed(42)?);
    let entry = Entry {
        name: path(raw, flags & 0x800 != 0),
        method: short(bytes, 10)?,
        encrypted: flags & 1 != 0,
        sum: number::<4>(bytes, 16)? as u32,
        packed,
        size: unpacked,
        at: start,
    };
    Some((entry, at.checked_add(end)?.checked_add(usize::from(comment))?))
}

/// The extra field for large archives.
fn extra_fields(mut extra: &[u8]) -> Option<&[u8]> {
    loop {
        let (kind, length) = (short(extra, 0)?, usize::from(short(extra, 2)?));
        let value = extra.get(4..4 + length)?;
        if kind == 1 {
            return Some(value);
        }
        extra = extra.get(4 + length..)?;
    }
}

/// A path as text; programs of Windows part it by `\`.
fn path(raw: &[u8], utf8: bool) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_string(),
        Err(_) if utf8 => String::from_utf8_lossy(raw).into_owned(),
        Err(_) => raw
            .iter()
            .map(|&byte| match byte.checked_sub(0x80) {
                None => char::from(byte),
                Some(place) => CP437.chars().nth(usize::from(place)).unwrap_or('\u{FFFD}'),
            })
            .collect(),
    };
    name.replace('\\', "/")
}

/// Whether a path stays inside its archive.
fn is_safe(name: &str) -> bool {
    !name.starts_with('/')
        && !name.contains(|letter: char| letter.is_control())
        && !name.split('/').any(|part| part == ".." || part.get(1..2) == Some(":"))
}

/// CRC-32 as ZIP has it (ISO 3309), eight bits a step.
pub(super) fn sum(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0u32; 256];
        let mut byte = 0;
        while byte < 256 {
            let (mut sum, mut bit) = (byte as u32, 0);
            while bit < 8 {
                sum = if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 };
                bit += 1;
            }
            table[byte] = sum;
            byte += 1;
        }
        table
    };
    !bytes.iter().fold(!0, |sum, &byte| TABLE[((sum ^ u32::from(byte)) & 0xFF) as usize] ^ (sum >> 8))
}

#[cfg(test)]
pub(super) mod tests;
