//! Which characters do these bytes stand for?
//!
//! UTF-8 first, with or without its mark; UTF-16 where its mark stands in front, or where every other
//! byte is NUL; else what the file itself declares, else Windows-1252, which holds ISO 8859-1's
//! letters in the same places, and a notice says so. Bytes that are no text at all (NULs in number)
//! are refused.

use super::{NoticeKind, Refusal};

/// Windows-1252's own characters for the bytes 0x80 to 0x9F; the five free places are replaced.
pub(super) const WINDOWS_1252: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}', '\u{FFFD}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
];

/// ISO 8859-15 differs from ISO 8859-1 in these bytes.
const ISO_8859_15: [(u8, char); 8] =
    [(0xA4, '€'), (0xA6, 'Š'), (0xA8, 'š'), (0xB4, 'Ž'), (0xB8, 'ž'), (0xBC, 'Œ'), (0xBD, 'œ'), (0xBE, 'Ÿ')];

/// UTF-16 without a mark is told by its first so many bytes. Fewer, and a short line of foreign
/// letters decides; more, and nothing changes but the time.
const LOOK: usize = 4096;

/// The text that `bytes` stand for. Line ends become `\n`. `declared` is the encoding that the file
/// names; it is asked only where the bytes are no UTF-8.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>, say: &mut dyn FnMut(NoticeKind)) -> Result<String, Refusal> {
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => eight(rest, None, say)?,
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes, "UTF-16LE", say),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes, "UTF-16BE", say),
        _ => match unmarked_utf16(bytes) {
            Some(true) => utf16(bytes, u16::from_le_bytes, "UTF-16LE", say),
            Some(false) => utf16(bytes, u16::from_be_bytes, "UTF-16BE", say),
            None => eight(bytes, declared, say)?,
        },
    };
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    // A NUL is no character of a text; a few strays are shown as replaced, many mean another kind of file.
    let nuls = text.bytes().filter(|&byte| byte == 0).count();
    if nuls == 0 {
        return Ok(text);
    }
    if nuls > text.len() / 100 {
        return Err(Refusal::Binary);
    }
    say(NoticeKind::Replaced(u32::try_from(nuls).unwrap_or(u32::MAX)));
    Ok(text.replace('\0', "\u{FFFD}"))
}

/// Whether bytes without a mark are UTF-16, and if so, whether the small end comes first: Western
/// text then has a NUL in every other place and hardly any in the places between.
fn unmarked_utf16(bytes: &[u8]) -> Option<bool> {
    let (pairs, _) = bytes.get(..bytes.len().min(LOOK))?.as_chunks::<2>();
    let even = pairs.iter().filter(|pair| pair[0] == 0).count();
    let odd = pairs.iter().filter(|pair| pair[1] == 0).count();
    let readable = |place: usize| {
        pairs.iter().filter(|pair| pair[place] >= 0x20 || matches!(pair[place], b'\n' | b'\r' | b'\t')).count()
    };
    let most = |part: usize| pairs.len() >= 4 && part * 10 > pairs.len() * 7;
    match (most(even), most(odd)) {
        (false, true) if even * 50 <= pairs.len() && most(readable(0)) => Some(true),
        (true, false) if odd * 50 <= pairs.len() && most(readable(1)) => Some(false),
        _ => None,
    }
}

