//! What blocks say: their titles, and the places that some of them are.

use super::gather::Gatherer;
use super::outlined::Said;
use crate::bidi::is_from_the_left;
use crate::config::Direction;
use crate::markdown::directives::Kind;
use crate::markdown::document::{Block, Node};
use crate::markdown::rendered::{Change, Landing};
use crate::markdown::sections::Mark;
use crate::markdown::titles::Title;

impl Gatherer<'_> {
    pub(super) fn block(&mut self, index: usize, node: &Node<'_>, block: &Block) {
        self.text.end_block();
        let place = self.text.place();
        let labels = self.labels;
        match block.kind() {
            Kind::Note | Kind::Tip | Kind::Important | Kind::Warning | Kind::Danger | Kind::Info | Kind::Success => {
                if block.is_titled() {
                    self.title(&block.title.or(labels.alert(block.kind()).1));
                }
            }
            Kind::Faq | Kind::Steps | Kind::Cards | Kind::Compare => {
                if block.is_titled() {
                    self.title(&block.title);
                }
            }
            Kind::Details => {
                self.land(index, block.get("id"), &block.title.or(&labels.details).text);
            }
            Kind::Tab => {
                self.land(index, block.get("id"), &block.title.text);
            }
            Kind::Updated => self.change(index, block),
            Kind::Video | Kind::Embed => self.video(index, block),
            Kind::Only => self.title(&block.title),
            Kind::Tabs | Kind::Figure => {}
        }
        self.nodes(node.inner(index));
        if block.kind() == Kind::Figure && !block.title.text.trim().is_empty() {
            self.title(&block.title);
        }
        self.text.end_block();
        if matches!(block.kind(), Kind::Details | Kind::Faq | Kind::Tabs | Kind::Tab | Kind::Updated) {
            self.text.resume(place);
        }
    }

    fn title(&mut self, title: &Title) {
        self.visible = true;
        self.text.push(&title.text);
        self.text.end_block();
    }

    /// Makes a place of its own of a block with this title; what follows is its text. Gives its id.
    fn land(&mut self, index: usize, wish: &str, title: &str) -> String {
        self.visible = true;
        let id = self.take_anchor(wish, title);
        let number = self.out.landings.len();
        self.out.landings.push(Landing { id: id.clone(), text: title.trim().to_owned() });
        self.out.landed.push(index, number);
        self.text.start_landing(number);
        id
    }

    fn change(&mut self, index: usize, block: &Block) {
        let (date, title) = (&block.date, &block.title.text);
        let wish = match block.get("id") {
            "" => format!("updated-{date}"),
            id => id.to_owned(),
        };
        let id = self.land(index, &wish, if title.is_empty() { date } else { title });
        if block.has_date() {
            let landing = self.out.landings.len() - 1;
            self.out.changes.push(Change { date: date.clone(), id, title: title.clone(), landing });
        }
    }

    fn video(&mut self, index: usize, block: &Block) {
        self.out.links.extend(self.references.video(index).and_then(|video| video.link.clone()));
        self.title(&block.title);
    }

    /// Reads a paragraph, and gives where it begins in the text.
    pub(super) fn paragraph(&mut self, index: usize, node: &Node<'_>) -> Mark {
        self.text.end_block();
        let start = self.text.mark();
        self.nodes(node.inner(index));
        let text = self.text.since(start);
        let said = match text {
            "" => Some(Said::Nothing),
            // An English sentence among Arabic ones would have its full stop in front.
            text if self.labels.dir == Direction::Rtl && is_from_the_left(text) => Some(Said::FromTheLeft),
            _ => None,
        };
        if let Some(said) = said {
            self.out.said.push(index, said);
        }
        self.text.end_block();
        start
    }
}
