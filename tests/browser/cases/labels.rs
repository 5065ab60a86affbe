//! What led to labels, the reader's own, the figures, and how the labels are made.

use anyhow::ensure;
use browser_tests::page::Page;

/// The first passage with labels, by the button that shows what led to them.
const WHY: &str = "ol.passages > li:first-child .labels > button.quiet";

pub async fn a_label_shows_its_words(page: &mut Page) -> anyhow::Result<()> {
    page.open("#company=Klarna&claim=job-cuts&lang=de").await?;
    page.click(WHY).await?;
    page.wait_for(".why .clues li").await?;
    page.wait_text(".why", "Punkte").await?;
    ensure!(page.count("ol.passages > li:first-child .words .ev").await? > 0, "no word is marked");
    ensure!(page.count(".why .clues .rule").await? == page.count(".why .clues .weight").await?);
    // One label alone.
    page.click(".why .reasons li[data-value=Klarna] button").await?;
    page.wait_gone("ol.passages > li:first-child .words .ev.claim").await?;
    let marked = page.texts("ol.passages > li:first-child .words .ev.company").await?;
    ensure!(marked.iter().all(|words| words.contains("Klarna")) && !marked.is_empty(), "{marked:?}");
    page.screenshot("evidence").await
}

/// Chooses in the first passage's form and enters it.
async fn change(page: &Page, choice: &str, reason: &str) -> anyhow::Result<()> {
    page.click(".why .change > summary").await?;
    page.eval(&format!(
        "const form = document.querySelector('.why .change form');
         form.querySelector('select').value = '{choice}';"
    ))
    .await?;
    page.fill(".why .change input", reason).await?;
    page.click(".why .change button[type=submit]").await
}

pub async fn a_changed_label_stays_and_counts_where_wished(page: &mut Page) -> anyhow::Result<()> {
    page.open("#stance=mixed&lang=de").await?;
    let before = page.texts(".summary .status").await?;
    page.click(WHY).await?;
    change(page, "+ stance neutral", "liest sich nüchtern").await?;
    page.wait_text("ul.mine", "liest sich nüchtern").await?;
    page.wait_for(".chip.given[data-value=neutral]").await?;
    page.wait_for(".chip.taken[data-value=mixed]").await?;
    page.reload().await?;
    page.wait_for(".chip.taken[data-value=mixed]").await?;
    ensure!(page.texts(".summary .status").await? == before, "it counts only where that is wished");
    page.client.goto(&page.address("#stance=mixed&mine=on&lang=de&view=labels")).await?;
    page.wait_text(".own", "liest sich nüchtern").await?;
    page.client.goto(&page.address("#stance=mixed&mine=on&lang=de")).await?;
    page.wait_gone(".chip.taken[data-value=mixed]").await?;
    page.client.goto(&page.address("#lang=de&view=labels")).await?;
    page.click(".own ul.mine li button").await?;
    page.wait_gone(".own ul.mine").await?;
    page.client.goto(&page.address("#stance=mixed&lang=de")).await?;
    page.wait_gone("ul.mine").await
}

pub async fn a_browser_that_keeps_nothing_breaks_nothing(page: &mut Page) -> anyhow::Result<()> {
    page.chromium_command(
        "Page.addScriptToEvaluateOnNewDocument",
        serde_json::json!({ "source": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })" }),
    )
    .await?;
    page.open("#stance=mixed&lang=de").await?;
    page.click(WHY).await?;
    change(page, "+ stance neutral", "").await?;
    page.wait_for(".chip.given[data-value=neutral]").await?;
    page.click(".views a[data-view=view-labels]").await?;
    page.wait_text(".own", "erlaubt dieser Seite nicht").await
}

pub async fn figures_stand_with_their_contradictions(page: &mut Page) -> anyhow::Result<()> {
    page.open("#company=Klarna&lang=de").await?;
    page.click(".views a[data-view=view-figures]").await?;
    page.wait_text("table.ledger", "5000 → 3800").await?;
    page.wait_text("table.ledger", "Dieselbe Zahl zählt anderswo etwas anderes").await?;
    ensure!(page.fragment().await?.contains("company=Klarna"), "the filters stay");
    page.click("table.ledger details > summary").await?;
    page.screenshot("figures").await?;
    page.click("table.ledger details a").await?;
    page.wait_for("section.part.here").await?;
    // Numbers are written as the language does.
    page.client.goto(&page.address("#company=Commerzbank&view=figures&lang=en")).await?;
    page.wait_text("table.ledger", "€2.7 billion").await
}

