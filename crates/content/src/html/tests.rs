//! Tokens of well-known input.

mod random;

use super::{Token, TokenKind, Tokens};

/// Each token on a line of its own.
fn show(text: &str) -> String {
    let line = |token: Token<'_>| {
        let written = &text[token.range];
        match token.kind {
            TokenKind::Start(tag) => {
                let attributes: String =
                    tag.attributes.iter().map(|a| format!(" [{}] {:?}", &text[a.range.clone()], a.value)).collect();
                format!("start {written:?}{}{attributes}\n", if tag.self_closing { " self-closing" } else { "" })
            }
            TokenKind::End(tag) => format!("end {written:?} {}\n", tag.name),
            TokenKind::Text(_) => format!("text {written:?}\n"),
            TokenKind::Comment { closed } => format!("comment {written:?} {closed}\n"),
            TokenKind::Doctype { closed } => format!("doctype {written:?} {closed}\n"),
            TokenKind::Unended => format!("unended {written:?}\n"),
        }
    };
    Tokens::new(text).map(line).collect()
}

#[test]
fn tags_and_their_attributes() {
    insta::assert_snapshot!(show("a<B Class='x > y' id=z disabled q=\"\">b</b >1 < 2<br/><a name=x/><img src=a/b ALT = c></a x='>'>"), @r#"
    text "a"
    start "<B Class='x > y' id=z disabled q=\"\">" [Class='x > y'] "x > y" [id=z] "z" [disabled] "" [q=""] ""
    text "b"
    end "</b >" b
    text "1 < 2"
    start "<br/>" self-closing
    start "<a name=x/>" [name=x/] "x/"
    start "<img src=a/b ALT = c>" [src=a/b] "a/b" [ALT = c] "c"
    end "</a x='>'>" a
    "#);
}

#[test]
fn comments_and_what_is_read_like_one() {
    insta::assert_snapshot!(show("<!--> <!---> <!-- <a> --!> <?php 1 ?> <![CDATA[ > ]]> </ x> </><!doctype html><!-- <b>"), @r#"
    comment "<!-->" true
    text " "
    comment "<!--->" true
    text " "
    comment "<!-- <a> --!>" true
    text " "
    comment "<?php 1 ?>" true
    text " "
    comment "<![CDATA[ >" true
    text " ]]> "
    comment "</ x>" true
    text " "
    comment "</>" true
    doctype "<!doctype html>" true
    comment "<!-- <b>" false
    "#);
}

#[test]
fn text_that_looks_like_tags() {
    insta::assert_snapshot!(show("<script>'</b>' </scriptx> <!-- <script> </script> --></SCRIPT ><title><b></></title><noscript><b>"), @r#"
    start "<script>"
    text "'</b>' </scriptx> <!-- <script> </script> -->"
    end "</SCRIPT >" SCRIPT
    start "<title>"
    text "<b></>"
    end "</title>" title
    start "<noscript>"
    start "<b>"
    "#);
    insta::assert_snapshot!(show("<svg><title/><style><b></svg><title><b>"), @r#"
    start "<svg>"
    start "<title/>" self-closing
    start "<style>"
    start "<b>"
    end "</svg>" svg
    start "<title>"
    text "<b>"
    "#);
}

#[test]
fn what_the_end_of_the_input_cuts() {
    let inputs = [
        "<",
        "</",
        "<a",
        "<a href=\"x> <b>",
        "</a ",
        "<!",
        "<!-",
        "<!-->",
        "<!--x--",
        "<title></tit",
        "<title></title x",
    ];
    insta::assert_snapshot!(inputs.map(show).concat(), @r#"
    text "<"
    text "</"
    unended "<a"
    unended "<a href=\"x> <b>"
    unended "</a "
    comment "<!" false
    comment "<!-" false
    comment "<!-->" true
    comment "<!--x--" false
    start "<title>"
    text "</tit"
    start "<title>"
    unended "</title x"
    "#);
}

#[test]
fn what_follows_an_element() {
    let mut tokens = Tokens::new("<script>'</div>' </SCRIPT\n>after<svg><a title='</svg>'></svg>end");
    let text = |tokens: &mut Tokens<'_>| tokens.next().map(|token| format!("{:?}", token.kind));
    assert!(tokens.skip_past_end("script"));
    assert_eq!(text(&mut tokens).as_deref(), Some("Text(\"after\")"));
    assert!(tokens.skip_past_end("svg"));
    assert_eq!(text(&mut tokens).as_deref(), Some("Text(\"end\")"));
    assert!(!tokens.skip_past_end("svg"));
    assert_eq!(tokens.next(), None);

    let mut tokens = Tokens::new("<title/><b>");
    tokens.next();
    tokens.leave_raw_text();
    assert!(matches!(tokens.next().map(|token| token.kind), Some(TokenKind::Start(tag)) if tag.is("b")));
}

#[test]
fn hostile_input_is_read_once() {
    // Each of them makes some scanner or other look at the rest of the input again and again: for minutes, by now.
    for piece in
        ["<a ", "</a ", "<!-- <", "<", "</>", "<title></", "<script><!--<script>", "<a href=\"", "<a x=", "&amp"]
    {
        let text = piece.repeat(100_000);
        let tokens = Tokens::new(&text).count();
        assert!(tokens <= 100_001, "{piece:?}: {tokens}");
    }
}
