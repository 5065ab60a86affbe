//! What weights does the pack's model have, and how are they written?
//!
//! A linear model with small whole numbers: a row of `i8` per feature, a column per label (first
//! the claims, then the four stances). Features are hashes of their names, in rising order, written
//! as differences. Whole numbers make the page and the command line agree to the last digit.
//!
//! Layout: `LSM2`; the number of claims (u8) and each id (u8 length, bytes); per label its border
//! (i32, little endian); the caution (i32); the number of features (varint); the differences of the hashes (varint);
//! the weights, a column after the other (i8).

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::{ClaimId, Topic};

/// The first bytes of a model.
const MAGIC: &[u8; 4] = b"LSM2";
/// The stances behind the claims, in the order of [`super::Stance::ALL`].
pub(crate) const STANCES: usize = 4;

/// Keys are hashes already.
#[derive(Default)]
pub(crate) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0 << 8 | u64::from(byte);
        }
    }
    fn write_u32(&mut self, key: u32) {
        // The table takes its place from the low bits and its mark from the high ones.
        self.0 = u64::from(key) | u64::from(key) << 32;
    }
}

/// The weights of a linear model.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Model {
    /// The ids of the claims, in the order of the columns.
    pub claims: Vec<String>,
    /// Per label what is added to its sum before it is compared with 0.
    pub borders: Vec<i32>,
    /// How near the other side may come to a side before the call is left to mixed or neutral.
    pub caution: i32,
    /// The hashes of the features, rising.
    pub keys: Vec<u32>,
    /// The weights, a row a feature.
    pub weights: Vec<i8>,
    /// The weights once more, two labels in a number: sums of these are sums of both.
    pairs: Vec<i64>,
    /// The row of each hash.
    rows: HashMap<u32, u32, BuildHasherDefault<Identity>>,
    /// The claim of the topic that each column is for.
    pub columns: Vec<Option<ClaimId>>,
}

fn varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Reads from the front of the bytes.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], &'static str> {
        let (head, tail) = self.0.split_at_checked(count).ok_or("the model is cut off")?;
        self.0 = tail;
        Ok(head)
    }

    fn byte(&mut self) -> Result<u8, &'static str> {
        self.take(1).map(|bytes| bytes.first().copied().unwrap_or(0))
    }

    fn varint(&mut self) -> Result<u32, &'static str> {
        let mut value = 0u32;
        for place in 0..5 {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f).checked_shl(7 * place).unwrap_or(0);
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err("the model holds a number that is too long")
    }
}

impl Model {
    /// A model from its parts; the hashes must rise.
    pub fn new(claims: Vec<String>, borders: Vec<i32>, caution: i32, keys: Vec<u32>, weights: Vec<i8>) -> Model {
        let rows = keys.iter().zip(0u32..).map(|(&key, row)| (key, row)).collect();
        let labels = claims.len() + STANCES;
        let pair = |pair: &[i8]| {
            let weight = |place: usize| i64::from(pair.get(place).copied().unwrap_or(0));
            weight(0) + (weight(1) << 32)
        };
        let pairs = weights.chunks(labels).flat_map(|row| row.chunks(2).map(pair)).collect();
        Model { claims, borders, caution, keys, weights, pairs, rows, columns: Vec::new() }
    }

    /// How many labels it knows.
    pub fn labels(&self) -> usize {
        self.claims.len() + STANCES
    }

    /// Finds the topic's claims in the model's columns.
    pub fn fit(&mut self, topic: &Topic) {
        self.columns = self.claims.iter().map(|id| topic.claim(id)).collect();
    }

