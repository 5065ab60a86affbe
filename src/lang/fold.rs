//! Which letters count as the same when words are looked up?
//!
//! A word has three spellings. The **exact** one is lower case and composed (NFKC), without soft
//! hyphens. The **plain** one drops every accent and writes ß as ss: `Müßig → mussig`. The
//! **spelled-out** one writes umlauts as typewriters did: `Müßig → muessig`. Two words are the
//! same but for spelling when their plain *or* their spelled-out forms agree, so that `Ärger`,
//! `Aerger` and `Arger` find each other's umlauts, and yet `due` never finds `du`: a single key
//! that contracted every "ue" would conflate those.

use super::unicode::{self, is_mark};

/// The exact spelling of a word: lower case, composed, without soft hyphens and joiners.
pub fn exact(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let visible: String = word.chars().filter(|&letter| !is_invisible(letter)).collect();
    let lower: String = unicode::nfkc(&visible).chars().flat_map(char::to_lowercase).collect();
    unicode::nfc(&lower)
}

/// The plain spelling: no accents, ß as ss, lower case.
pub fn plain(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for letter in word.chars() {
        push_plain(letter, &mut out);
    }
    out
}

/// The spelled-out form: ä ö ü ø as ae oe ue oe, all else as in [`plain`].
pub fn spelled_out(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 4);
    for letter in word.chars() {
        // A combining diaeresis behind its vowel means the same as the composed letter.
        if letter == '\u{308}' {
            if out.ends_with(['a', 'o', 'u']) {
                out.push('e');
            }
            continue;
        }
        push_plain(letter, &mut out);
        if matches!(letter, 'ä' | 'ö' | 'ü' | 'ø' | 'Ä' | 'Ö' | 'Ü' | 'Ø') {
            out.push('e');
        }
    }
    out
}

/// Appends the plain spelling of one letter: nothing for a mark, two letters for ß.
pub fn push_plain(letter: char, out: &mut String) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_lowercase());
        return;
    }
    if let Some(short) = short(letter) {
        out.push_str(short);
        return;
    }
    // What a compatibility letter stands for may have a short spelling of its own.
    let open = unicode::nfkd(letter.encode_utf8(&mut [0; 4]));
    let lower: String = open.chars().flat_map(char::to_lowercase).collect();
    for part in unicode::nfkd(&lower).chars() {
        match short(part) {
            Some(short) => out.push_str(short),
            None if is_mark(part) || is_invisible(part) => {}
            None => out.push(part),
        }
    }
}

/// The plain spelling of the letters that texts are full of, and of those that decompose into none.
fn short(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ä' | 'Ä' | 'á' | 'à' | 'â' | 'å' | 'ã' => "a",
        'ö' | 'Ö' | 'ó' | 'ò' | 'ô' | 'õ' | 'ø' | 'Ø' => "o",
        'ü' | 'Ü' | 'ú' | 'ù' | 'û' => "u",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ı' => "i",
        _ => return None,
    })
}

/// Whether a character stands inside words without being read: soft hyphens and joiners.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Where in the plain spelling of `word` each of its characters begins: pairs of (offset in the
/// plain spelling, offset in the word), in order, with a last pair for both ends.
pub fn alignment(word: &str) -> Vec<(usize, usize)> {
    let mut out = String::with_capacity(word.len());
    let mut pairs = Vec::with_capacity(word.len() + 1);
    for (offset, letter) in word.char_indices() {
        let before = out.len();
        push_plain(letter, &mut out);
        if out.len() > before {
            pairs.push((before, offset));
        }
    }
    pairs.push((out.len(), word.len()));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn spellings_meet() {
        assert_eq!(exact("MU\u{308}SSIG"), "müssig");
        assert_eq!(exact("Ab\u{ad}bau"), "abbau");
        assert_eq!(plain("Müßig"), "mussig");
        assert_eq!(plain("Mu\u{308}ßig"), "mussig");
        assert_eq!(spelled_out("Müßig"), "muessig");
        assert_eq!(spelled_out("Mu\u{308}ßig"), "muessig");
        assert_eq!(plain("Café"), "cafe");
        assert_eq!(plain("Łódź"), "lodz");
        assert_ne!(plain("due"), plain("du"));
        assert_eq!(plain("ﬁnden"), "finden");
    }

    proptest! {
        #[test]
        fn folding_is_idempotent_and_blind_to_normal_forms(word in "\\PC{0,12}") {
            let plain_word = plain(&word);
            prop_assert_eq!(plain(&plain_word), plain_word.clone());
            let exact_word = exact(&word);
            prop_assert_eq!(exact(&exact_word), exact_word.clone());
            prop_assert_eq!(alignment(&word).last().map(|pair| pair.0), Some(plain_word.len()));
        }

        #[test]
        fn composed_and_decomposed_letters_fold_alike(word in "[a-zäöüßéèñçÄÖÜ]{0,12}") {
            let decomposed: String = word.nfd().collect();
            prop_assert_eq!(plain(&word), plain(&decomposed));
            prop_assert_eq!(spelled_out(&word), spelled_out(&decomposed));
            prop_assert_eq!(exact(&word), exact(&decomposed));
        }
    }
}
