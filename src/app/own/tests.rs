use super::*;
use crate::app::Phase;
use crate::app::{self, Effect, Model, update};
use crate::import::{Notice, NoticeKind};
use crate::protocol::Failure;
use crate::protocol::{Ask as Question_, Overview, Reply, Step, Tell as Told};
use crate::words::Tongue;

fn send(model: &mut Model, msg: Msg) -> Vec<Effect> {
    update(model, app::Msg::Own(msg))
}

fn tell(model: &mut Model, tell: Tell) -> Vec<Effect> {
    send(model, Msg::told(tell))
}

/// Answers what the searching worker is asked, as it would.
fn answer(model: &mut Model, effects: &[Effect]) -> Vec<Effect> {
    let mut out = Vec::new();
    for effect in effects {
        let (Effect::Ask(question) | Effect::Own(Act::Open { question, .. })) = effect else { continue };
        let told = match &question.ask {
            Question_::Open { .. } => Told::Opened(Box::new(Overview { title: "da".into(), ..Overview::default() })),
            Question_::List { .. } => Told::List(Box::default()),
            _ => continue,
        };
        out.extend(update(model, app::Msg::replied(Reply { id: question.id, tell: told })));
    }
    out
}

fn opened(link: &str) -> Model {
    let mut model = Model::new("corpus.json".into(), Tongue::De);
    let effects = update(&mut model, app::Msg::LinkFollowed { fragment: link.into(), search: String::new() });
    let effects = effects.into_iter().chain(fetched(&mut model, "Klarna")).collect::<Vec<_>>();
    answer(&mut model, &effects);
    model
}

/// The text of a collection comes for whoever waits for it.
fn fetched(model: &mut Model, name: &str) -> Vec<Effect> {
    let waiting = model.own.fetching.clone();
    waiting.into_iter().flat_map(|question| tell(model, Tell::Fetched { question, name: name.into() })).collect()
}

fn given(names: &[&str], bytes: u64) -> Msg {
    let names = names.iter().map(|name| name.to_string()).collect();
    Msg::Given { names, bytes, name: "Eigene Artikel".into() }
}

fn order(effects: &[Effect]) -> Option<Order> {
    effects.iter().find_map(|effect| match effect {
        Effect::Own(Act::Ask(Ask::Read(order))) => Some(order.clone()),
        _ => None,
    })
}

fn href(effects: &[Effect]) -> Option<&str> {
    effects.iter().find_map(|effect| match effect {
        Effect::Link { href, .. } => Some(href.as_str()),
        _ => None,
    })
}

fn report(name: &str, articles: u32) -> Report {
    let all = Some(vec![Collection { name: name.into(), articles, bytes: 9, ..Collection::default() }]);
    Report { name: name.into(), articles, files: articles, added: vec![1], all, ..Report::default() }
}

#[test]
fn a_folder_that_is_dropped_becomes_a_collection_and_is_opened() {
    let mut model = opened("#company=Klarna&lang=en");
    let effects = send(&mut model, given(&["Presse/a.txt", "Presse/b.pdf"], 100));
    let order = order(&effects).unwrap();
    assert_eq!((order.into.as_deref(), order.name.as_str()), (None, "Presse"));
    tell(&mut model, Tell::Begun("Presse 2".into()));
    assert_eq!(model.own.reading.as_ref().map(|reading| reading.name.as_str()), Some("Presse 2"));
    let effects = tell(&mut model, Tell::Read(Box::new(report("Presse 2", 2))));
    assert_eq!(href(&effects), Some("#corpus=Presse%202&lang=en"), "filters of other articles are of no use");
    assert!(effects.contains(&Effect::Own(Act::Settle { loose: None })) && effects.contains(&Effect::Own(Act::Kept)));
    let opening = fetched(&mut model, "Presse 2");
    assert!(matches!(&opening[..], [Effect::Own(Act::Open { parts: false, .. })]), "{opening:?}");
    assert_eq!(model.phase, Phase::Loading);
    answer(&mut model, &opening);
    assert!(model.overview().is_some());
}

