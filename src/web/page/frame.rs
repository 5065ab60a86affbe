//! What stands around every view?

use wasm_bindgen::JsCast;
use yew::Html;

use super::draw::{draw, each, heard};
use super::{Look, article, carry, handout, lesson, own, states};
use crate::app::{Copied, Msg};
use crate::protocol::Overview;
use crate::url::{State, View};
use crate::words::{TONGUES, TongueInfo};

/// The views that have a place in the navigation, with their names.
const VIEWS: [(View, &str); 8] = [
    (View::Passages, "view-passages"),
    (View::Compare, "view-compare"),
    (View::Matrix, "view-matrix"),
    (View::Overview, "view-overview"),
    (View::Figures, "view-figures"),
    (View::Labels, "view-labels"),
    (View::Own, "view-own"),
    (View::Help, "view-help"),
];

/// The page's title: the view in words.
pub(super) fn title(look: Look) -> String {
    let name = "Lesart";
    let article = look.model.reading.as_ref().and_then(|reading| look.card(reading.article));
    match (look.model.state.view, article) {
        (View::Article, Some(card)) => format!("{} – {name}", card.title),
        (View::Own, _) => format!("{} – {name}", look.words.get("own-title")),
        (View::Group, _) => format!("{} – {name}", look.words.get("group-page")),
        (view, _) => {
            let key = VIEWS.iter().find(|(known, _)| *known == view && view != View::Passages).map(|(_, key)| *key);
            let view = key.map(|key| look.words.get(key).to_string());
            let narrows = !matches!(key, Some("view-labels" | "view-help"));
            let chosen = Some(states::described(look)).filter(|chosen| !chosen.is_empty() && narrows);
            match [view, chosen].into_iter().flatten().collect::<Vec<_>>().join(": ") {
                said if said.is_empty() => format!("{name} – {}", look.words.get("tagline")),
                said => format!("{said} – {name}"),
            }
        }
    }
}

/// The whole page around a view.
pub(super) fn view(look: Look, body: Html) -> Html {
    let newer = look.model.newer.then(|| {
        draw!(
            look,
            "<div class='newer' role='status'>
                <p>{newer}</p>
                <button type='button' onclick={}>{newer-take}</button>
            </div>",
            Msg::NewerTaken,
        )
    });
    draw!(
        look,
        "<button type='button' class='skip' onclick={}>{skip}</button>
        <header class='top'>
            <div class='brand'>
                <a href={} class='name' aria-label={home}>Lesart</a>
                <p>{tagline}</p>
            </div>
            {}
            <div class='tools'>{}{}{}</div>
            {}
        </header>
        {}{}{}{}{}{}
        <footer>
            <p>{promise} <a href={}>{view-help}</a></p>
            {}
        </footer>",
        heard(|_| focus_main()),
        look.model.state.listing().unfiltered().href(),
        search(look),
        copy(look),
        carry::button(look),
        tongues(look),
        views(look),
        carry::view(look),
        lesson::view(look),
        newer,
        own::banner(look),
        handout::view(look),
        body,
        State { view: View::Help, ..look.model.state.listing() }.href(),
        look.model.overview().map(|overview| holds(look, overview)),
    )
}

/// How much there is.
fn holds(look: Look, overview: &Overview) -> Html {
    let words = look.words;
    let furniture = || {
        let count = words.count("furniture-count", overview.furniture.into());
        draw!(look, " {} {}", count, article::toggle(look))
    };
    let said = [
        ("articles", words.count("articles-count", overview.articles.len() as u64)),
        ("passages", words.count("passages-count", overview.groups.into())),
        ("copies", words.number(overview.copies.into())),
    ];
    let said = words.fill("holds", &said.each_ref().map(|(name, said)| (*name, said.as_str())));
    draw!(look, "<p>{}{}</p>", said, (overview.furniture > 0).then(furniture))
}

/// The views, each a link that keeps the filters.
fn views(look: Look) -> Html {
    let state = look.model.state.listing();
    let now = look.model.state.view;
    let one = |&(view, key): &(View, &'static str)| {
        let own = state.own.as_ref().filter(|_| view == View::Own);
        draw!(
            look,
            "<li><a data-view={} href={} aria-current={}>{}{}</a></li>",
            key,
            State { view, ..state.clone() }.href(),
            (view == now).then_some("page"),
            look.words.get(key),
            own.map(|name| draw!(look, "<span class='own-open'>: {}</span>", name)),
        )
    };
    draw!(look, "<nav class='views' aria-label={views}><ul>{}</ul></nav>", each(VIEWS.iter().map(one)))
}

/// A link to `#main` would be taken for a filter, so focus moves by hand.
fn focus_main() {
    let main =
        gloo::utils::document().get_element_by_id("main").and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(main) = main {
        let _ = main.focus();
    }
}

fn search(look: Look) -> Html {
    let typed: fn(String) -> Msg = Msg::Typed;
    let stay = heard(|event| {
        event.prevent_default();
        focus_main();
    });
    draw!(
        look,
        "<form role='search' onsubmit={}>
            <label class='unseen' for='q'>{search}</label>
            <input id='q' type='search' name='q' autocomplete='off' spellcheck='false' enterkeyhint='search'
                placeholder={search-hint} value={} oninput={} />
        </form>",
        stay,
        &look.model.state.query,
        typed,
    )
}

fn copy(look: Look) -> Html {
    let words = look.words;
    let (said, key) = match look.model.copied {
        Copied::No => ("", "copy-link"),
        Copied::Done => (words.get("copied"), "copied-short"),
        Copied::Refused => (words.get("copy-refused"), "copy-link"),
    };
    draw!(
        look,
        "<button type='button' class='copy' onclick={}>{}</button>
        <span role='status' class={}>{}</span>",
        Msg::CopyAsked,
        words.get(key),
        (look.model.copied != Copied::Refused).then_some("unseen"),
        said,
    )
}

fn tongues(look: Look) -> Html {
    let one = |row: &TongueInfo| {
        let short = row.tag.to_ascii_uppercase();
        draw!(
            look,
            "<li><a href={} lang={} hreflang={} aria-current={} aria-label='{}: {}'>{}</a></li>",
            State { tongue: Some(row.tongue), ..look.model.state.clone() }.href(),
            row.tag,
            row.tag,
            (row.tongue == look.model.tongue()).then_some("true"),
            &short,
            row.own_name,
            &short,
        )
    };
    draw!(look, "<ul class='tongues' aria-label={language}>{}</ul>", each(TONGUES.iter().map(one)))
}
