//! Own articles in a page that came as one file: read, folded, searched, taken along and read again, by a
//! page that stands on a stick and has no server.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::ensure;
use browser_tests::page::{Page, READY};
use lesart::site::octets;
use lesart::site::single::complete;

use crate::own::{HELP, ONE, shows};
use crate::single::{block, built, open_at, packed, save, stick};

/// Opens a file, and brings what drops and chooses files.
async fn open(page: &Page, file: &Path, behind: &str, there: &str) -> anyhow::Result<()> {
    open_at(page, file, behind, there).await?;
    page.eval(HELP).await?;
    Ok(())
}

/// A document of Word with these words.
fn docx(name: &str, words: &str) -> String {
    let body =
        format!("<w:document xmlns:w=\\\"w\\\"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>");
    format!(
        "file('{name}.docx', ...await zip([['[Content_Types].xml', '<Types/>'], ['word/document.xml', \"{body}\"]]))"
    )
}

/// Puts in view what is read, folded and found: a text in three formats, another one beside it.
async fn several_formats(page: &Page, file: &Path) -> anyhow::Result<()> {
    open(page, file, "#lang=de", READY).await?;
    page.eval_async(&format!(
        "const packed = await zip([['Presse/eins.html', '<!doctype html><title>Aus dem Netz</title><article><p>{}</p></article>'],
            ['Presse/tabelle.csv', 'title,text\\nTabelle,\"In der Tabelle steht etwas von Robotern.\"']]);
         drop(file('eins.txt', '{ONE}'), file('Presse.zip', ...packed), file('bild.exe', 'MZ'), {})",
        ONE.replace("\\n\\n", "</p><p>"),
        docx("drei", "Aus einem Dokument kommt die Nachricht von Webstühlen."),
    ))
    .await?;
    shows(page, "Eigene Artikel", "Wiesental").await?;
    page.wait_text(".own-report", "4 Artikel").await?;
    page.wait_text(".own-report", "1 Datei konnte nicht").await?;
    for words in ["Webstühlen", "Robotern"] {
        page.wait_text("ol.passages", words).await?;
    }
    // What stands in two of them is one passage of each paragraph, and opens to both places.
    let rows = page.texts("ol.passages > li").await?;
    ensure!(rows.iter().filter(|row| row.contains("Die Bank Wiesental")).count() == 1, "{rows:#?}");
    page.fill("#q", "Webstuhl").await?;
    page.until("one is found", "document.querySelectorAll('ol.passages > li').length === 1").await?;
    page.wait_text("ol.passages mark", "Webstühle").await?;
    page.eval("const field = document.querySelector('#q'); field.value = ''; field.dispatchEvent(new Event('input', { bubbles: true }))").await?;
    page.until("all are shown again", "document.querySelectorAll('ol.passages > li').length > 3").await
}

/// The articles at hand go along in a file, which reads further ones and does the same again.
async fn a_copy_reads_on(page: &Page, file: &Path, folder: &str) -> anyhow::Result<PathBuf> {
    let saved = save(page, folder, None).await?;
    open(page, &saved, "", READY).await?;
    for words in ["Wiesental", "Webstühlen", "Robotern"] {
        page.wait_text("ol.passages", words).await?;
    }
    ensure!(saved != file);
    page.eval("location.hash = '#view=own&lang=de'").await?;
    page.wait_for("#own-files").await?;
    page.eval_async(&format!("choose('own-files', {})", docx("vier", "Im vierten Text geht es um Schreibmaschinen.")))
        .await?;
    shows(page, "vier", "Schreibmaschinen").await?;
    let again = save(page, &format!("{folder} weiter"), None).await?;
    open(page, &again, "", READY).await?;
    page.wait_text("ol.passages", "Schreibmaschinen").await?;
    Ok(again)
}

