//! How do tags become blocks of words?
//!
//! Only elements that part blocks are kept, as a flat list in the order of their start tags, each with
//! its parent before it and the end of its reach; inline tags let words flow. Nothing recurses.

use std::collections::HashMap;

use super::super::blocks::push_flowing;
use super::super::markup::{Piece, Tag, walk};
use super::head::Head;
use crate::article::MarkKind;

/// Elements that part blocks.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "amp-sidebar",
];

/// Elements whose words are no text of the page.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "button", "textarea", "canvas",
    "audio", "video", "head", "title", "noframes", "datalist", "map",
];

/// Elements around the text by their name or role.
const AROUND: &[&str] = &["nav", "aside", "footer", "form", "menu", "dialog", "amp-sidebar"];
const ROLES: &[&str] = &["navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert", "menu"];

/// Words in the classes of elements around the text.
const CLASSES: &[&str] = &[
    "nav",
    "navi",
    "navigation",
    "navbar",
    "menu",
    "menue",
    "sidebar",
    "footer",
    "breadcrumb",
    "breadcrumbs",
    "cookie",
    "cookies",
    "consent",
    "newsletter",
    "related",
    "recommended",
    "recommendations",
    "comments",
    "kommentare",
    "share",
    "sharing",
    "social",
    "ad",
    "ads",
    "advert",
    "advertisement",
    "anzeige",
    "werbung",
    "teaser",
    "teasers",
    "promo",
    "banner",
    "popup",
    "modal",
    "overlay",
    "pagination",
    "pager",
    "tags",
    "toolbar",
    "copyright",
    "outbrain",
    "taboola",
    "login",
    "subscribe",
    "subscription",
    "most",
    "trending",
    "hidden",
];

/// An element that parts blocks.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) parent: usize,
    /// One past the last element inside.
    pub(super) end: usize,
    pub(super) name: String,
    /// Whether its name or role says that it stands around the text.
    pub(super) around: bool,
    /// Whether its classes say so, which is less sure.
    pub(super) doubtful: bool,
    /// Whether it says that it is the text of an article.
    pub(super) body: bool,
}

/// A stretch of words between two borders of elements.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) element: usize,
    pub(super) kind: MarkKind,
    pub(super) words: String,
    /// Bytes of it that are links.
    pub(super) linked: usize,
}

/// A page as elements and blocks.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) elements: Vec<Element>,
    pub(super) blocks: Vec<Block>,
    pub(super) head: Head,
}

/// Reads a page.
pub(super) fn read(text: &str, xml: bool) -> Page {
    let mut builder = Builder { xml, ..Builder::default() };
    // The page itself, around all that its tags make.
    let (name, end) = (String::new(), usize::MAX);
    builder.page.elements.push(Element { parent: 0, end, name, around: false, doubtful: false, body: false });
    walk(text, xml, &mut |piece| builder.take(piece));
    builder.finish()
}

#[derive(Default)]
struct Builder {
    xml: bool,
    page: Page,
    /// Open elements, as places in the list; elements that are skipped as `None`.
    stack: Vec<Open>,
    /// How many of each name are open, so that a stray end tag costs nothing.
    open: HashMap<String, usize>,
    /// Open elements that are skipped.
    skipped: usize,
    /// The words of the open block, and how many bytes of them are links.
    words: String,
    linked: usize,
    /// The size of the stack when the open link began.
    link: Option<usize>,
    /// Words of a skipped element that are read all the same: a title, a record for machines.
    aside: Option<String>,
    preformatted: usize,
}

struct Open {
    name: String,
    element: Option<usize>,
}

impl Builder {
    fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Open(tag) => self.start(tag),
            Piece::Close(name) => self.end(name),
            Piece::Words(words) => self.add(words),
            Piece::Comment(comment) => self.page.head.comment(comment),
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        self.page.head.tag(tag);
        let skipped = SKIPPED.contains(&name);
        if !skipped && !BLOCKS.contains(&name) {
            match name {
                "br" => self.line_break(),
                "hr" => self.flush(),
                "a" if self.skipped == 0 => self.link = tag.get("href").map(|_| self.stack.len()),
                _ => {}
            }
            return;
        }
        if tag.closed && self.xml {
            self.flush();
            return;
        }
        if skipped {
            let wanted =
                name == "title" || (name == "script" && tag.get("type").is_some_and(|kind| kind.contains("ld+json")));
            if wanted && self.skipped <= 1 {
                self.aside = Some(String::new());
            }
            self.skipped += 1;
            self.push(name, None);
            return;
        }
        // A page without </head> begins its body all the same.
        if name == "body" {
            self.close_to("head");
        }
        if self.skipped > 0 {
            return;
        }
        self.close_implied(name);
        match name {
            "td" | "th" => self.words.push(' '),
            _ => self.flush(),
        }
        let parent = self.stack.iter().rev().find_map(|open| open.element).unwrap_or(0);
        let place = self.page.elements.len();
        let classes = format!("{} {}", tag.get("class").unwrap_or_default(), tag.get("id").unwrap_or_default());
        let role = tag.get("role").unwrap_or_default();
        let in_article = ["article", "main"].iter().any(|name| self.open.get(*name).is_some_and(|&open| open > 0));
        let never = matches!(name, "html" | "body" | "article" | "main") || (name == "header" && in_article);
        let hidden = tag.get("hidden").is_some()
            || tag.get("aria-hidden").as_deref() == Some("true")
            || tag.get("style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
        self.page.elements.push(Element {
            parent,
            end: place + 1,
            name: name.to_string(),
            around: !never && (AROUND.contains(&name) || name == "header" || ROLES.contains(&role.as_str())),
            doubtful: !never && (hidden || class_words(&classes).any(|word| CLASSES.contains(&word.as_str()))),
            body: tag.get("itemprop").is_some_and(|prop| prop.to_lowercase().contains("articlebody")),
        });
        self.preformatted += usize::from(name == "pre");
        self.push(name, Some(place));
        if class_words(&classes).any(|word| matches!(word.as_str(), "byline" | "author" | "autor")) {
            self.page.head.byline_at.get_or_insert(place);
        }
    }

