//! Writes `src/lang/unicode.bin`, the table of `lesart::lang::unicode`, from the crate
//! `unicode-normalization`: `cargo run --example unicode_table`.
//!
//! What stands in it, all of it LEB128: how many characters have a decomposition; the distance of each
//! to the one before; for each its kind (0 a pair that composes again, 1 canonical, 2 compatible) + 3 ×
//! the number of its parts; the parts, each as its distance (zigzag) from the part at the same place of
//! the entry before; runs of combining classes (how many; distance to the first, to the last, class);
//! runs of marks (how many; distance to the first, to the last).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical, decompose_compatible};

fn main() -> std::io::Result<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lang/unicode.bin");
    let table = table();
    println!("{path}: {} bytes", table.len());
    std::fs::write(path, table)
}

fn table() -> Vec<u8> {
    let mut entries: Vec<(char, u32, Vec<char>)> = Vec::new();
    for letter in ('\0'..=char::MAX).filter(|letter| !('\u{ac00}'..='\u{d7a3}').contains(letter)) {
        let (mut canonical, mut compatible) = (Vec::new(), Vec::new());
        decompose_canonical(letter, |part| canonical.push(part));
        decompose_compatible(letter, |part| compatible.push(part));
        if let (true, Some((last, front))) = (canonical != [letter], canonical.split_last()) {
            let front: Vec<char> = front.iter().copied().nfc().collect();
            match front.as_slice() {
                [first] if compose(*first, *last) == Some(letter) => entries.push((letter, 0, vec![*first, *last])),
                _ => entries.push((letter, 1, canonical)),
            }
        } else if compatible != [letter] {
            entries.push((letter, 2, compatible));
        }
    }
    let mut out = Vec::new();
    number(&mut out, entries.len() as u32);
    let mut last = 0;
    for (letter, ..) in &entries {
        step(&mut out, &mut last, *letter);
    }
    for (_, kind, parts) in &entries {
        number(&mut out, kind + 3 * parts.len() as u32);
    }
    let mut before = [0_u32; 32];
    for (.., parts) in &entries {
        for (part, before) in parts.iter().zip(&mut before) {
            let distance = (*part as u32).wrapping_sub(*before) as i32;
            number(&mut out, ((distance << 1) ^ (distance >> 31)) as u32);
            *before = *part as u32;
        }
    }
    let classes = runs(|letter| canonical_combining_class(letter).into());
    number(&mut out, classes.len() as u32);
    let mut last = 0;
    for (first, end, class) in classes {
        step(&mut out, &mut last, first);
        step(&mut out, &mut last, end);
        number(&mut out, class);
    }
    let marks = runs(|letter| is_combining_mark(letter).into());
    number(&mut out, marks.len() as u32);
    let mut last = 0;
    for (first, end, _) in marks {
        step(&mut out, &mut last, first);
        step(&mut out, &mut last, end);
    }
    out
}

/// Runs of neighbouring characters that share a value above 0.
fn runs(value: impl Fn(char) -> u32) -> Vec<(char, char, u32)> {
    let mut runs: Vec<(char, char, u32)> = Vec::new();
    for letter in '\0'..=char::MAX {
        match (value(letter), runs.last_mut()) {
            (0, _) => {}
            (own, Some(run)) if run.2 == own && run.1 as u32 + 1 == letter as u32 => run.1 = letter,
            (own, _) => runs.push((letter, letter, own)),
        }
    }
    runs
}

fn step(out: &mut Vec<u8>, last: &mut u32, letter: char) {
    number(out, letter as u32 - *last);
    *last = letter as u32;
}

fn number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 128 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}
