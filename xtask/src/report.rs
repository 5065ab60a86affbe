//! How many bytes does each part cost the reader?

use std::fmt::Write;

use lesart::site::Role;

use crate::compress::Served;

/// How much the page's code may weigh as it travels, in bytes of brotli. Towards zero no framework
/// fits; each 100 kB more cost a reader on a slow line (3 Mbit/s) about a quarter of a second.
///
/// The aim is 110 kB for the list alone and 150 kB for all views. With all views, own articles and taking
/// along it is missed by an eighth; this keeps it from growing unseen. The words that the foretold passages need
/// are among it, two thousand.
pub const PAGE_LIMIT: usize = 169_500;

/// How much the worker's code may weigh as it travels, in bytes of brotli.
///
/// The aim is 220 kB; it is missed by far (README.md says what weighs). This keeps it from growing. Five
/// thousand were given for labels in half the time, sixteen thousand for what those views show and for folding
/// that finds each near copy, nine thousand for names and figures in texts that nobody had read; compiled for
/// size alone the worker would weigh 45,000 less and take half as long again to fold.
pub const WORKER_LIMIT: usize = 455_500;

/// How much the single file may weigh with the bundled articles, in bytes: what still goes through most
/// mail servers ten times over, and onto any stick.
pub const SINGLE_LIMIT: usize = 1_200_000;

/// What a role weighs, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// As built.
    pub raw: usize,
    /// Compressed with gzip.
    pub gzip: usize,
    /// Compressed with brotli.
    pub brotli: usize,
}

/// What the files of a role weigh together.
pub fn weight(files: &[Served], role: Role) -> Weight {
    let of_role = files.iter().filter(|served| Role::of(&served.file.path) == role);
    of_role.fold(Weight::default(), |sum, served| Weight {
        raw: sum.raw + served.file.bytes.len(),
        gzip: sum.gzip + served.gzip_len(),
        brotli: sum.brotli + served.brotli_len(),
    })
}

/// The table of sizes.
pub fn table(files: &[Served]) -> String {
    let mut out = format!("{:<32}{:>12}{:>12}{:>12}\n", "part, bytes", "raw", "gzip", "brotli");
    let mut line = |name: &str, weight: Weight| {
        let Weight { raw, gzip, brotli } = weight;
        // Writing into a String cannot fail.
        let _ = writeln!(out, "{name:<32}{raw:>12}{gzip:>12}{brotli:>12}");
    };
    let mut sum = Weight::default();
    for role in Role::ALL {
        let weight = weight(files, role);
        let name = match role {
            Role::Shell => "shell (html)",
            Role::Style => "style (css)",
            Role::Page => "page (js + wasm)",
            Role::Worker => "worker (js + wasm)",
            Role::Reader => "reader of files (js + wasm)",
            Role::First => "the worker's first answers",
            Role::Corpus => "corpus (articles + topic)",
            Role::Saving => "for saving as one file (txt)",
            Role::Offline => "offline (sw, manifest, icons)",
        };
        line(name, weight);
        sum = Weight { raw: sum.raw + weight.raw, gzip: sum.gzip + weight.gzip, brotli: sum.brotli + weight.brotli };
    }
    line("all", sum);
    out
}

/// Which limits are broken, a sentence each.
pub fn broken_limits(files: &[Served]) -> Vec<String> {
    let limits = [(Role::Page, "page", PAGE_LIMIT), (Role::Worker, "worker", WORKER_LIMIT)];
    let over = limits.into_iter().filter_map(|(role, name, limit)| {
        let brotli = weight(files, role).brotli;
        (brotli > limit).then(|| format!("the {name} weighs {brotli} bytes of brotli, the limit is {limit}"))
    });
    over.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lesart::site::File;

    #[test]
    fn parts_are_summed_and_limits_kept() {
        let served = |path: &str, raw: usize, small: usize| Served {
            file: File::new(path, vec![0; raw]),
            brotli: Some(vec![0; small]),
            gzip: None,
        };
        let mut files = vec![served("page-0.js", 10, 4), served("page-0.wasm", 200_000, PAGE_LIMIT - 4)];
        assert_eq!(weight(&files, Role::Page), Weight { raw: 200_010, gzip: 200_010, brotli: PAGE_LIMIT });
        assert_eq!(broken_limits(&files), [""; 0]);
        files.push(served("page-1.wasm", 2, 1));
        assert!(broken_limits(&files)[0].contains(&(PAGE_LIMIT + 1).to_string()), "{:?}", broken_limits(&files));
        assert!(table(&files).contains("200012"));
    }
}
