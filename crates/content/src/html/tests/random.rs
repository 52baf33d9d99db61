//! Tokens of random input: html5ever's tokenizer sees the same.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, State};
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token as Theirs, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use proptest::prelude::*;

use crate::html::{Token, TokenKind, Tokens};

/// A token as both tokenizers can tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Seen {
    Text(String),
    Start { name: String, attributes: Vec<(String, String)>, self_closing: bool },
    End(String),
    Comment,
    Doctype,
}

#[derive(Default)]
struct Sink {
    seen: RefCell<Vec<Seen>>,
    tree: RefCell<Tree>,
}

/// What a browser's tree builder knows of its tree, as far as that matters to its tokenizer.
#[derive(Default)]
struct Tree {
    foreign: usize,
}

impl Tree {
    /// What it tells the tokenizer behind a tag.
    fn tag(&mut self, tag: &Seen) -> TokenSinkResult<()> {
        let is_foreign = |name: &str| ["svg", "math"].contains(&name);
        match tag {
            Seen::Start { name, self_closing, .. } if is_foreign(name) => self.foreign += usize::from(!self_closing),
            Seen::End(name) if is_foreign(name) => self.foreign = self.foreign.saturating_sub(1),
            Seen::Start { name, .. } if self.foreign == 0 => return raw_state(name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Theirs, _: u64) -> TokenSinkResult<()> {
        let token = match token {
            Theirs::CharacterTokens(characters) => Seen::Text(characters.to_string()),
            Theirs::NullCharacterToken => Seen::Text("\u{fffd}".to_owned()),
            Theirs::TagToken(tag) if tag.kind == TagKind::EndTag => Seen::End(tag.name.to_string()),
            Theirs::TagToken(tag) => {
                let pair = |a: &html5ever::Attribute| (a.name.local.to_string(), a.value.to_string());
                let attributes = tag.attrs.iter().map(pair).collect();
                Seen::Start { name: tag.name.to_string(), attributes, self_closing: tag.self_closing }
            }
            Theirs::CommentToken(_) => Seen::Comment,
            Theirs::DoctypeToken(_) => Seen::Doctype,
            Theirs::EOFToken | Theirs::ParseError(_) => return TokenSinkResult::Continue,
        };
        let state = self.tree.borrow_mut().tag(&token);
        push(&mut self.seen.borrow_mut(), token);
        state
    }
}

/// Adds a token; text to the text before it.
fn push(seen: &mut Vec<Seen>, token: Seen) {
    match (seen.last_mut(), token) {
        (Some(Seen::Text(before)), Seen::Text(more)) => before.push_str(&more),
        (_, token) => seen.push(token),
    }
}

/// How the content of an element of HTML is read.
fn raw_state(name: &str) -> TokenSinkResult<()> {
    match name {
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "iframe" | "xmp" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
        "plaintext" => TokenSinkResult::Plaintext,
        _ => TokenSinkResult::Continue,
    }
}

fn expected(text: &str, initial_state: Option<State>) -> Vec<Seen> {
    let options = TokenizerOpts { discard_bom: false, initial_state, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(Sink::default(), options);
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.seen.take()
}

/// Text as a browser reads it: line breaks are one character, and references are resolved unless in raw text.
fn read(text: &str, kind: RawKind) -> String {
    let seen = expected(text, Some(State::RawData(kind)));
    seen.into_iter().map(|seen| if let Seen::Text(text) = seen { text } else { format!("{seen:?}") }).collect()
}

/// Our tokens as html5ever would tell them. Checks the places on the way.
fn ours(text: &str) -> Vec<Seen> {
    let mut seen = Vec::new();
    let mut at = 0;
    let mut tree = Tree::default();
    let mut kind = RawKind::Rcdata;
    for Token { kind: token, range } in Tokens::new(text) {
        assert_eq!(range.start, at, "{text:?}");
        assert!(range.end > at, "{text:?}");
        at = range.end;
        let name = |name: &str| name.replace('\0', "\u{fffd}");
        let token = match token {
            TokenKind::Text(written) => {
                assert_eq!(Some(written), text.get(range), "{text:?}");
                push(&mut seen, Seen::Text(read(written, kind)));
                continue;
            }
            TokenKind::Start(tag) => {
                assert_eq!(&text[range.start + 1..][..tag.name.len()], tag.name, "{text:?}");
                let mut attributes: Vec<(String, String)> = Vec::new();
                for attribute in &tag.attributes {
                    assert_eq!(&text[attribute.value_range.clone()], attribute.value, "{text:?}");
                    assert!(text[attribute.range.clone()].starts_with(attribute.name), "{text:?}");
                    let (known, value) = alone(&text[attribute.range.clone()]);
                    assert_eq!(known, name(&attribute.lower_name()), "{text:?}");
                    if !attribute.value.contains(['&', '\r', '\0']) {
                        assert_eq!(value, attribute.value, "{text:?}");
                    }
                    if attributes.iter().all(|(name, _)| *name != known) {
                        attributes.push((known, value));
                    }
                }
                Seen::Start { name: name(&tag.lower_name()), attributes, self_closing: tag.self_closing }
            }
            TokenKind::End(tag) => Seen::End(name(&tag.lower_name())),
            TokenKind::Comment { .. } if &text[range.clone()] == "</>" => continue,
            TokenKind::Comment { .. } => Seen::Comment,
            TokenKind::Doctype { .. } => Seen::Doctype,
            TokenKind::Unended => {
                assert_eq!(range.end, text.len(), "{text:?}");
                continue;
            }
        };
        kind = match tree.tag(&token) {
            TokenSinkResult::RawData(kind) => kind,
            TokenSinkResult::Plaintext => RawKind::Rawtext,
            _ => RawKind::Rcdata,
        };
        seen.push(token);
    }
    assert_eq!(at, text.len(), "{text:?}");
    seen
}

/// Name and value of an attribute that stands alone in a tag.
fn alone(attribute: &str) -> (String, String) {
    match expected(&format!("<a {attribute}>"), None).as_slice() {
        [Seen::Start { attributes, .. }] if attributes.len() == 1 => attributes[0].clone(),
        other => panic!("{attribute:?} is no attribute: {other:?}"),
    }
}

/// Pieces that mean something to the tokenizer, alone or together.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "<",
        "</",
        ">",
        "/>",
        "/",
        "=",
        "\"",
        "'",
        " ",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\u{c}",
        "\0",
        "!",
        "-",
        "--",
        "?",
        "&",
        "&amp;",
        "&amp",
        "&lt",
        "&#65;",
        "&#x",
        "&notit;",
        "&x",
        ";",
        "`",
        "a",
        "B",
        "<a",
        "</a",
        "</A ",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "--!>",
        "--!",
        "<!-->",
        "<!--->",
        "<!",
        "<?",
        "</>",
        "</ ",
        "<![CDATA[",
        "]]>",
        "<!doctype",
        "<!DOCTYPE html>",
        " public '",
        "<title>",
        "</title",
        "</TITLE>",
        "<script>",
        "</script>",
        "</scriptx>",
        "<SCRIPT",
        "</script ",
        "<style>",
        "</style>",
        "<textarea>",
        "</textarea/>",
        "<iframe>",
        "</iframe>",
        "<xmp>",
        "<noembed>",
        "</noframes>",
        "<plaintext>",
        "<noscript>",
        "<svg>",
        "href=",
        " x='>'",
        " y=\"",
        " z=a/",
        "a=b",
        "A=c",
        "Слово",
        "\u{301}",
        "\u{feff}",
        "x",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => "[ -~]{0,6}", 1 => any::<char>().prop_map(|c| c.to_string())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn html5ever_sees_the_same(pieces in prop::collection::vec(piece(), 0..25)) {
        let text = pieces.concat();
        prop_assert_eq!(ours(&text), expected(&text, None), "{:?}", text);
    }
}
