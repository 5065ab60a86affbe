//! The site as a host serves it.

use anyhow::ensure;
use browser_tests::page::{Page, READY, print_median};
use lesart::site::Role;
use serde_json::json;

/// Time from navigation to first passages, cold: nothing in a cache. Printed, for the README; what
/// a shared machine measures is no ground to fail. Only Chromium can look before the page is there.
pub async fn first_passages_come(page: &mut Page) -> anyhow::Result<()> {
    page.watch_first_passages().await?;
    let mut times = Vec::new();
    for _ in 0..7 {
        page.open("").await?;
        times.extend(page.first_passages().await?);
        // Forget everything, leave the page, and come again.
        page.kept().await?;
        page.eval_async(
            "for (const name of await caches.keys()) await caches.delete(name);
             for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();",
        )
        .await?;
        page.client.goto("about:blank").await?;
        page.chromium_command("Network.clearBrowserCache", json!({})).await?;
    }
    print_median("navigation to first passages, cold", times);
    Ok(())
}

pub async fn is_silent_and_asks_for_its_own_files_once(page: &mut Page) -> anyhow::Result<()> {
    page.open("").await?;
    page.kept().await?;
    page.screenshot("first-passages").await?;
    for role in [Role::Page, Role::Worker, Role::Corpus, Role::First] {
        for file in page.files.iter().filter(|file| Role::of(&file.path) == role) {
            let asked = page.server.site.seen().iter().filter(|seen| seen.target.ends_with(&file.path)).count();
            // Once by the page, which the worker then finds in the cache, and once to keep it.
            ensure!(asked <= 2, "{} was asked for {asked} times", file.path);
            ensure!(asked > 0, "{} was never asked for", file.path);
        }
    }
    Ok(())
}

pub async fn the_manifest_and_its_icons_are_there(page: &mut Page) -> anyhow::Result<()> {
    page.open("").await?;
    let missing = page
        .eval_async(
            "const link = document.querySelector('link[rel=manifest]').href;
             const manifest = await (await fetch(link)).json();
             const wrong = [];
             for (const icon of manifest.icons) {
               const image = new Image();
               image.src = new URL(icon.src, link).href;
               await image.decode();
               const size = image.naturalWidth + 'x' + image.naturalHeight;
               if (icon.sizes !== 'any' && icon.sizes !== size) wrong.push(icon.src + ' is ' + size);
             }
             if (new URL(manifest.start_url, link).href !== location.href) wrong.push('start_url');
             if (new URL(manifest.scope, link).href !== location.href) wrong.push('scope');
             return wrong;",
        )
        .await?;
    ensure!(missing == json!([]), "{missing}");
    Ok(())
}

/// Serves the site without the page's file of this ending; a case each, since a part that came once
/// stays in the browser's cache.
async fn says_what_is_missing(page: &mut Page, ending: &str) -> anyhow::Result<()> {
    page.expect_noise();
    let missing = |path: &str| Role::of(path) == Role::Page && path.ends_with(ending);
    let rest: Vec<_> = page.files.iter().filter(|file| !missing(&file.path)).cloned().collect();
    ensure!(rest.len() + 1 == page.files.len());
    page.publish(&rest)?;
    page.client.goto(&page.address("")).await?;
    page.wait_for("html[data-failed=load]").await?;
    let said = page.texts(".failed-load").await?;
    ensure!(said.iter().any(|text| !text.is_empty()), "nothing visible is said: {said:?}");
    Ok(())
}

pub async fn a_missing_script_is_said(page: &mut Page) -> anyhow::Result<()> {
    says_what_is_missing(page, ".js").await
}

pub async fn a_missing_wasm_is_said(page: &mut Page) -> anyhow::Result<()> {
    says_what_is_missing(page, ".wasm").await
}

pub async fn a_double_click_on_the_folder_is_explained(page: &mut Page) -> anyhow::Result<()> {
    page.expect_noise();
    let index = xtask::target_dir().join("browser-site/index.html");
    page.client.goto(&format!("file://{}", index.display())).await?;
    page.wait_for("html[data-failed=file]").await?;
    let said = page.texts(".failed-file").await?;
    ensure!(said.iter().any(|text| !text.is_empty()), "nothing visible is said: {said:?}");
    Ok(())
}

/// The policy is there and bites: what would load or run anything else is refused.
pub async fn nothing_but_its_own_scripts_runs(page: &mut Page) -> anyhow::Result<()> {
    page.expect_noise();
    page.open("").await?;
    let tried = page
        .eval_async(
            "const refused = [];
             addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
             const script = document.createElement('script');
             script.textContent = 'window.intruder = 1';
             document.body.append(script);
             const button = document.createElement('button');
             button.setAttribute('onclick', 'window.intruder = 1');
             button.click();
             const outside = document.createElement('script');
             outside.src = 'https://example.org/x.js';
             document.body.append(outside);
             await fetch('https://example.org/').catch(() => {});
             const image = new Image();
             image.src = 'https://example.org/x.png';
             await new Promise((done) => setInterval(() => refused.length >= 5 && done(), 10));
             return [window.intruder ?? null, ...new Set(refused)];",
        )
        .await?;
    let expected = json!([null, "script-src-elem", "script-src-attr", "connect-src", "img-src"]);
    let sorted = |value: &serde_json::Value| {
        let mut all: Vec<String> = value.as_array().into_iter().flatten().map(ToString::to_string).collect();
        all.sort();
        all
    };
    ensure!(sorted(&tried) == sorted(&expected), "{tried}");
    page.wait_for(READY).await?;
    Ok(())
}
