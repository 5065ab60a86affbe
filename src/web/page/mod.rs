//! How is the page drawn?
//!
//! A root that wires ([`root`]), what it does outside the model ([`effects`]), and one file a view.
//! Views are plain functions of what is to be seen; the one callback they send messages with is
//! made once.

mod article;
mod carried;
mod carry;
mod change;
mod compare;
mod draw;
mod effects;
mod elsewhere;
mod facets;
mod figures;
mod frame;
mod given;
mod group;
mod handout;
mod help;
mod how;
mod keeper;
mod keyboard;
mod labels;
mod leave;
mod lesson;
mod margin;
mod matrix;
mod overview;
mod own;
mod passages;
mod plots;
mod reasons;
mod root;
mod said;
mod states;
mod strip;
mod text;
mod trail;
mod way;
mod window;

use yew::Callback;

pub use root::start;

use crate::app::{Model, Msg};
use crate::markup::Forms;
use crate::protocol::{ArticleCard, Value};
use crate::words::{Tongue, Words};

/// What every view needs to draw itself.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a> {
    pub model: &'a Model,
    pub words: &'a Words,
    pub send: &'a Callback<Msg>,
    /// Where given files go.
    pub desk: &'a given::Desk,
    /// The markup that was read.
    pub forms: &'a Forms,
}

impl<'a> Look<'a> {
    /// What is worded in the interface's language; in the first one there is, where it has none.
    pub fn worded(&self, texts: &'a [(Tongue, String)]) -> impl Iterator<Item = &'a str> {
        let own = self.words.tongue();
        let tongue = if texts.iter().any(|(tongue, _)| *tongue == own) {
            Some(own)
        } else {
            texts.first().map(|(tongue, _)| *tongue)
        };
        texts.iter().filter(move |(known, _)| Some(*known) == tongue).map(|(_, text)| text.as_str())
    }

    /// A value of a facet by its place.
    pub fn value(&self, facet: usize, place: u32) -> Option<&'a Value> {
        self.model.overview()?.values.get(facet)?.get(place as usize)
    }

    /// An article by its place.
    pub fn card(&self, place: u32) -> Option<&'a ArticleCard> {
        self.model.overview()?.articles.get(place as usize)
    }

    /// The name of a value by its keys, as the interface says it; the key where it has no name.
    pub fn name_of(&self, facet: usize, key: &str) -> String {
        let values = self.model.overview().and_then(|overview| overview.values.get(facet));
        let value = values.and_then(|values| values.iter().find(|value| value.key == key));
        value.map_or_else(|| key.to_string(), |value| value.name(self.words.tongue()).to_string())
    }
}
