//! `check`, `export`, `pack` and `search`: their arguments, and where their results go.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use lesart::cli::search::SearchOptions;
use lesart::cli::{check as checking, pack as packing, search as searching};
use lesart::import::ReadOptions;
use lesart::protocol::Form;
use lesart::site::{self, File as SiteFile};
use lesart::topic::Topic;
use lesart::url;
use lesart::words::Tongue;

use crate::{read_topic, wrong_use};

/// Options with and without a value, and the rest.
struct Arguments<'a> {
    flags: Vec<&'a str>,
    values: Vec<(&'a str, &'a str)>,
    rest: Vec<String>,
}

/// Takes the arguments apart, or says what is wrong with them.
fn parse<'a>(arguments: &'a [String], flags: &[&str], values: &[&str]) -> Result<Arguments<'a>, String> {
    let mut parsed = Arguments { flags: Vec::new(), values: Vec::new(), rest: Vec::new() };
    let mut all = arguments.iter();
    while let Some(argument) = all.next() {
        match argument.as_str() {
            "--" => parsed.rest.extend(all.by_ref().cloned()),
            flag if flags.contains(&flag) => parsed.flags.push(flag),
            option if values.contains(&option) => match all.next() {
                Some(value) => parsed.values.push((option, value)),
                None => return Err(format!("{option} needs a value")),
            },
            option if option.starts_with("--") => return Err(format!("no option \"{option}\"")),
            _ => parsed.rest.push(argument.clone()),
        }
    }
    Ok(parsed)
}

impl Arguments<'_> {
    fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().rev().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    fn read_options(&self) -> ReadOptions {
        ReadOptions { repair_mojibake: self.flags.contains(&"--repair"), ..ReadOptions::default() }
    }
}

fn failed(command: &str, error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("lesart {command}: {error}");
    ExitCode::FAILURE
}

/// Writes to standard output; a reader that has gone away (`| head`) is no failure.
fn print(command: &str, bytes: &[u8]) -> Result<(), ExitCode> {
    let mut output = io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(failed(command, &error)),
        _ => Ok(()),
    }
}

pub(crate) fn check(arguments: &[String]) -> ExitCode {
    let arguments = match parse(arguments, &["--repair"], &["--topic"]) {
        Ok(parsed) if !parsed.rest.is_empty() => parsed,
        Ok(_) => return wrong_use("check needs a folder"),
        Err(what) => return wrong_use(&what),
    };
    let (topic, errors) = match arguments.value("--topic").map(read_topic).transpose() {
        Ok(read) => read.unwrap_or_else(Topic::bundled),
        Err(error) => return wrong_use(&format!("{error}; name a folder with a topic pack")),
    };
    errors.iter().for_each(|error| eprintln!("{error}"));
    match checking::run(&arguments.rest, &arguments.read_options(), &topic) {
        Ok(report) => match print("check", report.text.as_bytes()) {
            Ok(()) if !report.wrong && errors.is_empty() => ExitCode::SUCCESS,
            Ok(()) => ExitCode::FAILURE,
            Err(code) => code,
        },
        Err(error) => failed("check", &error),
    }
}

pub(crate) fn export(arguments: &[String]) -> ExitCode {
    let arguments = match parse(arguments, &[], &["--form", "--view", "--lang", "--output"]) {
        Ok(parsed) if !parsed.rest.is_empty() => parsed,
        Ok(_) => return wrong_use("export needs a corpus"),
        Err(what) => return wrong_use(&what),
    };
    let known = Form::ALL.map(Form::key).join(", ");
    let wanted = arguments.value("--form").unwrap_or("json");
    let Some(form) = Form::ALL.into_iter().find(|form| form.key() == wanted) else {
        return wrong_use(&format!("no form {wanted:?}: there are {known}"));
    };
    let lang = arguments.value("--lang").unwrap_or("en");
    let Some(tongue) = Tongue::read(lang) else { return wrong_use(&format!("no words in {lang:?}: there are de, en")) };
    let view = arguments.value("--view").unwrap_or_default();
    // A whole link is taken as well as what stands behind its `#`.
    let (state, strange) = url::read(view.split_once('#').map_or(view, |(_, behind)| behind), "");
    if !strange.is_empty() {
        return wrong_use(&format!("--view says what is not known: {strange:?}"));
    }
    let (corpus, remarks) = match searching::open(&arguments.rest) {
        Ok(opened) => opened,
        Err(error) => return failed("export", &error),
    };
    remarks.iter().for_each(|remark| eprintln!("{remark}"));
    let parcel = corpus.parcel(&state, form, tongue, "");
    let written = match arguments.value("--output") {
        Some(path) => {
            std::fs::write(path, &parcel.bytes).map_err(|error| failed("export", &format!("{path}: {error}")))
        }
        None => print("export", &parcel.bytes),
    };
    written.err().unwrap_or(ExitCode::SUCCESS)
}

