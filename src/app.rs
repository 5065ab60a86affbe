//! What does the page know, and what happens when something happens?
//!
//! One [`Model`]; everything visible is computed from it. A [`Msg`] says what happened; [`update`]
//! changes the model and returns [`Effect`]s as data. It is pure: no clock, no browser, so that a
//! test sends a message and looks at what came of it.

use std::rc::Rc;

use crate::apart::Apart;
use crate::article::{ArticleId, PassageId};
use crate::correction::{self, Correction};
use crate::protocol::first::First;
use crate::protocol::{Ask, Failure, Gathering, List, Overview, Parcel, Question, Reading, Reply, Tell};
use crate::url::{self, State, Strange, View};
use crate::words::Tongue;

use held::Held;
use views::Views;

/// Rows in one page of the list. Smaller, and readers press "more" often; larger, and each
/// keystroke draws more than fits a screen.
pub const PAGE: u32 = 40;

/// How many rows a list begins with: what stands on two screens. Drawing them is most of what a reader waits for
/// after each letter; what is further down comes as soon as it is nearly seen.
pub const FIRST: u32 = PAGE / 2;

/// Everything that the page knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What the link carries.
    pub state: State,
    /// The language that the browser asks for, where the link names none.
    pub browser_tongue: Tongue,
    /// The words of the interface that came from the worker, by language.
    pub words: Vec<(Tongue, &'static str)>,
    /// Whether there is a corpus.
    pub phase: Phase,
    /// The rows that are shown: the newest answer that came.
    pub list: Option<Held<List>>,
    /// The article that is shown.
    pub reading: Option<Held<Reading>>,
    /// What the views of a whole selection show.
    pub views: Views,
    /// The reader's own labels, the newest last.
    pub corrections: Rc<Vec<Correction>>,
    /// Whether the browser keeps them on the device.
    pub keeps: bool,
    /// An article that a link names and this corpus lacks.
    pub missing: Option<ArticleId>,
    /// The group that is shown.
    pub gathering: Option<Held<Gathering>>,
    /// A passage whose group a link names and this corpus lacks.
    pub missing_passage: Option<PassageId>,
    /// The article out of which the group was opened.
    pub behind: Option<Box<State>>,
    /// What the reader said is not the same.
    pub apart: Apart,
    /// Whether the browser refused to keep that.
    pub keeping_refused: bool,
    /// The wording about which the reader is asked whether it is to leave its group.
    pub doubted: Option<PassageId>,
    /// The wording that was moved last.
    pub moved: Option<Moved>,
    /// What the link said and Lesart does not know.
    pub strange: Vec<Strange>,
    /// Whether single keys do something.
    pub single_keys: bool,
    /// What became of the last wish to copy the link.
    pub copied: Copied,
    /// The panel from which things are taken along.
    pub carry: carry::Carry,
    /// The reader's own articles.
    pub own: own::Own,
    /// The facets whose further values are shown, by column: the others' are not drawn.
    pub unfolded_facets: Vec<u8>,
    /// Whether a newer version of the site waits.
    pub newer: bool,
    /// The passage whose labels' words are shown.
    pub explained: Option<(u32, PassageId)>,
    /// The one label (facet and value) whose words are shown; all of them where there is none.
    pub picked: Option<(u8, u32)>,
    /// Where the corpus is.
    corpus: String,
    /// The number of the last question.
    asked: u64,
    /// The number of the last question for rows, and for an article.
    asked_list: u64,
    /// Whether its rows are joined to those that are there.
    joins: bool,
    asked_reading: u64,
    asked_gathering: u64,
    /// How much of a group is asked for.
    gathered_at_most: u32,
    /// Whether the last change of the state was typing: one step of Back undoes a whole word.
    typing: bool,
    /// What the worker will say first, where the build knows it.
    first: Option<Held<First>>,
    /// Whether what is open was told by the build alone so far.
    unconfirmed: bool,
    /// The number of the question whose rows the build told.
    foretold_list: u64,
}

