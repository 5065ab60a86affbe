use super::*;
use crate::protocol::Row;

/// A page that has been opened by a link and got its corpus and first rows.
fn opened(link: &str) -> Model {
    let mut model = Model::new("corpus.json".into(), Tongue::De);
    let effects = follow(&mut model, link);
    answer(&mut model, &effects);
    model
}

fn follow(model: &mut Model, link: &str) -> Vec<Effect> {
    update(model, Msg::LinkFollowed { fragment: link.into(), search: String::new() })
}

fn questions(effects: &[Effect]) -> Vec<&Question> {
    effects.iter().filter_map(|effect| if let Effect::Ask(question) = effect { Some(question) } else { None }).collect()
}

fn rows(number: usize) -> Vec<Row> {
    let row = |number: usize| Row {
        passage: PassageId(number as u64),
        article: 0,
        kind: crate::article::PassageKind::Text,
        text: String::new(),
        lang: None,
        marks: vec![],
        tags: vec![],
        places: vec![],
        copies: 1,
        wordings: 1,
        beside: 0,
    };
    (0..number).map(row).collect()
}

/// Answers each question as the worker would, with 100 rows in all.
fn answer(model: &mut Model, effects: &[Effect]) {
    answer_of(model, effects, 100);
}

fn answer_of(model: &mut Model, effects: &[Effect], all: u32) {
    for question in questions(effects) {
        let tell = match &question.ask {
            Ask::Open { .. } | Ask::Fold { .. } => Tell::Opened(Box::default()),
            Ask::Gather { limit, .. } => Tell::Gathered(Box::new(Gathering { copies: *limit, ..Gathering::default() })),
            Ask::List { offset, limit, .. } => {
                let count = (all - offset).min(*limit) as usize;
                Tell::List(Box::new(List { groups: all, offset: *offset, rows: rows(count), ..List::default() }))
            }
            Ask::Words(tongue) => Tell::Words(*tongue, "x = y".into()),
            Ask::Figures { .. } => Tell::Figures(Box::default()),
            Ask::Compare(_) => Tell::Compared(Box::default()),
            Ask::Cross(_) => Tell::Crossed(Box::default()),
            Ask::Corrections(_) => Tell::Corrected(vec![]),
            Ask::Carry { .. } | Ask::Export { .. } | Ask::Annotations(_) => Tell::NoParcel(String::new()),
            Ask::Code(link) => Tell::Code(link.clone(), None),
            Ask::Pack(_) => Tell::Packed(String::new()),
            Ask::Unpack(_) => Tell::Lesson(None),
            Ask::Picks(_) => Tell::Picks(vec![]),
            Ask::Read { .. } => Tell::Article(Box::new(Reading { rows: rows(3), ..Reading::default() })),
        };
        update(model, Msg::replied(Reply { id: question.id, tell }));
    }
}

fn link(effects: &[Effect]) -> Option<(&str, bool)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Link { href, step } => Some((href.as_str(), *step)),
        _ => None,
    })
}

#[test]
fn the_first_link_starts_everything_at_once() {
    let mut model = Model::new("corpus.json".into(), Tongue::De);
    let effects = follow(&mut model, "#company=Klarna");
    assert_eq!(effects.first(), Some(&Effect::Start));
    let asked: Vec<_> = questions(&effects).into_iter().map(|question| &question.ask).collect();
    assert!(matches!(asked[..], [Ask::Words(Tongue::De), Ask::Open { .. }, Ask::List { offset: 0, .. }]), "{asked:?}");
    assert_eq!(model.phase, Phase::Loading);
    answer(&mut model, &effects);
    assert!(model.overview().is_some() && !model.is_behind());
    assert_eq!(model.list.as_ref().map(|list| list.rows.len()), Some(FIRST as usize));
}

#[test]
fn a_click_on_a_link_filters_and_back_undoes_it() {
    let mut model = opened("");
    let clicked = model.state.toggled("company", "Klarna").href();
    let effects = follow(&mut model, &clicked);
    assert_eq!(link(&effects), None, "the browser has put it into the address already");
    assert_eq!(questions(&effects).len(), 1);
    answer(&mut model, &effects);
    let effects = follow(&mut model, "");
    assert_eq!((model.state.clone(), questions(&effects).len()), (State::default(), 1));
}

