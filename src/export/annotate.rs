//! How do labels leave for programs that know annotations, and come back?
//!
//! Web Annotations (W3C) in JSON-LD: each label tags the passage that it quotes (`TextQuoteSelector`), so
//! that any program finds the place in any copy of the text. What the reader put right is marked by
//! `lesart:holds` and is read again; a passage is found by its words. Claims are schema.org `Claim`s with
//! the place where they appear. They say what was claimed, never whether it is true: Lesart reviews
//! nothing.

use super::json::Json;
use super::{Item, Label, View};
use crate::article::{ArticleId, PassageId};
use crate::correction::{CORRECTABLE, Correction};
use crate::facet::{FACETS, column};
use crate::pack::json::{self, Json as Tree, Value};
use crate::protocol::Mine;

/// The labels of a view as an annotation collection.
pub(super) fn annotations(view: &View) -> String {
    let mut items = Vec::new();
    for item in &view.items {
        let tags = item.stance.iter().chain(&item.claims).chain(&item.companies).chain(&item.taken);
        items.extend(tags.map(|label| annotation(item, label, view)));
    }
    let page = Json::Object(vec![("type", Json::text("AnnotationPage")), ("items", Json::List(items))]);
    let own = Json::Object(vec![("lesart", Json::text("urn:lesart:"))]);
    Json::Object(vec![
        ("@context", Json::List(vec![Json::text("http://www.w3.org/ns/anno.jsonld"), own])),
        ("type", Json::text("AnnotationCollection")),
        ("label", Json::text(&view.title)),
        ("first", page),
    ])
    .write()
}

fn annotation(item: &Item, label: &Label, view: &View) -> Json {
    let tag = format!("{}:{}", label.facet, label.key);
    let body = |purpose: &str, value: &str, lang: Json| {
        Json::Object(vec![
            ("type", Json::text("TextualBody")),
            ("purpose", Json::text(purpose)),
            ("value", Json::text(value)),
            ("language", lang),
        ])
    };
    let tongue = || Json::text(view.words.tongue().tag());
    let mut bodies = vec![body("tagging", &tag, Json::None), body("describing", &label.name, tongue())];
    if !label.reason.is_empty() {
        bodies.push(body("commenting", &label.reason, Json::None));
    }
    let creator = match label.mine {
        Mine::No => vec![("type", Json::text("Software")), ("name", Json::text("Lesart"))],
        Mine::Given | Mine::Taken => vec![("type", Json::text("Person"))],
    };
    let holds = match label.mine {
        Mine::No => Json::None,
        mine => Json::Bool(mine == Mine::Given),
    };
    let words = label.evidence.iter().map(Json::text).collect::<Vec<_>>();
    Json::Object(vec![
        ("id", Json::text(format!("urn:lesart:{}:{}:{tag}", item.article.id, item.passage))),
        ("type", Json::text("Annotation")),
        ("motivation", Json::text("tagging")),
        ("creator", Json::Object(creator)),
        ("body", Json::List(bodies)),
        ("target", target(item)),
        ("lesart:holds", holds),
        ("lesart:evidence", if words.is_empty() { Json::None } else { Json::List(words) }),
    ])
}

fn target(item: &Item) -> Json {
    let source =
        super::web(&item.article.meta).map_or_else(|| format!("urn:lesart:{}", item.article.id), str::to_string);
    Json::Object(vec![
        ("source", Json::text(source)),
        (
            "selector",
            Json::Object(vec![
                ("type", Json::text("TextQuoteSelector")),
                ("exact", Json::text(&item.text)),
                ("prefix", Json::text(&item.before)),
                ("suffix", Json::text(&item.behind)),
            ]),
        ),
    ])
}

/// The passages that claim something, as schema.org claims.
pub(super) fn claims(view: &View) -> String {
    let thing = |kind: &str, name: &str| Json::Object(vec![("@type", Json::text(kind)), ("name", Json::text(name))]);
    let claims = view.items.iter().filter(|item| !item.claims.is_empty()).map(|item| {
        let meta = &item.article.meta;
        let about = item.companies.iter().map(|label| thing("Organization", &label.name));
        let about = about.chain(item.claims.iter().map(|label| thing("Thing", &label.name))).collect();
        let article = Json::Object(vec![
            ("@type", Json::text("NewsArticle")),
            ("headline", Json::text(&meta.title)),
            ("url", Json::maybe(super::web(meta))),
            ("author", meta.author.as_deref().map_or(Json::None, |name| thing("Person", name))),
            ("publisher", meta.source.as_deref().map_or(Json::None, |name| thing("Organization", name))),
            ("datePublished", meta.date.map_or(Json::None, |date| Json::text(date.to_string()))),
            ("inLanguage", Json::maybe(meta.lang.map(|lang| lang.tag()))),
            ("license", Json::maybe(meta.licence.as_deref())),
        ]);
        Json::Object(vec![
            ("@type", Json::text("Claim")),
            ("identifier", Json::text(item.passage.to_string())),
            ("text", Json::text(&item.text)),
            ("inLanguage", Json::maybe(item.lang.map(|lang| lang.tag()))),
            ("about", Json::List(about)),
            ("appearance", article),
        ])
    });
    Json::Object(vec![("@context", Json::text("https://schema.org")), ("@graph", Json::List(claims.collect()))]).write()
}

/// Reads the labels that a reader put right out of what [`annotations`] wrote. The program's own labels
/// are passed over: it gives them itself.
///
/// # Errors
/// What is no such file, in words.
pub fn read(text: &str) -> Result<Vec<Correction>, String> {
    let tree = json::read(text.trim_start_matches('\u{feff}')).map_err(|(at, what)| {
        let (line, column) = json::place(text, at);
        format!("{line}:{column}: {what}")
    })?;
    let items = member(&tree, "first").and_then(|page| member(page, "items"));
    match items.map(|items| &items.value) {
        Some(Value::List(items)) => Ok(items.iter().filter_map(correction).collect()),
        _ => Err("AnnotationCollection/first/items?".into()),
    }
}

fn member<'t, 'a>(tree: &'t Tree<'a>, key: &str) -> Option<&'t Tree<'a>> {
    let Value::Object(members) = &tree.value else { return None };
    members.iter().find(|(known, _)| known == key).map(|(_, value)| value)
}

fn text<'t>(tree: &'t Tree<'_>, key: &str) -> Option<&'t str> {
    match &member(tree, key)?.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn correction(annotation: &Tree) -> Option<Correction> {
    let Value::List(bodies) = &member(annotation, "body")?.value else { return None };
    let body = |purpose: &str| {
        bodies.iter().find(|body| text(body, "purpose") == Some(purpose)).and_then(|body| text(body, "value"))
    };
    let Value::Word(holds @ ("true" | "false")) = member(annotation, "lesart:holds")?.value else { return None };
    let (facet, value) = body("tagging")?.split_once(':')?;
    if !column(facet).is_some_and(|column| CORRECTABLE.contains(&column)) || value.is_empty() {
        return None;
    }
    let exact = text(member(member(annotation, "target")?, "selector")?, "exact")?;
    let article: Option<ArticleId> = text(annotation, "id").and_then(|id| id.split(':').nth(2)?.parse().ok());
    Some(Correction {
        article: article.unwrap_or(ArticleId(0)),
        passage: PassageId::of(exact),
        facet: FACETS.get(column(facet)?)?.key.to_string(),
        value: value.to_string(),
        holds: holds == "true",
        reason: body("commenting").unwrap_or_default().to_string(),
    })
}
