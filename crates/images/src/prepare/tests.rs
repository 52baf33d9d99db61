use super::*;
use crate::format::Format;
use crate::metadata;

/// A photograph of 320 × 240 pixels by a camera that was held upright, with its maker and the place.
const LYING: &[u8] = include_bytes!("../../tests/lying.jpg");

/// A PNG of RGBA pixels.
fn png(width: u32, height: u32, color: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
    let pixels: Vec<u8> = (0..width * height).flat_map(|at| color(at % width, at / width)).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    // As programs save what they show.
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

/// Something like a window: bars, boxes and lines of text.
fn window(x: u32, y: u32) -> [u8; 4] {
    match (x, y) {
        (_, 0..40) => [30, 60, 90, 255],
        (0..200, _) if y % 24 < 10 && x % 7 < 4 && x > 20 => [70, 70, 70, 255],
        (0..200, _) => [240, 240, 240, 255],
        _ if y % 30 < 12 && (x * 31 + y / 30 * 17) % 13 < 6 => [20, 20, 20, 255],
        _ => [255, 255, 255, 255],
    }
}

fn wanted(formats: &[Format]) -> Wanted {
    Wanted { formats: formats.to_vec(), ..Wanted::default() }
}

#[test]
fn what_cameras_write_goes_and_pictures_stand_upright() {
    let before = metadata::read(LYING);
    assert_eq!((before.orientation, before.tells_place), (6, true));
    let made = prepare(LYING, &wanted(&[Format::Webp]));
    assert_eq!(made.size, Some((240, 320)), "as browsers show it");
    let original = made.original.expect("another file");
    let after = metadata::read(&original);
    assert_eq!((after.orientation, after.tells_place), (6, false), "browsers still turn it");
    assert!(!original.windows(6).any(|window| window == b"Camera"));
    let [set] = made.sets.as_slice() else { panic!("one format") };
    let variant = set.variants.last().expect("a file");
    assert_eq!((variant.width, variant.height), (240, 320));
    // Orientation 6: what was below left is above left.
    let (decode, lying) = (crate::decode::decode, (3_usize, 236_usize));
    let pixel = |bytes: &[u8], orientation, (x, y): (usize, usize)| match decode(bytes, orientation) {
        crate::decode::Decoded::Still { pixels, .. } => {
            let at = (y * pixels.width as usize + x) * 4;
            [pixels.rgba[at], pixels.rgba[at + 1], pixels.rgba[at + 2]].map(i32::from)
        }
        other => panic!("{other:?}"),
    };
    let (stored, seen) = (pixel(LYING, 1, lying), pixel(&variant.file, 1, (3, 3)));
    assert!(stored.iter().zip(&seen).all(|(one, other)| (one - other).abs() < 24), "{stored:?} {seen:?}");
    assert!(!variant.file.windows(4).any(|window| window == b"EXIF"));
}

#[test]
fn flat_pictures_keep_every_pixel() {
    let bytes = png(900, 600, window);
    let made = prepare(&bytes, &wanted(&Format::ALL));
    let [set] = made.sets.as_slice() else { panic!("WebP alone: {:?}", made.sets.len()) };
    assert_eq!(set.format, Format::Webp);
    let widest = set.variants.last().expect("a file");
    assert_eq!(widest.width, 900);
    let crate::decode::Decoded::Still { pixels, is_lossless } = crate::decode::decode(&widest.file, 1) else {
        panic!("a picture")
    };
    assert!(is_lossless && pixels.is_opaque);
    let same = (0..900 * 600_u32).all(|at| {
        let start = at as usize * 4;
        pixels.rgba.get(start..start + 4) == Some(&window(at % 900, at / 900))
    });
    assert!(same, "every pixel");
    assert!(made.tint.is_some_and(|color| color.iter().all(|part| *part > 248)), "{:?}", made.tint);
}

#[test]
fn nothing_is_as_large_as_the_picture() {
    let small = png(64, 64, |x, y| [((x * 37) ^ (y * 91)) as u8, (x * y) as u8, (x ^ y) as u8, 255]);
    for bytes in [png(900, 600, window), LYING.to_vec(), small] {
        let made = prepare(&bytes, &Wanted::default());
        let most = made.original.as_ref().map_or(bytes.len(), Vec::len);
        for set in &made.sets {
            let sizes: Vec<usize> = set.variants.iter().map(|variant| variant.file.len()).collect();
            assert!(sizes.is_sorted() && sizes.iter().all(|size| *size < most), "{sizes:?} {most}");
        }
    }
    // What is stored as well as can be has nothing beside it.
    let first = prepare(&png(900, 600, window), &wanted(&[Format::Webp]));
    let stored = first.sets.first().and_then(|set| set.variants.last()).expect("a file").file.clone();
    assert_eq!(prepare(&stored, &wanted(&[Format::Webp])).sets, []);
}

#[test]
fn the_same_bytes_make_the_same_files() {
    for bytes in [png(300, 200, window), LYING.to_vec()] {
        assert_eq!(prepare(&bytes, &Wanted::default()), prepare(&bytes, &Wanted::default()));
    }
}

#[test]
fn what_shines_through_goes_on_doing_so() {
    let glass = |x: u32, y: u32| [200, (x / 3) as u8, 0, if (x / 50 + y / 50).is_multiple_of(2) { 0 } else { 255 }];
    let made = prepare(&png(600, 400, glass), &wanted(&[Format::Webp]));
    assert_eq!(made.tint, None, "the page would show through it");
    for variant in made.sets.iter().flat_map(|set| &set.variants) {
        match crate::decode::decode(&variant.file, 1) {
            crate::decode::Decoded::Still { pixels, .. } => assert!(!pixels.is_opaque),
            other => panic!("{other:?}"),
        }
    }
    assert!(!made.sets.is_empty());
}

#[test]
fn what_moves_is_left_alone() {
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, 40, 30, &[0, 0, 0, 255, 255, 255]).expect("a file");
    for shade in [0_u8, 1] {
        let frame = gif::Frame { width: 40, height: 30, buffer: vec![shade; 1200].into(), ..gif::Frame::default() };
        encoder.write_frame(&frame).expect("a picture");
    }
    drop(encoder);
    let made = prepare(&bytes, &Wanted::default());
    assert_eq!(made, Made { size: Some((40, 30)), ..Made::default() });
}

