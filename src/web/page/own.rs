//! How are own articles drawn: where they are given, which collections there are, and what came of a reading?

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::{Look, said};
use crate::app::own::{Msg, Reading, Target};
use crate::app::{self};
use crate::collection::{Collection, Phase, Report, Trouble};
use crate::import::FORMATS;
use crate::url::{State, View};

/// So many files are named at once in a report; the rest after one more click.
const NAMED: usize = 12;

fn own(msg: Msg) -> app::Msg {
    app::Msg::Own(msg)
}

/// A size in megabytes, rounded up: nobody is told of nothing.
pub(super) fn megabytes(look: Look, bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    let value = if tenths >= 100 { tenths.div_ceil(10) as f64 } else { tenths as f64 / 10.0 };
    look.words.fill("megabytes", &[("n", &look.words.value(value))])
}

/// What is said in every view: files are held above the page, a reading is under way, what came of it.
pub(super) fn banner(look: Look) -> Html {
    let model = &look.model.own;
    let in_view = look.model.state.view == View::Own;
    html! {
        <>
            if model.dragging {
                <div class="drop-here" aria-hidden="true"><p>{aim(look)}</p></div>
            }
            if let Some(reading) = &model.reading { {progress(look, reading)} }
            if let Some(trouble) = &model.trouble {
                <div class="newer own-trouble" role="alert">
                    <p>{said::trouble(look, trouble)}</p>
                    <button type="button" onclick={look.sends(own(Msg::Seen))}>{look.words.get("dismiss")}</button>
                </div>
            }
            if let Some(report) = model.report.as_ref().filter(|_| !in_view) { {short_report(look, report)} }
        </>
    }
}

/// Into what files go that are let go now.
fn aim(look: Look) -> String {
    match look.model.own.aim(&look.model.state) {
        Some(name) => look.words.fill("own-drop-into", &[("name", name)]),
        None => look.words.get("own-drop-new").to_string(),
    }
}

fn progress(look: Look, reading: &Reading) -> Html {
    let words = look.words;
    let now = &reading.progress;
    let phase = match now.phase {
        Phase::Reading => words.fill("own-reading", &[("name", &reading.name)]),
        Phase::Keeping => words.fill("own-keeping", &[("name", &reading.name)]),
    };
    let articles = words.count("articles-count", now.articles.into());
    let done = (reading.of > 0 && now.phase == Phase::Reading).then(|| now.bytes.min(reading.of).to_string());
    html! {
        <div class="newer own-progress">
            // Only the phase is announced: a screen reader would never come to an end with each file.
            <p role="status">{phase}</p>
            <progress value={done} max={reading.of.max(1).to_string()} aria-label={words.get("own-progress")}></progress>
            <p class="own-file" aria-hidden="true">{articles}{" · "}{now.file.clone()}</p>
            <button type="button" onclick={look.sends(own(Msg::CancelAsked))}>{words.get("own-cancel")}</button>
        </div>
    }
}

fn short_report(look: Look, report: &Report) -> Html {
    let words = look.words;
    let state = State { view: View::Own, ..look.model.state.listing() };
    html! {
        <div class="newer own-report" role="status">
            <p>{summary(look, report)}
                if look.model.is_growing() { {" "}{words.get("own-growing")} }
            </p>
            <p><a href={state.href()}>{words.get("own-details")}</a></p>
            <button type="button" onclick={look.sends(own(Msg::Seen))}>{words.get("dismiss")}</button>
        </div>
    }
}

/// "12 articles in “Klarna”. 2 files could not be read."
fn summary(look: Look, report: &Report) -> String {
    let words = look.words;
    let articles = words.count("articles-count", report.articles.into());
    let mut line = match report.articles {
        0 => words.get("own-nothing").to_string(),
        _ => words.fill("own-read", &[("articles", &articles), ("name", &report.name)]),
    };
    let refused = said::refused_files(report).len();
    for text in [
        (refused > 0).then(|| words.count("own-refused", refused as u64)),
        report.mojibake().map(|_| words.get("own-letters-short").to_string()),
        report.trouble.as_ref().map(|_| words.get("own-loose").to_string()),
    ]
    .into_iter()
    .flatten()
    {
        line.push(' ');
        line.push_str(&text);
    }
    line
}

/// The view of own articles.
pub(super) fn view(look: Look) -> Html {
    let words = look.words;
    let endings: Vec<String> =
        FORMATS.iter().filter_map(|format| format.endings.first()).map(|ending| format!(".{ending}")).collect();
    html! {
        <main id="main" tabindex="-1" class="own">
            <h1>{words.get("own-title")}</h1>
            <p>{words.get("own-intro")}</p>
            if let Some(report) = &look.model.own.report { {long_report(look, report)} }
            {giving(look)}
            <p class="own-formats">{words.fill("own-formats", &[("endings", &endings.join(" ")), ("most", &megabytes(look, look.model.own.most))])}</p>
            {pasting(look)}
            <h2>{words.get("own-collections")}</h2>
            {collections(look)}
        </main>
    }
}

