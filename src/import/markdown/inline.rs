//! What remains of a paragraph of Markdown when its inline markup is gone?

/// Named entities that stand in articles by hand; numbered ones are computed.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{A0}"),
    ("shy", "\u{AD}"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
    ("euro", "€"),
    ("pound", "£"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("bdquo", "„"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("copy", "©"),
];

/// Brackets further inside each other than this are read as they are: no article nests so deep,
/// and a hostile one must not cost time.
const DEEPEST: usize = 16;

/// So many characters are looked at in search of closing brackets for each byte of a paragraph.
/// Less, and nested links are missed; without a bound a page of opening brackets costs squares.
const PATIENCE: usize = 16;

/// A piece of a paragraph: words, or marks of emphasis that are words where nothing pairs them.
enum Piece {
    Words(String),
    Marks { mark: char, length: usize, opens: bool, closes: bool },
}

/// The words of a paragraph; its lines are joined, a break that was asked for stays.
pub(super) fn plain(markdown: &str) -> String {
    let mut pieces = Vec::new();
    let mut patience = markdown.len().saturating_mul(PATIENCE);
    read(markdown.trim_end(), 0, &mut patience, &mut pieces);
    let keep = unpaired(&pieces);
    let mut out = String::with_capacity(markdown.len());
    for (piece, keep) in pieces.into_iter().zip(keep) {
        match piece {
            Piece::Words(words) => out.push_str(&words),
            Piece::Marks { mark, .. } => out.extend(std::iter::repeat_n(mark, keep)),
        }
    }
    out
}

/// Reads `text` into pieces.
fn read(text: &str, depth: usize, patience: &mut usize, out: &mut Vec<Piece>) {
    let mut words = String::new();
    let mut rest = text;
    let mut before = '\n';
    while let Some(letter) = rest.chars().next() {
        let taken = take(rest, letter, before, depth, patience, &mut words, out);
        before = rest.get(..taken).and_then(|taken| taken.chars().next_back()).unwrap_or(letter);
        rest = rest.get(taken..).unwrap_or("");
    }
    flush(&mut words, out);
}

fn flush(words: &mut String, out: &mut Vec<Piece>) {
    if !words.is_empty() {
        out.push(Piece::Words(std::mem::take(words)));
    }
}

/// Reads what begins with `letter` into words or pieces; returns how many bytes that was.
fn take(
    rest: &str,
    letter: char,
    before: char,
    depth: usize,
    patience: &mut usize,
    words: &mut String,
    out: &mut Vec<Piece>,
) -> usize {
    let width = letter.len_utf8();
    let behind = rest.get(width..).unwrap_or("");
    match letter {
        '\\' => match behind.chars().next() {
            Some('\n') => {
                words.push('\n');
                return 2;
            }
            Some(escaped) if escaped.is_ascii_punctuation() => {
                words.push(escaped);
                return 2;
            }
            _ => {}
        },
        '\n' => {
            let hard = words.ends_with("  ");
            words.truncate(words.trim_end_matches([' ', '\t']).len());
            words.push(if hard { '\n' } else { ' ' });
            return width + (behind.len() - behind.trim_start_matches([' ', '\t']).len());
        }
        '`' => {
            let fence = rest.len() - rest.trim_start_matches('`').len();
            if let Some((code, taken)) = code(rest, fence) {
                words.push_str(code.trim());
                return taken;
            }
            words.extend(std::iter::repeat_n('`', fence));
            return fence;
        }
        '<' => {
            if let Some((inside, _)) = behind.split_once('>').filter(|(inside, _)| is_address(inside)) {
                words.push_str(inside);
                return inside.len() + 2;
            }
        }
        '!' if behind.starts_with('[') => {
            if let Some((label, taken)) = link(behind, depth, patience) {
                flush(words, out);
                read(label, depth + 1, patience, out);
                return width + taken;
            }
        }
        '[' => {
            if let Some((label, taken)) = link(rest, depth, patience) {
                flush(words, out);
                read(label, depth + 1, patience, out);
                return taken;
            }
        }
        '&' => {
            if let Some((text, taken)) = entity(behind) {
                words.push_str(&text);
                return width + taken;
            }
        }
        '*' | '_' | '~' => {
            let length = rest.chars().take_while(|&next| next == letter).count();
            let after = rest.get(length..).and_then(|after| after.chars().next()).unwrap_or('\n');
            flush(words, out);
            let (opens, closes) = flanks(letter, before, after);
            // A single tilde is "about", not a struck-out word.
            let active = letter != '~' || length == 2;
            out.push(Piece::Marks { mark: letter, length, opens: opens && active, closes: closes && active });
            return length;
        }
        _ => {}
    }
    words.push(letter);
    width
}

/// Whether a run of marks may open and close emphasis (CommonMark's left- and right-flanking runs).
fn flanks(mark: char, before: char, after: char) -> (bool, bool) {
    let (space_before, space_after) = (before.is_whitespace(), after.is_whitespace());
    let punctuation = |letter: char| !letter.is_alphanumeric() && !letter.is_whitespace();
    let left = !space_after && (!punctuation(after) || space_before || punctuation(before));
    let right = !space_before && (!punctuation(before) || space_after || punctuation(after));
    match mark {
        '_' => (left && (!right || punctuation(before)), right && (!left || punctuation(after))),
        _ => (left, right),
    }
}

/// For each piece, how many of its marks pair with none and so are words.
fn unpaired(pieces: &[Piece]) -> Vec<usize> {
    let mut left: Vec<usize> =
        pieces.iter().map(|piece| if let Piece::Marks { length, .. } = piece { *length } else { 0 }).collect();
    let mut openers: Vec<usize> = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        let Piece::Marks { mark, opens, closes, .. } = piece else { continue };
        while *closes && left[place] > 0 {
            let same = |&opener: &usize| matches!(&pieces[opener], Piece::Marks { mark: other, .. } if other == mark);
            let Some(at) = openers.iter().rposition(same) else { break };
            let opener = openers[at];
            // What was opened between the two and not closed stays as words.
            openers.truncate(at + 1);
            let pair = left[opener].min(left[place]).min(2);
            left[opener] -= pair;
            left[place] -= pair;
            if left[opener] == 0 {
                openers.pop();
            }
        }
        if *opens && left[place] > 0 {
            openers.push(place);
        }
    }
    left
}

/// `[label](address)` or `[label][name]` at the beginning of `text`: the label and all its bytes.
fn link<'a>(text: &'a str, depth: usize, patience: &mut usize) -> Option<(&'a str, usize)> {
    if depth >= DEEPEST {
        return None;
    }
    let close = closing(text, '[', ']', patience)?;
    let label = text.get(1..close)?;
    let behind = text.get(close + 1..)?;
    let end = match behind.chars().next() {
        Some('(') => closing(behind, '(', ')', patience)?,
        Some('[') => closing(behind, '[', ']', patience)?,
        _ => return None,
    };
    Some((label, close + 1 + end + 1))
}

