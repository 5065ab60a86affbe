//! What a reader does: filters, searches, opens, follows links, goes back, copies.

use anyhow::ensure;
use browser_tests::page::{Page, READY};
use lesart::pack;

/// The list is there and answers what the address says, not an older one.
const SETTLED: &str = "document.querySelector('ol.passages:not([aria-hidden])')?.getAttribute('aria-busy') === 'false'";

fn value(facet: &str, key: &str) -> String {
    format!(".facet[data-facet={facet}] li[data-value='{key}']")
}

/// The number that a value's count shows.
async fn count_of(page: &Page, facet: &str, key: &str) -> anyhow::Result<usize> {
    let css = format!("{} .count", value(facet, key));
    page.wait_for(&css).await?;
    Ok(page.texts(&css).await?.first().map(String::as_str).unwrap_or("").replace('.', "").parse()?)
}

/// The number of passages that the status line says.
async fn found(page: &Page) -> anyhow::Result<usize> {
    page.until("the list is settled", SETTLED).await?;
    let said = page.eval("return document.querySelector('.summary .status').textContent").await?;
    Ok(said.as_str().unwrap_or("").chars().take_while(char::is_ascii_digit).collect::<String>().parse()?)
}

/// Waits until the status line says so many passages.
async fn shows(page: &Page, passages: usize) -> anyhow::Result<()> {
    let says = format!("{SETTLED} && document.querySelector('.summary .status').textContent.startsWith('{passages} ')");
    page.until(&format!("{passages} passages are shown"), &says).await
}

pub async fn each_facet_filters_to_what_its_count_says(page: &mut Page) -> anyhow::Result<()> {
    page.open("#lang=de").await?;
    let all = found(page).await?;
    for (facet, key) in [("company", "Klarna"), ("claim", "job-cuts"), ("stance", "human-first")] {
        let count = count_of(page, facet, key).await?;
        ensure!(0 < count && count < all, "{facet}={key}: {count} of {all}");
        page.click(&format!("{} a", value(facet, key))).await?;
        shows(page, count).await?;
        ensure!(page.fragment().await?.contains(&format!("{facet}={key}")));
        let chips = format!(".passage .chip.{facet}[data-value='{key}']");
        let rows = page.count(READY).await?;
        ensure!(rows >= count.min(20), "{facet}={key}: {rows} rows of {count}");
        ensure!(page.count(&chips).await? == rows, "a passage lacks the label that it was chosen by");
        // The same click takes the choice back.
        page.click(&format!("{} a", value(facet, key))).await?;
        shows(page, all).await?;
    }
    Ok(())
}

pub async fn facets_join_and_values_with_none_are_no_links(page: &mut Page) -> anyhow::Result<()> {
    page.open("#company=Klarna&lang=en").await?;
    let klarna = found(page).await?;
    let more = count_of(page, "company", "IBM").await?;
    page.click(&format!("{} a", value("company", "IBM"))).await?;
    // Within a facet values are joined by "or"; no passage of these articles speaks of both.
    shows(page, klarna + more).await?;
    // Across facets by "and": what would show nothing stays in its place and is no link.
    page.click(&format!("{} a", value("stance", "mixed"))).await?;
    page.until("a value with none", "document.querySelector('.facet .none[aria-disabled=true]') !== null").await?;
    ensure!(page.count(".facet .none a").await? == 0);
    Ok(())
}

pub async fn a_search_marks_what_it_finds(page: &mut Page) -> anyhow::Result<()> {
    page.open("#lang=de").await?;
    let all = found(page).await?;
    page.fill("#q", "Gewerkschaft").await?;
    page.until("fewer are shown", &format!("{SETTLED} && document.querySelectorAll('.passage mark').length > 0"))
        .await?;
    let fewer = found(page).await?;
    ensure!(0 < fewer && fewer < all, "{fewer} of {all}");
    let rows = page.count(READY).await?;
    let marked = page
        .eval("return [...document.querySelectorAll('li.passage')].filter((row) => row.querySelector('mark')).length")
        .await?;
    ensure!(marked == rows, "{marked} of {rows} rows are marked");
    ensure!(page.fragment().await?.contains("q=Gewerkschaft"));
    // One step back undoes the word, not a letter of it.
    page.client.back().await?;
    shows(page, all).await?;
    ensure!(page.eval("return document.querySelector('#q').value").await? == "");
    Ok(())
}

