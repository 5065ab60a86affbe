//! What is the page told to draw of figures over time?
//!
//! The worker lays everything out: places from left to right in percent of the plot's width ("37.5%"),
//! so that it fits any screen, places from top to bottom in pixels.

use serde::{Deserialize, Serialize};

use super::Place;

/// Figures of one kind over time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plot {
    /// What is counted, in words of the interface's language.
    pub counts: String,
    /// The levels: how far from the top, and the value there.
    pub levels: Vec<(u32, String)>,
    /// Whether each level is ten times the one below, since the values lie far apart.
    pub tenfold: bool,
    /// Where a year, or a month, begins.
    pub edges: Vec<String>,
    /// The names of years or months, in the middle of theirs.
    pub times: Vec<(String, String)>,
    /// The figures.
    pub dots: Vec<Dot>,
    /// How many figures of this kind have no date, and are not drawn.
    pub undated: u32,
    /// How many have a date, and are not drawn since there are too many.
    pub left_out: u32,
}

/// A figure in a plot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dot {
    /// Its ends: one, or two that are joined.
    pub ends: Vec<End>,
    /// So many pixels it stands beside its place, since there is another one.
    pub shift: i32,
    /// The key of the stance of its passage.
    pub stance: String,
    /// Whether it stands against another figure.
    pub against: bool,
    /// The number to write beside its last end, where there is room: to its right, or to its left.
    pub right: Option<String>,
    /// See `right`.
    pub left: Option<String>,
    /// What it says, in words: the figure, when, in which article, on whose side.
    pub said: String,
    /// The passage.
    pub place: Place,
}

/// An end of a figure: a value at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// From the left.
    pub x: String,
    /// From the top.
    pub y: u32,
}
