//! Do the lists in README still say what the program does?

// A test that cannot read its own files has nothing to say: it fails there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use lesart::import;
use lesart::protocol::Form;

const README: &str = include_str!("../README.md");

#[test]
fn each_format_that_is_read_is_named() {
    let missing: Vec<String> =
        import::endings().into_iter().filter(|ending| !README.contains(&format!("`{ending}`"))).collect();
    assert!(missing.is_empty(), "README lacks {missing:?}");
}

#[test]
fn each_form_that_goes_out_is_named() {
    let missing: Vec<&str> =
        Form::ALL.into_iter().map(|form| form.key()).filter(|key| !README.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "README lacks {missing:?}");
}

#[test]
fn the_attempts_at_injection_are_counted() {
    let attempts = include_str!("browser/cases/injections.txt").lines();
    let number = attempts.filter(|line| !line.starts_with('#') && !line.is_empty()).count();
    assert!(README.contains(&format!("{number} attempts at injection")), "there are {number}");
}

/// Each case that breaks something on purpose is a row of the browser tests; these modules have no other.
#[test]
fn the_faults_are_counted() {
    let cases = include_str!("browser/cases/main.rs");
    let row = |line: &&str| ["faults::", "offline::"].iter().any(|module| line.trim().starts_with(module));
    let faults = cases.lines().filter(row).count() + OTHER_FAULTS.len();
    for name in OTHER_FAULTS {
        assert!(cases.contains(&format!("{name},")), "{name} is gone");
    }
    assert!(README.contains(&format!("{faults} faults")), "there are {faults}");
}

/// Cases of other modules that break something on purpose.
const OTHER_FAULTS: &[&str] = &[
    "folding::refused_storage_breaks_nothing",
    "hosting::a_missing_script_is_said",
    "hosting::a_missing_wasm_is_said",
    "hosting::a_double_click_on_the_folder_is_explained",
    "labels::a_browser_that_keeps_nothing_breaks_nothing",
    "own::each_file_that_is_not_read_is_named",
    "own::a_reading_can_be_called_off",
    "own::no_room_is_told_and_loses_nothing",
    "own::two_tabs_lose_nothing",
    "own::a_browser_that_keeps_nothing_is_told",
    "own::a_damaged_collection_harms_no_other",
    "own::an_opening_can_be_called_off",
    "single::a_file_in_a_browser_that_keeps_nothing",
    "single::a_file_that_is_broken_says_so",
    "single::a_host_with_another_character_set",
    "stick::a_browser_that_keeps_nothing_for_files",
    "stick::a_file_saved_without_a_network_does_it_too",
];
