//! A reader's own articles: given, read, kept, switched, and what may go wrong.

use anyhow::ensure;
use browser_tests::page::{Page, READY};
use serde_json::json;

/// For scripts: files that are dropped or chosen, and a ZIP as an archiver would write it.
pub(crate) const HELP: &str = "
    window.file = (name, ...parts) => new File(parts, name);
    window.drop = (...files) => {
        const data = new DataTransfer();
        for (const one of files) data.items.add(one);
        for (const type of ['dragenter', 'dragover', 'drop']) {
            document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
        }
    };
    window.choose = (id, ...files) => {
        const data = new DataTransfer();
        for (const one of files) data.items.add(one);
        const field = document.getElementById(id);
        field.files = data.files;
        field.dispatchEvent(new Event('change', { bubbles: true }));
    };
    window.zip = async (entries) => {
        const crc = (bytes) => {
            let sum = ~0;
            for (const byte of bytes) {
                sum ^= byte;
                for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xEDB88320 : 0);
            }
            return ~sum >>> 0;
        };
        const parts = [], heads = [];
        let at = 0;
        for (const [name, text, size] of entries) {
            const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
            const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
            const packed = new Uint8Array(await new Response(stream).arrayBuffer());
            const path = new TextEncoder().encode(name);
            const head = (mark, extra) => {
                const view = new DataView(new ArrayBuffer(mark === 0x04034b50 ? 30 : 46));
                let place = 0;
                const put = (width, value) => {
                    width === 2 ? view.setUint16(place, value, true) : view.setUint32(place, value, true);
                    place += width;
                };
                put(4, mark);
                if (mark !== 0x04034b50) put(2, 20);
                [20, 0x800, 8, 0, 0].forEach((value) => put(2, value));
                put(4, crc(bytes)); put(4, packed.length); put(4, size ?? bytes.length);
                put(2, path.length); put(2, 0);
                if (mark !== 0x04034b50) { [0, 0, 0].forEach((value) => put(2, value)); put(4, 0); put(4, extra); }
                return new Uint8Array(view.buffer);
            };
            heads.push(head(0x02014b50, at), path);
            const first = head(0x04034b50, 0);
            parts.push(first, path, packed);
            at += first.length + path.length + packed.length;
        }
        const size = heads.reduce((sum, part) => sum + part.length, 0);
        const end = new DataView(new ArrayBuffer(22));
        end.setUint32(0, 0x06054b50, true);
        end.setUint16(8, entries.length, true); end.setUint16(10, entries.length, true);
        end.setUint32(12, size, true); end.setUint32(16, at, true);
        return [...parts, ...heads, end.buffer];
    };";

pub(crate) const ONE: &str =
    "Die Bank Wiesental baut dreihundert Stellen ab.\\n\\nDer Betriebsrat der Wiesental warnt vor den Folgen.";
pub(crate) const TWO: &str = "Ein zweiter Artikel spricht von ganz anderen Dingen als der erste.";

pub(crate) async fn open(page: &Page, behind: &str) -> anyhow::Result<()> {
    page.open(behind).await?;
    page.eval(HELP).await?;
    Ok(())
}

/// Waits until a collection is open, and its passages are shown.
pub(crate) async fn shows(page: &Page, name: &str, words: &str) -> anyhow::Result<()> {
    let link = serde_json::to_string(&format!("corpus={name}"))?;
    page.until(&format!("{name} is open"), &format!("decodeURIComponent(location.hash).includes({link})")).await?;
    page.wait_text("ol.passages:not([aria-hidden])", words).await
}

