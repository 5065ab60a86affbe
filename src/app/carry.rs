//! What does the page know about what a reader takes along?

use std::rc::Rc;

use super::{Effect, Held, Model};
use crate::article::PassageId;
use crate::correction::{self, Correction};
use crate::lesson::Lesson;
use crate::protocol::{Ask, Form, Parcel, Row};
use crate::qr::Code;
use crate::url::State;

/// The panel from which things are taken along.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carry {
    /// Whether it is open.
    pub open: bool,
    /// What became of the last wish.
    pub fate: Fate,
    /// The QR code that is shown, with its link.
    pub code: Option<(String, Option<Held<Code>>)>,
    /// Whether the view is to be printed once its code is there.
    printing: bool,
    /// The lesson that is being put together; its passages are chosen while the panel is open.
    pub draft: Lesson,
    /// The draft as it stands in a link; empty where there is none.
    pub packed: String,
    /// The lesson that the link carries.
    pub lesson: Option<Held<Lesson>>,
    /// Whether the link says that it carries one, and none can be read.
    pub unreadable: bool,
    /// Its passages that are here; nothing before they came.
    pub picks: Option<Held<Vec<Row>>>,
    /// The number of the question whose answer is awaited; 0 for none.
    asked: u64,
    asked_lesson: u64,
    asked_packed: u64,
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
    /// The view is to be handed to the system's share sheet.
    ShareAsked,
    /// The QR code of the link is to be shown, or no longer. With it, the address of the page.
    CodeAsked(String),
    /// What is shown is to be printed, with its link's code. With it, the address of the page; empty where
    /// nobody else could follow it.
    PrintAsked(String),
    /// The lesson's title is this now.
    Titled(String),
    /// The lesson's task is this now.
    Tasked(String),
    /// A passage goes into the lesson, or out of it.
    Picked(PassageId),
    /// A file of annotations was chosen and read.
    AnnotationsChosen(String),
}

/// The state that a link or a file carries: it says in which language it was looked at, so that a class
/// sees the same page. A lesson that is being put together goes along.
pub(super) fn told(model: &Model) -> State {
    let lesson = if model.carry.packed.is_empty() { &model.state.lesson } else { &model.carry.packed };
    State { tongue: Some(model.tongue()), lesson: lesson.clone(), ..model.state.clone() }
}

impl Model {
    /// The link to what is shown, from `#` on, with the lesson that is being put together.
    pub fn link(&self) -> String {
        told(self).href()
    }

    /// Asks for the lesson that the link carries.
    pub(super) fn ask_lesson(&mut self) -> Option<Effect> {
        (self.carry.lesson, self.carry.picks, self.carry.unreadable) = (None, None, false);
        if self.state.lesson.is_empty() {
            self.carry.asked_lesson = 0;
            return None;
        }
        let question = self.ask(Ask::Unpack(self.state.lesson.clone()));
        self.carry.asked_lesson = question.id;
        Some(Effect::Ask(question))
    }

    /// Asks for the passages of the lesson.
    pub(super) fn ask_picks(&mut self) -> Option<Effect> {
        let picks = self.carry.lesson.as_ref().map(|lesson| lesson.picks.clone()).filter(|picks| !picks.is_empty())?;
        Some(Effect::Ask(self.ask(Ask::Picks(picks))))
    }
}

/// The lesson came.
pub(super) fn unpacked(model: &mut Model, id: u64, lesson: Option<Lesson>) -> Vec<Effect> {
    if model.carry.asked_lesson != id {
        return Vec::new();
    }
    model.carry.unreadable = lesson.is_none();
    model.carry.lesson = lesson.map(Held::from);
    model.ask_picks().into_iter().collect()
}

/// A link's code came.
pub(super) fn coded(model: &mut Model, link: String, code: Option<Code>) -> Vec<Effect> {
    model.carry.code = Some((link, code.map(Held::from)));
    std::mem::take(&mut model.carry.printing).then_some(Effect::Print).into_iter().collect()
}

/// The draft came as it stands in a link.
pub(super) fn packed(model: &mut Model, id: u64, packed: String) {
    if model.carry.asked_packed == id {
        model.carry.packed = packed;
    }
}

