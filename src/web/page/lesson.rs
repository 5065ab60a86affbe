//! How is a lesson drawn: where it is read, and where it is put together?

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::carry::address;
use super::{Look, passages};
use crate::app;
use crate::app::carry::Msg;
use crate::protocol::Row;
use crate::url::State;

/// Longer links are cut by some programs that people send them with.
const LONGEST_LINK: usize = 2_000;

/// The lesson that the link carries, above every view.
pub(super) fn view(look: Look) -> Html {
    let (words, carry) = (look.words, &look.model.carry);
    let leave = State { lesson: String::new(), ..look.model.state.clone() }.href();
    if carry.unreadable {
        return html! { <aside class="lesson"><p>{words.get("lesson-unreadable")}</p><p><a href={leave}>{words.get("lesson-leave")}</a></p></aside> };
    }
    let Some(lesson) = &carry.lesson else { return Html::default() };
    let found = carry.picks.as_ref().map_or(0, |rows| rows.len());
    let missing = lesson.picks.len().saturating_sub(found);
    html! {
        <aside class="lesson" aria-label={words.get("lesson")}>
            <h2>{if lesson.title.is_empty() { words.get("lesson").to_string() } else { lesson.title.clone() }}</h2>
            if !lesson.task.is_empty() { <p class="task">{lesson.task.clone()}</p> }
            if let Some(rows) = &carry.picks {
                <ol>{ for rows.iter().map(|row| pick(look, row)) }</ol>
                if missing > 0 { <p class="status">{words.count("lesson-missing", missing as u64)}</p> }
            }
            <p><a href={leave}>{words.get("lesson-leave")}</a></p>
        </aside>
    }
}

/// A chosen passage by its first words, with the way to it.
fn pick(look: Look, row: &Row) -> Html {
    let Some(card) = look.card(row.article) else { return Html::default() };
    let href = look.model.state.reading(card.id, Some(row.passage)).href();
    let end = row.text.char_indices().nth(90).map(|(end, _)| end);
    let start = match end.and_then(|end| row.text.get(..end)) {
        Some(start) => format!("{} …", start.rsplit_once(' ').map_or(start, |(start, _)| start)),
        None => row.text.clone(),
    };
    html! { <li><a {href} lang={row.lang.map(|lang| lang.tag())}>{start}</a>{" "}<span class="source">{passages::origin(look, row.article)}</span></li> }
}

/// The button that takes a passage into the lesson, while one is put together.
pub(super) fn choose(look: Look, row: &Row) -> Html {
    if !look.model.carry.open {
        return Html::default();
    }
    let chosen = look.model.carry.draft.picks.contains(&row.passage);
    html! {
        <button type="button" class="quiet pick" aria-pressed={chosen.to_string()}
            onclick={look.sends(app::Msg::Carry(Msg::Picked(row.passage)))}>{look.words.get(if chosen { "lesson-drop" } else { "lesson-pick" })}</button>
    }
}

/// The form in which a lesson is put together, with the length of its link.
pub(super) fn form(look: Look) -> Html {
    let (words, carry) = (look.words, &look.model.carry);
    let titled = look.send.reform(|event: InputEvent| {
        app::Msg::Carry(Msg::Titled(event.target_unchecked_into::<HtmlInputElement>().value()))
    });
    let tasked = look.send.reform(|event: InputEvent| {
        app::Msg::Carry(Msg::Tasked(event.target_unchecked_into::<HtmlTextAreaElement>().value()))
    });
    let length = address().len() + look.model.link().len();
    let said = [("n", words.number(length as u64)), ("most", words.number(LONGEST_LINK as u64))];
    let said = said.each_ref().map(|(key, value)| (*key, value.as_str()));
    html! {
        <div class="draft">
            <h2>{words.get("lesson-make")}</h2>
            <p>{words.get("lesson-make-hint")}</p>
            <label>{words.get("lesson-title")}<input type="text" maxlength="200" autocomplete="off" value={carry.draft.title.clone()} oninput={titled} /></label>
            <label>{words.get("lesson-task")}<textarea rows="3" maxlength="4000" value={carry.draft.task.clone()} oninput={tasked} /></label>
            <p>{words.count("lesson-picks", carry.draft.picks.len() as u64)}</p>
            if !carry.packed.is_empty() {
                <p role="status"><meter min="0" max={LONGEST_LINK.to_string()} high="1500" value={length.to_string()} aria-hidden="true"></meter>{" "}
                    {words.fill(if length > LONGEST_LINK { "lesson-long" } else { "lesson-length" }, &said)}</p>
            }
        </div>
    }
}