fn eight(bytes: &[u8], declared: Option<&str>, say: &mut dyn FnMut(NoticeKind)) -> Result<String, Refusal> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_string());
    }
    // Pictures and programs are full of control characters, texts are not.
    let controls = bytes.iter().filter(|&&byte| byte < 0x09 || (0x0E..0x20).contains(&byte)).count();
    if controls > bytes.len() / 50 {
        return Err(Refusal::Binary);
    }
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.matches('\u{FFFD}').count();
    let sequences = bytes.iter().filter(|&&byte| byte >= 0xC2).count();
    // Mostly sound UTF-8 with a few broken places: a cut or damaged file, no other encoding.
    if broken < sequences / 10 {
        say(NoticeKind::Replaced(u32::try_from(broken).unwrap_or(u32::MAX)));
        return Ok(lossy.into_owned());
    }
    let latin_9 = match declared.map(|name| name.trim().to_ascii_lowercase()).as_deref() {
        // What declares itself UTF-8 and is none is an old file under a new head.
        None | Some("" | "utf-8" | "utf8" | "windows-1252" | "cp1252" | "us-ascii" | "ascii") => false,
        Some("iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" | "l1") => false,
        Some("iso-8859-15" | "iso8859-15" | "latin9" | "latin-9") => true,
        Some(other) => return Err(Refusal::UnknownEncoding(other.to_string())),
    };
    say(NoticeKind::ReadAs(if latin_9 { "ISO-8859-15" } else { "Windows-1252" }.to_string()));
    let letter = |&byte: &u8| match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => match ISO_8859_15.iter().find(|(place, _)| latin_9 && *place == byte) {
            Some((_, letter)) => *letter,
            None => char::from(byte),
        },
    };
    Ok(bytes.iter().map(letter).collect())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, name: &str, say: &mut dyn FnMut(NoticeKind)) -> String {
    let (pairs, tail) = bytes.as_chunks::<2>();
    let mut replaced = u32::from(!tail.is_empty());
    let text = char::decode_utf16(pairs.iter().map(|&pair| unit(pair)))
        .map(|letter| {
            letter.unwrap_or_else(|_| {
                replaced = replaced.saturating_add(1);
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    say(NoticeKind::ReadAs(name.to_string()));
    if replaced > 0 {
        say(NoticeKind::Replaced(replaced));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (Option<String>, Vec<NoticeKind>) {
        declared(bytes, None)
    }

    fn declared(bytes: &[u8], name: Option<&str>) -> (Option<String>, Vec<NoticeKind>) {
        let mut said = Vec::new();
        let text = decode(bytes, name, &mut |kind| said.push(kind));
        (text.ok(), said)
    }

    #[test]
    fn utf16_is_told_without_its_mark() {
        let text = "Größe über Maß – 5 €, sagt er.";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&little), (Some(text.into()), vec![NoticeKind::ReadAs("UTF-16LE".into())]));
        assert_eq!(decoded(&big), (Some(text.into()), vec![NoticeKind::ReadAs("UTF-16BE".into())]));
        assert_eq!(decoded(&[1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0]), (None, vec![]));
    }

    #[test]
    fn what_a_file_declares_counts_where_it_is_no_utf8() {
        let (latin_9, windows) = ("ISO-8859-15".to_string(), "Windows-1252".to_string());
        assert_eq!(declared(b"5 \xA4", Some("iso-8859-15")), (Some("5 €".into()), vec![NoticeKind::ReadAs(latin_9)]));
        assert_eq!(declared(b"f\xFCr", Some("latin1")), (Some("für".into()), vec![NoticeKind::ReadAs(windows)]));
        assert_eq!(declared("für".as_bytes(), Some("koi8-r")), (Some("für".into()), vec![]));
        let refused = decode(b"f\xFCr", Some("koi8-r"), &mut |_| ());
        assert_eq!(refused, Err(Refusal::UnknownEncoding("koi8-r".into())));
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(decoded("Für 5 €".as_bytes()), (Some("Für 5 €".into()), vec![]));
        assert_eq!(decoded(b"\xEF\xBB\xBFa\r\nb\rc"), (Some("a\nb\nc".into()), vec![]));
        assert_eq!(
            decoded(b"F\xFCr 5 \x80"),
            (Some("Für 5 €".into()), vec![NoticeKind::ReadAs("Windows-1252".into())])
        );
        assert_eq!(decoded(b"\xFF\xFEF\x00\xFC\x00"), (Some("Fü".into()), vec![NoticeKind::ReadAs("UTF-16LE".into())]));
        assert_eq!(decoded(b"\xFE\xFF\x00F\x00\xFC"), (Some("Fü".into()), vec![NoticeKind::ReadAs("UTF-16BE".into())]));
        assert_eq!(decoded(b"\x89PNG\x0D\x0A\x1A\x0A\x00\x00\x00\x0D"), (None, vec![]));
    }

    #[test]
    fn a_cut_character_does_not_change_the_encoding() {
        let long = "Größe über Maß für süße Flöße. ".repeat(10);
        let mut bytes = long.clone().into_bytes();
        bytes.push(0xC3);
        assert_eq!(decoded(&bytes), (Some(long + "\u{FFFD}"), vec![NoticeKind::Replaced(1)]));
    }
}
