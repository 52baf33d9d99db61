//! What HTML is made of.

use std::borrow::Cow;
use std::ops::Range;

/// A piece of HTML; the pieces of an input follow each other without a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// What it is.
    pub kind: TokenKind<'t>,
    /// Its bytes in the input.
    pub range: Range<usize>,
}

/// What a piece of HTML is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenKind<'t> {
    /// Text as written, character references and all. It can follow another text.
    Text(&'t str),
    /// `<name …>`.
    Start(Tag<'t>),
    /// `</name>`; attributes mean nothing there.
    End(Tag<'t>),
    /// A comment and whatever is read like one: `<?…>`, `<!…>`, `<![CDATA[…>`, `</ …>`, `</>`.
    Comment {
        /// Whether it ends before the input does.
        closed: bool,
    },
    /// `<!doctype …>`.
    Doctype {
        /// Whether it ends before the input does.
        closed: bool,
    },
    /// A tag in which the input ends. A browser drops it.
    Unended,
}

/// A tag as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'t> {
    /// In the case that it is written in.
    pub name: &'t str,
    /// In their order; a browser takes the first of two with one name.
    pub attributes: Vec<Attribute<'t>>,
    /// Whether it is written as `<name/>`. A browser heeds that in SVG and MathML alone.
    pub self_closing: bool,
}

/// An attribute as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute<'t> {
    /// In the case that it is written in.
    pub name: &'t str,
    /// Without quotes, with character references; empty if there is none.
    pub value: &'t str,
    /// Its bytes in the input, quotes included.
    pub range: Range<usize>,
    /// The bytes of the value.
    pub value_range: Range<usize>,
}

impl<'t> Tag<'t> {
    /// Whether it is of the element with this name.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Its name in lower case.
    pub fn lower_name(&self) -> Cow<'t, str> {
        lower(self.name)
    }

    /// The attribute of this name that counts.
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'t>> {
        self.attributes.iter().find(|attribute| attribute.is(name))
    }
}

impl<'t> Attribute<'t> {
    /// Whether it has this name.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Its name in lower case.
    pub fn lower_name(&self) -> Cow<'t, str> {
        lower(self.name)
    }
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}
