//! What is in a corpus file?
//!
//! A corpus file is everything of a site that is not code: the articles and the topic's
//! vocabulary, each file as it was found. It is read, split and labelled in the reader's browser,
//! so that another corpus file turns the same site into another one and nothing is compiled.
//!
//! The form is JSON, one object:
//! `{"format":"lesart-corpus","version":1,"title":"…","files":[…],"topic":[…],"model":"…"}`.
//! A file is `{"name":"klarna.md","text":"…"}`; where its bytes are no UTF-8, `"base64"` stands in
//! for `"text"`. `model` is optional and base64. Unknown keys are passed over: a later version may
//! add some without breaking this one, and raises `version` where it does break it.

pub(crate) mod json;

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Serialize;

use json::{Json, Value};

/// What the key `format` says.
pub const FORMAT: &str = "lesart-corpus";

/// The version that is written, and the newest that is read.
pub const VERSION: u32 = 1;

/// The content of a corpus file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {
    /// What the collection is called; may be empty.
    pub title: String,
    /// The articles, each file as it was found.
    pub files: Vec<PackFile>,
    /// The vocabulary of the topic: every file below `static/topic`, by its path in there.
    pub topic: Vec<PackFile>,
    /// Weights of a model, where the topic brings one.
    pub model: Option<Vec<u8>>,
}

/// A file in a corpus file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackFile {
    /// Its path below the folder it was read from, with `/`.
    pub name: String,
    /// Its bytes, untouched.
    pub bytes: Vec<u8>,
}

impl PackFile {
    /// A file.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}

/// Why a corpus file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackError {
    /// The bytes are no JSON object of the expected form.
    Json {
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
        /// What is wrong there.
        what: String,
    },
    /// The object does not say that it is a corpus file.
    Format(String),
    /// The file was written by a newer version of Lesart.
    Newer(u32),
    /// Neither `text` nor `base64` is there, or both are.
    NoContent(String),
    /// The `base64` of this file, or of the model, cannot be decoded.
    Base64(String),
    /// Two files of one list share this name.
    Twice(String),
}

impl fmt::Display for PackError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { line, column, what } => {
                write!(out, "not a corpus file: line {line}, column {column}: {what}")
            }
            Self::Format(found) => write!(out, "not a corpus file: format is {found:?}, {FORMAT:?} is expected"),
            Self::Newer(version) => {
                write!(out, "written by a newer Lesart: version {version}, this one reads up to {VERSION}")
            }
            Self::NoContent(name) => write!(out, "{name:?} needs either \"text\" or \"base64\""),
            Self::Base64(name) => write!(out, "the base64 of {name:?} cannot be decoded"),
            Self::Twice(name) => write!(out, "{name:?} is there twice"),
        }
    }
}

impl std::error::Error for PackError {}

#[derive(Serialize)]
struct PackForm<'a> {
    format: &'a str,
    version: u32,
    title: &'a str,
    files: Vec<FileForm<'a>>,
    topic: Vec<FileForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<String>,
}

#[derive(Serialize)]
struct FileForm<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

/// Writes a corpus file. The same pack gives the same bytes.
pub fn write(pack: &Pack) -> Vec<u8> {
    let form = PackForm {
        format: FORMAT,
        version: VERSION,
        title: &pack.title,
        files: pack.files.iter().map(file_form).collect(),
        topic: pack.topic.iter().map(file_form).collect(),
        model: pack.model.as_ref().map(|bytes| BASE64.encode(bytes)),
    };
    // Strings, numbers and lists alone: there is nothing here that JSON cannot say.
    serde_json::to_vec(&form).unwrap_or_default()
}

fn file_form(file: &PackFile) -> FileForm<'_> {
    let name = &file.name;
    match std::str::from_utf8(&file.bytes) {
        Ok(text) => FileForm { name, text: Some(text), base64: None },
        Err(_) => FileForm { name, text: None, base64: Some(BASE64.encode(&file.bytes)) },
    }
}

/// Reads a corpus file; a byte order mark in front is passed over.
pub fn read(bytes: &[u8]) -> Result<Pack, PackError> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let sound = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = sound.iter().filter(|&&byte| byte == b'\n').count() + 1;
            return Err(PackError::Json { line, column: 0, what: "the bytes are no UTF-8".into() });
        }
    };
    let wrong = |(at, what): json::Wrong| {
        let (line, column) = json::place(text, at);
        PackError::Json { line, column, what: what.into() }
    };
    let Value::Object(members) = json::read(text).map_err(wrong)?.value else {
        return Err(wrong((0, "an object is expected")));
    };
    let mut pack = Pack::default();
    let (mut format, mut version) = (String::new(), 0);
    let (mut files, mut topic) = (Vec::new(), Vec::new());
    // A newer version is named as such, and not taken for a broken file: what its keys hold comes later.
    let mut later = Vec::new();
    for (key, json) in members {
        match (&*key, json.value) {
            ("format", Value::Text(found)) => format = found.into_owned(),
            ("version", Value::Number(number)) => {
                version = number.parse().map_err(|_| wrong((json.at, "a whole number is expected")))?;
            }
            ("title" | "model", Value::Word("null")) => {}
            ("title", Value::Text(title)) => pack.title = title.into_owned(),
            ("model", Value::Text(model)) => {
                let model = BASE64.decode(model.as_bytes()).map_err(|_| PackError::Base64("model".into()));
                later.extend(model.map(|model| pack.model = Some(model)).err());
            }
            ("files", Value::List(list)) => files = list,
            ("topic", Value::List(list)) => topic = list,
            ("format" | "title" | "model", _) => later.push(wrong((json.at, "a text is expected"))),
            ("version", _) => later.push(wrong((json.at, "a whole number is expected"))),
            ("files" | "topic", _) => later.push(wrong((json.at, "a list of files is expected"))),
            _ => {}
        }
    }
    if format != FORMAT {
        return Err(PackError::Format(format));
    }
    if version > VERSION {
        return Err(PackError::Newer(version));
    }
    if let Some(error) = later.into_iter().next() {
        return Err(error);
    }
    pack.files = read_files(files, &wrong)?;
    pack.topic = read_files(topic, &wrong)?;
    Ok(pack)
}

