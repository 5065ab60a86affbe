//! How does a reader take along what is shown?

use js_sys::Reflect;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Look, lesson};
use crate::app::carry::{Fate, Msg};
use crate::app::{self, Copied};
use crate::protocol::Form;

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
            {link(look)}
            {lesson::form(look)}
            <div>
                <h2>{words.get("carry-file")}</h2>
                <p>{words.get("carry-file-hint")}</p>
                {wish(look, "save", "carry-file-do", Msg::SaveAsked)}
            </div>
            <div>
                <h2>{words.get("carry-view")}</h2>
                <p>{words.get("carry-view-hint")}</p>
                <ul class="forms">{ for Form::ALL.into_iter().map(|form| html! { <li>{export(look, form)}</li> }) }</ul>
            </div>
            <div>
                <h2>{words.get("carry-labels")}</h2>
                <p>{words.get("carry-labels-hint")}</p>
                <label class="choose">{words.get("carry-labels-do")}<input type="file" accept=".jsonld,.json,application/ld+json" onchange={annotations(look)} /></label>
            </div>
            <p class="fate" role="status">{fate(look)}</p>
        </section>
    }
}

/// The link: to copy, for the share sheet where there is one, and as a QR code where others can follow it.
fn link(look: Look) -> Html {
    let words = look.words;
    let navigator = gloo::utils::window().navigator();
    let can_share = Reflect::get(&navigator, &"share".into()).is_ok_and(|share| share.is_function());
    let base = address();
    let here = format!("{base}{}", look.model.link());
    let code = look.model.carry.code.as_ref().filter(|(link, _)| *link == here);
    let asked = app::Msg::Carry(Msg::CodeAsked(base.clone()));
    html! {
        <div>
            <h2>{words.get("carry-link")}</h2>
            <p>{words.get(if base.is_empty() { "carry-link-file" } else { "carry-link-hint" })}</p>
            <p class="buttons">
                <button type="button" class="copy-here" onclick={look.sends(app::Msg::CopyAsked)}>{words.get("copy-link")}</button>
                if can_share { <button type="button" class="share" onclick={look.sends(app::Msg::Carry(Msg::ShareAsked))}>{words.get("carry-share")}</button> }
                if !base.is_empty() {
                    <button type="button" class="code" aria-pressed={code.is_some().to_string()} onclick={look.sends(asked)}>{words.get("carry-code")}</button>
                }
            </p>
            <p>{match look.model.copied {
                Copied::No => "",
                Copied::Done => words.get("copied"),
                Copied::Refused => words.get("copy-refused"),
            }}</p>
            { for code.map(|(_, code)| match code {
                Some(code) => html! {
                    <svg class="qr" role="img" aria-label={words.get("carry-code-label")} viewBox={format!("0 0 {0} {0}", code.side)} shape-rendering="crispEdges">
                        <rect width="100%" height="100%" fill="#fff" /><path d={code.path.clone()} fill="#000" />
                    </svg>
                },
                None => html! { <p>{words.get("carry-code-long")}</p> },
            }) }
        </div>
    }
}

fn wish(look: Look, class: &'static str, key: &'static str, msg: Msg) -> Html {
    let disabled = look.model.overview().is_none();
    html! { <button type="button" {class} {disabled} onclick={look.sends(app::Msg::Carry(msg))}>{look.words.get(key)}</button> }
}

fn export(look: Look, form: Form) -> Html {
    let disabled = look.model.overview().is_none();
    let asked = look.send.reform(move |_: MouseEvent| app::Msg::Carry(Msg::ExportAsked(form, address())));
    let name = look.words.find(&format!("form-{}", form.key())).unwrap_or(form.key());
    html! { <button type="button" class="quiet" data-form={form.key()} {disabled} onclick={asked}>{name}</button> }
}

/// The address of the page as others can follow it: a file's is nobody else's.
pub(super) fn address() -> String {
    let address = gloo::utils::window().location().href().unwrap_or_default();
    let page = address.split(['#', '?']).next().unwrap_or_default();
    if page.starts_with("http") { page.to_string() } else { String::new() }
}

/// Reads the chosen file and hands its text on.
fn annotations(look: Look) -> Callback<Event> {
    let send = look.send.clone();
    Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file may be chosen again.
        input.set_value("");
        let send = send.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            send.emit(app::Msg::Carry(Msg::AnnotationsChosen(text.unwrap_or_default())));
        });
    })
}

/// What became of the last wish, in words.
fn fate(look: Look) -> String {
    match &look.model.carry.fate {
        Fate::None => String::new(),
        Fate::Writing => look.words.get("carry-writing").to_string(),
        Fate::Saved(name) => look.words.fill("carry-saved", &[("name", name)]),
        Fate::Annotated(labels) => look.words.count("carry-labels-came", *labels as u64),
        Fate::Failed(why) => look.words.fill("carry-failed", &[("why", why)]),
    }
}
