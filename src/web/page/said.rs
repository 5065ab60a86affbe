//! What is said about files that were not read, or with a doubt, and about what goes wrong beyond one?

use super::Look;
use super::own::megabytes;
use crate::collection::{Report, Trouble};
use crate::import::{MOST_BYTES, NoticeKind, Refusal, endings};

/// The files that were not read, those inside archives among them.
pub(super) fn refused_files(report: &Report) -> Vec<(&str, &Refusal)> {
    let inside = report.notices.iter().filter_map(|notice| match &notice.kind {
        NoticeKind::Refused(refusal) => Some((notice.file.as_str(), refusal)),
        _ => None,
    });
    report.refused.iter().map(|(file, refusal)| (file.as_str(), refusal)).chain(inside).collect()
}

/// What there is to say about files that were read. Wrong letters are asked about elsewhere.
pub(super) fn remarks(look: Look, report: &Report) -> Vec<(String, String)> {
    let spoken = report.notices.iter().filter_map(|notice| {
        let text = notice_text(look, &notice.kind)?;
        let file = match notice.line {
            Some(line) => look.words.fill("own-line", &[("file", &notice.file), ("line", &line.to_string())]),
            None => notice.file.clone(),
        };
        Some((file, text))
    });
    spoken.collect()
}

fn notice_text(look: Look, kind: &NoticeKind) -> Option<String> {
    let words = look.words;
    let n = |number: &u32| words.number((*number).into());
    Some(match kind {
        NoticeKind::UnknownKey(key) => words.fill("remark-key", &[("key", key)]),
        NoticeKind::NotAKey(line) => words.fill("remark-no-key", &[("line", line)]),
        NoticeKind::BadValue { key, value } => words.fill("remark-value", &[("key", key), ("value", value)]),
        NoticeKind::OpenFrontMatter => words.get("remark-open-head").to_string(),
        NoticeKind::ReadAs(encoding) => words.fill("remark-read-as", &[("encoding", encoding)]),
        NoticeKind::Replaced(places) => words.fill("remark-replaced", &[("n", &n(places))]),
        NoticeKind::Empty => words.get("remark-empty").to_string(),
        NoticeKind::Repaired(places) => words.fill("remark-repaired", &[("n", &n(places))]),
        NoticeKind::NoText { number } => words.fill("remark-no-text", &[("n", &n(number))]),
        NoticeKind::Twice => words.get("remark-twice").to_string(),
        NoticeKind::TooNested { number } => words.fill("remark-nested", &[("n", &n(number))]),
        NoticeKind::OddRow => words.get("remark-odd-row").to_string(),
        NoticeKind::OpenQuote => words.get("remark-open-quote").to_string(),
        NoticeKind::WholePage => words.get("remark-whole-page").to_string(),
        NoticeKind::PagesWithoutText(pages) => words.fill("remark-pages", &[("n", &n(pages))]),
        NoticeKind::Records(records) => words.fill("remark-records", &[("n", &n(records))]),
        NoticeKind::PiecesOfPage(files) => words.fill("remark-pieces", &[("n", &n(files))]),
        NoticeKind::Unmatched(name) => words.fill("remark-unmatched", &[("name", name)]),
        NoticeKind::Mojibake { .. } | NoticeKind::Refused(_) => return None,
    })
}

/// Why a file was not read, and what to do.
pub(super) fn refusal(look: Look, refusal: &Refusal) -> String {
    let words = look.words;
    match refusal {
        Refusal::UnknownFormat => words.fill("refused-format", &[("endings", &endings().join(" "))]),
        Refusal::SaveAs { ending, .. } => words.fill("refused-save-as", &[("ending", ending)]),
        Refusal::NotIncluded(name) => words.fill("refused-not-included", &[("name", name)]),
        Refusal::TooLarge => words.fill("refused-too-large", &[("most", &megabytes(look, MOST_BYTES as u64))]),
        Refusal::Binary => words.get("refused-binary").to_string(),
        Refusal::Broken { format, line, what } => {
            let told = |line: &u32| words.fill("refused-line", &[("line", &line.to_string())]) + " ";
            let line = line.as_ref().map(told).unwrap_or_default();
            words.fill("refused-broken", &[("format", format), ("line", &line), ("what", what)])
        }
        Refusal::Encrypted => words.get("refused-encrypted").to_string(),
        Refusal::NoText => words.get("refused-no-text").to_string(),
        Refusal::NoTextColumn(columns) => words.fill("refused-no-column", &[("columns", &columns.join(", "))]),
        Refusal::UnknownEncoding(name) => words.fill("refused-encoding", &[("name", name)]),
        Refusal::Bomb => words.get("refused-bomb").to_string(),
        Refusal::TooDeep => words.get("refused-too-deep").to_string(),
        Refusal::TooManyFiles => words.get("refused-too-many").to_string(),
        Refusal::TooMuch => words.fill("refused-too-much", &[("most", &megabytes(look, look.model.own.most))]),
        Refusal::UnsafePath => words.get("refused-path").to_string(),
        Refusal::UnknownPacking(method) => words.fill("refused-packing", &[("method", &method.to_string())]),
        Refusal::Vanished => words.get("refused-vanished").to_string(),
    }
}

/// What went wrong, and what to do.
pub(super) fn trouble(look: Look, trouble: &Trouble) -> String {
    let words = look.words;
    match trouble {
        Trouble::NoStore(what) => words.fill("trouble-no-store", &[("what", what)]),
        Trouble::Full { used, most } => {
            words.fill("trouble-full", &[("used", &megabytes(look, *used)), ("most", &megabytes(look, *most))])
        }
        Trouble::Broken(what) => words.fill("trouble-broken", &[("what", what)]),
        Trouble::NameTaken(name) => words.fill("trouble-name-taken", &[("name", name)]),
        Trouble::Gone(name) => words.fill("trouble-gone", &[("name", name)]),
        Trouble::TooMuch { given, most } => {
            words.fill("trouble-too-much", &[("given", &megabytes(look, *given)), ("most", &megabytes(look, *most))])
        }
        Trouble::Crashed(file) if file.is_empty() => words.get("trouble-crashed").to_string(),
        Trouble::Crashed(file) => words.fill("trouble-crashed-at", &[("file", file)]),
        Trouble::Busy => words.get("trouble-busy").to_string(),
        Trouble::NotOpened(what) => words.fill("trouble-not-opened", &[("what", what)]),
        Trouble::NoFiles => words.get("trouble-no-files").to_string(),
    }
}
