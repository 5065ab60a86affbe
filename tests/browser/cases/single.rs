//! The whole site in one file, opened by double click: no server, no request.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use browser_tests::page::{Page, READY, print_median, watch_script};
use lesart::pack::{self, Pack};
use lesart::site::single::{self, BLOCKS, Start, complete};
use lesart::site::{File, digest, octets};
use tokio::sync::OnceCell;
use xtask::compress;

/// The file as a maintainer builds it, once for all cases.
static BUILT: OnceCell<PathBuf> = OnceCell::const_new();

/// A folder with blanks and umlauts in its name, as sticks have it.
pub(crate) fn stick() -> anyhow::Result<PathBuf> {
    let folder = xtask::target_dir().join("tmp").join("Stick für Übung 1");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

pub(crate) async fn built() -> anyhow::Result<&'static Path> {
    let build = || async {
        // Another file where one is given: a build of its own, for the README.
        if let Some(given) = std::env::var_os("LESART_SINGLE") {
            return Ok(PathBuf::from(given));
        }
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
    let html = fs::read(built().await?)?;
    let mut pack = pack::read(&block(&html, "corpus")?)?;
    change(&mut pack);
    let corpus = compress::block(&pack::write(&pack))?;
    let whole = complete(&html, |name| match name {
        "start" => Some(start.block().into_bytes()),
        "corpus" => Some(corpus.clone()),
        _ => None,
    })?;
    let path = stick()?.join(format!("{name}.html"));
    fs::write(&path, whole)?;
    Ok(path)
}

/// A file's block as it stands there.
pub(crate) fn packed<'a>(html: &'a [u8], name: &str) -> &'a [u8] {
    single::block(html, name).unwrap_or_default()
}

