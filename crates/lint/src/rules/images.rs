//! Rules about pictures.

use helpdex_content::source::EntryId;
use std::collections::HashSet;

use rayon::prelude::*;

use super::rule::{Rule, Run, Subject};
use helpdex_content::config::{CONFIG_FILE, Level};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::markdown::{LinkTarget, Resolve, Target};
use helpdex_content::routes::{Links, is_image, is_photograph};
use helpdex_content::site::Site;
use helpdex_content::source::extension;
use helpdex_content::suggestion::did_you_mean;
use helpdex_images::metadata;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "missing-alt",
        level: Level::Warning,
        what: "an image has no alternative text",
        why: "Customers who can't see it, and search, get nothing of what it shows.",
        how: "Say in the square brackets what it shows: `![The button Save at the top right](save.png)`. \
              A mere ornament is written as HTML: `<img src=\"line.png\" alt=\"\">`.",
        run: Run::Entry(alt),
    },
    Rule {
        code: "unused-image",
        level: Level::Warning,
        what: "no article shows an image",
        why: "It is published and carried along by everyone who works on the site.",
        how: "Show it, link to it, or delete the file.",
        run: Run::Site(unused),
    },
    Rule {
        code: "missing-logo",
        level: Level::Error,
        what: "the logo that the settings name is not there",
        why: "Every page goes without it, and nobody is told.",
        how: "Write the path of an image below the content folder: `appearance: { logo: img/logo.svg }`.",
        run: Run::Site(missing_logo),
    },
    Rule {
        code: "share-image",
        level: Level::Error,
        what: "networks can't show the `image` of an article",
        why: "A shared link then stands without a picture, or with a broken one.",
        how: "Write the path of a PNG, JPEG, WebP or GIF below the content folder: `image: img/wallet.png`.",
        run: Run::Entry(share_image),
    },
    Rule {
        code: "large-image",
        level: Level::Warning,
        what: "an image has more than 500 kB",
        why: "Customers on a phone wait for it, and pay for it.",
        how: "Save it smaller, as WebP or with fewer pixels. `limits: { image_kilobytes: 500 }` under `checks` \
              sets the limit. A picture of which a build makes smaller ones may be larger.",
        run: Run::Site(large),
    },
    Rule {
        code: "oversized-image",
        level: Level::Warning,
        what: "an image is far larger than pages show it",
        why: "Nobody sees the pixels: they only make the site and its repository heavy.",
        how: "Save it with fewer pixels. An image has up to four times the width at which it is shown: enough for fine \
              screens, and to open it large. `images: { column: 640 }` says how wide a theme shows images.",
        run: Run::Entry(oversized),
    },
    Rule {
        code: "image-place",
        level: Level::Warning,
        what: "an image that is published as it is tells where it was taken",
        why: "Phones write the place into each photograph, and everybody can read it there.",
        how: "Let the build take it out: leave the folder out of `off` under `images`. Or save the image without \
              metadata; of an AVIF the build can't take it out.",
        run: Run::Site(tells_place),
    },
    Rule {
        code: "image-format",
        level: Level::Warning,
        what: "the settings ask for a format of images that this program can't write",
        why: "Pages do without it, and nobody is told.",
        how: "Build with a Helpdex that has it (`cargo build --release --features avif`), or leave the format out of \
              `formats` under `images`.",
        run: Run::Site(unavailable),
    },
];

/// An image may have so many times the width at which it is shown.
const MOST_TIMES: u32 = 4;
/// One of which readers get smaller files may have so many times as many bytes.
const LARGER: usize = 10;

fn alt(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for image in subject.body().into_iter().flat_map(|body| &body.images) {
        if image.alt.trim().is_empty() && !image.decorative {
            let warning =
                subject.entry.file.warning("missing-alt", image.range.clone(), "the image has no alternative text");
            found.push(warning.help("say in the square brackets what it shows"));
        }
    }
}

fn unused(site: &Site, found: &mut Vec<Diagnostic>) {
    let mut images: Vec<(&str, &str)> = site
        .routes
        .files()
        .iter()
        .filter(|(path, _)| is_image(path))
        .map(|(path, file)| (path.as_str(), file.url.as_str()))
        .collect();
    if images.is_empty() {
        return;
    }
    let used: HashSet<String> =
        site.sources.ids().collect::<Vec<_>>().into_par_iter().flat_map_iter(|index| shown(site, index)).collect();
    let mut named: HashSet<&str> = site.config.appearance.logo.as_deref().into_iter().collect();
    let shared = site.sources.entries.iter().filter_map(|entry| entry.front.image.given());
    named.extend(shared.map(|image| image.value.trim_start_matches('/')));
    // What a hidden draft or a theme's own key names is not unused; both are read as plain text.
    let elsewhere: Vec<String> = site
        .sources
        .with_ids()
        .filter_map(|(index, entry)| {
            if !site.has_body(index) {
                return Some(entry.file.text().into_owned());
            }
            (!entry.front.extra.is_null()).then(|| entry.front.extra.to_string())
        })
        .collect();
    images.retain(|(path, url)| {
        let name = path.rsplit('/').next().unwrap_or(path);
        !used.contains(*url) && !named.contains(path) && !elsewhere.iter().any(|text| text.contains(name))
    });
    found.extend(images.into_iter().map(|(path, _)| {
        let warning = Diagnostic::warning("unused-image", site.config.site_path(path), "no article shows this image");
        warning.help("show it, link to it, or delete the file")
    }));
}

