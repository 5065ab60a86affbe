//! What goes wrong on a device: a cache that lost files, a tab that is closed in the middle, a full disk, two
//! tabs at once. Nothing may be lost or mixed.

use anyhow::ensure;
use browser_tests::page::{Page, READY};

use crate::own;

/// Takes files out of what the service worker kept, as a browser short of room or a broken disk does.
const LOSE: &str = "
    const [name] = await caches.keys();
    const cache = await caches.open(name);
    let lost = 0;
    for (const request of await cache.keys()) {
      if (/(worker|page|corpus)-[0-9a-f]{16}\\./.test(request.url)) lost += await cache.delete(request) ? 1 : 0;
    }
    return lost;";

pub async fn a_cache_that_lost_files_is_no_harm_with_a_network(page: &mut Page) -> anyhow::Result<()> {
    page.open("#lang=de").await?;
    page.kept().await?;
    page.reload().await?;
    let version = page.version().await?;
    let lost = page.eval_async(LOSE).await?;
    ensure!(lost.as_i64() >= Some(5), "{lost} files lost");
    page.reload().await?;
    ensure!(page.version().await? == version);
    Ok(())
}

pub async fn a_cache_that_lost_files_says_so_without_a_network(page: &mut Page) -> anyhow::Result<()> {
    page.expect_noise();
    page.open("#lang=de").await?;
    page.kept().await?;
    page.reload().await?;
    page.eval_async(LOSE).await?;
    page.chromium_command("Network.clearBrowserCache", serde_json::json!({})).await?;
    page.server.stop().await;
    page.eval("location.reload()").await?;
    page.wait_for("html[data-failed=load]").await?;
    ensure!(page.texts(".failed-load").await?.concat().contains("neu laden"));
    // With the network it is whole again, without a visit to the settings.
    page.server.resume().await?;
    page.reload().await
}

/// A tab that is closed while the site is being kept leaves nothing half behind.
pub async fn a_tab_closed_in_the_middle_leaves_nothing_half(page: &mut Page) -> anyhow::Result<()> {
    page.expect_noise();
    for _ in 0..5 {
        page.client.goto(&page.address("#lang=de")).await?;
        page.until("the page begins", "document.querySelector('#app')").await?;
        page.client.goto("about:blank").await?;
    }
    page.open("#lang=de").await?;
    page.kept().await?;
    page.reload().await?;
    page.server.stop().await;
    page.reload().await?;
    page.server.resume().await
}

/// How many articles each collection of this device says it has.
async fn collections(page: &Page) -> anyhow::Result<Vec<String>> {
    page.client.goto("about:blank").await?;
    page.client.goto(&page.address("#view=own&lang=de")).await?;
    page.wait_for(".own-all > li[data-name]").await?;
    page.texts(".own-all > li[data-name]").await
}

const MANY: &str = "drop(...Array.from({ length: 300 }, (_, place) =>
    file(`Presse/${place}.html`, `<p>Nummer ${place}: ${'Ein langer Satz steht hier. '.repeat(600)}</p>`)))";

/// A tab that is closed while own files are read: what was kept is there, and of the rest nothing half.
pub async fn a_tab_closed_while_files_are_read_leaves_nothing_half(page: &mut Page) -> anyhow::Result<()> {
    own::open(page, "#lang=de").await?;
    page.eval(&format!("drop(file('eins.txt', '{}'))", own::ONE)).await?;
    own::shows(page, "eins", "Wiesental").await?;
    for _ in 0..3 {
        page.client.goto("about:blank").await?;
        own::open(page, "#lang=de").await?;
        page.eval(MANY).await?;
        page.wait_for(".own-progress").await?;
    }
    let left = collections(page).await?;
    ensure!(left.len() < 4, "no reading was broken off: {left:?}");
    ensure!(left.iter().any(|one| one.contains("1 Artikel")), "what was kept is gone: {left:?}");
    ensure!(left.iter().all(|one| one.contains("1 Artikel") || one.contains("300 Artikel")), "half is left: {left:?}");
    own::open(page, "#corpus=eins&lang=de").await?;
    own::shows(page, "eins", "Wiesental").await?;
    page.eval(&format!("drop(file('zwei.txt', '{}'))", own::TWO)).await?;
    page.wait_text("ol.passages", "ganz anderen Dingen").await
}