pub async fn dropped_files_are_read_opened_and_kept(page: &mut Page) -> anyhow::Result<()> {
    open(page, "#lang=de").await?;
    let asked = page.server.site.seen().iter().filter(|seen| seen.target.contains("reader-")).count();
    ensure!(asked <= 2, "the reader of files is loaded by readers who give none: {asked}");
    page.eval(&format!("drop(file('eins.txt', '{ONE}'), file('zwei.md', '{TWO}'), file('bild.exe', 'MZ'))")).await?;
    shows(page, "Eigene Artikel", "Wiesental").await?;
    page.wait_text(".own-report", "2 Artikel").await?;
    page.wait_text(".own-report", "1 Datei konnte nicht").await?;
    page.screenshot("own-report").await?;
    page.reload().await?;
    shows(page, "Eigene Artikel", "Wiesental").await?;
    ensure!(page.count("ol.passages > li").await? == 3);
    // Back to the articles that came with the page, and here again.
    page.click(".views a[href*='view=own']").await?;
    page.wait_text(".own-all", "Eigene Artikel").await?;
    page.screenshot("own-view").await?;
    page.click(".own-all > li:first-child a").await?;
    page.until("the bundled articles are open", "!location.hash.includes('corpus=')").await?;
    page.wait_for(".facet[data-facet=company] li[data-value='Klarna']").await?;
    page.eval("history.back()").await?;
    page.wait_text(".own-all", "Eigene Artikel").await?;
    page.click(".own-all > li:nth-child(2) a").await?;
    shows(page, "Eigene Artikel", "Wiesental").await
}

pub async fn one_article_leaves_and_the_same_counts_once(page: &mut Page) -> anyhow::Result<()> {
    open(page, "#lang=de").await?;
    page.eval(&format!("drop(file('eins.txt', '{ONE}'), file('zwei.txt', '{TWO}'))")).await?;
    shows(page, "Eigene Artikel", "Wiesental").await?;
    page.wait_text(".own-report", "2 Artikel").await?;
    page.eval(&format!(
        "drop(file('eins.txt', '{ONE}'), file('drei.txt', 'Drittens steht hier etwas Neues zu lesen.'))"
    ))
    .await?;
    page.wait_text(".own-report", "1 Artikel war schon da").await?;
    shows(page, "Eigene Artikel", "Drittens").await?;
    page.click(".views a[href*='view=own']").await?;
    page.wait_text(".own-all", "3 Artikel").await?;
    page.eval("history.back()").await?;
    shows(page, "Eigene Artikel", "Wiesental").await?;
    // The first article goes, once the reader has said so twice.
    page.click("ol.passages > li[data-passage] .origin a[href*='view=article']").await?;
    page.wait_text("main.reading", "dreihundert").await?;
    let ask = "main.reading .aside:last-of-type button";
    page.click(ask).await?;
    page.wait_text("main.reading .own-sure", "auf diesem Gerät entfernen?").await?;
    page.screenshot("own-leave").await?;
    page.click("main.reading .own-sure button:last-of-type").await?;
    page.until("the question is gone", "!document.querySelector('.own-sure')").await?;
    page.click(ask).await?;
    page.click("main.reading .own-sure button:first-of-type").await?;
    page.until(
        "the list lacks it",
        "document.querySelectorAll('ol.passages > li').length === 2 && !document.querySelector('ol.passages').innerText.includes('Wiesental')",
    )
    .await?;
    page.reload().await?;
    shows(page, "Eigene Artikel", "Drittens").await?;
    page.click(".views a[href*='view=own']").await?;
    page.wait_text(".own-all", "2 Artikel").await
}

pub async fn each_file_that_is_not_read_is_named(page: &mut Page) -> anyhow::Result<()> {
    page.client.goto(&page.address("#view=own&lang=de")).await?;
    page.wait_for("main.own").await?;
    page.eval(HELP).await?;
    page.eval_async(&format!(
        "const zeros = new Uint8Array(30 << 20);
         const packed = await zip([['Presse/eins.html', '<!doctype html><title>T</title><nav><a href=x>Menü</a></nav><article><h1>Titel der Seite</h1><p>{ONE}</p><p>&lt;img src=x onerror=boom()&gt; und &lt;script&gt;boom()&lt;/script&gt; stehen als Text da, weil der Text davon handelt.</p></article><script>window.boom = 1</script>'],
            ['Presse/bombe.txt', zeros], ['../weg.txt', 'Ein Weg hinaus aus dem Archiv.']]);
         choose('own-files', file('Presse.zip', ...packed), file('kaputt.pdf', '%PDF-1.4 kaputt'), file('alt.doc', 'x'))"
    ))
    .await?;
    page.wait_for("a[href*='corpus=']").await?;
    shows(page, "", "Wiesental").await?;
    page.wait_text("ol.passages", "<script>boom()</script>").await?;
    ensure!(page.eval("return window.boom === undefined").await? == true, "a script in a file was run");
    page.click(".own-report a").await?;
    for words in ["bombe.txt", "weg.txt", "kaputt.pdf", "alt.doc: kann nicht gelesen werden; bitte als .docx speichern"]
    {
        page.wait_text(".own-came", words).await?;
    }
    page.screenshot("own-came").await
}

