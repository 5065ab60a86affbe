//! What are the chapters of an EPUB?
//!
//! The container names the package, the package lists the chapters in their order (EPUB 3.3). Each
//! chapter with text is an article; title, author, date and publisher are the book's.

use std::collections::HashMap;

use super::fields::{self, Field};
use super::markup::{Piece, walk};
use super::zip::{Room, Zip};
use super::{Out, Refusal, html, title_from};
use crate::article::{Article, Meta};
use crate::lang;

/// What the package says.
#[derive(Default)]
struct Package {
    /// Elements of Dublin Core: name and words.
    said: Vec<(String, String)>,
    /// Identifier → path and type.
    items: HashMap<String, (String, String)>,
    spine: Vec<String>,
}

pub(super) fn read(file: &str, bytes: &[u8], out: &mut Out) -> Result<(), Refusal> {
    let zip = Zip::open(bytes)?;
    let mut room = Room { file: out.options.most_bytes, all: out.options.most_total };
    let mut take = |name: &str| -> Result<String, Refusal> {
        let missing = || Refusal::broken("EPUB", format!("{name} is missing in it"));
        let bytes = zip.unpack(zip.by_name(name).ok_or_else(missing)?, room)?;
        room.all = room.all.saturating_sub(bytes.len());
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let container = take("META-INF/container.xml")?;
    let mut path = None;
    each(&container, &mut |name, piece| {
        if let (Piece::Open(tag), "rootfile") = (piece, name) {
            path = path.take().or(tag.get("full-path"));
        }
    });
    let path = path.ok_or_else(|| Refusal::broken("EPUB", "its container names no package"))?;
    let package = package(&take(&path)?);
    // Fonts may be scrambled; chapters that are, are locked.
    let locked = take("META-INF/encryption.xml").is_ok_and(|text| text.contains(".xhtml") || text.contains(".html"));
    if locked {
        return Err(Refusal::Encrypted);
    }
    let book = book(file, &package);
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut number = 0;
    for id in &package.spine {
        let Some((href, kind)) = package.items.get(id) else { continue };
        if !kind.contains("html") {
            continue;
        }
        let text = match take(&resolved(folder, href)) {
            Ok(text) => text,
            Err(refusal) => {
                out.say(&format!("{file}/{href}"), None, super::NoticeKind::Refused(refusal));
                continue;
            }
        };
        let (blocks, title) = html::chapter(&text);
        if blocks.text.is_empty() {
            continue;
        }
        number += 1;
        let own = blocks.first_heading().unwrap_or(&title);
        let title = match own {
            "" => format!("{} {number}", book.title),
            own => own.to_string(),
        };
        let source = book.source.clone().or_else(|| Some(book.title.clone()).filter(|book| *book != title));
        let lang = lang::guess(&blocks.text).or(book.lang);
        let meta = Meta { title, source, lang, file: format!("{file}/{href}"), ..book.clone() };
        out.articles.push(Article::new(meta, blocks.text, blocks.marks));
    }
    if number == 0 { Err(Refusal::NoText) } else { Ok(()) }
}

/// Visits tags and words of XML with the local name of the element: `dc:title` is "title".
fn each(text: &str, visit: &mut dyn FnMut(&str, &Piece)) {
    let mut open = String::new();
    walk(text, true, &mut |piece| {
        match &piece {
            Piece::Open(tag) => open = tag.name.rsplit(':').next().unwrap_or_default().to_string(),
            Piece::Close(_) => open.clear(),
            _ => {}
        }
        visit(&open, &piece);
    });
}

fn package(text: &str) -> Package {
    let mut package = Package::default();
    each(text, &mut |name, piece| match (piece, name) {
        (Piece::Open(tag), "item") => {
            if let (Some(id), Some(href)) = (tag.get("id"), tag.get("href")) {
                package.items.insert(id, (href, tag.get("media-type").unwrap_or_default()));
            }
        }
        (Piece::Open(tag), "itemref") => package.spine.extend(tag.get("idref")),
        (Piece::Words(words), "title" | "creator" | "date" | "publisher" | "language" | "rights" | "source")
            if !words.trim().is_empty() =>
        {
            package.said.push((name.to_string(), words.trim().to_string()));
        }
        _ => {}
    });
    package
}

fn book(file: &str, package: &Package) -> Meta {
    let mut meta = Meta { file: file.to_string(), ..Meta::default() };
    let authors: Vec<&str> =
        package.said.iter().filter(|(name, _)| name == "creator").map(|(_, name)| &**name).collect();
    for (name, words) in package.said.iter().rev() {
        let field = match name.as_str() {
            "title" => Field::Title,
            "date" => Field::Date,
            "publisher" => Field::Source,
            "language" => Field::Lang,
            "rights" if words.to_uppercase().contains("CC") => Field::Licence,
            "source" if words.starts_with("http") => Field::Url,
            _ => continue,
        };
        // What a book says of itself and cannot be used is no fault of its reader.
        let _ = fields::set(&mut meta, field, name, words);
    }
    meta.author = Some(authors.join(", ")).filter(|names| !names.is_empty());
    if meta.title.is_empty() {
        meta.title = title_from(file);
    }
    meta
}

/// A path of the package as one of the archive: relative to its folder, `%20` as a blank.
fn resolved(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or(href);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let mut look = rest.clone();
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        match (byte, digit(look.next()), digit(look.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = look;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::zip::tests::{archive, file};
    use super::super::{ReadOptions, read};
    use super::*;
    use crate::lang::Lang;

    const CONTAINER: &str =
        r#"<?xml version="1.0"?><container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"#;
    const PACKAGE: &str = r#"<package xmlns:dc="x"><metadata><dc:title>Das Heft</dc:title><dc:creator>A. Berg</dc:creator>
        <dc:language>de</dc:language><dc:date>2025-05-13</dc:date></metadata><manifest>
        <item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
        <item id="b" href="text/zwei%20b.xhtml" media-type="application/xhtml+xml"/>
        <item id="a" href="text/eins.xhtml" media-type="application/xhtml+xml"/>
        <item id="x" href="text/fehlt.xhtml" media-type="application/xhtml+xml"/>
        <item id="p" href="p.png" media-type="image/png"/></manifest>
        <spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="x"/></spine></package>"#;

    fn book(more: Option<(&str, &str)>) -> (Result<Vec<Article>, Refusal>, usize) {
        let one =
            "<html><head><title/><script src='x.js'/></head><body><h1>Eins</h1><p>Der erste Text.</p></body></html>";
        let two = "<html><head><title>Zwei</title></head><body><p>Der zweite<br/>Text &amp; mehr.</p></body></html>";
        let mut files = vec![
            file("META-INF/container.xml", CONTAINER.as_bytes()),
            file("OEBPS/book.opf", PACKAGE.as_bytes()),
            file("OEBPS/nav.xhtml", b"<nav><ol><li>Eins</li></ol></nav>"),
            file("OEBPS/text/eins.xhtml", one.as_bytes()),
            file("OEBPS/text/zwei b.xhtml", two.as_bytes()),
        ];
        files.extend(more.map(|(name, text)| file(name, text.as_bytes())));
        let mut notices = Vec::new();
        (read("heft.epub", &archive(&files), &ReadOptions::default(), &mut notices), notices.len())
    }

    #[test]
    fn chapters_in_their_order() {
        let (articles, said) = book(None);
        let articles = articles.unwrap();
        let shown: Vec<(&str, &str)> =
            articles.iter().map(|article| (article.meta.title.as_str(), article.text.as_str())).collect();
        assert_eq!(shown, [("Eins", "Eins\n\nDer erste Text."), ("Zwei", "Der zweite\nText & mehr.")]);
        let meta = &articles[1].meta;
        assert_eq!(
            (meta.source.as_deref(), meta.author.as_deref(), meta.lang),
            (Some("Das Heft"), Some("A. Berg"), Some(Lang::De))
        );
        assert_eq!((meta.file.as_str(), said), ("heft.epub/text/zwei%20b.xhtml", 1));
    }

    #[test]
    fn locked_and_broken_books_say_so() {
        let locked = "<encryption><CipherReference URI='OEBPS/text/eins.xhtml'/></encryption>";
        assert_eq!(book(Some(("META-INF/encryption.xml", locked))).0, Err(Refusal::Encrypted));
        let empty = archive(&[file("x", b"")]);
        let refused = read("a.epub", &empty, &ReadOptions::default(), &mut Vec::new()).unwrap_err();
        assert!(refused.to_string().contains("container.xml is missing"), "{refused}");
    }
}
