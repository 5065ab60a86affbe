//! How much is read, and what is done beyond reading?
//!
//! Limits keep a hostile or mistaken file from taking the memory of a tab or the patience of a
//! class. Each is a constant that [`ReadOptions`] takes over by default, so that a tab may ask for
//! less than a command line.

/// No file, packed or not, may have more bytes. Zero: nothing is read. Large: offsets are 32 bits, so
/// texts above 4 GiB could not be addressed, and a 32-bit tab ends well before.
pub const MOST_BYTES: usize = 512 << 20;

/// All files of one reading together, unpacked, may have so many bytes. Lower, and a large folder is
/// cut off; higher, and a tab dies where it could have said no.
pub const MOST_TOTAL: usize = 1 << 30;

/// So many files are read at most, those in archives counted. Lower than a large newspaper archive,
/// and it is cut off; without it an archive of empty files would be named file by file for minutes.
pub const MOST_FILES: usize = 200_000;

/// Archives may stand in archives so many levels deep. At zero no archive is opened; people zip a
/// folder of zips, hardly ever more, while bombs nest by the dozen.
pub const MOST_DEPTH: usize = 3;

/// What is packed may grow by this factor when unpacked, where it is larger than [`FREE_BYTES`]. Text
/// shrinks to a third, tables to a fiftieth, a bomb to a thousandth.
pub const MOST_RATIO: usize = 200;

/// Below so many bytes nobody asks for the ratio: a small file of blanks harms no one.
pub const FREE_BYTES: usize = 1 << 20;

/// What is asked of a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// Whether text that went through a wrong encoding ("fÃ¼r") is put right ("für"). Off by
    /// default: it is found and offered in a [`super::NoticeKind::Mojibake`], never repaired unasked.
    pub repair_mojibake: bool,
    /// See [`MOST_BYTES`].
    pub most_bytes: usize,
    /// See [`MOST_TOTAL`].
    pub most_total: usize,
    /// See [`MOST_FILES`].
    pub most_files: usize,
    /// See [`MOST_DEPTH`].
    pub most_depth: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            repair_mojibake: false,
            most_bytes: MOST_BYTES,
            most_total: MOST_TOTAL,
            most_files: MOST_FILES,
            most_depth: MOST_DEPTH,
        }
    }
}