/// Whether there is a corpus.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// It is being fetched and read.
    Loading,
    /// It is there.
    Ready(Held<Overview>),
    /// It could not be had.
    Failed(Failure),
}

/// A wording that the reader moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// Out of its group.
    Out(PassageId),
    /// Back into it.
    Back(PassageId),
}

/// What became of the wish to copy the link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copied {
    /// There was none lately.
    #[default]
    No,
    /// It is in the clipboard.
    Done,
    /// The browser refused.
    Refused,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The reader followed a link, or went Back or Forward: `#…` and `?…`. Every filter, view and
    /// choice is a link, so most of what readers do arrives here.
    LinkFollowed {
        /// Behind `#`.
        fragment: String,
        /// Behind `?`.
        search: String,
    },
    /// The search box holds this now.
    Typed(String),
    /// The rows for what was typed take their time.
    Waited,
    /// The reader chose in a list what is no link: the view becomes this one.
    Steered(Box<State>),
    /// More rows are wished.
    MoreAsked,
    /// The rows before those that are there are wished.
    EarlierAsked,
    /// The list was scrolled to about this row, far from those that are there.
    JumpAsked(u32),
    /// More of the group is wished.
    MoreGatheredAsked,
    /// The reader doubts that a wording belongs to its group, or no longer.
    Doubted(PassageId),
    /// The reader takes a wording out of the group that another one stands for.
    TakenOut {
        /// The wording.
        wording: PassageId,
        /// The one that stands for the group.
        from: PassageId,
    },
    /// The reader puts a wording back.
    PutBack(PassageId),
    /// What the reader said is not the same, as another tab left it.
    ApartRead(Apart),
    /// The browser refuses to keep it.
    KeepingRefused,
    /// The words that led to a passage's labels are to be shown, or no longer.
    Explained(u32, PassageId),
    /// The further values of a facet are to be shown, or no longer.
    FacetUnfolded(u8),
    /// Only this label's words are to be shown, or all again.
    Picked(u8, u32),
    /// The words that led to one label of a passage are to be shown, or no longer.
    LabelAsked((u32, PassageId), (u8, u32)),
    /// The device holds this of the reader's own labels; nothing where it refuses to keep any.
    KeptFound(Option<String>),
    /// The device refused to keep them.
    KeepRefused,
    /// The reader puts a label right.
    Corrected(Correction),
    /// The reader takes that back.
    CorrectionUndone(PassageId, String, String),
    /// The reader takes all of that back.
    CorrectionsCleared,
    /// The reader switches single keys on or off.
    KeysSwitched,
    /// A key was pressed where nobody types, by its name.
    Pressed(String),
    /// The link is to be copied.
    CopyAsked,
    /// What came of that.
    CopyEnded(bool),
    /// The word about copying has been read.
    CopyRead,
    /// Something about what is taken along.
    Carry(carry::Msg),
    /// Something about own articles.
    Own(own::Msg),
    /// The notice about the link has been read.
    StrangeRead,
    /// The worker answered.
    Replied(Rc<Reply>),
    /// The worker did not answer in time.
    WorkerSilent,
    /// What needs no worker has been painted.
    Painted,
    /// The reader wishes to try again.
    RetryAsked,
    /// A newer version of the site waits.
    NewerFound,
    /// The reader takes it.
    NewerTaken,
}

