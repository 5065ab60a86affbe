//! How are own articles drawn: where they are given, which collections there are, and what came of a reading?

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::{Html, TargetCast};

use super::draw::{draw, each, heard};
use super::{Look, said, states};
use crate::app::own::{Msg, Reading, Target};
use crate::app::{self};
use crate::collection::{Collection, Phase, Report, Trouble};
use crate::import::{FORMATS, NoticeKind};
use crate::protocol::Step;
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
    let trouble = |trouble| {
        draw!(
            look,
            "<div class='newer own-trouble' role='alert'>
                <p>{}</p>
                <button type='button' onclick={}>{dismiss}</button>
            </div>",
            said::trouble(look, trouble),
            own(Msg::Seen),
        )
    };
    draw!(
        look,
        "{}{}{}{}{}",
        model.dragging.then(|| draw!(look, "<div class='drop-here' aria-hidden='true'><p>{}</p></div>", aim(look))),
        model.reading.as_ref().map(|reading| progress(look, reading)),
        opening(look),
        model.trouble.as_ref().map(trouble),
        model.report.as_ref().filter(|_| !in_view).map(|report| short_report(look, report)),
    )
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
    // Only the phase is announced: a screen reader would never come to an end with each file.
    draw!(
        look,
        "<div class='newer own-progress'>
            <p role='status'>{}</p>
            <progress value={} max={} aria-label={own-progress}></progress>
            <p class='own-file' aria-hidden='true'>{} · {}</p>
            <button type='button' onclick={}>{own-cancel}</button>
        </div>",
        phase,
        done,
        reading.of.max(1).to_string(),
        articles,
        &now.file,
        own(Msg::CancelAsked),
    )
}

/// How far a collection is that is being opened, or that it was called off.
fn opening(look: Look) -> Html {
    let (model, own) = (look.model, &look.model.own);
    if own.halted {
        return draw!(
            look,
            "<div class='newer own-halted' role='status'>
                <p>{own-halted}</p>
                <button type='button' onclick={}>{own-open-whole}</button>
                <button type='button' onclick={}>{dismiss}</button>
            </div>",
            app::Msg::RetryAsked,
            self::own(Msg::Seen),
        );
    }
    let under_way = model.is_growing() || model.phase == app::Phase::Loading && model.state.own.is_some();
    let Some(walk) = own.walk.filter(|_| under_way && own.reading.is_none()) else { return Html::default() };
    let step = match walk.step {
        Step::Reading => "step-reading",
        Step::Folding => "step-folding",
        Step::Labelling => "step-labelling",
        Step::Indexing => "step-indexing",
    };
    draw!(
        look,
        "<div class='newer own-progress own-opening'>
            <p role='status'>{}</p>
            <progress value={} max='1000' aria-label={own-progress}></progress>
            <p aria-hidden='true'>{}</p>
            <button type='button' onclick={}>{own-cancel}</button>
        </div>",
        look.words.get(step),
        walk.share.to_string(),
        look.words.fill("unit-percent", &[("n", &(walk.share / 10).to_string())]),
        self::own(Msg::HaltAsked),
    )
}

fn short_report(look: Look, report: &Report) -> Html {
    let state = State { view: View::Own, ..look.model.state.listing() };
    draw!(
        look,
        "<div class='newer own-report' role='status'>
            <p>{}{}</p>
            <p><a href={}>{own-details}</a></p>
            <button type='button' onclick={}>{dismiss}</button>
        </div>",
        summary(look, report),
        look.model.is_growing().then(|| draw!(look, " {own-growing}")),
        state.href(),
        own(Msg::Seen),
    )
}

/// "12 articles in “Klarna”. 2 files could not be read."
fn summary(look: Look, report: &Report) -> String {
    let words = look.words;
    let articles = words.count("articles-count", report.articles.into());
    let twice = report.notices.iter().filter(|notice| notice.kind == NoticeKind::Twice).count();
    let mut line = match report.articles {
        0 if twice > 0 => String::new(),
        0 => words.get("own-nothing").to_string(),
        _ => words.fill("own-read", &[("articles", &articles), ("name", &report.name)]),
    };
    let refused = said::refused_files(report).len();
    for text in [
        (twice > 0).then(|| words.count("own-twice", twice as u64)),
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
    let endings: Vec<String> =
        FORMATS.iter().filter_map(|format| format.endings.first()).map(|ending| format!(".{ending}")).collect();
    let formats = [("endings", endings.join(" ")), ("most", megabytes(look, look.model.own.most))];
    draw!(
        look,
        "<main id='main' tabindex='-1' class='own'>
            <h1>{own-title}</h1>
            <p>{own-intro}</p>
            {}{}
            <p class='own-formats'>{}</p>
            {}
            <h2>{own-collections}</h2>
            {}
        </main>",
        look.model.own.report.as_ref().map(|report| long_report(look, report)),
        giving(look),
        look.words.fill("own-formats", &formats.each_ref().map(|(name, said)| (*name, said.as_str()))),
        pasting(look),
        collections(look),
    )
}

fn giving(look: Look) -> Html {
    let chosen = || {
        let desk = look.desk.clone();
        heard(move |event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            desk.choose(field.files());
            // The same files may be chosen again.
            field.set_value("");
        })
    };
    draw!(
        look,
        "<div class='own-give'>
            <p class='own-choose'>
                <label class='button'><input type='file' class='unseen' id='own-files' multiple onchange={} />{own-files}</label>
                <label class='button'><input type='file' class='unseen' id='own-folder' webkitdirectory multiple onchange={} />{own-folder}</label>
                <span>{own-or-drop}</span>
            </p>
            {}
        </div>",
        chosen(),
        chosen(),
        target(look),
    )
}