#[test]
fn a_word_typed_is_one_step_back_not_one_a_letter() {
    let mut model = opened("");
    let steps: Vec<_> = ["K", "Kl", "Kla"]
        .map(|typed| {
            let effects = update(&mut model, Msg::Typed(typed.into()));
            answer(&mut model, &effects);
            link(&effects).map(|(_, step)| step)
        })
        .to_vec();
    assert_eq!(steps, [Some(true), Some(false), Some(false)]);
    let clicked = model.state.toggled("company", "IBM").href();
    follow(&mut model, &clicked);
    let effects = update(&mut model, Msg::Typed("Klar".into()));
    assert_eq!(link(&effects), Some(("#q=Klar&company=IBM", true)));
}

#[test]
fn only_the_newest_question_is_answered() {
    let mut model = opened("");
    let first = update(&mut model, Msg::Typed("a".into()));
    let second = update(&mut model, Msg::Typed("ab".into()));
    let shown = model.list.clone();
    answer(&mut model, &first);
    assert!(model.is_behind());
    assert_eq!(model.list, shown);
    answer(&mut model, &second);
    assert!(!model.is_behind());
}

/// The first row's place and how many there are.
fn window(model: &Model) -> (u32, usize) {
    model.list.as_ref().map(|list| (list.offset, list.rows.len())).unwrap()
}

#[test]
fn more_rows_join_those_that_are_there_and_the_window_stays_small() {
    let mut model = opened("");
    let mut step = |msg: Msg| {
        let effects = update(&mut model, msg);
        answer_of(&mut model, &effects, 1000);
        window(&model)
    };
    assert_eq!(step(Msg::MoreAsked), (0, 60));
    assert_eq!(step(Msg::MoreAsked), (0, 100));
    assert_eq!(step(Msg::MoreAsked), (40, 100));
    assert_eq!(step(Msg::MoreAsked), (80, 100));
    assert_eq!(step(Msg::EarlierAsked), (40, 120));
    assert_eq!(step(Msg::EarlierAsked), (0, 120));
    assert_eq!(step(Msg::EarlierAsked), (0, 120));
    assert_eq!(step(Msg::JumpAsked(500)), (440, 80));
    assert_eq!(step(Msg::MoreAsked), (440, 120));
    assert_eq!(step(Msg::Typed("KI".into())), (0, 20), "another list begins at its beginning");
}

#[test]
fn the_last_rows_are_the_end() {
    let mut model = opened("");
    for expected in [(0, 60), (0, 100), (0, 100)] {
        let effects = update(&mut model, Msg::MoreAsked);
        answer(&mut model, &effects);
        assert_eq!(window(&model), expected);
    }
}

#[test]
fn an_article_opens_at_a_passage_and_leaves_the_filters_alone() {
    let mut model = opened("#company=Klarna");
    let (article, passage) = (ArticleId::of("a"), PassageId::of("p"));
    let opening = model.state.reading(article, Some(passage)).href();
    assert_eq!(opening, format!("#company=Klarna&view=article&in={article}&passage={passage}"));
    let effects = follow(&mut model, &opening);
    assert!(matches!(questions(&effects)[..], [Question { ask: Ask::Read { .. }, .. }]));
    answer(&mut model, &effects);
    assert!(model.reading.is_some());
    let listing = model.state.listing().href();
    assert_eq!(listing, "#company=Klarna");
    let effects = follow(&mut model, &listing);
    assert!(questions(&effects).is_empty(), "the rows are still there");
}

#[test]
fn an_article_that_is_not_here_is_said_to_be_missing() {
    let mut model = opened("");
    let article = ArticleId::of("elsewhere");
    let opening = model.state.reading(article, None).href();
    let effects = follow(&mut model, &opening);
    let id = questions(&effects)[0].id;
    update(&mut model, Msg::replied(Reply { id, tell: Tell::NoSuchArticle(article) }));
    assert_eq!(model.missing, Some(article));
    follow(&mut model, "");
    assert_eq!(model.missing, None);
}

#[test]
fn a_strange_link_is_named_until_the_reader_goes_on() {
    let mut model = opened("#colour=red");
    assert_eq!(model.strange, [Strange::Key("colour".into())]);
    follow(&mut model, "#stance=mixed");
    assert!(model.strange.is_empty());
}

#[test]
fn a_link_with_a_question_mark_is_rewritten() {
    let mut model = Model::new("corpus.json".into(), Tongue::De);
    let effects = update(&mut model, Msg::LinkFollowed { fragment: String::new(), search: "?company=IBM".into() });
    assert_eq!(link(&effects), Some(("#company=IBM", false)));
}

