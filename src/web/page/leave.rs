//! How does one article leave a collection?
//!
//! Where it is read: there a reader sees what is to go. It is asked for once more, since nothing brings it back
//! but the file.

use yew::Html;

use super::Look;
use super::draw::draw;
use crate::app;
use crate::app::own::Msg;
use crate::protocol::ArticleCard;

/// The button, or the question; nothing where the device does not keep what is open.
pub(super) fn view(look: Look, card: &ArticleCard) -> Html {
    let own = &look.model.own;
    let kept = |name: &&String| !own.loose.contains(name) && own.reading.is_none() && !look.model.is_growing();
    let Some(name) = look.model.state.own.as_ref().filter(kept) else { return Html::default() };
    if own.leaving != Some(card.id) {
        return draw!(
            look,
            "<p class='aside' lang={}><button type='button' class='quiet' onclick={}>{}</button></p>",
            look.words.tongue().tag(),
            app::Msg::Own(Msg::LeaveDoubted(Some(card.id))),
            look.words.fill("own-leave", &[("name", name)]),
        );
    }
    draw!(
        look,
        "<p class='aside own-sure' lang={} role='alert'>
            {} <button type='button' onclick={}>{own-remove}</button>
            <button type='button' onclick={}>{own-keep}</button>
        </p>",
        look.words.tongue().tag(),
        look.words.fill("own-leave-sure", &[("title", &card.title), ("name", name)]),
        app::Msg::Own(Msg::LeaveAsked(card.id)),
        app::Msg::Own(Msg::LeaveDoubted(None)),
    )
}
