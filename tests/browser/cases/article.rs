//! Is an article a good place to read: labels in the margin, the way to the next one, the reader's place?

use anyhow::ensure;
use browser_tests::page::{Page, READY};
use fantoccini::key::Key;

/// An article of a selection, in German.
const SELECTION: &str = "#company=Klarna&claim=job-cuts&lang=de";

async fn press(page: &Page, key: &str) -> anyhow::Result<()> {
    Ok(page.client.active_element().await?.send_keys(key).await?)
}

async fn escape(page: &Page) -> anyhow::Result<()> {
    press(page, &char::from(Key::Escape).to_string()).await
}

/// The title of the article that is read.
async fn title(page: &Page) -> anyhow::Result<String> {
    page.wait_for(".article .part").await?;
    Ok(page.texts(".article h1").await?.concat())
}

pub async fn labels_in_the_margin_lead_to_their_words(page: &mut Page) -> anyhow::Result<()> {
    for (width, beside) in [(1440, true), (768, true), (320, false)] {
        page.client.set_window_size(width, 900).await?;
        page.client.goto("about:blank").await?;
        page.open(SELECTION).await?;
        page.click("li.passage .origin a").await?;
        page.wait_for(".part.here .note.company").await?;
        let place = page
            .eval(
                "const part = document.querySelector('.part.here');
                 const [text, notes] = ['.words', '.notes'].map((css) => part.querySelector(css).getBoundingClientRect());
                 return [notes.left >= text.right, notes.top >= text.bottom - 1, document.documentElement.scrollWidth <= innerWidth].join()",
            )
            .await?;
        let expected = if beside { "true,false,true" } else { "false,true,true" };
        ensure!(place == expected, "{width}: {place}");
    }
    // Each passage has its stance in words, with a sign that is no colour.
    let bare = "[...document.querySelectorAll('.part')].filter((part) => !part.querySelector('.note.stance .sign') || part.querySelector('.note.stance').innerText.length < 5).length";
    ensure!(page.eval(&format!("return {bare}")).await? == 0);
    page.click(".part.here .note.company").await?;
    page.wait_for(".part.here .why").await?;
    let words = page.texts(".part.here .words .ev").await?;
    ensure!(!words.is_empty() && words.iter().all(|word| word.contains("Klarna")), "only its own words: {words:?}");
    ensure!(page.count(".part .words .ev:not(.company)").await? == 0);
    page.click(".part.here .note.stance").await?;
    page.wait_for(".part.here .note.stance[aria-expanded=true]").await?;
    ensure!(page.count(".note[aria-expanded=true]").await? == 1);
    // Closed by a key, the focus is where it was opened.
    page.eval("document.querySelector('.why .reason button').focus()").await?;
    escape(page).await?;
    page.wait_gone(".why").await?;
    page.until("the label has the focus", "document.activeElement.matches('.part.here .note.stance')").await
}

pub async fn a_line_has_about_66_letters(page: &mut Page) -> anyhow::Result<()> {
    page.client.set_window_size(1440, 900).await?;
    page.open("#lang=de").await?;
    page.click("li.passage .origin a").await?;
    title(page).await?;
    let lines = page
        .eval(
            "const lengths = [];
             for (const words of document.querySelectorAll('.part > .words')) {
               const range = document.createRange(); range.selectNodeContents(words);
               const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
               if (lines > 2) lengths.push(words.innerText.length / lines);
             }
             return [lengths.length, lengths.reduce((sum, one) => sum + one, 0) / lengths.length, [...document.querySelectorAll('.part > .words')].every((words) => words.lang)];",
        )
        .await?;
    println!("    letters a line: {lines}");
    let letters = lines[1].as_f64().unwrap_or_default();
    ensure!((55.0..75.0).contains(&letters) && lines[2] == true, "{lines}");
    Ok(())
}

/// From one article to the next and back, by links and keys, as many as the selection has.
pub async fn the_way_leads_through_the_selection(page: &mut Page) -> anyhow::Result<()> {
    page.open(SELECTION).await?;
    page.click("li.passage .origin a").await?;
    let first = title(page).await?;
    let places = page.texts(".way p").await?;
    ensure!(places.len() == 2 && places[0] == places[1], "at the top and at the end: {places:?}");
    let of = |text: &str| -> Option<(usize, usize)> {
        let (place, all) = text.split_once(" von ")?;
        Some((place.parse().ok()?, all.parse().ok()?))
    };
    let (mut place, all) = of(&places[0]).unwrap_or_default();
    ensure!(place > 0 && all > 1, "{places:?}");
    // To the last one.
    while place < all {
        let named = page.texts(".way .next .title").await?;
        page.click("article + .way .next").await?;
        page.wait_text(".way p", &format!("{} von {all}", place + 1)).await?;
        ensure!(title(page).await? == named[0]);
        page.until("it begins at the top", "scrollY === 0").await?;
        ensure!(page.count(".part.found").await? > 0, "it is there for a passage of the selection");
        ensure!(page.fragment().await?.starts_with("#company=Klarna&claim=job-cuts&view=article&in="));
        place += 1;
    }
    ensure!(page.count(".way .next").await? == 0);
    // And to the first by the key.
    while place > 1 {
        press(page, "p").await?;
        place -= 1;
        page.wait_text(".way p", &format!("{place} von {all}")).await?;
    }
    ensure!(page.count(".way .prev").await? == 0);
    press(page, "n").await?;
    page.wait_text(".way p", &format!("2 von {all}")).await?;
    escape(page).await?;
    page.wait_for(READY).await?;
    page.until("the row that was opened has the focus", "document.activeElement.matches('li.passage .origin a')")
        .await?;
    ensure!(page.eval("return document.activeElement.innerText").await? == first.as_str());
    ensure!(page.fragment().await? == SELECTION);
    // In English, and without a selection, through all articles.
    page.client.goto("about:blank").await?;
    page.open("#lang=en").await?;
    page.click("li.passage .origin a").await?;
    page.wait_text(".way p", "1 of ").await?;
    ensure!(page.count(".hits, .part.found").await? == 0);
    Ok(())
}