    fn push(&mut self, name: &str, element: Option<usize>) {
        *self.open.entry(name.to_string()).or_default() += 1;
        self.stack.push(Open { name: name.to_string(), element });
    }

    fn end(&mut self, name: &str) {
        match name {
            "a" => self.link = None,
            "p" if self.open.get("p").is_none_or(|&open| open == 0) => self.flush(),
            _ => self.close_to(name),
        }
    }

    /// Closes the innermost element of this name and all inside it.
    fn close_to(&mut self, name: &str) {
        if self.open.get(name).is_none_or(|&open| open == 0) {
            return;
        }
        while let Some(open) = self.stack.last() {
            let done = open.name == name;
            self.pop();
            if done {
                break;
            }
        }
    }

    /// Start tags that end an element nobody closed: a paragraph before any block, an item before the next.
    fn close_implied(&mut self, name: &str) {
        if self.stack.last().is_some_and(|open| open.name == "p") {
            self.pop();
        }
        let (same, border): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu", "dir"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            _ => return,
        };
        // Looked for close by only: a page nests few blocks in an item it did not close.
        for open in self.stack.iter().rev().take(8) {
            if border.contains(&open.name.as_str()) {
                return;
            }
            if same.contains(&open.name.as_str()) {
                let name = open.name.clone();
                self.close_to(&name);
                return;
            }
        }
    }

    fn pop(&mut self) {
        let Some(open) = self.stack.last() else { return };
        let cell = matches!(open.name.as_str(), "td" | "th");
        if open.element.is_some() && !cell {
            self.flush();
        }
        let Some(open) = self.stack.pop() else { return };
        if let Some(count) = self.open.get_mut(&open.name) {
            *count = count.saturating_sub(1);
        }
        if self.link.is_some_and(|depth| depth > self.stack.len()) {
            self.link = None;
        }
        match open.element {
            Some(place) => {
                let end = self.page.elements.len();
                if let Some(element) = self.page.elements.get_mut(place) {
                    element.end = end;
                }
                self.preformatted = self.preformatted.saturating_sub(usize::from(open.name == "pre"));
            }
            None => {
                self.skipped = self.skipped.saturating_sub(1);
                if let Some(words) = self.aside.take() {
                    match open.name.as_str() {
                        "title" => self.page.head.title_words(&words),
                        _ => self.page.head.record(&words),
                    }
                }
            }
        }
    }

    fn add(&mut self, words: &str) {
        if let Some(aside) = &mut self.aside {
            aside.push_str(words);
        }
        if self.skipped > 0 {
            return;
        }
        let before = self.words.len();
        if self.preformatted > 0 {
            self.words.push_str(words);
        } else {
            push_flowing(&mut self.words, words);
        }
        if self.link.is_some() {
            self.linked += self.words.len() - before;
        }
    }

    /// Two breaks in a row part paragraphs, as old pages have them.
    fn line_break(&mut self) {
        if self.skipped > 0 {
            return;
        }
        if self.words.ends_with('\n') { self.flush() } else { self.words.push('\n') }
    }

    fn flush(&mut self) {
        let words = self.words.trim();
        if !words.is_empty() {
            let place = self.stack.iter().rev().find_map(|open| open.element);
            let kind = self.kind(place);
            self.page.blocks.push(Block {
                element: place.unwrap_or(0),
                kind,
                words: words.to_string(),
                linked: self.linked.min(words.len()),
            });
        }
        self.words.clear();
        self.linked = 0;
    }

    fn kind(&self, place: Option<usize>) -> MarkKind {
        let own = place.and_then(|place| self.page.elements.get(place));
        let own = own.map_or("", |element| element.name.as_str());
        if let Some(level) = own.strip_prefix('h').and_then(|level| level.parse().ok()) {
            return MarkKind::Heading(level);
        }
        let near = self.stack.iter().rev().take(3).map(|open| open.name.as_str());
        let mut near = near.filter(|name| matches!(*name, "li" | "blockquote"));
        match near.next() {
            Some("li") => MarkKind::Item,
            Some(_) => MarkKind::Quote,
            None => MarkKind::Paragraph,
        }
    }

    fn finish(mut self) -> Page {
        self.flush();
        while !self.stack.is_empty() {
            self.pop();
        }
        let head = &mut self.page.head;
        if let Some(place) = head.byline_at {
            let range = place..self.page.elements.get(place).map_or(place, |element| element.end);
            let block = self.page.blocks.iter().find(|block| range.contains(&block.element));
            head.byline = block.map(|block| block.words.clone()).filter(|words| words.len() < 100).unwrap_or_default();
        }
        self.page
    }
}

/// The words in classes and identifiers: `site-Footer_links` has "site", "footer", "links".
fn class_words(classes: &str) -> impl Iterator<Item = String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut lower = false;
    for letter in classes.chars() {
        if !letter.is_alphanumeric() || (letter.is_uppercase() && lower) {
            words.push(std::mem::take(&mut word));
        }
        lower = letter.is_lowercase();
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
    }
    words.push(word);
    words.into_iter().filter(|word| !word.is_empty())
}
