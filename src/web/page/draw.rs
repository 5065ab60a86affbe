//! How does a view become elements in few bytes?
//!
//! `html!` writes out, at each place, how every element, attribute and text is put together: of the
//! page's code that was a third. Here a view is a text, as markup is meant to be, and one routine
//! reads it:
//!
//! ```ignore
//! draw!(
//!     look,
//!     "<p class='more'>
//!         <button type='button' onclick={}>{more}</button>
//!         <span id='n-{}'>{}</span>
//!     </p>",
//!     Msg::MoreAsked,
//!     row.passage.to_string(),
//!     look.words.count("passages-count", shown),
//! )
//! ```
//!
//! - `{}` is a hole, filled by the arguments in their order ([`Hole`] says what can stand in one): in
//!   place of children anything that can be drawn, in place of an attribute's value a text, an
//!   `Option` of one (absent where there is none) or a `bool` (present or absent; `true` or `false` for
//!   `aria-…`). Holes may stand inside a quoted value: what is absent there is empty.
//! - `{key}` are the words of the interface for a key.
//! - `on…={}` takes a message, a [`heard`] closure, or a function from the field's value to a message.
//! - `key={}` is the element's key in a list; `value` and `checked` of fields are properties.
//! - White space with a line break in it is only layout. Else it is text.
//! - Every element is closed, `<br />` too.
//!
//! Whether holes and arguments are as many, and every element is closed, is checked when the page is
//! compiled; `tests/words.rs` looks for the keys. What was read once is kept by the address of its text.

use std::borrow::Cow;
use std::rc::Rc;
use std::slice::IterMut;

use web_sys::{Event, HtmlInputElement};
use yew::virtual_dom::{AttributeOrProperty, Attributes, Listener, ListenerKind, VList, VNode, VTag, VText};
use yew::{AttrValue, Callback, Html, TargetCast};

use super::Look;
use crate::app::Msg;
use crate::markup::{Element, Node, Piece, is_own};

/// Draws markup whose holes are filled by the further arguments. See the [module](self).
macro_rules! draw {
    ($look:expr, $text:literal $(, $hole:expr)* $(,)?) => {{
        const TEXT: &str = $text;
        const BYTES: [u8; $crate::markup::tight_len(TEXT)] = $crate::markup::tight(TEXT);
        const TIGHT: &str = match core::str::from_utf8(&BYTES) {
            Ok(text) => text,
            Err(_) => "",
        };
        const HOLES: usize = $crate::markup::check(TIGHT);
        let holes: &mut [$crate::web::page::draw::Hole; HOLES] = &mut [$($hole.into()),*];
        $crate::web::page::draw::Hole::draw($look, TIGHT, holes)
    }};
}
pub(super) use draw;

/// What stands in a hole.
#[derive(Default)]
pub(crate) enum Hole<'a> {
    /// Nothing.
    #[default]
    Nothing,
    /// A text of someone else's.
    Str(&'a str),
    /// A text.
    Text(String),
    /// Whether an attribute is there; `true` or `false` where its name begins with `aria-`.
    Flag(bool),
    /// Something drawn.
    Html(Html),
    /// What happens at an event.
    Act(Act),
}

/// What happens at an event.
#[derive(Clone)]
pub(crate) enum Act {
    /// A message is sent.
    Send(Rc<Msg>),
    /// A message made of the field's value is sent.
    Value(fn(String) -> Msg),
    /// Something else.
    Hear(Callback<Event>),
}

/// Something that happens at an event.
pub(crate) fn heard(act: impl Fn(Event) + 'static) -> Act {
    Act::Hear(Callback::from(act))
}

/// Drawn things in a row, each in its place among the others.
pub(crate) fn each(items: impl Iterator<Item = Html>) -> Html {
    let mut all = Vec::new();
    for item in items {
        push(&mut all, item);
    }
    listed(all)
}

#[inline(never)]
fn push(all: &mut Vec<Html>, item: Html) {
    all.push(item);
}

fn listed(all: Vec<Html>) -> Html {
    VNode::VList(Rc::new(VList::with_children(all, None)))
}

impl<'a> From<&'a str> for Hole<'a> {
    fn from(text: &'a str) -> Self {
        Self::Str(text)
    }
}

impl<'a> From<&'a String> for Hole<'a> {
    fn from(text: &'a String) -> Self {
        Self::Str(text)
    }
}

impl From<String> for Hole<'_> {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Hole<'_> {
    #[inline(never)]
    fn from(number: u32) -> Self {
        Self::Text(number.to_string())
    }
}

impl From<bool> for Hole<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Html> for Hole<'_> {
    fn from(html: Html) -> Self {
        Self::Html(html)
    }
}

impl From<Vec<Html>> for Hole<'_> {
    #[inline(never)]
    fn from(all: Vec<Html>) -> Self {
        Self::Html(listed(all))
    }
}

impl From<Msg> for Hole<'_> {
    #[inline(never)]
    fn from(msg: Msg) -> Self {
        Self::Act(Act::Send(Rc::new(msg)))
    }
}

impl From<fn(String) -> Msg> for Hole<'_> {
    fn from(msg: fn(String) -> Msg) -> Self {
        Self::Act(Act::Value(msg))
    }
}

impl From<Act> for Hole<'_> {
    fn from(act: Act) -> Self {
        Self::Act(act)
    }
}

