//! How does a reader take along what is shown?

use yew::prelude::*;

use super::Look;
use crate::app;
use crate::app::carry::{Fate, Msg};

/// The button that opens the panel.
pub(super) fn button(look: Look) -> Html {
    let open = look.model.carry.open;
    html! {
        <button type="button" class="take" aria-expanded={open.to_string()} aria-controls={open.then_some("carry")}
            onclick={look.sends(app::Msg::Carry(Msg::Toggled))}>{look.words.get("carry")}</button>
    }
}

/// The panel.
pub(super) fn view(look: Look) -> Html {
    if !look.model.carry.open {
        return Html::default();
    }
    let words = look.words;
    html! {
        <section class="carry" id="carry" aria-label={words.get("carry")}>
            <div>
                <h2>{words.get("carry-file")}</h2>
                <p>{words.get("carry-file-hint")}</p>
                {wish(look, "save", "carry-file-do", Msg::SaveAsked)}
            </div>
            <p class="fate" role="status">{fate(look)}</p>
        </section>
    }
}

fn wish(look: Look, class: &'static str, key: &'static str, msg: Msg) -> Html {
    let disabled = look.model.overview().is_none();
    html! { <button type="button" {class} {disabled} onclick={look.sends(app::Msg::Carry(msg))}>{look.words.get(key)}</button> }
}

/// What became of the last wish, in words.
fn fate(look: Look) -> String {
    match &look.model.carry.fate {
        Fate::None => String::new(),
        Fate::Writing => look.words.get("carry-writing").to_string(),
        Fate::Saved(name) => look.words.fill("carry-saved", &[("name", name)]),
        Fate::Failed(why) => look.words.fill("carry-failed", &[("why", why)]),
    }
}
