//! How does wasm-bindgen's JavaScript travel light?
//!
//! It is written to be read: documented, indented, and every import named with a hash. A minifier would
//! do more, but it is a megabyte of dependencies for half a kilobyte more.

/// Without comments that have lines of their own, indentation and empty lines.
///
/// wasm-bindgen writes no text over several lines; where one is suspected everything stays as it is.
pub fn tidy(js: &str) -> String {
    if js.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return js.to_owned();
    }
    let mut out = String::with_capacity(js.len());
    let mut comment = false;
    for line in js.lines().map(str::trim) {
        if comment || line.starts_with("/*") && (line.ends_with("*/") || !line.contains("*/")) {
            comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Gives an import another name in tidy glue; says whether it has it now. An import that stands anywhere
/// but at the head of its function keeps its name.
pub fn rename(js: &mut String, name: &str, short: &str) -> bool {
    let head = format!("\n{name}: function");
    if js.matches(name).count() != 1 || !js.contains(&head) {
        return false;
    }
    *js = js.replace(&head, &format!("\n{short}: function"));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_texts_stay() {
        let js = "/**\n * Says a.\n */\nfunction a() {\n    // why\n    const u = 'http://x';\n\n    /* b */\n    return `${u}/*`;\n}\n";
        assert_eq!(tidy(js), "function a() {\nconst u = 'http://x';\nreturn `${u}/*`;\n}\n");
        let text = "const a = `\n    // text\n`;\n";
        assert_eq!(tidy(text), text);
    }

    #[test]
    fn imports_are_renamed_where_they_stand_once() {
        let mut js = "const i = {\n__wbg_a_1: function() {},\n__wbg_b_2: function() { __wbg_b_2; },\n};\n".to_owned();
        assert!(rename(&mut js, "__wbg_a_1", "i0"));
        assert!(!rename(&mut js, "__wbg_b_2", "i1"));
        assert!(!rename(&mut js, "__wbg_c_3", "i2"));
        assert_eq!(js, "const i = {\ni0: function() {},\n__wbg_b_2: function() { __wbg_b_2; },\n};\n");
    }
}
