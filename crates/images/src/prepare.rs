//! Everything that is made of one picture.

use super::prepared::Made;
use super::wanted::Wanted;
use super::{metadata, svg};

/// Makes of a picture what is to be published of it. The same bytes make the same files.
pub fn prepare(bytes: &[u8], wanted: &Wanted) -> Made {
    if is_drawing(bytes) {
        return Made { original: svg::shorter(bytes), ..Made::default() };
    }
    let orientation = metadata::orientation(bytes);
    #[cfg(feature = "encode")]
    return pixels::prepare(bytes, orientation, wanted);
    #[cfg(not(feature = "encode"))]
    {
        let _ = wanted;
        Made { original: metadata::without(bytes, orientation), ..Made::default() }
    }
}

fn is_drawing(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    head.starts_with(b"<")
}

#[cfg(feature = "encode")]
mod pixels {
    use rayon::prelude::*;

    use crate::alike::alike;
    use crate::decode::{Decoded, Pixels, decode};
    use crate::encode::{Store, encode};
    use crate::format::Format;
    use crate::metadata;
    use crate::nature;
    use crate::prepared::{Made, Set, Variant};
    use crate::resize::resized;
    use crate::tint;
    use crate::wanted::Wanted;
    use crate::widths;

    /// AVIF has to be so many hundredths of WebP's bytes, or smaller: browsers take it first, and take longer to show it.
    const WORTH: usize = 95;
    /// A photograph's file is to be this much like it. Noise, grass and stars lose more than others at the same quality.
    const ALIKE: f32 = 0.955;
    /// So much more quality each time that it isn't, and how much more than is wanted at most.
    const STEP: u8 = 5;
    const MORE: u8 = 15;
    /// Beside a picture of fewer bytes nothing is worth its line in the page.
    const LEAST: usize = 2_000;

    /// A width and height, and the file of each format, where it can be made.
    type Encoded = (u32, u32, Vec<Option<Vec<u8>>>);

    pub(super) fn prepare(bytes: &[u8], orientation: u8, wanted: &Wanted) -> Made {
        let original = metadata::without(bytes, orientation);
        let made = |size, refusal| Made { size, refusal, ..Made::default() };
        let (pixels, is_lossless) = match decode(bytes, orientation) {
            Decoded::Still { pixels, is_lossless } => (pixels, is_lossless),
            Decoded::Moving { size } => return Made { original, ..made(Some(size), None) },
            Decoded::Unknown => return Made { original, ..made(None, None) },
            Decoded::Refused(why) => return Made { original, ..made(None, Some(why)) },
        };
        let most = original.as_ref().map_or(bytes.len(), Vec::len);
        let is_flat = is_lossless && nature::is_flat(&pixels);
        let sets = if most < LEAST { Vec::new() } else { sets(&pixels, is_flat, wanted, most) };
        Made { size: Some((pixels.width, pixels.height)), tint: tint::of(&pixels), sets, original, refusal: None }
    }

    /// The files beside a picture, of which none has as many bytes as the picture.
    fn sets(pixels: &Pixels, is_flat: bool, wanted: &Wanted, most: usize) -> Vec<Set<Vec<u8>>> {
        let formats: Vec<Format> = Format::ALL.into_iter().filter(|format| wanted.formats.contains(format)).collect();
        if formats.is_empty() {
            return Vec::new();
        }
        let widths = widths::of(pixels.width, &wanted.widths);
        let of_width = |width: &u32| {
            let height = widths::height((pixels.width, pixels.height), *width);
            let is_own = *width == pixels.width;
            let smaller = if is_own { None } else { Some(resized(pixels, *width, height)?) };
            let shown = smaller.as_ref().unwrap_or(pixels);
            let store = match (is_flat, is_own) {
                (true, true) => Store::Exactly,
                (true, false) => Store::Nearly,
                (false, _) => Store::Roughly(wanted.quality),
            };
            Some((*width, height, files(shown, &formats, store, most)))
        };
        let encoded: Vec<Option<Encoded>> = widths.par_iter().map(of_width).collect();
        let mut sets = Vec::new();
        for (index, format) in formats.into_iter().enumerate() {
            let files = encoded.iter().map(|made| {
                let (width, height, files) = made.as_ref()?;
                Some(Variant { width: *width, height: *height, file: files.get(index)?.clone()? })
            });
            let variants =
                files.collect::<Option<Vec<_>>>().map(|variants| smaller(variants, most)).unwrap_or_default();
            if !variants.is_empty() {
                sets.push(Set { format, variants });
            }
        }
        if let [avif, webp] = sets.as_slice()
            && bytes(avif) * 100 > bytes(webp) * WORTH
        {
            sets.remove(0);
        }
        sets
    }

    /// The file of each format. WebP says which quality it takes that the picture still looks like itself, and the others
    /// take it over: it is the quickest to write, and to read.
    fn files(shown: &Pixels, formats: &[Format], store: Store, most: usize) -> Vec<Option<Vec<u8>>> {
        let Store::Roughly(wanted) = store else {
            return formats.par_iter().map(|format| encode(shown, *format, store)).collect();
        };
        if !formats.contains(&Format::Webp) {
            return formats.par_iter().map(|format| encode(shown, *format, store)).collect();
        }
        let (webp, quality) = alike_enough(shown, wanted, most);
        let of_format = |format: &Format| match format {
            Format::Webp => webp.clone(),
            Format::Avif => encode(shown, Format::Avif, Store::Roughly(quality)),
        };
        formats.par_iter().map(of_format).collect()
    }

    /// A photograph as WebP, and the quality that it took: more than is wanted, where it would lose too much. Never so much
    /// that its file isn't smaller than the picture's own.
    fn alike_enough(shown: &Pixels, wanted: u8, most: usize) -> (Option<Vec<u8>>, u8) {
        let of_quality = |quality| encode(shown, Format::Webp, Store::Roughly(quality));
        let best = wanted.saturating_add(MORE).min(95);
        let (mut file, mut quality) = (of_quality(wanted), wanted);
        while quality < best && file.as_ref().is_some_and(|file| likeness(shown, file) < ALIKE) {
            let better = (quality + STEP).min(best);
            match of_quality(better) {
                Some(larger) if larger.len() < most => (file, quality) = (Some(larger), better),
                _ => break,
            }
        }
        (file, quality)
    }

    /// How much alike a picture and its file look.
    fn likeness(shown: &Pixels, file: &[u8]) -> f32 {
        match decode(file, 1) {
            Decoded::Still { pixels, .. } => alike(shown, &pixels),
            _ => 1.0,
        }
    }

    /// The files that save bytes: the widest beside the picture itself, each other beside the next wider one. Without the
    /// widest there are none: readers with fine screens would see less than there is.
    fn smaller(variants: Vec<Variant<Vec<u8>>>, most: usize) -> Vec<Variant<Vec<u8>>> {
        let mut kept: Vec<Variant<Vec<u8>>> = Vec::new();
        let mut limit = most;
        for variant in variants.into_iter().rev() {
            if variant.file.len() < limit {
                limit = variant.file.len();
                kept.push(variant);
            } else if kept.is_empty() {
                return kept;
            }
        }
        kept.reverse();
        kept
    }

    fn bytes(set: &Set<Vec<u8>>) -> usize {
        set.variants.iter().map(|variant| variant.file.len()).sum()
    }
}

#[cfg(feature = "encode")]
#[cfg(test)]
mod tests;