/// What is to be done outside the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Start the worker anew and watch over its first answer.
    Start,
    /// The same once the page is painted: what is shown needs no worker. Questions wait for it.
    StartPainted,
    /// Start the worker that waited for that, if it still does.
    StartWaiting,
    /// Ask the worker.
    Ask(Question),
    /// Put the state into the address, as a new step or in place of the last.
    Link {
        /// The link, `#…`.
        href: String,
        /// Whether Back leads to where the reader was.
        step: bool,
    },
    /// Put the link to this view into the clipboard.
    Copy {
        /// The link, `#…`.
        href: String,
    },
    /// Hand the link to this view to the system's share sheet.
    Share {
        /// The link, `#…`.
        href: String,
    },
    /// Print the page, once it is drawn.
    Print,
    /// Hand a file to the browser, for the reader to keep.
    Save(Rc<Parcel>),
    /// Keep the reader's own labels on the device.
    Keep(String),
    /// Something about own articles.
    Own(own::Act),
    /// Go on with [`Msg::CopyRead`] when the word about copying has been read.
    ForgetCopy,
    /// Keep on this device whether single keys do something.
    KeepKeys(bool),
    /// Move the focus as a key says.
    Move(keys::Move),
    /// Keep on this device what the reader said is not the same.
    KeepApart {
        /// As text; empty for nothing.
        apart: String,
    },
    /// Move the focus to this element once it is drawn.
    Focus(&'static str),
    /// Scroll to a passage of the article once it is drawn, or to the top.
    Show(Option<PassageId>),
    /// The view to which the link leads was left before: it is shown as it was.
    Return,
    /// Let the newer version of the site take over.
    TakeNewer,
}

impl Msg {
    /// The worker's answer.
    pub fn replied(reply: Reply) -> Self {
        Self::Replied(Rc::new(reply))
    }
}

impl Model {
    /// The page before anything is there. `corpus` is the absolute address of the corpus file.
    pub fn new(corpus: String, browser_tongue: Tongue) -> Self {
        Self {
            state: State::default(),
            browser_tongue,
            words: Vec::new(),
            phase: Phase::Loading,
            list: None,
            reading: None,
            missing: None,
            gathering: None,
            missing_passage: None,
            behind: None,
            apart: Apart::default(),
            keeping_refused: false,
            doubted: None,
            moved: None,
            strange: Vec::new(),
            single_keys: true,
            copied: Copied::No,
            carry: carry::Carry::default(),
            own: own::Own::new(),
            unfolded_facets: Vec::new(),
            newer: false,
            explained: None,
            picked: None,
            views: Views::default(),
            corrections: Rc::default(),
            keeps: true,
            corpus,
            asked: 0,
            asked_list: 0,
            joins: false,
            asked_reading: 0,
            asked_gathering: 0,
            gathered_at_most: PAGE,
            typing: false,
            first: None,
            unconfirmed: false,
            foretold_list: 0,
        }
    }

    /// The language of the interface.
    pub fn tongue(&self) -> Tongue {
        self.state.tongue.unwrap_or(self.browser_tongue)
    }

