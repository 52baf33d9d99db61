//! What is wrong with a body, and how authors are told.

use std::ops::Range;

use super::composed::Composed;
use super::directives::nest;
use super::elements;
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::suggestion::list;

/// Elements nested deeper than this are put on one level. No article needs as many, and browsers stop at some hundreds.
pub(super) const MAX_DEPTH: usize = 100;

/// After this many a body isn't looked at more closely. Finding a diagnostic's column takes a look at its whole line, so
/// that a hostile file with all its faults in one line would cost the square of its length.
const MOST: usize = 200;

/// Something that is wrong.
#[derive(Clone, Debug)]
pub(super) enum Fault {
    /// With the lines of a block.
    Block(nest::Fault),
    UnnamedTab,
    UntitledVideo,
    /// A video from somewhere that no player is known for.
    UnknownVideo(String),
    UndrawnDiagram,
    UntitledEmbed,
    /// A page that may not be shown in a frame, and its host.
    ForeignEmbed(String),
    /// A shape that a frame can't have.
    UnknownRatio(String),
    UndatedChange,
    OnlyForNobody,
    OnlyForAlmostAgents(String),
    /// A formula can't be drawn, and why.
    BrokenMath(String),
    /// Nested deeper than this many levels.
    TooDeep(usize),
    UnknownElement(String),
    RefusedElement(String),
    /// Refused with its content.
    MutedElement(String),
    RefusedAttribute(String),
    OpenComment,
    /// A link or an image can't use its scheme.
    Scheme {
        what: &'static str,
        scheme: String,
    },
    /// Nothing is there. See [`Target::Broken`](super::Target::Broken).
    Broken {
        code: &'static str,
        message: String,
        label: String,
        help: Option<String>,
    },
}

/// A fault and where it is.
#[derive(Clone, Debug)]
struct Found {
    /// The node that it was found at, which tells the order.
    node: usize,
    /// In the body.
    range: Range<usize>,
    fault: Fault,
}

/// The faults of one body, in the order of their nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults {
    found: Vec<Found>,
    more: usize,
    nested: bool,
}

impl Faults {
    /// Adds a fault at a node and a range of the body.
    pub(super) fn add(&mut self, node: usize, range: Range<usize>, fault: Fault) {
        if self.found.len() < MOST {
            self.found.push(Found { node, range, fault });
        } else {
            self.more += 1;
        }
    }

    /// Something is nested deeper than is rendered. Said once.
    pub(super) fn nesting(&mut self, node: usize, range: Range<usize>, most: usize) {
        if !std::mem::replace(&mut self.nested, true) {
            self.add(node, range, Fault::TooDeep(most));
        }
    }

    /// Something is wrong with the lines of a block.
    pub(super) fn block(&mut self, range: Range<usize>, fault: nest::Fault) {
        match fault {
            nest::Fault::TooDeep => self.nesting(0, range, MAX_DEPTH),
            fault => self.add(0, range, Fault::Block(fault)),
        }
    }

    /// These faults and others of the same body. Of one node these come first.
    fn and(&self, others: [Self; 2]) -> Self {
        let mut all = self.clone();
        for other in others {
            all.found.extend(other.found);
            all.more += other.more;
        }
        all.found.sort_by_key(|found| found.node);
        all.more += all.found.len().saturating_sub(MOST);
        all.found.truncate(MOST);
        all
    }
}

/// All faults of a body as its author is told them: what is wrong with its text, and what with its links and
/// formulas. Faults of a
/// snippet are told once, in its own file, not wherever it is inserted.
pub(super) fn diagnostics(
    source: &SourceText,
    body: &Composed<'_>,
    text: &Faults,
    others: [Faults; 2],
) -> Vec<Diagnostic> {
    let all = text.and(others);
    let described = all.found.into_iter().map(|found| describe(source, body.in_file(found.range), found.fault));
    let mut told: Vec<Diagnostic> = described.collect();
    let snippets: Vec<Place> = body.snippets().map(|range| source.place(range.clone())).collect();
    if !snippets.is_empty() {
        told.retain(|found| !found.place.as_ref().is_some_and(|place| snippets.contains(place)));
    }
    if all.more > 0 {
        let message = format!("{} more faults in the text are not listed", all.more);
        told.push(Diagnostic::warning("more-faults", source.path(), message));
    }
    told
}