    /// Reads a model for a topic.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    pub fn read(bytes: &[u8], topic: &Topic) -> Result<Model, &'static str> {
        let mut reader = Reader(bytes);
        if reader.take(4)? != MAGIC {
            return Err("these are no weights that this program reads");
        }
        let mut claims = Vec::new();
        for _ in 0..reader.byte()? {
            let length = usize::from(reader.byte()?);
            let id = std::str::from_utf8(reader.take(length)?).map_err(|_| "the model names a claim in broken text")?;
            claims.push(id.to_string());
        }
        let labels = claims.len() + STANCES;
        let mut borders = Vec::new();
        for _ in 0..labels {
            let bytes: [u8; 4] = reader.take(4)?.try_into().map_err(|_| "the model is cut off")?;
            borders.push(i32::from_le_bytes(bytes));
        }
        let caution: [u8; 4] = reader.take(4)?.try_into().map_err(|_| "the model is cut off")?;
        let count = reader.varint()? as usize;
        let (mut keys, mut key) = (Vec::new(), 0u32);
        for index in 0..count {
            let step = reader.varint()?;
            key = if index == 0 { step } else { key.checked_add(step).ok_or("the model's features do not rise")? };
            keys.push(key);
        }
        let columns = reader.take(count.checked_mul(labels).ok_or("the model is cut off")?)?;
        if !reader.0.is_empty() {
            return Err("there is something behind the end of the model");
        }
        let mut weights = vec![0i8; count * labels];
        for (label, column) in columns.chunks(count.max(1)).enumerate() {
            let places = weights.iter_mut().skip(label).step_by(labels);
            places.zip(column).for_each(|(weight, &byte)| *weight = byte as i8);
        }
        let mut model = Model::new(claims, borders, i32::from_le_bytes(caution), keys, weights);
        model.fit(topic);
        Ok(model)
    }

    /// Writes the model.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(self.claims.len() as u8);
        for id in &self.claims {
            out.push(id.len() as u8);
            out.extend_from_slice(id.as_bytes());
        }
        for border in &self.borders {
            out.extend_from_slice(&border.to_le_bytes());
        }
        out.extend_from_slice(&self.caution.to_le_bytes());
        varint(&mut out, self.keys.len() as u32);
        let mut before = 0;
        for &key in &self.keys {
            varint(&mut out, key - before);
            before = key;
        }
        for label in 0..self.labels() {
            out.extend(self.weights.iter().skip(label).step_by(self.labels()).map(|&weight| weight as u8));
        }
        out
    }

    /// The row of a feature, if the model knows it.
    pub fn place(&self, key: u32) -> Option<u32> {
        self.rows.get(&key).copied()
    }

    /// For each label the sum of the weights of these rows, each times its value. Rows are not repeated, so
    /// that no sum leaves 32 bits.
    pub fn sums(&self, rows: impl Iterator<Item = (u32, u8)>) -> Vec<i32> {
        let width = self.labels().div_ceil(2);
        let mut sums = vec![0i64; width];
        for (place, value) in rows {
            let from = place as usize * width;
            let row = self.pairs.get(from..from + width).unwrap_or(&[]);
            for (sum, pair) in sums.iter_mut().zip(row) {
                *sum = sum.wrapping_add(pair.wrapping_mul(i64::from(value)));
            }
        }
        let both = |sum: i64| {
            let low = sum as i32;
            [low, (sum.wrapping_sub(i64::from(low)) >> 32) as i32]
        };
        sums.into_iter().flat_map(both).take(self.labels()).collect()
    }

    /// The weights of a row, a label each.
    pub fn row(&self, place: u32) -> &[i8] {
        let from = place as usize * self.labels();
        self.weights.get(from..from + self.labels()).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let mut model = Model::new(
            vec!["a".into()],
            vec![1, -2, 3, -4, 5],
            6,
            vec![7, 300, u32::MAX],
            (0..15).map(|n| n - 7).collect(),
        );
        let topic = Topic::read(&[("t", "[claims]\na | a | a | a | a")], &[]).0;
        model.fit(&topic);
        let bytes = model.write();
        assert_eq!(Model::read(&bytes, &topic).as_ref(), Ok(&model));
        assert_eq!(model.place(300).map(|place| model.row(place)), Some(&[-2, -1, 0, 1, 2][..]));
        assert_eq!(model.place(8), None);
        for cut in 0..bytes.len() {
            assert!(Model::read(&bytes[..cut], &topic).is_err());
        }
        assert!(Model::read(&[bytes, vec![0]].concat(), &topic).is_err());
    }
}
