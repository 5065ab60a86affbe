//! What do the views of a whole selection need, and what came of asking for it?
//!
//! Figures, two sides and numbers of values together are asked for only where they are looked at.

use super::{Effect, Held, Model};
use crate::protocol::{Ask, Comparison, Cross, Ledger, Tell};
use crate::url::View;

/// What the views of a whole selection show: the newest answers that came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Views {
    /// The figures.
    pub ledger: Option<Held<Ledger>>,
    /// Two sides.
    pub comparison: Option<Held<Comparison>>,
    /// Numbers of values together.
    pub cross: Option<Held<Cross>>,
    /// The number of the last question.
    asked: u64,
}

impl Views {
    /// Whether what this view shows is there.
    pub fn has(&self, view: View) -> bool {
        match view {
            View::Figures => self.ledger.is_some(),
            View::Compare => self.comparison.is_some(),
            View::Matrix | View::Overview => self.cross.is_some(),
            _ => true,
        }
    }

    /// Whether what is shown answers an older question than the newest.
    pub fn is_behind(&self) -> bool {
        self.asked != 0
    }

    /// The worker answered; an answer to any but the newest question is dropped.
    pub(super) fn replied(&mut self, id: u64, tell: Tell) {
        if id != self.asked {
            return;
        }
        self.asked = 0;
        match tell {
            Tell::Figures(ledger) => self.ledger = Some(ledger.into()),
            Tell::Compared(comparison) => self.comparison = Some(comparison.into()),
            Tell::Crossed(cross) => self.cross = Some(cross.into()),
            _ => {}
        }
    }
}

/// Asks for what the view shows. What other views show is forgotten: the filters may have changed when
/// it is looked at again.
pub(super) fn ask(model: &mut Model) -> Option<Effect> {
    let view = model.state.view;
    let views = &mut model.views;
    views.asked = 0;
    if view != View::Figures {
        views.ledger = None;
    }
    if view != View::Compare {
        views.comparison = None;
    }
    if !matches!(view, View::Matrix | View::Overview) {
        views.cross = None;
    }
    let state = Box::new(model.state.clone());
    let ask = match view {
        View::Figures => Ask::Figures { state, tongue: model.tongue() },
        View::Compare => Ask::Compare(state),
        View::Matrix | View::Overview => Ask::Cross(state),
        _ => return None,
    };
    let question = model.ask(ask);
    model.views.asked = question.id;
    Some(Effect::Ask(question))
}