fn giving(look: Look) -> Html {
    let words = look.words;
    let chosen = |desk: &super::given::Desk| {
        let desk = desk.clone();
        Callback::from(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            desk.choose(field.files());
            // The same files may be chosen again.
            field.set_value("");
        })
    };
    html! {
        <div class="own-give">
            <p class="own-choose">
                <label class="button"><input type="file" class="unseen" id="own-files" multiple=true onchange={chosen(look.desk)} />{words.get("own-files")}</label>
                <label class="button"><input type="file" class="unseen" id="own-folder" webkitdirectory=true multiple=true onchange={chosen(look.desk)} />{words.get("own-folder")}</label>
                <span>{words.get("own-or-drop")}</span>
            </p>
            {target(look)}
        </div>
    }
}

/// Where files go.
fn target(look: Look) -> Html {
    let words = look.words;
    let Some(all) = look.model.own.all.as_ref().filter(|all| !all.is_empty()) else { return Html::default() };
    let aim = look.model.own.aim(&look.model.state);
    let change = look.send.reform(|event: Event| {
        let value = event.target_unchecked_into::<HtmlSelectElement>().value();
        own(Msg::Aimed(if value.is_empty() { Target::New } else { Target::Into(value) }))
    });
    html! {
        <p class="own-target">
            <label for="own-target">{words.get("own-target")}</label>
            {" "}
            <select id="own-target" onchange={change}>
                <option value="" selected={aim.is_none()}>{words.get("own-target-new")}</option>
                { for all.iter().filter(|one| !one.broken).map(|one| html! {
                    <option value={one.name.clone()} selected={aim == Some(one.name.as_str())}>{one.name.clone()}</option>
                }) }
            </select>
        </p>
    }
}

fn pasting(look: Look) -> Html {
    let words = look.words;
    let desk = look.desk.clone();
    let submit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let form: web_sys::Element = event.target_unchecked_into();
        let field = |css: &str| form.query_selector(css).ok().flatten();
        let title = field("input").and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        let text = field("textarea").and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
        if let (Some(title), Some(text)) = (title, text) {
            desk.paste(&title.value(), &text.value());
            title.set_value("");
            text.set_value("");
        }
    });
    html! {
        <details class="own-paste">
            <summary>{words.get("own-paste")}</summary>
            <form onsubmit={submit}>
                <label for="own-paste-title">{words.get("own-paste-title")}</label>
                <input type="text" id="own-paste-title" maxlength="200" autocomplete="off" />
                <label for="own-paste-text">{words.get("own-paste-text")}</label>
                <textarea id="own-paste-text" rows="8" required=true />
                <button type="submit">{words.get("own-paste-do")}</button>
            </form>
        </details>
    }
}

fn collections(look: Look) -> Html {
    let words = look.words;
    let state = State { tongue: look.model.state.tongue, ..State::default() };
    let open = look.model.state.own.as_deref();
    let all = look.model.own.all.iter().flat_map(|all| all.iter());
    html! {
        <ul class="own-all">
            <li>
                <a href={state.href()} aria-current={open.is_none().then_some("true")}>{words.get("own-bundled")}</a>
            </li>
            { for look.model.own.loose.iter().map(|name| html! {
                <li key={format!("loose {name}")}>
                    {link(look, name)}
                    <span class="own-size">{words.get("own-only-here")}</span>
                    {buttons(look, name, false)}
                </li>
            }) }
            { for all.map(|one| collection(look, one)) }
        </ul>
    }
}

fn link(look: Look, name: &str) -> Html {
    let state = State { own: Some(name.to_string()), tongue: look.model.state.tongue, ..State::default() };
    let open = look.model.state.own.as_deref() == Some(name);
    html! { <a href={state.href()} aria-current={open.then_some("true")}>{name.to_string()}</a> }
}

fn collection(look: Look, one: &Collection) -> Html {
    let words = look.words;
    if one.broken {
        return html! {
            <li key={one.name.clone()} data-name={one.name.clone()}>
                <span>{one.name.clone()}</span>
                <span class="own-size">{words.get("own-broken")}</span>
                {removing(look, &one.name)}
            </li>
        };
    }
    let articles = words.count("articles-count", one.articles.into());
    html! {
        <li key={one.name.clone()} data-name={one.name.clone()}>
            {link(look, &one.name)}
            <span class="own-size">{format!("{articles}, {}", megabytes(look, one.bytes))}</span>
            {buttons(look, &one.name, true)}
        </li>
    }
}

fn buttons(look: Look, name: &str, kept: bool) -> Html {
    let words = look.words;
    html! {
        <span class="own-do">
            <button type="button" class="quiet" aria-label={words.fill("own-save-what", &[("name", name)])}
                onclick={look.sends(own(Msg::SaveAsked(name.to_string())))}>{words.get("own-save")}</button>
            if kept { {renaming(look, name)} }
            {removing(look, name)}
        </span>
    }
}

