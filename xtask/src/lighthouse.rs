//! What does Lighthouse say of the built site?
//!
//! It looks as at a desktop and as at a phone, four times slower. Held are accessibility, best practices and
//! SEO at 100 of 100, and that nothing jumps. Performance and blocking time, of which 100 and
//! 50 ms are the aim, are printed, and said where they are missed: they depend on what the machine does
//! beside, and are not reached yet.

use std::path::PathBuf;
use std::process::Command;
use std::thread;

use anyhow::{Context, bail, ensure};
use serde_json::Value;

use crate::args::BuildOptions;
use crate::build::{self, Built};
use crate::server::{self, Site};

/// What it looks at.
const CATEGORIES: [&str; 4] = [PERFORMANCE, "accessibility", "best-practices", "seo"];

const PERFORMANCE: &str = "performance";

const SHIFT: &str = "cumulative-layout-shift";

/// The longest that tasks should block, in milliseconds, all together.
const BLOCKING_LIMIT: f64 = 50.0;

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
    let (desktop, phone) = (look(&address, true)?, look(&address, false)?);
    println!("desktop: {}", told(&desktop));
    println!("phone: {}", told(&phone));
    for (device, report) in [("desktop", &desktop), ("phone", &phone)] {
        aims(report).iter().for_each(|missed| println!("missed, {device}: {missed}"));
    }
    let wrong = [complaints(&desktop), complaints(&phone)].concat();
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
        figure(report, SHIFT),
        figure(report, "total-blocking-time"),
        figure(report, "first-contentful-paint"),
        figure(report, "largest-contentful-paint"),
    )
}

/// A category that misses its 100, with the audits that cost it.
fn missed(report: &Value, category: &str) -> Option<String> {
    let reached = score(report, category);
    if reached >= 100.0 {
        return None;
    }
    let audits = report["categories"][category]["auditRefs"].as_array().cloned().unwrap_or_default();
    let costly: Vec<String> = audits
        .iter()
        .filter(|audit| audit["weight"].as_f64().unwrap_or(0.0) > 0.0)
        .filter_map(|audit| audit["id"].as_str())
        .filter(|id| report["audits"][*id]["score"].as_f64().is_some_and(|score| score < 0.995))
        .map(|id| format!("{id} {}", report["audits"][id]["displayValue"].as_str().unwrap_or_default()))
        .collect();
    Some(format!("{category} {reached}: {}", costly.join(", ")))
}

/// What is not as it must be.
fn complaints(report: &Value) -> Vec<String> {
    let shift = figure(report, SHIFT);
    let jumps = (shift > 0.0).then(|| format!("something jumps: {shift:.4}"));
    CATEGORIES
        .iter()
        .filter(|name| **name != PERFORMANCE)
        .filter_map(|name| missed(report, name))
        .chain(jumps)
        .collect()
}

/// What is not as it should be.
fn aims(report: &Value) -> Vec<String> {
    let blocking = figure(report, "total-blocking-time");
    let blocks =
        (blocking > BLOCKING_LIMIT).then(|| format!("tasks block for {blocking:.0} ms, the aim is {BLOCKING_LIMIT}"));
    missed(report, PERFORMANCE).into_iter().chain(blocks).collect()
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
        assert_eq!([complaints(&good), aims(&good)].concat(), Vec::<String>::new());
        let mut bad = good.clone();
        bad["categories"]["performance"]["score"] = 0.99.into();
        bad["categories"]["seo"]["score"] = 0.9.into();
        bad["audits"]["total-blocking-time"]["numericValue"] = 51.into();
        bad["audits"][SHIFT]["numericValue"] = 0.096.into();
        assert_eq!(aims(&bad), ["performance 99: slow 3 s", "tasks block for 51 ms, the aim is 50"]);
        assert_eq!(complaints(&bad), ["seo 90: ", "something jumps: 0.0960"]);
        // A report that lacks what is asked for is no good one.
        assert_eq!(complaints(&Value::Null).len(), 4);
        assert_eq!(aims(&Value::Null).len(), 2);
    }
}
