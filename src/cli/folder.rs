//! Which files stand in a folder, and how are they read?
//!
//! Files are taken in the order of their paths, so that a folder gives the same corpus on every machine;
//! links to folders are not followed, since they may lead in a circle.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::import::{self, Intake, Progress};

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its path below what was named, with `/`; the file's own name where a file was named.
    pub name: String,
    /// Where to open it.
    pub path: PathBuf,
}

/// The files below the paths that were named, each of which is a folder or a file. Where several are
/// named, each file's name begins with its path as it was named.
///
/// # Errors
/// A path that cannot be opened, with its name in the message.
pub fn files(paths: &[String]) -> io::Result<Vec<Found>> {
    let mut found = Vec::new();
    for named in paths {
        let path = Path::new(named);
        let said = |error: io::Error| io::Error::new(error.kind(), format!("{named}: {error}"));
        let front = if paths.len() > 1 { format!("{}/", named.trim_end_matches('/')) } else { String::new() };
        if fs::metadata(path).map_err(said)?.is_file() {
            let own = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let name = if paths.len() > 1 { named.clone() } else { own };
            found.push(Found { name, path: path.into() });
            continue;
        }
        let before = found.len();
        let mut open = vec![(front, path.to_path_buf())];
        while let Some((front, folder)) = open.pop() {
            for entry in fs::read_dir(&folder).map_err(said)? {
                let entry = entry.map_err(said)?;
                let name = format!("{front}{}", entry.file_name().to_string_lossy());
                let kind = entry.file_type().map_err(said)?;
                if kind.is_dir() {
                    open.push((format!("{name}/"), entry.path()));
                } else if !kind.is_symlink() || entry.path().is_file() {
                    found.push(Found { name, path: entry.path() });
                }
            }
        }
        if let Some(new) = found.get_mut(before..) {
            new.sort();
        }
    }
    Ok(found)
}

/// Reads files one after another into an intake, those that say what is known about others first. `told`
/// is called before each file and may stop the reading.
///
/// # Errors
/// A file that cannot be opened, with its name in the message.
pub fn read(files: &[Found], intake: &mut Intake, told: &mut dyn FnMut(&Progress<'_>)) -> io::Result<()> {
    let records = files.iter().filter(|file| import::is_record(&file.name));
    for file in records.chain(files.iter().filter(|file| !import::is_record(&file.name))) {
        let bytes = bytes(file)?;
        let _ = intake.add(&file.name, &bytes, &mut |progress| {
            told(progress);
            ControlFlow::Continue(())
        });
    }
    Ok(())
}

/// The bytes of a file.
///
/// # Errors
/// What the system says, with the file's name.
pub fn bytes(file: &Found) -> io::Result<Vec<u8>> {
    fs::read(&file.path).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", file.path.display())))
}

/// A line on standard error that says how far a run is, where someone is there to read it. Nothing is
/// shown in the first second of reading, so that short runs stay silent.
#[derive(Debug)]
pub struct Ticker {
    started: Instant,
    last: Instant,
    shown: bool,
}

impl Default for Ticker {
    fn default() -> Self {
        let now = Instant::now();
        Self { started: now, last: now, shown: false }
    }
}

impl Ticker {
    /// Runs that are done by then show no line. Zero: every run flickers.
    const PATIENCE: Duration = Duration::from_secs(1);

    /// A line is written so often at most. Zero: a fast run is slowed down by its terminal.
    const EVERY: Duration = Duration::from_millis(100);

    /// Says how far the run is.
    pub fn tell(&mut self, progress: &Progress<'_>, of: usize) {
        let now = Instant::now();
        if now.duration_since(self.started) >= Self::PATIENCE && now.duration_since(self.last) >= Self::EVERY {
            self.last = now;
            let file: String = progress.file.chars().rev().take(48).collect::<Vec<_>>().into_iter().rev().collect();
            self.line(&format!("{} of {of} files, {} articles: {file}", progress.files, progress.articles));
        }
    }

    /// Says which phase the run is in. It is said at once, since nobody knows how long a phase will take.
    pub fn phase(&mut self, what: &str) {
        self.line(&format!("{what} …"));
    }

    fn line(&mut self, what: &str) {
        let mut err = io::stderr();
        if err.is_terminal() {
            self.shown = true;
            // A file's name may hold what a terminal takes for an order.
            let what: String = what.chars().filter(|letter| !letter.is_control()).collect();
            // Where it cannot be shown, the run goes on all the same.
            let _ = write!(err, "\r\u{1b}[K{what}").and_then(|()| err.flush());
        }
    }

    /// Clears the line.
    pub fn done(&mut self) {
        if self.shown {
            self.line("");
            self.shown = false;
        }
    }
}