    /// The words in the interface's language that came from the worker.
    pub fn more_words(&self) -> Option<&'static str> {
        self.words.iter().find(|(tongue, _)| *tongue == self.tongue()).map(|(_, words)| *words)
    }

    /// Asks for them where they are missing. First of all: without them nothing that comes can be shown.
    fn ask_words(&mut self) -> Option<Effect> {
        let tongue = self.tongue();
        self.more_words().is_none().then(|| Effect::Ask(self.ask(Ask::Words(tongue))))
    }

    /// What the corpus holds, where it is there.
    pub fn overview(&self) -> Option<&Held<Overview>> {
        match &self.phase {
            Phase::Ready(overview) => Some(overview),
            _ => None,
        }
    }

    /// Whether the rows that are shown answer an older question than the newest.
    pub fn is_behind(&self) -> bool {
        self.asked_list != 0
    }

    /// Where a view that was gone into is left to: the article out of which a group was opened, else the list.
    pub fn outside(&self) -> State {
        match &self.behind {
            Some(article) => State { tongue: self.state.tongue, ..(**article).clone() },
            None => self.state.listing(),
        }
    }

    fn ask(&mut self, ask: Ask) -> Question {
        self.asked += 1;
        Question { id: self.asked, ask }
    }

    fn ask_list(&mut self, offset: u32) -> Effect {
        self.ask_rows(offset, if offset == 0 { FIRST } else { PAGE })
    }

    /// Asks for the rows that are there once more: the list keeps its place.
    fn ask_same_rows(&mut self) -> Effect {
        let (offset, rows) = self.list.as_ref().map_or((0, 0), |list| (list.offset, list.rows.len()));
        self.ask_rows(offset, u32::try_from(rows).unwrap_or(PAGE).max(PAGE))
    }

    fn ask_rows(&mut self, offset: u32, limit: u32) -> Effect {
        let state = Box::new(self.state.clone());
        let question = self.ask(Ask::List { state, offset, limit });
        self.asked_list = question.id;
        self.joins = false;
        Effect::Ask(question)
    }

    fn ask_reading(&mut self) -> Option<Effect> {
        let article = self.state.article?;
        let state = Box::new(self.state.clone());
        let question = self.ask(Ask::Read { article, state });
        self.asked_reading = question.id;
        Some(Effect::Ask(question))
    }

    /// Tells the worker the reader's own labels, where there are any.
    fn ask_corrections(&mut self) -> Option<Effect> {
        let corrections = self.corrections.to_vec();
        (!corrections.is_empty()).then(|| Effect::Ask(self.ask(Ask::Corrections(corrections))))
    }

    /// The reader's own labels are these now: whatever shows labels is asked for again.
    fn correct(&mut self, list: Vec<Correction>, keep: bool) -> Vec<Effect> {
        if *self.corrections == list {
            return Vec::new();
        }
        let mut effects = Vec::new();
        if keep && self.keeps {
            effects.push(Effect::Keep(correction::write(&list)));
        }
        self.corrections = Rc::new(list);
        if self.asked == 0 {
            return effects;
        }
        let corrections = self.corrections.to_vec();
        effects.push(Effect::Ask(self.ask(Ask::Corrections(corrections))));
        effects.push(self.ask_same_rows());
        effects.extend(self.ask_reading());
        effects.extend(views::ask(self));
        effects
    }

    /// Asks for everything that is shown, as many rows as there are now: the list keeps its place.
    fn ask_shown(&mut self) -> Vec<Effect> {
        let mut effects = self.ask_all();
        if let Some(first) = effects.first_mut() {
            *first = self.ask_same_rows();
        }
        effects
    }

    fn ask_gathering(&mut self) -> Option<Effect> {
        let passage = self.state.group?;
        let question = self.ask(Ask::Gather { passage, limit: self.gathered_at_most });
        self.asked_gathering = question.id;
        Some(Effect::Ask(question))
    }

    /// Asks for everything that is shown.
    fn ask_all(&mut self) -> Vec<Effect> {
        let mut effects = vec![self.ask_list(0)];
        effects.extend(self.ask_reading());
        effects.extend(self.ask_gathering());
        effects.extend(views::ask(self));
        effects.extend(self.ask_lesson());
        effects
    }
}

