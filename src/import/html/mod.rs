//! What is the text of a saved page, and what is said about it?
//!
//! [`tree`] makes blocks of words out of tags, [`content`] tells the text from menus, notices and
//! teasers by how dense words and links stand, [`head`] reads what the page says about itself.

mod content;
mod head;
mod tree;

use super::blocks::Blocks;
use super::{NoticeKind, Out, Refusal, title_from};
use crate::article::{Article, MarkKind};
use crate::lang;

/// The encoding is declared in the first so many bytes. Fewer, and long heads hide it.
const DECLARED_WITHIN: usize = 8192;

/// A page's own record of its text is taken where it is so many times as long as what the page shows:
/// pages that a script draws show nothing. At one, it would often be taken though it lacks headings.
const LONGER: usize = 3;

pub(super) fn read(file: &str, bytes: &[u8], out: &mut Out) -> Result<(), Refusal> {
    let declared = declared(bytes);
    let text = out.decode(file, bytes, declared.as_deref())?;
    let xml = file.to_lowercase().ends_with(".xhtml");
    let page = tree::read(&text, xml);
    let (mut blocks, whole) = content::main(&page);
    let mut head = page.head;
    if let Some(body) = head.body.take().filter(|body| body.trim().len() / LONGER > blocks.text.len()) {
        blocks = Blocks::default();
        body.split('\n').for_each(|line| blocks.push(MarkKind::Paragraph, line));
    } else if whole && !blocks.text.is_empty() {
        out.say(file, None, NoticeKind::WholePage);
    }
    if blocks.text.is_empty() {
        return Err(Refusal::NoText);
    }
    let mut meta = head.meta(file, blocks.first_heading());
    if meta.title.is_empty() {
        meta.title = title_from(file);
    }
    meta.lang = lang::guess(&blocks.text).or(meta.lang);
    out.articles.push(Article::new(meta, blocks.text, blocks.marks));
    Ok(())
}

/// The blocks of a piece of HTML that is all text.
pub(super) fn fragment(text: &str) -> Blocks {
    content::all(&tree::read(text, false))
}

/// The blocks of a chapter, and the title in its head.
pub(super) fn chapter(text: &str) -> (Blocks, String) {
    let page = tree::read(text, true);
    (content::all(&page), page.head.title)
}

/// The encoding that a page declares.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(DECLARED_WITHIN))?;
    let lower = String::from_utf8_lossy(head).to_ascii_lowercase();
    let at = lower.find("charset=").map(|at| at + 8).or_else(|| {
        let end = lower.starts_with("<?xml").then(|| lower.find("?>"))??;
        lower.get(..end)?.find("encoding=").map(|at| at + 9)
    })?;
    let value = lower.get(at..)?.trim_start_matches([' ', '"', '\'']);
    let end =
        value.find(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | ':' | '.')))?;
    value.get(..end).filter(|name| !name.is_empty()).map(str::to_string)
}

#[cfg(test)]
mod tests;