/// The same in the middle of writing: the tab goes once the texts are handed to the storage.
pub async fn a_tab_closed_while_files_are_kept_leaves_nothing_half(page: &mut Page) -> anyhow::Result<()> {
    own::with_reader(
        page,
        "const add = IDBObjectStore.prototype.add;
         IDBObjectStore.prototype.add = function (...given) {
             const asked = add.apply(this, given);
             // The short text is cut off, the long one after it is not.
             if (given[0].size < 600) {
                 new BroadcastChannel('cut').postMessage('now');
                 self.close();
             }
             return asked;
         }",
    )?;
    own::open(page, "#lang=de").await?;
    page.eval(
        "new BroadcastChannel('cut').onmessage = () => { window.cut = true; };
         drop(file('halb.txt', 'Ein Text, der nur halb gespeichert wurde, ist keiner.'))",
    )
    .await?;
    page.until("it is being kept", "window.cut").await?;
    page.client.goto("about:blank").await?;
    page.client.goto(&page.address("#view=own&lang=de")).await?;
    page.wait_for(".own-all > li").await?;
    ensure!(page.count(".own-all > li[data-name]").await? == 0, "half is left: {:?}", page.texts(".own-all").await?);
    own::open(page, "#lang=de").await?;
    page.eval(&format!("drop(file('eins.txt', '{}', ' Und so fort.'.repeat(99)))", own::ONE)).await?;
    own::shows(page, "eins", "Wiesental").await?;
    ensure!(collections(page).await?.len() == 1);
    Ok(())
}

/// Gives the first passage another stance, in this tab.
async fn give(page: &Page, stance: &str, reason: &str) -> anyhow::Result<()> {
    if page.count(".why").await? == 0 {
        page.click("ol.passages > li .labels > button.quiet").await?;
        page.click(".why .change > summary").await?;
    }
    page.eval(&format!("document.querySelector('.why .change form select').value = '+ stance {stance}'")).await?;
    page.fill(".why .change input", reason).await?;
    page.click(".why .change button[type=submit]").await?;
    page.wait_text("ul.mine", reason).await
}

pub async fn two_tabs_lose_no_label(page: &mut Page) -> anyhow::Result<()> {
    page.open("#stance=mixed&lang=de").await?;
    let first = page.client.window().await?;
    let second = page.client.new_window(true).await?.handle;
    page.client.switch_to_window(second.clone()).await?;
    page.open("#stance=pro-automation&lang=de").await?;
    // Turn by turn, each in the tab that does not know yet what the other did.
    give(page, "neutral", "im zweiten").await?;
    page.client.switch_to_window(first.clone()).await?;
    give(page, "human-first", "im ersten").await?;
    page.client.switch_to_window(second).await?;
    page.client.goto("about:blank").await?;
    page.client.goto(&page.address("#view=labels&lang=de")).await?;
    page.wait_text(".own", "im ersten").await?;
    page.wait_text(".own", "im zweiten").await?;
    page.client.switch_to_window(first).await?;
    page.wait_for(READY).await?;
    Ok(())
}

/// A disk that is full: what the reader does goes on, and that it will not be kept is said.
pub async fn a_full_disk_stops_nobody(page: &mut Page) -> anyhow::Result<()> {
    let full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
                IDBFactory.prototype.open = () => { throw new DOMException('full', 'QuotaExceededError'); };";
    page.chromium_command("Page.addScriptToEvaluateOnNewDocument", serde_json::json!({ "source": full })).await?;
    page.open("#stance=mixed&lang=de").await?;
    give(page, "neutral", "voll").await?;
    page.click("button.take").await?;
    page.wait_for("#carry .save").await?;
    page.eval("location.hash = '#view=labels&lang=de'").await?;
    page.wait_text(".own", "voll").await?;
    page.wait_text(".own", "erlaubt dieser Seite nicht").await
}
