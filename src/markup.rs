//! What is the markup of a view made of?
//!
//! Views are texts with holes (`web::page::draw` says how they are written and filled). They are read
//! twice: when the page is compiled, to see that they are right ([`check`]), and when it is drawn ([`Forms`]).

use std::cell::RefCell;
use std::rc::Rc;

/// A part of a text: of an attribute's value, or between elements.
#[derive(Debug, PartialEq)]
pub enum Piece {
    /// Stands as it is.
    Text(&'static str),
    /// The interface's words for this key.
    Words(&'static str),
    /// Is filled in.
    Hole,
}

/// An element as it is drawn.
#[derive(Debug, Default, PartialEq)]
pub struct Element {
    /// Its name.
    pub tag: &'static str,
    /// Names and values in the order of the text.
    pub attributes: Vec<(&'static str, Vec<Piece>)>,
    /// The names of those that become attributes. Yew compares these by their address.
    pub plain: &'static [&'static str],
    /// What stands in it.
    pub inside: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug, PartialEq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// A part of a text.
    Piece(Piece),
}

/// The markup that was read, by the addresses of its texts.
#[derive(Default)]
pub struct Forms(RefCell<Vec<(usize, Rc<Vec<Node>>)>>);

impl Forms {
    /// The nodes of a text.
    pub fn of(&self, text: &'static str) -> Rc<Vec<Node>> {
        let address = text.as_ptr() as usize;
        let mut known = self.0.borrow_mut();
        let place = known.partition_point(|(other, _)| *other < address);
        if let Some((found, nodes)) = known.get(place)
            && *found == address
        {
            return nodes.clone();
        }
        let mut rest = text;
        let nodes = Rc::new(read(&mut rest));
        known.insert(place, (address, nodes.clone()));
        nodes
    }
}

/// Reads nodes up to the end of the element that they stand in.
fn read(rest: &mut &'static str) -> Vec<Node> {
    let mut nodes = Vec::new();
    loop {
        let place = rest.find(['<', '{']).unwrap_or(rest.len());
        let text = cut(rest, place);
        if !text.is_empty() {
            nodes.push(Node::Piece(Piece::Text(text)));
        }
        if rest.is_empty() || rest.starts_with("</") {
            before(rest, '>');
            return nodes;
        }
        nodes.push(match rest.starts_with('{') {
            true => Node::Piece(braces(rest)),
            false => Node::Element(element(rest)),
        });
    }
}

fn element(rest: &mut &'static str) -> Element {
    cut(rest, 1);
    let mut element = Element { tag: name(rest), ..Element::default() };
    let mut plain = Vec::new();
    loop {
        *rest = rest.trim_start();
        if rest.starts_with('/') || rest.starts_with('>') || rest.is_empty() {
            break;
        }
        let name = name(rest);
        if name.is_empty() {
            // No markup that was checked comes here; without it this would go on for ever.
            break;
        }
        let mut value = Vec::new();
        if rest.starts_with('=') {
            cut(rest, 1);
            if rest.starts_with('{') {
                value.push(braces(rest));
            } else {
                cut(rest, 1);
                pieces(before(rest, '\''), &mut value);
            }
        } else {
            value.push(Piece::Text(name));
        }
        if !is_own(element.tag, name) {
            plain.push(name);
        }
        element.attributes.push((name, value));
    }
    // A node is read once and kept, so what is leaked does not grow.
    element.plain = plain.leak();
    if before(rest, '>').is_empty() {
        element.inside = read(rest);
    }
    element
}

/// Whether an attribute is none for the browser, but something of Yew's.
pub fn is_own(tag: &str, name: &str) -> bool {
    match name {
        "key" => true,
        "value" | "checked" => matches!(tag, "input" | "textarea"),
        _ => name.starts_with("on"),
    }
}

fn pieces(mut value: &'static str, out: &mut Vec<Piece>) {
    while !value.is_empty() {
        let place = value.find('{').unwrap_or(value.len());
        out.push(match place {
            0 => braces(&mut value),
            _ => Piece::Text(cut(&mut value, place)),
        });
    }
}

/// `{}` or `{key}`.
fn braces(rest: &mut &'static str) -> Piece {
    match before(rest, '}').get(1..) {
        Some(key) if !key.is_empty() => Piece::Words(key),
        _ => Piece::Hole,
    }
}

fn name(rest: &mut &'static str) -> &'static str {
    let end = rest.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-').unwrap_or(rest.len());
    cut(rest, end)
}

/// Takes so much off the front.
fn cut(rest: &mut &'static str, place: usize) -> &'static str {
    let (front, behind) = rest.split_at_checked(place).unwrap_or((rest, ""));
    *rest = behind;
    front
}

/// Takes what stands before a sign off the front, and the sign.
fn before(rest: &mut &'static str, sign: char) -> &'static str {
    let front = cut(rest, rest.find(sign).unwrap_or(rest.len()));
    cut(rest, 1);
    front
}

/// How long markup is without its layout.
pub const fn tight_len(text: &str) -> usize {
    tighten(text, &mut [])
}

/// Markup without its layout.
pub const fn tight<const N: usize>(text: &str) -> [u8; N] {
    let mut out = [b' '; N];
    tighten(text, &mut out);
    out
}

/// Writes markup without its layout into spaces, as far as they go, and says how long it is.
const fn tighten(text: &str, out: &mut [u8]) -> usize {
    let text = text.as_bytes();
    let (mut length, mut place) = (0, 0);
    while place < text.len() {
        let end = layout(text, place);
        if end == place {
            if length < out.len() {
                out[length] = text[place];
            }
            length += 1;
            place += 1;
        } else {
            length += inside_tag(text, place) as usize;
            place = end;
        }
    }
    length
}

/// The end of the white space here, if there is a line break in it.
const fn layout(text: &[u8], start: usize) -> usize {
    let (mut end, mut broken) = (start, false);
    while end < text.len() && (text[end] == b' ' || text[end] == b'\n') {
        broken |= text[end] == b'\n';
        end += 1;
    }
    if broken { end } else { start }
}

/// Whether a place is between the attributes of an element, where layout parts them.
const fn inside_tag(text: &[u8], mut place: usize) -> bool {
    while place > 0 {
        place -= 1;
        if text[place] == b'<' || text[place] == b'>' {
            return text[place] == b'<';
        }
    }
    false
}

/// Checks markup as it is compiled, and counts its holes.
pub const fn check(text: &str) -> usize {
    let text = text.as_bytes();
    let (mut holes, mut place) = (0, 0);
    // Where the names of the open elements stand.
    let (mut open, mut depth) = ([0; 16], 0);
    let (mut tag, mut quoted) = (false, false);
    while place < text.len() {
        match text[place] {
            b'{' => {
                holes += (text[place + 1] == b'}') as usize;
                while text[place] != b'}' {
                    place += 1;
                    assert!(place < text.len(), "a brace is not closed");
                }
            }
            b'\'' if tag => quoted = !quoted,
            _ if quoted => {}
            b'<' if text[place + 1] == b'/' => {
                assert!(depth > 0, "an element is closed that was not opened");
                depth -= 1;
                let mut at = 0;
                while text[place + 2 + at] != b'>' {
                    assert!(text[place + 2 + at] == text[open[depth] + at], "another element is open");
                    at += 1;
                }
            }
            b'<' => {
                assert!(!tag, "an element stands in a tag");
                assert!(depth < open.len(), "elements stand too deep");
                tag = true;
                open[depth] = place + 1;
                depth += 1;
            }
            b'>' if tag => {
                tag = false;
                depth -= (text[place - 1] == b'/') as usize;
            }
            b'"' => assert!(!tag, "attributes are quoted with '"),
            _ => {}
        }
        place += 1;
    }
    assert!(depth == 0 && !tag, "an element is not closed");
    holes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(text: &'static str) -> Vec<Node> {
        read(&mut { text })
    }

    fn text(text: &'static str) -> Node {
        Node::Piece(Piece::Text(text))
    }

    #[test]
    fn elements_attributes_and_texts_are_read() {
        let read = nodes("<a class='x {} y' href={} hidden>to {} {key}</a><br />");
        let [Node::Element(a), Node::Element(br)] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!((a.tag, br.tag), ("a", "br"));
        assert_eq!(
            a.attributes,
            [
                ("class", vec![Piece::Text("x "), Piece::Hole, Piece::Text(" y")]),
                ("href", vec![Piece::Hole]),
                ("hidden", vec![Piece::Text("hidden")]),
            ]
        );
        assert_eq!(a.plain, ["class", "href", "hidden"]);
        let inside = [text("to "), Node::Piece(Piece::Hole), text(" "), Node::Piece(Piece::Words("key"))];
        assert_eq!(a.inside, inside);
        assert!(br.inside.is_empty());
    }

    #[test]
    fn what_is_yews_own_is_no_attribute() {
        let read = nodes("<input key={} value={} onclick={} type='text' /><option value={}></option>");
        let [Node::Element(input), Node::Element(option)] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!((input.plain, option.plain), (&["type"][..], &["value"][..]));
        assert_eq!(input.attributes.len(), 4);
    }

    #[test]
    fn layout_is_left_out_and_text_is_kept() {
        const TEXT: &str = "<p\n   class='a'>\n  one {} \n <b>two</b> three\n</p>";
        const TIGHT: [u8; tight_len(TEXT)] = tight(TEXT);
        assert_eq!(std::str::from_utf8(&TIGHT).unwrap(), "<p class='a'>one {}<b>two</b> three</p>");
        assert_eq!(check("<p class='{}'>{} {key}<br /></p>{}"), 3);
    }

    #[test]
    fn wrong_markup_is_refused() {
        for wrong in ["<p>", "</p>", "<p></b>", "<p><b></p></b>", "<p class=\"a\"></p>"] {
            assert!(std::panic::catch_unwind(|| check(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn no_text_at_all_can_make_the_reader_panic() {
        for text in ["<", "</", "<p", "<p a", "<p a=", "<p a='", "{", "{k", "<p a={", "ä<ö>ü", "<p/", ">"] {
            nodes(text);
        }
    }
}