fn renaming(look: Look, name: &str) -> Html {
    let words = look.words;
    let from = name.to_string();
    let submit = look.send.reform(move |event: SubmitEvent| {
        event.prevent_default();
        let form: web_sys::Element = event.target_unchecked_into();
        let field = form.query_selector("input").ok().flatten();
        let to = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()).map(|field| field.value());
        own(Msg::RenameAsked { from: from.clone(), to: to.unwrap_or_default() })
    });
    html! {
        <details class="own-rename">
            <summary aria-label={words.fill("own-rename-what", &[("name", name)])}>{words.get("own-rename")}</summary>
            <form onsubmit={submit}>
                <input type="text" required=true maxlength="100" value={name.to_string()} aria-label={words.get("own-new-name")} autocomplete="off" />
                <button type="submit">{words.get("own-rename-do")}</button>
            </form>
        </details>
    }
}

fn removing(look: Look, name: &str) -> Html {
    let words = look.words;
    if look.model.own.doubted.as_deref() == Some(name) {
        return html! {
            <span class="own-sure" role="alert">
                {words.fill("own-remove-sure", &[("name", name)])}{" "}
                <button type="button" onclick={look.sends(own(Msg::RemoveAsked(name.to_string())))}>{words.get("own-remove")}</button>
                <button type="button" onclick={look.sends(own(Msg::Doubted(None)))}>{words.get("own-keep")}</button>
            </span>
        };
    }
    html! {
        <button type="button" class="quiet" aria-label={words.fill("own-remove-what", &[("name", name)])}
            onclick={look.sends(own(Msg::Doubted(Some(name.to_string()))))}>{words.get("own-remove")}</button>
    }
}

/// What came of the reading, file by file.
fn long_report(look: Look, report: &Report) -> Html {
    let words = look.words;
    let refused = said::refused_files(report);
    let remarks = said::remarks(look, report);
    html! {
        <section class="notice own-came" aria-label={words.get("own-came")}>
            <p role="status">{summary(look, report)}</p>
            if let Some(trouble) = &report.trouble { <p>{said::trouble(look, trouble)}</p> }
            if let Some((before, after, places)) = report.mojibake().filter(|_| !look.model.own.letters_left) {
                <div class="own-letters">
                    <p>{words.fill("own-letters", &[("before", before), ("after", after), ("n", &words.number(places.into()))])}</p>
                    <button type="button" onclick={look.sends(own(Msg::Letters { repair: true, name: report.name.clone() }))}>{words.get("own-letters-repair")}</button>
                    <button type="button" onclick={look.sends(own(Msg::Letters { repair: false, name: String::new() }))}>{words.get("own-letters-leave")}</button>
                </div>
            }
            if !refused.is_empty() {
                <h2>{words.get("own-refused-title")}</h2>
                {lines(look, refused.into_iter().map(|(file, refusal)| (file.to_string(), said::refusal(look, refusal))).collect())}
            }
            if !remarks.is_empty() {
                <h2>{words.get("own-remarks-title")}</h2>
                {lines(look, remarks)}
            }
            <button type="button" class="quiet" onclick={look.sends(own(Msg::Seen))}>{words.get("dismiss")}</button>
        </section>
    }
}

/// Files with what there is to say about them.
fn lines(look: Look, lines: Vec<(String, String)>) -> Html {
    let line = |(file, text): &(String, String)| html! { <li><span class="own-name">{file.clone()}</span>{": "}{text.clone()}</li> };
    let rest = lines.get(NAMED..).unwrap_or(&[]);
    html! {
        <>
            <ul class="own-lines">{ for lines.iter().take(NAMED).map(line) }</ul>
            if !rest.is_empty() {
                <details><summary>{look.words.count("own-more-files", rest.len() as u64)}</summary>
                    <ul class="own-lines">{ for rest.iter().take(1000).map(line) }</ul>
                </details>
            }
        </>
    }
}

/// In place of a collection that a link names and this device lacks.
pub(super) fn missing(look: Look, name: &str) -> Html {
    let words = look.words;
    let bundled = State { own: None, ..look.model.state.listing() };
    let all = State { view: View::Own, own: None, ..look.model.state.listing() };
    html! {
        <div class="empty">
            <h2>{words.fill("own-missing", &[("name", name)])}</h2>
            <p>{words.get("own-missing-hint")}</p>
            <ul>
                <li><a href={bundled.href()}>{words.get("own-open-bundled")}</a></li>
                <li><a href={all.href()}>{words.get("own-open-all")}</a></li>
            </ul>
        </div>
    }
}

/// In place of a collection that the device cannot give.
pub(super) fn unreadable(look: Look, trouble: &Trouble) -> Html {
    let words = look.words;
    let bundled = State { own: None, ..look.model.state.listing() };
    let all = State { view: View::Own, own: None, ..look.model.state.listing() };
    html! {
        <div class="failed-state" role="alert">
            <h2>{words.get("failed")}</h2>
            <p>{said::trouble(look, trouble)}</p>
            <ul>
                <li><a href={bundled.href()}>{words.get("own-open-bundled")}</a></li>
                <li><a href={all.href()}>{words.get("own-open-all")}</a></li>
            </ul>
            <p><button type="button" onclick={look.sends(app::Msg::RetryAsked)}>{words.get("retry")}</button></p>
        </div>
    }
}
