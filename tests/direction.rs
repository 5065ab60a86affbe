//! Do imports point left?
//!
//! The core's modules form a line; each may use only what stands left of it. `corpus` and `site`
//! stand beside the line. A module that is new must be given its place here.

// A test that cannot read its own files has nothing to say: it fails there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The line, from left to right; modules in one row may use each other.
const LINE: &[&[&str]] = &[
    &["sort", "qr", "markup", "wire"],
    &["article", "lang"],
    &["apart", "lesson", "pack"],
    &["passage", "import"],
    &["dedup", "topic"],
    &["label"],
    &["facet", "words"],
    &["index"],
    &["query"],
    &["search"],
    &["url", "correction"],
    &["protocol", "collection"],
    &["app"],
    &["web"],
];

/// Modules beside the line: who may use them, and what they may use.
const BESIDE: &[(&str, &[&str], &[&str])] = &[
    // name, used by, uses nothing right of
    ("site", &["cli", "web"], &["article"]),
    ("export", &["corpus", "web", "cli"], &["protocol"]),
    ("corpus", &["web", "cli"], &["protocol"]),
    ("cli", &[], &["corpus", "protocol"]),
];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
}

/// Each module's name with the modules that its files name as `crate::…`, tests aside.
fn imports() -> Vec<(String, PathBuf, BTreeSet<String>)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    files.sort();
    let mut out = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&src).unwrap();
        let module = inside.components().next().unwrap().as_os_str().to_string_lossy().replace(".rs", "");
        if ["lib", "bin"].contains(&module.as_str()) || file.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code: String = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap()
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        let mut used = BTreeSet::new();
        for behind in code.split("crate::").skip(1) {
            match behind.strip_prefix('{') {
                Some(list) => {
                    let list = list.split("};").next().unwrap_or("");
                    used.extend(list.split(',').map(|name| name.trim().split("::").next().unwrap_or("").to_string()));
                }
                None => {
                    let name = behind.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
                    used.insert(name);
                }
            }
        }
        used.remove(&module);
        out.push((module, file, used.into_iter().filter(|name| !name.is_empty()).collect()));
    }
    out
}

fn place(module: &str) -> Option<usize> {
    LINE.iter().position(|row| row.contains(&module))
}

#[test]
fn imports_point_left() {
    let mut wrong = Vec::new();
    for (module, file, used) in imports() {
        let beside = BESIDE.iter().find(|(name, ..)| *name == module);
        assert!(place(&module).is_some() || beside.is_some(), "{module} has no place in this test: give it one");
        for other in used {
            let allowed = match (place(&module), place(&other), beside) {
                (Some(from), Some(to), _) => to <= from,
                (_, None, _) => {
                    BESIDE.iter().any(|(name, users, _)| *name == other && users.contains(&module.as_str()))
                }
                // Beside the line: up to the module that it may use farthest right.
                (None, Some(to), Some((.., uses))) => {
                    uses.iter().filter_map(|name| place(name)).max().is_some_and(|farthest| to <= farthest)
                }
                (None, Some(_), None) => false,
            };
            if !allowed {
                wrong.push(format!("{} uses {other}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "these imports point right:\n{}", wrong.join("\n"));
}

#[test]
fn the_core_knows_no_browser() {
    for (module, file, _) in imports() {
        if module == "web" {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for name in ["web_sys", "js_sys", "wasm_bindgen", "gloo", "yew"] {
            assert!(!text.contains(&format!("{name}::")), "{} names {name}", file.display());
        }
    }
}

#[test]
fn the_core_reads_and_writes_nothing() {
    for (module, file, _) in imports() {
        if ["web", "cli"].contains(&module.as_str()) {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for name in
            ["std::fs", "std::net", "std::time", "std::env", "std::process", "std::thread", "println!", "eprintln!"]
        {
            assert!(!code.contains(name), "{} names {name}", file.display());
        }
    }
}
