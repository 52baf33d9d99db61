//! What is open while raw HTML is read.

/// Raw HTML that stands together: its lines, and where in the body each of them begins.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) text: String,
    /// Byte of the text, byte of the body.
    pub(super) origins: Vec<(usize, usize)>,
}

impl Lines {
    pub(super) fn push(&mut self, line: &str, at: usize) {
        self.origins.push((self.text.len(), at));
        self.text.push_str(line);
    }

    pub(super) fn in_body(&self, at: usize) -> usize {
        let index = self.origins.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.origins.get(index).map_or(at, |(start, origin)| origin + (at - start))
    }
}

/// Elements that are open in raw HTML. They can be opened in one block and closed in another.
#[derive(Default)]
pub(super) struct Open {
    /// Lists and quotes.
    pub(super) lists: usize,
    pub(super) quotes: usize,
    /// `pre`, whose text is not read.
    pub(super) pre: usize,
    /// Where the text of a `code` began, and that of an `a`.
    pub(super) code: Option<usize>,
    pub(super) link: Option<usize>,
}