/// What the model becomes, and what is to be done.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let typed_on = std::mem::take(&mut model.typing);
    match msg {
        Msg::LinkFollowed { fragment, search } => {
            let (state, strange) = url::read(&fragment, &search);
            model.strange = strange;
            let mut effects = Vec::new();
            if model.asked == 0 {
                model.state = state;
                effects.push(Effect::Start);
                effects.extend(model.ask_words());
                effects.push(model.open_with(false));
                effects.extend(model.ask_corrections());
                effects.extend(model.ask_all());
                effects.extend(model.ask_own());
                effects.push(Effect::Show(None));
                model.take_up_first(&mut effects);
            } else if state != model.state {
                effects = became(model, state);
            }
            if !search.trim_start_matches('?').is_empty() {
                effects.push(Effect::Link { href: model.state.href(), step: false });
            }
            effects
        }
        Msg::Typed(query) => {
            let state = State { query, passage: None, ..model.state.filtering() };
            model.typing = true;
            if state == model.state {
                return Vec::new();
            }
            model.strange.clear();
            let mut effects = vec![Effect::Link { href: state.href(), step: !typed_on }];
            effects.extend(became(model, state));
            effects
        }
        Msg::Waited => Vec::new(),
        Msg::Steered(state) => {
            let mut effects = vec![Effect::Link { href: state.href(), step: true }];
            effects.extend(became(model, *state));
            effects
        }
        Msg::MoreAsked | Msg::EarlierAsked | Msg::JumpAsked(_) if model.is_busy() => Vec::new(),
        Msg::MoreAsked => {
            let end = model.list.as_ref().map_or(0, |list| list.offset as usize + list.rows.len());
            let effect = model.ask_list(u32::try_from(end).unwrap_or(u32::MAX));
            model.joins = true;
            vec![effect]
        }
        Msg::EarlierAsked => {
            let Some(list) = model.list.as_ref().filter(|list| list.offset > 0) else { return Vec::new() };
            let (offset, rows) = window::before(list);
            let effect = model.ask_rows(offset, rows);
            model.joins = true;
            vec![effect]
        }
        Msg::JumpAsked(row) => vec![model.ask_rows(window::around(row), 2 * PAGE)],
        Msg::MoreGatheredAsked => {
            model.gathered_at_most = model.gathered_at_most.saturating_add(PAGE);
            model.ask_gathering().into_iter().collect()
        }
        Msg::Doubted(wording) => {
            model.doubted = if model.doubted == Some(wording) { None } else { Some(wording) };
            Vec::new()
        }
        Msg::TakenOut { wording, from } => {
            model.apart.take_out(wording, from);
            model.moved = Some(Moved::Out(wording));
            let mut effects = Vec::new();
            // The reader goes on looking at the group, not at what left it.
            if model.state.group == Some(wording) {
                model.state.group = Some(from);
                effects.push(Effect::Link { href: model.state.href(), step: false });
            }
            effects.extend(kept(model));
            effects
        }
        Msg::PutBack(wording) => {
            model.apart.put_back(wording);
            model.moved = Some(Moved::Back(wording));
            kept(model)
        }
        Msg::ApartRead(apart) => {
            if apart == model.apart {
                return Vec::new();
            }
            model.apart = apart;
            folded(model)
        }
        Msg::KeepingRefused => {
            model.keeping_refused = true;
            Vec::new()
        }
        Msg::Explained(article, passage) => {
            let place = Some((article, passage));
            model.explained = if model.explained == place { None } else { place };
            model.picked = None;
            Vec::new()
        }
        Msg::FacetUnfolded(column) => {
            match model.unfolded_facets.iter().position(|known| *known == column) {
                Some(place) => drop(model.unfolded_facets.remove(place)),
                None => model.unfolded_facets.push(column),
            }
            Vec::new()
        }
        Msg::Picked(facet, value) => {
            let label = Some((facet, value));
            model.picked = if model.picked == label { None } else { label };
            Vec::new()
        }
        Msg::LabelAsked(place, label) => {
            let asked = (Some(place), Some(label));
            let shown = (model.explained, model.picked) == asked;
            (model.explained, model.picked) = if shown { (None, None) } else { asked };
            Vec::new()
        }
        Msg::KeptFound(None) | Msg::KeepRefused => {
            model.keeps = false;
            Vec::new()
        }
        Msg::KeptFound(Some(text)) => model.correct(correction::read(&text), false),
        Msg::Corrected(new) => {
            let mut list = model.corrections.to_vec();
            correction::add(&mut list, new);
            model.correct(list, true)
        }
        Msg::CorrectionUndone(passage, facet, value) => {
            let mut list = model.corrections.to_vec();
            list.retain(|own| own.passage != passage || own.facet != facet || own.value != value);
            model.correct(list, true)
        }
        Msg::CorrectionsCleared => model.correct(Vec::new(), true),
        Msg::KeysSwitched => {
            model.single_keys = !model.single_keys;
            vec![Effect::KeepKeys(model.single_keys)]
        }
        Msg::Pressed(key) => keys::pressed(model, &key),
        Msg::CopyAsked => {
            vec![Effect::Copy { href: model.link() }]
        }
        Msg::CopyEnded(done) => {
            model.copied = if done { Copied::Done } else { Copied::Refused };
            vec![Effect::ForgetCopy]
        }
        Msg::CopyRead => {
            model.copied = Copied::No;
            Vec::new()
        }
        Msg::Carry(msg) => carry::update(model, msg),
        Msg::StrangeRead => {
            model.strange.clear();
            Vec::new()
        }
        Msg::Replied(reply) => {
            model.typing = typed_on;
            // Nobody else holds it: no event is an answer.
            Rc::into_inner(reply).map_or_else(Vec::new, |reply| replied(model, reply))
        }
        Msg::WorkerSilent => {
            model.typing = typed_on;
            if model.awaits_worker() {
                model.unconfirmed = false;
                model.phase = Phase::Failed(Failure::Worker);
            }
            Vec::new()
        }
        Msg::Painted => {
            model.typing = typed_on;
            vec![Effect::StartWaiting]
        }
        Msg::Own(msg) => {
            model.typing = typed_on;
            own::update(model, msg)
        }
        Msg::RetryAsked => restart(model),
        Msg::NewerFound => {
            model.newer = true;
            Vec::new()
        }
        Msg::NewerTaken => vec![Effect::TakeNewer],
    }
}

