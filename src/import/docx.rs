//! What are the paragraphs of a Word document?
//!
//! Headings by their style or outline level, paragraphs, list items, rows of tables, foot- and endnotes
//! at the end (ISO/IEC 29500, WordprocessingML). Deleted text of tracked changes and the code of fields
//! are no text.

use std::collections::HashMap;

use super::blocks::Blocks;
use super::fields::{self, Field};
use super::markup::{Piece, Tag, walk};
use super::zip::{Room, Zip};
use super::{Out, Refusal, title_from};
use crate::article::{Article, MarkKind, Meta};
use crate::lang;

pub(super) fn read(file: &str, bytes: &[u8], out: &mut Out) -> Result<(), Refusal> {
    let zip = Zip::open(bytes)?;
    let mut room = Room { file: out.options.most_bytes, all: out.options.most_total };
    let mut take = |name: &str| -> Result<Option<String>, Refusal> {
        let Some(entry) = zip.by_name(name) else { return Ok(None) };
        let bytes = zip.unpack(entry, room)?;
        room.all = room.all.saturating_sub(bytes.len());
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    };
    let Some(document) = take("word/document.xml")? else {
        return Err(Refusal::broken("Word", "word/document.xml is missing in it"));
    };
    let styles = styles(&take("word/styles.xml")?.unwrap_or_default());
    let mut body = Body { styles, ..Body::default() };
    for text in [Some(document), take("word/footnotes.xml")?, take("word/endnotes.xml")?].into_iter().flatten() {
        walk(&text, true, &mut |piece| body.take(piece));
        body.end_all();
    }
    if body.blocks.text.is_empty() {
        return Err(Refusal::NoText);
    }
    let mut meta = Meta { file: file.to_string(), ..Meta::default() };
    core(&take("docProps/core.xml")?.unwrap_or_default(), &mut meta);
    // Word keeps the title of the template that a document was made from: a heading is surer.
    let heading = body.title.as_deref().or(body.blocks.first_heading()).map(str::to_string);
    if let Some(heading) = heading {
        meta.title = heading;
    } else if meta.title.is_empty() {
        meta.title = title_from(file);
    }
    meta.lang = lang::guess(&body.blocks.text).or(meta.lang);
    out.articles.push(Article::new(meta, body.blocks.text, body.blocks.marks));
    Ok(())
}

/// Style → level of its heading, 0 for the document's title.
fn styles(text: &str) -> HashMap<String, u8> {
    let mut styles = HashMap::new();
    let mut open = String::new();
    walk(text, true, &mut |piece| {
        let Piece::Open(tag) = piece else { return };
        match tag.name.as_str() {
            "w:style" => open = tag.get("w:styleid").unwrap_or_default(),
            "w:name" => {
                let name = tag.get("w:val").unwrap_or_default().to_lowercase();
                let level = match name.as_str() {
                    "title" => Some(0),
                    _ => name.strip_prefix("heading ").and_then(|level| level.parse().ok()),
                };
                styles.extend(level.map(|level: u8| (open.clone(), level)));
            }
            "w:outlinelvl" => {
                let level = tag.get("w:val").and_then(|level| level.parse::<u8>().ok()).filter(|&level| level < 9);
                styles.extend(level.map(|level| (open.clone(), level + 1)));
            }
            _ => {}
        }
    });
    styles
}

/// What the document says about itself.
fn core(text: &str, meta: &mut Meta) {
    let mut open = String::new();
    walk(text, true, &mut |piece| match piece {
        Piece::Open(tag) => open = tag.name.clone(),
        Piece::Close(_) => open.clear(),
        Piece::Words(words) => {
            let field = match open.as_str() {
                "dc:title" => Field::Title,
                "dc:creator" => Field::Author,
                "dc:language" => Field::Lang,
                "dcterms:created" => Field::Date,
                _ => return,
            };
            let _ = fields::set(meta, field, "", words);
        }
        Piece::Comment(_) => {}
    });
}

/// A paragraph that is open; text boxes hold paragraphs inside paragraphs.
#[derive(Default)]
struct Paragraph {
    words: String,
    style: String,
    level: Option<u8>,
    item: bool,
}

#[derive(Default)]
struct Body {
    styles: HashMap<String, u8>,
    blocks: Blocks,
    /// The words of the first paragraph in the style "Title".
    title: Option<String>,
    open: Vec<Paragraph>,
    /// The rows of open tables: a table may stand in a cell.
    rows: Vec<String>,
    /// Open elements whose words are no text.
    left_out: u32,
    /// Whether words stand in a run of text.
    text: bool,
}

/// Elements whose words are no text: deleted, code of fields, and what repeats a drawing for old programs.
const LEFT_OUT: &[&str] = &["w:del", "w:movefrom", "mc:fallback", "w:instrtext", "w:deltext"];

