//! What a reader takes along: files for other programs, and labels that come back.

use std::fs;
use std::path::PathBuf;

use anyhow::ensure;
use browser_tests::page::Page;
use fantoccini::wd::PrintConfiguration;
use lesart::import::{self, ReadOptions, Source};

/// A folder for what is saved.
fn folder(name: &str) -> PathBuf {
    xtask::target_dir().join("tmp").join(name)
}

/// Opens the panel and saves what is shown in a form.
async fn export(page: &Page, form: &str, name: &str) -> anyhow::Result<String> {
    let folder = folder(form);
    page.save_to(&folder).await?;
    if page.count("#carry").await? == 0 {
        page.click("button.take").await?;
    }
    page.click(&format!("#carry [data-form={form}]")).await?;
    Ok(fs::read_to_string(page.saved(&folder, name).await?)?)
}

pub async fn a_view_goes_into_each_form(page: &mut Page) -> anyhow::Result<()> {
    page.open("#company=Klarna&lang=de").await?;
    // The list begins with some of the passages, and says how many there are.
    let shown = page.texts(".passage .words").await?;
    let told = page.texts(".summary .status").await?.concat();
    let number: usize = told.chars().take_while(char::is_ascii_digit).collect::<String>().parse()?;
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
        let file = export(page, form, name).await?;
        ensure!(file.contains(holds), "{form}: {file}");
        if form == "json" {
            let json: serde_json::Value = serde_json::from_str(&file)?;
            let texts: Vec<&str> =
                json["passages"].as_array().into_iter().flatten().filter_map(|one| one["text"].as_str()).collect();
            ensure!(!shown.is_empty() && texts.iter().zip(&shown).all(|(one, other)| one == other), "in another order");
            ensure!(texts.len() == number, "{} passages of which the page says: {told}", texts.len());
            ensure!(json["link"] == page.address("#company=Klarna&lang=de").as_str(), "{}", json["link"]);
        }
    }
    page.screenshot("carry-forms").await?;
    page.client.set_window_size(320, 700).await?;
    page.screenshot("carry-320").await?;
    // Windows of Firefox and WebKit do not get so narrow: measured against what the window is.
    let wide = page.eval("return document.documentElement.scrollWidth - Math.max(320, innerWidth)").await?;
    ensure!(wide.as_i64() <= Some(0), "wider than the window by {wide}");
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
    let written = export(page, "annotations", "lesart-ki-und-arbeit.jsonld").await?;
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

pub async fn a_lesson_goes_by_link_and_by_file(page: &mut Page) -> anyhow::Result<()> {
    page.open("#company=Klarna&lang=de").await?;
    page.click("button.take").await?;
    let first = page.texts("li.passage:first-child .words").await?.concat();
    page.click("li.passage:first-child .pick").await?;
    page.wait_for("li.passage:first-child .pick[aria-pressed=true]").await?;
    page.fill(".draft input", "Wer spricht <hier>?").await?;
    page.fill(".draft textarea", "Lest beide Seiten.\nSchreibt drei Sätze: & warum?").await?;
    page.wait_text(".draft [role=status]", "von 2000 Zeichen").await?;
    page.screenshot("lesson-draft").await?;
    page.eval(
        "Object.defineProperty(navigator.clipboard, 'writeText', { value: async (text) => { window.copied = text; } })",
    )
    .await?;
    // The link of the newest letter, not of an older one.
    page.until("the link is there", "document.querySelector('.draft textarea').value.endsWith('warum?')").await?;
    let mut link = String::new();
    let mut last = String::from("?");
    while link != last {
        last = link;
        page.eval("window.copied = null; document.querySelector('.copy-here').click()").await?;
        page.until("the link is copied", "window.copied").await?;
        link = page.eval("return window.copied").await?.as_str().unwrap_or_default().to_string();
    }
    ensure!(link.contains("lesson=") && link.contains("company=Klarna"), "{link}");
    let follow = |page: &Page, link: String| {
        let client = page.client.clone();
        async move {
            client.goto("about:blank").await?;
            client.goto(&link).await
        }
    };
    follow(page, link.clone()).await?;
    page.wait_text(".lesson h2", "Wer spricht <hier>?").await?;
    page.wait_text(".lesson .task", "Schreibt drei Sätze: & warum?").await?;
    page.wait_for(".lesson li a").await?;
    page.screenshot("lesson").await?;
    // The lesson stays while the class reads, and the passage is where it was.
    page.click(".lesson li a").await?;
    page.wait_for(".part.here").await?;
    ensure!(page.texts(".part.here .words").await?.concat() == first);
    ensure!(page.count(".lesson h2").await? == 1);
    page.click(".lesson p:last-child a").await?;
    page.wait_gone(".lesson").await?;
    // Cut on the way, it says so.
    follow(page, link.get(..link.len() - 40).unwrap_or_default().to_string()).await?;
    page.wait_text(".lesson", "nicht zu lesen").await?;
    // In a collection without its passages, that is said.
    let files = page.with_corpus(|pack| pack.files.truncate(1))?;
    page.publish(&files)?;
    page.eval_async("for (const name of await caches.keys()) await caches.delete(name); for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();").await?;
    follow(page, link).await?;
    page.wait_text(".lesson", "nicht in dieser Sammlung").await
}

