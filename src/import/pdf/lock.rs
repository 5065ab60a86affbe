//! How is a PDF read that opens without a password, but is locked all the same?
//!
//! Many programs lock a file by an owner's password alone, which is to forbid printing or copying: the
//! password of readers is then empty, and every viewer shows the text. So do we, by the standard way
//! (ISO 32000-1, 7.6, and ISO 32000-2 for AES-256). Where readers need a password the file is refused.

use aes::cipher::{BlockDecrypt, BlockEncrypt, KeyInit, generic_array::GenericArray};
use aes::{Aes128, Aes256};
use md5::Md5;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::super::Refusal;
use super::syntax::{Dict, Object};

/// What fills a password up to 32 bytes; in place of an empty one it stands alone.
const PAD: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E, 0x2E, 0x00,
    0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

/// By which means strings or streams are locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Means {
    Not,
    Rc4,
    Aes128,
    Aes256,
}

/// The key of a file whose password is empty.
pub(super) struct Lock {
    key: Vec<u8>,
    strings: Means,
    streams: Means,
}

/// What belongs to an object: its number, and its generation.
pub(super) type Owner = (u32, u32);

impl Lock {
    /// From the dictionary `Encrypt` and the first identifier of the file. `get` resolves references.
    pub(super) fn open<'f>(
        dict: &'f Dict,
        id: &[u8],
        get: &dyn Fn(&'f Dict, &str) -> &'f Object,
    ) -> Result<Self, Refusal> {
        let number = |key: &str, default: f64| get(dict, key).number().unwrap_or(default);
        let bytes = |key: &str, least: usize| match get(dict, key) {
            Object::Text(bytes) if bytes.len() >= least => Ok(bytes.as_slice()),
            _ => Err(Refusal::Encrypted),
        };
        let (version, revision) = (number("V", 0.0) as u32, number("R", 0.0) as u32);
        if get(dict, "Filter").name() != Some("Standard") {
            return Err(Refusal::Encrypted);
        }
        let means = |filter: &str| -> Option<Means> {
            let name = match get(dict, filter) {
                Object::Name(name) => name.as_str(),
                _ => "Identity",
            };
            if name == "Identity" {
                return Some(Means::Not);
            }
            let filter = get(get(dict, "CF").dict()?, name).dict()?;
            match get(filter, "CFM").name()? {
                "None" => Some(Means::Not),
                "V2" => Some(Means::Rc4),
                "AESV2" => Some(Means::Aes128),
                "AESV3" => Some(Means::Aes256),
                _ => None,
            }
        };
        let (strings, streams) = match version {
            1 | 2 => (Means::Rc4, Means::Rc4),
            4 | 5 => (means("StrF").ok_or(Refusal::Encrypted)?, means("StmF").ok_or(Refusal::Encrypted)?),
            _ => return Err(Refusal::Encrypted),
        };
        let key = if version == 5 {
            key_of_256(revision, bytes("U", 48)?, bytes("UE", 32)?)
        } else {
            let width = if version == 1 { 5 } else { (number("Length", 40.0) / 8.0) as usize };
            // What says nothing of its width is meant as wide as its means.
            let width = if version == 4 { 16 } else { width.clamp(5, 16) };
            let open = matches!(get(dict, "EncryptMetadata"), Object::Word(word) if word == "false");
            let rights = number("P", 0.0) as i64 as u32;
            key_of_128(revision, width, bytes("O", 32)?, bytes("U", 16)?, rights, id, open && revision >= 4)
        };
        key.map(|key| Self { key, strings, streams }).ok_or(Refusal::Encrypted)
    }

    /// The bytes of a stream.
    pub(super) fn stream(&self, owner: Owner, bytes: &[u8]) -> Vec<u8> {
        self.unlock(self.streams, owner, bytes)
    }

    /// Unlocks the strings in a value.
    pub(super) fn strings(&self, owner: Owner, value: &mut Object) {
        match value {
            Object::Text(bytes) => *bytes = self.unlock(self.strings, owner, bytes),
            Object::List(list) => list.iter_mut().for_each(|one| self.strings(owner, one)),
            Object::Dict(dict) => dict.values_mut().for_each(|one| self.strings(owner, one)),
            _ => {}
        }
    }

    fn unlock(&self, means: Means, owner: Owner, bytes: &[u8]) -> Vec<u8> {
        let of_object = |salt: &[u8]| {
            let mut hash = Md5::new();
            hash.update(&self.key);
            hash.update(owner.0.to_le_bytes().get(..3).unwrap_or_default());
            hash.update(owner.1.to_le_bytes().get(..2).unwrap_or_default());
            hash.update(salt);
            let mut key = hash.finalize().to_vec();
            key.truncate((self.key.len() + 5).min(16));
            key
        };
        match means {
            Means::Not => bytes.to_vec(),
            Means::Rc4 => rc4(&of_object(&[]), bytes),
            Means::Aes128 => with_head::<Aes128>(&of_object(b"sAlT"), bytes),
            Means::Aes256 => with_head::<Aes256>(&self.key, bytes),
        }
    }
}

