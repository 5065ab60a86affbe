//! How is a collection opened, and the whole of one beside its first part?

use super::super::{Effect, Model, Phase};
use super::{Act, act, go, plain};
use crate::collection::{Ask, Trouble};
use crate::protocol::{self, Failure, OwnTexts, Walk};
use crate::url::{State, View};

impl Model {
    /// Opens what the state names: the site's articles, or own ones, whose text has to come first; from
    /// the reading under way where `parts` says so.
    pub(in crate::app) fn open_with(&mut self, parts: bool) -> Effect {
        let (corpus, apart) = (self.corpus.clone(), self.apart.clone());
        let Some(name) = self.state.own.clone() else {
            return Effect::Ask(self.ask(protocol::Ask::Open { corpus, own: None, apart, told: Vec::new() }));
        };
        let own = Some(OwnTexts { title: name.clone(), addresses: Vec::new() });
        let question = self.ask(protocol::Ask::Open { corpus, own, apart, told: Vec::new() });
        if parts {
            return act(Act::Open { question, parts });
        }
        self.own.fetching.push(question.id);
        act(Act::Ask(Ask::Fetch { question: question.id, name }))
    }

    /// The collections are asked for where they are looked at.
    pub(in crate::app) fn ask_own(&mut self) -> Option<Effect> {
        let wanted = self.state.view == View::Own && !self.own.asked;
        wanted.then(|| {
            self.own.asked = true;
            act(Act::Ask(Ask::List))
        })
    }

    /// A searching worker that was started beside is ready, or failed: what is to be done about it.
    /// Nothing where the question is none of these.
    pub(in crate::app) fn prepared(&mut self, question: u64, failure: Option<&Failure>) -> Option<Vec<Effect>> {
        let place = self.own.preparing.iter().position(|known| *known == question)?;
        self.own.preparing.remove(place);
        self.own.walk = None;
        if let Some(failure) = failure {
            let why = match failure {
                Failure::Fetch(what) | Failure::Pack(what) => what.clone(),
                _ => String::new(),
            };
            self.own.trouble = Some(Trouble::NotOpened(why));
            return Some(vec![act(Act::Drop(question))]);
        }
        Some(vec![act(Act::Swap(question))])
    }

    /// What was begun for another collection is of no use any more.
    pub(in crate::app) fn unprepare(&mut self) -> Vec<Effect> {
        self.own.fetching.clear();
        (self.own.walk, self.own.halted) = (None, false);
        self.own.preparing.drain(..).map(|question| act(Act::Drop(question))).collect()
    }

    /// Whether the whole of what is open is still on its way.
    pub fn is_growing(&self) -> bool {
        !self.own.preparing.is_empty()
    }
}

/// A worker says how far it is with what it opens.
pub(in crate::app) fn walking(model: &mut Model, question: u64, walk: Walk) {
    if model.phase == Phase::Loading || model.own.preparing.contains(&question) {
        model.own.walk = Some(walk);
    }
}

/// The opening is called off: what is open stays so; where nothing is, the reader comes to all collections.
pub(super) fn halt(model: &mut Model) -> Vec<Effect> {
    if model.is_growing() {
        let effects = model.unprepare();
        model.own.halted = true;
        return effects;
    }
    match model.phase == Phase::Loading && model.state.own.is_some() {
        true => go(model, State { view: View::Own, ..plain(model, None) }),
        false => Vec::new(),
    }
}
