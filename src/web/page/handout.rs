//! What does a printed view say at its top?
//!
//! On paper nobody sees the address bar: the title, what is chosen, the date, and the link as text and
//! as a QR code. It stands in the page all the time and is shown on paper alone, so that the browser's
//! own way to print has it too; the code is made when the panel's button prints.

use yew::Html;

use super::carry::{address, code};
use super::draw::draw;
use super::{Look, effects, frame, states};
use crate::app;
use crate::app::carry::Msg;
use crate::article::Date;
use crate::url::View;

/// The head of the handout.
pub(super) fn view(look: Look) -> Html {
    let words = look.words;
    let now = js_sys::Date::new_0();
    let today = Date { year: now.get_full_year() as u16, month: now.get_month() as u8 + 1, day: now.get_date() as u8 };
    // An article and a group bring their own titles.
    let named = !matches!(look.model.state.view, View::Article | View::Group);
    let link = Some(address()).filter(|base| !base.is_empty()).map(|_| effects::address(&look.model.link()));
    draw!(
        look,
        "<section class='handout' aria-label={print}>
            {}{}<p>{}</p><p>{}</p><p class='link'>{}</p>
        </section>",
        code(look).and_then(|code| code.as_ref().map(|code| super::carry::qr(look, code))),
        named.then(|| draw!(look, "<p class='title'>{}</p>", frame::title(look))),
        states::filters(look),
        words.fill("printed-on", &[("date", &words.date(today))]),
        link,
    )
}

/// The part of the panel that prints.
pub(super) fn panel(look: Look) -> Html {
    draw!(
        look,
        "<div>
            <h2>{print}</h2>
            <p>{print-hint}</p>
            <label class='switch'><input type='checkbox' id='numbered' /> {print-lines}</label>
            <button type='button' class='print' disabled={} onclick={}>{print-do}</button>
        </div>",
        look.model.overview().is_none(),
        app::Msg::Carry(Msg::PrintAsked(address())),
    )
}