#[test]
fn a_silent_worker_is_a_failure_and_can_be_tried_again() {
    let mut model = Model::new("corpus.json".into(), Tongue::De);
    follow(&mut model, "");
    update(&mut model, Msg::WorkerSilent);
    assert_eq!(model.phase, Phase::Failed(Failure::Worker));
    let effects = update(&mut model, Msg::RetryAsked);
    assert_eq!(model.phase, Phase::Loading);
    answer(&mut model, &effects);
    update(&mut model, Msg::WorkerSilent);
    assert!(model.overview().is_some(), "a late alarm changes nothing");
}

#[test]
fn the_copied_link_names_the_language() {
    let mut model = opened("#stance=mixed");
    assert_eq!(update(&mut model, Msg::CopyAsked), [Effect::Copy { href: "#stance=mixed&lang=de".into() }]);
    assert_eq!(update(&mut model, Msg::CopyEnded(true)), [Effect::ForgetCopy]);
    assert_eq!(model.copied, Copied::Done);
    update(&mut model, Msg::CopyRead);
    assert_eq!(model.copied, Copied::No);
}

fn mine(value: &str) -> Correction {
    let (article, passage) = (ArticleId::of("a"), PassageId::of("p"));
    let (facet, reason) = ("claim".to_string(), "darum".to_string());
    Correction { article, passage, facet, value: value.into(), holds: true, reason }
}

fn kept(effects: &[Effect]) -> Option<&str> {
    effects.iter().find_map(|effect| if let Effect::Keep(text) = effect { Some(text.as_str()) } else { None })
}

#[test]
fn a_readers_label_is_kept_told_to_the_worker_and_taken_back() {
    let mut model = opened("#company=Klarna");
    update(&mut model, Msg::MoreAsked);
    let effects = update(&mut model, Msg::Corrected(mine("skills")));
    assert_eq!(kept(&effects), Some(correction::write(&[mine("skills")]).as_str()));
    let asked: Vec<_> = questions(&effects).into_iter().map(|question| question.ask.clone()).collect();
    assert!(matches!(&asked[..], [Ask::Corrections(all), Ask::List { offset: 0, .. }] if all.len() == 1), "{asked:?}");
    let own = mine("skills");
    let effects = update(&mut model, Msg::CorrectionUndone(own.passage, own.facet, own.value));
    assert_eq!(kept(&effects), Some(""));
    assert!(model.corrections.is_empty());
}

#[test]
fn what_the_device_kept_goes_to_the_worker_before_the_first_rows() {
    let mut model = Model::new("corpus.json".into(), Tongue::De);
    let text = correction::write(&[mine("skills"), mine("policy")]);
    assert_eq!(update(&mut model, Msg::KeptFound(Some(text))), []);
    let effects = follow(&mut model, "");
    let asked: Vec<_> = questions(&effects).into_iter().map(|question| &question.ask).collect();
    let [_, Ask::Open { .. }, Ask::Corrections(all), Ask::List { .. }] = asked[..] else { panic!("{asked:?}") };
    assert_eq!(all.len(), 2);
}

#[test]
fn a_device_that_keeps_nothing_is_not_asked_again() {
    let mut model = opened("");
    update(&mut model, Msg::KeptFound(None));
    let effects = update(&mut model, Msg::Corrected(mine("skills")));
    assert_eq!((kept(&effects), model.keeps, model.corrections.len()), (None, false, 1));
}

#[test]
fn figures_are_asked_for_where_they_are_looked_at() {
    let figures =
        |effects: &[Effect]| questions(effects).iter().any(|question| matches!(question.ask, Ask::Figures { .. }));
    let mut model = opened("#company=Klarna");
    let effects = follow(&mut model, "#company=Klarna&view=figures");
    assert!(figures(&effects) && questions(&effects).len() == 1);
    answer(&mut model, &effects);
    assert!(model.views.ledger.is_some());
    let filtered = model.state.filtering().toggled("claim", "skills").href();
    assert_eq!(filtered, "#company=Klarna&claim=skills&view=figures");
    assert!(figures(&follow(&mut model, &filtered)), "filters hold for the figures too");
    assert!(
        figures(&follow(&mut model, &format!("{filtered}&lang=en"))),
        "the worker writes numbers in the reader's language"
    );
    follow(&mut model, "#company=IBM");
    assert!(model.views.ledger.is_none());
}

