//! How do bytes stand inside a page, in few bytes and unharmed?
//!
//! As they are: the page declares the character set windows-1252, which has a character for each of the 256
//! bytes, so a byte of page carries a byte. Three a parser of HTML would change or take for markup: NUL, CR
//! and `<`. Each of them stands as [`ESCAPE`] and a letter, and so does the escape itself: one part in
//! sixty-four more, where base64 takes a third. The file has no other character beyond ASCII
//! (`template::ascii`). `static/boot/blocks.js` has the same in JavaScript.

/// Stands in front of what may not stand in a page as it is.
const ESCAPE: u8 = 0x1b;
/// What is changed in a byte behind the escape, which makes it a letter.
const MOVED: u8 = 0x40;

const fn is_kept_out(byte: u8) -> bool {
    matches!(byte, 0 | b'\r' | b'<' | ESCAPE)
}

/// Bytes as they may stand in a script element of a page in windows-1252.
pub fn page_of(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32 + 16);
    for byte in bytes {
        if is_kept_out(*byte) {
            out.extend([ESCAPE, byte ^ MOVED]);
        } else {
            out.push(*byte);
        }
    }
    out
}

/// The bytes that stand in a page, as far as they are written by [`page_of`].
pub fn bytes_of(page: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(page.len());
    let mut rest = page.iter();
    while let Some(byte) = rest.next() {
        out.push(match *byte {
            ESCAPE => Some(rest.next()? ^ MOVED).filter(|byte| is_kept_out(*byte))?,
            other => Some(other).filter(|byte| !is_kept_out(*byte))?,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What HTML changes in a script element, or takes for its end.
    fn is_safe(page: &[u8]) -> bool {
        !page.iter().any(|byte| [0, b'\r', b'<'].contains(byte))
    }

    #[test]
    fn each_byte_comes_back() {
        for byte in 0..=255u8 {
            let page = page_of(&[byte, byte]);
            assert!(is_safe(&page), "{byte}");
            assert_eq!(bytes_of(&page).as_deref(), Some([byte, byte].as_slice()), "{byte}");
        }
    }

    #[test]
    fn a_byte_takes_hardly_more_than_a_byte() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(page_of(&all).len(), 260);
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        for page in [&b"<"[..], b"\0", b"\r", b"\x1b", b"\x1ba", b"a\x1b\xff"] {
            assert_eq!(bytes_of(page), None, "{page:?}");
        }
        assert_eq!(bytes_of(b"").as_deref(), Some(&[][..]));
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(0), Just(13), Just(60), Just(27)], 0..600)) {
            let page = page_of(&bytes);
            prop_assert!(is_safe(&page));
            prop_assert_eq!(bytes_of(&page), Some(bytes));
        }

        #[test]
        fn no_bytes_are_a_panic(page in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = bytes_of(&page);
        }
    }
}
