//! Tests of the folder to host and of what templates are filled with.

use super::folder::content_security_policy;
use super::single::{BLOCKS, Start};
use super::template::{digest, fill, inline_json, inline_script};
use super::*;

const TEMPLATE: &str =
    "<!-- about -->\n<!doctype html><meta charset={{charset}}><meta content=\"{{csp}}\">{{head}}<p>{{end}}";

fn parts<'a>(corpus: &'a [u8], named: &'a [File]) -> Parts<'a> {
    Parts {
        index_html: TEMPLATE,
        style: b"p{}",
        page_js: "export default 1",
        page_script: "let wasm_bindgen = '</script>{{ }}';",
        page_wasm: b"page",
        worker_js: "let wasm_bindgen = {{ }};",
        worker_wasm: b"worker",
        reader_js: "let wasm_bindgen = 1;",
        reader_wasm: b"reader",
        whole_js: "let wasm_bindgen = 2;",
        whole_wasm: b"whole",
        corpus,
        first: b"",
        named,
    }
}

fn as_is(_: &str, bytes: &[u8]) -> Vec<u8> {
    bytes.to_vec()
}

fn text(files: &[File], path: &str) -> String {
    String::from_utf8(files.iter().find(|file| file.path == path).unwrap().bytes.clone()).unwrap()
}

fn built(corpus: &[u8]) -> Vec<File> {
    folder(&parts(corpus, &[File::new("icon.svg", "<svg/>")]), &as_is).unwrap()
}

#[test]
fn the_page_names_files_that_are_there() {
    let files = built(b"{}");
    let names = part_names(&text(&files, INDEX)).unwrap();
    for name in [&names.page, &names.page_wasm, &names.worker, &names.worker_wasm, &names.reader, &names.corpus] {
        assert!(files.iter().any(|file| file.path == *name), "{name}");
        assert!(is_hashed(name), "{name}");
    }
    assert!(text(&files, &names.worker).contains(&names.worker_wasm));
    assert!(text(&files, &names.worker).starts_with("let wasm_bindgen = {{ }};\n"), "glue is no template");
    assert!(!text(&files, INDEX).contains("about"), "the template's own comment stays at home");
}

#[test]
fn the_service_worker_lists_every_other_file_and_knows_the_version() {
    let files = built(b"{}");
    let service_worker = text(&files, SERVICE_WORKER_NAME);
    for file in files.iter().filter(|file| ![INDEX, SERVICE_WORKER_NAME].contains(&file.path.as_str())) {
        // The store is of use to those only who save the page.
        let kept = !file.path.starts_with("store-");
        assert_eq!(service_worker.contains(&format!("\"{}\"", file.path)), kept, "{}", file.path);
    }
    let version = part_names(&text(&files, INDEX)).unwrap().version;
    assert_eq!(version.len(), 16);
    assert!(service_worker.contains(&format!("const VERSION = \"{version}\";")));
    assert!(text(&files, INDEX).contains(&format!("\"version\":\"{version}\"")), "as the service worker looks for it");
}

#[test]
fn every_byte_of_every_part_changes_the_version_and_only_its_own_name() {
    let version = |files: &[File]| part_names(&text(files, INDEX)).unwrap();
    let (one, other) = (version(&built(b"{}")), version(&built(b"{} ")));
    assert_ne!(one.version, other.version);
    assert_ne!(one.corpus, other.corpus);
    assert_eq!((one.page, one.worker), (other.page, other.worker));
    let icon = version(&folder(&parts(b"{}", &[File::new("icon.svg", "<svg></svg>")]), &as_is).unwrap());
    assert_ne!(one.version, icon.version);
    assert_eq!(built(b"{}"), built(b"{}"));
}

#[test]
fn a_replaced_corpus_gives_the_site_that_would_have_been_built() {
    assert_eq!(replace_corpus(&built(b"one"), b"two"), Ok(built(b"two")));
    assert_eq!(replace_corpus(&built(b"one"), b"one"), Ok(built(b"one")));
    assert_eq!(replace_corpus(&[], b"two"), Err(SiteError::NotASite(INDEX)));
    let bare = [File::new(INDEX, "<p>"), File::new(SERVICE_WORKER_NAME, "")];
    assert!(matches!(replace_corpus(&bare, b"two"), Err(SiteError::NotASite(_))));
}

