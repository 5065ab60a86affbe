use proptest::prelude::*;

use super::super::{Notice, NoticeKind, ReadOptions, Refusal, read};
use crate::article::{Article, MarkKind};
use crate::lang::Lang;

fn page(html: &[u8]) -> (Result<Article, Refusal>, Vec<NoticeKind>) {
    let mut notices: Vec<Notice> = Vec::new();
    let read = read("seite.html", html, &ReadOptions::default(), &mut notices);
    (read.map(|mut articles| articles.remove(0)), notices.into_iter().map(|notice| notice.kind).collect())
}

const NEWS: &str = r#"<!doctype html><!-- saved from url=(0042)https://alt.example/x -->
<html lang="de"><head><meta charset="utf-8"><title>Bank ersetzt Hotline durch KI | Morgenblatt</title>
<link rel="canonical" href="https://morgenblatt.example/ki">
<meta property="og:site_name" content="Morgenblatt"><meta name="author" content="Anna Berg">
<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],"headline":"Bank ersetzt Hotline durch KI",
"datePublished":"2025-05-13T06:00:00+02:00","author":[{"@type":"Person","name":"A. Berg"}]}]}</script>
<style>p{color:red}</style></head>
<body class="has-sidebar"><header><a href="/">Morgenblatt</a><nav><ul><li><a href="/p">Politik</a><li><a href="/w">Wirtschaft</a></ul></nav></header>
<div class="cookie-banner"><p>Wir verwenden Cookies, um Ihnen die bestmögliche Nutzung unserer Seite zu bieten, und Sie stimmen dem zu.</p></div>
<div id="main"><article><header><h1>Bank ersetzt Hotline durch KI</h1><p class="byline">Von Anna Berg</p></header>
<p>Die Bank will <a href="/x">künftig</a> jede zweite Anfrage von einer Maschine beantworten lassen, sagte der Vorstand am Dienstag.
<p>Der Betriebsrat widerspricht.</p>
<h2>Was geplant ist</h2>
<ul><li>4.000 Stellen fallen weg, sagt die Bank.</li><li>Niemand wird gekündigt.</li></ul>
<blockquote><p>„Wir lassen niemanden allein, das haben wir versprochen und das halten wir auch.“</p></blockquote>
<div class="related"><h3>Mehr zum Thema</h3><ul><li><a href="/1">Versicherer setzt auf Chatbots</a></li></ul></div>
<p>Ob das gelingt, wird sich zeigen &ndash; im Herbst soll es losgehen, hei&szlig;t es.</p>
<script>document.write("<p>Das hier ist kein Text der Seite, sondern ein langes Programm, das niemand lesen will.</p>")</script>
</article></div><aside><p>Abonnieren Sie jetzt unseren Newsletter, jeden Morgen frisch und kostenlos in Ihrem Postfach, seit 1998.</p></aside>
<footer><p>© Morgenblatt, alle Rechte vorbehalten. Nachdruck nur mit Genehmigung des Verlages, Hamburg 2025.</p></footer></body></html>"#;

#[test]
fn the_text_without_the_menus() {
    let (article, said) = page(NEWS.as_bytes());
    let article = article.unwrap();
    assert_eq!(said, []);
    let blocks: Vec<(MarkKind, &str)> =
        article.marks.iter().map(|mark| (mark.kind, mark.span.of(&article.text))).collect();
    let expected = [
        (
            MarkKind::Paragraph,
            "Die Bank will künftig jede zweite Anfrage von einer Maschine beantworten lassen, sagte der Vorstand am Dienstag.",
        ),
        (MarkKind::Paragraph, "Der Betriebsrat widerspricht."),
        (MarkKind::Heading(2), "Was geplant ist"),
        (MarkKind::Item, "4.000 Stellen fallen weg, sagt die Bank."),
        (MarkKind::Item, "Niemand wird gekündigt."),
        (MarkKind::Quote, "„Wir lassen niemanden allein, das haben wir versprochen und das halten wir auch.“"),
        (MarkKind::Paragraph, "Ob das gelingt, wird sich zeigen – im Herbst soll es losgehen, heißt es."),
    ];
    assert_eq!(blocks, expected);
}

