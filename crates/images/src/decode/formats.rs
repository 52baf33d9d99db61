//! The decoders, one a format. Each gives nothing for a picture that moves, or why it can't be decoded.

use std::io::Cursor;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::bounds::{LONGEST_SIDE, MOST_PIXELS, within_bounds};
use crate::metadata::webp_profile;

/// A picture as it is stored.
pub(super) struct Raw {
    pub(super) size: (u32, u32),
    pub(super) rgba: Vec<u8>,
    /// The profile of its colours.
    pub(super) profile: Option<Vec<u8>>,
    /// Whether it was stored without losing anything.
    pub(super) is_lossless: bool,
}

type Outcome = Result<Option<Raw>, String>;

pub(super) fn png(bytes: &[u8]) -> Outcome {
    let bytes_at_most = usize::try_from(MOST_PIXELS * 8).unwrap_or(usize::MAX);
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: bytes_at_most });
    decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().map_err(|fault| fault.to_string())?;
    let info = reader.info();
    let size = info.size();
    within_bounds(size)?;
    if info.is_animated() {
        return Ok(None);
    }
    let profile = info.icc_profile.as_ref().map(|profile| profile.to_vec());
    let mut buffer = vec![0; reader.output_buffer_size().ok_or("it is too large")?];
    let frame = reader.next_frame(&mut buffer).map_err(|fault| fault.to_string())?;
    buffer.truncate(frame.buffer_size());
    let rgba = match frame.color_type {
        png::ColorType::Rgba => buffer,
        png::ColorType::GrayscaleAlpha => buffer.chunks_exact(2).flat_map(|pixel| gray(pixel[0], pixel[1])).collect(),
        png::ColorType::Rgb => buffer.chunks_exact(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255]).collect(),
        _ => buffer.iter().flat_map(|shade| gray(*shade, 255)).collect(),
    };
    Ok(Some(Raw { size, rgba, profile, is_lossless: true }))
}

pub(super) fn jpeg(bytes: &[u8]) -> Outcome {
    let side = LONGEST_SIDE as usize;
    let options = DecoderOptions::default().set_max_width(side).set_max_height(side).set_strict_mode(false);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|fault| fault.to_string())?;
    let info = decoder.info().ok_or("it has no size")?;
    let size = (u32::from(info.width), u32::from(info.height));
    within_bounds(size)?;
    let is_gray = decoder.input_colorspace() == Some(ColorSpace::Luma);
    decoder.set_options(options.jpeg_set_out_colorspace(if is_gray { ColorSpace::Luma } else { ColorSpace::RGB }));
    let buffer = decoder.decode().map_err(|fault| fault.to_string())?;
    let rgba = match is_gray {
        true => buffer.iter().flat_map(|shade| gray(*shade, 255)).collect(),
        false => buffer.chunks_exact(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255]).collect(),
    };
    // Its colours are those of the screen by now, whatever the profile of a printer's four says.
    let is_printed = matches!(decoder.input_colorspace(), Some(ColorSpace::CMYK | ColorSpace::YCCK));
    let profile = decoder.icc_profile().filter(|_| !is_printed && !is_gray);
    Ok(Some(Raw { size, rgba, profile, is_lossless: false }))
}

pub(super) fn gif(bytes: &[u8]) -> Outcome {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    let mut decoder = options.read_info(Cursor::new(bytes)).map_err(|fault| fault.to_string())?;
    let size = (u32::from(decoder.width()), u32::from(decoder.height()));
    within_bounds(size)?;
    let width = size.0 as usize;
    let mut rgba = vec![0; width * size.1 as usize * 4];
    let frame = decoder.read_next_frame().map_err(|fault| fault.to_string())?.ok_or("it has no picture")?;
    let row_bytes = usize::from(frame.width) * 4;
    for (row, pixels) in frame.buffer.chunks_exact(row_bytes.max(4)).enumerate() {
        let start = ((usize::from(frame.top) + row) * width + usize::from(frame.left)) * 4;
        let fits = pixels.len().min(width.saturating_sub(usize::from(frame.left)) * 4);
        if let (Some(to), Some(from)) = (rgba.get_mut(start..start + fits), pixels.get(..fits)) {
            to.copy_from_slice(from);
        }
    }
    let moves = matches!(decoder.next_frame_info(), Ok(Some(_)));
    Ok((!moves).then_some(Raw { size, rgba, profile: None, is_lossless: true }))
}

pub(super) fn webp(bytes: &[u8]) -> Outcome {
    let features = webp::BitstreamFeatures::new(bytes).ok_or("it is damaged")?;
    let size = (features.width(), features.height());
    within_bounds(size)?;
    if features.has_animation() {
        return Ok(None);
    }
    let picture = webp::Decoder::new(bytes).decode().ok_or("it is damaged")?;
    let rgba = match picture.layout() {
        webp::PixelLayout::Rgba => picture.to_vec(),
        webp::PixelLayout::Rgb => {
            picture.chunks_exact(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255]).collect()
        }
    };
    let is_lossless = matches!(features.format(), Some(webp::BitstreamFormat::Lossless));
    Ok(Some(Raw { size, rgba, profile: webp_profile(bytes).map(<[u8]>::to_vec), is_lossless }))
}

fn gray(shade: u8, alpha: u8) -> [u8; 4] {
    [shade, shade, shade, alpha]
}
