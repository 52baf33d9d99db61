//! When articles have to be looked at again: `reviewed` and `review_every` of their front matter.

mod formats;
mod review;
mod sample;

pub use formats::{NOBODY, calendar, markdown};
pub(crate) use review::due;
pub use review::{Review, State, queue};
pub use sample::{Sampled, sample};
