//! What is shown before the worker says it?
//!
//! What the build knows that it will say ([`First`]), where the view is the one that everybody sees who
//! opens the site. The worker is asked all the same. When it answers, nothing changes: until then what is
//! shown is *unconfirmed*.

use super::{Effect, Model, Phase, listed};
use crate::protocol::first::First;
use crate::protocol::{Ask, Question};
use crate::url::State;

impl Model {
    /// The same page, with what the build knows of the worker's first answers.
    pub fn foretold(mut self, first: Option<First>) -> Self {
        self.first = first.map(Into::into);
        self
    }

    /// Shows what the build knows, as far as the worker would say just that. `asked` is all that was asked.
    pub(super) fn take_up_first(&mut self, asked: &mut [Effect]) {
        let Some(first) = self.first.take().and_then(super::held::Held::take) else { return };
        // Own articles have other values; and what the reader took apart has another number of groups.
        if self.state.own.is_some() || !self.apart.is_empty() {
            return;
        }
        self.phase = Phase::Ready(first.overview.into());
        self.unconfirmed = true;
        // The reader's own labels stand in the rows.
        if listed(&self.state) != listed(&State::default()) || !self.corrections.is_empty() {
            return;
        }
        self.list = Some(first.list.into());
        self.foretold_list = self.asked_list;
        for effect in asked {
            match effect {
                Effect::Ask(Question { ask: Ask::Open { told, .. }, .. }) => told.clone_from(&first.told),
                Effect::Start => *effect = Effect::StartPainted,
                _ => {}
            }
        }
    }

    /// The worker would have said what is shown.
    pub(super) fn told(&mut self, question: u64) {
        match question == self.asked_list {
            true => (self.asked_list, self.foretold_list) = (0, 0),
            false => self.unconfirmed = false,
        }
    }

    /// Whether the worker has not said yet what is open.
    pub fn awaits_worker(&self) -> bool {
        self.unconfirmed || self.phase == Phase::Loading
    }

    /// Whether the rows that are shown are others than those that were asked for last.
    pub fn is_busy(&self) -> bool {
        self.is_behind() && self.asked_list != self.foretold_list
    }

