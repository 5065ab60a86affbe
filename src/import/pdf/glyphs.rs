//! Which characters do the names of glyphs and the bytes of simple fonts stand for?
//!
//! The names are those of the Adobe Glyph List that Western text needs; names of letters with accents
//! are put together (`adieresis` is a, dieresis), `uni00FC` says it itself.

use crate::lang::unicode::compose;

/// Names that are no plain letter.
const NAMES: &str = "space\u{20} exclam! quotedbl\" numbersign# dollar$ percent% ampersand& quotesingle' parenleft( parenright) asterisk* plus+ comma, hyphen- period. slash/ zero0 one1 two2 three3 four4 five5 six6 seven7 eight8 nine9 colon: semicolon; less< equal= greater> question? at@ bracketleft[ backslash\\ bracketright] asciicircum^ underscore_ grave` braceleft{ bar| braceright} asciitilde~ exclamdown¡ cent¢ sterling£ currency¤ yen¥ brokenbar¦ section§ dieresis¨ copyright© ordfeminineª guillemotleft« logicalnot¬ registered® macron¯ degree° plusminus± twosuperior² threesuperior³ acute´ mu\u{b5} paragraph¶ periodcentered· cedilla¸ onesuperior¹ ordmasculineº guillemotright» onequarter¼ onehalf½ threequarters¾ questiondown¿ AEÆ Ethð multiply× OslashØ ThornÞ germandblsß aeæ divide÷ oslashø thornþ dotlessiı Lslash\u{141} lslash\u{142} OEŒ oeœ florinƒ circumflexˆ tilde˜ endash– emdash— quoteleft‘ quoteright’ quotesinglbase‚ quotedblleft“ quotedblright” quotedblbase„ dagger† daggerdbl‡ bullet• ellipsis… perthousand‰ guilsinglleft‹ guilsinglright› fraction⁄ Euro€ trademark™ minus− fi\u{fb01} fl\u{fb02} ff\u{fb00} ffi\u{fb03} ffl\u{fb04} nbspace\u{a0} sfthyphen\u{ad} arrowright→ arrowleft← checkmark✓";

/// Mac OS Roman above 0x7F.
const MAC: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// Adobe's standard encoding above 0x7F: code and character.
const STANDARD: &str = "\u{a1}¡\u{a2}¢\u{a3}£\u{a4}⁄\u{a5}¥\u{a6}ƒ\u{a7}§\u{a8}¤\u{a9}'\u{aa}“\u{ab}«\u{ac}‹\u{ad}›\u{ae}ﬁ\u{af}ﬂ\u{b1}–\u{b2}†\u{b3}‡\u{b4}·\u{b6}¶\u{b7}•\u{b8}‚\u{b9}„\u{ba}”\u{bb}»\u{bc}…\u{bd}‰\u{bf}¿\u{d0}—\u{e1}Æ\u{e3}ª\u{e8}Ł\u{e9}Ø\u{ea}Œ\u{eb}º\u{f1}æ\u{f5}ı\u{f8}ł\u{f9}ø\u{fa}œ\u{fb}ß";

/// What a font without names of its own means by its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    Windows,
    Mac,
    Standard,
}

/// The character of a byte.
pub(super) fn of_byte(base: Base, byte: u8) -> Option<char> {
    if byte < 0x80 {
        return Some(match (base, byte) {
            (Base::Standard, b'\'') => '’',
            (Base::Standard, b'`') => '‘',
            _ => char::from(byte),
        });
    }
    match base {
        Base::Windows => match byte {
            0x80..=0x9F => super::super::encoding::WINDOWS_1252
                .get(usize::from(byte - 0x80))
                .copied()
                .filter(|&letter| letter != '\u{FFFD}'),
            _ => Some(char::from(byte)),
        },
        Base::Mac => MAC.chars().nth(usize::from(byte - 0x80)),
        Base::Standard => {
            let mut letters = STANDARD.chars();
            while let (Some(code), Some(letter)) = (letters.next(), letters.next()) {
                if u32::from(code) == u32::from(byte) {
                    return Some(letter);
                }
            }
            None
        }
    }
}

/// The character of a glyph's name.
pub(super) fn of_name(name: &str) -> Option<char> {
    let name = name.split('.').next().filter(|front| !front.is_empty()).unwrap_or(name);
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter);
    }
    let hex = name.strip_prefix("uni").and_then(|hex| hex.get(..4)).or_else(|| name.strip_prefix('u'));
    if let Some(letter) =
        hex.filter(|hex| hex.len() >= 4).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32)
    {
        return Some(letter);
    }
    // The blank's own entry is split off by the blank in it.
    if name == "space" {
        return Some(' ');
    }
    let known = NAMES.split(' ').find_map(|entry| entry.strip_prefix(name).filter(|rest| rest.chars().count() == 1));
    if let Some(letter) = known.and_then(|rest| rest.chars().next()) {
        return Some(letter);
    }
    let (base, accent) = name.split_at_checked(1)?;
    let accent = match accent {
        "acute" => '\u{301}',
        "grave" => '\u{300}',
        "circumflex" => '\u{302}',
        "dieresis" => '\u{308}',
        "tilde" => '\u{303}',
        "ring" => '\u{30a}',
        "cedilla" => '\u{327}',
        "caron" => '\u{30c}',
        "ogonek" => '\u{328}',
        "macron" => '\u{304}',
        "breve" => '\u{306}',
        "dotaccent" => '\u{307}',
        "hungarumlaut" => '\u{30b}',
        _ => return None,
    };
    compose(base.chars().next()?, accent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_bytes() {
        for (name, letter) in [
            ("A", 'A'),
            ("space", ' '),
            ("adieresis", 'ä'),
            ("Udieresis", 'Ü'),
            ("germandbls", 'ß'),
            ("quotedblbase", '„'),
            ("ccaron", 'č'),
            ("uni20AC", '€'),
            ("u1F600", '😀'),
            ("hyphen", '-'),
            ("one.oldstyle", '1'),
            ("fi", 'ﬁ'),
        ] {
            assert_eq!(of_name(name), Some(letter), "{name}");
        }
        assert_eq!(of_name("g123"), None);
        assert_eq!((of_byte(Base::Windows, 0x84), of_byte(Base::Mac, 0x8A)), (Some('„'), Some('ä')));
        assert_eq!((of_byte(Base::Standard, 0xFB), of_byte(Base::Standard, 0xFF)), (Some('ß'), None));
        assert_eq!(MAC.chars().count(), 128);
    }
}
