//! Text that tries to run: on the built site, and in the single file.

use std::time::Duration;

use anyhow::ensure;
use browser_tests::page::{Page, READY};
use fantoccini::wd::TimeoutConfiguration;
use lesart::apart::Apart;
use lesart::article::{ArticleId, PassageId};
use lesart::correction::{self, Correction};
use lesart::pack::{Pack, PackFile};
use lesart::site::single::Start;
use serde_json::json;

use super::{own, single};

/// The attempts, a line each.
fn attempts() -> impl Iterator<Item = &'static str> {
    include_str!("injections.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// A passage that is labelled, searched and folded: what surrounds an attempt in the texts.
const AROUND: &str = "Klarna streicht 700 Stellen, weil eine Maschine die Arbeit übernimmt, sagt die Gewerkschaft:";

/// Puts every attempt into every place of a corpus file.
fn fill(pack: &mut Pack) {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    pack.files = attempts()
        .enumerate()
        .flat_map(|(number, attempt)| {
            let value = quoted(attempt);
            let named = format!(
                "---\ntitle: {value}\nsource: {value}\nauthor: {value}\nurl: {value}\nlicense: {value}\n{attempt}: {value}\ndate: 2025-02-{:02}\n---\n\
                 {AROUND} {attempt}\n\n{attempt}\n\n## {attempt}\n\n> {attempt}\n\n{AROUND} {}\n",
                number % 28 + 1,
                number + 1000,
            );
            [
                PackFile::new(format!("{number}.md"), named),
                // Without a title, the name of the file is one.
                PackFile::new(format!("{number} {}.txt", attempt.replace('/', "\u{2215}")), format!("{AROUND} {attempt} ({number})\n")),
            ]
        })
        .collect();
    pack.title = attempts().collect::<Vec<_>>().join(" ");
    for file in &mut pack.topic {
        let mut text = String::from_utf8_lossy(&file.bytes).into_owned();
        for attempt in attempts().map(|attempt| attempt.replace(['|', '#'], " ")) {
            match file.name.as_str() {
                "companies.txt" => text.push_str(&format!("\n{attempt} | also: Maschine{attempt}")),
                // Names and meanings of labels are shown as they stand in the file.
                "topic.txt" => text = text.replacen("Stellenabbau |", &format!("Stellenabbau {attempt} |"), 1),
                _ => {}
            }
        }
        if file.name.ends_with(".txt") {
            file.bytes = text.into_bytes();
        }
    }
}

/// What is wrong with the page as it stands: something ran, an element or an address that Lesart never draws.
const LOOK: &str = r#"
    const wrong = [];
    if (window.intruder) wrong.push('something ran');
    const strange = ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'STYLE', 'BASE', 'META', 'LINK', 'IMG', 'MATH', 'NOSCRIPT', 'TEMPLATE', 'FRAME', 'VIDEO', 'AUDIO'];
    for (const element of document.querySelectorAll('#app, #app *')) {
      const name = element.tagName.toUpperCase();
      if (strange.includes(name)) wrong.push(element.outerHTML);
      for (const { name, value } of element.attributes) {
        const address = ['href', 'src', 'action', 'formaction', 'xlink:href', 'srcdoc', 'data', 'poster'].includes(name);
        // The heights of rows that are not drawn are Lesart's own, and set by script.
        if (name.startsWith('on') || name === 'style' && !/^height: [\d.]+px;$/.test(value)) wrong.push(name + '=' + value);
        if (address && !value.startsWith('#') && !/^https?:\/\/[^\s"'<>]*/i.test(value)) wrong.push(name + '=' + value);
        if (address && /^https?:/i.test(value) && element.rel !== 'noopener noreferrer external') wrong.push('rel of ' + value);
      }
    }
    if (document.querySelectorAll('base, meta[http-equiv=refresh], iframe, object').length) wrong.push('strange elements');
    if (document.querySelectorAll('#lesart-parts').length !== 1 || document.querySelectorAll('#lesart-block-start').length > 1) wrong.push('a block more');
    return wrong.slice(0, 5);
"#;

/// The views beside the list and the article, and what is there once they are drawn.
const VIEWS: [(&str, &str); 7] = [
    ("figures", "table.ledger"),
    ("labels", ".own, main h1, main h2"),
    ("compare", ".met, main h2"),
    ("matrix", "table.matrix"),
    ("overview", ".charts"),
    ("own", "main.own"),
    ("help", "main h1, main h2"),
];

/// Goes through the list from its top to its end, and gives what is wrong and all words.
const ALL_ROWS: &str = r#"
    const seen = new Set();
    const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    let wrong = [];
    scrollTo(0, 0);
    for (let step = 0; step < 600 && !wrong.length; step += 1) {
      await frame();
      wrong = look();
      for (const row of document.querySelectorAll('li.passage')) seen.add(row.innerText);
      const before = scrollY;
      scrollBy(0, innerHeight / 2);
      if (scrollY !== before) continue;
      const more = document.querySelector('.more button');
      if (!more) break;
      const height = document.documentElement.scrollHeight;
      more.click();
      while (document.documentElement.scrollHeight === height && document.querySelector('.more button')) await frame();
    }
    return [wrong, [...seen].join(' ')];
"#;

async fn look(page: &Page, at: &str) -> anyhow::Result<()> {
    let wrong = page.eval(LOOK).await?;
    ensure!(wrong == json!([]), "{at}: {wrong}");
    Ok(())
}

/// Walks through every view, and looks in each.
async fn walk(page: &Page) -> anyhow::Result<()> {
    look(page, "the list").await?;
    // Each place for itself: a wording that was folded away would not be looked at.
    go(page, "#fold=off&lang=de", READY).await?;
    page.until("the list is unfolded", "document.querySelector('ol.passages[aria-busy=false]') && document.querySelector('.sorts.fold li:last-child a[aria-current]')").await?;
    // All rows: whatever can be drawn is, a screen at a time.
    let rows = page.eval_async(&format!("const look = () => {{ {LOOK} }}; {ALL_ROWS}")).await?;
    ensure!(rows[0] == json!([]), "all rows: {}", rows[0]);
    let shown = rows[1].as_str().unwrap_or_default().to_string();
    for attempt in attempts() {
        let words = attempt.split_whitespace().collect::<Vec<_>>().join(" ");
        ensure!(
            shown.split_whitespace().collect::<Vec<_>>().join(" ").contains(&words),
            "{attempt:?} did not stay text"
        );
    }
    page.eval("document.querySelector('li.passage .labels > button.quiet').click()").await?;
    page.wait_for(".why").await?;
    look(page, "the words that led to labels").await?;
    for (view, there) in VIEWS {
        go(page, &format!("#view={view}&lang=de"), there).await?;
        look(page, view).await?;
    }
    go(page, "#lang=de", READY).await?;
    let articles = page
        .eval("return [...new Set([...document.querySelectorAll('li.passage .origin a')].map((link) => link.getAttribute('href')))].slice(0, 12)")
        .await?;
    for link in articles.as_array().into_iter().flatten().filter_map(|link| link.as_str()) {
        go(page, link, ".reading h1").await?;
        look(page, link).await?;
    }
    go(page, "#lang=de", READY).await?;
    page.click("button.take").await?;
    look(page, "the panel").await?;
    Ok(())
}

/// Follows a link within the page.
async fn go(page: &Page, link: &str, there: &str) -> anyhow::Result<()> {
    page.client.execute("location.hash = arguments[0]", vec![json!(link)]).await?;
    page.wait_for(there).await.map(|_| ())
}

pub async fn no_article_runs_on_the_site(page: &mut Page) -> anyhow::Result<()> {
    let files = page.with_corpus(fill)?;
    page.publish(&files)?;
    page.open("#lang=de").await?;
    walk(page).await
}

pub async fn no_link_runs(page: &mut Page) -> anyhow::Result<()> {
    page.open("#lang=de").await?;
    for attempt in attempts() {
        let script = "const text = encodeURIComponent(arguments[0]);
            const keys = ['q', 'company', 'claim', 'source', 'view', 'sort', 'in', 'passage', 'group', 'lesson', 'fold', text];
            location.hash = keys.map((key) => key + '=' + text).join('&') + '&lang=de';";
        page.client.execute(script, vec![json!(attempt)]).await?;
        let field = serde_json::to_string(attempt)?;
        page.until("the link is followed", &format!("document.querySelector('#q')?.value === {field}")).await?;
        page.until("it is answered", "document.querySelector('.notice, .empty') !== null").await?;
        look(page, attempt).await?;
        // Raw, as someone types it, and behind `?`.
        page.client.execute("location.hash = 'q=' + arguments[0]", vec![json!(attempt)]).await?;
        look(page, attempt).await?;
    }
    let all: String =
        url::form_urlencoded::byte_serialize(attempts().collect::<Vec<_>>().join(" ").as_bytes()).collect();
    page.client.goto(&page.address(&format!("?q={}&company={}", &all[..1500], &all[..600]))).await?;
    page.wait_for(".empty, .notice").await?;
    look(page, "behind ?").await
}

/// The attempts in a reader's own files, of several formats and under such names, and in a collection's name.
pub async fn no_own_file_runs(page: &mut Page) -> anyhow::Result<()> {
    own::open(page, "#lang=de").await?;
    let all = serde_json::to_string(&attempts().collect::<Vec<_>>())?;
    let around = serde_json::to_string(AROUND)?;
    page.eval_async(&format!(
        "const all = {all}, around = {around};
         const quoted = (text) => '\"' + text.replaceAll('\"', '\"\"') + '\"';
         const markup = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\"', '&quot;');
         const files = all.flatMap((text, place) => [
             file(`${{place}} ${{text.replaceAll('/', '\\u2215')}}.txt`, `${{around}} ${{text}} (Datei ${{place}})`),
             // As markup that runs where it is taken for it, and as markup that shows it.
             file(`${{place}}.html`, `<!doctype html><title>${{markup(text)}}</title><article><p>${{around}} ${{text}}</p><p>Seite ${{place}}: ${{markup(text)}}</p><a href=\"${{markup(text)}}\">weiter</a></article>`),
         ]);
         files.push(file('alle.json', JSON.stringify(all.map((text) => ({{ title: text, source: text, author: text, url: text, text: `${{around}} in JSON ${{text}}` }})))));
         files.push(file('alle.csv', 'title,source,author,url,text\\n' + all.map((text) => [text, text, text, text, `${{around}} in CSV ${{text}}`].map(quoted).join(',')).join('\\n')));
         files.push(file('alle.ris', all.map((text) => `TY  - NEWS\\nTI  - ${{text}}\\nAU  - ${{text}}\\nUR  - ${{text}}\\nN2  - ${{around}} in RIS ${{text}}\\nER  - `).join('\\n')));
         files.push(...await Promise.all(all.map(async (text, place) => file(`${{place}}.docx`, ...await zip([['word/document.xml', `<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>${{around}} in Word ${{markup(text)}}</w:t></w:r></w:p></w:body></w:document>`]])))));
         files.push(...await Promise.all(all.map(async (text, place) => file(`${{place}} ${{text.replaceAll('/', '\\u2215')}}.zip`, ...await zip([[`${{text}}.txt`, `${{around}} im Archiv ${{text}}`]])))));
         files.push(file(all[0].replaceAll('/', '\\u2215') + '.exe', 'MZ'));
         drop(...files);"
    ))
    .await?;
    own::shows(page, "Eigene Artikel", "").await?;
    page.wait_for(".own-report").await?;
    look(page, "the report").await?;
    page.click(".own-report a").await?;
    page.wait_for(".own-came").await?;
    look(page, "what came").await?;
    // The name of a collection is text too.
    page.click(".own-rename summary").await?;
    page.fill(".own-rename input", "<img src=x onerror=window.intruder=1>").await?;
    page.click(".own-rename form button").await?;
    page.wait_text(".own-all", "<img src=x onerror=window.intruder=1>").await?;
    look(page, "the collection's name").await?;
    let here = page.fragment().await?;
    let own = here.split('&').find(|part| part.contains("corpus=")).unwrap_or_default().trim_start_matches('#');
    for (view, there) in VIEWS {
        go(page, &format!("#{own}&view={view}&lang=de"), there).await?;
        look(page, view).await?;
    }
    go(page, &format!("#{own}&fold=off&lang=de"), READY).await?;
    page.until("the list is unfolded", "document.querySelector('ol.passages[aria-busy=false]') && document.querySelector('.sorts.fold li:last-child a[aria-current]')").await?;
    // Some six hundred rows, a screen at a time.
    let patience = Some(Duration::from_secs(200));
    page.client.update_timeouts(TimeoutConfiguration::new(patience, patience, None)).await?;
    let rows = page.eval_async(&format!("const look = () => {{ {LOOK} }}; {ALL_ROWS}")).await?;
    ensure!(rows[0] == json!([]), "all rows: {}", rows[0]);
    let shown = rows[1].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    for attempt in attempts() {
        let words = attempt.split_whitespace().collect::<Vec<_>>().join(" ");
        for way in ["in JSON", "in CSV", "in Word"] {
            ensure!(shown.contains(&format!("{way} {words}")), "{way}: {attempt:?} did not stay text");
        }
    }
    Ok(())
}

pub async fn no_article_label_or_start_runs_in_a_file(page: &mut Page) -> anyhow::Result<()> {
    let mut labels = Vec::new();
    for (number, attempt) in attempts().enumerate() {
        let correction = Correction {
            article: ArticleId(0),
            passage: PassageId::of(&format!("{AROUND} {attempt} ({number})")),
            facet: "claim".into(),
            value: attempt.into(),
            holds: true,
            reason: attempt.into(),
        };
        correction::add(&mut labels, correction);
    }
    for (number, href) in
        ["javascript:window.intruder=1", "https://evil.example/", "#q=</script><script>window.intruder=1</script>"]
            .into_iter()
            .enumerate()
    {
        let start = Start::new(href.into(), correction::write(&labels), Apart::default().to_string());
        let file = single::with(&format!("Angriff {number}"), &start, fill).await?;
        single::open_at(page, &file, "", READY).await?;
        look(page, href).await?;
    }
    let start = Start::new("#lang=de".into(), correction::write(&labels), String::new());
    let file = single::with("Angriff", &start, fill).await?;
    for attempt in attempts() {
        let value: String = url::form_urlencoded::byte_serialize(attempt.as_bytes()).collect();
        if attempt == "<script>window.intruder = 1</script>" {
            single::open_at(page, &file, &format!("fold=off&mine=on&lang=de&claim={value}"), "ul.mine").await?;
        }
        go(page, &format!("#fold=off&mine=on&lang=de&claim={value}"), "ul.mine").await?;
        page.until(
            "the label is there",
            &format!("document.querySelector('ul.mine').textContent.includes({})", serde_json::to_string(attempt)?),
        )
        .await?;
        look(page, attempt).await?;
    }
    go(page, "#lang=de", READY).await?;
    walk(page).await?;
    // Closed again, as the walk opened it; and the copy of the attacked file is no more than it was.
    page.click("button.take").await?;
    let saved = single::save(page, "Angriff Kopie", None).await?;
    single::open_at(page, &saved, "", READY).await?;
    look(page, "a saved copy").await?;
    let policy =
        page.eval("return document.querySelectorAll('meta[http-equiv=Content-Security-Policy]').length").await?;
    ensure!(policy == 1, "{policy} policies");
    Ok(())
}

/// In the single file too, what would load or run anything else is refused.
pub async fn a_file_runs_nothing_but_its_own(page: &mut Page) -> anyhow::Result<()> {
    page.expect_noise();
    let file = single::built().await?;
    single::open_at(page, file, "#lang=de", READY).await?;
    let tried = page
        .eval_async(
            "const refused = new Set();
             addEventListener('securitypolicyviolation', (event) => refused.add(event.effectiveDirective));
             const script = document.createElement('script');
             script.textContent = 'window.intruder = 1';
             document.body.append(script);
             const button = document.createElement('button');
             button.setAttribute('onclick', 'window.intruder = 1');
             button.click();
             const blob = document.createElement('script');
             blob.src = URL.createObjectURL(new Blob(['window.intruder = 1']));
             document.body.append(blob);
             await fetch('https://example.org/').catch(() => {});
             await fetch(location.href).catch(() => {});
             const image = new Image();
             image.src = 'https://example.org/x.png';
             const style = document.createElement('style');
             style.textContent = '*{display:none}';
             document.body.append(style);
             // As a timer's text: what a driver evaluates itself is exempt from the policy.
             setTimeout('window.intruder = 1');
             const wanted = ['script-src-elem', 'script-src-attr', 'connect-src', 'img-src', 'style-src-elem', 'script-src'];
             const end = Date.now() + 5000;
             await new Promise((done) => setInterval(() => (wanted.every((one) => refused.has(one)) || Date.now() > end) && done(), 10));
             return [window.intruder ?? null, ...wanted.filter((one) => !refused.has(one))];",
        )
        .await?;
    ensure!(tried == json!([null]), "it ran, or this is not refused: {tried}");
    Ok(())
}
