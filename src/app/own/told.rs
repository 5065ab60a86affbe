//! What becomes of what the reading worker tells?

use super::super::{Effect, Held, Model, Phase};
use super::{Act, act, go, open_parts, plain};
use crate::collection::{Ask, Report, Tell, Trouble};
use crate::protocol::{self, Failure, OwnTexts, Question};
use crate::url::{State, View};

pub(super) fn told(model: &mut Model, tell: Tell) -> Vec<Effect> {
    match tell {
        Tell::Listed(Ok(all)) => {
            model.own.listed(all);
            model.own.doubted = None;
        }
        Tell::Listed(Err(trouble)) => {
            model.own.all = Some(Held::default());
            model.own.trouble = Some(trouble);
        }
        Tell::Begun(name) => {
            if let Some(reading) = &mut model.own.reading {
                reading.name = name;
            }
        }
        Tell::Progress(progress) => {
            if let Some(reading) = &mut model.own.reading {
                reading.progress = progress;
            }
        }
        Tell::Part { early, .. } => {
            let before = model.state.clone();
            let Some(reading) = model.own.reading.as_mut().filter(|reading| early && reading.fresh) else {
                return Vec::new();
            };
            reading.early = Some(before);
            let name = reading.name.clone();
            return open_parts(model, name);
        }
        Tell::Read(report) => return ended(model, *report),
        Tell::Fetched { question, name } if model.own.awaited(question) => {
            let mut effects = Vec::new();
            if model.state.own.as_ref().is_some_and(|own| *own != name) {
                // The link has a former name.
                model.state.own = Some(name.clone());
                effects.push(Effect::Link { href: model.state.href(), step: false });
            }
            let own = Some(OwnTexts { title: name, addresses: Vec::new() });
            let (corpus, apart) = (model.corpus.clone(), model.apart.clone());
            let ask = protocol::Ask::Open { corpus, own, apart, told: Vec::new() };
            effects.push(act(Act::Open { question: Question { id: question, ask }, parts: false }));
            return effects;
        }
        Tell::NotFetched { question, name, trouble } if model.own.awaited(question) => {
            if let Some(place) = model.own.preparing.iter().position(|known| *known == question) {
                model.own.preparing.remove(place);
                model.own.trouble = Some(trouble.unwrap_or(Trouble::Gone(name)));
                return vec![act(Act::Drop(question))];
            }
            model.phase = Phase::Failed(match trouble {
                Some(trouble) => Failure::Own(trouble),
                None => Failure::NoCollection(name),
            });
        }
        Tell::Fetched { .. } | Tell::NotFetched { .. } => {}
        Tell::Renamed { from, to, all } => {
            model.own.listed(all);
            let mut effects = vec![act(Act::Kept)];
            if model.state.own.as_ref() == Some(&from) {
                model.state.own = Some(to.clone());
                effects.push(Effect::Link { href: model.state.href(), step: false });
                if let Phase::Ready(overview) = &mut model.phase {
                    overview.make_mut().title = to;
                }
            }
            return effects;
        }
        Tell::Left { name, all } => {
            let empty = !all.iter().any(|collection| collection.name == name && collection.articles > 0);
            model.own.listed(all);
            let mut effects = vec![act(Act::Kept)];
            if model.state.own.as_ref() == Some(&name) {
                let state = match empty {
                    true => State { view: View::Own, ..plain(model, None) },
                    false => plain(model, Some(name)),
                };
                effects.extend(go(model, state));
            }
            return effects;
        }
        Tell::Packed(name) => return vec![act(Act::Save(name))],
        Tell::Troubled(trouble) => {
            model.own.doubted = None;
            model.own.trouble = Some(trouble);
        }
    }
    Vec::new()
}

/// A reading ended: the collection is opened as a whole.
fn ended(model: &mut Model, report: Report) -> Vec<Effect> {
    let Some(reading) = model.own.reading.take() else { return Vec::new() };
    let name = report.name.clone();
    let mut effects = Vec::new();
    if let Some(all) = &report.all {
        model.own.listed(all.clone());
    }
    model.own.target = None;
    let loose = report.articles > 0 && report.added.is_empty();
    if loose && !model.own.loose.contains(&name) {
        model.own.loose.push(name.clone());
    }
    effects.push(act(Act::Settle { loose: loose.then(|| name.clone()) }));
    if !report.added.is_empty() {
        effects.push(act(Act::Kept));
    }
    let articles = report.articles;
    model.own.report = Some(report.into());
    if articles == 0 {
        return effects;
    }
    let here = model.state.own.as_deref() == Some(&reading.name);
    if here && reading.name != name {
        // Another tab took the name meanwhile.
        model.state.own = Some(name.clone());
        effects.push(Effect::Link { href: model.state.href(), step: false });
    }
    // What is open, or its first part that is about to be, answers until the whole can.
    if here && (model.overview().is_some() || reading.early.is_some() && model.phase == Phase::Loading) {
        effects.extend(prepare(model, name));
    } else if here || reading.early.is_none() {
        effects.extend(go(model, plain(model, Some(name))));
    }
    effects
}

/// The whole is opened beside what is open.
fn prepare(model: &mut Model, name: String) -> Vec<Effect> {
    model.asked += 1;
    let question = model.asked;
    (model.own.walk, model.own.halted) = (None, false);
    model.own.preparing.push(question);
    model.own.fetching.push(question);
    vec![act(Act::Prepare(question)), act(Act::Ask(Ask::Fetch { question, name }))]
}