impl<'a, T: Into<Hole<'a>>> From<Option<T>> for Hole<'a> {
    fn from(one: Option<T>) -> Self {
        one.map_or(Self::Nothing, T::into)
    }
}

impl Hole<'_> {
    /// Draws markup with its holes filled.
    #[inline(never)]
    pub fn draw(look: Look, text: &'static str, holes: &mut [Self]) -> Html {
        let nodes = look.forms.of(text);
        drawn(look, &nodes, &mut holes.iter_mut())
    }

    /// As text, where it is one. The name is the attribute's.
    fn said(self, name: &'static str) -> Option<AttrValue> {
        match self {
            Self::Str(text) => Some(text.into()),
            Self::Text(text) => Some(text.into()),
            Self::Flag(flag) if name.starts_with("aria-") => {
                Some(AttrValue::Static(if flag { "true" } else { "false" }))
            }
            Self::Flag(true) => Some(AttrValue::Static(name)),
            _ => None,
        }
    }
}

type Holes<'h, 'a> = IterMut<'h, Hole<'a>>;

fn next<'a>(holes: &mut Holes<'_, 'a>) -> Hole<'a> {
    holes.next().map(std::mem::take).unwrap_or_default()
}

/// Nodes as one: what stands alone needs no list.
fn drawn(look: Look, nodes: &[Node], holes: &mut Holes) -> Html {
    let mut all: Vec<Html> = Vec::with_capacity(nodes.len());
    for node in nodes {
        all.push(match node {
            Node::Element(shape) => element(look, shape, holes),
            Node::Piece(Piece::Text(text)) => VNode::VText(VText { text: AttrValue::Static(text) }),
            Node::Piece(Piece::Words(key)) => VNode::VText(VText { text: AttrValue::Static(look.words.get(key)) }),
            Node::Piece(Piece::Hole) => match next(holes) {
                Hole::Html(html) => html,
                other => match other.said("") {
                    Some(text) => VNode::VText(VText { text }),
                    // Nothing keeps its place, so that what follows is known again.
                    None => listed(Vec::new()),
                },
            },
        });
    }
    match all.pop() {
        Some(one) if all.is_empty() => one,
        last => {
            all.extend(last);
            listed(all)
        }
    }
}

fn element(look: Look, shape: &Element, holes: &mut Holes) -> Html {
    let mut tag = VTag::new(AttrValue::Static(shape.tag));
    let mut values = Vec::with_capacity(shape.plain.len());
    let mut listeners: Vec<Option<Rc<dyn Listener>>> = Vec::new();
    for (name, pieces) in &shape.attributes {
        if let (true, [Piece::Hole]) = (name.starts_with("on"), pieces.as_slice()) {
            if let Hole::Act(act) = next(holes) {
                let kind = name.get(2..).unwrap_or_default();
                listeners.push(Some(Rc::new(Heard { kind, act, send: look.send.clone() })));
            }
            continue;
        }
        let value = value(look, name, pieces, holes);
        match *name {
            own if !is_own(shape.tag, own) => values.push(value.map(AttributeOrProperty::Attribute)),
            "key" => tag.key = value.map(|key| (&*key).into()),
            "checked" => tag.set_checked(value.is_some()),
            _ => tag.set_value(value),
        }
    }
    tag.attributes = Attributes::Dynamic { keys: shape.plain, values: values.into_boxed_slice() };
    if !listeners.is_empty() {
        tag.set_listeners(listeners.into_boxed_slice());
    }
    if let Some(children) = tag.children_mut().filter(|_| !shape.inside.is_empty()) {
        *children = drawn(look, &shape.inside, holes);
    }
    VNode::VTag(Rc::new(tag))
}

/// An attribute's value; nothing where its only hole is empty.
fn value(look: Look, name: &'static str, pieces: &[Piece], holes: &mut Holes) -> Option<AttrValue> {
    match pieces {
        [] => Some(AttrValue::Static("")),
        [Piece::Text(text)] => Some(AttrValue::Static(text)),
        [Piece::Words(key)] => Some(AttrValue::Static(look.words.get(key))),
        [Piece::Hole] => next(holes).said(name),
        _ => {
            let mut out = String::new();
            for piece in pieces {
                match piece {
                    Piece::Text(text) => out.push_str(text),
                    Piece::Words(key) => out.push_str(look.words.get(key)),
                    Piece::Hole => out.push_str(next(holes).said(name).as_deref().unwrap_or_default()),
                }
            }
            Some(out.trim_end().into())
        }
    }
}

/// One listener for every event.
struct Heard {
    /// The event's name: Yew's list of kinds is a long way to say the same.
    kind: &'static str,
    act: Act,
    send: Callback<Msg>,
}

impl Listener for Heard {
    fn kind(&self) -> ListenerKind {
        ListenerKind::other(Cow::Borrowed(self.kind))
    }

    fn handle(&self, event: Event) {
        match &self.act {
            Act::Send(msg) => self.send.emit(Msg::clone(msg)),
            Act::Value(msg) => self.send.emit(msg(value_of(&event))),
            Act::Hear(act) => act.emit(event),
        }
    }

    fn passive(&self) -> bool {
        false
    }
}

/// The value of the field that an event happens to. Other fields have one of the same name.
pub(crate) fn value_of(event: &Event) -> String {
    event.target_unchecked_into::<HtmlInputElement>().value()
}
