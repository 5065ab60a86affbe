//! Is the reading room a place to come into: the first screen, keys, what an empty result says?

use anyhow::ensure;
use browser_tests::page::{Page, READY};
use fantoccini::key::Key;

/// Presses a key where the focus is.
async fn press(page: &Page, key: &str) -> anyhow::Result<()> {
    Ok(page.client.active_element().await?.send_keys(key).await?)
}

fn key(key: Key) -> String {
    char::from(key).to_string()
}

/// The passage whose row has the focus.
async fn focused(page: &Page) -> anyhow::Result<String> {
    let script = "return document.activeElement.closest('[data-passage]')?.dataset.passage ?? ''";
    Ok(page.eval(script).await?.as_str().unwrap_or_default().to_owned())
}

pub async fn keys_lead_through_the_page(page: &mut Page) -> anyhow::Result<()> {
    page.open("#company=Klarna&lang=de").await?;
    press(page, "/").await?;
    page.until("the search box has the focus", "document.activeElement.id === 'q'").await?;
    press(page, "jk/?").await?;
    page.until("letters in a field are letters", "document.activeElement.value === 'jk/?'").await?;
    page.client.goto("about:blank").await?;
    page.open("#company=Klarna&lang=de").await?;
    press(page, "j").await?;
    let first = focused(page).await?;
    press(page, "j").await?;
    let second = focused(page).await?;
    press(page, "j").await?;
    let third = focused(page).await?;
    press(page, "k").await?;
    ensure!(!first.is_empty() && first != second && second != third, "{first} {second} {third}");
    ensure!(focused(page).await? == second, "k does not lead back");
    let seen = "const row = document.activeElement, edges = row.getBoundingClientRect();
        return row.matches(':focus-visible') && getComputedStyle(row).outlineStyle !== 'none' && edges.top < innerHeight && edges.bottom > 0";
    ensure!(page.eval(seen).await? == true, "the focus cannot be seen");
    page.eval("document.activeElement.querySelector('.labels button').click()").await?;
    page.wait_for(".why").await?;
    press(page, &key(Key::Escape)).await?;
    page.wait_gone(".why").await?;
    page.click(".origin a").await?;
    page.wait_for(".reading h1").await?;
    press(page, "j").await?;
    page.until("a part of the article has the focus", "document.activeElement.matches('.part')").await?;
    press(page, &key(Key::Escape)).await?;
    page.wait_for(READY).await?;
    ensure!(page.fragment().await? == "#company=Klarna&lang=de", "{}", page.fragment().await?);
    press(page, "?").await?;
    page.wait_text("main h1", "Hilfe").await?;
    // Held modifiers make other keys of them.
    page.eval("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', ctrlKey: true }))").await?;
    page.wait_text("main h1", "Hilfe").await?;
    page.click(".switch input").await?;
    page.reload_view(".switch input:not(:checked)").await?;
    press(page, &key(Key::Escape)).await?;
    press(page, "/").await?;
    page.wait_text("main h1", "Hilfe").await?;
    ensure!(page.eval("return document.activeElement.id").await? != "q", "a key that is off does something");
    page.click(".switch input").await?;
    page.wait_for(".switch input:checked").await?;
    page.eval("document.activeElement.blur()").await?;
    press(page, &key(Key::Escape)).await?;
    page.wait_for(READY).await.map(|_| ())
}

pub async fn the_first_screen_says_what_to_try(page: &mut Page) -> anyhow::Result<()> {
    for (tongue, says) in [("de", "Absatz für Absatz"), ("en", "paragraph by paragraph")] {
        page.client.goto("about:blank").await?;
        page.open(&format!("#lang={tongue}")).await?;
        page.wait_text(".start", says).await?;
        let examples = page.count(".start .examples a").await?;
        ensure!(examples == 3, "{examples} examples");
        let above = "document.querySelector('.start .examples').getBoundingClientRect().bottom < innerHeight";
        page.until("it is all seen at once", above).await?;
        for place in 1..=3 {
            page.click(&format!(".start li:nth-child({place}) a")).await?;
            page.wait_gone(".start").await?;
            page.until("something is shown", "document.querySelector('main :is(.passage, .met, table.ledger)')")
                .await?;
            page.client.back().await?;
            page.wait_for(".start").await?;
        }
        page.fill("#q", "Abbau").await?;
        page.wait_gone(".start").await?;
    }
    Ok(())
}

/// Articles that lack what an example is about do not show it.
pub async fn other_articles_have_other_examples(page: &mut Page) -> anyhow::Result<()> {
    let other = page.with_corpus(|pack| pack.files.retain(|file| !file.name.contains("klarna")))?;
    page.publish(&other)?;
    page.open("#lang=de").await?;
    page.wait_text(".start", "Absatz für Absatz").await?;
    let left = page.texts(".start .examples a").await?;
    ensure!(left == ["Was nur Menschen können"], "{left:?}");
    Ok(())
}

pub async fn an_empty_result_counts_what_each_filter_hides(page: &mut Page) -> anyhow::Result<()> {
    for view in ["", "&view=compare", "&view=overview", "&view=matrix", "&view=figures"] {
        page.client.goto("about:blank").await?;
        page.client.goto(&page.address(&format!("#q=Xylophonkonzert&company=Klarna&lang=de{view}"))).await?;
        page.wait_for(".empty li a").await?;
        let ways = page.texts(".empty li").await?;
        ensure!(ways.len() == 2 && ways[0].starts_with("ohne „Xylophonkonzert“"), "{view}: {ways:?}");
        let number: String = ways[0].chars().filter(char::is_ascii_digit).collect();
        page.click(".empty li a").await?;
        page.wait_gone(".empty").await?;
        if view != "&view=compare" && view != "&view=matrix" {
            page.wait_text("main .status, .numbers", &number).await?;
        }
    }
    // Where no single one helps, that is said.
    page.client.goto(&page.address("#q=Xylophonkonzert Ytterbium&company=Klarna&stance=gibtesnicht&lang=en")).await?;
    page.wait_for(".empty li a").await?;
    page.client.goto(&page.address("#q=ort:Wien&lang=de")).await?;
    page.wait_text(".notice", "„ort:“ ist kein Filter").await
}

pub async fn a_narrow_header_is_three_lines(page: &mut Page) -> anyhow::Result<()> {
    page.client.set_window_size(320, 800).await?;
    for tongue in ["de", "en"] {
        page.client.goto("about:blank").await?;
        page.open(&format!("#lang={tongue}")).await?;
        let high = page.eval("return document.querySelector('.top').getBoundingClientRect().height").await?;
        ensure!(high.as_f64().is_some_and(|high| high < 170.0), "{tongue}: the header is {high} high");
        page.until("nothing is wider than the screen", "document.documentElement.scrollWidth <= innerWidth").await?;
        // The first passages are seen without scrolling, on a small phone too.
        let top = page.eval("return document.querySelector('ol.passages .words').getBoundingClientRect().top").await?;
        println!("    {tongue}: the first passage begins at {top}");
        ensure!(top.as_f64().is_some_and(|top| top < 568.0 - 28.0), "{tongue}: the first passage begins at {top}");
        ensure!(page.count(".start .examples a").await? == 3);
        page.screenshot(&format!("room/first-{tongue}-320")).await?;
    }
    Ok(())
}
