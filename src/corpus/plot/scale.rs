//! Where on the axes does a date stand, and a value?

use crate::article::Date;
use crate::words::Words;

/// Where time begins and ends, in thousandths of the width. To the left stand the values of the levels.
const LEFT: u32 = 140;
const RIGHT: u32 = 960;

/// Where the highest and the lowest level are, in pixels from the top.
const TOP: f64 = 20.0;
const BOTTOM: f64 = 200.0;

/// So many months are still shown as months.
const MOST_MONTHS: i64 = 18;

/// From this ratio between the greatest and the least value on, each level is ten times the one below:
/// the small ones would all lie on the ground.
const TENFOLD: f64 = 50.0;

/// So many names of years stand side by side on the narrowest screen; months are longer.
const MOST_YEARS: i64 = 5;
const MOST_NAMES: i64 = 2;

/// What is drawn from left to right: whole years, or whole months.
#[derive(Debug, PartialEq)]
pub(super) struct Time {
    /// The first, counted from the birth of Christ, and how many there are.
    first: i64,
    count: i64,
    by_month: bool,
}

fn month(date: Date) -> i64 {
    i64::from(date.year) * 12 + i64::from(date.month.max(1)) - 1
}

impl Time {
    /// The time that holds these dates; nothing where they are not two at least.
    pub fn over(dates: impl Iterator<Item = Date>) -> Option<Self> {
        let dates: Vec<Date> = dates.collect();
        let range = |of: &dyn Fn(&Date) -> Option<i64>| {
            let known = || dates.iter().filter_map(of);
            Some((known().min()?, known().max()?))
        };
        let (first, last) = range(&|date| Some(i64::from(date.year)))?;
        let months = range(&|date| (date.month > 0).then(|| month(*date)));
        let days = range(&|date| (date.day > 0).then(|| month(*date) * 32 + i64::from(date.day)));
        let all_months = dates.iter().all(|date| date.month > 0);
        match months {
            Some((first, last)) if all_months && (1..MOST_MONTHS).contains(&(last - first)) => {
                Some(Self { first, count: last - first + 1, by_month: true })
            }
            _ if first < last => Some(Self { first, count: last - first + 1, by_month: false }),
            // Within a year it is months that tell dates apart, within a month days.
            Some((first, last)) if first < last || days.is_some_and(|(one, other)| one < other) => {
                Some(Self { first, count: last - first + 1, by_month: true })
            }
            _ => None,
        }
    }

    /// Whether a date is known well enough to stand in it.
    pub fn holds(&self, date: Date) -> bool {
        !self.by_month || date.month > 0
    }

    /// Where a date stands: in the middle of what is known of it.
    pub fn place(&self, date: Date) -> u32 {
        let day = if date.day > 0 { (f64::from(date.day) - 0.5) / 31.0 } else { 0.5 };
        let at = match (self.by_month, date.month) {
            (true, _) => month(date) as f64 + day,
            (false, 0) => f64::from(date.year) + 0.5,
            (false, _) => (month(date) as f64 + day) / 12.0,
        };
        self.at(at - self.first as f64)
    }

    fn at(&self, place: f64) -> u32 {
        LEFT + (place / self.count as f64 * f64::from(RIGHT - LEFT)).round() as u32
    }

    /// How wide one is, in thousandths of the width.
    pub fn width(&self) -> u32 {
        (RIGHT - LEFT) / u32::try_from(self.count).unwrap_or(1).max(1)
    }

    /// Where each begins and the last ends; nothing where they are too many to be told apart.
    pub fn edges(&self) -> Vec<String> {
        let edges = if self.count <= 24 { 0..=self.count } else { 0..=0 };
        edges.map(|edge| super::percent(self.at(edge as f64))).collect()
    }

    /// The names of some, in their middle.
    pub fn names(&self, words: &Words) -> Vec<(String, String)> {
        let most = if self.by_month { MOST_NAMES } else { MOST_YEARS };
        let step = (self.count + most - 1) / most;
        let names = (0..self.count).step_by(usize::try_from(step).unwrap_or(1).max(1));
        names
            .map(|place| {
                let one = self.first + place;
                let date = match self.by_month {
                    true => Date { year: (one / 12) as u16, month: (one % 12 + 1) as u8, day: 0 },
                    false => Date { year: one as u16, month: 0, day: 0 },
                };
                (super::percent(self.at(place as f64 + 0.5)), words.date(date))
            })
            .collect()
    }
}

/// What is drawn from the ground up.
#[derive(Debug, PartialEq)]
pub(super) struct Height {
    /// The lowest level, and how far it is from level to level: added, or where it is tenfold, times ten.
    low: f64,
    step: f64,
    count: u32,
    tenfold: bool,
}