pub async fn a_pasted_link_opens_the_same_view(page: &mut Page) -> anyhow::Result<()> {
    page.open("#q=KI&company=Klarna&claim=job-cuts&sort=date&lang=en").await?;
    let here = found(page).await?;
    let rows = page.texts(".passage .words").await?;
    ensure!(page.eval("return document.documentElement.lang").await? == "en");
    let address = page.client.current_url().await?.to_string();
    page.client.goto("about:blank").await?;
    page.client.goto(&address).await?;
    page.wait_for(READY).await?;
    shows(page, here).await?;
    ensure!(page.texts(".passage .words").await? == rows);
    // The same behind `?` is read too, and rewritten.
    page.client.goto(&address.replace('#', "?")).await?;
    page.wait_for(READY).await?;
    shows(page, here).await?;
    page.until("the address is rewritten", "location.search === '' && location.hash.includes('company=Klarna')").await
}

pub async fn back_and_forward_walk_through_the_filters(page: &mut Page) -> anyhow::Result<()> {
    page.open("#lang=de").await?;
    let mut steps = vec![found(page).await?];
    for (facet, key) in [("company", "Klarna"), ("claim", "job-cuts")] {
        page.click(&format!("{} a", value(facet, key))).await?;
        page.wait_for(&format!("{}.chosen", value(facet, key))).await?;
        steps.push(found(page).await?);
    }
    page.client.back().await?;
    shows(page, steps[1]).await?;
    page.client.back().await?;
    shows(page, steps[0]).await?;
    page.client.forward().await?;
    shows(page, steps[1]).await
}

pub async fn a_passage_opens_in_its_article(page: &mut Page) -> anyhow::Result<()> {
    page.open("#company=Salesforce&lang=de").await?;
    let passage = page.eval("return document.querySelector('li.passage').dataset.passage").await?;
    let words = page.texts("li.passage .words").await?;
    page.click("li.passage .origin a").await?;
    page.wait_for(".reading h1").await?;
    let here = page.texts(".part.here .words").await?;
    ensure!(here.first() == words.first(), "{here:?}");
    ensure!(page.fragment().await?.contains(&format!("passage={}", passage.as_str().unwrap_or("?"))));
    ensure!(page.eval("const box = document.querySelector('.part.here').getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight").await? == true);
    // The title of the page names the article, and the way back keeps the filter.
    let title = page.texts(".reading h1").await?.concat();
    ensure!(page.client.title().await?.contains(&title));
    page.click(".back a").await?;
    page.wait_for(READY).await?;
    ensure!(page.fragment().await?.contains("company=Salesforce"));
    Ok(())
}

pub async fn labels_show_the_words_that_led_to_them(page: &mut Page) -> anyhow::Result<()> {
    page.open("#company=Klarna&claim=job-cuts&lang=de").await?;
    page.click("li.passage .labels button").await?;
    page.wait_for("li.passage .words .ev").await?;
    let words = page.texts("li.passage .words .ev").await?;
    ensure!(words.iter().any(|text| text.contains("Klarna")), "{words:?}");
    Ok(())
}

pub async fn the_copy_button_says_that_it_copied(page: &mut Page) -> anyhow::Result<()> {
    page.open("#company=Klarna&lang=de").await?;
    // The clipboard asks for a permission that a driver cannot always give; what is copied is looked at here.
    page.eval("window.copied = null; Object.defineProperty(navigator.clipboard, 'writeText', { value: async (text) => { window.copied = text; } })").await?;
    page.click("button.copy").await?;
    page.wait_text(".tools [role=status]", "kopiert").await?;
    let copied = page.eval("return window.copied").await?;
    let expected = page.address("#company=Klarna&lang=de");
    ensure!(copied == expected.as_str(), "{copied}, not {expected}");
    Ok(())
}

