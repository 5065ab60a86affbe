//! What happens with a reader's own articles?
//!
//! Files are given, a worker reads them into a collection, the collection is opened. While a large one is
//! read its first part is open already; the whole takes its place once it can answer. Nothing that was
//! there is ever touched by a reading that fails or is called off.

use std::rc::Rc;

use super::{Effect, Held, Model};
use crate::article::ArticleId;
use crate::collection::{Ask, Collection, Order, Progress, Report, Tell, Trouble, ceiling, name_from};
use crate::protocol::{Question, Walk};
use crate::url::{State, View};

/// What the page knows about own articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Own {
    /// The collections that the device keeps; nothing until they are asked for.
    pub all: Option<Held<Vec<Collection>>>,
    /// Names of collections that are open in this tab alone, since the device does not keep them.
    pub loose: Vec<String>,
    /// The reading under way.
    pub reading: Option<Reading>,
    /// What came of the last one.
    pub report: Option<Held<Report>>,
    /// What went wrong last.
    pub trouble: Option<Trouble>,
    /// How far a collection is that is being opened.
    pub walk: Option<Walk>,
    /// Whether the reader called it off, so that only a part is open.
    pub halted: bool,
    /// Whether files are held above the page.
    pub dragging: bool,
    /// Where the reader wants files to go; where nothing was said, into the open collection or a new one.
    pub target: Option<Target>,
    /// The collection about which the reader is asked whether it is to go.
    pub doubted: Option<String>,
    /// The article about which the reader is asked whether it is to leave its collection.
    pub leaving: Option<ArticleId>,
    /// Whether the text and bytes of the device's own were asked for.
    asked: bool,
    /// So many bytes of text may be in a collection.
    pub most: u64,
    /// What the reader said about the last reading's wrong letters.
    pub letters_left: bool,
    /// The questions with which a whole collection is being opened beside what is open.
    preparing: Vec<u64>,
    /// The questions that wait for a collection's text.
    fetching: Vec<u64>,
}

/// Where files go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Into a new collection.
    New,
    /// Into this one.
    Into(String),
}

/// A reading under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The collection.
    pub name: String,
    /// Bytes of all files that were given.
    pub of: u64,
    /// How far it is.
    pub progress: Progress,
    /// Whether it is a new collection, and so may be opened before it is whole.
    fresh: bool,
    /// Whether its first part is open, and where the reader was before.
    early: Option<State>,
    /// What a second reading has to replace if its first part is open.
    order: Order,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The device tells its memory, in GiB, where it does.
    Memory(Option<f64>),
    /// Files are held above the page, or no longer.
    Dragged(bool),
    /// Files were given: their paths, and their bytes in all.
    Given {
        /// The paths.
        names: Vec<String>,
        /// The bytes of all.
        bytes: u64,
        /// What a new collection is called where the paths name none.
        name: String,
    },
    /// The reader says where files go.
    Aimed(Target),
    /// The reading worker told something.
    Told(Rc<Tell>),
    /// The reading worker ended without being asked to.
    Crashed,
    /// The reading is called off.
    CancelAsked,
    /// The opening of a collection is called off.
    HaltAsked,
    /// Wrong letters are to be put right, or left as they are.
    Letters {
        /// Whether they are put right.
        repair: bool,
        /// What a new collection is called where it was lost.
        name: String,
    },
    /// The report or the trouble has been read.
    Seen,
    /// The reader wants a collection to go, or is no longer sure.
    Doubted(Option<String>),
    /// The collection is to go.
    RemoveAsked(String),
    /// The reader wants an article to leave the open collection, or is no longer sure.
    LeaveDoubted(Option<ArticleId>),
    /// The article is to leave the open collection.
    LeaveAsked(ArticleId),
    /// The collection gets another name.
    RenameAsked {
        /// The name now.
        from: String,
        /// The name that is wished.
        to: String,
    },
    /// The collection is to be saved as a corpus file.
    SaveAsked(String),
    /// Another tab changed something.
    ChangedElsewhere,
}

impl Msg {
    /// What the reading worker told.
    pub fn told(tell: Tell) -> Self {
        Self::Told(Rc::new(tell))
    }
}