pub async fn a_link_is_shared_and_becomes_a_code(page: &mut Page) -> anyhow::Result<()> {
    let sheet = "Object.defineProperty(navigator, 'share', { value: async (data) => { window.shared = data; throw new DOMException('closed', 'AbortError'); } })";
    page.chromium_command("Page.addScriptToEvaluateOnNewDocument", serde_json::json!({ "source": sheet })).await?;
    page.open("#company=Klarna&lang=de").await?;
    page.click("button.take").await?;
    if page.is_chromium() {
        page.click("#carry .share").await?;
        page.until("the sheet is open", "window.shared").await?;
        let shared = page.eval("return window.shared.url").await?;
        ensure!(shared == page.address("#company=Klarna&lang=de").as_str(), "{shared}");
    }
    page.click("#carry .code").await?;
    page.wait_for("#carry svg.qr path").await?;
    page.screenshot("code").await?;
    // The code is of this view: with another view it is gone.
    page.click(".facet[data-facet=company] li[data-value=IBM] a").await?;
    page.wait_gone("#carry svg.qr").await
}

/// A view on paper: what it is, where it is from and how to get there; nothing to press.
pub async fn a_view_is_a_handout(page: &mut Page) -> anyhow::Result<()> {
    let views = [
        (
            "list",
            "#company=Klarna&claim=job-cuts&lang=de",
            "li.passage",
            "Unternehmen: Klarna · ",
            "Business Insider Deutschland, 2024",
        ),
        ("compare", "#company=Klarna&view=compare&lang=en", ".met .cell", "Company: Klarna", "Compare"),
        ("matrix", "#view=matrix&lang=de", "table.matrix", "Matrix", "Stellenabbau"),
        ("figures", "#company=Commerzbank&view=figures&lang=de", ".plot a", "Unternehmen: Commerzbank", "2,7 Mrd."),
        ("overview", "#view=overview&lang=en", ".charts", "Overview", "Klarna"),
    ];
    let mut links: Vec<_> = views.map(|(name, link, there, ..)| (name, link.to_string(), there)).into();
    page.open("#company=Klarna&lang=de").await?;
    page.click("li.passage .origin a").await?;
    page.wait_for(".reading h1").await?;
    links.push(("article", page.fragment().await?, ".reading h1"));
    for (name, link, there) in links {
        page.client.goto("about:blank").await?;
        page.client.goto(&page.address(&link)).await?;
        page.wait_for(there).await?;
        page.click("button.take").await?;
        page.click("#numbered").await?;
        page.until("the corpus is open", "!document.querySelector('#carry .print').disabled").await?;
        page.eval("window.print = () => { window.printed = (window.printed ?? 0) + 1; }").await?;
        page.click("#carry .print").await?;
        page.until("it is printed", "window.printed === 1").await?;
        page.wait_for(".handout .qr path").await?;
        // Others print no text that can be looked for, or nothing.
        if !page.is_chromium() {
            continue;
        }
        let pdf = page.client.print(PrintConfiguration::default()).await?;
        let file = xtask::target_dir().join("screenshots").join(format!("print-{name}.pdf"));
        fs::create_dir_all(file.parent().unwrap_or(&file))?;
        fs::write(&file, &pdf)?;
        let pages = String::from_utf8_lossy(&pdf).matches("/Type /Page\n").count();
        println!("    {name}: {pages} pages");
        ensure!((1..=12).contains(&pages), "{name}: {pages} pages");
        let text = words_of(&format!("{name}.pdf"), &pdf);
        let has = |part: &str| text.contains(&tight(part));
        let year = if link.contains("lang=en") { "Printed on" } else { "Gedruckt am" };
        // The link may be broken anywhere.
        ensure!(has(year) && has(&page.address("")), "{name}: {text}");
        for part in views.iter().filter(|view| view.0 == name).flat_map(|view| [view.3, view.4]) {
            ensure!(has(part), "{name} lacks {part}: {text}");
        }
        for control in ["Link kopieren", "Copy link", "Mitnehmen", "Take along", "Drucken", "Wie kommt", "aufheben"] {
            ensure!(!has(control), "{name} has {control}: {text}");
        }
        let numbered = matches!(name, "list" | "article" | "compare");
        ensure!(!numbered || has("¶1"), "{name} has no numbers: {text}");
    }
    Ok(())
}

/// The words of a PDF without any white space: where lines break is the paper's matter.
fn words_of(name: &str, bytes: &[u8]) -> String {
    let read = import::read_all_quietly(&[Source { name, bytes }], &ReadOptions::default());
    tight(&read.articles.iter().map(|article| article.text.as_str()).collect::<String>())
}

fn tight(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{ad}').collect()
}
