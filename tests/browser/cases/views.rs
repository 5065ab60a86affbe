//! Two sides, the matrix, the overview.

use anyhow::ensure;
use browser_tests::page::Page;

async fn fits(page: &Page) -> anyhow::Result<()> {
    page.until("nothing is wider than the screen", "document.documentElement.scrollWidth <= innerWidth").await
}

pub async fn two_sides_stand_beside_one_another(page: &mut Page) -> anyhow::Result<()> {
    page.client.set_window_size(1440, 900).await?;
    page.open("#lang=de").await?;
    page.click("a[data-view=view-compare]").await?;
    page.wait_for(".met .cell").await?;
    let sides = page.texts(".meeting:first-of-type .head").await?;
    ensure!(sides[0].contains("pro Automatisierung") && sides[1].contains("Mensch zuerst"), "{sides:?}");
    let beside = "const [a, b] = document.querySelectorAll('.met .cell'); return a.getBoundingClientRect().top === b.getBoundingClientRect().top";
    ensure!(page.eval(beside).await? == true, "the sides are not beside one another");
    // Another facet, by the keyboard's way: a list of choices.
    let choose = |title: &str, value: &str| {
        format!(
            "const list = document.querySelector('select[data-choice={title}]'); list.value = '{value}'; list.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        )
    };
    page.eval(&choose("compare-by", "company")).await?;
    page.wait_for("select[data-choice=compare-right] option[value=Klarna]").await?;
    page.eval(&choose("compare-right", "Commerzbank")).await?;
    page.until(
        "the link has it",
        "location.hash.includes('right=Commerzbank') && location.hash.includes('by=company')",
    )
    .await?;
    page.wait_text(".meeting .head[data-side='1']", "Commerzbank").await?;
    page.reload_view(".meeting .head[data-side='1']").await?;
    page.wait_text(".meeting .head[data-side='1']", "Commerzbank").await?;
    page.client.back().await?;
    page.until("Back undoes the choice", "!location.hash.includes('right=Commerzbank')").await?;
    // On a narrow screen one below the other, each with its side's name.
    page.client.set_window_size(320, 800).await?;
    page.client.goto("about:blank").await?;
    page.client.goto(&page.address("#view=compare&lang=de")).await?;
    page.wait_for(".met .cell").await?;
    let below = "const [a, b] = document.querySelectorAll('.met .cell'); return b.getBoundingClientRect().top >= a.getBoundingClientRect().bottom && b.innerText.startsWith('●')";
    ensure!(page.eval(below).await? == true, "the sides are not one below the other with their names");
    fits(page).await
}

pub async fn a_cell_of_the_matrix_leads_to_its_passages(page: &mut Page) -> anyhow::Result<()> {
    page.open("#lang=de").await?;
    page.click("a[data-view=view-matrix]").await?;
    let cell = "table.matrix tr[data-value=Klarna] td a";
    page.wait_for(cell).await?;
    let number = page.texts(&format!("{cell} .number")).await?.first().cloned().unwrap_or_default();
    let number: String = number.chars().filter(char::is_ascii_digit).collect();
    page.click(cell).await?;
    page.wait_text(".summary .status", &format!("{number} Passagen")).await?;
    ensure!(page.fragment().await?.contains("company=Klarna&claim="), "{}", page.fragment().await?);
    page.client.goto(&page.address("#view=matrix&by=source&lang=de")).await?;
    page.wait_text("table.matrix", "GameStar").await?;
    page.client.set_window_size(320, 800).await?;
    fits(page).await
}

pub async fn every_number_of_the_overview_leads_on(page: &mut Page) -> anyhow::Result<()> {
    page.open("#lang=en").await?;
    page.click("a[data-view=view-overview]").await?;
    page.wait_for("table.years td a").await?;
    let title = page.eval("return document.title").await?;
    ensure!(title.as_str().is_some_and(|title| title.starts_with("Overview")), "{title}");
    let number = page.texts("table.years td a").await?.first().cloned().unwrap_or_default();
    page.click("table.years td a").await?;
    page.wait_text(".summary .status", &format!("{number} passage")).await?;
    ensure!(page.fragment().await?.contains("year="), "{}", page.fragment().await?);
    page.client.set_window_size(320, 800).await?;
    page.client.goto(&page.address("#view=overview&lang=en")).await?;
    page.wait_for("table.sides td a").await?;
    fits(page).await
}

/// Pictures of every view for people to look at: `target/screenshots/views`.
pub async fn views_in_pictures(page: &mut Page) -> anyhow::Result<()> {
    let only = std::env::var("LESART_PICTURES").unwrap_or_default();
    for (name, link, ready) in [
        ("first", "#", ".summary"),
        ("passages", "#company=Klarna&claim=job-cuts", ".summary"),
        ("compare", "#view=compare&company=Klarna", ".met"),
        ("matrix", "#view=matrix", "table.matrix"),
        ("overview", "#view=overview", "table.years"),
        ("figures", "#view=figures&company=Klarna", "table.ledger"),
        ("labels", "#view=labels", "table.sheet"),
        ("empty", "#view=compare&q=Xylophonkonzert&company=Klarna", ".empty"),
    ] {
        if !only.is_empty() && !only.split(',').any(|wanted| wanted == name) {
            continue;
        }
        for tongue in ["de", "en"] {
            for theme in ["light", "dark"] {
                let features = serde_json::json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
                page.chromium_command("Emulation.setEmulatedMedia", features).await?;
                for width in [320, 768, 1440] {
                    page.client.set_window_size(width, 1100).await?;
                    page.client.goto("about:blank").await?;
                    page.client.goto(&page.address(&format!("{link}&lang={tongue}"))).await?;
                    page.wait_for(ready).await?;
                    fits(page).await?;
                    page.screenshot(&format!("views/{name}-{tongue}-{theme}-{width}")).await?;
                }
            }
        }
    }
    Ok(())
}