#[test]
fn the_first_part_is_open_while_the_rest_is_read_and_the_whole_takes_its_place() {
    let mut model = opened("");
    send(&mut model, given(&["a.txt", "b.txt"], 23 << 20));
    tell(&mut model, Tell::Begun("Eigene Artikel".into()));
    let effects = tell(&mut model, Tell::Part { articles: 3, early: true });
    assert_eq!(href(&effects), Some("#corpus=Eigene%20Artikel"));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Own(Act::Open { parts: true, .. }))));
    answer(&mut model, &effects);
    assert!(model.overview().is_some() && model.own.reading.is_some());
    assert_eq!(tell(&mut model, Tell::Part { articles: 9, early: false }), []);
    let effects = tell(&mut model, Tell::Read(Box::new(report("Eigene Artikel", 20))));
    let prepared = effects.iter().find_map(|effect| match effect {
        Effect::Own(Act::Prepare(question)) => Some(*question),
        _ => None,
    });
    assert!(model.is_growing() && model.overview().is_some(), "what is open answers until the whole can");
    let opening = fetched(&mut model, "Eigene Artikel");
    let effects = answer(&mut model, &opening);
    assert_eq!(effects.first(), prepared.map(|question| Effect::Own(Act::Swap(question))).as_ref());
    assert!(matches!(&effects[1], Effect::Ask(_)), "the whole is asked for what is shown");
    assert!(!model.is_growing());
}

#[test]
fn a_first_part_that_is_not_open_yet_is_not_thrown_away() {
    let mut model = opened("");
    send(&mut model, given(&["a.zip"], 23 << 20));
    let name = "a".to_string();
    let early = tell(&mut model, Tell::Part { articles: 3, early: true });
    let effects = tell(&mut model, Tell::Read(Box::new(report(&name, 20))));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Own(Act::Prepare(_)))), "{effects:?}");
    assert!(!effects.contains(&Effect::Start));
    answer(&mut model, &early);
    assert!(model.overview().is_some() && model.is_growing());
    let opening = fetched(&mut model, &name);
    assert!(matches!(answer(&mut model, &opening).first(), Some(Effect::Own(Act::Swap(_)))));
}

#[test]
fn what_is_called_off_leaves_no_trace() {
    let mut model = opened("#q=KI");
    let before = model.state.clone();
    send(&mut model, given(&["a.txt"], 23 << 20));
    let effects = tell(&mut model, Tell::Part { articles: 3, early: true });
    answer(&mut model, &effects);
    let effects = send(&mut model, Msg::CancelAsked);
    assert_eq!(effects.first(), Some(&Effect::Own(Act::Stop)));
    assert_eq!((model.state.clone(), model.own.reading.clone()), (before, None));
    assert_eq!(send(&mut model, Msg::CancelAsked), []);
}

#[test]
fn an_opening_can_be_called_off_and_begun_again() {
    let mut model = opened("");
    send(&mut model, given(&["a.zip"], 23 << 20));
    let early = tell(&mut model, Tell::Part { articles: 3, early: true });
    answer(&mut model, &early);
    tell(&mut model, Tell::Read(Box::new(report("a", 20))));
    let question = model.own.preparing[0];
    let walk = Step::Folding.at(1, 2);
    update(&mut model, app::Msg::replied(Reply { id: question, tell: Told::Walking(walk) }));
    assert_eq!(model.own.walk, Some(walk));
    assert_eq!(send(&mut model, Msg::HaltAsked), [Effect::Own(Act::Drop(question))]);
    assert!(model.own.halted && model.overview().is_some() && model.own.walk.is_none());
    // What is still on its way from that worker changes nothing.
    let late = Reply { id: question, tell: Told::Walking(walk) };
    assert_eq!((update(&mut model, app::Msg::replied(late)), model.own.walk), (vec![], None));
    assert_eq!(update(&mut model, app::Msg::RetryAsked).first(), Some(&Effect::Start));
    assert!(!model.own.halted && model.phase == Phase::Loading);
    // Where nothing is open yet, calling it off leads to all collections.
    let effects = send(&mut model, Msg::HaltAsked);
    assert_eq!(href(&effects), Some("#view=own"));
    assert!(effects.contains(&Effect::Start) && model.state.own.is_none());
    assert_eq!(send(&mut model, Msg::HaltAsked), [], "the site's articles are not called off");
}

