//! What is shown before the worker says it, and what waits until it has.
//!
//! The worker is held: what it says comes to the page when a case lets it. Only Chromium can be told so before the
//! page is there; elsewhere there is nothing to see.

use anyhow::{Context, ensure};
use browser_tests::page::{Page, READY};
use lesart::protocol::first;
use lesart::site::{File, Role, part_names};
use serde_json::{Value, json};

/// Holds what workers say until `letGo()`; notes it in `said`, and in `changes` whatever changes in the page.
const HOLD: &str = "
    const Plain = Worker;
    const held = [];
    window.said = [];
    window.holds = true;
    window.Worker = class extends Plain {
      constructor(...options) {
        super(...options);
        this.addEventListener('message', (event) => {
          // That it is there it may say, since only then it is asked, and how far it is (the kind of an answer
          // stands behind who asked and the number of the question).
          const { data } = event;
          if (!window.holds || data[0] === 0 || (data[3] === 3 && data.length < 12)) return;
          said.push(Array.from(event.data));
          held.push([this, event.data]);
          event.stopImmediatePropagation();
        });
      }
    };
    window.letGo = () => {
      window.holds = false;
      for (const [worker, data] of held) worker.dispatchEvent(new MessageEvent('message', { data }));
    };
    addEventListener('lesart-answered', () => { window.answered = true; });
    window.changes = [];
    new MutationObserver((records) => {
      for (const { type, target, attributeName } of records) changes.push([type, target.nodeName, attributeName, target.data]);
      window.shown ??= document.querySelector('ol.passages:not([aria-hidden]) > li') ? performance.now() : undefined;
    }).observe(document, { childList: true, subtree: true, attributes: true, characterData: true });";

