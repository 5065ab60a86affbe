use crate::corpus::tests::{corpus, link};
use crate::protocol::Plot;
use crate::words::Tongue;

fn plots(articles: &[(&str, &str)]) -> Vec<Plot> {
    let texts: Vec<(String, String)> = articles
        .iter()
        .enumerate()
        .map(|(place, (date, text))| {
            let date = if date.is_empty() { String::new() } else { format!("date: {date}\n") };
            (format!("{place}.md"), format!("---\ntitle: Artikel {place}\nlang: de\n{date}---\n{text}\n"))
        })
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let ledger = corpus(&files).ledger(&link(""), Tongue::De);
    ledger.accounts.into_iter().flat_map(|account| account.plots).collect()
}

#[test]
fn figures_of_a_kind_stand_over_time() {
    let plots = plots(&[
        ("2024", "Klarna streicht 700 Stellen."),
        ("2025", "Klarna schrumpfte von 5.000 auf 3.800 Mitarbeiter."),
        ("2025", "Die Kosten sanken bei Klarna um 40 Prozent."),
        ("", "Klarna streicht weitere 150 Stellen."),
    ]);
    assert_eq!(plots.len(), 1, "there is one date for percent");
    let plot = &plots[0];
    assert_eq!((plot.counts.as_str(), plot.undated, plot.left_out), ("Beschäftigte und Stellen", 1, 0));
    assert_eq!(plot.times.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["2024", "2025"]);
    let ends: Vec<Vec<u32>> = plot.dots.iter().map(|dot| dot.ends.iter().map(|end| end.y).collect()).collect();
    assert_eq!(
        plot.levels.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(),
        ["0", "1000", "2000", "3000", "4000", "5000"]
    );
    assert_eq!(ends, [vec![175], vec![20, 63]]);
    assert_eq!(plot.dots[1].said, "5000 → 3800 Mitarbeiter, 2025, Artikel 1, neutral");
}

#[test]
fn a_change_to_come_begins_with_its_article() {
    let plots = plots(&[(
        "2025",
        "Bei der Commerzbank soll der Gewinn bis 2028 von 2,7 Milliarden Euro auf 4,2 Milliarden Euro wachsen.",
    )]);
    let dot = &plots[0].dots[0];
    assert!(dot.said.starts_with("2,7 Mrd. → 4,2 Mrd. Euro, 2025–2028"), "{}", dot.said);
    assert!(dot.ends[0].x < dot.ends[1].x && dot.ends[0].y > dot.ends[1].y);
}

#[test]
fn nothing_is_drawn_without_two_dates() {
    assert_eq!(plots(&[("2024", "Klarna streicht 700 Stellen."), ("2024", "Klarna streicht 900 Stellen.")]), []);
    assert_eq!(plots(&[("", "Klarna streicht 700 Stellen."), ("", "Klarna streicht 900 Stellen.")]), []);
}

#[test]
fn points_step_aside_and_what_is_too_much_is_counted() {
    let same: Vec<(&str, &str)> = vec![
        ("2024", "Klarna streicht 700 Stellen."),
        ("2024", "Klarna hat 705 Kundenberater."),
        ("2025", "Klarna streicht 5.000 Stellen."),
    ];
    let shifts: Vec<i32> = plots(&same)[0].dots.iter().map(|dot| dot.shift).collect();
    assert_eq!(shifts, [0, 24, 0]);
    let long = |numbers: std::ops::Range<u32>| {
        numbers.map(|number| format!("Klarna streicht {number} Stellen.")).collect::<Vec<_>>().join(" ")
    };
    let (one, other) = (long(100..150), long(150..200));
    let many = [("2024", one.as_str()), ("2025", other.as_str())];
    let plot = &plots(&many)[0];
    assert_eq!((plot.dots.len(), plot.left_out), (60, 40));
}
