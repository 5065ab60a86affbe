//! How do bytes stand inside a page, in few bytes and unharmed?
//!
//! Seven bits at a time, each as one character of ASCII: eight bytes of page carry seven, where base64
//! takes more than nine. Three characters a parser of HTML would change or take for markup: NUL, CR and
//! `<`. Each of them stands together with the next seven bits as one letter between U+0100 and U+027F,
//! which takes two bytes, so nothing is lost; at the very end it stands alone, as U+0280 to U+0282.
//! `static/boot/blocks.js` has the same in JavaScript.

/// What may not stand in a page as it is.
const KEPT_OUT: [u8; 3] = [0, b'\r', b'<'];
/// The first letter for one of them and the next seven bits.
const PAIRS: u32 = 0x100;
/// The first letter for one of them with nothing behind it.
const ENDS: u32 = 0x280;

/// Bytes as text that may stand in a script element.
pub fn text_of(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() / 7 * 8 + 16);
    // Which of the characters kept out waits for the next seven bits.
    let mut waiting: Option<u32> = None;
    let mut put = |septet: u8| match (waiting.take(), KEPT_OUT.iter().position(|kept| *kept == septet)) {
        (Some(kept), _) => out.extend(char::from_u32(PAIRS + kept * 128 + u32::from(septet))),
        (None, Some(kept)) => waiting = u32::try_from(kept).ok(),
        (None, None) => out.push(char::from(septet)),
    };
    let (mut held, mut bits) = (0u32, 0u32);
    for byte in bytes {
        held = (held << 8 | u32::from(*byte)) & 0x7fff;
        bits += 8;
        while bits >= 7 {
            bits -= 7;
            put((held >> bits & 0x7f) as u8);
        }
    }
    if bits > 0 {
        put((held << (7 - bits) & 0x7f) as u8);
    }
    out.extend(waiting.and_then(|kept| char::from_u32(ENDS + kept)));
    out
}

/// The bytes that stand in a text, as far as it is one of ours.
pub fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 8 * 7 + 8);
    let (mut held, mut bits) = (0u32, 0u32);
    let mut take = |septet: u32| {
        held = (held << 7 | septet) & 0x7fff;
        bits += 7;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits & 0xff) as u8);
        }
    };
    for letter in text.chars() {
        let code = u32::from(letter);
        let kept = |at: u32| KEPT_OUT.get(at as usize).copied().map(u32::from);
        if code < 128 {
            take(code);
        } else if code >= ENDS {
            take(kept(code - ENDS)?);
        } else {
            let pair = code.checked_sub(PAIRS)?;
            take(kept(pair / 128)?);
            take(pair % 128);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What HTML changes in a script element, or takes for its end.
    fn is_safe(text: &str) -> bool {
        !text.contains(['\0', '\r', '<'])
    }

    #[test]
    fn each_byte_and_each_length_comes_back() {
        for byte in 0..=255u8 {
            for length in 0..20 {
                let bytes = vec![byte; length];
                let text = text_of(&bytes);
                assert!(is_safe(&text), "{byte} × {length}");
                assert_eq!(bytes_of(&text).as_deref(), Some(bytes.as_slice()), "{byte} × {length}");
            }
        }
    }

    #[test]
    fn eight_bytes_of_page_carry_seven() {
        let mut seed = 1u64;
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 56) as u8
        })
        .take(70_000)
        .collect();
        assert_eq!(text_of(&bytes).len(), 80_000);
        assert!(text_of(&[0; 70_000]).len() <= 80_000);
        // Bits 0000000 1111111 0 …: the one that is kept out comes last.
        assert_eq!(text_of(&[0b1111_1110]), "\u{7f}\u{280}");
    }

    #[test]
    fn a_strange_text_is_no_panic() {
        for text in ["ä", "\u{ff}", "\u{283}", "漢字", "😀"] {
            assert_eq!(bytes_of(text), None, "{text}");
        }
        assert_eq!(bytes_of("").as_deref(), Some(&[][..]));
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(0), Just(13), Just(60), Just(0x78)], 0..600)) {
            let text = text_of(&bytes);
            prop_assert!(is_safe(&text));
            prop_assert!(text.len() <= bytes.len() / 7 * 8 + 10);
            prop_assert_eq!(bytes_of(&text), Some(bytes));
        }

        #[test]
        fn no_text_is_a_panic(text in ".*") {
            let _ = bytes_of(&text);
        }
    }
}