pub async fn strange_links_are_named_and_ignored(page: &mut Page) -> anyhow::Result<()> {
    page.open("#colour=red&company=Niemand&lang=de").await?;
    let notice = page.texts(".notice").await?.concat();
    ensure!(notice.contains("colour") && notice.contains("Niemand"), "{notice}");
    ensure!(found(page).await? > 100);
    Ok(())
}

pub async fn nothing_found_says_what_to_take_back(page: &mut Page) -> anyhow::Result<()> {
    page.open("#lang=de").await?;
    let all = found(page).await?;
    page.fill("#q", "Xylophonkonzert").await?;
    page.wait_for(".empty a").await?;
    page.click(".empty a").await?;
    shows(page, all).await
}

pub async fn both_languages_of_the_interface(page: &mut Page) -> anyhow::Result<()> {
    page.open("#lang=en").await?;
    page.wait_text(".facet[data-facet=claim] h2", "What it is about").await?;
    page.wait_text(&value("claim", "job-cuts"), "Job cuts").await?;
    page.click(".tongues a[lang=de]").await?;
    page.wait_text(".facet[data-facet=claim] h2", "Worum es geht").await?;
    page.wait_text(&value("claim", "job-cuts"), "Stellenabbau").await?;
    ensure!(page.eval("return document.documentElement.lang").await? == "de");
    Ok(())
}

pub async fn more_rows_come_on_demand(page: &mut Page) -> anyhow::Result<()> {
    page.open("").await?;
    let first = page.count(READY).await?;
    // Not by the pointer: it would scroll there first, and then they come by themselves.
    page.eval("document.querySelector('.more button').click()").await?;
    page.until("more rows", &format!("document.querySelectorAll('{READY}').length > {first}")).await
}

/// The place of the first row that is there, from 1.
const FIRST_ROW: &str = "Number(document.querySelector('ol.passages > li').ariaPosInSet)";

/// Scrolls on until the expression is true, and checks all the way that what is seen stays where it is
/// when rows come and go.
async fn scroll_until(page: &Page, by: i32, expression: &str) -> anyhow::Result<()> {
    let script = format!(
        "for (let step = 0; step < 300 && !({expression}); step += 1) {{
             scrollBy(0, {by});
             const seen = document.elementsFromPoint(innerWidth / 2, innerHeight / 2).find((one) => one.matches('ol.passages > li'));
             const top = seen?.getBoundingClientRect().top;
             // Rows come within a few frames; the pointer rests meanwhile.
             for (let frame = 0; frame < 3; frame += 1) await new Promise((done) => setTimeout(() => requestAnimationFrame(done), 8));
             const moved = seen?.isConnected ? seen.getBoundingClientRect().top - top : 0;
             if (Math.abs(moved) > 2) return 'what was seen moved by ' + moved + ' at step ' + step;
             if (document.querySelectorAll('ol.passages > li').length > 120) return 'too many rows';
         }}
         return ({expression}) ? '' : 'never came to its end';"
    );
    let wrong = page.eval_async(&script).await?;
    ensure!(wrong == "", "{wrong}");
    Ok(())
}

