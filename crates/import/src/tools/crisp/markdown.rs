//! Crisp's Markdown as ours: lines that begin with bars are boxes, `${youtube}[title](id)` is a video.

use helpdex_content::markdown::video_page;

use crate::dialect::code::outside;

/// The text in our dialect, and what was translated how often.
pub(super) fn translate(text: &str, title: &str) -> (String, Vec<(&'static str, usize)>) {
    let (mut out, mut boxes, mut videos) = (String::with_capacity(text.len()), 0, 0);
    let mut open: Option<&'static str> = None;
    let mut fence: Option<String> = None;
    for line in text.replace("\r\n", "\n").lines() {
        let mark: String = line.trim_start().chars().take_while(|c| matches!(c, '`' | '~')).collect();
        match &fence {
            Some(open) if line.trim() == open => fence = None,
            None if mark.len() >= 3 => fence = Some(mark),
            _ => {}
        }
        let found = if fence.is_some() { None } else { callout(line) };
        if open.is_some() && open != found.map(|(kind, _)| kind) {
            out.push_str(":::\n");
            open = None;
        }
        let Some((kind, words)) = found else {
            let line = if fence.is_some() { line.to_owned() } else { within(line, title, &mut videos) };
            out.push_str(&line);
            out.push('\n');
            continue;
        };
        if open.is_none() {
            boxes += 1;
            out.push_str(&format!(":::{kind}\n"));
        }
        open = Some(kind);
        out.push_str(&within(words, title, &mut videos));
        out.push('\n');
    }
    if open.is_some() {
        out.push_str(":::\n");
    }
    (out, vec![("callouts", boxes), ("videos", videos)])
}

/// The box that a line belongs to: one bar is a tip, two inform, three warn. A row of a table has more bars.
fn callout(line: &str) -> Option<(&'static str, &str)> {
    let bars = line.bytes().take_while(|byte| *byte == b'|').count();
    let words = line.get(bars..)?;
    let kind = *["tip", "info", "warning"].get(bars.checked_sub(1)?)?;
    (words.starts_with(' ') && !words.contains('|')).then(|| (kind, words.trim()))
}

/// A line with Crisp's marks translated.
fn within(line: &str, title: &str, videos: &mut usize) -> String {
    if let Some(video) = embed(line.trim(), title) {
        *videos += usize::from(video.starts_with(":::"));
        return video;
    }
    outside(line, |piece| {
        let marked = pairs(&anchors(piece), "++", "==");
        // Underlined, which is no link.
        pairs(&marked, "__", "")
    })
}

/// Links to headings: Crisp's anchors begin with the level, as `#2-who-pays` does.
fn anchors(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, after) = rest.split_at(at + 2);
        let href = after.split([')', ' ']).next().unwrap_or_default();
        out.push_str(before);
        let of_heading = href.split_once('#').filter(|(page, _)| page.is_empty() || page.contains("/article/"));
        let place =
            of_heading.and_then(|(page, place)| Some((page, place.strip_prefix(['1', '2', '3', '4', '5', '6'])?)));
        match place.and_then(|(page, place)| Some((page, place.strip_prefix('-')?))) {
            Some((page, place)) => out.push_str(&format!("{page}#{place}")),
            None => out.push_str(href),
        }
        rest = after.get(href.len()..).unwrap_or_default();
    }
    out + rest
}

/// `${youtube}[A title](id)` alone on its line.
fn embed(line: &str, title: &str) -> Option<String> {
    let rest = line.strip_prefix("${")?;
    let (host, rest) = rest.split_once("}[")?;
    let (words, rest) = rest.split_once("](")?;
    let id = rest.strip_suffix(')')?.trim();
    let address = match host {
        _ if id.starts_with("https://") || id.starts_with("http://") => id.to_owned(),
        "youtube" => format!("https://www.youtube.com/watch?v={id}"),
        "vimeo" => format!("https://vimeo.com/{id}"),
        "loom" => format!("https://www.loom.com/share/{id}"),
        "wistia" => format!("https://fast.wistia.net/embed/iframe/{id}"),
        "dailymotion" => format!("https://www.dailymotion.com/video/{id}"),
        _ => return None,
    };
    let words = if words.trim().is_empty() { title } else { words.trim() };
    Some(match video_page(&address) {
        Some(page) => format!(":::video {words} {{src={page}}}\n:::"),
        None => format!("[{words}]({address})"),
    })
}

/// Pairs of one mark as pairs of another; a mark that opens or ends nothing stays: `C++`.
fn pairs(line: &str, from: &str, to: &str) -> String {
    if !line.contains(from) {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(from) {
        let (before, after) =
            (rest.get(..start).unwrap_or_default(), rest.get(start + from.len()..).unwrap_or_default());
        let opens = !before.ends_with(char::is_alphanumeric) && after.starts_with(|c: char| !c.is_whitespace());
        let inner = after
            .find(from)
            .and_then(|end| after.get(..end))
            .filter(|inner| opens && !inner.is_empty() && !inner.ends_with(char::is_whitespace));
        let Some(inner) = inner else {
            let end = start + from.len();
            out.push_str(rest.get(..end).unwrap_or_default());
            rest = rest.get(end..).unwrap_or_default();
            continue;
        };
        out.push_str(&format!("{before}{to}{inner}{to}"));
        rest = after.get(inner.len() + from.len()..).unwrap_or_default();
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_videos_and_marks() {
        let text = "a ++b++ __c__\n\n| A tip\n| goes on\n\n|| Info\n||| Careful\n| a | b |\n|---|---|\n```\n| code\n```\n\
                    ${youtube}[How](abcDEF-_123)\n${dailymotion}[X](x1)\nC++ and ++\n";
        let (text, counts) = translate(text, "T");
        insta::assert_snapshot!(text, @r##"
        a ==b== c

        :::tip
        A tip
        goes on
        :::

        :::info
        Info
        :::
        :::warning
        Careful
        :::
        | a | b |
        |---|---|
        ```
        | code
        ```
        :::video How {src=https://www.youtube.com/watch?v=abcDEF-_123}
        :::
        [X](https://www.dailymotion.com/video/x1)
        C++ and ++
        "##);
        assert_eq!(counts, [("callouts", 3), ("videos", 1)]);
    }

    #[test]
    fn code_stays_and_anchors_lose_their_level() {
        let text = "++a++ `++b++` __c__\n[x](https://help.example/en/article/y-1/#2-who-pays) [y](#3-z) [z](https://w.example/#1-a)\n";
        assert_eq!(
            translate(text, "T").0,
            "==a== `++b++` c\n[x](https://help.example/en/article/y-1/#who-pays) [y](#z) [z](https://w.example/#1-a)\n"
        );
    }
}