#[test]
fn one_label_is_picked_at_a_time() {
    let mut model = opened("");
    let (one, other) = ((0, PassageId(1)), (0, PassageId(2)));
    update(&mut model, Msg::Explained(one.0, one.1));
    update(&mut model, Msg::Picked(1, 3));
    assert_eq!(model.picked, Some((1, 3)));
    update(&mut model, Msg::Picked(1, 3));
    assert_eq!(model.picked, None);
    update(&mut model, Msg::Picked(1, 3));
    update(&mut model, Msg::Explained(other.0, other.1));
    assert_eq!(model.picked, None);
}

#[test]
fn a_label_in_the_margin_opens_its_words_and_closes_them() {
    let mut model = opened("");
    let (place, one, other) = ((0, PassageId(1)), (1, 3), (2, 4));
    let mut ask = |label| {
        update(&mut model, Msg::LabelAsked(place, label));
        (model.explained, model.picked)
    };
    assert_eq!(ask(one), (Some(place), Some(one)));
    assert_eq!(ask(other), (Some(place), Some(other)));
    assert_eq!(ask(other), (None, None));
}

#[test]
fn a_group_is_left_for_the_article_out_of_which_it_was_opened() {
    let mut model = opened("#company=Klarna");
    let article = model.state.reading(ArticleId::of("a"), None).href();
    let effects = follow(&mut model, &article);
    answer(&mut model, &effects);
    let group = model.state.gathering(PassageId::of("p")).href();
    follow(&mut model, &group);
    let further = model.state.gathering(PassageId::of("q")).href();
    follow(&mut model, &further);
    let effects = update(&mut model, Msg::Pressed("Escape".into()));
    assert_eq!(link(&effects), Some((article.as_str(), true)));
    assert_eq!(effects.last(), Some(&Effect::Return));
    let effects = update(&mut model, Msg::Pressed("Escape".into()));
    assert_eq!(link(&effects), Some(("#company=Klarna", true)));
    follow(&mut model, &group);
    assert_eq!(model.outside().href(), "#company=Klarna", "opened out of the list");
}

#[test]
fn keys_lead_from_article_to_article() {
    let mut model = opened("");
    let card = |name: &str| crate::protocol::ArticleCard {
        id: ArticleId::of(name),
        title: name.into(),
        source: None,
        author: None,
        date: None,
        lang: None,
        url: None,
        retold: false,
        passages: 1,
        also: vec![],
        within: vec![],
        story: vec![],
    };
    let articles = vec![card("a"), card("b")];
    model.phase = Phase::Ready(Overview { articles, ..Overview::default() }.into());
    let here = model.state.reading(ArticleId::of("a"), None).href();
    let effects = follow(&mut model, &here);
    let way = crate::protocol::Way { next: Some(1), place: 1, of: 2, ..Default::default() };
    let tell = Tell::Article(Box::new(Reading { way, ..Reading::default() }));
    update(&mut model, Msg::replied(Reply { id: questions(&effects)[0].id, tell }));
    assert_eq!(update(&mut model, Msg::Pressed("p".into())), []);
    let effects = update(&mut model, Msg::Pressed("n".into()));
    let next = State::default().reading(ArticleId::of("b"), None).href();
    assert_eq!(link(&effects), Some((next.as_str(), true)));
    assert!(effects.contains(&Effect::Focus("main")));
}

#[test]
fn a_group_opens_by_its_link_and_gives_more_on_demand() {
    let passage = PassageId::of("p");
    let mut model = opened("#company=Klarna");
    let opening = model.state.gathering(passage).href();
    let effects = follow(&mut model, &opening);
    assert!(matches!(questions(&effects)[..], [Question { ask: Ask::Gather { limit: PAGE, .. }, .. }]));
    answer(&mut model, &effects);
    let effects = update(&mut model, Msg::MoreGatheredAsked);
    answer(&mut model, &effects);
    assert_eq!(model.gathering.as_ref().map(|gathering| gathering.copies), Some(2 * PAGE));
    let other = model.state.gathering(PassageId::of("q")).href();
    follow(&mut model, &other);
    assert_eq!(model.gathering, None, "another group's wordings are not shown under this one's link");
    assert_eq!(model.state.listing().href(), "#company=Klarna");
}

#[test]
fn a_group_that_is_not_here_is_said_to_be_missing() {
    let passage = PassageId::of("elsewhere");
    let mut model = opened("");
    let effects = follow(&mut model, &State::default().gathering(passage).href());
    let id = questions(&effects)[0].id;
    update(&mut model, Msg::replied(Reply { id, tell: Tell::NoSuchPassage(passage) }));
    assert_eq!(model.missing_passage, Some(passage));
}

