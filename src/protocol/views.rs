//! What the views of a whole selection are told: two sides, and numbers of values together.

use serde::{Deserialize, Serialize};

use super::Row;

/// Two values of a facet side by side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The column of the facet.
    pub facet: u32,
    /// The two values, by their place in [`super::Overview::values`]; none where the facet lacks two.
    pub sides: Vec<u32>,
    /// Groups of the left, of the right, and of both at once.
    pub totals: [u32; 3],
    /// Claim by claim, in the order of the topic; passages without a claim last.
    pub meetings: Vec<Meeting>,
}

/// What two sides say about one claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// The claim, by its place in [`super::Overview::values`]; none for what makes no claim.
    pub claim: Option<u32>,
    /// Groups of the left, of the right, and of both at once.
    pub totals: [u32; 3],
    /// What speaks of the same thing, the closest first.
    pub pairs: Vec<Pair>,
    /// Some of the left that have no counterpart, the clearest first.
    pub left: Vec<Row>,
    /// Some of the right.
    pub right: Vec<Row>,
    /// Some of what stands on both sides.
    pub both: Vec<Row>,
}

/// Two passages about the same thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The left one.
    pub left: Row,
    /// The right one.
    pub right: Row,
    /// Words and figures that both have, the rarest first.
    pub shared: Vec<String>,
}

/// How many groups have which values together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cross {
    /// A grid for each facet that can stand at the left, in the order of [`GRIDS`].
    pub grids: Vec<Grid>,
}

/// The values of a facet against the claims, by stance.
///
/// Numbers lie flat: the value's own by stance, then the same for each claim in the order of the topic.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    /// The column of the facet.
    pub facet: u32,
    /// The values, by their place in [`super::Overview::values`].
    pub values: Vec<u32>,
    /// For each value so many numbers: stances × (claims + 1).
    pub counts: Vec<u32>,
    /// Values that have passages here and are left out.
    pub left_out: u32,
}

/// The facets that can stand at the left.
pub const GRIDS: [usize; 3] = [crate::facet::COMPANY, crate::facet::SOURCE, crate::facet::YEAR];

impl Grid {
    /// The numbers by stance of the value in a row: of all its passages, or of those with a claim
    /// (by its place in the topic).
    pub fn cell(&self, row: usize, claim: Option<usize>, stances: usize) -> &[u32] {
        if self.values.is_empty() {
            return &[];
        }
        let start = row * (self.counts.len() / self.values.len()) + claim.map_or(0, |claim| claim + 1) * stances;
        self.counts.get(start..start + stances).unwrap_or(&[])
    }
}