#[test]
fn a_worker_that_dies_is_told_with_the_file_and_nothing_changes() {
    let mut model = opened("");
    send(&mut model, given(&["a.txt", "b.pdf"], 9));
    let progress = Progress { file: "b.pdf".into(), ..Progress::default() };
    tell(&mut model, Tell::Progress(progress));
    let effects = send(&mut model, Msg::Crashed);
    assert_eq!(model.own.trouble, Some(Trouble::Crashed("b.pdf".into())));
    assert_eq!(effects.first(), Some(&Effect::Own(Act::Stop)));
    assert!(model.own.reading.is_none() && model.overview().is_some());
}

#[test]
fn files_go_where_the_reader_wants_them() {
    let mut model = opened("#corpus=Klarna");
    assert_eq!(order(&send(&mut model, given(&["a.txt"], 1))).unwrap().into.as_deref(), Some("Klarna"));
    send(&mut model, Msg::CancelAsked);
    send(&mut model, Msg::Aimed(Target::New));
    assert_eq!(order(&send(&mut model, given(&["a.txt"], 1))).unwrap().into, None);
    send(&mut model, Msg::CancelAsked);
    send(&mut model, Msg::Aimed(Target::Into("Presse".into())));
    assert_eq!(order(&send(&mut model, given(&["a.txt"], 1))).unwrap().into.as_deref(), Some("Presse"));
}

#[test]
fn too_much_is_said_before_anything_is_read() {
    let mut model = opened("#corpus=Klarna");
    send(&mut model, Msg::Memory(Some(4.0)));
    let held = Collection { name: "Klarna".into(), bytes: 20_000_000, ..Collection::default() };
    tell(&mut model, Tell::Listed(Ok(vec![held])));
    let effects = send(&mut model, given(&["a.txt"], 20_000_000));
    assert_eq!(effects, []);
    assert_eq!(model.own.trouble, Some(Trouble::TooMuch { given: 40_000_000, most: 32_000_000 }));
    assert_eq!(send(&mut model, given(&[], 0)), []);
    assert_eq!(model.own.trouble, Some(Trouble::NoFiles));
    send(&mut model, given(&["a.txt"], 1));
    send(&mut model, given(&["b.txt"], 1));
    assert_eq!(model.own.trouble, Some(Trouble::Busy));
}

#[test]
fn what_the_device_does_not_keep_is_open_in_this_tab() {
    let mut model = opened("");
    send(&mut model, given(&["a.txt"], 9));
    let trouble = Some(Trouble::Full { used: 9, most: 9 });
    let came = Report { added: vec![], trouble: trouble.clone(), all: None, ..report("a", 1) };
    let effects = tell(&mut model, Tell::Read(Box::new(came)));
    assert!(effects.contains(&Effect::Own(Act::Settle { loose: Some("a".into()) })));
    assert!(!effects.contains(&Effect::Own(Act::Kept)));
    assert_eq!((model.own.loose.as_slice(), model.state.own.as_deref()), (&["a".to_string()][..], Some("a")));
    assert_eq!(model.own.aim(&model.state), None, "nothing is added to what is not kept");
    let effects = send(&mut model, Msg::RemoveAsked("a".into()));
    assert!(effects.contains(&Effect::Own(Act::Forget("a".into()))) && model.own.loose.is_empty());
    assert_eq!(model.state.own, None);
}

#[test]
fn wrong_letters_are_put_right_only_when_asked_and_in_place_of_the_first_reading() {
    let mut model = opened("");
    send(&mut model, given(&["a.txt"], 9));
    let kind = NoticeKind::Mojibake { places: 1, before: "fÃ¼r".into(), after: "für".into() };
    let notices = vec![Notice { file: "a.txt".into(), line: None, kind }];
    tell(&mut model, Tell::Read(Box::new(Report { notices, ..report("a", 1) })));
    let effects = send(&mut model, Msg::Letters { repair: true, name: "a".into() });
    let order = order(&effects).unwrap();
    assert!(order.repair);
    assert_eq!((order.into.as_deref(), order.instead.as_slice()), (Some("a"), &[1][..]));
}