pub async fn files_are_read_and_taken_along(page: &mut Page) -> anyhow::Result<()> {
    several_formats(page, built().await?).await?;
    page.screenshot("stick-own").await?;
    let again = a_copy_reads_on(page, built().await?, "eigene").await?;
    // Only articles and start differ from what the build made.
    let (built, again) = (fs::read(built().await?)?, fs::read(again)?);
    for name in ["page", "worker-js", "worker", "reader-js", "reader", "template"] {
        ensure!(packed(&built, name) == packed(&again, name), "{name} is another one");
    }
    ensure!(page.server.site.seen().is_empty(), "a file asked the server: {:?}", page.server.site.seen());
    Ok(())
}

pub async fn a_pasted_text_and_what_was_kept(page: &mut Page) -> anyhow::Result<()> {
    open(page, built().await?, "#view=own&lang=en", ".own-paste").await?;
    page.click(".own-paste summary").await?;
    page.fill("#own-paste-title", "Wiesental").await?;
    page.fill("#own-paste-text", "The bank at Wiesental is going to cut three hundred jobs.").await?;
    page.click(".own-paste button").await?;
    shows(page, "Wiesental", "three hundred jobs").await?;
    // What the device keeps is there after a reload; where it keeps nothing for files, that was said.
    page.eval("location.hash = '#view=own&lang=en'").await?;
    page.wait_text(".own-all", "Wiesental").await?;
    let kept = !page.texts(".own-all").await?.concat().contains("in this window only");
    page.eval("location.hash = '#corpus=Wiesental&lang=en'").await?;
    shows(page, "Wiesental", "three hundred jobs").await?;
    page.eval("window.beforeReload = true; location.reload()").await?;
    page.until("the page is loaded anew", "!window.beforeReload").await?;
    if kept {
        shows(page, "Wiesental", "three hundred jobs").await?;
        // And can be taken away again, so that nothing of this stays on the stick's reader's device.
        page.eval("location.hash = '#view=own&lang=en'").await?;
        page.click(".own-all > li:nth-child(2) .own-do > button:last-child").await?;
        page.click(".own-sure button").await?;
        page.until("it is gone", "document.querySelectorAll('.own-all > li').length === 1").await
    } else {
        page.wait_for("main .empty, main .failed-state, .failed-state").await.map(|_| ())
    }
}

/// Where the browser keeps nothing for pages from files, files are read and taken along all the same.
pub async fn a_browser_that_keeps_nothing_for_files(page: &mut Page) -> anyhow::Result<()> {
    let html = fs::read(built().await?)?;
    let script = block(&html, "worker-js")?;
    let script = [b"Object.defineProperty(self, 'indexedDB', { value: undefined });\n".as_slice(), &script].concat();
    let script = octets::page_of(&xtask::compress::gzip(&script)?);
    let path = stick()?.join("ohne Speicher.html");
    fs::write(&path, complete(&html, |name| (name == "worker-js").then(|| script.clone()))?)?;
    several_formats(page, &path).await?;
    page.click(".own-report a").await?;
    page.wait_text(".own-came", "privaten Fenster").await?;
    page.screenshot("stick-no-store").await?;
    page.wait_text(".own-all", "nur in diesem Fenster").await?;
    page.click(".own-all > li:nth-child(2) a").await?;
    shows(page, "Eigene Artikel", "Wiesental").await?;
    a_copy_reads_on(page, &path, "ohne Speicher").await.map(|_| ())
}

/// Without a network there is no store to fetch: the file is made of what the page runs on, and does the same.
pub async fn a_file_saved_without_a_network_does_it_too(page: &mut Page) -> anyhow::Result<()> {
    page.expect_noise();
    page.open("#lang=de").await?;
    page.kept().await?;
    page.reload().await?;
    page.server.stop().await;
    let saved = save(page, "ohne Netz", None).await?;
    page.server.resume().await?;
    let html = fs::read(&saved)?;
    ensure!(!packed(&html, "reader").is_empty(), "it is made of the store all the same");
    several_formats(page, &saved).await?;
    a_copy_reads_on(page, &saved, "ohne Netz, eigene").await.map(|_| ())
}