/// The draft is another one: its link is asked for.
fn drafted(model: &mut Model) -> Vec<Effect> {
    if model.carry.draft.is_empty() {
        model.carry.packed.clear();
        model.carry.asked_packed = 0;
        return Vec::new();
    }
    let question = model.ask(Ask::Pack(Box::new(model.carry.draft.clone())));
    model.carry.asked_packed = question.id;
    vec![Effect::Ask(question)]
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
        Msg::ShareAsked => vec![Effect::Share { href: model.link() }],
        Msg::CodeAsked(base) => {
            let link = format!("{base}{}", model.link());
            if model.carry.code.take().is_some_and(|(shown, _)| shown == link) {
                return Vec::new();
            }
            vec![Effect::Ask(model.ask(Ask::Code(link)))]
        }
        Msg::PrintAsked(base) => {
            let link = format!("{base}{}", model.link());
            if base.is_empty() || model.carry.code.as_ref().is_some_and(|(shown, _)| *shown == link) {
                return vec![Effect::Print];
            }
            model.carry.printing = true;
            vec![Effect::Ask(model.ask(Ask::Code(link)))]
        }
        Msg::Titled(title) => {
            model.carry.draft.title = title;
            drafted(model)
        }
        Msg::Tasked(task) => {
            model.carry.draft.task = task;
            drafted(model)
        }
        Msg::Picked(passage) => {
            let picks = &mut model.carry.draft.picks;
            match picks.iter().position(|known| *known == passage) {
                Some(place) => drop(picks.remove(place)),
                None => picks.push(passage),
            }
            drafted(model)
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
        let reply = |id| app::Msg::replied(Reply { id, tell: Tell::Parcel(Box::new(parcel.clone())) });
        assert_eq!(update(&mut model, reply(ids[0])), []);
        assert_eq!(model.carry.fate, Fate::Writing);
        assert_eq!(update(&mut model, reply(ids[1])), [Effect::Save(Rc::new(parcel.clone()))]);
        assert_eq!(model.carry.fate, Fate::Saved("a.html".into()));
        update(&mut model, app::Msg::Carry(Msg::SaveAsked));
        let id = model.carry.asked;
        update(&mut model, app::Msg::replied(Reply { id, tell: Tell::NoParcel("voll".into()) }));
        assert_eq!(model.carry.fate, Fate::Failed("voll".into()));
    }

    #[test]
    fn a_view_is_printed_once_its_code_is_there() {
        let mut model = Model::new(String::new(), Tongue::De);
        let base = "https://schule.example/".to_string();
        let print = app::Msg::Carry(Msg::PrintAsked(base.clone()));
        let link = format!("{base}#lang=de");
        let asked = update(&mut model, print.clone());
        assert!(matches!(&asked[..], [Effect::Ask(question)] if question.ask == Ask::Code(link.clone())));
        let code = |id| app::Msg::replied(Reply { id, tell: Tell::Code(link.clone(), None) });
        assert_eq!(update(&mut model, code(1)), [Effect::Print]);
        assert_eq!(update(&mut model, code(2)), [], "once");
        assert_eq!(update(&mut model, print), [Effect::Print], "the code is there");
        let file = app::Msg::Carry(Msg::PrintAsked(String::new()));
        assert_eq!(update(&mut model, file), [Effect::Print], "a file has no link for others");
    }

    #[test]
    fn a_lesson_goes_into_the_link_and_comes_out_of_it() {
        let mut model = Model::new(String::new(), Tongue::De);
        let send = |model: &mut Model, msg| update(model, app::Msg::Carry(msg));
        send(&mut model, Msg::Titled("Wer spricht?".into()));
        let effects = send(&mut model, Msg::Picked(PassageId(7)));
        let [Effect::Ask(question)] = effects.as_slice() else { panic!("{effects:?}") };
        let Ask::Pack(draft) = &question.ask else { panic!("{question:?}") };
        assert_eq!((draft.title.as_str(), draft.picks.as_slice()), ("Wer spricht?", &[PassageId(7)][..]));
        update(&mut model, app::Msg::replied(Reply { id: question.id - 1, tell: Tell::Packed("old".into()) }));
        assert_eq!(model.link(), "#lang=de", "an older draft is not in the link");
        update(&mut model, app::Msg::replied(Reply { id: question.id, tell: Tell::Packed("abc".into()) }));
        assert_eq!(model.link(), "#lang=de&lesson=abc");
        for msg in [Msg::Picked(PassageId(7)), Msg::Titled(" ".into())] {
            send(&mut model, msg);
        }
        assert_eq!(model.link(), "#lang=de", "an empty lesson is none");

        let follow = app::Msg::LinkFollowed { fragment: "#lesson=abc".into(), search: String::new() };
        let effects = update(&mut model, follow);
        let id = effects.iter().find_map(|effect| match effect {
            Effect::Ask(question) if question.ask == Ask::Unpack("abc".into()) => Some(question.id),
            _ => None,
        });
        let lesson = Lesson { picks: vec![PassageId(7)], ..Lesson::default() };
        let tell = Tell::Lesson(Some(Box::new(lesson.clone())));
        let effects = update(&mut model, app::Msg::replied(Reply { id: id.unwrap(), tell }));
        assert!(matches!(&effects[..], [Effect::Ask(question)] if question.ask == Ask::Picks(vec![PassageId(7)])));
        assert_eq!(model.carry.lesson.as_deref(), Some(&lesson));
        update(&mut model, app::Msg::LinkFollowed { fragment: String::new(), search: String::new() });
        assert_eq!(model.carry.lesson, None, "the lesson is left");
    }
}
