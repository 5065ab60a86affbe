//! Under which licences does everything stand that goes into the site and the command line?
//!
//! `cargo tree` knows, without a network. Advisories are another matter: those need one.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context, bail};

use crate::compile;

/// Licences that ask for no more than their own text beside what is passed on.
const TAKEN: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "Unlicense",
    "CC0-1.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "BSL-1.0",
];

/// `cargo xtask licences`: the list, by licence, and an error where one is not taken.
pub fn command() -> anyhow::Result<()> {
    let output = compile::cargo()
        .args(["tree", "--locked", "--package", "lesart", "--edges", "normal", "--all-features", "--target", "all"])
        .args(["--prefix", "none", "--format", "{p}\t{l}"])
        .output()
        .context("cargo cannot be run")?;
    if !output.status.success() {
        bail!("cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    }
    let (list, refused) = listed(&String::from_utf8_lossy(&output.stdout));
    print!("{list}");
    match refused.is_empty() {
        true => Ok(()),
        false => bail!("not among the licences that are taken: {}", refused.join("; ")),
    }
}

/// The packages by licence, and those whose licence is not taken.
fn listed(tree: &str) -> (String, Vec<String>) {
    let mut by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut refused = Vec::new();
    for (package, licence) in tree.lines().filter_map(|line| line.split_once('\t')) {
        // Behind the version stands a folder or a mark of repetition.
        let name = package.splitn(3, ' ').take(2).map(str::len).sum::<usize>() + 1;
        let name = package.get(..name.min(package.len())).unwrap_or(package);
        let licence = licence.trim().trim_end_matches(" (*)");
        let names = by.entry(licence).or_default();
        if !names.contains(&name) {
            names.push(name);
            if !is_taken(licence) {
                refused.push(format!("{name}: {licence:?}"));
            }
        }
    }
    let mut list = String::new();
    for (licence, mut names) in by {
        names.sort_unstable();
        // Writing into a String cannot fail.
        let _ = writeln!(list, "{licence}\n    {}", names.join(", "));
    }
    (list, refused)
}

/// Whether one of the choices that an expression gives is taken as a whole.
fn is_taken(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], "").replace('/', " OR ");
    // `A AND (B OR C)` is read as `A` and one of `B`, `C`: so do all packages mean it.
    plain.split(" AND ").all(|part| part.split(" OR ").any(|licence| TAKEN.contains(&licence.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read() {
        for taken in [
            "MIT",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
        ] {
            assert!(is_taken(taken), "{taken}");
        }
        for other in ["", "GPL-3.0", "MIT AND GPL-3.0", "MPL-2.0", "proprietary"] {
            assert!(!is_taken(other), "{other}");
        }
    }

    #[test]
    fn each_package_is_listed_once_and_a_strange_licence_named() {
        let tree = "lesart v0.1.0 (/work)\tMIT OR Apache-2.0\nregex v1.0.0\tMIT\nregex v1.0.0\tMIT (*)\nbad v2.0.0\tGPL-3.0\n\n";
        let (list, refused) = listed(tree);
        assert_eq!(list, "GPL-3.0\n    bad v2.0.0\nMIT\n    regex v1.0.0\nMIT OR Apache-2.0\n    lesart v0.1.0\n");
        assert_eq!(refused, ["bad v2.0.0: \"GPL-3.0\""]);
    }
}