/// Whether the worker will be held.
async fn holds(page: &Page) -> anyhow::Result<bool> {
    page.chromium_command("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HOLD })).await?;
    Ok(page.is_chromium())
}

/// Opens a view and waits until the page is drawn and the worker has said something that is held.
async fn open(page: &Page, behind: &str) -> anyhow::Result<()> {
    page.client.goto("about:blank").await?;
    page.client.goto(&page.address(behind)).await?;
    page.until("the worker has answered, unheard", "window.said && said.length >= 3").await?;
    page.wait_for("header .copy").await?;
    page.eval("changes.length = 0").await.map(|_| ())
}

async fn let_go(page: &Page) -> anyhow::Result<()> {
    page.eval("letGo()").await?;
    page.until("the page has heard the worker", "window.answered").await
}

pub async fn the_build_says_what_the_worker_says(page: &mut Page) -> anyhow::Result<()> {
    if !holds(page).await? {
        return Ok(());
    }
    // To a page that shows nothing yet the worker says all of it.
    let mut bare = page.files.to_vec();
    for file in bare.iter_mut().filter(|file| file.path == "index.html") {
        let index = String::from_utf8_lossy(&file.bytes);
        let names = part_names(&index).context("no #lesart-parts")?;
        file.bytes = index.replace(&names.first, "").into_bytes();
    }
    page.publish(&bare)?;
    open(page, "").await?;
    ensure!(page.count(READY).await? == 0);
    let said: Vec<Vec<u8>> = serde_json::from_value(page.eval("return said").await?)?;
    let of = |role: Role| page.files.iter().find(|file| Role::of(&file.path) == role);
    let (first, corpus) = (of(Role::First).context("no first answer")?, of(Role::Corpus).context("no corpus file")?);
    let tells = first::tells(&first.bytes, &corpus.path).context("it belongs to another corpus file")?;
    // In front of an answer stand only its kind, who asked and the number of the question.
    let heads = 3..12;
    let said_in_full = |tells: &[u8]| {
        said.iter().any(|message| heads.clone().any(|head| message.get(head..).is_some_and(|said| said == tells)))
    };
    let split = (1..tells.len()).find(|at| {
        let (opened, listed) = tells.split_at(*at);
        said_in_full(listed) && said_in_full(opened)
    });
    ensure!(split.is_some(), "the worker says something else: {} messages", said.len());
    Ok(())
}

pub async fn first_passages_stand_before_the_worker_answers(page: &mut Page) -> anyhow::Result<()> {
    if !holds(page).await? {
        return Ok(());
    }
    for behind in ["", "#lang=de", "#lang=en"] {
        open(page, behind).await?;
        let shown = page.texts("body").await?;
        ensure!(page.count(&format!("{READY}, .facet li a")).await? > 25, "{behind}: {shown:?}");
        ensure!(page.count("ol.passages[aria-busy=true], .waiting").await? == 0, "{behind}: something is waited for");
        ensure!(page.eval("return window.answered ?? null").await? == Value::Null, "the worker is held");
        // What the worker needs comes after what is shown, or both would share the line; where a link has something
        // to say, the loader does not know yet whether the worker is needed.
        let early = page
            .eval("return performance.getEntriesByType('resource').filter((entry) => /worker|corpus/.test(entry.name) && entry.startTime < shown).length")
            .await?;
        ensure!(early == 0 || !behind.is_empty(), "{early} files of the worker's were asked for too early");
        // Beside the words of the interface it says only that all is as told.
        let lengths = page.eval("return said.map((message) => message.length).filter((length) => length > 20)").await?;
        let long = lengths.as_array().map_or(0, Vec::len);
        ensure!(long == 1, "{behind}: the worker would say something else than the build: {lengths}");
        let_go(page).await?;
        let changes = page.eval("return changes").await?;
        ensure!(changes == json!([]), "{behind}: the worker's answer changed {changes}");
        ensure!(page.texts("body").await? == shown);
    }
    Ok(())
}

pub async fn what_is_typed_meanwhile_is_answered(page: &mut Page) -> anyhow::Result<()> {
    if !holds(page).await? {
        return Ok(());
    }
    open(page, "").await?;
    page.fill("#q", "Klarna").await?;
    page.wait_for("ol.passages[aria-busy=true] > li").await?;
    let_go(page).await?;
    page.wait_for("ol.passages[aria-busy=false] mark").await?;
    ensure!(page.fragment().await? == "#q=Klarna");
    open(page, "").await?;
    page.click("[data-facet=company] li a").await?;
    page.wait_for("ol.passages[aria-busy=true] > li").await?;
    let_go(page).await?;
    page.wait_for("ol.passages[aria-busy=false] > li").await?;
    ensure!(page.count("[data-facet=company] li.chosen").await? == 1);
    Ok(())
}

/// No row is there while the worker is held.
async fn waits(page: &Page, behind: &str, what: &str) -> anyhow::Result<()> {
    open(page, behind).await?;
    ensure!(page.count(READY).await? == 0, "{what}: rows are shown that the worker has not said");
    let_go(page).await?;
    page.wait_for(READY).await.map(|_| ())
}

pub async fn what_the_build_does_not_know_waits_for_the_worker(page: &mut Page) -> anyhow::Result<()> {
    if !holds(page).await? {
        return Ok(());
    }
    waits(page, "#company=Klarna", "a filter").await?;
    ensure!(page.count("[data-facet=company] li.chosen").await? == 1);
    // A reader's own label stands in the rows.
    let row = page.eval("return document.querySelector('ol.passages > li').dataset.passage").await?;
    let row = row.as_str().unwrap_or_default();
    let label = format!("in={row}&passage={row}&facet=claim&value=job-cuts&holds=yes&reason=");
    page.eval(&format!("localStorage.setItem('lesart-labels', {label:?})")).await?;
    waits(page, "", "an own label").await?;
    page.eval("localStorage.clear()").await?;
    // What is not the same has another number of groups.
    let two = page.eval("return Array.from(document.querySelectorAll('ol.passages > li'), (li) => li.dataset.passage)");
    let two = two.await?;
    let apart = format!("{} {}", two[0].as_str().unwrap_or_default(), two[1].as_str().unwrap_or_default());
    page.eval(&format!("localStorage.setItem('lesart-apart', {apart:?})")).await?;
    waits(page, "", "a parted group").await?;
    page.eval("localStorage.clear()").await?;
    Ok(())
}

pub async fn another_corpus_file_has_no_first_answer(page: &mut Page) -> anyhow::Result<()> {
    if !holds(page).await? {
        return Ok(());
    }
    let next = page.next_version()?;
    ensure!(!next.iter().any(|file| Role::of(&file.path) == Role::First), "it belongs to the corpus file before");
    page.publish(&next)?;
    waits(page, "", "a replaced corpus file").await?;
    // By hand: the page names another corpus file, and still the answer to the one before.
    let name = |files: &[File]| {
        let index = files.iter().find(|file| file.path == "index.html");
        index.and_then(|index| part_names(&String::from_utf8_lossy(&index.bytes))).map(|names| names.corpus)
    };
    let (old, new) = (name(&page.files).context("no corpus")?, name(&next).context("no corpus")?);
    let mut mixed = page.files.to_vec();
    mixed.extend(next.into_iter().filter(|file| file.path == new));
    for file in mixed.iter_mut().filter(|file| file.path == "index.html") {
        file.bytes = String::from_utf8_lossy(&file.bytes).replace(&old, &new).into_bytes();
    }
    page.publish(&mixed)?;
    waits(page, "?", "a corpus file named by hand").await
}

pub async fn the_site_is_kept_when_the_worker_has_answered(page: &mut Page) -> anyhow::Result<()> {
    if !holds(page).await? {
        return Ok(());
    }
    open(page, "").await?;
    let asked = || page.server.site.seen().iter().filter(|seen| seen.target.ends_with("/sw.js")).count();
    ensure!(asked() == 0, "the site is kept while the worker is waited for");
    let_go(page).await?;
    page.kept().await?;
    ensure!(asked() > 0);
    Ok(())
}
