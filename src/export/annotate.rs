//! How do labels leave for programs that know annotations, and come back?
//!
//! Web Annotations (W3C) in JSON-LD: each label tags the passage that it quotes (`TextQuoteSelector`), so
//! that any program finds the place in any copy of the text. What the reader put right is marked by
//! `lesart:holds` and is read again; a passage is found by its words. Claims are schema.org `Claim`s with
//! the place where they appear. They say what was claimed, never whether it is true: Lesart reviews
//! nothing.

use serde::Deserialize;

use super::json::Json;
use super::{Item, Label, View};
use crate::article::{ArticleId, PassageId};
use crate::correction::{CORRECTABLE, Correction};
use crate::facet::{FACETS, column};
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

#[derive(Deserialize)]
struct Collection {
    first: Page,
}

#[derive(Deserialize)]
struct Page {
    items: Vec<Annotation>,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(default)]
    id: String,
    #[serde(default)]
    body: Vec<Body>,
    target: Target,
    #[serde(rename = "lesart:holds")]
    holds: Option<bool>,
}

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    value: String,
}

#[derive(Deserialize)]
struct Target {
    selector: Selector,
}

#[derive(Deserialize)]
struct Selector {
    exact: String,
}

/// Reads the labels that a reader put right out of what [`annotations`] wrote. The program's own labels
/// are passed over: it gives them itself.
///
/// # Errors
/// What is no such file, in words.
pub fn read(bytes: &[u8]) -> Result<Vec<Correction>, String> {
    let collection: Collection = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    Ok(collection.first.items.iter().filter_map(correction).collect())
}

fn correction(annotation: &Annotation) -> Option<Correction> {
    let body =
        |purpose: &str| annotation.body.iter().find(|body| body.purpose == purpose).map(|body| body.value.as_str());
    let (facet, value) = body("tagging")?.split_once(':')?;
    if !column(facet).is_some_and(|column| CORRECTABLE.contains(&column)) || value.is_empty() {
        return None;
    }
    let article: Option<ArticleId> = annotation.id.split(':').nth(2).and_then(|id| id.parse().ok());
    Some(Correction {
        article: article.unwrap_or(ArticleId(0)),
        passage: PassageId::of(&annotation.target.selector.exact),
        facet: FACETS.get(column(facet)?)?.key.to_string(),
        value: value.to_string(),
        holds: annotation.holds?,
        reason: body("commenting").unwrap_or_default().to_string(),
    })
}
