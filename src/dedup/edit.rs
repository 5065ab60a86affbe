//! How many characters must change to make one spelling of another?
//!
//! Levenshtein's distance on bytes, bit-parallel (Myers 1999, in the form of Hyyrö 2003): 64 rows of
//! the table a step. Used on the few words that an alignment leaves over, so inputs are short.

/// Longest side, in bytes, that is compared letter by letter; beyond it the longer length is
/// returned ("nothing in common"). Toward zero, long rewritten stretches count as wholly new; as it
/// grows, one pair of long texts can cost the product of their lengths.
const LONGEST: usize = 2048;

/// Arrays reused from call to call.
pub(crate) struct Editor {
    masks: Vec<u64>,
    up: Vec<u64>,
    down: Vec<u64>,
}

impl Default for Editor {
    fn default() -> Self {
        Self { masks: vec![0; 256], up: Vec::new(), down: Vec::new() }
    }
}

impl Editor {
    /// The number of bytes to insert, delete or replace.
    pub(crate) fn distance(&mut self, a: &[u8], b: &[u8]) -> u32 {
        let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
        if short.is_empty() || long.len() > LONGEST {
            return long.len() as u32;
        }
        let blocks = short.len().div_ceil(64);
        if self.masks.len() < 256 * blocks {
            self.masks.resize(256 * blocks, 0);
        }
        for (row, &byte) in short.iter().enumerate() {
            self.masks[usize::from(byte) * blocks + row / 64] |= 1 << (row % 64);
        }
        self.up.clear();
        self.up.resize(blocks, u64::MAX);
        self.down.clear();
        self.down.resize(blocks, 0);
        let last = 1_u64 << ((short.len() - 1) % 64);
        let mut score = short.len() as u32;
        for &byte in long {
            let mut plus_in = 1_u64;
            let mut minus_in = 0_u64;
            for block in 0..blocks {
                let mask = self.masks[usize::from(byte) * blocks + block];
                let (up, down) = (self.up[block], self.down[block]);
                let vertical = mask | down;
                let mask = mask | minus_in;
                let horizontal = ((mask & up).wrapping_add(up) ^ up) | mask;
                let plus = down | !(horizontal | up);
                let minus = up & horizontal;
                if block + 1 == blocks {
                    score += u32::from(plus & last != 0);
                    score -= u32::from(minus & last != 0);
                }
                let (plus_out, minus_out) = (plus >> 63, minus >> 63);
                let plus = plus << 1 | plus_in;
                let minus = minus << 1 | minus_in;
                self.up[block] = minus | !(vertical | plus);
                self.down[block] = plus & vertical;
                (plus_in, minus_in) = (plus_out, minus_out);
            }
        }
        for (row, &byte) in short.iter().enumerate() {
            self.masks[usize::from(byte) * blocks + row / 64] = 0;
        }
        score
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slow(a: &[u8], b: &[u8]) -> u32 {
        let mut row: Vec<u32> = (0..=b.len() as u32).collect();
        for (i, x) in a.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = i as u32 + 1;
            for (j, y) in b.iter().enumerate() {
                let here = (diagonal + u32::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
                diagonal = row[j + 1];
                row[j + 1] = here;
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn as_the_plain_table_says(
            pairs in proptest::collection::vec(("[ab]{0,200}", "[abc]{0,200}"), 1..4),
        ) {
            let mut editor = Editor::default();
            for (a, b) in &pairs {
                prop_assert_eq!(editor.distance(a.as_bytes(), b.as_bytes()), slow(a.as_bytes(), b.as_bytes()));
            }
        }
    }
}