pub async fn a_pasted_text_is_an_article(page: &mut Page) -> anyhow::Result<()> {
    page.client.goto(&page.address("#view=own&lang=en")).await?;
    page.click(".own-paste summary").await?;
    page.fill("#own-paste-title", "Wiesental \"intern\"").await?;
    page.fill("#own-paste-text", "The bank at Wiesental is going to cut three hundred jobs.").await?;
    page.click(".own-paste button").await?;
    shows(page, "Wiesental \"intern\"", "three hundred jobs").await?;
    page.wait_text("ol.passages .origin a", "Wiesental \"intern\"").await
}

pub async fn a_reading_can_be_called_off(page: &mut Page) -> anyhow::Result<()> {
    open(page, "#q=Klarna&lang=de").await?;
    page.eval(
        "new MutationObserver((_, observer) => {
             const button = document.querySelector('.own-progress button');
             if (!button) return;
             observer.disconnect();
             window.called = true;
             button.click();
         }).observe(document.body, { childList: true, subtree: true });
         drop(...Array.from({ length: 400 }, (_, place) => file(`${place}.html`, `<p>${'Ein langer Satz. '.repeat(900)}</p>`)))",
    )
    .await?;
    page.until("the reading is called off", "window.called && !document.querySelector('.own-progress')").await?;
    ensure!(page.fragment().await? == "#q=Klarna&lang=de");
    page.click(".views a[href*='view=own']").await?;
    page.wait_for(".own-all").await?;
    // Another one can begin, and nothing is left of the first.
    page.eval(&format!("drop(file('eins.txt', '{ONE}'))")).await?;
    shows(page, "eins", "Wiesental").await?;
    page.click(".views a[href*='view=own']").await?;
    page.until("one collection is there", "document.querySelectorAll('.own-all > li').length === 2").await
}

pub async fn no_room_is_told_and_loses_nothing(page: &mut Page) -> anyhow::Result<()> {
    // A browser whose storage takes small texts only, as one that is nearly full.
    with_reader(
        page,
        "const add = IDBObjectStore.prototype.add;
         IDBObjectStore.prototype.add = function (blob, ...rest) {
             if (blob.size > 10000) throw new DOMException('voll', 'QuotaExceededError');
             return add.call(this, blob, ...rest);
         }",
    )?;
    open(page, "#lang=de").await?;
    page.eval(&format!("drop(file('eins.txt', '{ONE}'))")).await?;
    shows(page, "eins", "Wiesental").await?;
    page.client.goto(&page.address("#view=own&lang=de")).await?;
    page.wait_for("#own-target").await?;
    page.eval(HELP).await?;
    // Into the collection that is there, and into a new one.
    // Not `innerText`: what a closed list holds is no text in Firefox.
    page.until("it can be added to", "document.querySelector('#own-target').textContent.includes('eins')").await?;
    page.eval(&format!("drop(file('zwei.txt', '{TWO} '.repeat(500)))")).await?;
    shows(page, "zwei", "ganz anderen Dingen").await?;
    page.click(".own-report a").await?;
    page.wait_text(".own-came", "kein Platz mehr").await?;
    page.wait_text(".own-all", "nur in diesem Fenster").await?;
    page.screenshot("own-no-room").await?;
    page.client.goto("about:blank").await?;
    open(page, "#corpus=eins&lang=de").await?;
    shows(page, "eins", "Wiesental").await?;
    page.client.goto("about:blank").await?;
    page.client.goto(&page.address("#corpus=zwei&q=Ding&lang=de")).await?;
    page.wait_text("main", "gibt es auf diesem Gerät nicht").await?;
    page.click("main .empty li a").await?;
    page.wait_for("main").await?;
    ensure!(page.fragment().await? == "#q=Ding&lang=de", "the filters are kept: {}", page.fragment().await?);
    Ok(())
}