fn missing_logo(site: &Site, found: &mut Vec<Diagnostic>) {
    let appearance = &site.config.appearance;
    let Some(logo) = appearance.logo.as_deref().filter(|logo| !site.routes.files().contains_key(*logo)) else { return };
    let message = format!("there is no image `{}`", site.config.site_path(logo));
    let images = site.routes.files().keys().map(AsRef::as_ref).filter(|path| is_image(path));
    let help = match did_you_mean(logo, images) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("put it there, or write the path of an image below `{}/`", site.config.site_path("")),
    };
    let error = Diagnostic::error("missing-logo", CONFIG_FILE, message).help(help);
    found.push(match &appearance.logo_place {
        Some(place) => error.at(place.clone()),
        None => error,
    });
}

fn oversized(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(body) = subject.body().filter(|body| !body.images.is_empty()) else { return };
    let column = subject.site.config.images.column;
    let links = Links::of(&subject.site.routes, &subject.site.sources, subject.id);
    for image in body.images.iter().filter(|image| !image.src.to_lowercase().ends_with(".svg")) {
        let Target::Image { size: Some((width, _)), .. } = links.image(&image.src) else { continue };
        let shown = image.width.unwrap_or(column).min(column);
        let most = shown.saturating_mul(MOST_TIMES);
        if width > most {
            let message = format!("the image is {width} pixels wide, and shown {shown} wide");
            let warning = subject.entry.file.warning("oversized-image", image.range.clone(), message);
            found.push(warning.help(format!("save it {most} pixels wide at the most")));
        }
    }
}

fn tells_place(site: &Site, found: &mut Vec<Diagnostic>) {
    let is_kept =
        |path: &str| extension(path) == "avif" || !site.config.images.applies_to(&site.config.site_path(path));
    let kept: Vec<_> = site.routes.files().iter().filter(|(path, _)| is_image(path) && is_kept(path)).collect();
    found.par_extend(kept.into_par_iter().filter_map(|(path, file)| {
        // A file that went away just now tells nothing.
        let bytes = std::fs::read(file.source()).ok()?;
        metadata::read(&bytes).tells_place.then(|| {
            let message = "the image tells where it was taken";
            Diagnostic::warning("image-place", site.config.site_path(path), message)
                .help("save it without metadata, or leave it to the build: see `off` under `images`")
        })
    }));
}

fn unavailable(site: &Site, found: &mut Vec<Diagnostic>) {
    found.extend(site.config.images.unavailable.iter().map(|(format, place)| {
        let message = format!("this program can't write `{}`", format.name());
        let help = "pages do without it; build Helpdex with `--features avif`, or leave it out";
        Diagnostic::warning("image-format", CONFIG_FILE, message).at(place.clone()).help(help)
    }));
}

/// Whether a build makes smaller files of an image, which readers get in its place.
fn is_made_smaller(site: &Site, path: &str) -> bool {
    let images = &site.config.images;
    !images.wanted.formats.is_empty()
        && matches!(extension(path).as_str(), "jpeg" | "jpg" | "png" | "webp")
        && images.applies_to(&site.config.site_path(path))
}

/// The picture that an article wants for shared links.
fn share_image(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let (site, file) = (subject.site, &subject.entry.file);
    let Some(image) = subject.entry.front.image.given() else { return };
    let path = image.value.trim_start_matches('/');
    if is_photograph(path) && site.routes.files().contains_key(path) {
        return;
    }
    let images = site.routes.files().keys().map(AsRef::as_ref).filter(|path| is_photograph(path));
    let (message, help) = if site.routes.files().contains_key(path) {
        let message = format!("networks don't show `{path}` beside a shared link");
        (message, "write the path of a PNG, JPEG, WebP or GIF".to_owned())
    } else {
        let message = format!("there is no image `{}`", site.config.site_path(path));
        let help = match did_you_mean(path, images) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("put it there, or write the path of an image below `{}/`", site.config.site_path("")),
        };
        (message, help)
    };
    found.push(file.error("share-image", image.range.clone(), message).help(help));
}

/// URLs of the images and files that an article shows or links to.
fn shown(site: &Site, id: EntryId) -> Vec<String> {
    let Some(body) = site.body(id) else { return Vec::new() };
    let links = Links::of(&site.routes, &site.sources, id);
    let images = body.images.iter().flat_map(|image| match links.image(&image.src) {
        Target::Image { url, alternatives, .. } => [Some(url), alternatives.dark.map(|dark| dark.url)],
        _ => [None, None],
    });
    let images = images.flatten();
    let files = body.links.iter().filter_map(|link| match &link.target {
        LinkTarget::File(url) => Some(url.split(['?', '#']).next().unwrap_or(url).to_owned()),
        _ => None,
    });
    images.chain(files).collect()
}

fn large(site: &Site, found: &mut Vec<Diagnostic>) {
    let most = site.config.levels.limits.image_kilobytes;
    let images: Vec<_> = site.routes.files().iter().filter(|(path, _)| is_image(path)).collect();
    found.par_extend(images.into_par_iter().filter_map(|(path, file)| {
        // A file that went away just now is no fault of its size.
        let size = std::fs::metadata(file.source()).ok()?.len();
        let kilobytes = usize::try_from(size / 1000).unwrap_or(usize::MAX);
        let most = if is_made_smaller(site, path) { most.saturating_mul(LARGER) } else { most };
        let message = format!("the image has {kilobytes} kB, more than {most}");
        (kilobytes > most).then(|| {
            let warning = Diagnostic::warning("large-image", site.config.site_path(path), message);
            warning.help("save it smaller: as WebP, or with fewer pixels")
        })
    }));
}
