//! How are the streams of a PDF unpacked?
//!
//! Flate, LZW, and the two ways to write bytes as letters: what text comes in (ISO 32000-1, 7.4). The
//! others are for pictures.

/// Unpacks bytes up to a limit; `None` for a filter of pictures. What is sound of damaged bytes is kept.
pub(super) fn unpack(filter: &str, bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    Some(match filter {
        "FlateDecode" | "Fl" => match miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(bytes, most) {
            Ok(bytes) => bytes,
            Err(error) => error.output,
        },
        "LZWDecode" | "LZW" => lzw(bytes, most),
        "ASCIIHexDecode" | "AHx" => {
            let digits: Vec<u8> = bytes
                .iter()
                .take_while(|&&byte| byte != b'>')
                .filter_map(|&byte| char::from(byte).to_digit(16).map(|digit| digit as u8))
                .collect();
            digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
        }
        "ASCII85Decode" | "A85" => ascii85(bytes),
        _ => return None,
    })
}

fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut group = [0u32; 5];
    let mut count = 0;
    let mut close = |group: &mut [u32; 5], count: &mut usize| {
        if *count > 1 {
            group.iter_mut().skip(*count).for_each(|digit| *digit = 84);
            let value = group.iter().fold(0u32, |value, &digit| value.wrapping_mul(85).wrapping_add(digit));
            out.extend(value.to_be_bytes().iter().take(*count - 1));
        }
        *count = 0;
    };
    for &byte in bytes {
        match byte {
            b'z' if count == 0 => {
                (group, count) = ([0; 5], 5);
                close(&mut group, &mut count);
            }
            b'!'..=b'u' => {
                group[count] = u32::from(byte - b'!');
                count += 1;
                if count == 5 {
                    close(&mut group, &mut count);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    close(&mut group, &mut count);
    out
}

/// LZW with codes of 9 to 12 bits, widened one early, as PDF has it.
fn lzw(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    // Each entry is a stretch of what was written already.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let (mut buffer, mut bits, mut width) = (0u32, 0u32, 9u32);
    let mut last: Option<(usize, usize)> = None;
    for &byte in bytes {
        buffer = buffer << 8 | u32::from(byte);
        bits += 8;
        if bits < width {
            continue;
        }
        let code = (buffer >> (bits - width) & ((1 << width) - 1)) as usize;
        bits -= width;
        buffer &= (1 << bits) - 1;
        let start = out.len();
        match code {
            256 => {
                table.clear();
                (width, last) = (9, None);
                continue;
            }
            257 => break,
            0..256 => out.push(code as u8),
            _ => match (table.get(code - 258).copied(), last) {
                (Some((from, length)), _) => out.extend_from_within(from..from + length),
                (None, Some((from, length))) if code - 258 == table.len() => {
                    out.extend_from_within(from..from + length);
                    out.extend_from_within(from..from + 1);
                }
                _ => break,
            },
        }
        if let Some((from, length)) = last
            && table.len() < 4096 - 258
        {
            // The last stretch and the first byte of this one stand side by side.
            table.push((from, length + 1));
        }
        last = Some((start, out.len() - start));
        width = match table.len() + 259 {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
        if out.len() > most {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_are_bytes() {
        assert_eq!(unpack("ASCIIHexDecode", b"48 61 6C6c 6F>", 99).as_deref(), Some(&b"Hallo"[..]));
        assert_eq!(unpack("ASCII85Decode", b"87cURD]i,\"Ebo80~>", 99).as_deref(), Some(&b"Hello World!"[..]));
        assert_eq!(unpack("DCTDecode", b"", 99), None);
    }

    #[test]
    fn the_example_of_the_standard() {
        // ISO 32000-1, 7.4.4.2.
        let packed = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(lzw(&packed, 99), [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            for filter in ["FlateDecode", "LZWDecode", "ASCIIHexDecode", "ASCII85Decode"] {
                let _ = unpack(filter, &bytes, 1000);
            }
        }
    }
}
