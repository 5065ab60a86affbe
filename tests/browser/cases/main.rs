//! What holds for the built site in every browser?
//!
//! `cargo test -p browser-tests` runs the table, `cargo test -p browser-tests -- offline` a part of
//! it. A new case is a function in one of these files and a row here.

mod article;
mod carry;
mod everyone;
mod faults;
mod folding;
mod hosting;
mod intrusion;
mod labels;
mod measure;
mod offline;
mod own;
mod reading;
mod room;
mod single;
mod start;
mod stick;
mod views;

use std::process::ExitCode;

use browser_tests::{Case, cases};

const CASES: &[Case] = cases![
    article::labels_in_the_margin_lead_to_their_words,
    article::a_line_has_about_66_letters,
    article::the_way_leads_through_the_selection,
    article::what_is_selected_is_marked,
    article::the_place_is_kept,
    article::articles_in_pictures,
    carry::a_view_goes_into_each_form,
    carry::labels_go_out_and_come_back,
    carry::a_reference_manager_finds_the_article,
    carry::a_lesson_goes_by_link_and_by_file,
    carry::a_link_is_shared_and_becomes_a_code,
    carry::a_view_is_a_handout,
    everyone::axe_finds_nothing,
    everyone::help_explains_and_its_examples_lead_on,
    faults::a_cache_that_lost_files_is_no_harm_with_a_network,
    faults::a_cache_that_lost_files_says_so_without_a_network,
    faults::a_tab_closed_in_the_middle_leaves_nothing_half,
    faults::a_tab_closed_while_files_are_read_leaves_nothing_half,
    faults::a_tab_closed_while_files_are_kept_leaves_nothing_half,
    faults::two_tabs_lose_no_label,
    faults::a_full_disk_stops_nobody,
    folding::a_group_opens_and_shows_what_differs,
    folding::what_is_not_the_same_stays_apart,
    folding::refused_storage_breaks_nothing,
    folding::unfolding_shows_every_place,
    folding::page_furniture_is_shown_on_demand,
    hosting::first_passages_come,
    hosting::is_silent_and_asks_for_its_own_files_once,
    hosting::the_manifest_and_its_icons_are_there,
    hosting::a_missing_script_is_said,
    hosting::a_missing_wasm_is_said,
    hosting::a_double_click_on_the_folder_is_explained,
    hosting::nothing_but_its_own_scripts_runs,
    intrusion::no_article_runs_on_the_site,
    intrusion::no_link_runs,
    intrusion::no_own_file_runs,
    intrusion::no_article_label_or_start_runs_in_a_file,
    intrusion::a_file_runs_nothing_but_its_own,
    labels::a_label_shows_its_words,
    labels::a_changed_label_stays_and_counts_where_wished,
    labels::a_browser_that_keeps_nothing_breaks_nothing,
    labels::figures_stand_with_their_contradictions,
    labels::figures_fit_a_narrow_screen,
    labels::figures_stand_over_time,
    labels::a_plot_shows_contradictions_and_changes,
    labels::how_labels_are_made_is_told,
    labels::who_says_it_can_be_chosen,
    measure::a_large_folder,
    offline::works_after_one_visit_with_the_server_stopped,
    offline::a_new_version_waits_for_the_reader,
    offline::another_tab_is_told_and_left_alone,
    offline::a_version_that_is_not_whole_is_never_used,
    offline::a_page_of_another_version_is_not_kept,
    offline::caches_of_others_stay,
    own::dropped_files_are_read_opened_and_kept,
    own::each_file_that_is_not_read_is_named,
    own::one_article_leaves_and_the_same_counts_once,
    own::a_pasted_text_is_an_article,
    own::a_reading_can_be_called_off,
    own::no_room_is_told_and_loses_nothing,
    own::wrong_letters_are_put_right_when_asked,
    own::a_collection_is_renamed_saved_removed_and_comes_back,
    own::two_tabs_lose_nothing,
    own::a_browser_that_keeps_nothing_is_told,
    own::a_damaged_collection_harms_no_other,
    own::a_large_archive_is_open_before_it_is_read,
    own::an_opening_can_be_called_off,
    own::fits_a_narrow_screen,
    reading::each_facet_filters_to_what_its_count_says,
    reading::facets_join_and_values_with_none_are_no_links,
    reading::a_search_marks_what_it_finds,
    reading::a_pasted_link_opens_the_same_view,
    reading::back_and_forward_walk_through_the_filters,
    reading::a_passage_opens_in_its_article,
    reading::labels_show_the_words_that_led_to_them,
    reading::the_copy_button_says_that_it_copied,
    reading::strange_links_are_named_and_ignored,
    reading::nothing_found_says_what_to_take_back,
    reading::both_languages_of_the_interface,
    reading::more_rows_come_on_demand,
    reading::a_long_list_has_few_rows_and_keeps_its_place,
    reading::a_keyboard_is_enough,
    reading::nothing_jumps,
    reading::pictures,
    room::keys_lead_through_the_page,
    room::the_first_screen_says_what_to_try,
    room::other_articles_have_other_examples,
    room::an_empty_result_counts_what_each_filter_hides,
    room::a_narrow_header_is_three_lines,
    single::opens_by_double_click_and_does_what_the_site_does,
    single::the_site_saves_itself_and_the_copy_does_it_again,
    single::a_copy_saved_by_the_browsers_menu_opens,
    single::a_file_in_a_browser_that_keeps_nothing,
    single::a_file_that_is_broken_says_so,
    single::parts_survive_this_engine,
    single::a_host_with_another_character_set,
    stick::files_are_read_and_taken_along,
    stick::a_pasted_text_and_what_was_kept,
    stick::a_browser_that_keeps_nothing_for_files,
    stick::a_file_saved_without_a_network_does_it_too,
    start::the_build_says_what_the_worker_says,
    start::first_passages_stand_before_the_worker_answers,
    start::what_is_typed_meanwhile_is_answered,
    start::what_the_build_does_not_know_waits_for_the_worker,
    start::another_corpus_file_has_no_first_answer,
    start::the_site_is_kept_when_the_worker_has_answered,
    views::two_sides_stand_beside_one_another,
    views::a_cell_of_the_matrix_leads_to_its_passages,
    views::every_number_of_the_overview_leads_on,
    views::views_in_pictures,
    single::first_passages_come_from_the_file,
];

fn main() -> ExitCode {
    browser_tests::main(CASES)
}