/// The key of revisions 2 to 4, if the empty password is right.
fn key_of_128(
    revision: u32,
    width: usize,
    owner: &[u8],
    user: &[u8],
    rights: u32,
    id: &[u8],
    open: bool,
) -> Option<Vec<u8>> {
    let mut hash = Md5::new();
    hash.update(PAD);
    hash.update(owner.get(..32)?);
    hash.update(rights.to_le_bytes());
    hash.update(id);
    if open {
        hash.update([0xFF; 4]);
    }
    let mut key = hash.finalize().to_vec();
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(key.get(..width)?).to_vec();
        }
    }
    key.truncate(width);
    let expected = if revision == 2 {
        rc4(&key, &PAD)
    } else {
        let start = Md5::new().chain_update(PAD).chain_update(id).finalize().to_vec();
        (0u8..20).fold(start, |bytes, round| rc4(&key.iter().map(|byte| byte ^ round).collect::<Vec<_>>(), &bytes))
    };
    (user.get(..16) == expected.get(..16)).then_some(key)
}

/// The key of revisions 5 and 6, if the empty password is right.
fn key_of_256(revision: u32, user: &[u8], locked: &[u8]) -> Option<Vec<u8>> {
    let hash = |salt: &[u8]| if revision == 5 { Sha256::digest(salt).to_vec() } else { hardened(salt) };
    if hash(user.get(32..40)?) != user.get(..32)? {
        return None;
    }
    Some(chained::<Aes256>(&hash(user.get(40..48)?), &[0; 16], locked.get(..32)?))
}

/// The hash of ISO 32000-2 (algorithm 2.B) of the empty password.
fn hardened(salt: &[u8]) -> Vec<u8> {
    let mut key = Sha256::digest(salt).to_vec();
    for round in 1.. {
        let (Some(secret), Some(start)) = (key.get(..16), key.get(16..32)) else { break };
        let mut bytes = key.repeat(64);
        let Ok(cipher) = Aes128::new_from_slice(secret) else { break };
        let mut before = start.to_vec();
        for block in bytes.chunks_exact_mut(16) {
            block.iter_mut().zip(&before).for_each(|(byte, other)| *byte ^= other);
            cipher.encrypt_block(GenericArray::from_mut_slice(block));
            before.copy_from_slice(block);
        }
        let sum: u32 = bytes.iter().take(16).map(|&byte| u32::from(byte)).sum();
        key = match sum % 3 {
            0 => Sha256::digest(&bytes).to_vec(),
            1 => Sha384::digest(&bytes).to_vec(),
            _ => Sha512::digest(&bytes).to_vec(),
        };
        if round >= 64 && u32::from(bytes.last().copied().unwrap_or(0)) + 32 <= round {
            break;
        }
    }
    key.truncate(32);
    key
}

fn rc4(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut state: [u8; 256] = std::array::from_fn(|place| place as u8);
    let mut other = 0u8;
    for place in 0..=255u8 {
        let part = key.get(usize::from(place) % key.len().max(1)).copied().unwrap_or(0);
        other = other.wrapping_add(state[usize::from(place)]).wrapping_add(part);
        state.swap(usize::from(place), usize::from(other));
    }
    let (mut one, mut other) = (0u8, 0u8);
    let unlock = |byte: &u8| {
        one = one.wrapping_add(1);
        other = other.wrapping_add(state[usize::from(one)]);
        state.swap(usize::from(one), usize::from(other));
        byte ^ state[usize::from(state[usize::from(one)].wrapping_add(state[usize::from(other)]))]
    };
    bytes.iter().map(unlock).collect()
}

/// AES with what it begins with in front and its filling behind.
fn with_head<C: BlockDecrypt + KeyInit>(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let Some((head, rest)) = bytes.split_at_checked(16) else { return Vec::new() };
    let mut out = chained::<C>(key, head, rest);
    let filling = usize::from(out.last().copied().unwrap_or(0));
    if (1..=16).contains(&filling) {
        out.truncate(out.len().saturating_sub(filling));
    }
    out
}

/// AES, each block chained to the one before. What is no whole block is left out.
fn chained<C: BlockDecrypt + KeyInit>(key: &[u8], head: &[u8], bytes: &[u8]) -> Vec<u8> {
    let Ok(cipher) = C::new_from_slice(key) else { return Vec::new() };
    let mut out = Vec::with_capacity(bytes.len());
    let mut before = head;
    for locked in bytes.chunks_exact(16) {
        let mut block = GenericArray::clone_from_slice(locked);
        cipher.decrypt_block(&mut block);
        out.extend(block.iter().zip(before).map(|(byte, other)| byte ^ other));
        before = locked;
    }
    out
}
