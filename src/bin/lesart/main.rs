//! `lesart`: the command line. It only opens and closes files; the library does the work.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::process::ExitCode;

use lesart::topic::{Topic, TopicError};

mod commands;

const USAGE: &str = "usage:
  lesart check [--repair] [--topic DIR] FOLDER…
      says what is read and what is not, copies, missing metadata, passages without a label, licences
      --repair       put right letters that went through a wrong encoding (\"fÃ¼r\")
  lesart export [--form FORM] [--view LINK] [--lang de|en] [--output FILE] CORPUS…
      writes what a link shows (everything without one) as csv, csv-excel, json, markdown, text, ris, bibtex,
      csl, annotations or claims
  lesart group [--inside FILE] [FILE] > groups.jsonl
      reads JSON Lines {id, text, article?} from FILE or standard input, writes {id, group, relation}
      --inside FILE  also write what stands inside what: small TAB large
  lesart label [--topic DIR] < passages.jsonl > labels.jsonl
      reads JSON Lines {id, text, lang?}, writes {id, companies, claims, stance, figures, evidence}
      --topic DIR    label by the topic pack in DIR instead of the bundled one
  lesart pack [--title TITLE] [--repair] [--quote] [--output FILE | --into SITE] FOLDER…
      writes a corpus file, with the bundled topic, to FILE or standard output
      --quote        of texts whose licence does not let them go out whole, only short extracts with links
      --into SITE    put it into a built site's folder; nothing is compiled
  lesart search [--json] [--limit N] CORPUS… QUERY
      finds passages in corpus files, folders and files of articles; --json writes a hit a line";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else { return wrong_use("a command is missing") };
    match command.as_str() {
        "check" => commands::check(rest),
        "export" => commands::export(rest),
        "group" => group(rest),
        "label" => label(rest),
        "pack" => commands::pack(rest),
        "search" => commands::search(rest),
        "--help" | "-h" | "help" => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        other => wrong_use(&format!("no command \"{other}\"")),
    }
}

pub(crate) fn wrong_use(what: &str) -> ExitCode {
    eprintln!("lesart: {what}\n{USAGE}");
    ExitCode::from(2)
}

fn group(arguments: &[String]) -> ExitCode {
    let (mut inside, mut input) = (None, None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--inside" => match rest.next() {
                Some(path) => inside = Some(path),
                None => return wrong_use("--inside needs a file name"),
            },
            "-" => input = None,
            option if option.starts_with("--") => return wrong_use(&format!("no option \"{option}\"")),
            _ if input.is_some() => return wrong_use("more than one input file"),
            _ => input = Some(argument),
        }
    }
    let name = input.map_or("standard input", String::as_str);
    let mut bad = |bad: &lesart::cli::lines::BadLine| eprintln!("lesart group: {name}: {bad}");
    let mut run = || -> Result<usize, String> {
        let mut reader: Box<dyn io::BufRead> = match input {
            Some(path) => Box::new(BufReader::new(File::open(path).map_err(|e| format!("{path}: {e}"))?)),
            None => Box::new(BufReader::new(io::stdin().lock())),
        };
        let mut pairs = match inside {
            Some(path) => Some(BufWriter::new(File::create(path).map_err(|e| format!("{path}: {e}"))?)),
            None => None,
        };
        let mut output = BufWriter::new(io::stdout().lock());
        lesart::cli::group::run(&mut *reader, &mut output, pairs.as_mut().map(|w| w as &mut dyn Write), &mut bad)
            .map(|summary| summary.bad)
            .map_err(|error| format!("{name}: {error}"))
    };
    match run() {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("lesart group: {message}");
            ExitCode::FAILURE
        }
    }
}

fn label(arguments: &[String]) -> ExitCode {
    let (topic, errors) = match arguments {
        [] => Topic::bundled(),
        [flag, dir] if flag == "--topic" => match read_topic(dir) {
            Ok(read) => read,
            Err(error) => {
                eprintln!("{dir}: {error}; name a folder with a topic pack");
                return ExitCode::from(2);
            }
        },
        _ => return wrong_use("label takes --topic DIR and nothing else"),
    };
    for error in &errors {
        eprintln!("{error}");
    }
    let output = io::stdout().lock();
    let mut output = BufWriter::new(output);
    let mut bad = |bad: &lesart::cli::lines::BadLine| eprintln!("lesart label: standard input: {bad}");
    let done = lesart::cli::label::run(&mut io::stdin().lock(), &mut output, &topic, &mut bad);
    match done.and_then(|wrong| output.flush().map(|()| wrong)) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        // Whoever read on the other side has enough (`| head`).
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lesart label: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the `.txt` files of a folder in the order of their names, and its `model.bin`.
pub(crate) fn read_topic(dir: &str) -> io::Result<(Topic, Vec<TopicError>)> {
    let mut names: Vec<_> =
        std::fs::read_dir(dir)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|entry| entry.path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    names.sort();
    let mut files = Vec::new();
    for path in names {
        files.push((path.display().to_string(), std::fs::read_to_string(&path)?));
    }
    let model = std::fs::read(std::path::Path::new(dir).join("model.bin")).unwrap_or_default();
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Ok(Topic::read(&borrowed, &model))
}
