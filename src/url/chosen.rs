//! Which values of which facets are chosen?

use serde::{Deserialize, Serialize};

/// The chosen values by the facet's key, keys in their order, values in the order in which they were chosen. A
/// handful: a tree of the standard library would weigh three kilobytes in the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen(Vec<(String, Vec<String>)>);

impl Chosen {
    /// The values of a facet.
    pub fn of(&self, facet: &str) -> &[String] {
        self.0.iter().find(|(key, _)| key == facet).map_or(&[], |(_, values)| values)
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Chooses these values of a facet in place of those before.
    pub fn set(&mut self, facet: &str, values: Vec<String>) {
        self.remove(facet);
        if !values.is_empty() {
            let place = self.0.iter().take_while(|(key, _)| key.as_str() < facet).count();
            self.0.insert(place, (facet.to_string(), values));
        }
    }

    /// Chooses nothing of a facet.
    pub fn remove(&mut self, facet: &str) {
        self.0.retain(|(key, _)| key != facet);
    }
}