fn read_files(list: Vec<Json>, wrong: &dyn Fn(json::Wrong) -> PackError) -> Result<Vec<PackFile>, PackError> {
    let mut names = std::collections::HashSet::new();
    let mut files = Vec::with_capacity(list.len());
    for Json { at, value } in list {
        let Value::Object(members) = value else { return Err(wrong((at, "a file is expected: an object"))) };
        let (mut name, mut text, mut base64) = (None, None, None);
        for (key, json) in members {
            let field = match &*key {
                "name" => &mut name,
                "text" => &mut text,
                "base64" => &mut base64,
                _ => continue,
            };
            match json.value {
                Value::Text(found) => *field = Some(found),
                Value::Word("null") => {}
                _ => return Err(wrong((json.at, "a text is expected"))),
            }
        }
        let name = name.ok_or_else(|| wrong((at, "the file needs a \"name\"")))?.into_owned();
        let bytes = match (text, base64) {
            (Some(text), None) => text.into_owned().into_bytes(),
            (None, Some(base64)) => match BASE64.decode(base64.as_bytes()) {
                Ok(bytes) => bytes,
                Err(_) => return Err(PackError::Base64(name)),
            },
            _ => return Err(PackError::NoContent(name)),
        };
        if !names.insert(name.clone()) {
            return Err(PackError::Twice(name));
        }
        files.push(PackFile { name, bytes });
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pack() -> Pack {
        Pack {
            title: "KI und Arbeit".into(),
            files: vec![PackFile::new("a.md", "# Über „2.000“\n"), PackFile::new("latin1.txt", *b"\xfcber")],
            topic: vec![PackFile::new("companies.txt", "\u{feff}Klarna")],
            model: Some(vec![0, 255, 1]),
        }
    }

    #[test]
    fn a_pack_is_read_as_it_was_written() {
        assert_eq!(read(&write(&pack())), Ok(pack()));
        assert_eq!(read(&write(&Pack::default())), Ok(Pack::default()));
    }

    #[test]
    fn the_form_is_the_documented_one() {
        let written = String::from_utf8(write(&pack())).unwrap();
        assert_eq!(
            written,
            "{\"format\":\"lesart-corpus\",\"version\":1,\"title\":\"KI und Arbeit\",\"files\":[{\"name\":\"a.md\",\
             \"text\":\"# Über „2.000“\\n\"},{\"name\":\"latin1.txt\",\"base64\":\"/GJlcg==\"}],\"topic\":[{\"name\":\
             \"companies.txt\",\"text\":\"\u{feff}Klarna\"}],\"model\":\"AP8B\"}"
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        let wrong = [
            ("", "line 1, column 1"),
            ("7", "line 1"),
            ("{}", "format is \"\""),
            ("{\"format\":\"zip\"}", "format is \"zip\""),
            ("{\"format\":\"lesart-corpus\",\"version\":2,\"files\":7}", "version 2"),
            ("{\"format\":\"lesart-corpus\",\"version\":1,\"files\":7}", "column 47"),
            ("{\"format\":\"lesart-corpus\",\"version\":1,\"files\":[{\"name\":\"a\"}]}", "\"a\" needs either"),
            (
                "{\"format\":\"lesart-corpus\",\"version\":1,\"files\":[{\"name\":\"a\",\"text\":\"\",\"base64\":\"\"}]}",
                "\"a\" needs either",
            ),
            (
                "{\"format\":\"lesart-corpus\",\"version\":1,\"topic\":[{\"name\":\"a\",\"base64\":\"?\"}]}",
                "base64 of \"a\"",
            ),
            ("{\"format\":\"lesart-corpus\",\"version\":1,\"model\":\"?\"}", "base64 of \"model\""),
            (
                "{\"format\":\"lesart-corpus\",\"version\":1,\"files\":[{\"name\":\"a\",\"text\":\"\"},{\"name\":\"a\",\"text\":\"\"}]}",
                "\"a\" is there twice",
            ),
        ];
        for (input, expected) in wrong {
            let message = read(input.as_bytes()).unwrap_err().to_string();
            assert!(message.contains(expected), "{input}: {message}");
        }
    }

    #[test]
    fn a_mark_in_front_and_unknown_keys_are_passed_over() {
        let bytes = "\u{feff}{\"format\":\"lesart-corpus\",\"version\":1,\"later\":[1],\"title\":\"t\"}".as_bytes();
        assert_eq!(read(bytes).map(|pack| pack.title), Ok("t".into()));
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(name in ".{0,8}", bytes in proptest::collection::vec(any::<u8>(), 0..64), text in "\\PC*") {
            let pack = Pack {
                title: text.clone(),
                files: vec![PackFile::new(name, bytes)],
                topic: vec![PackFile::new("t", text)],
                model: None,
            };
            prop_assert_eq!(read(&write(&pack)), Ok(pack));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let _ = read(&bytes);
        }
    }
}
