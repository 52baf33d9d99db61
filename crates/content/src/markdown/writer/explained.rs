//! Text with buttons for words of the glossary, and the notes that these open.

use super::page::Writer;

impl Writer<'_> {
    /// Writes text, with a button for each word that is explained here.
    pub(super) fn explained_text(&mut self, text: &str) {
        let mut rest = text;
        if !self.in_link && !self.terms.silent && !self.group.is_raw {
            while let Some((number, at)) = self.terms.next(rest) {
                let words = self.terms.words;
                let Some((word, _)) = words.get(number) else { break };
                let (before, after) = rest.split_at(at);
                self.mixed_text(before);
                self.html.push_str(&format!(
                    "<button type=\"button\" class=\"term\" popovertarget=\"hd-term-{number}\"><abbr>"
                ));
                self.text(word);
                self.html.push_str("</abbr></button>");
                self.terms.said.push(number);
                rest = after.get(word.len()..).unwrap_or_default();
            }
        }
        self.mixed_text(rest);
    }

    /// Writes what the words mean; tells whether there were any.
    pub(super) fn write_terms(&mut self) -> bool {
        let words = self.terms.words;
        let said = std::mem::take(&mut self.terms.said);
        for number in &said {
            let Some((word, meaning)) = words.get(*number) else { continue };
            self.html.push_str(&format!("<p class=\"term-note\" id=\"hd-term-{number}\" popover><b>"));
            self.text(word);
            self.html.push_str(":</b> ");
            self.text(meaning);
            self.html.push_str("</p>\n");
        }
        !said.is_empty()
    }
}
