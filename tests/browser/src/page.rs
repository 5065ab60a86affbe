//! What can a case do with the page?
//!
//! Nothing here waits for a time: every wait is for a condition, and gives up after [`PATIENCE`].

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, Locator};
use http::Method;
use lesart::pack::{self, Pack};
use lesart::site::{self, File};
use serde_json::{Value, json};
use url::{ParseError, Url};
use xtask::compress::{self, Served};
use xtask::server::{Running, Site};

use crate::engine::Engine;
use crate::stranger::Stranger;

/// How long a condition may take to come true. Towards zero slow machines fail; large values only
/// make failures slow.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What is there once the first passages are shown.
pub const READY: &str = "ol.passages:not([aria-hidden]) > li";

/// The button in the notice that a new version waits.
pub const UPDATE_BUTTON: &str = ".newer button";

/// The path below which the site is served: as on most hosts it is not the root.
pub const BASE: &str = "/schule/lesart/";

/// A browser with a profile of its own, and a server for it alone.
pub struct Page {
    /// The browser, for what has no method here.
    pub client: Client,
    /// The server.
    pub server: Running,
    /// The files that are served first.
    pub files: Arc<Vec<File>>,
    engine: &'static Engine,
    stranger: Stranger,
    noise_expected: bool,
}

impl Page {
    pub(crate) async fn new(
        engine: &'static Engine,
        client: Client,
        stranger: Stranger,
        files: &[Served],
    ) -> anyhow::Result<Self> {
        let server = Running::start(Site::new(files, BASE)).await?;
        let files = Arc::new(files.iter().map(|served| served.file.clone()).collect());
        Ok(Self { client, server, files, engine, stranger, noise_expected: false })
    }

    /// The address of the site, with what stands behind it: `""` or `"#…"`.
    pub fn address(&self, behind: &str) -> String {
        format!("http://127.0.0.1:{}{BASE}{behind}", self.server.port)
    }

    /// Opens the site at `#…` and waits for the first passages.
    pub async fn open(&self, behind: &str) -> anyhow::Result<()> {
        self.client.goto(&self.address(behind)).await?;
        self.wait_for(READY).await.map(|_| ())
    }

    /// Loads the page again as the reader's key does, and waits for the first passages.
    pub async fn reload(&self) -> anyhow::Result<()> {
        self.reload_view(READY).await
    }

    /// The same where another view than the list is shown: waits for `css`.
    pub async fn reload_view(&self, css: &str) -> anyhow::Result<()> {
        // The driver's own refresh bypasses the service worker in some engines. The mark tells the
        // page before from the page after.
        self.eval("window.beforeReload = true; location.reload()").await?;
        self.until("the page is loaded anew", "!window.beforeReload").await?;
        self.wait_for(css).await.map(|_| ())
    }

    /// Serves another site from now on.
    pub fn publish(&self, files: &[File]) -> anyhow::Result<()> {
        self.server.site.publish(&compress::all(files, &xtask::target_dir().join("site-cache"))?);
        Ok(())
    }

    /// The site with another corpus file in it.
    pub fn with_corpus(&self, change: impl FnOnce(&mut Pack)) -> anyhow::Result<Vec<File>> {
        let corpus = self.files.iter().find(|file| site::Role::of(&file.path) == site::Role::Corpus);
        let mut pack = pack::read(&corpus.context("the site has no corpus file")?.bytes)?;
        change(&mut pack);
        Ok(site::replace_corpus(&self.files, &pack::write(&pack))?)
    }

    /// The next version of the site: a corpus with another title.
    pub fn next_version(&self) -> anyhow::Result<Vec<File>> {
        self.with_corpus(|pack| pack.title.push_str(" (neu)"))
    }

    /// The version that the page says it is.
    pub async fn version(&self) -> anyhow::Result<String> {
        let version =
            self.eval("return JSON.parse(document.getElementById('lesart-parts').textContent).version").await?;
        version.as_str().map(String::from).context("the page has no version")
    }

