//! Images that somebody drops into an article.

use std::fs;
use std::io::Write;

use helpdex_content::config::Config;
use helpdex_content::error::Error;
use helpdex_content::path;
use helpdex_content::slug::slugify;
use helpdex_content::source::{FileName, split_name, svg_runs_code};

use crate::desk::Desk;
use crate::fault::Fault;
use crate::place::{Place, inside};

/// No page of help needs a larger picture, and the `large-image` rule speaks up far below.
const MAX_BYTES: usize = 20_000_000;
/// Of names that are taken no more are tried.
const MAX_NAMES: usize = 1_000;
/// Names that cameras, clipboards and systems give, which say nothing.
const NAMELESS: [&str; 10] =
    ["image", "img", "photo", "picture", "pic", "unnamed", "untitled", "clipboard", "download", "blob"];

/// An image that lies beside an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its path from the site's root.
    pub path: String,
    /// The same as an article names it.
    pub target: String,
    /// Width and height in pixels, where it has any.
    pub dimensions: Option<(usize, usize)>,
}

impl Desk {
    /// Writes an image beside an article, under a name made of the one it had. Nothing is ever written over; the same
    /// image is not written twice.
    ///
    /// # Errors
    /// When it is no image that Helpdex publishes, is too large, could run code, or can't be written.
    pub fn image(&self, config: &Config, article: &Place, name: &str, bytes: &[u8]) -> Result<Image, Fault> {
        if bytes.len() > MAX_BYTES {
            return Err(Fault::TooLarge(format!("an image of more than {} MB is refused", MAX_BYTES / 1_000_000)));
        }
        let kind = sniffed(bytes)?;
        let dimensions = imagesize::blob_size(bytes).ok().map(|size| (size.width, size.height));
        if kind != "svg" && dimensions.is_none() {
            return Err(Fault::Refused("the image is damaged: its size can't be read".to_owned()));
        }
        let folder = article.folder();
        let below = config.content_path(folder).unwrap_or_default();
        // Sites that have another folder for pictures keep it.
        let pictures = ["img", "images"].into_iter().find(|name| config.root.join(folder).join(name).is_dir());
        let pictures = pictures.unwrap_or("img");
        let (stem, nameless) = stem(config, article, name);
        for number in 1..=MAX_NAMES {
            let name =
                if number == 1 && !nameless { format!("{stem}.{kind}") } else { format!("{stem}-{number}.{kind}") };
            let target = format!("{pictures}/{name}");
            let path = if below.is_empty() { target.clone() } else { format!("{below}/{target}") };
            // A link in the way leads nowhere.
            let location = inside(config, &path).ok_or(Fault::NotFound)?;
            let image =
                Image { path: config.site_path(&path).into(), target: path::relative(below, &path), dimensions };
            if location.exists() {
                match fs::read(&location) {
                    Ok(known) if known == bytes => return Ok(image),
                    _ => continue,
                }
            }
            if write_new(&location, bytes)? {
                self.made(config, &image.path)?;
                return Ok(image);
            }
        }
        Err(Fault::Refused("there are too many images of this name".to_owned()))
    }
}

/// Writes a file as a whole or not at all; `false` when one is there already.
fn write_new(location: &std::path::Path, bytes: &[u8]) -> Result<bool, Fault> {
    let folder = location.parent().unwrap_or(location);
    fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
    let fault = |source| Error::Io { doing: "write", path: location.to_owned(), source };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".helpdex-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(fault)?;
    file.write_all(bytes).map_err(fault)?;
    file.as_file().sync_all().map_err(fault)?;
    match file.persist_noclobber(location) {
        Ok(_) => Ok(true),
        Err(failed) if failed.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(failed) => Err(fault(failed.error).into()),
    }
}