/// Where files go.
fn target(look: Look) -> Html {
    let Some(all) = look.model.own.all.as_ref().filter(|all| !all.is_empty()) else { return Html::default() };
    let aim = look.model.own.aim(&look.model.state);
    let aimed: fn(String) -> app::Msg =
        |value| own(Msg::Aimed(if value.is_empty() { Target::New } else { Target::Into(value) }));
    let option = |one: &Collection| {
        let name = &one.name;
        draw!(look, "<option value={} selected={}>{}</option>", name, aim == Some(name.as_str()), name)
    };
    draw!(
        look,
        "<p class='own-target'>
            <label for='own-target'>{own-target}</label> <select id='own-target' onchange={}>
                <option value='' selected={}>{own-target-new}</option>
                {}
            </select>
        </p>",
        aimed,
        aim.is_none(),
        each(all.iter().filter(|one| !one.broken).map(option)),
    )
}

fn pasting(look: Look) -> Html {
    let desk = look.desk.clone();
    let submit = heard(move |event| {
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
    draw!(
        look,
        "<details class='own-paste'>
            <summary>{own-paste}</summary>
            <form onsubmit={}>
                <label for='own-paste-title'>{own-paste-title}</label>
                <input type='text' id='own-paste-title' maxlength='200' autocomplete='off' />
                <label for='own-paste-text'>{own-paste-text}</label>
                <textarea id='own-paste-text' rows='8' required />
                <button type='submit'>{own-paste-do}</button>
            </form>
        </details>",
        submit,
    )
}

fn collections(look: Look) -> Html {
    let state = State { tongue: look.model.state.tongue, ..State::default() };
    let open = look.model.state.own.as_deref();
    let all = look.model.own.all.iter().flat_map(|all| all.iter());
    let loose = |name: &String| {
        draw!(
            look,
            "<li key='loose {}'>
                {}
                <span class='own-size'>{own-only-here}</span>
                {}
            </li>",
            name,
            link(look, name),
            buttons(look, name, false),
        )
    };
    draw!(
        look,
        "<ul class='own-all'>
            <li><a href={} aria-current={}>{own-bundled}</a></li>
            {}{}
        </ul>",
        state.href(),
        open.is_none().then_some("true"),
        each(look.model.own.loose.iter().map(loose)),
        each(all.map(|one| collection(look, one))),
    )
}

fn link(look: Look, name: &str) -> Html {
    let state = State { own: Some(name.to_string()), tongue: look.model.state.tongue, ..State::default() };
    let open = look.model.state.own.as_deref() == Some(name);
    draw!(look, "<a href={} aria-current={}>{}</a>", state.href(), open.then_some("true"), name)
}

fn collection(look: Look, one: &Collection) -> Html {
    let name = &one.name;
    if one.broken {
        return draw!(
            look,
            "<li key={} data-name={}>
                <span>{}</span>
                <span class='own-size'>{own-broken}</span>
                {}
            </li>",
            name,
            name,
            name,
            removing(look, name),
        );
    }
    draw!(
        look,
        "<li key={} data-name={}>
            {}
            <span class='own-size'>{}, {}</span>
            {}
        </li>",
        name,
        name,
        link(look, name),
        look.words.count("articles-count", one.articles.into()),
        megabytes(look, one.bytes),
        buttons(look, name, true),
    )
}

fn buttons(look: Look, name: &str, kept: bool) -> Html {
    draw!(
        look,
        "<span class='own-do'>
            <button type='button' class='quiet' aria-label={} onclick={}>{own-save}</button>
            {}{}
        </span>",
        look.words.fill("own-save-what", &[("name", name)]),
        own(Msg::SaveAsked(name.to_string())),
        kept.then(|| renaming(look, name)),
        removing(look, name),
    )
}

fn renaming(look: Look, name: &str) -> Html {
    let (from, send) = (name.to_string(), look.send.clone());
    let submit = heard(move |event| {
        event.prevent_default();
        let form: web_sys::Element = event.target_unchecked_into();
        let field = form.query_selector("input").ok().flatten();
        let to = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()).map(|field| field.value());
        send.emit(own(Msg::RenameAsked { from: from.clone(), to: to.unwrap_or_default() }));
    });
    draw!(
        look,
        "<details class='own-rename'>
            <summary aria-label={}>{own-rename}</summary>
            <form onsubmit={}>
                <input type='text' required maxlength='100' value={} aria-label={own-new-name} autocomplete='off' />
                <button type='submit'>{own-rename-do}</button>
            </form>
        </details>",
        look.words.fill("own-rename-what", &[("name", name)]),
        submit,
        name,
    )
}

fn removing(look: Look, name: &str) -> Html {
    if look.model.own.doubted.as_deref() == Some(name) {
        return draw!(
            look,
            "<span class='own-sure' role='alert'>
                {} <button type='button' onclick={}>{own-remove}</button>
                <button type='button' onclick={}>{own-keep}</button>
            </span>",
            look.words.fill("own-remove-sure", &[("name", name)]),
            own(Msg::RemoveAsked(name.to_string())),
            own(Msg::Doubted(None)),
        );
    }
    draw!(
        look,
        "<button type='button' class='quiet' aria-label={} onclick={}>{own-remove}</button>",
        look.words.fill("own-remove-what", &[("name", name)]),
        own(Msg::Doubted(Some(name.to_string()))),
    )
}

/// What came of the reading, file by file.
fn long_report(look: Look, report: &Report) -> Html {
    let refused = said::refused_files(report);
    let remarks = said::remarks(look, report);
    let letters = |(before, after, places): (&str, &str, u32)| {
        let said = [("before", before), ("after", after), ("n", &look.words.number(places.into()))];
        draw!(
            look,
            "<div class='own-letters'>
                <p>{}</p>
                <button type='button' onclick={}>{own-letters-repair}</button>
                <button type='button' onclick={}>{own-letters-leave}</button>
            </div>",
            look.words.fill("own-letters", &said),
            own(Msg::Letters { repair: true, name: report.name.clone() }),
            own(Msg::Letters { repair: false, name: String::new() }),
        )
    };
    let refused = (!refused.is_empty()).then(|| {
        let told =
            refused.into_iter().map(|(file, refusal)| (file.to_string(), said::refusal(look, refusal))).collect();
        draw!(look, "<h2>{own-refused-title}</h2>{}", lines(look, told))
    });
    draw!(
        look,
        "<section class='notice own-came' aria-label={own-came}>
            <p role='status'>{}</p>
            {}{}{}{}
            <button type='button' class='quiet' onclick={}>{dismiss}</button>
        </section>",
        summary(look, report),
        report.trouble.as_ref().map(|trouble| draw!(look, "<p>{}</p>", said::trouble(look, trouble))),
        report.mojibake().filter(|_| !look.model.own.letters_left).map(letters),
        refused,
        (!remarks.is_empty()).then(|| draw!(look, "<h2>{own-remarks-title}</h2>{}", lines(look, remarks))),
        own(Msg::Seen),
    )
}

/// Files with what there is to say about them.
fn lines(look: Look, lines: Vec<(String, String)>) -> Html {
    let list = |lines: &[(String, String)]| {
        let line =
            |(file, text): &(String, String)| draw!(look, "<li><span class='own-name'>{}</span>: {}</li>", file, text);
        draw!(look, "<ul class='own-lines'>{}</ul>", each(lines.iter().map(line)))
    };
    let (first, rest) = lines.split_at(lines.len().min(NAMED));
    let more = look.words.count("own-more-files", rest.len() as u64);
    draw!(
        look,
        "{}{}",
        list(first),
        (!rest.is_empty()).then(|| {
            let rest = rest.get(..1000).unwrap_or(rest);
            draw!(look, "<details><summary>{}</summary>{}</details>", more, list(rest))
        }),
    )
}

/// In place of a collection that a link names and this device lacks.
pub(super) fn missing(look: Look, name: &str) -> Html {
    draw!(
        look,
        "<div class='empty'>
            <h2>{}</h2>
            <p>{own-missing-hint}</p>
            {}
        </div>",
        look.words.fill("own-missing", &[("name", name)]),
        others(look),
    )
}

/// In place of a collection that the device cannot give.
pub(super) fn unreadable(look: Look, trouble: &Trouble) -> Html {
    states::unusable(look, said::trouble(look, trouble), Some(others(look)))
}

/// What else can be opened.
fn others(look: Look) -> Html {
    let bundled = State { own: None, ..look.model.state.listing() };
    let all = State { view: View::Own, own: None, ..look.model.state.listing() };
    draw!(
        look,
        "<ul>
            <li><a href={}>{own-open-bundled}</a></li>
            <li><a href={}>{own-open-all}</a></li>
        </ul>",
        bundled.href(),
        all.href(),
    )
}