impl Height {
    /// Levels around these values, none of which is below nought.
    pub fn over(values: impl Iterator<Item = f64>) -> Option<Self> {
        let values: Vec<f64> = values.collect();
        let most = values.iter().copied().reduce(f64::max)?;
        let least = values.iter().copied().reduce(f64::min)?;
        if least > 0.0 && most > TENFOLD * least {
            let mut low = 1e-3;
            while low * 10.0 <= least {
                low *= 10.0;
            }
            let count = (decades(most / low) - 1e-9).floor().max(0.0) as u32 + 1;
            return Some(Self { low, step: 10.0, count, tenfold: true });
        }
        // The roundest step with which four or five levels reach the greatest value.
        let mut ten = 1e-3;
        while ten * 10.0 < most / 5.0 {
            ten *= 10.0;
        }
        let steps = [ten, 2.0 * ten, 5.0 * ten, 10.0 * ten];
        let step = steps.into_iter().find(|step| most <= step * 5.0).unwrap_or(10.0 * ten);
        let count = (most / step - 1e-9).ceil().clamp(1.0, 5.0) as u32;
        Some(Self { low: 0.0, step, count, tenfold: false })
    }

    /// Whether each level is ten times the one below.
    pub fn is_tenfold(&self) -> bool {
        self.tenfold
    }

    /// Where a value stands.
    pub fn place(&self, value: f64) -> u32 {
        let steps = if self.tenfold { decades(value / self.low) } else { value / self.step };
        (BOTTOM - (steps / f64::from(self.count)).clamp(0.0, 1.0) * (BOTTOM - TOP)).round() as u32
    }

    /// The levels with their values.
    pub fn levels(&self) -> impl Iterator<Item = (u32, f64)> {
        // Of many powers of ten, some do.
        let every = self.count as usize / 6 + 1;
        let mut value = self.low;
        let mut all = Vec::new();
        for level in 0..=self.count {
            let here = if self.tenfold { value } else { f64::from(level) * self.step };
            all.push((self.place(here), here));
            value *= 10.0;
        }
        all.into_iter().step_by(every)
    }
}

/// How many powers of ten a number of at least one is. By hand, so that it is the same on every machine.
fn decades(mut number: f64) -> f64 {
    let mut out = 0.0;
    while number >= 10.0 {
        number /= 10.0;
        out += 1.0;
    }
    let mut bit = 0.5;
    for _ in 0..16 {
        number *= number;
        if number >= 10.0 {
            number /= 10.0;
            out += bit;
        }
        bit /= 2.0;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Tongue;

    fn dates(dates: &str) -> Vec<Date> {
        dates.split_whitespace().map(|date| date.parse().unwrap()).collect()
    }

    #[test]
    fn two_dates_make_a_course() {
        let names = |text: &str| {
            let time = Time::over(dates(text).into_iter())?;
            Some(time.names(&Words::new(Tongue::En)).into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" "))
        };
        let cases = [
            ("2024 2024", None),
            // May the year be the month? Nobody knows.
            ("2024 2024-02", None),
            ("2024-02 2024-02", None),
            ("", None),
            ("2024 2025", Some("2024 2025")),
            ("2024 2024-02 2024-04", Some("February 2024 April 2024")),
            ("2024-12 2025-01", Some("December 2024 January 2025")),
            ("2024-02-01 2024-02-20", Some("February 2024")),
            ("2020-01 2025-01", Some("2020 2022 2024")),
            ("1900 2099", Some("1900 1940 1980 2020 2060")),
        ];
        for (text, expected) in cases {
            assert_eq!(names(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn dates_stand_within_their_years_and_in_order() {
        let all = dates("2023 2024-01 2024 2024-12-31 2025");
        let time = Time::over(all.iter().copied()).unwrap();
        let places: Vec<u32> = all.iter().map(|date| time.place(*date)).collect();
        assert_eq!(places, [277, 425, 550, 686, 823]);
        assert_eq!(time.edges(), ["14.0%", "41.3%", "68.7%", "96.0%"]);
    }

    #[test]
    fn levels_are_round_and_hold_all_values() {
        let levels = |values: &[f64]| {
            let height = Height::over(values.iter().copied()).unwrap();
            for value in values {
                assert!((TOP..=BOTTOM).contains(&f64::from(height.place(*value))), "{value}");
            }
            height.levels().map(|(_, value)| value).collect::<Vec<_>>()
        };
        assert_eq!(levels(&[3300.0, 36700.0]), [0.0, 10000.0, 20000.0, 30000.0, 40000.0]);
        assert_eq!(levels(&[0.0]), [0.0, 0.001]);
        assert_eq!(levels(&[30.0, 94.0]), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(levels(&[700.0, 270_000.0]), [100.0, 1000.0, 10_000.0, 100_000.0, 1_000_000.0]);
        assert_eq!(levels(&[1.0, 1000.0]), [1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(levels(&[1e-9, 1e300]).len(), 6, "of three hundred, some");
        let height = Height::over([100.0, 10_000.0].into_iter()).unwrap();
        assert_eq!([100.0, 1000.0, 10_000.0].map(|value| height.place(value)), [200, 110, 20]);
    }
}
