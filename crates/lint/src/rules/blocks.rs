//! Rules about blocks (`:::note`), reported while the text is rendered.

use super::descriptors::phase;
use super::rule::Rule;
use helpdex_content::config::Level;

pub(super) const RULES: &[Rule] = &[
    phase(
        "unclosed-block",
        Level::Error,
        "a block is never ended",
        "All that follows becomes part of it.",
        "Write as many colons as it begins with on a line of their own where it ends.",
    ),
    phase(
        "unknown-block",
        Level::Error,
        "a line begins a block that there is not",
        "Its content is shown as if the line were not there.",
        "Correct the name. The hint names the nearest one.",
    ),
    phase(
        "stray-block-end",
        Level::Warning,
        "a line of colons ends a block, but none is open",
        "Either it is one too many, or the block ended earlier than its author thinks.",
        "Remove it, or give the outer block more colons than the inner one.",
    ),
    phase(
        "block-attribute",
        Level::Warning,
        "a block has an attribute that is unknown or wrong",
        "It has no effect.",
        "Correct its name or value, or remove it.",
    ),
    phase(
        "misplaced-block",
        Level::Warning,
        "a block stands where it has no meaning, such as a `tab` outside of `tabs`",
        "It is shown in another way than its author means.",
        "Put it into the block that it belongs to.",
    ),
    phase(
        "unnamed-tab",
        Level::Error,
        "a tab has no name",
        "Customers could not choose it.",
        "Write the name behind it: `:::tab Windows`.",
    ),
    phase(
        "untitled-video",
        Level::Error,
        "a video has no title",
        "Customers who can't see the picture don't know what it shows, and search does not find it.",
        "Write the title behind it: `:::video How to connect {src=…}`.",
    ),
    phase(
        "untitled-embed",
        Level::Error,
        "a page in a frame has no title",
        "Customers who can't see it don't know what it shows, and search does not find it.",
        "Write the title behind it: `:::embed The plan {src=…}`.",
    ),
    phase(
        "foreign-embed",
        Level::Error,
        "a page of a host that the settings don't name is to be shown in a frame",
        "Browsers refuse it, since the headers of the site allow only hosts that somebody chose. It is a link.",
        "Add the host to `embeds` under `markdown` in `helpdex.yaml`, or write a link.",
    ),
    phase(
        "undrawn-diagram",
        Level::Warning,
        "a diagram is written as code for Mermaid",
        "Helpdex draws no diagrams: customers see its source.",
        "Draw it with the tool of Mermaid, and show the picture with a text that says what it shows.",
    ),
    phase(
        "unknown-audience",
        Level::Error,
        "a part is for an audience that was most likely meant to be your team",
        "Only what is for `agents` is kept from customers. Under any other name everybody reads it.",
        "Write `:::only{audience=agents}`.",
    ),
    phase(
        "broken-math",
        Level::Error,
        "a formula can't be drawn",
        "Customers see its source.",
        "Mend it. Where the dollar is money, write `\\$`.",
    ),
];