pub async fn what_is_selected_is_marked(page: &mut Page) -> anyhow::Result<()> {
    page.open("#q=Gewerkschaft&lang=en").await?;
    page.click("li.passage .origin a").await?;
    title(page).await?;
    let found = page.count(".part.found").await?;
    let all = page.count(".part").await?;
    ensure!(0 < found && found < all);
    page.wait_text(".hits", &format!("{found} of {all} passages")).await?;
    page.wait_text(".part.found .hit", "matches the selection").await?;
    let marked = "[...document.querySelectorAll('.part.found')].every((part) => part.querySelector('mark'))";
    page.until("each shows what was found", marked).await?;
    page.click(".hits a").await?;
    page.wait_for(".part.here.found").await?;
    page.until("it is seen", "(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.querySelector('.part.here').getBoundingClientRect())").await
}

/// Where the reader was, and what had the focus.
const PLACE: &str = "Math.round(scrollY)";

pub async fn the_place_is_kept(page: &mut Page) -> anyhow::Result<()> {
    page.client.set_window_size(900, 500).await?;
    page.open("#lang=de").await?;
    let row = "[...document.querySelectorAll('.part')].find((part) => part.querySelector('.opener a') && part.offsetTop > 700)";
    // The bundled article that has a passage in several wordings far enough down.
    let articles = page.eval("return [...new Set([...document.querySelectorAll('li.passage')].filter((row) => row.querySelector('.opener')).map((row) => row.querySelector('.origin a').hash))]").await?;
    let mut opened = false;
    for link in articles.as_array().into_iter().flatten() {
        page.client.goto(&page.address(link.as_str().unwrap_or_default())).await?;
        title(page).await?;
        if page.eval(&format!("return Boolean({row})")).await? == true {
            opened = true;
            break;
        }
    }
    ensure!(opened, "no article has a group to open");
    page.eval(&format!("window.scrollTo(0, {row}.offsetTop - 100)")).await?;
    page.eval(&format!("{row}.querySelector('.opener a').focus({{ preventScroll: true }})")).await?;
    page.until("the place is told", "scrollY > 100").await?;
    let place = page.eval(&format!("return {PLACE}")).await?;
    let there = format!(
        "document.querySelector('.part') && {PLACE} === {place} && document.activeElement.matches('.opener a')"
    );
    press(page, &char::from(Key::Enter).to_string()).await?;
    page.wait_for(".shown .words").await?;
    page.wait_text(".back", "zum Artikel").await?;
    page.client.back().await?;
    page.until("Back leads to the place", &there).await?;
    // Forward and closed by a key.
    press(page, &char::from(Key::Enter).to_string()).await?;
    page.wait_for(".shown .words").await?;
    escape(page).await?;
    page.until("Esc leads to the place", &there).await?;
    // By the link that says so.
    press(page, &char::from(Key::Enter).to_string()).await?;
    page.wait_for(".shown .words").await?;
    page.click(".back a").await?;
    page.until("the link leads to the place", &there).await?;
    // To the list, not by the pointer: it would scroll there first.
    page.eval("document.querySelector('.back a').click()").await?;
    page.wait_for(READY).await?;
    page.client.back().await?;
    page.until(
        "Back from the list leads to the place",
        &format!("document.querySelector('.part') && {PLACE} === {place}"),
    )
    .await
}

/// Pictures for people to look at: `target/screenshots/article`.
pub async fn articles_in_pictures(page: &mut Page) -> anyhow::Result<()> {
    for (name, link) in [("plain", "#q="), ("selected", "#company=Klarna&claim=job-cuts")] {
        for tongue in ["de", "en"] {
            for theme in ["light", "dark"] {
                let features = serde_json::json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
                page.chromium_command("Emulation.setEmulatedMedia", features).await?;
                for width in [320, 768, 1440] {
                    page.client.set_window_size(width, 1100).await?;
                    page.client.goto("about:blank").await?;
                    page.open(&format!("{link}&lang={tongue}")).await?;
                    page.click("li.passage .origin a").await?;
                    title(page).await?;
                    page.until("it fits", "document.documentElement.scrollWidth <= innerWidth").await?;
                    page.eval("window.scrollTo(0, 0)").await?;
                    page.screenshot(&format!("article/{name}-{tongue}-{theme}-{width}")).await?;
                    page.eval("document.querySelector('.part .note').click()").await?;
                    page.wait_for(".part .why").await?;
                    page.until("it fits", "document.documentElement.scrollWidth <= innerWidth").await?;
                    page.eval("document.querySelector('.why').scrollIntoView({ block: 'center' })").await?;
                    page.screenshot(&format!("article/{name}-evidence-{tongue}-{theme}-{width}")).await?;
                    page.eval("window.scrollTo(0, document.documentElement.scrollHeight)").await?;
                    page.screenshot(&format!("article/{name}-end-{tongue}-{theme}-{width}")).await?;
                }
            }
        }
    }
    Ok(())
}
