//! Pictures that stand for pages and sites: what a network shows of a shared link, and what a home screen shows.
//!
//! Takes words, colours and drawings. Gives PNG files: the same bytes for the same words, as long as the machine has the
//! same fonts. Words are shaped as browsers shape them, in any script that some font of the machine has.
//!
//! It must never know a site, a page, an address or a cache. It reads fonts of the machine and nothing else; what drawings
//! name as further files is not opened.

mod canvas;
mod card;
mod drawing;
mod encode;
mod families;
mod fonts;
mod icon;
mod outline;
mod paragraph;
mod voice;
mod words;

pub use card::{Card, Colors, HEIGHT, WIDTH, fingerprint, version};
pub use drawing::Drawing;
pub use families::{Advice, advice};
pub use icon::{Icon, icon};
pub use words::Missing;

/// Red, green and blue.
pub type Rgb = [u8; 3];
