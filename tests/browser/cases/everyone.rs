//! Can everyone use the page? axe-core looks at every view, in both languages and both themes.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, ensure};
use browser_tests::page::{Page, READY};
use serde_json::json;

/// The views, each with the link that opens it and what is there once it is open.
const VIEWS: &[(&str, &str, &str)] = &[
    ("list", "#", READY),
    ("filtered", "#q=Abbau&company=Klarna&company=IBM", READY),
    ("nothing", "#q=Xylophonkonzert&company=Klarna", ".empty a"),
    ("compare", "#view=compare", ".met .cell"),
    ("matrix", "#view=matrix", "table.matrix"),
    ("overview", "#view=overview", "main h1"),
    ("figures", "#view=figures", ".figures h1"),
    ("labels", "#view=labels", "main h1"),
    ("own", "#view=own", "main h1"),
    ("help", "#view=help", ".examples a"),
];

/// The source of axe-core, in the version that `package-lock.json` names; installed where it is missing.
fn axe() -> anyhow::Result<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let file = folder.join("node_modules/axe-core/axe.min.js");
    if !file.exists() {
        let remedy = "axe-core is missing: install Node.js with npm, then run `npm ci` in tests/browser";
        let status = Command::new("npm").args(["ci", "--silent"]).current_dir(&folder).status().context(remedy)?;
        ensure!(status.success(), "{remedy}");
    }
    std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
}

/// What axe-core finds on the page as it is: rule, how bad, where.
async fn findings(page: &Page, axe: &str) -> anyhow::Result<Vec<String>> {
    page.eval(axe).await?;
    let found = page
        .eval_async(
            "const { violations } = await axe.run(document, { resultTypes: ['violations'] });
             return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);",
        )
        .await?;
    let lines = found.as_array().context("axe gives no list")?;
    Ok(lines.iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect())
}

pub async fn axe_finds_nothing(page: &mut Page) -> anyhow::Result<()> {
    let axe = axe()?;
    let mut wrong = Vec::new();
    for theme in ["light", "dark"] {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
        page.chromium_command("Emulation.setEmulatedMedia", features).await?;
        for tongue in ["de", "en"] {
            for (name, link, there) in VIEWS {
                let link = if *link == "#" { format!("#lang={tongue}") } else { format!("{link}&lang={tongue}") };
                page.client.goto("about:blank").await?;
                page.client.goto(&page.address(&link)).await?;
                page.wait_for(there).await?;
                let found = findings(page, &axe).await?;
                wrong.extend(found.into_iter().map(|line| format!("{name}, {tongue}, {theme}: {line}")));
            }
            // What opens in a view: evidence, an article, a group.
            page.client.goto("about:blank").await?;
            page.client.goto(&page.address(&format!("#company=Klarna&lang={tongue}"))).await?;
            page.click("li.passage .labels button").await?;
            page.wait_for("li.passage .words .ev").await?;
            let evidence = findings(page, &axe).await?;
            page.click("li.passage .origin a").await?;
            page.wait_for(".reading h1").await?;
            let article = findings(page, &axe).await?;
            for (name, found) in [("evidence", evidence), ("article", article)] {
                wrong.extend(found.into_iter().map(|line| format!("{name}, {tongue}, {theme}: {line}")));
            }
        }
        // Only Chromium can be told which theme to show.
        if !page.is_chromium() {
            break;
        }
    }
    ensure!(wrong.is_empty(), "axe-core finds:\n{}", wrong.join("\n"));
    // A finding must be possible: a picture without words is one.
    page.eval("document.querySelector('main').append(new Image())").await?;
    let seen = findings(page, &axe).await?;
    ensure!(seen.iter().any(|line| line.starts_with("image-alt")), "axe-core sees nothing: {seen:?}");
    Ok(())
}

/// Each example of the help leads to something.
pub async fn help_explains_and_its_examples_lead_on(page: &mut Page) -> anyhow::Result<()> {
    page.open("#lang=de").await?;
    page.click("a[data-view=view-help]").await?;
    page.wait_for(".examples a").await?;
    ensure!(page.client.title().await?.starts_with("Hilfe"));
    let links = page.count(".examples a").await?;
    ensure!(links == 3, "{links} examples");
    for (place, there) in [(1, "main.figures blockquote, .figures .line, .figures li"), (2, ".met .cell"), (3, READY)] {
        page.click(&format!(".examples li:nth-child({place}) a")).await?;
        page.wait_for(there).await?;
        page.client.back().await?;
        page.wait_for(".examples a").await?;
    }
    Ok(())
}
