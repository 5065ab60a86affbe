//! What was asked for on the command line?

use std::path::PathBuf;

/// What `cargo xtask` can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Build the site into a folder.
    Build(BuildOptions),
    /// Build the site and serve it on this machine.
    Serve(BuildOptions, ServeOptions),
    /// Run every check there is.
    Test(TestOptions),
    /// List the licences of what goes into the site and the command line.
    Licences,
    /// Explain; the text to print.
    Help(&'static str),
}

/// How to build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildOptions {
    /// Folders of articles; the bundled ones where none is named.
    pub corpus: Vec<PathBuf>,
    /// What the collection is called.
    pub title: Option<String>,
    /// The folder to write, or the file.
    pub out: Option<PathBuf>,
    /// Whether one file is to be written instead of a folder.
    pub single: bool,
}

/// How to serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServeOptions {
    /// The port on localhost; 0 takes a free one.
    pub port: u16,
    /// The path below which the site stands, from `/` to `/`.
    pub base: String,
}

impl Default for ServeOptions {
    fn default() -> Self {
        Self { port: 8000, base: "/".into() }
    }
}

/// How to test.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestOptions {
    /// Run only the steps whose name holds this.
    pub only: Option<String>,
}

const HELP: &str = "\
The project's own tool.

Usage: cargo xtask COMMAND [OPTION]...

  serve   build the site and serve it on this machine
  test    every check: format, lints, tests, the site in a real browser
  build   write the folder to host, or one file that opens by double click

  licences   list every package that goes into the site with its licence

cargo xtask COMMAND --help tells the options.
";

const BUILD_HELP: &str = "\
Writes the folder to host. It works below any path of any web server.

Usage: cargo xtask build [OPTION]...

  --single       write one file instead, which opens by double click

  --corpus DIR   take the .md and .txt files below DIR as articles; may be given
                 several times (default: static/corpus)
  --title TEXT   what the collection is called (default: the name of the first DIR)
  --out PATH     the folder to write (default: dist), or the file (lesart.html)
";

const SERVE_HELP: &str = "\
Builds the site and serves it on this machine.

Usage: cargo xtask serve [OPTION]...

  --port N       the port; 0 takes any free one (default: 8000)
  --base PATH    serve below this path, as in /lesart/ (default: /)
  --corpus DIR   take the .md and .txt files below DIR as articles; may be given
                 several times (default: static/corpus)
  --title TEXT   what the collection is called (default: the name of the first DIR)
  --out DIR      the folder to write (default: dist)
";

const TEST_HELP: &str = "\
Runs every check: formatting, lints (native and Wasm), unit and property tests,
the release build with its sizes, and the built site in a real browser.

Usage: cargo xtask test [--only TEXT]

  --only TEXT    run only the steps whose name holds TEXT
";

/// Reads the arguments behind `cargo xtask`. The error is a sentence; the exit code for it is 2.
pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Command, String> {
    let mut arguments = arguments.into_iter();
    let command = match arguments.next().as_deref() {
        None | Some("help" | "--help" | "-h") => return Ok(Command::Help(HELP)),
        Some("licences") => return Ok(Command::Licences),
        Some("build") => ("build", BUILD_HELP),
        Some("serve") => ("serve", SERVE_HELP),
        Some("test") => ("test", TEST_HELP),
        Some(other) => return Err(format!("unknown command {other:?}: build, serve, test and licences are known")),
    };
    let (name, help) = command;
    let (mut build, mut serve, mut test) = (BuildOptions::default(), ServeOptions::default(), TestOptions::default());
    while let Some(argument) = arguments.next() {
        if matches!(argument.as_str(), "--help" | "-h") {
            return Ok(Command::Help(help));
        }
        let (option, joined) = match argument.split_once('=') {
            Some((option, value)) => (option, Some(value.to_owned())),
            None => (argument.as_str(), None),
        };
        let mut value = || {
            let value = joined.clone().or_else(|| arguments.next()).filter(|value| !value.is_empty());
            value.ok_or_else(|| format!("{option} needs a value"))
        };
        match (name, option) {
            ("build" | "serve", "--corpus") => build.corpus.push(value()?.into()),
            ("build" | "serve", "--title") => build.title = Some(value()?),
            ("build" | "serve", "--out") => build.out = Some(value()?.into()),
            ("build", "--single") if joined.is_none() => build.single = true,
            ("serve", "--port") => {
                let text = value()?;
                serve.port =
                    text.parse().map_err(|_| format!("--port {text}: a number from 0 to 65535 is expected"))?;
            }
            ("serve", "--base") => serve.base = base(&value()?)?,
            ("test", "--only") => test.only = Some(value()?),
            _ => return Err(format!("unknown option {argument:?}: cargo xtask {name} --help tells the known ones")),
        }
    }
    Ok(match name {
        "build" => Command::Build(build),
        "serve" => Command::Serve(build, serve),
        _ => Command::Test(test),
    })
}

/// A path prefix with a slash on both ends.
fn base(text: &str) -> Result<String, String> {
    let inner = text.trim_matches('/');
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    if !inner.bytes().all(plain) || inner.split('/').any(|part| part == ".." || part == ".") {
        return Err(format!("--base {text}: letters, digits and - . _ ~ / are expected"));
    }
    Ok(if inner.is_empty() { "/".into() } else { format!("/{inner}/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command, String> {
        parse(line.split(' ').filter(|word| !word.is_empty()).map(String::from))
    }

    #[test]
    fn options_are_read() {
        let build = BuildOptions {
            corpus: vec!["a".into(), "b".into()],
            title: None,
            out: Some("o".into()),
            ..Default::default()
        };
        assert_eq!(read("build --corpus a --out=o --corpus=b"), Ok(Command::Build(build)));
        let single = BuildOptions { single: true, ..BuildOptions::default() };
        assert_eq!(read("build --single"), Ok(Command::Build(single)));
        assert!(read("serve --single").is_err());
        let serve = ServeOptions { port: 0, base: "/x/y/".into() };
        assert_eq!(read("serve --port 0 --base x/y"), Ok(Command::Serve(BuildOptions::default(), serve)));
        assert_eq!(read("test --only clippy"), Ok(Command::Test(TestOptions { only: Some("clippy".into()) })));
    }

    #[test]
    fn every_command_explains_itself() {
        assert_eq!(read(""), Ok(Command::Help(HELP)));
        for (command, help) in [("build", BUILD_HELP), ("serve", SERVE_HELP), ("test", TEST_HELP)] {
            assert_eq!(read(&format!("{command} --help")), Ok(Command::Help(help)));
            assert!(HELP.contains(command));
        }
    }

    #[test]
    fn what_is_not_known_is_named() {
        for (line, complaint) in [
            ("deploy", "unknown command \"deploy\""),
            ("build --port 1", "unknown option \"--port\""),
            ("build --single=yes", "unknown option \"--single=yes\""),
            ("build extra", "unknown option \"extra\""),
            ("serve --port", "--port needs a value"),
            ("serve --port=", "--port needs a value"),
            ("serve --port 99999", "0 to 65535"),
            ("serve --base /a/../b", "--base"),
        ] {
            let message = read(line).unwrap_err();
            assert!(message.contains(complaint), "{line}: {message}");
        }
    }
}