pub async fn wrong_letters_are_put_right_when_asked(page: &mut Page) -> anyhow::Result<()> {
    open(page, "#lang=de").await?;
    page.eval("drop(file('eins.txt', 'Die Wiesental prÃ¼ft fÃ¼r dreihundert KrÃ¤fte eine LÃ¶sung und grÃ¼ÃŸt.'))")
        .await?;
    shows(page, "eins", "prÃ¼ft").await?;
    page.click(".own-report a").await?;
    page.wait_text(".own-letters", "Ã¼").await?;
    page.screenshot("own-letters").await?;
    page.click(".own-letters button").await?;
    page.wait_text(".own-came", "richtiggestellt").await?;
    page.click(".views a").await?;
    page.wait_text("ol.passages", "prüft für dreihundert Kräfte").await?;
    page.reload().await?;
    page.wait_text("ol.passages", "prüft für").await?;
    ensure!(!page.texts("ol.passages").await?.concat().contains('Ã'), "the first reading is still there");
    Ok(())
}

pub async fn a_collection_is_renamed_saved_removed_and_comes_back(page: &mut Page) -> anyhow::Result<()> {
    open(page, "#lang=de").await?;
    page.eval(&format!("drop(file('eins.txt', '{ONE}'))")).await?;
    shows(page, "eins", "Wiesental").await?;
    page.click(".views a[href*='view=own']").await?;
    page.click(".own-rename summary").await?;
    page.fill(".own-rename input", "Bankenlese").await?;
    page.click(".own-rename form button").await?;
    page.until("the link follows", "location.hash.includes('corpus=Bankenlese')").await?;
    page.eval("HTMLAnchorElement.prototype.click = function () { window.saved = [this.href, this.download] }").await?;
    page.click(".own-all li:nth-child(2) .own-do > button").await?;
    page.until("it is handed over", "window.saved").await?;
    let saved = page
        .eval_async("window.kept = await (await fetch(window.saved[0])).text(); return [window.saved[1], JSON.parse(window.kept).title]")
        .await?;
    ensure!(saved == json!(["lesart-bankenlese.json", "Bankenlese"]), "{saved}");
    // A link with the former name still finds it.
    page.client.goto("about:blank").await?;
    open(page, "#corpus=eins&lang=de").await?;
    shows(page, "Bankenlese", "Wiesental").await?;
    page.click(".views a[href*='view=own']").await?;
    page.eval(HELP).await?;
    page.click(".own-all li:nth-child(2) .own-do > button:last-child").await?;
    page.click(".own-sure button").await?;
    page.until("it is gone", "document.querySelectorAll('.own-all > li').length === 1").await?;
    ensure!(!page.fragment().await?.contains("corpus"));
    Ok(())
}

pub async fn two_tabs_lose_nothing(page: &mut Page) -> anyhow::Result<()> {
    open(page, "#lang=de").await?;
    page.eval(&format!("drop(file('Lese.txt', '{ONE}'))")).await?;
    shows(page, "Lese", "Wiesental").await?;
    let first = page.client.window().await?;
    let other = page.client.new_window(true).await?;
    page.client.switch_to_window(other.handle).await?;
    open(page, "#corpus=Lese&lang=de").await?;
    page.eval(&format!("drop(file('zwei.txt', '{TWO}'))")).await?;
    page.wait_text("ol.passages", "ganz anderen Dingen").await?;
    page.client.switch_to_window(first).await?;
    page.eval("drop(file('drei.txt', 'Der dritte Artikel kommt aus dem ersten Fenster, als hätte es nie ein zweites gegeben.'))")
        .await?;
    page.wait_text("ol.passages", "dritte Artikel").await?;
    for words in ["Wiesental", "ganz anderen Dingen"] {
        page.wait_text("ol.passages", words).await?;
    }
    Ok(())
}