#[test]
fn damaged_files_are_told_and_never_stop_anything() {
    let picture = png(900, 600, window);
    for bytes in [&picture[..], LYING] {
        for end in (0..bytes.len()).step_by(bytes.len() / 40) {
            let _ = prepare(&bytes[..end], &wanted(&[]));
            let mut damaged = bytes.to_vec();
            damaged[end] ^= 0x55;
            let _ = prepare(&damaged, &wanted(&[]));
        }
    }
    assert!(prepare(&picture[..400], &Wanted::default()).refusal.is_some());
    // A small file that claims to be a wall.
    let mut wall = picture;
    wall[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    assert!(prepare(&wall, &Wanted::default()).refusal.is_some());
    assert_eq!(prepare(b"no picture at all", &Wanted::default()), Made::default());
}

#[cfg(feature = "avif")]
#[test]
fn photographs_are_smallest_as_avif() {
    let made = prepare(LYING, &Wanted::default());
    let formats: Vec<Format> = made.sets.iter().map(|set| set.format).collect();
    assert_eq!(formats, Format::ALL);
    assert!(made.sets[0].variants[0].file.get(4..12) == Some(b"ftypavif"));
}

#[test]
fn noise_gets_more_quality_than_is_wanted() {
    // Shades of a landscape with the grain of a dark evening in it.
    let grain =
        |x: u32, y: u32| (x.wrapping_mul(0x9e37_79b9) ^ y.wrapping_mul(0x85eb_ca6b)).wrapping_mul(0xc2b2_ae35) >> 27;
    let shade = |x: u32, y: u32| (60 + x / 4 + y / 6 + grain(x, y)) as u8;
    let bytes = png(320, 240, |x, y| [shade(x, y), shade(x, y) / 2, 90, 255]);
    let crate::decode::Decoded::Still { pixels, .. } = crate::decode::decode(&bytes, 1) else { panic!("a picture") };
    let file_of = |quality| {
        let made = prepare(&bytes, &Wanted { quality, ..wanted(&[Format::Webp]) });
        made.sets.first().and_then(|set| set.variants.last()).expect("a file").file.clone()
    };
    let alike = |file: &[u8]| match crate::decode::decode(file, 1) {
        crate::decode::Decoded::Still { pixels: shown, .. } => crate::alike::alike(&pixels, &shown),
        other => panic!("{other:?}"),
    };
    let plain = crate::encode::encode(&pixels, Format::Webp, crate::encode::Store::Roughly(60)).expect("a file");
    let (file, far) = (file_of(60), file_of(10));
    assert!(alike(&file) > alike(&plain), "{} {}", alike(&file), alike(&plain));
    assert!(file.len() > plain.len() && file.len() < bytes.len());
    assert!(alike(&far) < alike(&file), "who wants little gets little");
}
