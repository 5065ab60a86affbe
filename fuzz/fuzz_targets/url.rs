//! Any link is a state, and a state that was written is read back.
#![no_main]

use lesart::url;

libfuzzer_sys::fuzz_target!(|input: (&str, &str)| {
    let (fragment, search) = input;
    let (state, _) = url::read(fragment, search);
    let written = state.fragment();
    let (again, strange) = url::read(&written, "");
    assert_eq!(again, state, "{written}");
    assert!(strange.is_empty(), "{strange:?}");
});
