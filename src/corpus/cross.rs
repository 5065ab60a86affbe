//! How many passages of a selection have which values together?

use super::Corpus;
use crate::facet::{CLAIM, STANCE, YEAR};
use crate::protocol::{Cross, GRIDS, Grid};
use crate::search;
use crate::sort;
use crate::url::State;

/// So many values of a facet stand at the left, those with the most passages. Fewer, and a reader
/// misses whom the articles are about; more, and the table is longer than anybody's patience.
const MOST_ROWS: usize = 24;

impl Corpus {
    /// The values of each facet of [`GRIDS`] against the claims, by stance.
    pub fn cross(&self, state: &State) -> Cross {
        let searched = self.searched(state);
        let (query, _) = self.parse(&state.query);
        let selection = self.selection(state, &mut Vec::new());
        let found = search::matching(searched.index, &searched, &query, &selection);
        let size = |facet: usize| self.columns.values.get(facet).map_or(0, Vec::len);
        let (stances, claims) = (size(STANCE), size(CLAIM));
        let wide = stances * (claims + 1);
        let grids = GRIDS.iter().map(|&facet| {
            let chosen = selection.values.get(facet).map_or(&[][..], Vec::as_slice);
            let mut counts = vec![0u32; size(facet) * wide];
            found.for_each(|document| {
                let of = |facet: usize| searched.index.facets.get(facet).map_or(&[][..], |facet| facet.of(document));
                // A passage that names two companies is not the other one's where a reader chose one.
                for &value in of(facet).iter().filter(|value| chosen.is_empty() || chosen.contains(value)) {
                    for &stance in of(STANCE) {
                        let cells = std::iter::once(0).chain(of(CLAIM).iter().map(|&claim| claim as usize + 1));
                        for cell in cells {
                            let at = value as usize * wide + cell * stances + stance as usize;
                            if let Some(count) = counts.get_mut(at) {
                                *count += 1;
                            }
                        }
                    }
                }
            });
            grid(facet, &counts, wide, stances)
        });
        Cross { grids: grids.collect() }
    }
}

/// The values with passages, those with the most first; years as they follow one another.
fn grid(facet: usize, counts: &[u32], wide: usize, stances: usize) -> Grid {
    let mut rows: Vec<(u32, u32, &[u32])> = counts
        .chunks(wide.max(1))
        .zip(0u32..)
        .map(|(row, value)| (row.iter().take(stances).sum(), value, row))
        .filter(|(all, ..)| *all > 0)
        .collect();
    sort::by_key(&mut rows, |&(all, value, _)| (std::cmp::Reverse(all), value));
    let left_out = rows.len().saturating_sub(MOST_ROWS) as u32;
    rows.truncate(MOST_ROWS);
    if facet == YEAR {
        sort::by_key(&mut rows, |&(_, value, _)| value);
    }
    Grid {
        facet: facet as u32,
        values: rows.iter().map(|&(_, value, _)| value).collect(),
        counts: rows.iter().flat_map(|(.., row)| row.iter().copied()).collect(),
        left_out,
    }
}
