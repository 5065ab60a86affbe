//! Is everything in order?
//!
//! Every step runs even after one has failed, so that one run tells all there is to mend.

use std::time::Instant;

use anyhow::{Context, bail};

use crate::args::{BuildOptions, TestOptions};
use crate::compile::{self, TARGET};
use crate::{build, report};

/// A step: its name, and what it does.
type Step = (&'static str, fn() -> anyhow::Result<()>);

const STEPS: &[Step] = &[
    ("format", || cargo("fmt --all --check")),
    ("clippy, native", || cargo("clippy --quiet --locked --workspace --all-targets -- -D warnings")),
    ("clippy, wasm", || {
        compile::ensure_target()?;
        cargo(&format!(
            "clippy --quiet --locked --target {TARGET} --no-default-features --features web,reader --lib --bin app --bin worker --bin reader --bin whole -- -D warnings"
        ))
    }),
    ("documentation", || cargo("doc --quiet --locked --package lesart --no-deps --document-private-items")),
    ("licences", crate::licences::command),
    // A call for each package: together their dependencies would have other features, and be built again.
    ("tests of lesart", || cargo("test --quiet --locked --package lesart")),
    ("tests of xtask", || cargo("test --quiet --locked --package xtask")),
    ("build and sizes", || {
        let built = build::build(&BuildOptions::default())?;
        print!("{}", report::table(&built.files));
        let (single, _) =
            build::single(&BuildOptions { out: Some(crate::target_dir().join("lesart.html")), ..Default::default() })?;
        println!("single file {single} bytes");
        let mut broken = report::broken_limits(&built.files);
        if single > report::SINGLE_LIMIT {
            broken.push(format!("the single file weighs {single} bytes, the limit is {}", report::SINGLE_LIMIT));
        }
        match broken {
            broken if broken.is_empty() => Ok(()),
            broken => bail!("{}", broken.join("; ")),
        }
    }),
    ("fuzzing", fuzz),
    ("lighthouse", crate::lighthouse::command),
    ("browser tests", || cargo("test --quiet --locked --package browser-tests")),
];

/// The fuzz targets.
const FUZZ_TARGETS: &[&str] = &["import", "query", "url"];

/// For how many seconds each runs; `LESART_FUZZ=600` asks for more. Zero would run for ever; long, and nobody
/// waits.
const FUZZ_SECONDS: u32 = 20;

/// How the compiler counts the ways through the code for libFuzzer. `cargo fuzz` wants the nightly compiler for its
/// sanitizers, which find wrong uses of memory: there can be none here, where `unsafe` is forbidden. The rest is
/// in the stable one.
const FUZZ_FLAGS: &[&str] = &[
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cdebug-assertions",
];

/// Fuzzes each target for a while. What was found before stays in `target/fuzz/corpus` and is tried first.
fn fuzz() -> anyhow::Result<()> {
    let asked = std::env::var("LESART_FUZZ").ok().and_then(|seconds| seconds.parse().ok());
    let seconds: u32 = asked.filter(|&seconds| seconds > 1).unwrap_or(FUZZ_SECONDS);
    let out = crate::target_dir().join("fuzz");
    let host = compile::host()?;
    let manifest = crate::root().join("fuzz/Cargo.toml");
    // What the targets share with the rest has the same versions.
    std::fs::copy(crate::root().join("Cargo.lock"), crate::root().join("fuzz/Cargo.lock"))
        .context("cannot copy Cargo.lock")?;
    let mut build = compile::cargo();
    build.args(["build", "--quiet", "--release", "--target", &host, "--manifest-path"]).arg(manifest);
    // With a target named, the flags are not those of build scripts and macros, which have no libFuzzer.
    build.env("CARGO_ENCODED_RUSTFLAGS", FUZZ_FLAGS.join("\u{1f}")).env("CARGO_TARGET_DIR", &out);
    if !build.status().context("cargo cannot be run")?.success() {
        bail!("the fuzz targets cannot be built");
    }
    let mut broken = Vec::new();
    for target in FUZZ_TARGETS {
        let (corpus, found) = (out.join("corpus").join(target), out.join("artifacts").join(target));
        for folder in [&corpus, &found] {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        let mut command = std::process::Command::new(out.join(&host).join("release").join(target));
        command.arg(&corpus).arg(format!("-max_total_time={seconds}"));
        command.args(["-rss_limit_mb=4096", "-verbosity=0", "-print_final_stats=1"]);
        command.arg(format!("-artifact_prefix={}/", found.display()));
        let output = command.output().with_context(|| format!("{target} cannot be run"))?;
        let said = String::from_utf8_lossy(&output.stderr);
        let runs = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
        match (output.status.success(), runs.map(str::trim)) {
            // Without a single run nothing was tried, whatever the exit code says.
            (true, Some(runs)) if runs != "0" => println!("{target}: {runs} runs in {seconds} s"),
            _ => {
                println!("{said}");
                broken.push(format!("{target} found something: see {}", found.display()));
            }
        }
    }
    if broken.is_empty() { Ok(()) } else { bail!("{}", broken.join("; ")) }
}

/// `cargo xtask test`: whether every step passed.
pub fn command(options: &TestOptions) -> anyhow::Result<bool> {
    let chosen = |step: &&Step| options.only.as_ref().is_none_or(|only| step.0.contains(only.as_str()));
    let steps: Vec<&Step> = STEPS.iter().filter(chosen).collect();
    if steps.is_empty() {
        let names: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
        bail!("no step of that name: {}", names.join("; "));
    }
    let mut lines = Vec::new();
    let mut failed = 0;
    for (name, run) in steps {
        println!("\n== {name}");
        let started = Instant::now();
        let outcome = run();
        let seconds = started.elapsed().as_secs_f64();
        lines.push(match outcome {
            Ok(()) => format!("ok      {seconds:>6.1} s  {name}"),
            Err(error) => {
                failed += 1;
                format!("FAILED  {seconds:>6.1} s  {name}: {error:#}")
            }
        });
        println!("{}", lines.last().map_or("", String::as_str));
    }
    println!("\n{}\n{} passed, {failed} failed", lines.join("\n"), lines.len() - failed);
    Ok(failed == 0)
}

fn cargo(arguments: &str) -> anyhow::Result<()> {
    let status = compile::cargo().args(arguments.split(' ')).env("RUSTDOCFLAGS", "-D warnings").status();
    match status.context("cargo cannot be run")?.success() {
        true => Ok(()),
        false => bail!("cargo {arguments}"),
    }
}
