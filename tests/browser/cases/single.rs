//! The whole site in one file, opened by double click: no server, no request.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use browser_tests::page::{Page, READY, print_median, watch_script};
use lesart::pack::{self, Pack};
use lesart::site::single::{BLOCKS, Start, complete};
use lesart::site::{digest, septets};
use tokio::sync::OnceCell;
use xtask::compress;

/// The file as a maintainer builds it, once for all cases.
static BUILT: OnceCell<PathBuf> = OnceCell::const_new();

/// A folder with blanks and umlauts in its name, as sticks have it.
fn stick() -> anyhow::Result<PathBuf> {
    let folder = xtask::target_dir().join("tmp").join("Stick für Übung 1");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

pub(crate) async fn built() -> anyhow::Result<&'static Path> {
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

/// The file with another corpus and start.
pub(crate) async fn with(name: &str, start: &Start, change: impl FnOnce(&mut Pack)) -> anyhow::Result<PathBuf> {
    let html = fs::read_to_string(built().await?)?;
    let mut pack = pack::read(&block(&html, "corpus")?)?;
    change(&mut pack);
    let corpus = compress::block(&pack::write(&pack))?;
    let whole = complete(&html, |name| match name {
        "start" => start.block(),
        "corpus" => corpus.clone(),
        other => packed(&html, other).to_string(),
    })?;
    let path = stick()?.join(format!("{name}.html"));
    fs::write(&path, whole)?;
    Ok(path)
}

/// A file's block as it stands there.
fn packed<'a>(html: &'a str, name: &str) -> &'a str {
    let (_, rest) = html.split_once(&format!("id=\"lesart-block-{name}\">")).unwrap_or_default();
    rest.split_once("</script>").unwrap_or_default().0
}

/// A file's block, unpacked.
fn block(html: &str, name: &str) -> anyhow::Result<Vec<u8>> {
    let text = packed(html, name);
    if name == "start" { Ok(text.as_bytes().to_vec()) } else { compress::bytes_of_block(text) }
}

