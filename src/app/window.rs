//! Which rows of a long list are there at once?
//!
//! A window of a few pages. It grows at the end that is scrolled to and loses whole pages at the other,
//! so that the page has little to draw and to hold, however long the list is.

use super::PAGE;
use crate::protocol::List;

/// So many rows are there at most. Fewer, and a page comes and goes with each turn of the wheel; more,
/// and the browser lays out what nobody sees.
pub const WINDOW: usize = 3 * PAGE as usize;

/// The rows that came, joined to those that are there where they follow on or come before.
pub(super) fn joined(there: &List, came: List) -> List {
    let end = there.offset as usize + there.rows.len();
    let came_end = came.offset as usize + came.rows.len();
    if came.offset as usize == end {
        let mut rows = there.rows.clone();
        rows.extend(came.rows);
        let over = rows.len().saturating_sub(WINDOW).next_multiple_of(PAGE as usize).min(rows.len());
        rows.drain(..over);
        return List { offset: there.offset + over as u32, rows, ..came };
    }
    if came_end == there.offset as usize {
        let mut rows = came.rows;
        rows.extend(there.rows.iter().cloned());
        rows.truncate(WINDOW);
        return List { rows, ..came };
    }
    came
}

/// Where the rows before a window begin, and how many there are.
pub(super) fn before(there: &List) -> (u32, u32) {
    let offset = there.offset.saturating_sub(PAGE);
    (offset, there.offset - offset)
}

/// The window around a row.
pub(super) fn around(row: u32) -> u32 {
    (row / PAGE).saturating_sub(1) * PAGE
}