/// A readable name without its ending, and whether it had none: then it is the article's with a number.
fn stem(config: &Config, article: &Place, name: &str) -> (String, bool) {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = slugify(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let words: Vec<&str> = stem.split('-').filter(|word| word.chars().any(char::is_alphabetic)).collect();
    if !words.is_empty() && !words.iter().all(|word| NAMELESS.contains(word)) {
        return (stem, false);
    }
    let own = article.path.rsplit('/').next().unwrap_or_default();
    let own = match split_name(config, own) {
        Some(FileName::Known { stem, .. }) => slugify(stem),
        _ => String::new(),
    };
    (if own.is_empty() || own == "index" { "image".to_owned() } else { own }, true)
}

/// The kind of an image by its bytes: what its name or sender says is not trusted.
fn sniffed(bytes: &[u8]) -> Result<&'static str, Fault> {
    let at = |start: usize, sign: &[u8]| bytes.get(start..).is_some_and(|rest| rest.starts_with(sign));
    if at(0, b"\x89PNG\r\n\x1a\n") {
        return Ok("png");
    }
    if at(0, b"\xff\xd8\xff") {
        return Ok("jpg");
    }
    if at(0, b"GIF87a") || at(0, b"GIF89a") {
        return Ok("gif");
    }
    if at(0, b"RIFF") && at(8, b"WEBP") {
        return Ok("webp");
    }
    if at(4, b"ftypavif") || at(4, b"ftypavis") {
        return Ok("avif");
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && is_svg(text)
    {
        if svg_runs_code(text) {
            let why = "the drawing could run code: save it anew as a plain SVG, without scripts, or as PNG";
            return Err(Fault::Refused(why.to_owned()));
        }
        return Ok("svg");
    }
    Err(Fault::Refused("this is no PNG, JPEG, GIF, WebP, AVIF or SVG image".to_owned()))
}

/// Whether a text is a drawing: its first element is `<svg>`, behind whatever XML puts before it.
fn is_svg(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<!") {
            ">"
        } else {
            break;
        };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start();
    }
    rest.strip_prefix("<svg").is_some_and(|after| after.starts_with([' ', '>', '\n', '\r', '\t', '/']))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of one pixel.
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde";

    fn site() -> (tempfile::TempDir, Config, Place) {
        let dir = tempfile::tempdir().expect("a folder");
        let yaml = "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\n";
        fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
        fs::create_dir_all(dir.path().join("content/a")).expect("made");
        fs::write(dir.path().join("content/a/close-account.ru.md"), "x").expect("written");
        let config = Config::load(dir.path()).expect("found").expect("valid");
        let place = Place::of(&config, "content/a/close-account.ru.md").expect("a file");
        (dir, config, place)
    }

    #[test]
    fn names_are_readable_and_nothing_is_written_over() {
        let (dir, config, place) = site();
        let desk = Desk::default();
        let image = |name: &str, bytes: &[u8]| desk.image(&config, &place, name, bytes).expect("written");
        let target = |name: &str, bytes: &[u8]| image(name, bytes).target;
        let other = [PNG, b"other"].concat();
        assert_eq!(target("My Photo (final).PNG", PNG), "img/my-photo-final.png");
        assert_eq!(target("my photo final.jpg", PNG), "img/my-photo-final.png", "the same image");
        assert_eq!(target("my photo final.png", &other), "img/my-photo-final-2.png");
        assert_eq!(target("image.png", PNG), "img/close-account-1.png");
        assert_eq!(target("IMG_1234.png", &other), "img/close-account-2.png");
        assert_eq!(target("Экран входа.png", PNG), "img/ekran-vkhoda.png");
        assert_eq!(target("../../../etc/passwd.png", PNG), "img/passwd.png");
        assert_eq!(image("x y.svg", b"<?xml version=\"1.0\"?>\n<!-- a --><svg/>").path, "content/a/img/x-y.svg");
        assert_eq!(image("a b.png", PNG).dimensions, Some((1, 1)));
        assert_eq!(fs::read(dir.path().join("content/a/img/my-photo-final.png")).expect("there"), PNG);
    }

    #[test]
    fn the_bytes_count_and_not_the_name() {
        let (_dir, config, place) = site();
        let refused = |name: &str, bytes: &[u8]| {
            assert!(matches!(Desk::default().image(&config, &place, name, bytes), Err(Fault::Refused(_))), "{name}");
        };
        refused("x.png", b"<html><script>x</script>");
        refused("x.svg", b"<svg onload=\"x\"/>");
        refused("x.svg", b"<svg><script>x</script></svg>");
        refused("x.svg", b"<!-- <svg> --><html>");
        refused("x.png", b"\x89PNG\r\n\x1a\ncut");
        refused("x.exe", b"MZ");
        refused("x", b"");
        assert!(!config.root.join("content/a/img").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_place_of_the_folder_is_not_followed() {
        let (dir, config, place) = site();
        fs::create_dir(dir.path().join("elsewhere")).expect("made");
        std::os::unix::fs::symlink("../../elsewhere", dir.path().join("content/a/img")).expect("linked");
        assert!(Desk::default().image(&config, &place, "x y.png", PNG).is_err());
        assert_eq!(fs::read_dir(dir.path().join("elsewhere")).expect("there").count(), 0);
    }
}