pub(crate) fn pack(arguments: &[String]) -> ExitCode {
    let arguments = match parse(arguments, &["--repair", "--quote"], &["--title", "--output", "--into"]) {
        Ok(parsed) if !parsed.rest.is_empty() => parsed,
        Ok(_) => return wrong_use("pack needs a folder"),
        Err(what) => return wrong_use(&what),
    };
    let title = arguments.value("--title").unwrap_or_default();
    let packed =
        match packing::run(&arguments.rest, title, &arguments.read_options(), arguments.flags.contains(&"--quote")) {
            Ok(packed) => packed,
            Err(error) => return failed("pack", &error),
        };
    for notice in &packed.notices {
        eprintln!("{}: {}", notice.file, notice.kind);
    }
    for (file, refusal) in &packed.refused {
        eprintln!("{file}: left out: {refusal}");
    }
    for file in &packed.unquotable {
        eprintln!(
            "{file}: left out: no licence to pass it on whole, and no extract with a link: name its license or its url"
        );
    }
    if packed.quoted > 0 {
        eprintln!("of {} articles only extracts go out", packed.quoted);
    }
    if packed.articles == 0 {
        return failed("pack", &"no article was read, and nothing is written");
    }
    let bytes = lesart::pack::write(&packed.pack);
    let written = match (arguments.value("--into"), arguments.value("--output")) {
        (Some(site), None) => into_site(site, &bytes).map_err(|error| failed("pack", &format!("{site}: {error}"))),
        (None, Some(path)) => std::fs::write(path, &bytes).map_err(|error| failed("pack", &format!("{path}: {error}"))),
        (None, None) => print("pack", &bytes),
        (Some(_), Some(_)) => return wrong_use("pack writes --into a site or to an --output, not both"),
    };
    match written {
        Ok(()) if packed.refused.is_empty() => ExitCode::SUCCESS,
        Ok(()) => ExitCode::FAILURE,
        Err(code) => code,
    }
}

/// Puts a corpus file into a built site: nothing is compiled. What the site does not name any more goes.
fn into_site(folder: &str, corpus: &[u8]) -> Result<(), String> {
    let folder = Path::new(folder);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_file() {
            files.push(SiteFile::new(name, std::fs::read(&path).map_err(|error| error.to_string())?));
        }
    }
    let renewed = site::replace_corpus(&files, corpus).map_err(|error| error.to_string())?;
    // The pages that name the new file come last: a reader in between sees the site as it was.
    let (pages, parts): (Vec<_>, Vec<_>) =
        renewed.iter().partition(|file| file.path == "index.html" || file.path == "sw.js");
    for file in parts.into_iter().chain(pages).filter(|file| !files.contains(file)) {
        std::fs::write(folder.join(&file.path), &file.bytes).map_err(|error| format!("{}: {error}", file.path))?;
    }
    for old in files.iter().filter(|old| !renewed.iter().any(|file| file.path == old.path)) {
        std::fs::remove_file(folder.join(&old.path)).map_err(|error| format!("{}: {error}", old.path))?;
    }
    Ok(())
}

pub(crate) fn search(arguments: &[String]) -> ExitCode {
    let arguments = match parse(arguments, &["--json"], &["--limit"]) {
        Ok(parsed) => parsed,
        Err(what) => return wrong_use(&what),
    };
    let Some((query, corpora)) = arguments.rest.split_last().filter(|(_, corpora)| !corpora.is_empty()) else {
        return wrong_use("search needs a corpus and a query");
    };
    let mut options = SearchOptions { json: arguments.flags.contains(&"--json"), ..SearchOptions::default() };
    if let Some(limit) = arguments.value("--limit") {
        match limit.parse() {
            Ok(limit) => options.limit = limit,
            Err(_) => return wrong_use("--limit needs a number"),
        }
    }
    if io::stdout().is_terminal() {
        options.marks = ("\u{1b}[1m", "\u{1b}[0m");
    }
    let (corpus, remarks) = match searching::open(corpora) {
        Ok(opened) => opened,
        Err(error) => return failed("search", &error),
    };
    let found = searching::run(&corpus, query, &options);
    remarks.iter().chain(&found.remarks).for_each(|remark| eprintln!("{remark}"));
    match print("search", found.text.as_bytes()) {
        // As grep has it: nothing found is no success, and scripts can tell.
        Ok(()) if found.hits > 0 => ExitCode::SUCCESS,
        Ok(()) => ExitCode::FAILURE,
        Err(code) => code,
    }
}