/// A file's block, unpacked. Those of the reader are empty where the worker is both.
pub(crate) fn block(html: &[u8], name: &str) -> anyhow::Result<Vec<u8>> {
    let bytes = packed(html, name);
    if name == "start" || bytes.is_empty() { Ok(bytes.to_vec()) } else { compress::bytes_of_block(bytes) }
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
fn blocks(html: &[u8]) -> anyhow::Result<Vec<Vec<u8>>> {
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
    let read = |path: &Path| blocks(&fs::read(path)?);
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

/// A page as a browser's menu saves it: in the character set that the page has, what lies beyond it by number.
fn in_windows_1252(html: &str) -> Vec<u8> {
    // Between 128 and 159 it has characters of its own; all others are those of Unicode's first 256.
    const OWN: [(u8, char); 27] = [
        (0x80, '€'),
        (0x82, '‚'),
        (0x83, 'ƒ'),
        (0x84, '„'),
        (0x85, '…'),
        (0x86, '†'),
        (0x87, '‡'),
        (0x88, 'ˆ'),
        (0x89, '‰'),
        (0x8a, 'Š'),
        (0x8b, '‹'),
        (0x8c, 'Œ'),
        (0x8e, 'Ž'),
        (0x91, '‘'),
        (0x92, '’'),
        (0x93, '“'),
        (0x94, '”'),
        (0x95, '•'),
        (0x96, '–'),
        (0x97, '—'),
        (0x98, '˜'),
        (0x99, '™'),
        (0x9a, 'š'),
        (0x9b, '›'),
        (0x9c, 'œ'),
        (0x9e, 'ž'),
        (0x9f, 'Ÿ'),
    ];
    let mut out = Vec::with_capacity(html.len());
    for letter in html.chars() {
        let own = OWN.iter().find(|(_, known)| *known == letter).map(|(byte, _)| *byte);
        match own.or_else(|| u8::try_from(u32::from(letter)).ok()) {
            Some(byte) => out.push(byte),
            None => out.extend(format!("&#{};", u32::from(letter)).into_bytes()),
        }
    }
    out
}

pub async fn a_copy_saved_by_the_browsers_menu_opens(page: &mut Page) -> anyhow::Result<()> {
    // The menu writes heights that a script had set as attributes, which the policy then refuses.
    page.expect_noise();
    open(page, built().await?, "#lang=de").await?;
    let html = page.eval("return '<!DOCTYPE html>\\n' + document.documentElement.outerHTML").await?;
    let copy = stick()?.join("Kopie aus dem Menü.html");
    fs::write(&copy, in_windows_1252(html.as_str().unwrap_or_default()))?;
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
    let html = fs::read(built().await?)?;
    let broken = |name: &str| -> anyhow::Result<PathBuf> {
        let content = packed(&html, name);
        let half = content.iter().take(content.len() / 2).copied().collect::<Vec<u8>>();
        let whole = complete(&html, |block| (block == name).then(|| half.clone()))?;
        let path = stick()?.join(format!("kaputt-{name}.html"));
        fs::write(&path, whole)?;
        Ok(path)
    };
    open_at(page, &broken("page")?, "", "html[data-failed=load]").await?;
    open_at(page, &broken("worker-js")?, "", "html[data-failed=load]").await?;
    open_at(page, &broken("corpus")?, "#lang=de", ".failed-state").await?;
    // A transfer that broke off in the middle.
    let half = stick()?.join("halb.html");
    fs::write(&half, &html[..html.len() / 2])?;
    open_at(page, &half, "", "html[data-failed=load]").await
}

/// What is packed here is unpacked there: the coding of parts in this engine's own JavaScript, and what
/// its parser of HTML makes of a file that holds it.
pub async fn parts_survive_this_engine(page: &mut Page) -> anyhow::Result<()> {
    // Every byte beside every other, and the kept-out ones in a row.
    let mut bytes: Vec<u8> = (0..=255u8).flat_map(|byte| (0..=255u8).flat_map(move |next| [byte, next])).collect();
    bytes.extend([0, 13, 27, 60, 60, 27, 13, 0, 10, 13, 10]);
    // Firefox hides from its driver what a script declares: another script in the file hands it out.
    let file = with_script(
        built().await?,
        "Kodierung",
        "window.coding = { escaped: (bytes) => escaped(bytes), bytesOf: (text) => bytesOf(text), pageOf: (text) => pageOf(text) }",
    )?;
    let mut html = fs::read(&file)?;
    let end = html.len() - html.iter().rev().position(|byte| *byte == b'<').context("no element")? - 1;
    let mut rest = html.split_off(end);
    html.extend(b"<script type=\"text/plain\" id=\"sample\">");
    html.extend(octets::page_of(&bytes));
    html.extend(b"</script>");
    html.append(&mut rest);
    fs::write(&file, html)?;
    open(page, &file, "").await?;
    let script = format!(
        "const bytes = Uint8Array.from({bytes:?});
         const {{ escaped, bytesOf, pageOf }} = window.coding;
         const text = document.getElementById('sample').textContent;
         const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
         return [same(bytesOf(text), bytes), same(pageOf(text), escaped(bytes))].join()"
    );
    ensure!(page.eval(&script).await? == "true,true", "bytes changed on the way");
    Ok(())
}

/// A host that says that its pages are UTF-8, as many do, spoils the bytes: then the file is asked for again.
pub async fn a_host_with_another_character_set(page: &mut Page) -> anyhow::Result<()> {
    page.publish(&[File::new("index.html", fs::read(built().await?)?)])?;
    page.open("#lang=de").await?;
    ensure!(page.eval("return document.characterSet").await? == "UTF-8", "the server says another character set");
    let seen = page.server.site.seen();
    // Unchanged is an answer too.
    ensure!(seen.len() == 2 && seen.iter().all(|seen| [200, 304].contains(&seen.status)), "{seen:?}");
    Ok(())
}

/// The file with a script more, before its own.
fn with_script(file: &Path, name: &str, script: &str) -> anyhow::Result<PathBuf> {
    let html = fs::read(file)?;
    let put = |html: Vec<u8>, before: &str, new: &str| -> anyhow::Result<Vec<u8>> {
        let at = html.windows(before.len()).position(|part| part == before.as_bytes()).context("no such place")?;
        Ok([html.get(..at).unwrap_or_default(), new.as_bytes(), html.get(at..).unwrap_or_default()].concat())
    };
    let html = put(html, "'wasm-unsafe-eval'", &format!("'{}' ", digest(script)))?;
    let html = put(html, "<title>", &format!("<script>{script}</script>"))?;
    let path = stick()?.join(format!("{name}.html"));
    fs::write(&path, html)?;
    Ok(path)
}

/// Time from opening the file to first passages. Printed, for the README.
pub async fn first_passages_come_from_the_file(page: &mut Page) -> anyhow::Result<()> {
    let file = with_script(built().await?, "gestoppt", &watch_script())?;
    let mut times = Vec::new();
    for _ in 0..7 {
        open(page, &file, "").await?;
        times.extend(page.first_passages().await?);
    }
    ensure!(times.len() == 7, "the time was not marked: {times:?}");
    print_median("opened file to first passages", times);
    Ok(())
}
