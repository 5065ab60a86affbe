//! How does a long list keep its place while rows come and go?
//!
//! Rows that left at the beginning leave a space of their height. What the reader looks at is held where
//! it is: its place is read before rows come, and put right when they are drawn. Heights are set by way of
//! the object model, since the policy of the page allows no style in attributes.

use gloo::utils::{document, window};
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::Callback;

use crate::app::{Model, Msg};
use crate::protocol::List;

/// The space of the rows before those that are there.
pub(super) const ABOVE: &str = "rows-above";

/// Behind the last row, where there are more.
pub(super) const BELOW: &str = "rows-below";

/// What is remembered of the list as it was drawn last.
#[derive(Default)]
pub(super) struct Place {
    /// The height of the space, in pixels.
    above: f64,
    /// The height that it was given.
    given: f64,
    /// The first row.
    offset: u32,
    /// What the reader looks at, and how far it is from the top of the window.
    held: Option<(Element, f64)>,
}

impl Place {
    /// Rows are about to come, `offset` being the first of them. Where the list begins anew at its beginning
    /// nothing has to be held, and to measure its rows would cost each keystroke a layout.
    pub fn hold(&mut self, offset: u32) {
        if offset == 0 && self.offset == 0 {
            return;
        }
        // Not those that stand for rows until the first come: to measure them is a layout more.
        let rows = document().query_selector_all("ol.passages:not([aria-hidden]) > li");
        let Ok(rows) = rows else { return };
        let seen = (0..rows.length()).find_map(|place| {
            let row: Element = rows.get(place)?.dyn_into().ok()?;
            let edges = row.get_bounding_client_rect();
            (edges.bottom() > 0.0).then(|| (row, edges.top()))
        });
        self.held = seen;
    }

    /// The list is drawn.
    pub fn drawn(&mut self, list: &List) {
        let held = self.held.take().filter(|(row, _)| row.is_connected());
        let before = std::mem::replace(&mut self.offset, list.offset);
        match (&held, list.offset) {
            (_, 0) => self.above = 0.0,
            (Some((row, top)), _) if before != list.offset => {
                self.set();
                let moved = row.get_bounding_client_rect().top() - top;
                self.above = (self.above - moved).max(1.0);
            }
            (None, offset) if before > 0 && before != offset => {
                self.above *= f64::from(offset) / f64::from(before);
            }
            _ => {}
        }
        self.set();
        if let Some((row, top)) = held {
            let moved = row.get_bounding_client_rect().top() - top;
            if moved.abs() > 0.5 && before != list.offset {
                window().scroll_by_with_x_and_y(0.0, moved);
            }
        }
    }

    fn set(&mut self) {
        if self.above == 0.0 && self.given == 0.0 {
            return;
        }
        self.given = self.above;
        let space = document().get_element_by_id(ABOVE).and_then(|space| space.dyn_into::<HtmlElement>().ok());
        let style = space.and_then(|space| Reflect::get(&space, &"style".into()).ok());
        if let Some(style) = style {
            // A property of this name is there on every style.
            // In whole numbers: writing others would bring 15 kB.
            let _ = Reflect::set(&style, &"height".into(), &format!("{}px", self.above.round() as u64).into());
        }
    }
}

/// Says of the list that is drawn whether other rows are on their way, which may be known before it is drawn anew.
pub(super) fn mark_busy(busy: bool) {
    let list = document().query_selector("ol.passages:not([aria-hidden])").ok().flatten();
    let busy = if busy { "true" } else { "false" };
    if let Some(list) = list.filter(|list| list.get_attribute("aria-busy").is_some_and(|said| said != busy)) {
        // Setting an attribute of a valid name cannot fail.
        let _ = list.set_attribute("aria-busy", busy);
    }
}

/// Asks for the rows that are about to be seen.
pub(super) fn look(send: &Callback<Msg>) {
    let high = window().inner_height().ok().and_then(|high| high.as_f64()).unwrap_or(0.0);
    let edges = |id: &str| document().get_element_by_id(id).map(|element| element.get_bounding_client_rect());
    if let Some(above) = edges(ABOVE).filter(|above| above.height() > 0.0 && above.bottom() > -high) {
        if above.bottom() > high {
            // Only space is seen: somewhere in the middle of what is gone.
            let part = (high / 2.0 - above.top()) / above.height();
            let rows = document().get_element_by_id(ABOVE).and_then(|above| above.get_attribute("data-rows"));
            let rows: u32 = rows.and_then(|rows| rows.parse().ok()).unwrap_or(0);
            return send.emit(Msg::JumpAsked(((f64::from(rows) * part) as u32).min(rows)));
        }
        return send.emit(Msg::EarlierAsked);
    }
    if edges(BELOW).is_some_and(|below| below.top() < 2.0 * high) {
        send.emit(Msg::MoreAsked);
    }
}

/// Whether the list is there and drawn.
pub(super) fn is_listed(model: &Model) -> bool {
    model.state.view == crate::url::View::Passages && model.list.is_some() && model.overview().is_some()
}
