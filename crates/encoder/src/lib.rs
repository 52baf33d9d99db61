//! Sentences as vectors: those that mean alike are near each other, in whatever words and languages of the model.
//!
//! Takes a folder with a model as it is published (`config.json`, `tokenizer.json`, `model.safetensors`) and texts. Gives a
//! vector a text, of length one, so that the nearness of two is their product. It fetches nothing, and the same texts give
//! the same vectors. It must never know a site.
//!
//! All of it is behind the feature `model`: nobody who only builds a site pays for it. Without it an [`Encoder`] only says so.

#[cfg(not(feature = "model"))]
mod absent;
#[cfg(feature = "model")]
mod encoder;
mod fault;
#[cfg(feature = "model")]
mod folder;
#[cfg(feature = "model")]
mod pool;

#[cfg(not(feature = "model"))]
pub use absent::Encoder;
#[cfg(feature = "model")]
pub use encoder::Encoder;
pub use fault::Fault;

/// What a text is to the others. Models that were trained with marks for it get them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A question that somebody asks.
    Query,
    /// What may answer it.
    Passage,
}

/// How near two vectors of length one are: 1 for the same, less for others.
#[must_use]
pub fn nearness(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}
