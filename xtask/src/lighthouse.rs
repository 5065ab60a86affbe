//! What does Lighthouse say of the built site?
//!
//! It is asked for what the project promises: 100 of 100 in each category, nothing that jumps, and no task
//! that keeps the reader waiting. It looks as at a desktop and as at a phone; what it makes of a phone it
//! reckons from this machine, four times slower, so that figure is printed and not held.

use std::path::PathBuf;
use std::process::Command;
use std::thread;

use anyhow::{Context, bail, ensure};
use serde_json::Value;

use crate::args::BuildOptions;
use crate::build::{self, Built};
use crate::server::{self, Site};

/// What must be reached, in hundredths.
const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];

/// The longest that tasks may block, in milliseconds, all together.
const BLOCKING_LIMIT: f64 = 50.0;

/// So often it looks before a figure counts as missed: a machine that does something else in between makes
/// times longer, never shorter.
const TRIES: usize = 3;

/// Where it stands once `npm ci --prefix tests/browser` has run.
fn script() -> PathBuf {
    crate::root().join("tests/browser/node_modules/lighthouse/cli/index.js")
}

/// What stands in the way of running it.
fn missing() -> Option<String> {
    if !script().exists() {
        return Some("`npm ci --prefix tests/browser` brings Lighthouse".into());
    }
    let node = Command::new("node").arg("--version").output();
    if !node.is_ok_and(|output| output.status.success()) {
        return Some("Lighthouse needs Node".into());
    }
    chrome().is_none().then(|| "Lighthouse needs Chromium; CHROME says where it is".into())
}

fn chrome() -> Option<PathBuf> {
    let named = std::env::var_os("CHROME").map(PathBuf::from);
    let places = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&places)
        .flat_map(|folder| ["chromium", "google-chrome", "chromium-browser"].map(|name| folder.join(name)));
    named.or_else(|| on_path.into_iter().find(|path| path.is_file()))
}

/// `cargo xtask test --only lighthouse`.
pub fn command() -> anyhow::Result<()> {
    if let Some(missing) = missing() {
        println!("left out: {missing}");
        return Ok(());
    }
    let built = build::build(&BuildOptions::default())?;
    let address = serve(&built)?;
    let mut wrong = Vec::new();
    for _ in 0..TRIES {
        let report = look(&address, true)?;
        println!("desktop: {}", told(&report));
        wrong = complaints(&report);
        if wrong.is_empty() {
            break;
        }
    }
    println!("phone, reckoned: {}", told(&look(&address, false)?));
    ensure!(wrong.is_empty(), "{}", wrong.join("; "));
    Ok(())
}

/// Serves the site until the program ends: its address.
fn serve(built: &Built) -> anyhow::Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let listener = runtime.block_on(server::listen(0))?;
    let port = listener.local_addr()?.port();
    let site = Site::new(&built.files, "/");
    thread::spawn(move || runtime.block_on(server::accept(listener, site)));
    Ok(format!("http://localhost:{port}/"))
}

fn look(address: &str, desktop: bool) -> anyhow::Result<Value> {
    let mut command = Command::new("node");
    command.arg(script()).arg(address).args(["--output=json", "--quiet", "--disable-full-page-screenshot"]);
    command.arg(format!("--only-categories={}", CATEGORIES.join(",")));
    command.arg("--chrome-flags=--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --disable-background-networking --disable-component-update");
    if desktop {
        command.arg("--preset=desktop");
    }
    if let Some(chrome) = chrome() {
        command.env("CHROME_PATH", chrome);
    }
    let output = command.output().context("node cannot be run")?;
    if !output.status.success() {
        bail!("Lighthouse ended early:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    serde_json::from_slice(&output.stdout).context("Lighthouse wrote no report")
}

fn score(report: &Value, category: &str) -> f64 {
    // A category that could not be looked at has no score.
    (report["categories"][category]["score"].as_f64().unwrap_or(0.0) * 100.0).round()
}

fn figure(report: &Value, audit: &str) -> f64 {
    report["audits"][audit]["numericValue"].as_f64().unwrap_or(f64::INFINITY)
}

/// One line of figures.
fn told(report: &Value) -> String {
    let scores = CATEGORIES.map(|category| format!("{category} {}", score(report, category)));
    format!(
        "{}; layout shift {:.3}, blocking {:.0} ms, first paint {:.0} ms, largest {:.0} ms",
        scores.join(", "),
        figure(report, "cumulative-layout-shift"),
        figure(report, "total-blocking-time"),
        figure(report, "first-contentful-paint"),
        figure(report, "largest-contentful-paint"),
    )
}

/// What is not as promised, each with the audits that cost it.
fn complaints(report: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for category in CATEGORIES.into_iter().filter(|category| score(report, category) < 100.0) {
        let audits = report["categories"][category]["auditRefs"].as_array().cloned().unwrap_or_default();
        let costly: Vec<String> = audits
            .iter()
            .filter(|audit| audit["weight"].as_f64().unwrap_or(0.0) > 0.0)
            .filter_map(|audit| audit["id"].as_str())
            .filter(|id| report["audits"][*id]["score"].as_f64().is_some_and(|score| score < 0.995))
            .map(|id| format!("{id} {}", report["audits"][id]["displayValue"].as_str().unwrap_or_default()))
            .collect();
        wrong.push(format!("{category} {}: {}", score(report, category), costly.join(", ")));
    }
    let (shift, blocking) = (figure(report, "cumulative-layout-shift"), figure(report, "total-blocking-time"));
    if shift > 0.0 {
        wrong.push(format!("something jumps: {shift}"));
    }
    if blocking > BLOCKING_LIMIT {
        wrong.push(format!("tasks block for {blocking:.0} ms, the limit is {BLOCKING_LIMIT}"));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missed_is_named() {
        let good = serde_json::json!({
            "categories": {
                "performance": { "score": 1, "auditRefs": [{ "id": "slow", "weight": 10 }] },
                "accessibility": { "score": 1 }, "best-practices": { "score": 1 }, "seo": { "score": 1 }
            },
            "audits": {
                "slow": { "score": 0.5, "displayValue": "3 s" },
                "cumulative-layout-shift": { "numericValue": 0 }, "total-blocking-time": { "numericValue": 50 }
            }
        });
        assert_eq!(complaints(&good), Vec::<String>::new());
        let mut bad = good.clone();
        bad["categories"]["performance"]["score"] = 0.99.into();
        bad["audits"]["cumulative-layout-shift"]["numericValue"] = 0.001.into();
        bad["audits"]["total-blocking-time"]["numericValue"] = 51.into();
        let wrong = complaints(&bad).join("; ");
        for part in ["performance 99: slow 3 s", "jumps: 0.001", "block for 51 ms"] {
            assert!(wrong.contains(part), "{wrong}");
        }
        // A report that lacks what is asked for is no good one.
        assert_eq!(complaints(&Value::Null).len(), 6);
    }
}
