use proptest::prelude::*;

use super::super::{Notice, NoticeKind, ReadOptions, Refusal, Source, read, read_all_quietly};
use super::*;

/// A file for an archive that a test makes.
#[derive(Clone)]
pub(in super::super) struct Made<'a> {
    pub(in super::super) name: &'a [u8],
    pub(in super::super) bytes: &'a [u8],
    pub(in super::super) packed: bool,
    pub(in super::super) flags: u16,
    /// What the directory claims its size to be.
    pub(in super::super) claimed: Option<u32>,
}

pub(in super::super) fn file<'a>(name: &'a str, bytes: &'a [u8]) -> Made<'a> {
    Made { name: name.as_bytes(), bytes, packed: true, flags: 0, claimed: None }
}

/// An archive of these files.
pub(in super::super) fn archive(files: &[Made]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for made in files {
        let packed =
            if made.packed { miniz_oxide::deflate::compress_to_vec(made.bytes, 6) } else { made.bytes.to_vec() };
        let mut head = Vec::new();
        head.extend(20u16.to_le_bytes());
        head.extend(made.flags.to_le_bytes());
        head.extend(if made.packed { 8u16 } else { 0 }.to_le_bytes());
        head.extend([0; 4]);
        head.extend(sum(made.bytes).to_le_bytes());
        head.extend((packed.len() as u32).to_le_bytes());
        head.extend(made.claimed.unwrap_or(made.bytes.len() as u32).to_le_bytes());
        head.extend((made.name.len() as u16).to_le_bytes());
        head.extend([0; 2]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend((out.len() as u32).to_le_bytes());
        directory.extend(made.name);
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(made.name);
        out.extend(packed);
    }
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend((files.len() as u16).to_le_bytes());
    out.extend((files.len() as u16).to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}

fn reading(files: &[Made]) -> (Vec<String>, Vec<(String, Refusal)>) {
    let bytes = archive(files);
    let reading = read_all_quietly(&[Source { name: "a.zip", bytes: &bytes }], &ReadOptions::default());
    (reading.articles.into_iter().map(|article| article.meta.file).collect(), reading.refused)
}

#[test]
fn files_in_folders_are_read() {
    let files = [
        file("ordner/a.txt", "Für alle.".as_bytes()),
        file("ordner/", b""),
        Made { packed: false, ..file("b.md", b"# B\n\nText") },
        Made { name: b"\x81ber.txt", ..file("", b"Text") },
        file("win\\c.txt", b"Text"),
        file("__MACOSX/._a.txt", b"\0\0"),
        file("bild.png", b"\x89PNG"),
    ];
    let (names, refused) = reading(&files);
    assert_eq!(names, ["a.zip/ordner/a.txt", "a.zip/b.md", "a.zip/über.txt", "a.zip/win/c.txt"]);
    assert_eq!(refused, [("a.zip/bild.png".into(), Refusal::UnknownFormat)]);
}

#[test]
fn tricks_are_refused_and_the_rest_goes_in() {
    let blanks = vec![b' '; 8 << 20];
    let files = [
        file("../../etc/a.txt", b"x"),
        file("/a.txt", b"x"),
        file("C:/a.txt", b"x"),
        Made { flags: 1, ..file("locked.txt", b"x") },
        file("bomb.txt", &blanks),
        Made { claimed: Some(10), ..file("liar.txt", &blanks) },
        file("gut.txt", b"Text"),
    ];
    let (names, refused) = reading(&files);
    assert_eq!(names, ["a.zip/gut.txt"]);
    let expected = [
        ("a.zip/../../etc/a.txt", Refusal::UnsafePath),
        ("a.zip//a.txt", Refusal::UnsafePath),
        ("a.zip/C:/a.txt", Refusal::UnsafePath),
        ("a.zip/locked.txt", Refusal::Encrypted),
        ("a.zip/bomb.txt", Refusal::Bomb),
        ("a.zip/liar.txt", Refusal::Bomb),
    ];
    assert_eq!(refused, expected.map(|(name, refusal)| (name.to_string(), refusal)));
}

#[test]
fn archives_in_archives_end() {
    let mut bytes = archive(&[file("a.txt", b"Text")]);
    let mut depth = 1;
    while depth < 6 {
        bytes = archive(&[file("in.zip", &bytes), file(&format!("{depth}.txt"), b"Text")]);
        depth += 1;
    }
    let reading = read_all_quietly(&[Source { name: "a.zip", bytes: &bytes }], &ReadOptions::default());
    assert_eq!(reading.articles.len(), 3);
    assert_eq!(reading.refused, [("a.zip/in.zip/in.zip/in.zip".to_string(), Refusal::TooDeep)]);
}

#[test]
fn limits_hold_for_what_comes_out() {
    let text = vec![b'x'; 1000];
    let bytes = archive(&[file("a.txt", &text), file("b.txt", &text), file("c.txt", &text)]);
    let source = [Source { name: "a.zip", bytes: &bytes }];
    let much = read_all_quietly(&source, &ReadOptions { most_total: 2500, ..ReadOptions::default() });
    assert_eq!((much.articles.len(), much.refused), (2, vec![("a.zip".to_string(), Refusal::TooMuch)]));
    let many = read_all_quietly(&source, &ReadOptions { most_files: 2, ..ReadOptions::default() });
    assert_eq!((many.articles.len(), many.refused), (1, vec![("a.zip".to_string(), Refusal::TooManyFiles)]));
}

#[test]
fn damaged_archives_say_so() {
    let whole = archive(&[file("a.txt", b"Text, der lang genug ist")]);
    let mut notices: Vec<Notice> = Vec::new();
    for cut in 0..whole.len() {
        let _ = read("a.zip", &whole[..cut], &ReadOptions::default(), &mut notices);
    }
    let refused = read("a.zip", &whole[..whole.len() - 10], &ReadOptions::default(), &mut notices).unwrap_err();
    assert!(refused.to_string().contains("cut off"), "{refused}");
    let mut wrong = whole.clone();
    wrong[40] ^= 1;
    notices.clear();
    let _ = read("a.zip", &wrong, &ReadOptions::default(), &mut notices);
    assert!(matches!(notices[0].kind, NoticeKind::Refused(Refusal::Broken { .. })), "{notices:?}");
}

proptest! {
    #[test]
    fn no_damage_makes_it_panic(at in 0usize..200, byte in any::<u8>(), more in any::<u8>()) {
        let mut bytes = archive(&[file("a.txt", b"Text"), file("b/c.txt", b"mehr Text")]);
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes[(at * 7) % length] = more;
        let _ = read("a.zip", &bytes, &ReadOptions::default(), &mut Vec::new());
    }
}
