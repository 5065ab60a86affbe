//! How does the Rust of the page and the worker become JavaScript and Wasm?
//!
//! One call of cargo for both, then wasm-bindgen as a library, whose version the lock file keeps in
//! step with the crate's. What was bound once is kept by the hash of its Wasm.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use wasm_bindgen_cli_support::Bindgen;
use wasmparser::{Validator, WasmFeatures};
use xxhash_rust::xxh64::xxh64;

use crate::compress::write_whole;
use crate::glue;

/// The target of the page and the worker.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// JavaScript and Wasm of one binary.
#[derive(Clone, Debug, Default)]
pub struct Bound {
    /// The glue.
    pub js: String,
    /// The Wasm.
    pub wasm: Vec<u8>,
}

/// Adds the Wasm target where it is missing.
pub fn ensure_target() -> anyhow::Result<()> {
    let output = rustc().args(["--print", "sysroot"]).output();
    let output = output.context("rustc cannot be run: install Rust from https://rustup.rs")?;
    let sysroot = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if Path::new(&sysroot).join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    eprintln!("adding the target {TARGET}");
    let added = Command::new("rustup").args(["target", "add", TARGET]).stdout(Stdio::null()).status();
    match added {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => bail!("`rustup target add {TARGET}` failed: run it by hand to see why"),
        Err(_) => bail!(
            "the target {TARGET} is missing and so is rustup: install it from https://rustup.rs, or the package \
             of your system that brings the standard library for it (Debian: apt install libstd-rust-dev-wasm32)"
        ),
    }
}

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// The target that programs for this machine are built for.
pub fn host() -> anyhow::Result<String> {
    let output = rustc().arg("-vV").output().context("rustc cannot be run")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not tell its host")
}

/// Cargo, as it was called for this run.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(crate::root());
    cargo
}

/// The binaries: name, the feature that it needs, the profile of `Cargo.toml` that suits it.
const BINARIES: [(&str, &str, &str); 4] = [
    ("app", "web", "page"),
    ("worker", "worker", "release"),
    ("reader", "reader", "release"),
    ("whole", "reader", "release"),
];

/// Builds some of the binaries for readers.
pub fn compile(binaries: &[&str]) -> anyhow::Result<()> {
    for (binary, feature, profile) in BINARIES.into_iter().filter(|(name, ..)| binaries.contains(name)) {
        let status = cargo()
            .args(["build", "--locked", "--package", "lesart", "--target", TARGET])
            .args(["--no-default-features", "--profile", profile, "--features", feature, "--bin", binary])
            .env("CARGO_ENCODED_RUSTFLAGS", release_flags())
            // Of the host's tools none is taken over: they might know nothing of Wasm.
            .env_remove("RUSTFLAGS")
            .status()
            .context("cargo cannot be run")?;
        if !status.success() {
            bail!("{binary} does not compile");
        }
    }
    Ok(())
}

/// Without remapping the Wasm would carry the paths of this machine and differ from folder to
/// folder. SIMD is left out: it saved 3 % of the time to open articles and two tenths of a millisecond of
/// a search, and an engine that lacks it (before 2023) rejects a module that has a single instruction of it.
fn release_flags() -> String {
    let mut flags = vec!["-Ctarget-feature=-simd128".to_string()];
    let mut remap = |from: &Path, to: &str| flags.push(format!("--remap-path-prefix={}={to}", from.display()));
    let home = std::env::var_os("CARGO_HOME").map(std::path::PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    if let Some(home) = home {
        remap(&home, "cargo");
    }
    remap(&crate::root(), "lesart");
    flags.join("\u{1f}")
}

/// Whether engines since 2021 take a module: nothing newer than WebAssembly 2.0, and no SIMD.
fn plain(wasm: &[u8]) -> anyhow::Result<()> {
    let features = WasmFeatures::WASM2.difference(WasmFeatures::SIMD);
    Validator::new_with_features(features).validate_all(wasm)?;
    Ok(())
}

/// Which loader the glue is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glue {
    /// A module that a page imports.
    Module,
    /// A classic script: for the worker, and for the single file.
    Script,
}

/// Binds a compiled binary.
pub fn bind(binary: &str, kind: Glue) -> anyhow::Result<Bound> {
    let profile = BINARIES.iter().find(|(known, ..)| *known == binary).map_or("release", |(.., profile)| profile);
    let input = crate::target_dir().join(TARGET).join(profile).join(format!("{binary}.wasm"));
    let wasm = fs::read(&input).with_context(|| format!("cannot read {}", input.display()))?;
    let kept = crate::target_dir().join("site-cache").join(format!("{binary}-{kind:?}-3-{:016x}", xxh64(&wasm, 0)));
    let (kept_js, kept_wasm) = (kept.with_extension("js"), kept.with_extension("wasm"));
    // The Wasm is written last: where it is, the glue is.
    if let (Ok(wasm), Ok(js)) = (fs::read(&kept_wasm), fs::read_to_string(&kept_js)) {
        return Ok(Bound { js, wasm });
    }
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&input).typescript(false).remove_name_section(true).remove_producers_section(true);
    match kind {
        Glue::Module => bindgen.web(true)?,
        Glue::Script => bindgen.no_modules(true)?,
    };
    let mut output = bindgen.generate_output().with_context(|| format!("wasm-bindgen cannot bind {binary}"))?;
    // Crates without any are listed too, with an empty list.
    let inline = output.snippets().iter().filter(|(_, scripts)| !scripts.is_empty()).map(|(name, _)| name);
    let foreign: Vec<String> = inline.chain(output.local_modules().keys()).cloned().collect();
    if !foreign.is_empty() {
        bail!(
            "{binary}: crates bring JavaScript of their own, which the site has no place for: {}",
            foreign.join(", ")
        );
    }
    let mut js = glue::tidy(output.js());
    let module = output.wasm_mut();
    for (number, import) in module.imports.iter_mut().enumerate() {
        let short = format!("i{number}");
        if glue::rename(&mut js, &import.name, &short) {
            import.name = short;
        }
    }
    let bound = Bound { js, wasm: module.emit_wasm() };
    plain(&bound.wasm).with_context(|| format!("{binary} would not run in every browser"))?;
    fs::create_dir_all(crate::target_dir().join("site-cache"))?;
    write_whole(&kept_js, bound.js.as_bytes())?;
    write_whole(&kept_wasm, &bound.wasm)?;
    Ok(bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module of one function, `() -> ()`, with these instructions.
    fn module(body: &[u8]) -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a".to_vec();
        let length = body.len() as u8 + 2;
        wasm.extend([length + 2, 1, length, 0]);
        wasm.extend(body);
        wasm.push(0x0b);
        wasm
    }

    #[test]
    fn a_module_with_simd_is_refused() {
        assert!(plain(&module(&[0x01])).is_ok());
        // i32.const 0, i8x16.splat, drop.
        assert!(plain(&module(&[0x41, 0, 0xfd, 0x0f, 0x1a])).is_err());
    }
}
