//! How is a lesson drawn: where it is read, and where it is put together?

use yew::Html;

use super::carry::address;
use super::draw::{draw, each};
use super::{Look, passages};
use crate::app;
use crate::app::carry::Msg;
use crate::protocol::Row;
use crate::url::State;

/// Longer links are cut by some programs that people send them with.
const LONGEST_LINK: usize = 2_000;

/// The lesson that the link carries, above every view.
pub(super) fn view(look: Look) -> Html {
    let carry = &look.model.carry;
    let leave = State { lesson: String::new(), ..look.model.state.clone() }.href();
    if carry.unreadable {
        return draw!(
            look,
            "<aside class='lesson'><p>{lesson-unreadable}</p><p><a href={}>{lesson-leave}</a></p></aside>",
            leave,
        );
    }
    let Some(lesson) = &carry.lesson else { return Html::default() };
    let found = carry.picks.as_ref().map_or(0, |rows| rows.len());
    let missing = lesson.picks.len().saturating_sub(found);
    let rows = carry.picks.as_ref().map(|rows| {
        let missing = (missing > 0).then(|| {
            let count = look.words.count("lesson-missing", missing as u64);
            draw!(look, "<p class='status'>{}</p>", count)
        });
        draw!(look, "<ol>{}</ol>{}", each(rows.iter().map(|row| pick(look, row))), missing)
    });
    draw!(
        look,
        "<aside class='lesson' aria-label={lesson}>
            <h2>{}</h2>
            {}{}
            <p><a href={}>{lesson-leave}</a></p>
        </aside>",
        if lesson.title.is_empty() { look.words.get("lesson") } else { lesson.title.as_str() },
        (!lesson.task.is_empty()).then(|| draw!(look, "<p class='task'>{}</p>", &lesson.task)),
        rows,
        leave,
    )
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
    draw!(
        look,
        "<li><a href={} lang={}>{}</a> <span class='source'>{}</span></li>",
        href,
        row.lang.map(|lang| lang.tag()),
        start,
        passages::origin(look, row.article),
    )
}

/// The button that takes a passage into the lesson, while one is put together.
pub(super) fn choose(look: Look, row: &Row) -> Html {
    if !look.model.carry.open {
        return Html::default();
    }
    let chosen = look.model.carry.draft.picks.contains(&row.passage);
    draw!(
        look,
        "<button type='button' class='quiet pick' aria-pressed={} onclick={}>{}</button>",
        chosen,
        app::Msg::Carry(Msg::Picked(row.passage)),
        look.words.get(if chosen { "lesson-drop" } else { "lesson-pick" }),
    )
}

/// The form in which a lesson is put together, with the length of its link.
pub(super) fn form(look: Look) -> Html {
    let (words, carry) = (look.words, &look.model.carry);
    let titled: fn(String) -> app::Msg = |title| app::Msg::Carry(Msg::Titled(title));
    let tasked: fn(String) -> app::Msg = |task| app::Msg::Carry(Msg::Tasked(task));
    let length = address().len() + look.model.link().len();
    let said = [("n", words.number(length as u64)), ("most", words.number(LONGEST_LINK as u64))];
    let said = said.each_ref().map(|(key, value)| (*key, value.as_str()));
    let measure = || {
        draw!(
            look,
            "<p role='status'><meter min='0' max={} high='1500' value={} aria-hidden='true'></meter> {}</p>",
            LONGEST_LINK as u32,
            length as u32,
            words.fill(if length > LONGEST_LINK { "lesson-long" } else { "lesson-length" }, &said),
        )
    };
    draw!(
        look,
        "<div class='draft'>
            <h2>{lesson-make}</h2>
            <p>{lesson-make-hint}</p>
            <label>{lesson-title}<input type='text' maxlength='200' autocomplete='off' value={} oninput={} /></label>
            <label>{lesson-task}<textarea rows='3' maxlength='4000' value={} oninput={} /></label>
            <p>{}</p>
            {}
        </div>",
        &carry.draft.title,
        titled,
        &carry.draft.task,
        tasked,
        words.count("lesson-picks", carry.draft.picks.len() as u64),
        (!carry.packed.is_empty()).then(measure),
    )
}