pub async fn a_long_list_has_few_rows_and_keeps_its_place(page: &mut Page) -> anyhow::Result<()> {
    let long = page.with_corpus(|pack| {
        let line =
            |number: usize| format!("Satz {number} {}\n\n", "steht in dieser langen Liste. ".repeat(1 + number % 9));
        pack.files = vec![pack::PackFile::new("lang.txt", (0..500).map(line).collect::<String>())];
    })?;
    page.publish(&long)?;
    page.open("#fold=off").await?;
    scroll_until(page, 900, &format!("{FIRST_ROW} > 81")).await?;
    page.screenshot("window").await?;
    let place = "[Math.round(scrollY), document.querySelectorAll('ol.passages > li').length].join()";
    let before = page.eval(&format!("return {place}")).await?;
    // Into an article and back: the reader is where the reader was.
    let open = "const seen = document.elementsFromPoint(innerWidth / 2, innerHeight / 2).find((one) => one.matches('ol.passages > li')); seen.querySelector('.origin a').click()";
    page.eval(open).await?;
    page.wait_for("main.reading").await?;
    page.eval("history.back()").await?;
    page.until(
        "the list is where it was",
        &format!("document.querySelector('ol.passages > li[aria-posinset]') && {place} === {before}"),
    )
    .await?;
    scroll_until(page, -900, "scrollY === 0").await?;
    ensure!(page.eval(&format!("return {FIRST_ROW}")).await? == 1);
    // Down, and to the beginning at once.
    scroll_until(page, 900, &format!("{FIRST_ROW} > 161")).await?;
    page.eval("scrollTo(0, 0)").await?;
    page.until(
        "the first row is there",
        &format!(
            "{FIRST_ROW} === 1 && document.querySelector('ol.passages > li').getBoundingClientRect().top < innerHeight"
        ),
    )
    .await
}

/// A page without a mouse: from the search box to a filtered list and into an article.
pub async fn a_keyboard_is_enough(page: &mut Page) -> anyhow::Result<()> {
    page.open("#lang=de").await?;
    let focus = "document.querySelector(\".facet[data-facet=company] li[data-value='Klarna'] a\").focus()";
    page.eval(focus).await?;
    let keys = page.client.active_element().await?;
    keys.send_keys("\u{E007}").await?;
    page.wait_for(&format!("{}.chosen", value("company", "Klarna"))).await?;
    page.until("the list is settled", SETTLED).await?;
    ensure!(
        page.eval("return document.activeElement.closest('li')?.dataset.value").await? == "Klarna",
        "the focus was lost when the list changed"
    );
    Ok(())
}

/// Nothing jumps while the page comes: no layout shift that the reader did not cause.
pub async fn nothing_jumps(page: &mut Page) -> anyhow::Result<()> {
    let watch = "window.shifts = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value; }).observe({ type: 'layout-shift', buffered: true });";
    page.chromium_command("Page.addScriptToEvaluateOnNewDocument", serde_json::json!({ "source": watch })).await?;
    for (width, height) in [(1200, 900), (412, 823)] {
        page.client.set_window_size(width, height).await?;
        page.client.goto("about:blank").await?;
        page.open("#lang=de").await?;
        page.until("a frame is drawn", "(window.frames_ = (window.frames_ ?? 0) + 1) > 5").await?;
        let shifts = page.eval("return window.shifts ?? 0").await?.as_f64().unwrap_or(0.0);
        println!("    layout shift at {width}: {shifts:.4}");
        ensure!(shifts < 0.001, "things moved at {width}: {shifts}");
    }
    Ok(())
}

/// Pictures for people to look at: `target/screenshots`.
pub async fn pictures(page: &mut Page) -> anyhow::Result<()> {
    for (name, link) in [
        ("list", "#lang=de"),
        ("filtered", "#company=Klarna&claim=job-cuts&lang=de"),
        ("found", "#q=Abbau&lang=en"),
        ("nothing", "#q=Xylophonkonzert&company=Klarna&lang=de"),
    ] {
        for (width, height) in [(360, 780), (1280, 900)] {
            page.client.set_window_size(width, height).await?;
            page.client.goto("about:blank").await?;
            page.client.goto(&page.address(link)).await?;
            page.wait_for(".summary").await?;
            page.until(
                "the list is settled",
                "document.querySelector('.empty, ol.passages[aria-busy=false]') !== null",
            )
            .await?;
            page.screenshot(&format!("{name}-{width}")).await?;
        }
    }
    Ok(())
}
