//! How does a reader take along what is shown?

use js_sys::Reflect;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;
use yew::{Html, TargetCast};

use super::draw::{Act, draw, each, heard};
use super::{Look, handout, lesson};
use crate::app::carry::{Fate, Msg};
use crate::app::{self, Copied};
use crate::protocol::Form;
use crate::qr::Code;

/// The button that opens the panel.
pub(super) fn button(look: Look) -> Html {
    let open = look.model.carry.open;
    draw!(
        look,
        "<button type='button' class='take' aria-expanded={} aria-controls={} onclick={}>{carry}</button>",
        open,
        open.then_some("carry"),
        app::Msg::Carry(Msg::Toggled),
    )
}

/// The panel.
pub(super) fn view(look: Look) -> Html {
    if !look.model.carry.open || !look.words.is_whole() {
        return Html::default();
    }
    draw!(
        look,
        "<section class='carry' id='carry' aria-label={carry}>
            {}{}{}
            <div>
                <h2>{carry-file}</h2>
                <p>{carry-file-hint}</p>
                <button type='button' class='save' disabled={} onclick={}>{carry-file-do}</button>
            </div>
            <div>
                <h2>{carry-view}</h2>
                <p>{carry-view-hint}</p>
                <ul class='forms'>{}</ul>
            </div>
            <div>
                <h2>{carry-labels}</h2>
                <p>{carry-labels-hint}</p>
                <label class='choose'>{carry-labels-do}<input type='file' accept='.jsonld,.json,application/ld+json' onchange={} /></label>
            </div>
            <p class='fate' role='status'>{}</p>
        </section>",
        link(look),
        handout::panel(look),
        lesson::form(look),
        look.model.overview().is_none(),
        app::Msg::Carry(Msg::SaveAsked),
        each(Form::ALL.into_iter().map(|form| export(look, form))),
        annotations(look),
        fate(look),
    )
}

/// The link: to copy, for the share sheet where there is one, and as a QR code where others can follow it.
fn link(look: Look) -> Html {
    let words = look.words;
    let navigator = gloo::utils::window().navigator();
    let can_share = Reflect::get(&navigator, &"share".into()).is_ok_and(|share| share.is_function());
    let base = address();
    let code = code(look);
    let share = || {
        draw!(
            look,
            "<button type='button' class='share' onclick={}>{carry-share}</button>",
            app::Msg::Carry(Msg::ShareAsked)
        )
    };
    let ask = || {
        draw!(
            look,
            "<button type='button' class='code' aria-pressed={} onclick={}>{carry-code}</button>",
            code.is_some(),
            app::Msg::Carry(Msg::CodeAsked(base.clone())),
        )
    };
    let code_drawn = code.map(|code| match code {
        Some(code) => qr(look, code),
        None => draw!(look, "<p>{carry-code-long}</p>"),
    });
    draw!(
        look,
        "<div>
            <h2>{carry-link}</h2>
            <p>{}</p>
            <p class='buttons'>
                <button type='button' class='copy-here' onclick={}>{copy-link}</button>
                {}{}
            </p>
            <p>{}</p>
            {}
        </div>",
        match &look.model.state.own {
            _ if base.is_empty() => words.get("carry-link-file").to_string(),
            Some(own) => words.fill("carry-link-own", &[("name", own)]),
            None => words.get("carry-link-hint").to_string(),
        },
        app::Msg::CopyAsked,
        can_share.then(share),
        (!base.is_empty()).then(ask),
        match look.model.copied {
            Copied::No => "",
            Copied::Done => words.get("copied"),
            Copied::Refused => words.get("copy-refused"),
        },
        code_drawn,
    )
}

/// The code of the link to what is shown, where it was made; nothing in it where the link is too long.
pub(super) fn code<'a>(look: Look<'a>) -> Option<Option<&'a Code>> {
    let (link, code) = look.model.carry.code.as_ref()?;
    (*link == format!("{}{}", address(), look.model.link())).then_some(code.as_deref())
}

pub(super) fn qr(look: Look, code: &Code) -> Html {
    draw!(
        look,
        "<svg class='qr' role='img' aria-label={carry-code-label} viewBox='0 0 {} {}' shape-rendering='crispEdges'>
            <rect width='100%' height='100%' fill='#fff' /><path d={} fill='#000' />
        </svg>",
        code.side,
        code.side,
        &code.path,
    )
}

fn export(look: Look, form: Form) -> Html {
    let send = look.send.clone();
    draw!(
        look,
        "<li><button type='button' class='quiet' data-form={} disabled={} onclick={}>{}</button></li>",
        form.key(),
        look.model.overview().is_none(),
        heard(move |_| send.emit(app::Msg::Carry(Msg::ExportAsked(form, address())))),
        look.words.find(&format!("form-{}", form.key())).unwrap_or(form.key()),
    )
}

/// The address of the page as others can follow it: a file's is nobody else's.
pub(super) fn address() -> String {
    let address = gloo::utils::window().location().href().unwrap_or_default();
    let page = address.split(['#', '?']).next().unwrap_or_default();
    if page.starts_with("http") { page.to_string() } else { String::new() }
}

/// Reads the chosen file and hands its text on.
fn annotations(look: Look) -> Act {
    let send = look.send.clone();
    heard(move |event| {
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
