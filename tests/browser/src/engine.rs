//! In what do the browsers differ?

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use fantoccini::error::NewSessionError;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A browser and its driver.
pub struct Engine {
    /// The name by which it is chosen.
    pub name: &'static str,
    /// The driver's program.
    driver: &'static str,
    /// How the driver is told its port.
    port_argument: fn(u16) -> String,
    /// Whether it opens a window even when nobody looks: it needs a display.
    needs_display: bool,
    /// What is asked of a session.
    capabilities: fn() -> Value,
    /// Whether the browser tells what stands in its console.
    pub tells_console: bool,
    /// Cases that cannot be tried with this driver, by the beginning of their names, and why.
    left_out: &'static [(&'static str, &'static str)],
    /// One sentence that says how to install both.
    remedy: &'static str,
}

const NO_SCRIPT_FIRST: &str = "its driver lets no script run before the page's own, which is how storage is refused";

/// What needs more of a driver than WebDriver has.
const BEYOND_WEBDRIVER: &[(&str, &str)] = &[
    ("folding::refused_storage_breaks_nothing", NO_SCRIPT_FIRST),
    ("labels::a_browser_that_keeps_nothing_breaks_nothing", NO_SCRIPT_FIRST),
    ("single::a_file_in_a_browser_that_keeps_nothing", NO_SCRIPT_FIRST),
    ("faults::a_full_disk_stops_nobody", NO_SCRIPT_FIRST),
    ("reading::nothing_jumps", "it does not tell of layout shifts"),
    ("faults::a_cache_that_lost_files_says_so_without_a_network", "its driver cannot empty the cache of the network"),
];

/// The browsers, a row each.
pub static ENGINES: &[Engine] = &[
    Engine {
        name: "chromium",
        driver: "chromedriver",
        port_argument: |port| format!("--port={port}"),
        needs_display: false,
        capabilities: chromium,
        tells_console: true,
        left_out: &[],
        remedy: "install Chromium and its driver: Debian and Ubuntu: apt install chromium chromium-driver; \
                 macOS: brew install --cask chromium chromedriver; Windows: winget install Google.Chrome \
                 Chromium.ChromeDriver",
    },
    Engine {
        name: "firefox",
        driver: "geckodriver",
        port_argument: |port| format!("--port={port}"),
        needs_display: false,
        capabilities: firefox,
        tells_console: false,
        left_out: BEYOND_WEBDRIVER,
        remedy: "install Firefox and its driver: Debian: apt install firefox-esr; the driver: cargo install --locked \
                 geckodriver",
    },
    Engine {
        name: "webkit",
        driver: "WebKitWebDriver",
        port_argument: |port| format!("--port={port}"),
        needs_display: true,
        capabilities: webkit,
        tells_console: false,
        left_out: BEYOND_WEBDRIVER,
        remedy: "install WebKit, its driver and a display for it: Debian and Ubuntu: apt install webkit2gtk-driver xvfb",
    },
];

fn chromium() -> Value {
    // What Chromium would do on its own is switched off, for speed and so that every request that
    // is seen is the page's. The sandbox refuses to run as root, which is who runs in a container.
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        // Cases follow more links in a second than a reader can.
        "--disable-ipc-flooding-protection",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-default-apps",
        "--disable-features=AutofillServerCommunication,MediaRouter,OptimizationHints,Translate",
        "--window-size=1200,900",
    ];
    let mut options = json!({ "args": arguments });
    if let Ok(binary) = std::env::var("CHROME") {
        options["binary"] = binary.into();
    }
    json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } })
}

fn firefox() -> Value {
    // The driver lets pages of one folder read one another, which readers' browsers do not.
    let preferences = json!({
        "security.fileuri.strict_origin_policy": true,
        // A first start asks its maker's hosts for add-ons, settings and news.
        "app.normandy.enabled": false,
        "browser.newtabpage.enabled": false,
        "browser.safebrowsing.downloads.remote.enabled": false,
        "browser.safebrowsing.malware.enabled": false,
        "browser.safebrowsing.phishing.enabled": false,
        "browser.topsites.contile.enabled": false,
        "datareporting.policy.dataSubmissionEnabled": false,
        "dom.push.connection.enabled": false,
        "extensions.getAddons.cache.enabled": false,
        "extensions.systemAddon.update.enabled": false,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "services.settings.server": "data:,",
        "toolkit.telemetry.enabled": false,
    });
    let mut options = json!({ "args": ["-headless", "-width=1200", "-height=900"], "prefs": preferences });
    if let Ok(binary) = std::env::var("FIREFOX") {
        options["binary"] = binary.into();
    }
    json!({ "moz:firefoxOptions": options })
}

