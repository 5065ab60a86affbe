//! Which tags and words is a marked-up text made of?
//!
//! One tokenizer, html5gum, reads HTML as browsers do and the XML of EPUB and Word well enough: names
//! come in lower case, entities as characters, faults are passed over. There is no tree and no recursion,
//! so that no depth of nesting matters.

use html5gum::{DefaultEmitter, Spanned, StartTag, Token, Tokenizer};

/// A piece of marked-up text.
pub(super) enum Piece<'a> {
    /// A start tag.
    Open(&'a Tag),
    /// The name in an end tag.
    Close(&'a str),
    /// Words between tags.
    Words(&'a str),
    /// A comment.
    Comment(&'a str),
}

/// A start tag.
pub(super) struct Tag {
    /// Its name, lower case.
    pub(super) name: String,
    /// Whether it ends with `/>`.
    pub(super) closed: bool,
    attributes: StartTag<()>,
}

impl Tag {
    /// The value of an attribute by its name in lower case.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let value: &Spanned<_, ()> = self.attributes.attributes.get(name.as_bytes())?;
        Some(words(&value.value).into_owned())
    }
}

/// Bytes of the tokenizer as text: they are cut at ASCII, so they are sound.
fn words(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// Visits the pieces of HTML, or of XML, where `<title/>` and `<script/>` hold nothing.
pub(super) fn walk(text: &str, xml: bool, visit: &mut dyn FnMut(Piece)) {
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(!xml);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = words(&tag.name).into_owned();
                visit(Piece::Open(&Tag { name, closed: tag.self_closing, attributes: tag }));
            }
            Token::EndTag(tag) => visit(Piece::Close(&words(&tag.name))),
            Token::String(text) => visit(Piece::Words(&words(&text.value))),
            Token::Comment(text) => visit(Piece::Comment(&words(&text.value))),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
}