impl Body {
    fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Open(tag) => {
                self.start(tag);
                if tag.closed && (tag.name == "w:p" || tag.name == "w:tr" || tag.name == "w:tc") {
                    self.end(&tag.name);
                }
            }
            Piece::Close(name) => self.end(name),
            Piece::Words(words) if self.text && self.left_out == 0 => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.words.push_str(words);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if LEFT_OUT.contains(&name) && !tag.closed {
            self.left_out += 1;
        }
        if self.left_out > 0 {
            return;
        }
        let value = || tag.get("w:val").unwrap_or_default();
        match (name, self.open.last_mut()) {
            ("w:p", _) => self.open.push(Paragraph::default()),
            ("w:tr", _) => self.rows.push(String::new()),
            ("w:t", _) => self.text = !tag.closed,
            ("w:tab" | "w:ptab", Some(paragraph)) => paragraph.words.push(' '),
            ("w:br" | "w:cr", Some(paragraph)) => paragraph.words.push('\n'),
            ("w:nobreakhyphen", Some(paragraph)) => paragraph.words.push('\u{2011}'),
            ("w:pstyle", Some(paragraph)) => paragraph.style = value(),
            ("w:numid", Some(paragraph)) => paragraph.item = value() != "0",
            ("w:outlinelvl", Some(paragraph)) => {
                paragraph.level = value().parse().ok().filter(|&level: &u8| level < 9).map(|level| level + 1);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if LEFT_OUT.contains(&name) {
            self.left_out = self.left_out.saturating_sub(1);
        }
        if self.left_out > 0 {
            return;
        }
        match name {
            "w:t" => self.text = false,
            "w:p" => {
                if let Some(paragraph) = self.open.pop() {
                    self.close(paragraph);
                }
            }
            "w:tr" => {
                if let Some(row) = self.rows.pop() {
                    match self.rows.last_mut() {
                        Some(outer) => join(outer, &row),
                        None => self.blocks.push(MarkKind::Paragraph, &row),
                    }
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, paragraph: Paragraph) {
        let words = paragraph.words.trim();
        if let Some(row) = self.rows.last_mut() {
            join(row, words);
            return;
        }
        let level = paragraph.level.or_else(|| self.styles.get(&paragraph.style).copied());
        if level == Some(0) && self.title.is_none() && !words.is_empty() {
            self.title = Some(words.to_string());
        }
        let style = paragraph.style.to_lowercase();
        let kind = match level {
            Some(level) => MarkKind::Heading(level.clamp(1, 6)),
            None if paragraph.item || style.starts_with("list") => MarkKind::Item,
            None if style.contains("quote") || style.contains("zitat") => MarkKind::Quote,
            None => MarkKind::Paragraph,
        };
        self.blocks.push(kind, words);
    }

    /// Closes what a damaged document left open.
    fn end_all(&mut self) {
        (self.left_out, self.text) = (0, false);
        while let Some(paragraph) = self.open.pop() {
            self.close(paragraph);
        }
        while !self.rows.is_empty() {
            self.end("w:tr");
        }
    }
}

fn join(row: &mut String, words: &str) {
    if !words.is_empty() {
        if !row.is_empty() {
            row.push(' ');
        }
        row.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::super::zip::tests::{archive, file};
    use super::super::{ReadOptions, read};
    use super::*;
    use proptest::prelude::*;

    const STYLES: &str = r#"<w:styles><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
        <w:style w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>"#;
    const CORE: &str = r#"<cp:coreProperties><dc:title>Vorlage</dc:title><dc:creator>A. Berg</dc:creator>
        <dcterms:created>2025-05-13T08:00:00Z</dcterms:created></cp:coreProperties>"#;

    fn document(body: &str) -> Result<Vec<Article>, Refusal> {
        let text = format!("<?xml version=\"1.0\"?><w:document><w:body>{body}</w:body></w:document>");
        let files = [
            file("word/document.xml", text.as_bytes()),
            file("word/styles.xml", STYLES.as_bytes()),
            file("docProps/core.xml", CORE.as_bytes()),
        ];
        read("a.docx", &archive(&files), &ReadOptions::default(), &mut Vec::new())
    }

    fn paragraph(properties: &str, words: &str) -> String {
        format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
    }

    #[test]
    fn headings_lists_tables_and_changes() {
        let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph("", words));
        let body = [
            paragraph("<w:pStyle w:val=\"Titel\"/>", "KI &amp; Arbeit"),
            paragraph("<w:pStyle w:val=\"berschrift1\"/>", "Lage"),
            "<w:p><w:r><w:t>Ein </w:t></w:r><w:del><w:r><w:delText>alter</w:delText></w:r></w:del><w:ins><w:r><w:t>neuer</w:t></w:r></w:ins><w:r><w:tab/><w:t>Satz.</w:t><w:br/><w:instrText>PAGE</w:instrText></w:r></w:p>".into(),
            paragraph("<w:numPr><w:numId w:val=\"1\"/></w:numPr>", "Punkt"),
            format!("<w:tbl><w:tr>{}{}</w:tr><w:tr>{}</w:tr></w:tbl>", cell("Jahr"), cell("Stellen"), cell("2025")),
            "<w:p/>".into(),
        ]
        .concat();
        let article = document(&body).unwrap().remove(0);
        let blocks: Vec<_> = article.marks.iter().map(|mark| (mark.kind, mark.span.of(&article.text))).collect();
        let expected = [
            (MarkKind::Heading(1), "KI & Arbeit"),
            (MarkKind::Heading(1), "Lage"),
            (MarkKind::Paragraph, "Ein neuer Satz."),
            (MarkKind::Item, "Punkt"),
            (MarkKind::Paragraph, "Jahr Stellen"),
            (MarkKind::Paragraph, "2025"),
        ];
        assert_eq!(blocks, expected);
        assert_eq!((article.meta.title.as_str(), article.meta.author.as_deref()), ("KI & Arbeit", Some("A. Berg")));
    }

    #[test]
    fn locked_old_and_empty_documents_say_so() {
        let locked = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        let mut said = Vec::new();
        assert_eq!(read("a.docx", &locked, &ReadOptions::default(), &mut said), Err(Refusal::Encrypted));
        assert_eq!(document("<w:p/>"), Err(Refusal::NoText));
        assert!(document(&"<w:p><w:tbl><w:tr>".repeat(20_000)).is_err());
    }

    proptest! {
        #[test]
        fn no_document_makes_it_panic(body in "(<w:p>|</w:p>|<w:t>|</w:t>|<w:tr>|</w:tr>|<w:tc>|<w:del>|</w:del>|<w:br/>|Wort ){0,40}") {
            let _ = document(&body);
        }
    }
}