/// Opens a file at `#…` and waits for what is to be there.
pub(crate) async fn open_at(page: &Page, file: &Path, behind: &str, there: &str) -> anyhow::Result<()> {
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

/// Has the page save itself, and gives the file.
pub(crate) async fn save(page: &Page, folder: &str, name: Option<&str>) -> anyhow::Result<PathBuf> {
    let folder = stick()?.join(folder);
    page.save_to(&folder).await?;
    page.click("button.take").await?;
    page.click("#carry .save").await?;
    page.until("the file is handed out", "document.querySelector('#carry .fate').innerText.includes('.html')").await?;
    let said = page.texts("#carry .fate").await?.concat();
    let said = said.split(['„', '“', '”']).nth(1).unwrap_or_default().to_string();
    ensure!(name.is_none_or(|name| said == name), "saved as {said}");
    page.saved(&folder, &said).await
}

/// The content of a file's blocks, unpacked.
fn blocks(html: &str) -> anyhow::Result<Vec<Vec<u8>>> {
    BLOCKS.iter().map(|name| block(html, name)).collect()
}

pub async fn the_site_saves_itself_and_the_copy_does_it_again(page: &mut Page) -> anyhow::Result<()> {
    // A correction and a decision of the reader's go along, and the view.
    page.open("#company=Klarna&lang=de").await?;
    let passage = page.eval("return document.querySelector('li.passage').dataset.passage").await?;
    page.eval(&format!(
        "localStorage.setItem('lesart-labels', 'in=0000000000000&passage=' + {passage} + '&facet=stance&value=mixed&holds=yes&reason=zu%20glatt%20%3C%2Fscript%3E\\n')"
    ))
    .await?;
    page.reload().await?;
    page.wait_text("ul.mine", "zu glatt").await?;
    let rows = page.texts(".passage .words").await?;
    let first = save(page, "1", Some("lesart-ki-und-arbeit.html")).await?;
    page.screenshot("carry").await?;
    // The copy, on another device: nothing is kept there yet.
    open(page, &first, "").await?;
    page.wait_text("ul.mine", "zu glatt </script>").await?;
    ensure!(page.fragment().await?.contains("company=Klarna"), "the view did not come along");
    ensure!(page.texts(".passage .words").await? == rows);
    let second = save(page, "2", Some("lesart-ki-und-arbeit.html")).await?;
    open(page, &second, "").await?;
    page.wait_text("ul.mine", "zu glatt </script>").await?;
    let third = save(page, "3", Some("lesart-ki-und-arbeit.html")).await?;
    let read = |path: &Path| blocks(&fs::read_to_string(path)?);
    let (first, second, third) = (read(&first)?, read(&second)?, read(&third)?);
    ensure!(first == second && second == third, "a copy is not like its original");
    // The same parts as the one that the maintainer builds: all but what it starts with.
    let built = read(built().await?)?;
    ensure!(built.get(1..) == first.get(1..), "the page writes another file than the build");
    // What the reader takes back here stays taken back here.
    page.click("ul.mine button").await?;
    page.wait_gone("ul.mine").await?;
    page.eval("window.beforeReload = true; location.reload()").await?;
    page.until("the page is loaded anew", "!window.beforeReload").await?;
    page.wait_for(READY).await?;
    ensure!(page.count("ul.mine").await? == 0, "what was taken back came again");
    Ok(())
}

pub async fn a_copy_saved_by_the_browsers_menu_opens(page: &mut Page) -> anyhow::Result<()> {
    // The menu writes heights that a script had set as attributes, which the policy then refuses.
    page.expect_noise();
    open(page, built().await?, "#lang=de").await?;
    let html = page.eval("return '<!DOCTYPE html>\\n' + document.documentElement.outerHTML").await?;
    let copy = stick()?.join("Kopie aus dem Menü.html");
    fs::write(&copy, html.as_str().unwrap_or_default())?;
    // Rows stand in the copy before anything runs: what is chosen tells that the page is at work.
    open_at(page, &copy, "#company=Klarna&lang=de", ".facet[data-facet=company] li[data-value=Klarna].chosen").await?;
    let saved = save(page, "4", Some("lesart-ki-und-arbeit.html")).await?;
    open(page, &saved, "").await
}

pub async fn a_file_in_a_browser_that_keeps_nothing(page: &mut Page) -> anyhow::Result<()> {
    let refuse = "for (const name of ['localStorage', 'indexedDB', 'caches']) Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } })";
    page.chromium_command("Page.addScriptToEvaluateOnNewDocument", serde_json::json!({ "source": refuse })).await?;
    open(page, built().await?, "#stance=mixed&lang=de").await?;
    page.click("li.passage .labels > button.quiet").await?;
    page.wait_for(".why .clues li").await?;
    let saved = save(page, "5", Some("lesart-ki-und-arbeit.html")).await?;
    open(page, &saved, "").await
}

/// A file of which a part was lost on the way says so.
pub async fn a_file_that_is_broken_says_so(page: &mut Page) -> anyhow::Result<()> {
    page.expect_noise();
    let html = fs::read_to_string(built().await?)?;
    let broken = |name: &str| -> anyhow::Result<PathBuf> {
        let whole = complete(&html, |block| {
            let content = packed(&html, block);
            if block == name {
                content.chars().take(content.chars().count() / 8 * 4).collect()
            } else {
                content.to_string()
            }
        })?;
        let path = stick()?.join(format!("kaputt-{name}.html"));
        fs::write(&path, whole)?;
        Ok(path)
    };
    open_at(page, &broken("page")?, "", "html[data-failed=load]").await?;
    open_at(page, &broken("worker-js")?, "", "html[data-failed=load]").await?;
    open_at(page, &broken("corpus")?, "#lang=de", ".failed-state").await?;
    // A transfer that broke off in the middle.
    let half = stick()?.join("halb.html");
    fs::write(&half, &html.as_bytes()[..html.len() / 2])?;
    open_at(page, &half, "", "html[data-failed=load]").await
}

/// What is packed here is unpacked there: the coding of parts in this engine's own JavaScript, and what
/// its parser of HTML makes of it.
pub async fn parts_survive_this_engine(page: &mut Page) -> anyhow::Result<()> {
    // Firefox hides from its driver what a script declares: another script in the file hands it out.
    let coding = with_script(
        built().await?,
        "Kodierung",
        "window.coding = { textOf: (bytes) => textOf(bytes), bytesOf: (text) => bytesOf(text) }",
    )?;
    open(page, &coding, "").await?;
    let mut samples: Vec<Vec<u8>> = (0..=255u8).map(|byte| vec![byte; usize::from(byte) % 23]).collect();
    // NUL, CR and `<` more often than chance has them.
    let mut seed = 7u64;
    samples.push(
        std::iter::repeat_with(|| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            if seed >> 62 == 0 {
                [0, 0x1a, 0x06, 0x78, 0xff].map(|byte| byte ^ (seed >> 40) as u8 & 1)[(seed >> 50) as usize % 5]
            } else {
                (seed >> 50) as u8
            }
        })
        .take(40_000)
        .collect(),
    );
    for bytes in samples {
        let text = septets::text_of(&bytes);
        let script = format!(
            "const bytes = Uint8Array.from({bytes:?});
             const {{ textOf, bytesOf }} = window.coding;
             const text = textOf(bytes);
             const parsed = new DOMParser().parseFromString('<script type=\"text/plain\">' + text + '</script>', 'text/html');
             const seen = parsed.querySelector('script').textContent;
             const back = bytesOf(seen);
             return seen !== text ? 'HTML' : back.length !== bytes.length || back.some((byte, at) => byte !== bytes[at]) ? 'back' : text"
        );
        let made = page.eval(&script).await?;
        ensure!(
            made == text.as_str(),
            "{} bytes from {:?}: {}",
            bytes.len(),
            bytes.first(),
            made.as_str().map_or(0, str::len)
        );
    }
    Ok(())
}

/// The file with a script more, before its own.
fn with_script(file: &Path, name: &str, script: &str) -> anyhow::Result<PathBuf> {
    let html = fs::read_to_string(file)?;
    let html = html.replacen("script-src ", &format!("script-src '{}' ", digest(script)), 1);
    let html = html.replacen("<title>", &format!("<script>{script}</script><title>"), 1);
    let path = stick()?.join(format!("{name}.html"));
    fs::write(&path, html)?;
    Ok(path)
}

/// Time from opening the file to first passages. Printed, for the README.
pub async fn first_passages_come_from_the_file(page: &mut Page) -> anyhow::Result<()> {
    // Another file where one is given: a build of its own, for the README.
    let given = std::env::var_os("LESART_SINGLE").map(PathBuf::from);
    let file = match &given {
        Some(file) => with_script(file, "gestoppt", &watch_script())?,
        None => with_script(built().await?, "gestoppt", &watch_script())?,
    };
    let mut times = Vec::new();
    for _ in 0..7 {
        open(page, &file, "").await?;
        times.extend(page.first_passages().await?);
    }
    ensure!(times.len() == 7, "the time was not marked: {times:?}");
    print_median("opened file to first passages", times);
    Ok(())
}
