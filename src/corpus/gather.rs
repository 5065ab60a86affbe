//! How is a group opened?

use super::{Corpus, diff};
use crate::article::{PassageId, PassageKind};
use crate::protocol::{Change, Gathering, Piece, Place, Relation, Wording};

impl Corpus {
    /// The group in which a passage stands, with its wordings and what stands beside it, at most
    /// `limit` of each kind; `None` where there is no such passage of running text.
    pub fn gather(&self, passage: PassageId, limit: u32) -> Option<Gathering> {
        let known = |&item: &u32| self.passage(item).is_some_and(|known| known.id == passage);
        let item = (0..self.items.len() as u32).find(known)?;
        let group = self.groups.get(*self.group_of.get(item as usize)? as usize)?;
        let limit = limit as usize;
        let &first = group.wordings.first()?;
        let wordings = group.wordings.iter().take(limit).filter_map(|&item| {
            let same = |&&member: &&u32| self.is_same_wording(member, item);
            let members: Vec<u32> = group.members.iter().filter(same).copied().collect();
            self.wording(first, item, self.relation(first, item), &members, limit)
        });
        let beside = group.beside.iter().take(limit).filter_map(|&(other, relation)| {
            let other = self.groups.get(other as usize)?;
            self.wording(first, *other.wordings.first()?, relation, &other.members, limit)
        });
        Some(Gathering {
            copies: group.members.len() as u32,
            wordings_in_all: group.wordings.len() as u32,
            wordings: wordings.collect(),
            beside_in_all: group.beside.len() as u32,
            beside: beside.collect(),
        })
    }

    fn is_same_wording(&self, one: u32, other: u32) -> bool {
        self.passage(one).map(|passage| passage.id) == self.passage(other).map(|passage| passage.id)
    }

    /// How a wording of a group stands to the one that stands for it.
    fn relation(&self, first: u32, item: u32) -> Relation {
        let same_text = |item: u32| self.grouping.same_text.get(item as usize);
        if self.is_same_wording(first, item) {
            Relation::Identical
        } else if same_text(first) == same_text(item) {
            Relation::Normalised
        } else {
            Relation::Edited
        }
    }

    fn wording(&self, first: u32, item: u32, relation: Relation, members: &[u32], limit: usize) -> Option<Wording> {
        let passage = self.passage(item)?;
        let (one, other) = (self.text(first), self.text(item));
        let pieces = match relation {
            Relation::Around => diff::around(one, other),
            Relation::Inside | Relation::Identical => vec![Piece { change: Change::Same, text: other.to_string() }],
            _ => diff::pieces(one, other),
        };
        let places = self.places(members, limit);
        Some(Wording {
            passage: passage.id,
            relation,
            lang: passage.lang,
            pieces,
            places,
            copies: members.len() as u32,
        })
    }

    /// The places of items, at most `limit`.
    pub(super) fn places(&self, items: &[u32], limit: usize) -> Vec<Place> {
        let place = |&item: &u32| {
            let passage = self.passage(item).filter(|passage| passage.kind == PassageKind::Text)?;
            Some(Place { article: passage.article, passage: passage.id })
        };
        items.iter().take(limit).filter_map(place).collect()
    }
}