    /// Runs statements in the page; `return` gives a value back.
    pub async fn eval(&self, script: &str) -> anyhow::Result<Value> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Runs statements in the page that may `await`; `return` gives a value back.
    pub async fn eval_async(&self, script: &str) -> anyhow::Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];\
             (async () => {{ {script} }})().then((value) => done([value]), (error) => done(String(error)))"
        );
        match self.client.execute_async(&script, Vec::new()).await? {
            Value::Array(mut values) => Ok(values.pop().unwrap_or_default()),
            error => bail!("the script failed: {error}"),
        }
    }

    /// Waits until an expression is true in the page. `what` stands in the message when it never is.
    pub async fn until(&self, what: &str, expression: &str) -> anyhow::Result<()> {
        let script = format!("return Boolean({expression})");
        let deadline = Instant::now() + PATIENCE;
        loop {
            // While one page makes way for the next there is none to ask.
            let last = self.eval(&script).await;
            if matches!(last, Ok(Value::Bool(true))) {
                return Ok(());
            }
            ensure!(Instant::now() < deadline, "waited in vain until {what}: {expression} gives {last:?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits until an element is there.
    pub async fn wait_for(&self, css: &str) -> anyhow::Result<Element> {
        let selector = serde_json::to_string(css)?;
        self.until(&format!("{css} is there"), &format!("document.querySelector({selector})")).await?;
        Ok(self.client.find(Locator::Css(css)).await?)
    }

    /// Waits until no element is there.
    pub async fn wait_gone(&self, css: &str) -> anyhow::Result<()> {
        let selector = serde_json::to_string(css)?;
        self.until(&format!("{css} is gone"), &format!("!document.querySelector({selector})")).await
    }

    /// Waits until the first element's text holds `text`.
    pub async fn wait_text(&self, css: &str, text: &str) -> anyhow::Result<()> {
        let (selector, text) = (serde_json::to_string(css)?, serde_json::to_string(text)?);
        let shown = format!("document.querySelector({selector})?.innerText.includes({text})");
        self.until(&format!("{css} says {text}"), &shown).await
    }

    /// Waits for an element, then clicks it as a reader does.
    pub async fn click(&self, css: &str) -> anyhow::Result<()> {
        Ok(self.wait_for(css).await?.click().await?)
    }

    /// Waits for a field, empties it and types.
    pub async fn fill(&self, css: &str, text: &str) -> anyhow::Result<()> {
        let field = self.wait_for(css).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// The visible text of each element, in order.
    pub async fn texts(&self, css: &str) -> anyhow::Result<Vec<String>> {
        let selector = serde_json::to_string(css)?;
        let script =
            format!("return Array.from(document.querySelectorAll({selector}), (element) => element.innerText)");
        Ok(serde_json::from_value(self.eval(&script).await?)?)
    }

    /// How many elements there are.
    pub async fn count(&self, css: &str) -> anyhow::Result<usize> {
        Ok(self.texts(css).await?.len())
    }

    /// What stands behind `#` in the address, decoded.
    pub async fn fragment(&self) -> anyhow::Result<String> {
        let fragment = self.eval("return decodeURIComponent(location.hash)").await?;
        Ok(fragment.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the service worker has kept the site, so that the server may go.
    pub async fn kept(&self) -> anyhow::Result<()> {
        self.eval_async("await navigator.serviceWorker.ready").await?;
        Ok(())
    }

    /// From here on each page marks the time of its first passages. Only Chromium can look before the page is
    /// there; elsewhere there is no mark.
    pub async fn watch_first_passages(&self) -> anyhow::Result<()> {
        let watch = watch_script();
        self.chromium_command("Page.addScriptToEvaluateOnNewDocument", json!({ "source": watch })).await
    }

    /// When the first passages of this page came, in milliseconds from its beginning.
    pub async fn first_passages(&self) -> anyhow::Result<Option<f64>> {
        let mark = self.eval("return performance.getEntriesByName('first passages')[0]?.startTime").await?;
        Ok(mark.as_f64())
    }

    /// Writes a picture of the page to `target/screenshots/NAME.png`.
    pub async fn screenshot(&self, name: &str) -> anyhow::Result<()> {
        let path = xtask::target_dir().join("screenshots").join(format!("{name}.png"));
        fs::create_dir_all(path.parent().unwrap_or(&path))?;
        Ok(fs::write(path, self.client.screenshot().await?)?)
    }

    /// From here on the console and the server may say what they like.
    pub fn expect_noise(&mut self) {
        self.noise_expected = true;
    }

    /// What stands in the console since the last time this was asked; nothing where the engine
    /// does not tell.
    pub async fn console(&self) -> anyhow::Result<Vec<String>> {
        if !self.engine.tells_console {
            return Ok(Vec::new());
        }
        let entries = self.client.issue_cmd(ChromiumCommand("se/log", json!({ "type": "browser" }))).await?;
        let line = |entry: &Value| format!("{}: {}", entry["level"].as_str().unwrap_or(""), entry["message"]);
        Ok(entries.as_array().map(|entries| entries.iter().map(line).collect()).unwrap_or_default())
    }

    /// Whether the engine is Chromium.
    pub fn is_chromium(&self) -> bool {
        self.engine.name == "chromium"
    }

    /// A command of Chromium's developer tools; other engines have none, and do without.
    pub async fn chromium_command(&self, command: &str, parameters: Value) -> anyhow::Result<()> {
        if self.is_chromium() {
            let body = json!({ "cmd": command, "params": parameters });
            self.client.issue_cmd(ChromiumCommand("goog/cdp/execute", body)).await?;
        }
        Ok(())
    }

    /// From here on what the page saves goes to this folder, emptied. Only Chromium can be told so; of the
    /// others it is taken from the page's hands.
    pub async fn save_to(&self, folder: &Path) -> anyhow::Result<()> {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder)?;
        if !self.is_chromium() {
            self.eval(TAKE_WHAT_IS_SAVED).await?;
        }
        let behaviour = json!({ "behavior": "allow", "downloadPath": folder });
        self.chromium_command("Browser.setDownloadBehavior", behaviour).await
    }

    /// Waits until the page has saved a file of this name.
    pub async fn saved(&self, folder: &Path, name: &str) -> anyhow::Result<PathBuf> {
        let path = folder.join(name);
        let deadline = Instant::now() + PATIENCE;
        // While it is written it has another name.
        while !path.exists() {
            ensure!(Instant::now() < deadline, "waited in vain for {}", path.display());
            if !self.is_chromium()
                && let Some(base64) = self.eval(&format!("return (window.handedOut || {{}})[{name:?}]")).await?.as_str()
            {
                fs::write(&path, BASE64.decode(base64)?)?;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(path)
    }

    /// What holds after every case.
    pub(crate) async fn check_silence(&self) -> anyhow::Result<()> {
        let asked = self.stranger.asked();
        ensure!(asked.is_empty(), "requests to someone else: {asked:#?}");
        if self.noise_expected {
            return Ok(());
        }
        let console = self.console().await?;
        ensure!(console.is_empty(), "the console is not silent: {console:#?}");
        let strange: Vec<_> = self.server.site.seen().into_iter().filter(|seen| seen.status >= 400).collect();
        ensure!(strange.is_empty(), "the server was asked for what it has not: {strange:#?}");
        Ok(())
    }
}

/// Notes each file that a page hands out, by its name, in base64.
const TAKE_WHAT_IS_SAVED: &str = "
    window.handedOut = {};
    const blobs = new Map();
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      const address = make.call(URL, blob);
      blobs.set(address, blob);
      return address;
    };
    document.addEventListener('click', (event) => {
      const link = event.target.closest && event.target.closest('a[download]');
      if (!link || !blobs.has(link.href)) return;
      event.preventDefault();
      const reader = new FileReader();
      reader.onload = () => { window.handedOut[link.download] = reader.result.split(',')[1]; };
      reader.readAsDataURL(blobs.get(link.href));
    }, true);";

/// Marks the time when the first passages are there: a script that runs before the page's own.
pub fn watch_script() -> String {
    format!(
        "new MutationObserver((_, observer) => {{
           if (!document.querySelector({READY:?})) return;
           observer.disconnect();
           performance.mark('first passages');
         }}).observe(document, {{ childList: true, subtree: true }});"
    )
}

/// Prints the median of some times in milliseconds, for the README.
pub fn print_median(what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    if let (Some(least), Some(median), Some(most)) = (times.first(), times.get(times.len() / 2), times.last()) {
        println!("    {what}: median {median:.0} ms of {}, {least:.0} to {most:.0}", times.len());
    }
}

/// Chromium's own additions to WebDriver: the end of the address, and the body.
#[derive(Debug)]
struct ChromiumCommand(&'static str, Value);

impl WebDriverCompatibleCommand for ChromiumCommand {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.0))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.1.to_string()))
    }
}