/// What is to be done about own articles outside the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Ask the reading worker, with the given files beside where it is to read.
    Ask(Ask),
    /// End the reading worker: what it does is called off.
    Stop,
    /// Open what stands in the question with texts that came: those that were fetched for it, or all parts
    /// of the reading under way.
    Open {
        /// The question; its addresses are filled in.
        question: Question,
        /// Whether the parts of the reading are meant.
        parts: bool,
    },
    /// Start another searching worker beside the one that answers, for this question.
    Prepare(u64),
    /// That one answers from now on.
    Swap(u64),
    /// That one is not needed.
    Drop(u64),
    /// The reading ended: its parts are the text of a collection that only this tab has, or are let go.
    Settle {
        /// The collection that only this tab has.
        loose: Option<String>,
    },
    /// Forget a collection that only this tab has.
    Forget(String),
    /// Hand the corpus file that came to the reader.
    Save(String),
    /// Ask the browser not to clear away what is kept, and tell other tabs that it changed.
    Kept,
}

impl Own {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self { most: ceiling(None), ..Self::default() }
    }

    /// Where files go when they are given now.
    pub fn aim<'a>(&'a self, state: &'a State) -> Option<&'a str> {
        match &self.target {
            Some(Target::New) => None,
            Some(Target::Into(name)) => Some(name),
            // Into one that only this tab has nothing can be added.
            None => state.own.as_deref().filter(|name| !self.loose.iter().any(|loose| loose == name)),
        }
    }

    /// The bytes of a collection.
    fn size(&self, name: &str) -> u64 {
        let all = self.all.iter().flat_map(|all| all.iter());
        all.filter(|collection| collection.name == name).map(|collection| collection.bytes).sum()
    }

    /// Whether a question waited for a collection's text; it does no longer.
    fn awaited(&mut self, question: u64) -> bool {
        let place = self.fetching.iter().position(|known| *known == question);
        place.map(|place| self.fetching.remove(place)).is_some()
    }

    fn listed(&mut self, all: Vec<Collection>) {
        self.all = Some(all.into());
        if let Some(Target::Into(name)) = &self.target {
            let known = self.all.iter().flat_map(|all| all.iter()).any(|collection| collection.name == *name);
            if !known {
                self.target = None;
            }
        }
    }
}

/// What the model becomes, and what is to be done.
pub(super) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Memory(memory) => {
            model.own.most = ceiling(memory);
            Vec::new()
        }
        Msg::Dragged(dragging) => {
            model.own.dragging = dragging;
            Vec::new()
        }
        Msg::Aimed(target) => {
            model.own.target = Some(target);
            Vec::new()
        }
        Msg::Given { names, bytes, name } => given(model, &names, bytes, name),
        // Nobody else holds it.
        Msg::Told(tell) => Rc::into_inner(tell).map_or_else(Vec::new, |tell| told::told(model, tell)),
        Msg::Crashed => {
            let Some(reading) = &model.own.reading else {
                model.own.trouble = Some(Trouble::Crashed(String::new()));
                return vec![act(Act::Stop)];
            };
            let trouble = Trouble::Crashed(reading.progress.file.clone());
            let effects = called_off(model);
            model.own.trouble = Some(trouble);
            effects
        }
        Msg::CancelAsked => called_off(model),
        Msg::HaltAsked => opening::halt(model),
        Msg::Letters { repair: false, .. } => {
            model.own.letters_left = true;
            Vec::new()
        }
        Msg::Letters { repair: true, name } => again(model, name),
        Msg::Seen => {
            (model.own.report, model.own.trouble, model.own.halted) = (None, None, false);
            Vec::new()
        }
        Msg::Doubted(name) => {
            model.own.doubted = name;
            Vec::new()
        }
        Msg::LeaveDoubted(article) => {
            model.own.leaving = article;
            Vec::new()
        }
        Msg::LeaveAsked(article) => {
            (model.own.leaving, model.own.trouble) = (None, None);
            let name = model.state.own.clone();
            name.map(|name| act(Act::Ask(Ask::Leave { name, article }))).into_iter().collect()
        }
        Msg::RemoveAsked(name) => remove(model, name),
        Msg::RenameAsked { from, to } => {
            let to = to.trim().to_string();
            if to.is_empty() || to == from {
                return Vec::new();
            }
            model.own.trouble = None;
            vec![act(Act::Ask(Ask::Rename { from, to }))]
        }
        Msg::SaveAsked(name) => {
            model.own.trouble = None;
            vec![act(Act::Ask(Ask::Pack { name, corpus: model.corpus.clone() }))]
        }
        Msg::ChangedElsewhere => match model.own.asked {
            true => vec![act(Act::Ask(Ask::List))],
            false => Vec::new(),
        },
    }
}

