//! The whole site in one file, opened by double click: no server, no request.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use browser_tests::page::{Page, READY};
use tokio::sync::OnceCell;

/// The file as a maintainer builds it, once for all cases.
static BUILT: OnceCell<PathBuf> = OnceCell::const_new();

/// A folder with blanks and umlauts in its name, as sticks have it.
fn stick() -> anyhow::Result<PathBuf> {
    let folder = xtask::target_dir().join("tmp").join("Stick für Übung 1");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

async fn built() -> anyhow::Result<&'static Path> {
    let build = || async {
        let out = stick()?.join("lesart.html");
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = tokio::process::Command::new(cargo);
        command.current_dir(xtask::root()).args(["xtask", "build", "--single", "--out"]).arg(&out);
        let output = command.output().await.context("cargo cannot be run")?;
        ensure!(output.status.success(), "no single file:\n{}", String::from_utf8_lossy(&output.stderr));
        Ok(out)
    };
    BUILT.get_or_try_init(build).await.map(PathBuf::as_path)
}

/// Opens a file at `#…` and waits for what is to be there.
async fn open_at(page: &Page, file: &Path, behind: &str, there: &str) -> anyhow::Result<()> {
    let mut address = url::Url::from_file_path(file).map_err(|()| anyhow::anyhow!("no path: {}", file.display()))?;
    address.set_fragment(Some(behind.trim_start_matches('#')).filter(|text| !text.is_empty()));
    // Where only the fragment differs, a browser does not load anew.
    page.client.goto("about:blank").await?;
    page.client.goto(address.as_str()).await?;
    page.wait_for(there).await.map(|_| ())
}

/// Opens a file at `#…` and waits for the first passages.
async fn open(page: &Page, file: &Path, behind: &str) -> anyhow::Result<()> {
    open_at(page, file, behind, READY).await
}

pub async fn opens_by_double_click_and_does_what_the_site_does(page: &mut Page) -> anyhow::Result<()> {
    open(page, built().await?, "#lang=de").await?;
    page.screenshot("single-file").await?;
    ensure!(page.eval("return location.protocol").await? == "file:");
    let all = page.texts(".summary .status").await?;
    page.click(".facet[data-facet=company] li[data-value=Klarna] a").await?;
    page.until("fewer are shown", "location.hash.includes('company=Klarna')").await?;
    page.wait_for(".facet[data-facet=company] li[data-value=Klarna].chosen").await?;
    page.fill("#q", "Abbau").await?;
    page.wait_for(".passage mark").await?;
    ensure!(page.fragment().await?.contains("q=Abbau"));
    page.client.back().await?;
    page.client.back().await?;
    page.until(
        "Back leads to the start",
        &format!("document.querySelector('.summary .status').innerText === {:?}", all.concat()),
    )
    .await?;
    page.click("li.passage .origin a").await?;
    page.wait_for(".reading h1").await?;
    // A link into the file opens the same view.
    open_at(page, built().await?, "#company=Klarna&view=figures&lang=en", "table.ledger").await?;
    ensure!(page.server.site.seen().is_empty(), "the file asked the server: {:?}", page.server.site.seen());
    Ok(())
}
