//! How do single keys reach the model, and how does the focus move by them?

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::Callback;

use super::effects::storage;
use crate::app::Msg;
use crate::app::keys::Move;

/// Under this name the device keeps that single keys are switched off.
const KEYS: &str = "lesart-keys";

/// What `j` and `k` go through, whichever the view has.
const ROWS: &str = "ol.passages > .passage, .part, .ledger tbody tr[id], .wordings > li, .cell";

/// What holds a button and what it opens.
const AROUND: &str = ".passage, .part, .wording, body";

/// Where a letter is a letter.
const FIELDS: &str =
    "input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea, select, [contenteditable]";

/// Whether single keys do something on this device.
pub(super) fn is_on() -> bool {
    storage().and_then(|storage| storage.get_item(KEYS).ok().flatten()).is_none()
}

/// Keeps it. Where the browser keeps nothing, it holds until the page is closed.
pub(super) fn keep(on: bool) {
    if let Some(storage) = storage() {
        let _ = if on { storage.remove_item(KEYS) } else { storage.set_item(KEYS, "off") };
    }
}

/// Tells the model of keys that nobody types with.
pub(super) fn listen(send: Callback<Msg>) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let in_field = target.is_some_and(|target| target.matches(FIELDS).unwrap_or(false));
        let held = event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing();
        let key = event.key();
        if in_field
            || held
            || event.default_prevented()
            || !matches!(&*key, "/" | "?" | "j" | "k" | "n" | "p" | "Escape")
        {
            return;
        }
        if key == "/" && is_on() {
            // Else it is typed into the box that it leads to, or opens the browser's own search.
            event.prevent_default();
        }
        send.emit(Msg::Pressed(key));
    })
}

/// Moves the focus.
pub(super) fn go(to: Move) {
    if let Move::Opener(css) = to {
        let opener = document().query_selector(css).ok().flatten();
        let focused = document().active_element();
        let lost = focused.as_ref().is_none_or(|one| one.matches("body").unwrap_or(true));
        // What has the focus elsewhere keeps it.
        let near =
            |opener: &Element| opener.closest(AROUND).ok().flatten().is_some_and(|at| at.contains(focused.as_deref()));
        if let Some(opener) = opener.filter(|opener| lost || near(opener)) {
            take_focus(&opener);
        }
        return;
    }
    if to == Move::Search {
        if let Some(field) =
            document().get_element_by_id("q").and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
        {
            let _ = field.focus();
            field.select();
        }
        return;
    }
    let rows = rows();
    let focused = document().active_element();
    let held = rows.iter().position(|row| row.contains(focused.as_deref()));
    let next = match (to, held) {
        (Move::Next, Some(at)) => at.checked_add(1),
        (_, Some(at)) => at.checked_sub(1),
        // Nothing has the focus yet: what is seen goes first.
        (Move::Next, None) => rows.iter().position(|row| row.get_bounding_client_rect().bottom() > 0.0),
        (_, None) => rows.iter().rposition(|row| row.get_bounding_client_rect().top() < 0.0),
    };
    if let Some(row) = next.and_then(|next| rows.get(next)) {
        reachable(row);
        let _ = row.focus();
    }
}

/// What `j` and `k` go through, in the view that is drawn.
pub(super) fn rows() -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(ROWS) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// A row is no control: only by a key or by coming back can it be reached.
fn reachable(row: &Element) {
    if row.matches(ROWS).unwrap_or(false) {
        // Setting an attribute of a valid name cannot fail.
        let _ = row.set_attribute("tabindex", "-1");
    }
}

/// Moves the focus to a row or a control in one; the page stays where it is.
pub(super) fn take_focus(element: &Element) {
    reachable(element);
    let stay = FocusOptions::new();
    stay.set_prevent_scroll(true);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus_with_options(&stay);
    }
}
