//! Which slot of a hash table does a word have?

/// A quick hash of a short word: eight bytes a step, multiplied and folded (after wyhash). It is not
/// proof against words made to collide; those slow down the reader's own page alone.
pub fn hash(word: &str) -> usize {
    let mut state = word.len() as u64 ^ 0x9e37_79b9_7f4a_7c15;
    let mut mix = |chunk: u64| {
        let mixed = (state ^ chunk).wrapping_mul(0xa076_1d64_78bd_642f);
        state = mixed ^ mixed >> 32;
    };
    let mut chunks = word.as_bytes().chunks_exact(8);
    for chunk in &mut chunks {
        mix(<[u8; 8]>::try_from(chunk).map_or(0, u64::from_le_bytes));
    }
    mix(chunks.remainder().iter().fold(0u64, |sum, &byte| sum << 8 | u64::from(byte)));
    let mixed = state.wrapping_mul(0xe703_7ed1_a0b4_28db);
    (mixed ^ mixed >> 29) as usize
}
