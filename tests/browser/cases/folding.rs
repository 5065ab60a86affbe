//! What readers do with repeated passages: open a group, part it, unfold, show page furniture.

use anyhow::ensure;
use browser_tests::page::{Page, READY};
use lesart::pack::PackFile;
use serde_json::json;

const SAID: &str = "Die Hafenbank will bis Ende 2027 rund 3.900 Stellen in der Verwaltung abbauen und begründet das mit neuer Software.";

/// The site with a few small articles in it: two copies, an edited one, and one with another figure.
async fn open(page: &Page, behind: &str) -> anyhow::Result<()> {
    let article = |title: &str, text: &str| {
        let body = format!(
            "---\ntitle: {title}\nsource: Blatt {title}\ndate: 2025-02-13\n---\n{text}\n\nNächste Seite\n\nDazu gehört {title}.\n"
        );
        PackFile::new(format!("{title}.md"), body)
    };
    let files = page.with_corpus(|pack| {
        pack.files = vec![
            article("Eins", SAID),
            article("Zwei", SAID),
            article("Drei", &SAID.replace("abbauen", "streichen")),
            article("Vier", &SAID.replace("3.900", "2.100")),
        ];
    })?;
    page.publish(&files)?;
    page.open(behind).await
}

const EDITED: &str = ".wording[data-relation=relation-edited]";
const FIGURES: &str = ".wording[data-relation=relation-figures]";

pub async fn a_group_opens_and_shows_what_differs(page: &mut Page) -> anyhow::Result<()> {
    open(page, "#q=Hafenbank&lang=de").await?;
    page.click("li.passage .opener a").await?;
    page.wait_for(EDITED).await?;
    ensure!(page.texts(".group h1").await?.concat() == "2 Fassungen an 3 Stellen");
    let pieces = "return [...document.querySelectorAll(arguments[0])].map((piece) => [piece.tagName, piece.className, piece.lastElementChild.previousSibling.textContent])";
    let read = async |css: String| Ok::<_, anyhow::Error>(page.client.execute(pieces, vec![json!(css)]).await?);
    let edited = read(format!("{EDITED} .pair > :last-child :is(ins, del)")).await?;
    ensure!(edited == json!([["DEL", "", "abbauen"], ["INS", "", "streichen"]]), "{edited}");
    let figures = read(format!("{FIGURES} .pair > :last-child :is(ins, del)")).await?;
    ensure!(figures == json!([["DEL", "figure", "3.900"], ["INS", "figure", "2.100"]]), "{figures}");
    // What stands out does so without colour, and is told in words to those who listen.
    let style = page.eval(&format!(
        "const of = (css) => getComputedStyle(document.querySelector(css));
         return [of('{EDITED} ins').textDecorationLine, of('{EDITED} .first del').textDecorationLine, of('{FIGURES} ins').borderTopStyle]"
    )).await?;
    ensure!(style == json!(["underline", "line-through", "solid"]), "{style}");
    let heard =
        page.eval(&format!("return document.querySelector('{EDITED} .pair > :last-child').textContent")).await?;
    ensure!(
        heard.as_str().is_some_and(|text| text.contains("[fällt weg: abbauen]") && text.contains("[neu: streichen]")),
        "{heard}"
    );
    // The link opens the same group, and each wording leads to its place.
    let address = page.client.current_url().await?.to_string();
    page.client.goto("about:blank").await?;
    page.client.goto(&address).await?;
    page.wait_for(EDITED).await?;
    page.screenshot("group").await?;
    page.click(&format!("{EDITED} .places a")).await?;
    page.wait_text(".reading h1", "Drei").await?;
    ensure!(page.texts(".part.here .words").await?.concat().contains("streichen"));
    ensure!(page.texts(".part.here .elsewhere li").await?.len() == 2, "the margin leads to the other places");
    Ok(())
}

pub async fn what_is_not_the_same_stays_apart(page: &mut Page) -> anyhow::Result<()> {
    open(page, "#q=Hafenbank&lang=de").await?;
    page.click("li.passage .opener a").await?;
    page.click(&format!("{EDITED} .doubt button")).await?;
    page.click(&format!("{EDITED} .take-out")).await?;
    page.wait_gone(EDITED).await?;
    page.wait_for(".wording[data-relation=relation-taken]").await?;
    ensure!(page.eval("return document.activeElement.id").await? == "moved", "the focus was lost");
    ensure!(page.texts(".group h1").await?.concat() == "1 Fassung an 2 Stellen");
    page.eval("window.beforeReload = true; location.reload()").await?;
    page.until("the page is loaded anew", "!window.beforeReload").await?;
    page.wait_for(".wording[data-relation=relation-taken]").await?;
    ensure!(page.count(EDITED).await? == 0, "the decision was forgotten");
    // Another tab has it too, and the way back is there.
    page.click(".wording[data-relation=relation-taken] > button").await?;
    page.wait_for(EDITED).await?;
    ensure!(page.eval("return localStorage.length").await? == 0, "nothing is left behind");
    Ok(())
}

/// A browser that keeps nothing says so, and the rest works.
pub async fn refused_storage_breaks_nothing(page: &mut Page) -> anyhow::Result<()> {
    let refuse =
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } })";
    page.chromium_command("Page.addScriptToEvaluateOnNewDocument", json!({ "source": refuse })).await?;
    open(page, "#q=Hafenbank&lang=de").await?;
    page.click("li.passage .opener a").await?;
    page.wait_for(EDITED).await?;
    page.eval(refuse).await.ok();
    page.click(&format!("{EDITED} .doubt button")).await?;
    page.click(&format!("{EDITED} .take-out")).await?;
    page.wait_gone(EDITED).await?;
    page.wait_text("#moved", "speichern").await
}

pub async fn unfolding_shows_every_place(page: &mut Page) -> anyhow::Result<()> {
    open(page, "#q=Hafenbank&lang=de").await?;
    ensure!(page.texts(".summary .status").await?.concat().starts_with("2 Passagen, an 4 Stellen"));
    ensure!(page.count(READY).await? == 2);
    page.click(".sorts.fold a:not([aria-current])").await?;
    page.wait_text(".summary .status", "4 Stellen").await?;
    page.until("each place has its row", &format!("document.querySelectorAll('{READY}').length === 4")).await?;
    ensure!(page.fragment().await?.contains("fold=off"));
    page.client.back().await?;
    page.until("folded again", &format!("document.querySelectorAll('{READY}').length === 2")).await
}

pub async fn page_furniture_is_shown_on_demand(page: &mut Page) -> anyhow::Result<()> {
    open(page, "#q=Hafenbank&lang=de").await?;
    page.click("li.passage .origin a").await?;
    page.wait_for(".reading .aside a").await?;
    ensure!(page.count("p.furniture").await? == 0);
    page.click(".reading .aside a").await?;
    page.wait_text("p.furniture", "Nächste Seite").await?;
    page.click(".reading .aside a").await?;
    page.wait_gone("p.furniture").await
}