#[test]
fn nothing_that_can_be_read_leads_nowhere() {
    let mut model = opened("#q=KI");
    send(&mut model, given(&["a.exe"], 9));
    let effects = tell(&mut model, Tell::Read(Box::new(Report { name: "a".into(), ..Report::default() })));
    assert_eq!((href(&effects), model.state.query.as_str()), (None, "KI"));
    assert!(model.own.report.is_some());
}

#[test]
fn a_link_to_a_collection_that_is_not_here_says_so() {
    let mut model = Model::new("corpus.json".into(), Tongue::De);
    update(&mut model, app::Msg::LinkFollowed { fragment: "#corpus=Fremd".into(), search: String::new() });
    let question = model.own.fetching[0];
    tell(&mut model, Tell::NotFetched { question, name: "Fremd".into(), trouble: None });
    assert_eq!(model.phase, Phase::Failed(Failure::NoCollection("Fremd".into())));
    let effects = update(&mut model, app::Msg::LinkFollowed { fragment: String::new(), search: String::new() });
    assert!(matches!(&effects[..2], [Effect::Start, Effect::Ask(_)]), "the bundled articles are opened: {effects:?}");
}

#[test]
fn a_former_name_in_a_link_gives_way_to_the_name() {
    let mut model = Model::new("corpus.json".into(), Tongue::De);
    update(&mut model, app::Msg::LinkFollowed { fragment: "#q=KI&corpus=Alt".into(), search: String::new() });
    let effects = fetched(&mut model, "Neu");
    assert_eq!(href(&effects), Some("#q=KI&corpus=Neu"));
    let all = vec![Collection { name: "Neuer".into(), ..Collection::default() }];
    let effects = tell(&mut model, Tell::Renamed { from: "Neu".into(), to: "Neuer".into(), all });
    assert_eq!(href(&effects), Some("#q=KI&corpus=Neuer"));
}

#[test]
fn a_whole_that_cannot_be_opened_leaves_the_part_open() {
    let mut model = opened("#corpus=Klarna");
    send(&mut model, given(&["a.txt"], 9));
    tell(&mut model, Tell::Read(Box::new(report("Klarna", 3))));
    let question = model.own.preparing[0];
    let failed = Told::Failed(Failure::Fetch("weg".into()));
    let effects = update(&mut model, app::Msg::replied(Reply { id: question, tell: failed }));
    assert_eq!(effects, [Effect::Own(Act::Drop(question))]);
    assert!(model.overview().is_some());
    assert_eq!(model.own.trouble, Some(Trouble::NotOpened("weg".into())));
}

#[test]
fn an_article_leaves_once_it_was_said_twice() {
    let mut model = opened("corpus=Klarna");
    let article = crate::article::Article::new(Default::default(), "x".into(), Vec::new()).id;
    assert!(send(&mut model, Msg::LeaveDoubted(Some(article))).is_empty());
    assert_eq!(model.own.leaving, Some(article));
    let asked = send(&mut model, Msg::LeaveAsked(article));
    assert_eq!(asked, [Effect::Own(Act::Ask(Ask::Leave { name: "Klarna".into(), article }))]);
    assert_eq!(model.own.leaving, None);
    let left = |articles| Tell::Left {
        name: "Klarna".into(),
        all: vec![Collection { name: "Klarna".into(), articles, ..Collection::default() }],
    };
    // What is left is opened anew; where nothing is left the collections are shown.
    let effects = tell(&mut model, left(2));
    assert_eq!(href(&effects), Some("#corpus=Klarna"));
    assert_eq!(model.phase, Phase::Loading);
    tell(&mut model, left(0));
    assert_eq!((model.state.view, &model.state.own), (View::Own, &None));
}