    /// Whether nothing happened since `before` but that the worker said what is shown, or brought words.
    pub fn is_confirmed_since(&self, before: &Self) -> bool {
        let waited = before.unconfirmed || before.foretold_list != 0;
        waited && {
            let (unconfirmed, asked_list, foretold_list) = (self.unconfirmed, self.asked_list, self.foretold_list);
            let words = self.words.clone();
            !self.is_busy() && Self { unconfirmed, asked_list, foretold_list, words, ..before.clone() } == *self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Msg, update};
    use super::*;
    use crate::protocol::first::{as_told, write};
    use crate::protocol::{Failure, List, Overview, Reply, Tell};
    use crate::words::Tongue;

    const LABEL: &str = "in=00000000000aa&passage=00000000000aa&facet=claim&value=job-cuts&holds=yes\n";

    fn overview() -> Overview {
        Overview { copies: 9, ..Overview::default() }
    }

    fn list() -> List {
        List { groups: 4, ..List::default() }
    }

    fn first() -> First {
        First { overview: Box::new(overview()), list: Box::new(list()), told: write(overview(), list()) }
    }

    /// The page as it is when it is drawn for the first time, and what it asked.
    fn begun(link: &str) -> (Model, Vec<Question>) {
        let mut model = Model::new("corpus.json".into(), Tongue::De).foretold(Some(first()));
        let effects = update(&mut model, Msg::LinkFollowed { fragment: link.into(), search: String::new() });
        (model, questions(effects))
    }

    fn questions(effects: Vec<Effect>) -> Vec<Question> {
        let asked = effects.into_iter().filter_map(|effect| match effect {
            Effect::Ask(question) => Some(question),
            _ => None,
        });
        asked.collect()
    }

    /// Answers as the worker would.
    fn say(model: &mut Model, asked: &[Question]) {
        let mut shown = Vec::new();
        for question in asked {
            let tell = match &question.ask {
                Ask::Open { told, .. } => {
                    shown.clone_from(told);
                    Tell::Opened(Box::new(overview()))
                }
                Ask::List { .. } => Tell::List(Box::new(list())),
                _ => continue,
            };
            update(model, Msg::replied(Reply { id: question.id, tell: as_told(tell, &mut shown) }));
        }
    }

    #[test]
    fn it_is_shown_at_once_and_the_worker_changes_nothing() {
        for link in ["", "lang=en", "view=help"] {
            let (mut model, asked) = begun(link);
            assert_eq!(model.list.as_deref(), Some(&list()), "{link}");
            assert!(model.overview().is_some() && model.awaits_worker() && !model.is_busy(), "{link}");
            assert!(asked.iter().any(|question| matches!(question.ask, Ask::List { .. })), "the worker is asked");
            let before = model.clone();
            say(&mut model, &asked);
            assert!(model.is_confirmed_since(&before) && !model.awaits_worker() && !model.is_behind(), "{link}");
        }
    }

    #[test]
    fn the_worker_starts_when_the_page_is_painted_if_it_is_not_waited_for() {
        for (link, wanted) in [("", Effect::StartPainted), ("company=Klarna", Effect::Start)] {
            let mut model = Model::new("corpus.json".into(), Tongue::De).foretold(Some(first()));
            let msg = Msg::LinkFollowed { fragment: link.into(), search: String::new() };
            assert_eq!(update(&mut model, msg).first(), Some(&wanted));
        }
        let (mut model, _) = begun("");
        let before = model.clone();
        assert_eq!(update(&mut model, Msg::Painted), [Effect::StartWaiting]);
        assert_eq!(model, before);
    }

    #[test]
    fn words_that_nobody_missed_change_nothing() {
        let (mut model, _) = begun("");
        let before = model.clone();
        let tell = Tell::Words(Tongue::De, "key = words".into());
        update(&mut model, Msg::replied(Reply { id: 1, tell }));
        assert!(model.is_confirmed_since(&before) && model.awaits_worker());
        assert!(model.more_words().is_some());
    }

    #[test]
    fn each_answer_alone_changes_nothing_either() {
        let (mut model, asked) = begun("");
        for Question { id, .. } in asked {
            let before = model.clone();
            update(&mut model, Msg::replied(Reply { id, tell: Tell::AsTold }));
            assert!(model.is_confirmed_since(&before));
        }
        let before = model.clone();
        update(&mut model, Msg::FacetUnfolded(1));
        assert!(!model.is_confirmed_since(&before), "nothing waits any more");
    }

    #[test]
    fn what_the_worker_says_otherwise_is_shown() {
        let (mut model, asked) = begun("");
        let before = model.clone();
        let other = Tell::List(Box::new(List { groups: 5, ..List::default() }));
        let id = asked.last().map_or(0, |question| question.id);
        update(&mut model, Msg::replied(Reply { id, tell: other }));
        assert!(!model.is_confirmed_since(&before));
        assert_eq!(model.list.as_ref().map(|list| list.groups), Some(5));
    }

    #[test]
    fn with_filters_only_what_is_open_is_shown() {
        for link in ["company=Klarna", "q=KI", "sort=date", "fold=off"] {
            let (mut model, asked) = begun(link);
            assert!(model.overview().is_some() && model.list.is_none(), "{link}");
            assert!(model.is_busy(), "{link}");
            // No answer may be taken for one that is shown already.
            say(&mut model, &asked);
            assert!(model.list.is_some() && !model.is_busy(), "{link}");
        }
    }

    #[test]
    fn own_articles_decisions_and_labels_are_other_answers() {
        let (model, _) = begun("corpus=Meine");
        assert!(model.phase == Phase::Loading && model.list.is_none());
        let begin = |act: &dyn Fn(&mut Model)| {
            let mut model = Model::new(String::new(), Tongue::De).foretold(Some(first()));
            act(&mut model);
            update(&mut model, Msg::LinkFollowed { fragment: String::new(), search: String::new() });
            model
        };
        let [one, other] = [1, 2].map(crate::article::PassageId);
        let parted = begin(&|model| model.apart.take_out(one, other));
        assert!(parted.phase == Phase::Loading && parted.list.is_none());
        let labelled = begin(&|model| drop(update(model, Msg::KeptFound(Some(LABEL.into())))));
        assert!(!labelled.corrections.is_empty(), "the label can be read");
        assert!(labelled.overview().is_some() && labelled.list.is_none());
    }

    #[test]
    fn what_is_chosen_meanwhile_waits_for_the_worker() {
        let (mut model, asked) = begun("");
        let typed = questions(update(&mut model, Msg::Typed("KI".into())));
        assert!(model.is_busy() && model.list.is_some(), "the old rows stay until the new ones come");
        say(&mut model, &asked);
        assert!(model.is_busy() && !model.awaits_worker());
        say(&mut model, &typed);
        assert!(!model.is_busy());
    }

    #[test]
    fn more_rows_may_be_asked_for_at_once() {
        let (mut model, _) = begun("");
        assert_eq!(questions(update(&mut model, Msg::MoreAsked)).len(), 1);
        assert!(model.is_busy());
        assert_eq!(questions(update(&mut model, Msg::MoreAsked)).len(), 0);
    }

    #[test]
    fn a_worker_that_fails_or_is_silent_is_told() {
        let (mut model, asked) = begun("");
        let failed = Reply { id: asked.first().map_or(0, |asked| asked.id), tell: Tell::Failed(Failure::NoArticles) };
        update(&mut model, Msg::replied(failed));
        assert_eq!(model.phase, Phase::Failed(Failure::NoArticles));
        assert!(!model.awaits_worker());
        let (mut model, _) = begun("");
        update(&mut model, Msg::WorkerSilent);
        assert_eq!(model.phase, Phase::Failed(Failure::Worker));
        update(&mut model, Msg::RetryAsked);
        assert!(model.phase == Phase::Loading && model.list.is_none());
        assert!(model.is_busy());
    }
}
