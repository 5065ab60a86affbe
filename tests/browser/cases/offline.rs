//! The site without a network, and what happens when a new version comes.

use anyhow::ensure;
use browser_tests::page::{Page, READY, UPDATE_BUTTON};
use lesart::site::{File, Role, part_names};

/// Asks the host whether there is a new version, as the browser does now and then; waits until it
/// is kept and waits, or was given up.
const LOOK_FOR_UPDATE: &str = "
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => {});
    const coming = registration.installing;
    if (coming) await new Promise((done) => {
        coming.onstatechange = () => ['installed', 'redundant'].includes(coming.state) && done();
    });
    return registration.waiting !== null;";

fn version_of(files: &[File]) -> anyhow::Result<String> {
    let index = files.iter().find(|file| file.path == "index.html").map(|file| String::from_utf8_lossy(&file.bytes));
    Ok(index.and_then(|index| part_names(&index)).unwrap_or_default().version)
}

pub async fn works_after_one_visit_with_the_server_stopped(page: &mut Page) -> anyhow::Result<()> {
    page.open("").await?;
    page.kept().await?;
    let shown = page.texts("body").await?;
    page.server.stop().await;
    for _ in 0..2 {
        page.reload().await?;
        ensure!(page.texts("body").await? == shown, "offline the page shows something else");
    }
    // By the address of the file, and with something behind `?`, too.
    for behind in ["index.html", "?utm_source=brief"] {
        page.client.goto("about:blank").await?;
        page.open(behind).await?;
    }
    // An address below the site that is none of its files leads home.
    page.client.goto(&page.address("gibt/es/nicht")).await?;
    page.wait_for(READY).await?;
    ensure!(page.client.current_url().await?.as_str() == page.address(""));
    page.server.resume().await
}

pub async fn a_new_version_waits_for_the_reader(page: &mut Page) -> anyhow::Result<()> {
    page.open("").await?;
    page.kept().await?;
    page.reload().await?;
    let first = page.version().await?;
    let next = page.next_version()?;
    ensure!(page.count(UPDATE_BUTTON).await? == 0, "there is no new version yet");
    page.publish(&next)?;
    page.eval("window.reading = true").await?;
    ensure!(page.eval_async(LOOK_FOR_UPDATE).await? == true, "the new version does not wait");
    page.wait_for(UPDATE_BUTTON).await?;
    ensure!(page.version().await? == first && page.eval("return window.reading").await? == true);
    // A reload alone brings the old version, whole, and the notice again.
    page.reload().await?;
    ensure!(page.version().await? == first, "a version came without being asked for");
    page.click(UPDATE_BUTTON).await?;
    page.until("the new version is shown", &format!("{VERSION} === {:?}", version_of(&next)?)).await?;
    page.wait_for(READY).await?;
    ensure!(page.count(UPDATE_BUTTON).await? == 0, "the notice stays");
    page.server.stop().await;
    page.reload().await?;
    ensure!(page.version().await? == version_of(&next)?);
    ensure!(page.eval_async("return (await caches.keys()).length").await? == 1, "the old version is still kept");
    page.server.resume().await
}

const VERSION: &str = "JSON.parse(document.getElementById('lesart-parts').textContent).version";

pub async fn another_tab_is_told_and_left_alone(page: &mut Page) -> anyhow::Result<()> {
    page.open("").await?;
    page.kept().await?;
    page.reload().await?;
    let reading = page.client.window().await?;
    page.eval("window.reading = true").await?;
    let other = page.client.new_window(true).await?;
    page.client.switch_to_window(other.handle).await?;
    page.open("").await?;
    let next = page.next_version()?;
    page.publish(&next)?;
    ensure!(page.eval_async(LOOK_FOR_UPDATE).await? == true, "the new version does not wait");
    page.click(UPDATE_BUTTON).await?;
    page.until("the new version is shown", &format!("{VERSION} === {:?}", version_of(&next)?)).await?;
    page.client.switch_to_window(reading).await?;
    page.wait_for(UPDATE_BUTTON).await?;
    ensure!(page.eval("return window.reading").await? == true, "the page was reloaded in the middle of reading");
    page.click(UPDATE_BUTTON).await?;
    page.until("the new version is shown here too", &format!("{VERSION} === {:?}", version_of(&next)?)).await?;
    page.wait_for(READY).await?;
    Ok(())
}

/// Whether a published version is refused, and the version before goes on, with and without a server.
async fn stays_as_it_was(page: &mut Page, broken: &[File]) -> anyhow::Result<()> {
    page.open("").await?;
    page.kept().await?;
    page.reload().await?;
    let first = page.version().await?;
    page.publish(broken)?;
    ensure!(page.eval_async(LOOK_FOR_UPDATE).await? == false, "a broken version waits");
    page.server.stop().await;
    page.reload().await?;
    ensure!(page.version().await? == first);
    ensure!(page.count(UPDATE_BUTTON).await? == 0, "there is nothing to take");
    ensure!(page.eval_async("return (await caches.keys()).length").await? == 1, "something half is kept");
    page.server.resume().await
}

pub async fn a_version_that_is_not_whole_is_never_used(page: &mut Page) -> anyhow::Result<()> {
    page.expect_noise();
    let mut broken = page.next_version()?;
    broken.retain(|file| Role::of(&file.path) != Role::Corpus);
    stays_as_it_was(page, &broken).await
}

pub async fn a_page_of_another_version_is_not_kept(page: &mut Page) -> anyhow::Result<()> {
    page.expect_noise();
    let mut mixed = page.next_version()?;
    let old = page.files.iter().find(|file| file.path == "index.html").cloned();
    mixed.retain(|file| file.path != "index.html");
    mixed.extend(old);
    stays_as_it_was(page, &mixed).await
}

pub async fn caches_of_others_stay(page: &mut Page) -> anyhow::Result<()> {
    page.open("").await?;
    page.kept().await?;
    // Another program's cache, and those of other Lesart sites on this host, above and below.
    let others = "for (const name of ['other', 'lesart:/:1', 'lesart:/schule/lesart/b/:1']) await caches.open(name);";
    page.eval_async(others).await?;
    page.publish(&page.next_version()?)?;
    ensure!(page.eval_async(LOOK_FOR_UPDATE).await? == true, "the new version does not wait");
    page.click(UPDATE_BUTTON).await?;
    page.wait_gone(UPDATE_BUTTON).await?;
    page.wait_for(READY).await?;
    let kept = page.eval_async("return (await caches.keys()).length").await?;
    ensure!(kept == 4, "{kept} caches, not 4");
    Ok(())
}