/// Serves a site whose worker that reads files begins with this script.
pub(crate) fn with_reader(page: &Page, script: &str) -> anyhow::Result<()> {
    let mut files = page.files.to_vec();
    for file in files.iter_mut().filter(|file| file.path.starts_with("reader-") && file.path.ends_with(".js")) {
        file.bytes.splice(0..0, format!("{script};\n").bytes());
    }
    page.publish(&files)
}

pub async fn a_browser_that_keeps_nothing_is_told(page: &mut Page) -> anyhow::Result<()> {
    with_reader(page, "Object.defineProperty(self, 'indexedDB', { value: undefined })")?;
    open(page, "#lang=de").await?;
    page.eval(&format!("drop(file('eins.txt', '{ONE}'))")).await?;
    shows(page, "eins", "Wiesental").await?;
    page.click(".own-report a").await?;
    page.wait_text(".own-came", "privaten Fenster").await?;
    page.wait_text(".own-all", "nur in diesem Fenster").await?;
    // It can be saved all the same, and opened again from the list.
    page.eval("HTMLAnchorElement.prototype.click = function () { window.saved = [this.href, this.download] }").await?;
    page.click(".own-all li:nth-child(2) .own-do > button").await?;
    page.until("it is handed over", "window.saved?.[1] === 'lesart-eins.json'").await?;
    page.click(".own-all li:nth-child(1) a").await?;
    page.wait_for(".facet[data-facet=company] li[data-value='Klarna']").await?;
    page.eval("history.back()").await?;
    page.click(".own-all li:nth-child(2) a").await?;
    shows(page, "eins", "Wiesental").await
}

pub async fn a_damaged_collection_harms_no_other(page: &mut Page) -> anyhow::Result<()> {
    open(page, "#lang=de").await?;
    page.eval(&format!("drop(file('eins.txt', '{ONE}'))")).await?;
    shows(page, "eins", "Wiesental").await?;
    page.eval_async(
        "const database = await new Promise((done, failed) => {
             const asked = indexedDB.open('lesart:/schule/lesart');
             asked.onsuccess = () => done(asked.result);
             asked.onerror = failed;
         });
         const change = database.transaction('collections', 'readwrite');
         change.objectStore('collections').put('{kaputt', 'Ruine');
         change.objectStore('collections').put(JSON.stringify({ articles: 3, bytes: 9, parts: [{ key: 999, articles: 3, bytes: 9 }] }), 'Leer');
         await new Promise((done) => { change.oncomplete = done; });
         database.close();",
    )
    .await?;
    page.client.goto("about:blank").await?;
    page.client.goto(&page.address("#corpus=Leer&lang=de")).await?;
    page.wait_text("main", "beschädigt").await?;
    page.click("main li:nth-child(2) a").await?;
    page.wait_text(".own-all", "ist beschädigt und kann nicht gelesen werden").await?;
    page.screenshot("own-damaged").await?;
    for left in [3, 2] {
        page.click(".own-all li[data-name=Leer] .own-do > button:last-child, .own-all li[data-name=Ruine] > button")
            .await?;
        page.click(".own-sure button").await?;
        page.until("one less", &format!("document.querySelectorAll('.own-all > li').length === {left}")).await?;
    }
    page.click(".own-all li[data-name=eins] a").await?;
    shows(page, "eins", "Wiesental").await
}

