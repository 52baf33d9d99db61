//! Drawings (SVG) that hold HTML, as those of diagrams.net do.

use helpdex_content::source::svg_runs_code;

/// A drawing without the HTML in it, where it says itself what to show instead: `<switch>` has the HTML first, and plain
/// text or a picture behind it. Nothing when it needs no change, or when HTML is all that it has.
pub(super) fn without_html(svg: &str) -> Option<String> {
    const OPEN: &str = "<foreignObject";
    const CLOSE: &str = "</foreignObject>";
    if !svg.contains(OPEN) || !svg_runs_code(svg) {
        return None;
    }
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(at) = rest.find(OPEN) {
        let (before, html) = rest.split_at(at);
        let end = html.find(CLOSE)? + CLOSE.len();
        rest = html.get(end..)?;
        let has_other = before.trim_end().ends_with("<switch>") && !rest.trim_start().starts_with("</switch>");
        if !has_other {
            return None;
        }
        out.push_str(before);
    }
    out.push_str(rest);
    (!svg_runs_code(&out)).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_drawing_shows_instead() {
        let html = "<foreignObject width=\"1\"><div xmlns=\"x\">Lamp</div></foreignObject>";
        assert_eq!(
            without_html(&format!("<svg><switch>{html}<text>Lamp</text></switch></svg>")).as_deref(),
            Some("<svg><switch><text>Lamp</text></switch></svg>")
        );
        for kept in [
            format!("<svg>{html}</svg>"),
            format!("<svg><switch>{html}</switch></svg>"),
            format!("<svg><switch>{html}<text>a</text></switch><script>x()</script></svg>"),
            "<svg><text>a</text></svg>".to_owned(),
            "<svg><switch><foreignObject></switch></svg>".to_owned(),
        ] {
            assert_eq!(without_html(&kept), None, "{kept}");
        }
    }
}
