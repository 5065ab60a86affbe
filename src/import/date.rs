//! Which day does this date mean?
//!
//! Pages and exports write dates in many ways: ISO 8601, "13.05.2025", "13. Mai 2025", "May 13, 2025",
//! RFC 2822, seconds since 1970. What can be read in two ways ("05/06/2025") is not read.

use crate::article::Date;

/// The months' beginnings, German and English, lower case.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän"],
    &["feb"],
    &["mar", "mär", "mrz", "maer"],
    &["apr"],
    &["mai", "may"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["okt", "oct"],
    &["nov"],
    &["dez", "dec"],
];

/// The date that `text` means.
pub(crate) fn read(text: &str) -> Option<Date> {
    let text = text.trim().trim_matches(['"', '\'', '(', ')']);
    if text.len() > 80 {
        return None;
    }
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    if (9..=13).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: u64 = text.parse().ok()?;
        return from_seconds(if text.len() == 13 { number / 1000 } else { number });
    }
    let lower = text.to_lowercase();
    let parts: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let month = parts.iter().enumerate().find_map(|(at, part)| Some((at, month(part)?)));
    match (month, parts.as_slice()) {
        (Some((at, month)), _) => {
            let number = |at: usize| parts.get(at).and_then(|part| ordinal(part));
            let year = |at: usize| number(at).filter(|year| (1000..=9999).contains(year));
            let day = |at: usize| number(at).filter(|day| (1..=31).contains(day));
            match (at.checked_sub(1).and_then(day), day(at + 1)) {
                // "13. Mai 2025", "Tue, 13 May 2025 09:00:00 GMT".
                (Some(day), _) if year(at + 1).is_some() => date(year(at + 1)?, month, day),
                // "May 13, 2025".
                (_, Some(day)) if year(at + 2).is_some() => date(year(at + 2)?, month, day),
                // "Mai 2025".
                _ => date(year(at + 1)?, month, 0),
            }
        }
        (None, [first, second, third, ..]) => {
            let (first, second, third) = (ordinal(first)?, ordinal(second)?, ordinal(third)?);
            if first >= 1000 {
                return date(first, second, third);
            }
            let (day, month) = match (first, second) {
                (13.., 1..=12) => (first, second),
                (1..=12, 13..) if text.contains('/') => (second, first),
                // "05/06/2025" is May to some and June to others; with full stops it is German.
                _ if text.contains('/') && first != second => return None,
                _ => (first, second),
            };
            let year = if (0..100).contains(&third) { third + 2000 } else { third };
            date(year, month, day)
        }
        _ => None,
    }
}

/// A number, also as "13th".
fn ordinal(part: &str) -> Option<u32> {
    let digits = part.trim_end_matches(|letter: char| letter.is_alphabetic());
    let rest = part.get(digits.len()..)?;
    // The "t" is the one of "13t09:00".
    if !(matches!(rest, "" | "st" | "nd" | "rd" | "th")) { None } else { digits.parse().ok() }
}

fn month(part: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|names| names.iter().any(|name| part.starts_with(name)))?;
    // "Marketing" and "Junge" are no months.
    (part.chars().count() <= 9 && !part.ends_with("ng") && !part.ends_with("ge")).then_some(at as u32 + 1)
}

/// A date, where there is such a day. A day of 0 is unknown.
pub(crate) fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let text = match (month, day) {
        (0, _) => format!("{year:04}"),
        (_, 0) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    };
    text.parse().ok()
}

/// The day of so many seconds since 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn from_seconds(seconds: u64) -> Option<Date> {
    let days = u32::try_from(seconds / 86_400).ok()?.checked_add(719_468)?;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u32::from(month <= 2);
    date(year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_as_people_write_them() {
        for text in [
            "2025-05-13",
            "2025-05-13T09:00:00+02:00",
            "13.05.2025",
            "13.5.25",
            "13. Mai 2025",
            "Dienstag, 13. Mai 2025, 9:00 Uhr",
            "May 13, 2025",
            "May 13th, 2025 at 9:00",
            "Tue, 13 May 2025 09:00:00 GMT",
            "5/13/2025",
            "2025/05/13",
            "1747123200",
            "1747123200000",
        ] {
            assert_eq!(read(text).map(|date| date.to_string()).as_deref(), Some("2025-05-13"), "{text}");
        }
        assert_eq!(read("Mai 2025").map(|date| date.to_string()).as_deref(), Some("2025-05"));
        assert_eq!(read("2024").map(|date| date.to_string()).as_deref(), Some("2024"));
        for wrong in ["", "gestern", "05/06/2025", "Marketing", "99.99.2025", "May", "12345678901234567890"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}|[0-9a-z./, -]{0,30}") {
            let _ = read(&text);
        }
    }
}
