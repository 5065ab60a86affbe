//! How long does a large folder take? Printed, not judged: what a shared machine measures is no ground to fail.
//!
//! Runs where `LESART_MEASURE` names a JSON file `[{"name": …, "text": …}, …]`.

use std::time::Duration;

use browser_tests::page::{Page, READY};
use lesart::site::File;

pub async fn a_large_folder(page: &mut Page) -> anyhow::Result<()> {
    let Ok(path) = std::env::var("LESART_MEASURE") else { return Ok(()) };
    page.expect_noise();
    let mut files = page.files.to_vec();
    files.push(File::new("measure.json", std::fs::read(path)?));
    page.publish(&files)?;
    page.client
        .update_timeouts(fantoccini::wd::TimeoutConfiguration::new(Some(Duration::from_secs(110)), None, None))
        .await?;
    page.open("#lang=en").await?;
    page.eval_async("await navigator.serviceWorker.ready").await?;
    let dropped = page
        .eval_async(
            "const list = await (await fetch('measure.json')).json();
             window.given = new DataTransfer();
             let bytes = 0;
             for (const one of list) { const made = new File([one.text], one.name.split('/').pop()); bytes += made.size; given.items.add(made); }
             await new Promise((done) => setTimeout(done, 2000));
             window.tasks = [];
             new PerformanceObserver((seen) => { for (const task of seen.getEntries()) tasks.push(Math.round(task.duration)); }).observe({ type: 'longtask' });
             window.begun = performance.now();
             for (const type of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer: given, bubbles: true, cancelable: true }));
             const until = (ready) => new Promise((done) => { const look = () => ready() ? requestAnimationFrame(() => done(Math.round(performance.now() - begun))) : setTimeout(look, 5); look(); });
             const first = await until(() => location.hash.includes('corpus=') && document.querySelector('ol.passages:not([aria-hidden]) > li'));
             const firstPassages = document.querySelector('.status').innerText;
             const read = await until(() => document.querySelector('.own-report, .own-trouble'));
             const report = document.querySelector('.own-report, .own-trouble').innerText;
             const whole = await until(() => document.querySelector('.own-report') && !document.querySelector('.own-report').innerText.includes('in a moment') && document.querySelector('.status').innerText !== firstPassages);
             return [list.length, bytes, first, firstPassages, read, whole, report, document.querySelector('.status').innerText, JSON.stringify(tasks)].join(' | ');",
        )
        .await?;
    println!(
        "    files | bytes | first results ms | what | read ms | whole ms | report | what | long tasks: {dropped}"
    );
    page.screenshot("measure").await?;
    let keys = page
        .eval_async(
            "window.tasks.length = 0;
             const field = document.getElementById('q');
             const times = [], worst = [];
             const words = ['server', 'datei', 'the option', 'arbeit', 'system configuration', 'drucker', 'because', 'funktion'];
             for (const word of words) {
               for (let end = 1; end <= word.length; end += 1) {
                 const start = performance.now();
                 const changed = new Promise((done) => {
                   const list = document.getElementById('main');
                   const seen = new MutationObserver(() => {
                     const busy = document.querySelector('ol.passages')?.getAttribute('aria-busy');
                     if (busy === 'true') return;
                     seen.disconnect();
                     requestAnimationFrame(() => { const port = new MessageChannel(); port.port1.onmessage = done; port.port2.postMessage(0); });
                   });
                   seen.observe(list, { childList: true, subtree: true, attributes: true, characterData: true });
                 });
                 field.value = word.slice(0, end);
                 field.dispatchEvent(new InputEvent('input', { bubbles: true }));
                 await changed;
                 times.push(performance.now() - start);
                 await new Promise((done) => setTimeout(done, 60));
               }
             }
             times.sort((a, b) => a - b);
             const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))].toFixed(1);
             return `keys: ${times.length}, median ${at(.5)}, p95 ${at(.95)}, most ${at(1)} ms; long tasks ${JSON.stringify(window.tasks)}; rows ${document.querySelectorAll('ol.passages > li').length}; elements ${document.querySelectorAll('*').length}; page heap ${Math.round((performance.memory?.usedJSHeapSize ?? 0) / 1e6)} MB`;",
        )
        .await?;
    println!("    {keys}");
    let scrolled = page
        .eval_async(
            "const field = document.getElementById('q');
             field.value = ''; field.dispatchEvent(new InputEvent('input', { bubbles: true }));
             await new Promise((done) => setTimeout(done, 500));
             window.tasks.length = 0;
             for (let step = 0; step < 400; step += 1) { scrollBy(0, 700); await new Promise((done) => setTimeout(done, 30)); }
             const down = [scrollY, document.querySelector('ol.passages > li').getAttribute('aria-posinset'), document.querySelectorAll('ol.passages > li').length];
             scrollTo(0, 0);
             await new Promise((done) => setTimeout(done, 1500));
             return JSON.stringify([down, document.querySelector('ol.passages > li').getAttribute('aria-posinset'), scrollY, tasks]);",
        )
        .await?;
    println!("    scrolled to, first row, rows; after going home: first row, place, long tasks: {scrolled}");
    let _ = READY;
    Ok(())
}