fn describe(source: &SourceText, range: Range<usize>, fault: Fault) -> Diagnostic {
    let removed = |range, message: String, help: &str| {
        let found = source.warning("html-removed", range, message).label("left out of the page");
        if help.is_empty() { found } else { found.help(help) }
    };
    match fault {
        Fault::Block(fault) => block(source, range, &fault),
        Fault::UnnamedTab => {
            let found = source.error("unnamed-tab", range, "a tab without a name");
            found.label("nobody can choose it").help("write its name behind it: `:::tab Windows`")
        }
        Fault::UntitledVideo => {
            let found = source.error("untitled-video", range, "a video without a title");
            found
                .label("nobody knows what it shows")
                .help("write its title behind it: `:::video How to connect {src=…}`")
        }
        Fault::UnknownVideo(src) => {
            let message = match src.as_str() {
                "" => "a video without `src`".to_owned(),
                src => format!("no player is known for `{src}`"),
            };
            let found = source.error("block-attribute", range, message);
            found.help("`src` is an address of YouTube, Vimeo, Loom or Wistia, or a file that ends in .mp4 or .webm")
        }
        Fault::UndrawnDiagram => {
            let found = source.warning("undrawn-diagram", range, "this diagram is not drawn");
            let help = "draw it with the tool of Mermaid and show the picture: `![What it shows](img/plan.svg)`";
            found.label("customers see its source").help(help)
        }
        Fault::UntitledEmbed => {
            let found = source.error("untitled-embed", range, "a page in a frame without a title");
            found.label("nobody knows what it shows").help("write its title behind it: `:::embed The plan {src=…}`")
        }
        Fault::ForeignEmbed(host) if host.is_empty() => {
            let found =
                source.error("block-attribute", range, "`src` of an `embed` has to be an address with `https://`");
            found.help("for a film write `:::video`")
        }
        Fault::ForeignEmbed(host) => {
            let found = source.error("foreign-embed", range, format!("pages of `{host}` may not be shown here"));
            let help = format!("add it to the settings, if you trust it: `markdown: {{ embeds: [{host}] }}`");
            found.label("shown as a link").help(help)
        }
        Fault::UnknownRatio(ratio) => {
            let found = source.warning("block-attribute", range, format!("`{ratio}` is no shape of a frame"));
            found.label("left out").help("there are `16/9`, `4/3`, `1/1` and `3/4`")
        }
        Fault::UndatedChange => {
            let found = source.error("block-attribute", range, "the note of a change has no date");
            found.help("write the day behind its name: `:::updated 2026-11-29 New fees`")
        }
        Fault::OnlyForNobody => {
            let found = source.error("block-attribute", range, "a part for some readers doesn't say for whom");
            found.help("write `:::only{platform=android}` or `:::only{audience=partners}`")
        }
        Fault::OnlyForAlmostAgents(audience) => {
            let message = format!("customers see what is for the audience `{audience}`");
            let found = source.error("unknown-audience", range, message);
            found.help("for your team alone write `:::only{audience=agents}`")
        }
        Fault::BrokenMath(reason) => {
            let found = source.error("broken-math", range, format!("this formula can't be drawn: {reason}"));
            found.label("customers see its source").help("mend it; where the dollar is money, write `\\$`")
        }
        Fault::TooDeep(most) => source
            .error("nesting", range, format!("nested more than {most} levels deep"))
            .label("from here on everything is put on one level"),
        Fault::UnknownElement(name) => {
            let message = format!("`<{name}>` is no element of HTML");
            let found = source.warning("unknown-html", range, message).label("shown as text");
            found.help("put it into backticks or write `\\<` for `<`")
        }
        Fault::RefusedElement(name) => {
            removed(range, format!("`<{name}>` isn't allowed in an article"), elements::instead(&name))
        }
        Fault::MutedElement(name) => {
            let message = format!("`<{name}>` isn't allowed in an article; its content is left out, too");
            removed(range, message, elements::instead(&name))
        }
        Fault::RefusedAttribute(name) => {
            removed(range, format!("the attribute `{name}` isn't allowed in an article"), "")
        }
        Fault::OpenComment => {
            removed(range, "this comment never ends and hides the rest".to_owned(), "end it with `-->`")
        }
        Fault::Scheme { what, scheme } => {
            let found = source.error("forbidden-scheme", range, format!("{what} can't use `{scheme}:`"));
            found.label("shown as plain text").help(match scheme.as_str() {
                "data" => "save it as a file beside the article",
                _ => "use `https:`, `http:`, `mailto:`, `tel:` or the path of a file",
            })
        }
        Fault::Broken { code, message, label, help } => {
            let found = source.error(code, range, message).label(label);
            match help {
                Some(help) => found.help(help),
                None => found,
            }
        }
    }
}

/// Something is wrong with the lines of a block.
fn block(source: &SourceText, range: Range<usize>, fault: &nest::Fault) -> Diagnostic {
    match fault {
        nest::Fault::Unclosed { kind, colons } => {
            let message = format!("the block `{}` is never ended", kind.name());
            let help = format!(
                "write `{}` on a line of its own where it ends, as far to the right as it begins",
                ":".repeat((*colons).min(20))
            );
            source.error("unclosed-block", range, message).label("it ends with what it stands in").help(help)
        }
        nest::Fault::Unknown { name, near } => {
            let found = source.error("unknown-block", range, format!("there is no block `{name}`"));
            found.label("its content is shown without it").help(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "the page “Blocks” of the manual lists them".to_owned(),
            })
        }
        nest::Fault::Stray => {
            let found = source.warning("stray-block-end", range, "this line ends a block, but none is open");
            found.label("left out of the page").help("remove it; the block may have been ended above")
        }
        nest::Fault::UnknownAttribute { kind, name } => {
            let message = format!("the block `{}` has no attribute `{name}`", kind.name());
            let found = source.warning("block-attribute", range, message).label("left out");
            match kind.attributes() {
                [] => found.help("remove the braces"),
                known => found.help(format!("it has {}", list(known))),
            }
        }
        nest::Fault::TabAlone => {
            let found = source.warning("misplaced-block", range, "a tab that stands in no `tabs`");
            found.label("shown below its name").help("write `::::tabs` before the first one and `::::` after the last")
        }
        nest::Fault::TooDeep => source.error("nesting", range, "blocks are nested too deeply"),
    }
}
