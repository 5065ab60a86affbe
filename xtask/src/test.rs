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
            "clippy --quiet --locked --target {TARGET} --no-default-features --features web,reader --lib --bin app --bin worker --bin reader -- -D warnings"
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

/// The fuzz targets, and for how many seconds each runs. Zero would run for ever; long, and nobody waits.
const FUZZ_TARGETS: &[&str] = &["import", "query", "url"];
const FUZZ_SECONDS: u32 = 60;

/// Fuzzes for a minute each where `LESART_FUZZ` asks for it: chance must not decide whether a change lands.
fn fuzz() -> anyhow::Result<()> {
    if std::env::var_os("LESART_FUZZ").is_none() {
        println!("left out: LESART_FUZZ=1 cargo xtask test --only fuzzing runs it");
        return Ok(());
    }
    let there = std::process::Command::new("cargo").args(["+nightly", "fuzz", "--version"]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        println!("left out: `rustup toolchain install nightly` and `cargo install cargo-fuzz` bring what it needs");
        return Ok(());
    }
    for target in FUZZ_TARGETS {
        let mut command = std::process::Command::new("cargo");
        command.args(["+nightly", "fuzz", "run", target, "--", "-rss_limit_mb=4096"]);
        command.arg(format!("-max_total_time={FUZZ_SECONDS}"));
        // What runs this may have named its own compiler for those it starts.
        let command = command.current_dir(crate::root()).env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
        if !command.status().context("cargo cannot be run")?.success() {
            bail!("{target} found something: see fuzz/artifacts/{target}");
        }
    }
    Ok(())
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