#[test]
fn what_the_worker_says_first_goes_with_the_corpus_that_it_belongs_to() {
    let named = [File::new("icon.svg", "<svg/>")];
    let foretold = folder(&Parts { first: b"opened, listed", ..parts(b"one", &named) }, &as_is).unwrap();
    let names = part_names(&text(&foretold, INDEX)).unwrap();
    assert_eq!(text(&foretold, &names.first), format!("{}\nopened, listed", names.corpus));
    assert_eq!((is_hashed(&names.first), Role::of(&names.first)), (true, Role::First));
    assert!(text(&foretold, SERVICE_WORKER_NAME).contains(&format!("\"{}\"", names.first)));
    assert_eq!(replace_corpus(&foretold, b"two"), Ok(built(b"two")), "nobody knows what it says of another");
    assert_eq!(replace_corpus(&foretold, b"one"), Ok(foretold.clone()));
    assert_eq!(part_names(&text(&built(b"one"), INDEX)).unwrap().first, "");
}

#[test]
fn the_policy_allows_the_script_that_is_there() {
    let index = text(&built(b"{}"), INDEX);
    let script = index.rsplit_once("<script>").unwrap().1.split_once("</script>").unwrap().0;
    assert!(index.contains(&format!("'{}'", digest(script))));
    assert!(!index.contains("unsafe-inline") && !index.contains("'unsafe-eval'"));
    // The hash of the empty text, from `printf '' | openssl dgst -sha256 -binary | base64`.
    assert!(content_security_policy("").contains("'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"));
}

#[test]
fn no_address_is_absolute() {
    for file in built(b"{}").iter().filter(|file| !file.path.ends_with(".wasm")) {
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        for absolute in ["src=\"/", "href=\"/", "\"https://", "\"http://", "(\"/", "import(\"/"] {
            assert!(!text.contains(absolute), "{}: {absolute}", file.path);
        }
    }
}

#[test]
fn a_template_with_a_hole_too_few_or_too_many_is_refused() {
    let fills = [("a", "{{a}}"), ("b", "2")];
    assert_eq!(fill("t", "{{b}} {{a}}", &fills).as_deref(), Ok("2 {{a}}"));
    for (template, complaint) in [
        ("{{a}}", "t lacks {{b}}"),
        ("{{a}}{{b}}{{b}}", "t has {{b}} 2 times"),
        ("{{c}}", "t has {{c}} 1 times"),
        ("{{a", "unclosed"),
    ] {
        let message = fill("t", template, &fills).unwrap_err().to_string();
        assert!(message.contains(complaint), "{template}: {message}");
    }
}

#[test]
fn hashes_are_told_from_names() {
    assert!(is_hashed("page-0123456789abcdef.js"));
    for name in ["icon-512.png", "page.js", "page-0123456789ABCDEF.js", "page-0123456789abcdef", "", "-.", "a-ü.b"] {
        assert!(!is_hashed(name), "{name}");
    }
}

#[test]
fn nothing_can_end_the_data_block() {
    assert_eq!(inline_json(&"</script><!--"), "\"\\u003c/script>\\u003c!--\"");
}

fn single_file(corpus: &[u8], start: &Start) -> String {
    let named = [File::new("icon.svg", "<svg/>")];
    let html = single::single(&parts(corpus, &named), start, &as_is).unwrap();
    assert!(html.is_ascii(), "the parts of these tests are");
    String::from_utf8(html).unwrap()
}

/// The content of each element, as a parser of HTML sees it: script and style end at their end tag alone.
fn elements(html: &str, open: &str, close: &str) -> Vec<String> {
    html.split(open).skip(1).map(|rest| rest.split_once(close).unwrap().0.to_string()).collect()
}