fn webkit() -> Value {
    // Where Debian and Ubuntu put the browser that the driver starts.
    let folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/libexec"];
    let places = folders.iter().flat_map(|folder| {
        ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"].map(|name| format!("{folder}/{name}/MiniBrowser"))
    });
    let binary = std::env::var("MINIBROWSER").ok().or_else(|| places.into_iter().find(|path| Path::new(path).exists()));
    json!({ "webkitgtk:browserOptions": { "binary": binary.unwrap_or_default(), "args": ["--automation"] } })
}

/// The engines to run: those named in `LESART_BROWSERS`, divided by commas (`all` for all), or Chromium.
pub fn chosen() -> anyhow::Result<Vec<&'static Engine>> {
    let names = std::env::var("LESART_BROWSERS").unwrap_or_else(|_| "chromium".into());
    if names.trim() == "all" {
        return Ok(ENGINES.iter().collect());
    }
    let find = |name: &str| {
        let found = ENGINES.iter().find(|engine| engine.name == name.trim());
        found.with_context(|| format!("LESART_BROWSERS names {name:?}, which is no engine known here"))
    };
    names.split(',').map(find).collect()
}

/// A running driver; ends with this value.
pub struct Driver {
    /// Whose it is.
    pub engine: &'static Engine,
    port: u16,
    _process: Child,
    _display: Option<Child>,
}

/// A display that nobody looks at, and its name, where there is none to use.
async fn display() -> anyhow::Result<(Child, String)> {
    let mut display = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .context("Xvfb cannot be started: Debian and Ubuntu: apt install xvfb")?;
    let output = display.stdout.take().context("Xvfb has no output")?;
    let mut line = String::new();
    // It names its number once it can be used.
    BufReader::new(output).read_line(&mut line).await?;
    Ok((display, format!(":{}", line.trim())))
}

impl Engine {
    /// Why a case is not tried here, where it is not.
    pub fn leaves_out(&self, case: &str) -> Option<&'static str> {
        self.left_out.iter().find(|(name, _)| case.starts_with(name)).map(|(_, why)| *why)
    }
}

impl Driver {
    /// Starts an engine's driver on a free port.
    pub async fn start(engine: &'static Engine) -> anyhow::Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = Command::new(engine.driver);
        let mut shown_on = None;
        if engine.needs_display && std::env::var_os("DISPLAY").is_none() {
            let (child, name) = display().await?;
            command.env("DISPLAY", name);
            shown_on = Some(child);
        }
        let spawned = command
            .arg((engine.port_argument)(port))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn();
        match spawned {
            Ok(process) => Ok(Self { engine, port, _process: process, _display: shown_on }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                bail!("{} is not installed: {}", engine.driver, engine.remedy)
            }
            Err(error) => Err(error).with_context(|| format!("{} cannot be started", engine.driver)),
        }
    }

    /// A session with a fresh profile. Whoever opens one closes it, whatever happens in between:
    /// with its driver gone a browser would stay behind. `stranger` is where requests end up that
    /// are not for this machine.
    pub async fn session(&self, stranger: u16) -> anyhow::Result<Client> {
        let elsewhere = format!("127.0.0.1:{stranger}");
        let mut capabilities = (self.engine.capabilities)();
        capabilities["proxy"] = json!({
            "proxyType": "manual",
            "httpProxy": elsewhere,
            "sslProxy": elsewhere,
            "noProxy": ["127.0.0.1", "localhost"],
        });
        let capabilities: Capabilities = serde_json::from_value(capabilities)?;
        let address = format!("http://127.0.0.1:{}", self.port);
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder.capabilities(capabilities.clone()).connect(&address).await {
                Ok(client) => return Ok(client),
                // The driver is still starting.
                Err(NewSessionError::Failed(_) | NewSessionError::FailedC(_) | NewSessionError::Lost(_))
                    if Instant::now() < deadline =>
                {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                Err(NewSessionError::SessionNotCreated(error)) if error.message.contains("binary") => {
                    bail!("{} finds no browser: {} ({})", self.engine.driver, self.engine.remedy, error.message)
                }
                Err(error) => bail!("{} opens no session: {error}", self.engine.driver),
            }
        }
    }
}