/// Everything is opened anew: the same after a failure, or another collection.
fn restart(model: &mut Model) -> Vec<Effect> {
    restart_with(model, false)
}

/// The same, from the parts of the reading under way where that is said.
fn restart_with(model: &mut Model, parts: bool) -> Vec<Effect> {
    model.phase = Phase::Loading;
    (model.unconfirmed, model.foretold_list) = (false, 0);
    (model.list, model.reading, model.gathering) = (None, None, None);
    model.views = Views::default();
    (model.missing, model.missing_passage, model.explained, model.doubted) = (None, None, None, None);
    let mut effects = model.unprepare();
    effects.push(Effect::Start);
    effects.extend(model.ask_words());
    effects.push(model.open_with(parts));
    effects.extend(model.ask_corrections());
    effects.extend(model.ask_all());
    effects.extend(model.ask_own());
    effects
}

/// The reader decided what is not the same: that is kept, and everything is asked for anew.
fn kept(model: &mut Model) -> Vec<Effect> {
    let mut effects = vec![Effect::KeepApart { apart: model.apart.to_string() }];
    effects.extend(folded(model));
    effects.push(Effect::Focus("moved"));
    effects
}

fn folded(model: &mut Model) -> Vec<Effect> {
    model.doubted = None;
    let apart = model.apart.clone();
    let mut effects = vec![Effect::Ask(model.ask(Ask::Fold { apart }))];
    effects.extend(model.ask_all());
    effects
}

/// What decides which rows a state lists.
fn listed(state: &State) -> impl PartialEq + use<> {
    (state.query.clone(), state.chosen.clone(), state.sort, state.unfolded, state.mine)
}

/// The state is another one: whatever it shows is asked for.
fn became(model: &mut Model, state: State) -> Vec<Effect> {
    let old = std::mem::replace(&mut model.state, state);
    if old.own != model.state.own {
        let mut effects = restart(model);
        effects.push(Effect::Show(model.state.passage));
        return effects;
    }
    let mut effects: Vec<Effect> = model.ask_words().into_iter().chain(model.ask_own()).collect();
    let old_tongue = old.tongue.unwrap_or(model.browser_tongue);
    if listed(&old) != listed(&model.state) {
        effects.push(model.ask_list(0));
        model.explained = None;
    }
    let viewed = |state: &State| (listed(state), state.view, state.by.clone(), state.sides.clone());
    if (viewed(&old), old_tongue) != (viewed(&model.state), model.tongue()) {
        effects.extend(views::ask(model));
    }
    let read = |state: &State| (state.article, listed(state));
    if read(&old) != read(&model.state) {
        if old.article != model.state.article {
            model.reading = None;
            model.missing = None;
            if old.article.is_some() && model.state.article.is_some() {
                // The link that was followed leads on from the new article by now.
                effects.push(Effect::Focus("main"));
            }
        }
        effects.extend(model.ask_reading());
    }
    if old.group != model.state.group {
        model.gathering = None;
        model.missing_passage = None;
        model.doubted = None;
        model.moved = None;
        model.gathered_at_most = PAGE;
        effects.extend(model.ask_gathering());
    }
    if old.lesson != model.state.lesson {
        effects.extend(model.ask_lesson());
    }
    if model.state.view != View::Group {
        model.behind = None;
    } else if old.view == View::Article {
        model.behind = Some(Box::new(old.clone()));
    }
    let shown = |state: &State| (state.view, state.article, state.passage, state.group);
    if shown(&old) != shown(&model.state) {
        effects.push(Effect::Show(model.state.passage));
    }
    effects
}