fn kept_text(effects: &[Effect]) -> Option<&str> {
    effects.iter().find_map(|effect| if let Effect::KeepApart { apart } = effect { Some(apart.as_str()) } else { None })
}

#[test]
fn a_wording_leaves_its_group_and_comes_back() {
    let (wording, from) = (PassageId::of("w"), PassageId::of("f"));
    let mut model = opened(&State::default().gathering(from).href());
    update(&mut model, Msg::Doubted(wording));
    assert_eq!(model.doubted, Some(wording));
    let effects = update(&mut model, Msg::TakenOut { wording, from });
    assert_eq!((model.doubted, model.moved), (None, Some(Moved::Out(wording))));
    assert_eq!(kept_text(&effects), Some(format!("{wording} {from}\n").as_str()));
    let asked: Vec<_> = questions(&effects).into_iter().map(|question| &question.ask).collect();
    assert!(matches!(asked[..], [Ask::Fold { .. }, Ask::List { .. }, Ask::Gather { .. }]), "first folded, then asked");
    assert!(effects.contains(&Effect::Focus("moved")));
    answer(&mut model, &effects);
    let effects = update(&mut model, Msg::PutBack(wording));
    assert_eq!((kept_text(&effects), model.moved), (Some(""), Some(Moved::Back(wording))));
}

#[test]
fn the_group_stays_open_when_the_wording_leaves_by_which_it_was_opened() {
    let (wording, from) = (PassageId::of("w"), PassageId::of("f"));
    let mut model = opened(&State::default().gathering(wording).href());
    let effects = update(&mut model, Msg::TakenOut { wording, from });
    let href = State::default().gathering(from).href();
    assert_eq!(link(&effects), Some((href.as_str(), false)));
}

#[test]
fn what_was_kept_goes_along_with_the_first_question() {
    let (wording, from) = (PassageId::of("w"), PassageId::of("f"));
    let mut model = Model::new("corpus.json".into(), Tongue::De);
    model.apart = Apart::read(&format!("{wording} {from}"));
    let effects = follow(&mut model, "");
    let Ask::Open { apart, .. } = &questions(&effects)[1].ask else { panic!("{effects:?}") };
    assert!(apart.holds(wording));
    answer(&mut model, &effects);
    let same = model.apart.clone();
    assert_eq!(update(&mut model, Msg::ApartRead(same)), []);
    let effects = update(&mut model, Msg::ApartRead(Apart::default()));
    assert_eq!(kept_text(&effects), None, "the other tab has kept it already");
    assert!(matches!(questions(&effects)[..], [Question { ask: Ask::Fold { .. }, .. }, ..]));
}

#[test]
fn a_browser_that_keeps_nothing_is_named() {
    let mut model = opened("");
    assert_eq!(update(&mut model, Msg::KeepingRefused), []);
    assert!(model.keeping_refused);
}

#[test]
fn unfolding_asks_for_other_rows_and_furniture_for_none() {
    let mut model = opened("");
    assert_eq!(questions(&follow(&mut model, "#fold=off")).len(), 1);
    assert!(model.state.unfolded);
    assert!(questions(&follow(&mut model, "#fold=off&furniture=on")).is_empty());
}

#[test]
fn the_words_of_a_language_are_asked_for_once_and_before_all_else() {
    let mut model = Model::new("corpus.json".into(), Tongue::De);
    let effects = follow(&mut model, "");
    let asked = |effects: &[Effect]| -> Vec<Tongue> {
        let words = |question: &&Question| if let Ask::Words(tongue) = question.ask { Some(tongue) } else { None };
        questions(effects).iter().filter_map(words).collect()
    };
    assert_eq!(asked(&effects), [Tongue::De]);
    assert!(matches!(questions(&effects)[0].ask, Ask::Words(_)));
    assert_eq!(model.more_words(), None);
    answer(&mut model, &effects);
    assert_eq!(model.more_words(), Some("x = y"));
    // Another language has others; both are there from now on, also for a worker that is started anew.
    let effects = follow(&mut model, "lang=en");
    assert_eq!(asked(&effects), [Tongue::En]);
    answer(&mut model, &effects);
    assert_eq!(asked(&follow(&mut model, "lang=de")), []);
    assert_eq!(asked(&update(&mut model, Msg::RetryAsked)), []);
}
