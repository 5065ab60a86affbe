//! What does the page know about what a reader takes along?

use std::rc::Rc;

use super::{Effect, Model};
use crate::correction::{self, Correction};
use crate::protocol::{Ask, Form, Parcel};
use crate::url::State;

/// The panel from which things are taken along.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carry {
    /// Whether it is open.
    pub open: bool,
    /// What became of the last wish.
    pub fate: Fate,
    /// The number of the question whose answer is awaited; 0 for none.
    asked: u64,
}

/// What became of the last wish.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Fate {
    /// There was none.
    #[default]
    None,
    /// The file is being written.
    Writing,
    /// It was handed to the browser under this name.
    Saved(String),
    /// There is none, for this reason.
    Failed(String),
    /// So many labels came in.
    Annotated(usize),
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The panel is opened or closed.
    Toggled,
    /// The page with its collection is wished as one file.
    SaveAsked,
    /// What is shown is wished in a form. With it, the address of the page; empty where nobody else could
    /// follow it.
    ExportAsked(Form, String),
    /// A file of annotations was chosen and read.
    AnnotationsChosen(String),
}

/// The state that a link or a file carries: it says in which language it was looked at, so that a class
/// sees the same page.
fn told(model: &Model) -> State {
    State { tongue: Some(model.tongue()), ..model.state.clone() }
}

pub(super) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Toggled => {
            model.carry.open = !model.carry.open;
            if model.carry.fate != Fate::Writing {
                model.carry.fate = Fate::None;
            }
            Vec::new()
        }
        Msg::SaveAsked => {
            // The file has the open collection as its own articles: its links need not name it.
            let href = State { own: None, ..told(model) }.href();
            let ask = Ask::Carry { href, labels: correction::write(&model.corrections), apart: model.apart.clone() };
            wish(model, ask)
        }
        Msg::ExportAsked(form, base) => {
            let ask = Ask::Export { state: Box::new(model.state.clone()), form, tongue: model.tongue(), base };
            wish(model, ask)
        }
        Msg::AnnotationsChosen(text) => wish(model, Ask::Annotations(text)),
    }
}

/// Labels came in from a file. The newest about a label stays: those of the file.
pub(super) fn annotated(model: &mut Model, id: u64, labels: Vec<Correction>) -> Vec<Effect> {
    if model.carry.asked != id {
        return Vec::new();
    }
    model.carry.asked = 0;
    model.carry.fate = Fate::Annotated(labels.len());
    let mut list = model.corrections.to_vec();
    labels.into_iter().for_each(|label| correction::add(&mut list, label));
    model.correct(list, true)
}

fn wish(model: &mut Model, ask: Ask) -> Vec<Effect> {
    let question = model.ask(ask);
    model.carry.asked = question.id;
    model.carry.fate = Fate::Writing;
    vec![Effect::Ask(question)]
}

/// The worker wrote a file, or could not.
pub(super) fn came(model: &mut Model, id: u64, parcel: Result<Parcel, String>) -> Vec<Effect> {
    if model.carry.asked != id {
        return Vec::new();
    }
    model.carry.asked = 0;
    match parcel {
        Ok(parcel) => {
            model.carry.fate = Fate::Saved(parcel.name.clone());
            vec![Effect::Save(Rc::new(parcel))]
        }
        Err(why) => {
            model.carry.fate = Fate::Failed(why);
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{self, update};
    use crate::article::PassageId;
    use crate::protocol::{Reply, Tell};
    use crate::words::Tongue;

    #[test]
    fn the_newest_wish_is_saved_with_what_the_reader_decided() {
        let mut model = Model::new(String::new(), Tongue::De);
        model.state.query = "KI".into();
        model.apart.take_out(PassageId(1), PassageId(2));
        let ids: Vec<u64> = (0..2)
            .map(|_| match update(&mut model, app::Msg::Carry(Msg::SaveAsked)).as_slice() {
                [Effect::Ask(question)] => {
                    let Ask::Carry { href, labels, apart } = &question.ask else { panic!("{question:?}") };
                    assert_eq!((href.as_str(), labels.as_str()), ("#q=KI&lang=de", ""));
                    assert!(apart.holds(PassageId(1)));
                    question.id
                }
                other => panic!("{other:?}"),
            })
            .collect();
        let parcel = Parcel { name: "a.html".into(), mime: String::new(), bytes: vec![1] };
        let reply = |id| app::Msg::Replied(Reply { id, tell: Tell::Parcel(Box::new(parcel.clone())) });
        assert_eq!(update(&mut model, reply(ids[0])), []);
        assert_eq!(model.carry.fate, Fate::Writing);
        assert_eq!(update(&mut model, reply(ids[1])), [Effect::Save(Rc::new(parcel.clone()))]);
        assert_eq!(model.carry.fate, Fate::Saved("a.html".into()));
        update(&mut model, app::Msg::Carry(Msg::SaveAsked));
        let id = model.carry.asked;
        update(&mut model, app::Msg::Replied(Reply { id, tell: Tell::NoParcel("voll".into()) }));
        assert_eq!(model.carry.fate, Fate::Failed("voll".into()));
    }
}
