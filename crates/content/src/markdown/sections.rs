//! The plain text of a body, for search and summaries.

use super::texts::Section;

/// A summary is cut at the last word that ends before this many characters.
const SUMMARY_CHARS: usize = 200;

/// Gathers plain text under the heading it belongs to. White space is folded; a block ends with a line break.
#[derive(Default)]
pub(super) struct Sections {
    done: Vec<Section>,
    current: Section,
    /// Sections that only go on where a block interrupted them.
    resumed: Vec<usize>,
    /// Text of a heading that is being read.
    heading: Option<String>,
    /// What stands between the cell that ended and the next one of its row, if that says anything.
    between_cells: Option<&'static str>,
}

/// A place in the text, for [`Sections::since`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    section: usize,
    in_heading: bool,
    length: usize,
}

impl Sections {
    /// Adds text, with any run of white space as one space.
    pub(super) fn push(&mut self, text: &str) {
        let between = if text.trim().is_empty() { None } else { self.between_cells.take() };
        let out = self.buffer();
        if let Some(between) = between {
            out.truncate(out.trim_end().len());
            // "Why?" and "Note:" need no more.
            let said = out.ends_with(|c: char| !c.is_alphanumeric() && !")]}\"'»”’%€$".contains(c));
            out.push_str(if said { " " } else { between });
        }
        for (index, word) in text.split(char::is_whitespace).enumerate() {
            if index > 0 {
                gap(out, ' ');
            }
            out.push_str(word);
        }
    }

    /// Ends a cell of a table, so that a row reads: `Paid: it has arrived`. The first cell names what the others tell.
    pub(super) fn end_cell(&mut self, names_row: bool) {
        self.push(" ");
        // Where the cell is empty, what stood before goes on.
        let between = if names_row { ": " } else { ", " };
        let is_new_line = self.buffer().is_empty() || self.buffer().ends_with('\n');
        self.between_cells = self.between_cells.or((!is_new_line).then_some(between));
    }

    /// Ends a block: what follows stands on a line of its own.
    pub(super) fn end_block(&mut self) {
        self.between_cells = None;
        let between = if self.heading.is_some() { ' ' } else { '\n' };
        let out = self.buffer();
        if between == '\n' && out.ends_with(' ') {
            out.pop();
        }
        gap(out, between);
    }

    pub(super) fn start_heading(&mut self) {
        self.end_block();
        self.heading = Some(String::new());
    }

    /// The text of the heading that ends here.
    pub(super) fn end_heading(&mut self) -> String {
        let mut text = self.heading.take().unwrap_or_default();
        text.truncate(text.trim_end().len());
        text
    }

    /// What follows belongs to the heading of this index.
    pub(super) fn start_section(&mut self, heading: usize) {
        self.start(Section { heading: Some(heading), ..Section::default() });
    }

    /// What follows belongs to the block of this index, until [`resume`](Self::resume) or another heading.
    pub(super) fn start_landing(&mut self, landing: usize) {
        self.end_block();
        self.start(Section { landing: Some(landing), ..self.place() });
    }

    /// The heading and the block that text belongs to here.
    pub(super) fn place(&self) -> Section {
        Section { text: String::new(), ..self.current }
    }

    /// What follows belongs to an earlier place again.
    pub(super) fn resume(&mut self, place: Section) {
        if self.place() != place {
            self.end_block();
            self.start(place);
            self.resumed.push(self.done.len());
        }
    }

    fn start(&mut self, next: Section) {
        self.done.push(std::mem::replace(&mut self.current, next));
    }

    pub(super) fn mark(&self) -> Mark {
        let length = self.heading.as_ref().unwrap_or(&self.current.text).len();
        Mark { section: self.done.len(), in_heading: self.heading.is_some(), length }
    }

    /// The text since the mark; nothing if another section began since.
    pub(super) fn since(&self, mark: Mark) -> &str {
        if (Mark { length: mark.length, ..self.mark() }) != mark {
            return "";
        }
        self.heading.as_ref().unwrap_or(&self.current.text).get(mark.length..).unwrap_or_default().trim()
    }

    /// All sections, and the first text that stands in any of them.
    pub(super) fn finish(mut self) -> (Vec<Section>, String) {
        self.done.push(self.current);
        for section in &mut self.done {
            section.text.truncate(section.text.trim_end().len());
        }
        // One that went on with nothing was there before.
        let mut resumed = self.resumed.iter().peekable();
        let mut number = 0;
        self.done.retain(|section| {
            let is_resumed = resumed.next_if_eq(&&number).is_some();
            number += 1;
            !is_resumed || !section.text.is_empty()
        });
        let first = self.done.iter().find_map(|section| section.text.lines().next());
        let first = first.unwrap_or_default().to_owned();
        (self.done, first)
    }

    fn buffer(&mut self) -> &mut String {
        self.heading.as_mut().unwrap_or(&mut self.current.text)
    }
}

fn gap(out: &mut String, between: char) {
    if !out.is_empty() && !out.ends_with([' ', '\n']) {
        out.push(between);
    }
}

/// A text as a summary: whole when it is short, else cut after a word.
pub fn summary(text: &str) -> String {
    let text = text.trim();
    let Some((limit, _)) = text.char_indices().nth(SUMMARY_CHARS) else {
        return text.replace('\n', " ");
    };
    let start = text.get(..limit).unwrap_or_default();
    // A text without any space (as in Chinese) is cut at a character.
    let end = start.rfind(char::is_whitespace).filter(|&end| end > limit / 2).unwrap_or(limit);
    let cut =
        text.get(..end).unwrap_or_default().trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-(".contains(c));
    format!("{}…", cut.replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_folded_and_blocks_are_lines() {
        let mut sections = Sections::default();
        sections.push("  One\n  two ");
        sections.push(" three");
        sections.end_block();
        sections.end_block();
        sections.push("four");
        sections.start_heading();
        sections.push("A ");
        sections.end_block();
        sections.push("heading ");
        assert_eq!(sections.end_heading(), "A heading");
        sections.start_section(0);
        sections.push("five");
        let (all, first) = sections.finish();
        assert_eq!(all.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(), ["One two three\nfour", "five"]);
        assert_eq!(first, "One two three");
    }

    #[test]
    fn a_row_of_a_table_reads() {
        let row = |cells: &[&str]| {
            let mut sections = Sections::default();
            sections.push("Before");
            sections.end_block();
            for (at, cell) in cells.iter().enumerate() {
                sections.push(cell);
                sections.end_cell(at == 0);
            }
            sections.end_block();
            sections.push("after");
            sections.finish().0.remove(0).text
        };
        assert_eq!(row(&["Paid", "it has arrived"]), "Before\nPaid: it has arrived\nafter");
        assert_eq!(row(&["Fee", "", "2 %", "none"]), "Before\nFee: 2 %, none\nafter");
        assert_eq!(row(&["", "a", "b", ""]), "Before\na, b\nafter");
        assert_eq!(row(&["Why?", "Because."]), "Before\nWhy? Because.\nafter");
    }

    #[test]
    fn a_long_summary_ends_with_a_word() {
        let long = "слово, ".repeat(60);
        let summary = summary(&long);
        assert!(summary.ends_with("слово…"), "{summary}");
        assert!(summary.chars().count() <= SUMMARY_CHARS + 1);
        assert_eq!(super::summary("short\ntext "), "short text");
        assert_eq!(super::summary(&"字".repeat(300)).chars().count(), SUMMARY_CHARS + 1);
    }
}
