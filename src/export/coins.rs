//! How does a reference manager find the article that a page shows?
//!
//! COinS (OpenURL in a `title`) is what Zotero and others look for in any page. A reader who has such a
//! program adds the article with one click; nobody is asked anything.

use crate::protocol::ArticleCard;
use crate::url::encode;

/// What stands in the `title` of an element of the class `Z3988`.
pub fn coins(card: &ArticleCard) -> String {
    let mut out =
        String::from("ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&rft.genre=article");
    let date = card.date.map(|date| date.to_string());
    let known = [
        ("atitle", Some(card.title.as_str())),
        ("jtitle", card.source.as_deref()),
        ("au", card.author.as_deref()),
        ("date", date.as_deref()),
        ("language", card.lang.map(|lang| lang.tag())),
    ];
    let known = known.into_iter().filter_map(|(key, value)| Some((key, value?)));
    for (key, value) in known {
        out.push_str("&rft.");
        out.push_str(key);
        out.push('=');
        encode(value, &mut out);
    }
    if let Some(url) = &card.url {
        out.push_str("&rft_id=");
        encode(url, &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;
    use crate::lang::Lang;

    #[test]
    fn nothing_in_a_title_is_a_key_of_its_own() {
        let card = ArticleCard {
            id: ArticleId(0),
            title: "KI & Arbeit\"><script>".into(),
            source: Some("Blatt".into()),
            author: None,
            date: "2025-05".parse().ok(),
            lang: Some(Lang::De),
            url: Some("https://example.org/?a=b&rft.au=x".into()),
            retold: false,
            passages: 0,
            also: vec![],
            within: vec![],
            story: vec![],
        };
        let coins = coins(&card);
        assert!(
            coins.contains(
                "&rft.atitle=KI%20%26%20Arbeit%22%3E%3Cscript%3E&rft.jtitle=Blatt&rft.date=2025-05&rft.language=de"
            ),
            "{coins}"
        );
        assert!(coins.ends_with("&rft_id=https%3A%2F%2Fexample.org%2F%3Fa%3Db%26rft.au%3Dx"), "{coins}");
    }
}
