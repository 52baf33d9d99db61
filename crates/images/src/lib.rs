//! Pictures made ready for readers: small files in several widths, without traces of the camera.
//!
//! Takes the bytes of a picture and what is wanted of it. Gives the bytes to publish in its place and the files beside
//! it, from which a browser chooses; and keeps them in a folder, by the bytes they were made of, so that nothing is
//! made twice.
//!
//! ```text
//! metadata      what cameras and programs write into files: read, and cut out without touching a pixel
//! svg           the same of drawings
//! decode        bytes → upright pixels in the colours of the web, within bounds; one file a format
//! nature        photographs and flat pictures told apart
//! tint          the one colour that stands for a picture until it is there
//! widths        how wide the files beside a picture are
//! encode        pixels → WebP, AVIF
//! alike         how much of a picture a file lost
//! prepare       all of it, for one picture
//! cache         what was made before
//! ```
//!
//! It must never know a site: no pages, no paths of content, no settings file.

#[cfg(feature = "encode")]
mod alike;
mod cache;
#[cfg(feature = "encode")]
mod decode;
#[cfg(feature = "encode")]
mod encode;
mod format;
pub mod metadata;
#[cfg(feature = "encode")]
mod nature;
mod prepare;
mod prepared;
#[cfg(feature = "encode")]
mod resize;
mod svg;
#[cfg(feature = "encode")]
mod tint;
mod wanted;
#[cfg(feature = "encode")]
mod widths;

pub use cache::{Cache, CacheFault};
pub use format::Format;
pub use prepare::prepare;
pub use prepared::{Kept, KeptFile, Made, Prepared, Set, Variant};
pub use wanted::Wanted;
