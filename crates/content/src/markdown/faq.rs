//! Lists of questions: each heading right below an `faq` opens an answer.

use super::directives::Kind;
use super::writer::{Close, Frame, Writer};

impl Writer<'_> {
    /// Ends the answer before and begins a question, when a heading that begins here is one.
    pub(super) fn open_question(&mut self) -> bool {
        let Some(Frame { close: Close::Directive(open), raw }) = self.frames.last_mut() else { return false };
        if open.kind != Kind::Faq {
            return false;
        }
        let before = std::mem::replace(&mut open.answer, true);
        let raw = *raw;
        self.close_raw(raw);
        self.visible = true;
        self.html.push_str(if before { "</details>\n" } else { "" });
        self.html.push_str("<details class=\"fold\">\n<summary>");
        true
    }

    /// Begins the answer to the heading that ended last.
    pub(super) fn close_question(&mut self) {
        self.html.truncate(self.html.trim_end().len());
        self.html.push_str("</summary>\n");
        self.questions.push(self.headings.len() - 1);
    }
}
