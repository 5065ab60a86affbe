//! Where was the reader in a view to which Back leads, and what had the focus there?
//!
//! A step of the history that was seen once carries a mark; a step without one is a link that was followed
//! just now. To a marked step the reader comes back, and by Esc or the link back to a view that was left.

use std::cell::Cell;
use std::rc::Rc;

use gloo::utils::{document, window as browser};
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement};

use super::keyboard::{rows, take_focus};
use super::window;

/// So many views are remembered. Toward zero, Back leads to the top of an article; as it grows, little is won.
const MOST: usize = 40;

/// What can have the focus in a row.
const CONTROLS: &str = "a, button, summary";

/// What is remembered of the views that were left.
#[derive(Default)]
pub(super) struct Trail {
    /// The link of the view that is shown.
    here: String,
    left: Vec<Left>,
    /// Whether the reader comes back to the view that is shown.
    pub returns: bool,
    /// How far down the page is scrolled, as it was told last: a link to `#` scrolls before it is followed.
    pub down: Rc<Cell<f64>>,
}

/// A view that was left.
struct Left {
    /// Its link; empty for the list, which has one place as long as it is the same.
    href: String,
    down: f64,
    /// The row that had the focus, and what in it, where that was not the row itself.
    focus: Option<(usize, Option<u32>)>,
}

impl Trail {
    /// The address has changed: by a link, or by Back or Forward.
    pub fn followed(&mut self, href: &str) {
        if self.here == href {
            return;
        }
        self.leave();
        self.here = href.to_string();
        let marked = browser().history().and_then(|history| history.state()).is_ok_and(|state| state.is_truthy());
        let back_link =
            document().active_element().is_some_and(|one| one.closest(".back").is_ok_and(|at| at.is_some()));
        self.returns = marked || back_link;
        if let (false, Ok(history)) = (marked, browser().history()) {
            // Where the browser keeps no mark, Back leads to the top.
            let _ = history.replace_state(&SEEN, "");
        }
    }

    /// The page itself has put another link into the address.
    pub fn linked(&mut self, href: &str, step: bool) {
        if step {
            self.leave();
            self.returns = false;
        }
        self.here = href.trim_start_matches('#').to_string();
    }

    /// What is drawn is still the view that is left.
    fn leave(&mut self) {
        let listed = document().get_element_by_id(window::ABOVE).is_some();
        let href = if listed { String::new() } else { std::mem::take(&mut self.here) };
        self.left.retain(|left| left.href != href);
        if self.left.len() >= MOST {
            self.left.remove(0);
        }
        let focused = document().active_element();
        let at = rows().into_iter().enumerate().find(|(_, row)| row.contains(focused.as_deref()));
        let focus = at.map(|(place, row)| {
            let inside = controls(&row).position(|one| Some(&one) == focused.as_ref());
            (place, inside.and_then(|inside| u32::try_from(inside).ok()))
        });
        self.left.push(Left { href, down: self.down.get(), focus });
    }

    /// Goes to where the reader was; says whether that is known. `list` is whether the list is shown.
    pub fn take_up(&self, list: bool) -> bool {
        let href = if list { "" } else { &self.here };
        let Some(left) = self.left.iter().find(|left| left.href == href) else { return false };
        browser().scroll_to_with_x_and_y(0.0, left.down);
        // What is still there keeps the focus.
        let free = document().active_element().is_none_or(|one| one.matches("body, main").unwrap_or(true));
        if let (true, Some((place, inside))) = (free, left.focus)
            && let Some(row) = rows().into_iter().nth(place)
        {
            match inside.and_then(|inside| controls(&row).nth(inside as usize)) {
                Some(control) => take_focus(&control),
                None => take_focus(&row),
            }
        }
        true
    }
}

/// The mark of a step that was seen.
pub(super) const SEEN: JsValue = JsValue::TRUE;

fn controls(row: &HtmlElement) -> impl Iterator<Item = Element> {
    let found = row.query_selector_all(CONTROLS).ok();
    let number = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..number).filter_map(move |at| found.as_ref()?.get(at).map(wasm_bindgen::JsCast::unchecked_into))
}