#[test]
fn what_the_page_says_about_itself() {
    let meta = page(NEWS.as_bytes()).0.unwrap().meta;
    assert_eq!(meta.title, "Bank ersetzt Hotline durch KI");
    assert_eq!((meta.source.as_deref(), meta.author.as_deref()), (Some("Morgenblatt"), Some("A. Berg")));
    assert_eq!(meta.url.as_deref(), Some("https://morgenblatt.example/ki"));
    assert_eq!((meta.lang, meta.date.map(|date| date.to_string()).as_deref()), (Some(Lang::De), Some("2025-05-13")));
}

#[test]
fn old_pages_without_paragraphs() {
    let text = "Der Vorstand sprach von einer Chance für alle, die Gewerkschaft von einem Kahlschlag ohne Beispiel.";
    let html = format!(
        "<HTML><TITLE>Alt</TITLE><BODY><TABLE><TR><TD><A HREF=a>Start</A><BR><A HREF=b>Archiv</A></TD>\
         <TD><FONT SIZE=2>{text}<BR><BR>{text} Zwei.<BR>\nDrei.</FONT></TD></TR></TABLE></BODY></HTML>"
    );
    let article = page(html.as_bytes()).0.unwrap();
    assert!(article.text.contains(text) && article.text.contains("Zwei.\nDrei."), "{}", article.text);
    assert_eq!((article.meta.title.as_str(), article.marks.len()), ("Alt", 2));
}

#[test]
fn pages_whose_classes_mislead_keep_their_text() {
    let text =
        "Ein Absatz, der lang genug ist, um als Text zu gelten, weil er aus mehreren Wörtern und Sätzen besteht. ";
    let html = format!("<body><div class='no-sidebar hidden'><p>{text}</p><p>{text}</p></div></body>");
    assert_eq!(page(html.as_bytes()).0.unwrap().marks.len(), 2);
}

#[test]
fn pages_without_text_and_pages_drawn_by_scripts() {
    assert_eq!(page(b"<html><script>app()</script><div id=root></div></html>").0, Err(Refusal::NoText));
    let drawn = r#"<script type="application/ld+json">{"@type":"Article","headline":"T","articleBody":"Eins ist da.\nZwei auch."}</script><div id=root></div>"#;
    let article = page(drawn.as_bytes()).0.unwrap();
    assert_eq!((article.text.as_str(), article.meta.title.as_str()), ("Eins ist da.\n\nZwei auch.", "T"));
    assert_eq!(page(b"<p>Kurz</p>").1, [NoticeKind::WholePage]);
}

#[test]
fn the_declared_encoding_counts() {
    let html = b"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-15'><p>F\xFCr 5 \xA4 gibt es hier alles, was man braucht, sagt er.</p>";
    let (article, said) = page(html);
    assert!(article.unwrap().text.starts_with("Für 5 € gibt"), "{said:?}");
    assert_eq!(said[0], NoticeKind::ReadAs("ISO-8859-15".into()));
    let refused = page(b"<meta charset=shift_jis><p>\x83e\x83X\x83g\xFF").0;
    assert_eq!(refused, Err(Refusal::UnknownEncoding("shift_jis".into())));
}

#[test]
fn deep_and_broken_pages_end_well() {
    let deep = "<div>".repeat(100_000) + "<p>Text, der hier ganz tief unten steht und doch gelesen werden soll.";
    assert!(page(deep.as_bytes()).0.unwrap().text.starts_with("Text, der"));
    let strays = "<div>".repeat(50_000) + &"</b></span></section>".repeat(50_000);
    let _ = page(strays.as_bytes());
    let lists = "<ul><li>".repeat(50_000) + &"<li>x".repeat(50_000);
    let _ = page(lists.as_bytes());
    let _ = page(("<p ".to_string() + &"a=1 ".repeat(100_000)).as_bytes());
    let _ = page("<a href=x>".repeat(100_000).as_bytes());
    let _ = page(b"<!--");
    let _ = page(b"<script>");
}

proptest! {
    #[test]
    fn no_page_makes_it_panic(html in "(<p>|<div class=ad>|</div>|<article>|<td>|<li>|</ul>|<br>|<script>|</script>|<title>|<a href=x>|Ein Satz, der lang genug ist, um Text zu sein\\.|\\PC){0,40}") {
        if let Ok(article) = page(html.as_bytes()).0 {
            for mark in &article.marks {
                prop_assert!(!mark.span.of(&article.text).is_empty());
            }
        }
    }
}
