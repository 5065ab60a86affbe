//! What stands around every view?

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Look, article, carry, lesson, own, states};
use crate::app::{Copied, Msg};
use crate::url::{State, View};
use crate::words::TONGUES;

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
            let chosen =
                Some(states::described(look)).filter(|chosen| !chosen.is_empty() && key != Some("view-labels"));
            match [view, chosen].into_iter().flatten().collect::<Vec<_>>().join(": ") {
                said if said.is_empty() => format!("{name} – {}", look.words.get("tagline")),
                said => format!("{said} – {name}"),
            }
        }
    }
}

/// The whole page around a view.
pub(super) fn view(look: Look, body: Html) -> Html {
    let words = look.words;
    html! {
        <>
            <button type="button" class="skip" onclick={|_: MouseEvent| focus_main()}>{words.get("skip")}</button>
            <header class="top">
                <div class="brand">
                    <a href={look.model.state.listing().unfiltered().href()} class="name" aria-label={words.get("home")}>{"Lesart"}</a>
                    <p>{words.get("tagline")}</p>
                </div>
                {search(look)}
                <div class="tools">{copy(look)}{carry::button(look)}{tongues(look)}</div>
                {views(look)}
            </header>
            {carry::view(look)}
            {lesson::view(look)}
            if look.model.newer {
                <div class="newer" role="status">
                    <p>{words.get("newer")}</p>
                    <button type="button" onclick={look.sends(Msg::NewerTaken)}>{words.get("newer-take")}</button>
                </div>
            }
            {own::banner(look)}
            {body}
            <footer>
                <p>{words.get("promise")}</p>
                { for look.model.overview().map(|overview| html! {
                    <p>{words.fill("holds", &[
                        ("articles", &words.count("articles-count", overview.articles.len() as u64)),
                        ("passages", &words.count("passages-count", overview.groups.into())),
                        ("copies", &words.number(overview.copies.into())),
                    ])}
                    if overview.furniture > 0 {
                        {" "}{look.words.count("furniture-count", overview.furniture.into())}{" "}{article::toggle(look)}
                    }</p>
                }) }
            </footer>
        </>
    }
}

/// The views, each a link that keeps the filters.
fn views(look: Look) -> Html {
    let words = look.words;
    let state = look.model.state.listing();
    let now = look.model.state.view;
    html! {
        <nav class="views" aria-label={words.get("views")}>
            <ul>
                { for VIEWS.iter().map(|&(view, key)| html! {
                    <li><a data-view={key} href={State { view, ..state.clone() }.href()} aria-current={(view == now).then_some("page")}>{words.get(key)}
                        { for state.own.iter().filter(|_| view == View::Own).map(|name| html! { <span class="own-open">{": "}{name.clone()}</span> }) }
                    </a></li>
                }) }
            </ul>
        </nav>
    }
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
    let words = look.words;
    let typed =
        look.send.reform(|event: InputEvent| Msg::Typed(event.target_unchecked_into::<HtmlInputElement>().value()));
    let stay = Callback::from(|event: SubmitEvent| {
        event.prevent_default();
        focus_main();
    });
    html! {
        <form role="search" onsubmit={stay}>
            <label class="unseen" for="q">{words.get("search")}</label>
            <input id="q" type="search" name="q" autocomplete="off" spellcheck="false" enterkeyhint="search"
                placeholder={words.get("search-hint")} value={look.model.state.query.clone()} oninput={typed} />
        </form>
    }
}

fn copy(look: Look) -> Html {
    let words = look.words;
    let (said, key) = match look.model.copied {
        Copied::No => ("", "copy-link"),
        Copied::Done => (words.get("copied"), "copied-short"),
        Copied::Refused => (words.get("copy-refused"), "copy-link"),
    };
    html! {
        <>
            <button type="button" class="copy" onclick={look.sends(Msg::CopyAsked)}>{words.get(key)}</button>
            <span role="status" class={classes!((look.model.copied != Copied::Refused).then_some("unseen"))}>{said}</span>
        </>
    }
}

fn tongues(look: Look) -> Html {
    html! {
        <ul class="tongues" aria-label={look.words.get("language")}>
            { for TONGUES.iter().map(|row| html! {
                <li>
                    <a href={State { tongue: Some(row.tongue), ..look.model.state.clone() }.href()} lang={row.tag} hreflang={row.tag}
                        aria-current={(row.tongue == look.model.tongue()).then_some("true")} aria-label={format!("{}: {}", row.tag.to_uppercase(), row.own_name)}>{row.tag.to_uppercase()}</a>
                </li>
            }) }
        </ul>
    }
}
