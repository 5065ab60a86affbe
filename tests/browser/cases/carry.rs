//! What a reader takes along: files for other programs, and labels that come back.

use std::fs;
use std::path::PathBuf;

use anyhow::ensure;
use browser_tests::page::Page;

/// A folder for what is saved.
fn folder(name: &str) -> PathBuf {
    xtask::target_dir().join("tmp").join(name)
}

/// Opens the panel and saves what is shown in a form.
async fn export(page: &Page, form: &str, name: &str) -> anyhow::Result<Option<String>> {
    let folder = folder(form);
    if !page.save_to(&folder).await? {
        return Ok(None);
    }
    if page.count("#carry").await? == 0 {
        page.click("button.take").await?;
    }
    page.click(&format!("#carry [data-form={form}]")).await?;
    Ok(Some(fs::read_to_string(page.saved(&folder, name).await?)?))
}

pub async fn a_view_goes_into_each_form(page: &mut Page) -> anyhow::Result<()> {
    page.open("#company=Klarna&lang=de").await?;
    let shown = page.texts(".passage .words").await?;
    let forms = [
        ("csv", "lesart-ki-und-arbeit.csv", "Passage,Auf wessen Seite"),
        ("csv-excel", "lesart-ki-und-arbeit.csv", "\u{feff}Passage;Auf wessen Seite"),
        ("json", "lesart-ki-und-arbeit.json", "\"companies\""),
        ("markdown", "lesart-ki-und-arbeit.md", "> "),
        ("text", "lesart-ki-und-arbeit.txt", "Klarna"),
        ("ris", "lesart-ki-und-arbeit.ris", "TY  - NEWS"),
        ("bibtex", "lesart-ki-und-arbeit.bib", "@article{lesart-"),
        ("csl", "lesart-ki-und-arbeit.json", "article-newspaper"),
        ("annotations", "lesart-ki-und-arbeit.jsonld", "TextQuoteSelector"),
        ("claims", "lesart-ki-und-arbeit.jsonld", "\"Claim\""),
    ];
    for (form, name, holds) in forms {
        let Some(file) = export(page, form, name).await? else { return Ok(()) };
        ensure!(file.contains(holds), "{form}: {file}");
        if form == "json" {
            let json: serde_json::Value = serde_json::from_str(&file)?;
            let texts: Vec<&str> =
                json["passages"].as_array().into_iter().flatten().filter_map(|one| one["text"].as_str()).collect();
            ensure!(texts == shown, "other passages than those that are shown");
            ensure!(json["link"] == page.address("#company=Klarna&lang=de").as_str(), "{}", json["link"]);
        }
    }
    page.screenshot("carry-forms").await?;
    page.client.set_window_size(320, 700).await?;
    page.screenshot("carry-320").await?;
    let wide = page.eval("return document.documentElement.scrollWidth").await?;
    ensure!(wide.as_i64() <= Some(320), "wider than the window: {wide}");
    Ok(())
}

pub async fn labels_go_out_and_come_back(page: &mut Page) -> anyhow::Result<()> {
    page.open("#stance=mixed&lang=de").await?;
    page.click("li.passage .labels > button.quiet").await?;
    page.click(".why .change > summary").await?;
    page.eval("document.querySelector('.why .change form select').value = '+ stance neutral'").await?;
    page.fill(".why .change input", "nüchtern <b>erzählt</b>").await?;
    page.click(".why .change button[type=submit]").await?;
    page.wait_text("ul.mine", "nüchtern <b>erzählt</b>").await?;
    let Some(written) = export(page, "annotations", "lesart-ki-und-arbeit.jsonld").await? else { return Ok(()) };
    ensure!(written.contains("TextQuoteSelector"), "{written}");
    page.click("ul.mine button").await?;
    page.wait_gone("ul.mine").await?;
    // A driver chooses a file by typing its path.
    let path = folder("annotations").join("lesart-ki-und-arbeit.jsonld");
    page.wait_for("#carry input[type=file]").await?.send_keys(&path.to_string_lossy()).await?;
    page.wait_text("ul.mine", "nüchtern <b>erzählt</b>").await?;
    page.wait_text("#carry .fate", "übernommen").await?;
    // What is no such file says so and changes nothing.
    let other = folder("annotations").join("other.json");
    fs::write(&other, "{}")?;
    page.wait_for("#carry input[type=file]").await?.send_keys(&other.to_string_lossy()).await?;
    page.wait_text("#carry .fate", "Das ging nicht").await?;
    ensure!(page.count("ul.mine").await? > 0);
    Ok(())
}

pub async fn a_reference_manager_finds_the_article(page: &mut Page) -> anyhow::Result<()> {
    page.open("#company=Klarna&lang=de").await?;
    page.click("li.passage .origin a").await?;
    let coins = page.wait_for(".reading .Z3988").await?.attr("title").await?.unwrap_or_default();
    ensure!(coins.contains("rft.atitle="), "{coins}");
    Ok(())
}
