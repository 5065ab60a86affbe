//! By what can passages be filtered?
//!
//! [`FACETS`] is the table, a row a facet: its key in links and queries, and how its values are
//! shown. The index has one column a row, in this order.

/// A property of passages that readers filter by.
pub struct Facet {
    /// The key in links (`company=Klarna`) and queries (`company:Klarna`), and of its words.
    pub key: &'static str,
    /// How its values are shown.
    pub shown: Shown,
    /// Whether readers come for this facet; the others fold away under it.
    pub main: bool,
}

/// How the values of a facet are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All values, in the order of the topic's file.
    All,
    /// The most frequent values first, the rest on demand.
    Frequent,
}

/// The facets, a row each.
pub static FACETS: &[Facet] = &[
    Facet { key: "company", shown: Shown::Frequent, main: true },
    Facet { key: "claim", shown: Shown::All, main: true },
    Facet { key: "stance", shown: Shown::All, main: true },
    Facet { key: "source", shown: Shown::Frequent, main: false },
    Facet { key: "article", shown: Shown::Frequent, main: false },
    Facet { key: "language", shown: Shown::All, main: false },
    Facet { key: "said", shown: Shown::All, main: false },
    Facet { key: "year", shown: Shown::All, main: false },
];

/// The column of the companies.
pub const COMPANY: usize = 0;
/// The column of the claim types.
pub const CLAIM: usize = 1;
/// The column of the stances.
pub const STANCE: usize = 2;
/// The column of the sources.
pub const SOURCE: usize = 3;
/// The column of the articles.
pub const ARTICLE: usize = 4;
/// The column of the languages that passages are written in.
pub const LANGUAGE: usize = 5;
/// The column of who says what a passage claims: the author, somebody quoted, somebody reported.
pub const SAID: usize = 6;

/// The column of the years in which articles appeared.
pub const YEAR: usize = 7;

/// The column of a facet's key.
pub fn column(key: &str) -> Option<usize> {
    FACETS.iter().position(|facet| facet.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_where_the_table_has_them() {
        let columns = [("company", COMPANY), ("claim", CLAIM), ("stance", STANCE), ("source", SOURCE)];
        for (key, place) in
            columns.into_iter().chain([("article", ARTICLE), ("language", LANGUAGE), ("said", SAID), ("year", YEAR)])
        {
            assert_eq!(column(key), Some(place), "{key}");
        }
        assert_eq!(column("colour"), None);
    }
}