/// Where the bracket that opens `text` is closed.
fn closing(text: &str, open: char, close: char, patience: &mut usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        *patience = patience.checked_sub(1)?;
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == open => depth += 1,
            _ if letter == close => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The code behind a fence of backticks and the bytes up to the end of the closing one.
fn code(text: &str, fence: usize) -> Option<(&str, usize)> {
    let mut at = fence;
    while let Some(found) = text.get(at..)?.find('`') {
        let start = at + found;
        let length = text.get(start..)?.bytes().take_while(|&byte| byte == b'`').count();
        if length == fence {
            return Some((text.get(fence..start)?, start + length));
        }
        at = start + length;
    }
    None
}

fn is_address(text: &str) -> bool {
    let scheme = ["http://", "https://", "mailto:"].iter().any(|scheme| text.starts_with(scheme));
    (scheme || text.contains('@')) && !text.contains(char::is_whitespace) && !text.contains('<')
}

/// The character that `amp;…`, `#228;…` or `#xE4;…` stands for, and the bytes up to the semicolon.
fn entity(text: &str) -> Option<(String, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(..end)?;
    let found = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|&letter| letter != '\0').unwrap_or(char::REPLACEMENT_CHARACTER).to_string()
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1.to_string(),
    };
    Some((found, end + 1))
}
