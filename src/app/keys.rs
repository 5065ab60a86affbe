//! Which key does what?
//!
//! Single keys work where nobody types and no modifier is held, and not at all where the reader
//! switched them off (WCAG 2.1.4): who steers by voice sets off keys that nobody meant.

use super::{Effect, Model, Msg, carry, update};
use crate::protocol::Way;
use crate::url::{State, View};

/// Where a key takes the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To the search box.
    Search,
    /// To the next row.
    Next,
    /// To the row before.
    Previous,
    /// Back to the button that opened what closes now, by its selector.
    Opener(&'static str),
}

/// A key was pressed where nobody types, by the name that the browser gives it.
pub(super) fn pressed(model: &mut Model, key: &str) -> Vec<Effect> {
    let msg = match key {
        _ if !model.single_keys => None,
        "/" => return vec![Effect::Move(Move::Search)],
        "j" => return vec![Effect::Move(Move::Next)],
        "k" => return vec![Effect::Move(Move::Previous)],
        "?" if model.state.view != View::Help => Some(to(State { view: View::Help, ..model.state.listing() })),
        "n" => article(model, |way| way.next),
        "p" => article(model, |way| way.before),
        "Escape" => return closed(model),
        _ => None,
    };
    msg.map_or_else(Vec::new, |msg| update(model, msg))
}

/// What is open closes, the last opened first, and the focus goes back to what opened it; then a view that was
/// gone into is left for where it was opened.
fn closed(model: &mut Model) -> Vec<Effect> {
    let (msg, effect) = if model.carry.open {
        (Msg::Carry(carry::Msg::Toggled), Effect::Move(Move::Opener(".take")))
    } else if let Some(wording) = model.doubted {
        (Msg::Doubted(wording), Effect::Move(Move::Opener(".doubt [aria-expanded=true]")))
    } else if let Some((article, passage)) = model.explained {
        let opener = ".labels > [aria-expanded=true], .note[aria-expanded=true]";
        (Msg::Explained(article, passage), Effect::Move(Move::Opener(opener)))
    } else if matches!(model.state.view, View::Article | View::Group | View::Labels | View::Own | View::Help) {
        (to(model.outside()), Effect::Return)
    } else {
        return Vec::new();
    };
    let mut effects = update(model, msg);
    effects.push(effect);
    effects
}

/// An article before or behind the one that is read.
fn article(model: &Model, which: fn(&Way) -> Option<u32>) -> Option<Msg> {
    let reading = model.reading.as_ref().filter(|_| model.state.view == View::Article)?;
    let card = model.overview()?.articles.get(which(&reading.way)? as usize)?;
    Some(to(model.state.reading(card.id, None)))
}

fn to(state: State) -> Msg {
    Msg::Steered(Box::new(state))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::PassageId;
    use crate::words::Tongue;

    fn model(view: View) -> Model {
        let mut model = Model::new(String::new(), Tongue::De);
        model.state.view = view;
        model
    }

    #[test]
    fn keys_do_nothing_switched_off() {
        let keys = ["/", "?", "j", "k", "Escape"];
        for key in keys {
            assert!(!pressed(&mut model(View::Article), key).is_empty(), "{key}");
        }
        for key in ["J", "a", "n", "p", "Enter", " ", "Tab", ""] {
            assert_eq!(pressed(&mut model(View::Article), key), [], "{key}");
        }
        let mut off = model(View::Article);
        assert_eq!(update(&mut off, Msg::KeysSwitched), [Effect::KeepKeys(false)]);
        for key in keys {
            assert_eq!(pressed(&mut off, key), [], "{key}");
        }
        assert_eq!(off.state.view, View::Article);
    }

    #[test]
    fn escape_closes_one_thing_after_another() {
        let mut model = model(View::Article);
        model.state.query = "Abbau".to_string();
        model.explained = Some((1, PassageId::of("x")));
        model.carry.open = true;
        let mut seen = Vec::new();
        for _ in 0..4 {
            pressed(&mut model, "Escape");
            seen.push((model.carry.open, model.explained.is_some(), model.state.view));
        }
        let at_last = (false, false, View::Passages);
        assert_eq!(seen, [(false, true, View::Article), (false, false, View::Article), at_last, at_last]);
        assert_eq!(model.state.query, "Abbau", "filters stay");
    }
}