/// The worker answered. Answers to any but the newest question of their kind are dropped.
fn replied(model: &mut Model, reply: Reply) -> Vec<Effect> {
    model.unconfirmed &= !matches!(reply.tell, Tell::Opened(_) | Tell::Failed(_));
    match reply.tell {
        Tell::Opened(overview) if model.is_growing() => match model.prepared(reply.id, None) {
            Some(mut effects) => {
                model.phase = Phase::Ready(overview.into());
                effects.extend(model.ask_corrections());
                effects.extend(model.ask_shown());
                return effects;
            }
            None => model.phase = Phase::Ready(overview.into()),
        },
        Tell::Opened(overview) => model.phase = Phase::Ready(overview.into()),
        Tell::AsTold => model.told(reply.id),
        // For good: there are as many as there are languages.
        Tell::Words(tongue, words) => model.words.push((tongue, words.leak())),
        Tell::Walking(walk) => own::walking(model, reply.id, walk),
        Tell::List(list) if reply.id == model.asked_list => {
            (model.asked_list, model.foretold_list) = (0, 0);
            if list.rows.is_empty() && list.offset > 0 && list.groups > 0 {
                // The list has become shorter than the place that is looked at.
                return vec![model.ask_list(0)];
            }
            let joined = match &model.list {
                Some(there) if model.joins => window::joined(there, *list),
                _ => *list,
            };
            model.list = Some(joined.into());
        }
        tell @ (Tell::Figures(_) | Tell::Compared(_) | Tell::Crossed(_)) => model.views.replied(reply.id, tell),
        Tell::Corrected(values) => {
            if let Phase::Ready(overview) = &mut model.phase {
                overview.make_mut().values = values;
            }
        }
        Tell::Article(reading) if reply.id == model.asked_reading => {
            model.asked_reading = 0;
            let first = model.reading.is_none();
            model.reading = Some(reading.into());
            if first {
                return vec![Effect::Show(model.state.passage)];
            }
        }
        Tell::NoSuchArticle(article) if reply.id == model.asked_reading => {
            model.asked_reading = 0;
            model.missing = Some(article);
        }
        Tell::Gathered(gathering) if reply.id == model.asked_gathering => {
            model.asked_gathering = 0;
            model.gathering = Some(gathering.into());
        }
        Tell::NoSuchPassage(passage) if reply.id == model.asked_gathering => {
            model.asked_gathering = 0;
            model.missing_passage = Some(passage);
        }
        Tell::Parcel(parcel) => return carry::came(model, reply.id, Ok(*parcel)),
        Tell::Annotated(labels) => return carry::annotated(model, reply.id, labels),
        Tell::Code(link, code) => return carry::coded(model, link, code),
        Tell::Packed(packed) => carry::packed(model, reply.id, packed),
        Tell::Lesson(lesson) => return carry::unpacked(model, reply.id, lesson.map(|lesson| *lesson)),
        Tell::Picks(rows) => model.carry.picks = Some(rows.into()),
        Tell::NoParcel(why) => return carry::came(model, reply.id, Err(why)),
        Tell::Failed(failure) => match model.prepared(reply.id, Some(&failure)) {
            Some(effects) => return effects,
            None => model.phase = Phase::Failed(failure),
        },
        Tell::List(_) | Tell::Article(_) | Tell::Gathered(_) => {}
        Tell::NoSuchArticle(_) | Tell::NoSuchPassage(_) => {}
    }
    Vec::new()
}

pub mod carry;
mod first;
pub mod held;
pub mod keys;
pub mod marks;
pub mod own;
#[cfg(test)]
mod tests;
pub mod views;
mod window;