pub async fn a_large_archive_is_open_before_it_is_read(page: &mut Page) -> anyhow::Result<()> {
    open(page, "#lang=de").await?;
    page.eval_async(
        "let seed = 7;
         const word = () => { seed = (seed * 48271) % 2147483647; return seed.toString(36); };
         const text = (place) => Array.from({ length: 60 }, () => `Satz ${place} ` + Array.from({ length: 30 }, word).join(' ') + '.').join('\\n\\n');
         const packed = await zip(Array.from({ length: 400 }, (_, place) => [`Archiv/${place}.txt`, text(place)]));
         window.states = [];
         new MutationObserver(() => {
             const now = document.querySelector('ol.passages:not([aria-hidden]) > li') && location.hash.includes('corpus=')
                 ? (document.querySelector('.own-progress') || document.querySelector('.own-report')?.innerText.includes('gleich') ? 'early' : 'whole') : 'none';
             if (states.at(-1) !== now) states.push(now);
         }).observe(document.body, { childList: true, subtree: true, characterData: true });
         drop(file('Archiv.zip', ...packed));",
    )
    .await?;
    page.until("the whole is open", "window.states.includes('whole')").await?;
    let states = page.eval("return states").await?;
    ensure!(states.as_array().is_some_and(|states| states.contains(&json!("early"))), "{states}");
    page.wait_text(".status", "24.000 Passagen").await
}

/// How far the opening is stands in the page, moves on, and can be called off; nothing is lost by that.
pub async fn an_opening_can_be_called_off(page: &mut Page) -> anyhow::Result<()> {
    open(page, "#lang=de").await?;
    let watching = "
        window.ended = 0;
        const end = Worker.prototype.terminate;
        Worker.prototype.terminate = function () { window.ended += 1; return end.call(this); };
        window.told = [];
        new MutationObserver(() => {
            const bar = document.querySelector('.own-opening progress');
            const said = bar && `${bar.closest('div').querySelector('p').innerText} ${bar.value}`;
            if (said && told.at(-1) !== said) told.push(said);
        }).observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });";
    page.eval_async(&format!(
        "{watching}
         let seed = 7;
         const word = () => {{ seed = (seed * 48271) % 2147483647; return seed.toString(36); }};
         const text = (place) => Array.from({{ length: 60 }}, () => `Satz ${{place}} ` + Array.from({{ length: 30 }}, word).join(' ') + '.').join('\\n\\n');
         const packed = await zip(Array.from({{ length: 1000 }}, (_, place) => [`Archiv/${{place}}.txt`, text(place)]));
         drop(file('Archiv.zip', ...packed));"
    ))
    .await?;
    page.until("several steps are told", "told.length > 4").await?;
    page.screenshot("own-opening").await?;
    let ended = page
        .eval("const before = window.ended; document.querySelector('.own-opening button').click(); return before")
        .await?;
    page.wait_text(".own-halted", "verloren ist nichts").await?;
    page.until("the worker is ended at once", &format!("window.ended === {ended} + 1")).await?;
    page.screenshot("own-halted").await?;
    // What was open answers, and no worker comes back with more.
    page.fill("#q", "Satz 1").await?;
    page.wait_text(".status", "Passagen").await?;
    ensure!(page.count(".own-opening").await? == 0);
    let told = page.eval("return told").await?;
    page.click(".summary li a").await?;
    page.click(".own-halted button").await?;
    page.wait_text(".status", "60.000 Passagen").await?;
    // Where nothing is open yet, calling it off leads to all collections.
    page.eval("location.hash = '#view=own&lang=de'").await?;
    page.click(".own-all li[data-name=Archiv] a").await?;
    page.click(".own-opening button").await?;
    page.wait_text(".own-all", "Archiv").await?;
    ensure!(page.fragment().await?.contains("view=own"), "{}", page.fragment().await?);
    page.click(".own-all li[data-name=Archiv] a").await?;
    page.wait_text(".status", "60.000 Passagen").await?;
    ensure!(told.as_array().is_some_and(|told| told.len() > 4), "{told}");
    Ok(())
}

/// A narrow screen and both languages, to look at.
pub async fn fits_a_narrow_screen(page: &mut Page) -> anyhow::Result<()> {
    page.client.set_window_size(320, 700).await?;
    page.client.goto(&page.address("#view=own&lang=en")).await?;
    page.wait_for("main.own").await?;
    page.wait_for(".own-all li").await?;
    let wide = page.eval("return document.documentElement.scrollWidth - innerWidth").await?;
    ensure!(wide.as_i64().is_some_and(|wide| wide <= 0), "wider than the screen by {wide}");
    page.screenshot("own-narrow").await?;
    let _ = READY;
    Ok(())
}