#[test]
fn a_single_file_may_run_what_stands_in_it_and_ask_for_nothing() {
    let html = single_file(b"{}", &Start::default());
    let scripts = elements(&html, "<script>", "</script>");
    let styles = elements(&html, "<style>", "</style>");
    assert_eq!((scripts.len(), styles.len()), (2, 1));
    assert_eq!(scripts[1], "let wasm_bindgen = '<\\/script>{{ }}';");
    let policy = html.split_once("content=\"").unwrap().1.split_once('"').unwrap().0;
    for inline in scripts.iter().chain(&styles) {
        assert!(policy.contains(&format!("'{}'", digest(inline))), "{policy}");
    }
    assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe-inline"));
    assert!(policy.contains("; connect-src 'self' blob:; "), "{policy}");
    for word in ["script-src 'self'", "'unsafe-eval'", "http", "*"] {
        assert!(!policy.contains(word), "{policy}");
    }
    for address in ["src=", "href=\"icon", "href=\"style", "manifest.webmanifest"] {
        assert!(!html.contains(address), "{address}");
    }
}

#[test]
fn a_single_file_holds_what_makes_the_next_one() {
    let start = Start::new("#q=</script><!--".into(), "a\n".into(), String::new());
    assert!(!start.id.is_empty() && Start::new("#q=KI".into(), String::new(), String::new()).id.is_empty());
    let html = single_file(b"{}", &start);
    let block =
        |html: &str, name: &str| String::from_utf8(single::block(html.as_bytes(), name).unwrap().to_vec()).unwrap();
    let bytes =
        |html: &str, name: &str| String::from_utf8(octets::bytes_of(block(html, name).as_bytes()).unwrap()).unwrap();
    assert_eq!(serde_json::from_str::<Start>(&block(&html, "start")).unwrap(), start);
    // From its own template and blocks alone, as the worker does it in a single file.
    let again = |html: &str| {
        let made = single::complete(bytes(html, "template").as_bytes(), |name| Some(block(html, name).into_bytes()));
        String::from_utf8(made.unwrap()).unwrap()
    };
    assert_eq!(again(&html), html);
    assert_eq!(again(&again(&html)), html);
    assert_eq!((bytes(&html, "worker").as_str(), bytes(&html, "reader").as_str()), ("whole", ""));
    // From a folder's files, as the worker does it on a host.
    let files = built(b"{}");
    let file = |start: &str, end: &str| {
        let is = |file: &&File| file.path.starts_with(start) && file.path.ends_with(end);
        files.iter().find(is).unwrap().bytes.clone()
    };
    let saved = single::complete(&file("store-", ".txt"), |name| match name {
        "start" => Some(start.block().into_bytes()),
        "corpus" => Some(octets::page_of(b"{}")),
        _ => None,
    });
    assert_eq!(saved.unwrap(), html.as_bytes());
    // Without a network, from what the page runs on: the same file with two workers in place of one.
    assert_eq!(file("single-", ".txt"), bytes(&html, "template").as_bytes());
    let names = text(&files, &part_names(&text(&files, INDEX)).unwrap().worker);
    for name in ["single-", "store-", "page-", "worker-", "reader-"] {
        assert!(names.contains(&format!(":\"{name}")), "{name}");
    }
    assert_eq!(bytes(&html, "corpus"), "{}");
    // Another corpus in a file that is complete already.
    let other = single::complete(html.as_bytes(), |name| match name {
        "corpus" => Some(octets::page_of(b"other")),
        _ => None,
    });
    assert_eq!(other.unwrap(), single_file(b"other", &start).into_bytes());
    assert!(single::complete(b"<p>", |_| None).is_err());
    assert!(BLOCKS.iter().all(|name| block(&html, name).is_empty() == name.starts_with("reader")));
}

#[test]
fn a_single_file_reads_the_same_in_every_character_set() {
    let named = [File::new("icon.svg", "<svg/>")];
    let beyond = Parts {
        index_html: "<meta charset={{charset}}><meta content=\"{{csp}}\">{{head}}<p>für 😀{{end}}",
        style: "p::after { content: \"✎\" }".as_bytes(),
        page_script: "'ä😀'",
        ..parts(b"{}", &named)
    };
    let html = single::single(&beyond, &Start::new("#q=Züge".into(), "ß".into(), String::new()), &|_, _| Vec::new());
    let html = String::from_utf8(html.unwrap()).unwrap();
    assert!(html.is_ascii());
    for part in ["<p>f&#252;r &#128512;", "\"\\00270e\"", "'\\u00e4\\ud83d\\ude00'", "#q=Z\\u00fcge"] {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn no_script_ends_its_element() {
    assert_eq!(inline_script("'</script><!-- </SCRIPT'"), "'<\\/script><\\!-- <\\/SCRIPT'");
}