pub async fn figures_fit_a_narrow_screen(page: &mut Page) -> anyhow::Result<()> {
    page.client.set_window_size(320, 900).await?;
    page.open("#company=Klarna&view=passages").await?;
    page.click(".views a[data-view=view-figures]").await?;
    page.wait_for("table.ledger").await?;
    page.until("nothing is wider than the screen", "document.documentElement.scrollWidth <= innerWidth").await
}

/// A company's figures over time: points that are links.
pub async fn figures_stand_over_time(page: &mut Page) -> anyhow::Result<()> {
    page.client.goto(&page.address("#company=IBM&view=figures&lang=de")).await?;
    page.wait_text(".plot figcaption", "IBM im Verlauf: Anteile in Prozent").await?;
    let said = page.eval("return document.querySelector('.plot a title').textContent").await?;
    ensure!(said.as_str().is_some_and(|said| said.contains(", 20") && said.contains("IBM")), "{said}");
    page.eval("document.querySelector('.plot a').focus()").await?;
    page.client.active_element().await?.send_keys(&char::from(fantoccini::key::Key::Enter).to_string()).await?;
    page.wait_for("section.part.here").await?;
    // All that is known of when these were is one year.
    page.client.goto(&page.address("#company=Klarna&view=figures&lang=en")).await?;
    page.wait_text("main.figures", "For 1 company nothing is drawn over time").await?;
    ensure!(page.count(".plot").await? == 0, "a plot of one date");
    Ok(())
}

/// Contradictions and the two ends of a change, on any screen.
pub async fn a_plot_shows_contradictions_and_changes(page: &mut Page) -> anyhow::Result<()> {
    let dated = page.with_corpus(|pack| {
        for file in pack.files.iter_mut().filter(|file| file.name.contains("klarna")) {
            let text = String::from_utf8_lossy(&file.bytes);
            if !text.contains("\nyear:") {
                file.bytes = text.replacen("---\n", "---\ndate: 2023\n", 1).into_bytes();
            }
        }
    })?;
    page.publish(&dated)?;
    for (tongue, width) in [("de", 1200), ("en", 320)] {
        page.client.set_window_size(width, 1100).await?;
        page.client.goto("about:blank").await?;
        page.client.goto(&page.address(&format!("#company=Klarna&view=figures&lang={tongue}"))).await?;
        page.wait_for(".plot a.against").await?;
        page.wait_for(".plot a line").await?;
        page.until("nothing is wider than the screen", "document.documentElement.scrollWidth <= innerWidth").await?;
        let inside = "return [...document.querySelectorAll('.plot path, .plot text')].every((part) => {
                const [edges, own] = [part.closest('.plot').querySelector('svg'), part].map((one) => one.getBoundingClientRect());
                return own.left >= edges.left - 2 && own.right <= edges.right + 2 && own.top >= edges.top - 2 && own.bottom <= edges.bottom + 2;
            })";
        ensure!(page.eval(inside).await? == true, "{tongue}: a point or word stands outside");
        page.screenshot(&format!("figures-over-time-{tongue}-{width}")).await?;
    }
    Ok(())
}

pub async fn how_labels_are_made_is_told(page: &mut Page) -> anyhow::Result<()> {
    page.open("#lang=de").await?;
    page.click(".views a[data-view=view-labels]").await?;
    page.wait_text("main h1", "Wie die Einordnung entsteht").await?;
    page.wait_text("table.sheet tr[data-value=job-cuts]", "Stellen fallen weg").await?;
    let rows = page.count("table.sheet tbody tr").await?;
    ensure!(rows >= 15, "{rows} labels");
    page.wait_text("main", "2026").await
}

pub async fn who_says_it_can_be_chosen(page: &mut Page) -> anyhow::Result<()> {
    page.open("#said=quoted&lang=de").await?;
    page.wait_text(".summary", "wörtlich Zitierte").await
}
