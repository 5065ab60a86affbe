//! How small does a file travel?
//!
//! As a good host does it: compressed once, as hard as it goes, with what browsers ask for. The
//! result is kept in the target folder by the content's hash, so a second run costs nothing.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, ensure};
use lesart::site::{File, octets};
use xxhash_rust::xxh64::xxh64;

/// A file with its compressed forms; `None` where compression gains nothing.
#[derive(Clone, Debug)]
pub struct Served {
    /// The file.
    pub file: File,
    /// Its brotli form.
    pub brotli: Option<Vec<u8>>,
    /// Its gzip form.
    pub gzip: Option<Vec<u8>>,
}

impl Served {
    /// How many bytes travel to a browser that knows brotli, as all do.
    pub fn brotli_len(&self) -> usize {
        self.brotli.as_ref().map_or(self.file.bytes.len(), Vec::len)
    }

    /// How many bytes travel to a client that knows gzip alone.
    pub fn gzip_len(&self) -> usize {
        self.gzip.as_ref().map_or(self.file.bytes.len(), Vec::len)
    }
}

/// Compresses the files of a site, with `cache` as the folder that remembers.
pub fn all(files: &[File], cache: &Path) -> anyhow::Result<Vec<Served>> {
    fs::create_dir_all(cache).with_context(|| format!("cannot make the folder {}", cache.display()))?;
    // One thread a file: the two Wasm files are most of the work.
    std::thread::scope(|scope| {
        let running: Vec<_> = files.iter().map(|file| scope.spawn(|| one(file, cache))).collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, anyhow::Result<Served>>| {
            thread.join().map_err(|_| anyhow::anyhow!("a compression thread panicked"))?
        };
        running.into_iter().map(join).collect()
    })
}

fn one(file: &File, cache: &Path) -> anyhow::Result<Served> {
    // Of what is packed already.
    let pays = !file.path.ends_with(".png") && !file.path.starts_with("store-");
    let remembered = |kind: &str, compress: fn(&[u8]) -> std::io::Result<Vec<u8>>| -> anyhow::Result<Option<Vec<u8>>> {
        if !pays {
            return Ok(None);
        }
        let path = cache.join(format!("{:016x}.{kind}", xxh64(&file.bytes, 0)));
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(_) => {
                let bytes = compress(&file.bytes).with_context(|| format!("cannot compress {}", file.path))?;
                write_whole(&path, &bytes)?;
                bytes
            }
        };
        Ok(Some(bytes).filter(|bytes| bytes.len() < file.bytes.len()))
    };
    let (brotli, gzip) = (remembered("br", brotli)?, remembered("gz", gzip)?);
    Ok(Served { file: file.clone(), brotli, gzip })
}

/// Writes a file so that a run that is stopped in the middle leaves none that is half there.
pub fn write_whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    // Two that write the same file at once, threads or processes, write it twice, not into one another.
    let half = path.with_extension(format!("half-{}-{:?}", std::process::id(), std::thread::current().id()));
    fs::write(&half, bytes).with_context(|| format!("cannot write {}", half.display()))?;
    fs::rename(&half, path).with_context(|| format!("cannot write {}", path.display()))
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    // Quality 11 of 11, a window of 2^22 bytes: more would be refused by browsers.
    brotli::CompressorWriter::new(&mut out, 4096, 11, 22).write_all(bytes)?;
    Ok(out)
}

/// Compresses as hard as gzip goes.
pub fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// A block of a single file: packed, in the page's coding.
pub fn block(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    Ok(octets::page_of(&lzma(bytes)?))
}

/// The bytes of a single file's block, whether the build packed them or a page did.
pub fn bytes_of_block(block: &[u8]) -> anyhow::Result<Vec<u8>> {
    let packed = octets::bytes_of(block).context("a block holds what is no packed part")?;
    let mut bytes = Vec::new();
    if packed.starts_with(&[0x1f, 0x8b]) {
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let (stream, sum) = packed.split_last_chunk::<4>().context("a block is cut off")?;
    lzma_rust2::LzmaReader::new_mem_limit(stream, u32::MAX, None)?.read_to_end(&mut bytes)?;
    ensure!(adler32(&bytes) == u32::from_be_bytes(*sum), "a block is damaged");
    Ok(bytes)
}

/// [`lzma`], kept in this folder by the hash of the bytes: a megabyte takes seconds.
pub fn kept_lzma(bytes: &[u8], kept: &Path) -> anyhow::Result<Vec<u8>> {
    let path = kept.join(format!("{:016x}.lzma", xxh64(bytes, 0)));
    if let Ok(packed) = fs::read(&path) {
        return Ok(packed);
    }
    let packed = lzma(bytes)?;
    fs::create_dir_all(kept).with_context(|| format!("cannot make the folder {}", kept.display()))?;
    write_whole(&path, &packed)?;
    Ok(packed)
}

/// LZMA as `static/boot/lzma.js` unpacks it: the usual head of thirteen bytes, the stream, and the Adler-32 of
/// what was packed.
pub fn lzma(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut options = lzma_rust2::LzmaOptions::with_preset(9);
    options.pb = 0;
    options.nice_len = lzma_rust2::LzmaOptions::NICE_LEN_MAX;
    options.depth_limit = 512;
    let length = u64::try_from(bytes.len())?;
    let mut writer = lzma_rust2::LzmaWriter::new_use_header(Vec::new(), &options, Some(length))?;
    writer.write_all(bytes)?;
    let mut packed = writer.finish()?;
    packed.extend(adler32(bytes).to_be_bytes());
    Ok(packed)
}

fn adler32(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1u32, 0u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65521;
        (low, (high + low) % 65521)
    });
    high << 16 | low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compressed_forms_unpack_to_the_file() {
        let text = "Lesart ".repeat(1000).into_bytes();
        let mut back = Vec::new();
        brotli::Decompressor::new(brotli(&text).unwrap().as_slice(), 4096).read_to_end(&mut back).unwrap();
        assert_eq!(back, text);
        back.clear();
        flate2::read::GzDecoder::new(gzip(&text).unwrap().as_slice()).read_to_end(&mut back).unwrap();
        assert_eq!(back, text);
    }

    #[test]
    fn blocks_come_back_and_damage_is_told() {
        for bytes in [Vec::new(), vec![0], "Lesart <!-- ü\r\n".repeat(400).into_bytes()] {
            let packed = block(&bytes).unwrap();
            assert_eq!(bytes_of_block(&packed).unwrap(), bytes);
            assert_eq!(block(&bytes).unwrap(), packed);
            assert_eq!(bytes_of_block(&octets::page_of(&gzip(&bytes).unwrap())).unwrap(), bytes);
        }
        let mut packed = lzma(b"Lesart").unwrap();
        *packed.last_mut().unwrap() ^= 1;
        assert!(bytes_of_block(&octets::page_of(&packed)).is_err());
        assert!(bytes_of_block(b"<").is_err() && bytes_of_block(b"").is_err());
    }
}