fn act(act: Act) -> Effect {
    Effect::Own(act)
}

/// Files were given: they are read unless that would not go well.
fn given(model: &mut Model, names: &[String], bytes: u64, name: String) -> Vec<Effect> {
    model.own.dragging = false;
    model.own.letters_left = false;
    let into = model.own.aim(&model.state).map(str::to_string);
    let given = bytes.saturating_add(into.as_deref().map_or(0, |into| model.own.size(into)));
    let trouble = match () {
        () if model.own.reading.is_some() => Some(Trouble::Busy),
        () if names.is_empty() => Some(Trouble::NoFiles),
        () if given > model.own.most => Some(Trouble::TooMuch { given, most: model.own.most }),
        () => None,
    };
    (model.own.trouble, model.own.report) = (trouble, None);
    if model.own.trouble.is_some() {
        return Vec::new();
    }
    let named = name_from(names);
    let name = if named.is_empty() { name } else { named };
    let order = Order { into, name, repair: false, instead: Vec::new(), ceiling: model.own.most };
    start(model, order, bytes)
}

fn start(model: &mut Model, order: Order, of: u64) -> Vec<Effect> {
    let name = order.into.clone().unwrap_or_else(|| order.name.clone());
    let fresh = order.into.is_none();
    model.own.reading = Some(Reading { name, of, fresh, order: order.clone(), ..Reading::default() });
    vec![act(Act::Ask(Ask::Read(order)))]
}

/// The same files are read once more, with wrong letters put right, in place of what they gave before.
fn again(model: &mut Model, name: String) -> Vec<Effect> {
    let Some(report) = model.own.report.take().filter(|_| model.own.reading.is_none()) else { return Vec::new() };
    // What only this tab has is read as a whole anew.
    let into = (!report.added.is_empty()).then(|| report.name.clone());
    let name = if report.name.is_empty() { name } else { report.name.clone() };
    let mut effects = Vec::new();
    if into.is_none() {
        model.own.loose.retain(|loose| *loose != report.name);
        effects.push(act(Act::Forget(report.name.clone())));
    }
    let order = Order { into, name, repair: true, instead: report.added.clone(), ceiling: model.own.most };
    effects.extend(start(model, order, 0));
    effects
}

/// The reading ends without a trace; where its first part is open the reader is led back.
fn called_off(model: &mut Model) -> Vec<Effect> {
    let Some(reading) = model.own.reading.take() else { return Vec::new() };
    let mut effects = vec![act(Act::Stop), act(Act::Settle { loose: None })];
    if let Some(before) = reading.early.filter(|_| model.state.own.as_deref() == Some(&reading.name)) {
        effects.extend(go(model, before));
    }
    effects
}

/// Leads to another collection.
fn go(model: &mut Model, state: State) -> Vec<Effect> {
    let mut effects = vec![Effect::Link { href: state.href(), step: true }];
    model.state = state;
    effects.extend(super::restart(model));
    effects.push(Effect::Show(None));
    effects
}

/// The plain list of a collection.
fn plain(model: &Model, own: Option<String>) -> State {
    State { own, tongue: model.state.tongue, ..State::default() }
}

/// A reading's text is opened: the state leads to it.
fn open_parts(model: &mut Model, name: String) -> Vec<Effect> {
    let mut effects = vec![Effect::Link { href: plain(model, Some(name.clone())).href(), step: true }];
    model.state = plain(model, Some(name));
    effects.extend(super::restart_with(model, true));
    effects.push(Effect::Show(None));
    effects
}

fn remove(model: &mut Model, name: String) -> Vec<Effect> {
    model.own.doubted = None;
    model.own.trouble = None;
    let mut effects = Vec::new();
    if model.own.loose.contains(&name) {
        model.own.loose.retain(|loose| *loose != name);
        effects.push(act(Act::Forget(name.clone())));
    } else {
        effects.push(act(Act::Ask(Ask::Remove(name.clone()))));
        effects.push(act(Act::Kept));
    }
    if model.state.own.as_ref() == Some(&name) {
        let state = State { view: View::Own, ..plain(model, None) };
        effects.extend(go(model, state));
    }
    effects
}

mod opening;
mod told;

pub(super) use opening::walking;

#[cfg(test)]
mod tests;
