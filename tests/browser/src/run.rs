//! Which cases run, and how did they end?

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::pin::Pin;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail, ensure};
use fantoccini::Client;
use futures_util::FutureExt;
use lesart::site::File;
use xtask::compress::{self, Served};
use xtask::sources;

use crate::engine::{self, Driver};
use crate::page::Page;
use crate::stranger::Stranger;

/// A case: what is to hold in every engine.
pub struct Case {
    /// The function's path, by which it is chosen on the command line.
    pub name: &'static str,
    /// What is done.
    pub run: for<'a> fn(&'a mut Page) -> Walk<'a>,
}

/// A case on its way.
pub type Walk<'a> = Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>>;

/// The longest that a case may take: it hangs. The attempts at injection take two minutes in Firefox on a
/// busy machine.
const CASE_LIMIT: Duration = Duration::from_secs(300);

/// How long a driver may take to open a session, to make a picture of a failure, or to close. WebKit's browser
/// now and then falls down (a fault in the C library as it starts, seen in the kernel's log); then its driver
/// answers no more.
const DRIVER_LIMIT: Duration = Duration::from_secs(20);

/// A driver that does not even close its session: another one is needed for the next case.
#[derive(Debug)]
struct Silent;

impl std::fmt::Display for Silent {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("the driver answers no more, not even to the request to close")
    }
}

impl std::error::Error for Silent {}

/// Runs the cases whose names hold one of the arguments, in every chosen engine.
pub fn main(cases: &[Case]) -> ExitCode {
    // Options are cargo's and libtest's, as `--quiet`; only names are of use here.
    let names: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let chosen = |case: &&Case| names.is_empty() || names.iter().any(|name| case.name.contains(name.as_str()));
    let cases: Vec<&Case> = cases.iter().filter(chosen).collect();
    match tokio::runtime::Runtime::new().map_err(anyhow::Error::from).and_then(|runtime| runtime.block_on(all(&cases)))
    {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// How many cases failed.
async fn all(cases: &[&Case]) -> anyhow::Result<usize> {
    let engines = engine::chosen()?;
    // First, so that nobody waits for a build that cannot be tried.
    let mut drivers = Vec::new();
    for engine in &engines {
        drivers.push(Driver::start(engine).await?);
    }
    let files = build()?;
    let (mut passed, mut failed, mut left_out) = (0, 0, 0);
    for (engine, driver) in engines.iter().zip(&mut drivers) {
        for case in cases {
            if let Some(why) = engine.leaves_out(case.name) {
                println!("{}: {} ... left out: {why}", engine.name, case.name);
                left_out += 1;
                continue;
            }
            let started = Instant::now();
            let walked = tokio::time::timeout(CASE_LIMIT * 5 / 4, one(driver, case, &files)).await;
            let outcome = walked.unwrap_or_else(|_| Err(Silent.into()));
            if outcome.as_ref().is_err_and(|error| error.is::<Silent>()) {
                *driver = Driver::start(engine).await?;
            }
            let seconds = started.elapsed().as_secs_f64();
            let result = if outcome.is_ok() { "ok" } else { "FAILED" };
            println!("{}: {} ... {result} ({seconds:.1} s)", engine.name, case.name);
            match outcome {
                Ok(()) => passed += 1,
                Err(error) => {
                    println!("    {}", format!("{error:#}").replace('\n', "\n    "));
                    failed += 1;
                }
            }
        }
    }
    let names: Vec<_> = engines.iter().map(|engine| engine.name).collect();
    println!("{passed} passed, {failed} failed, {left_out} left out; in {}", names.join(", "));
    Ok(failed)
}

/// Builds the site as a maintainer does, and reads the folder; where `LESART_SITE` names a folder, that one.
fn build() -> anyhow::Result<Vec<Served>> {
    let given = std::env::var_os("LESART_SITE").map(PathBuf::from);
    let out = given.clone().unwrap_or_else(|| xtask::target_dir().join("browser-site"));
    if given.is_none() {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = std::process::Command::new(cargo);
        command.current_dir(xtask::root()).args(["xtask", "build", "--out"]).arg(&out);
        let output = command.output().context("cargo cannot be run")?;
        ensure!(output.status.success(), "the site cannot be built:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let files: Vec<File> = sources::below(&out)?.into_iter().map(|file| File::new(file.name, file.bytes)).collect();
    compress::all(&files, &xtask::target_dir().join("site-cache"))
}

async fn one(driver: &mut Driver, case: &Case, files: &[Served]) -> anyhow::Result<()> {
    let stranger = Stranger::start().await?;
    let engine = driver.engine;
    let client = session(driver, stranger.port).await?;
    let mut page = match Page::new(engine, client.clone(), stranger, files).await {
        Ok(page) => page,
        Err(error) => {
            client.close().await?;
            return Err(error);
        }
    };
    let outcome = walk(case, &mut page).await;
    if outcome.is_err() {
        // For whoever looks into the failure; that there may be none is no second failure.
        let name = format!("failed-{}-{}", engine.name, case.name.replace("::", "-"));
        let _ = tokio::time::timeout(DRIVER_LIMIT, page.screenshot(&name)).await;
        if let Ok(console) = page.console().await {
            println!("    console: {console:#?}");
        }
    }
    let closed = tokio::time::timeout(DRIVER_LIMIT, client.close()).await.map_err(|_| Silent);
    match (outcome, closed) {
        // What failed before stands in front of the driver's silence.
        (Err(error), Err(silent)) => Err(anyhow::Error::from(silent).context(format!("{error:#}"))),
        (outcome, closed) => outcome.and(Ok(closed??)),
    }
}

/// A session, of another driver where this one says nothing: its browser fell down as it came up.
async fn session(driver: &mut Driver, stranger: u16) -> anyhow::Result<Client> {
    for _ in 0..5 {
        match tokio::time::timeout(DRIVER_LIMIT, driver.session(stranger)).await {
            Ok(client) => return client,
            Err(_) => *driver = Driver::start(driver.engine).await?,
        }
    }
    Err(Silent.into())
}

/// Runs a case to its end, whichever that is: the session must be closed behind it.
async fn walk(case: &Case, page: &mut Page) -> anyhow::Result<()> {
    let walked = tokio::time::timeout(CASE_LIMIT, AssertUnwindSafe((case.run)(page)).catch_unwind()).await;
    match walked {
        Ok(Ok(outcome)) => outcome?,
        Ok(Err(panic)) => {
            let message = panic.downcast_ref::<String>().map(String::as_str);
            return Err(anyhow!("{}", message.or(panic.downcast_ref::<&str>().copied()).unwrap_or("panicked")));
        }
        Err(_) => bail!("not done after {} s", CASE_LIMIT.as_secs()),
    }
    page.check_silence().await
}
