//! The images that are measured: screenshots of the demo's pages, and photographs.

use std::path::Path;
use std::time::Duration;

use helpdex_chromium::{Browser, Tab};
use serde_json::json;

use crate::Fault;
use crate::host::Host;

/// Draws something that is to an encoder what a photograph is: soft shades, edges, and the noise of a sensor. The number of
/// the picture is all that decides.
const DRAW: &str = r"((seed, width, height) => {
    let state = seed * 2654435761 >>> 0 || 1;
    const random = () => (state ^= state << 13, state ^= state >>> 17, state ^= state << 5, (state >>> 0) / 2 ** 32);
    const canvas = new OffscreenCanvas(width, height), pen = canvas.getContext('2d');
    const color = (light) => `hsl(${random() * 360} ${20 + random() * 60}% ${light * 100}%)`;
    const sky = pen.createLinearGradient(0, 0, width * random(), height);
    [0, .5, 1].forEach((at) => sky.addColorStop(at, color(.3 + random() * .5)));
    pen.fillStyle = sky; pen.fillRect(0, 0, width, height);
    for (let thing = 0; thing < 260; thing++) {
        const size = (20 + random() ** 3 * 260) * width / 1200, x = random() * width, y = random() * height;
        pen.filter = thing % 4 ? 'none' : `blur(${4 + random() * 24}px)`;
        const fill = pen.createRadialGradient(x - size / 3, y - size / 3, 0, x, y, size);
        fill.addColorStop(0, color(.4 + random() * .5)); fill.addColorStop(1, color(random() * .4));
        pen.fillStyle = fill; pen.globalAlpha = .35 + random() * .6; pen.beginPath();
        if (thing % 3) pen.ellipse(x, y, size, size * (.3 + random()), random() * 3, 0, 7);
        else for (let corner = 0; corner < 7; corner++) pen.lineTo(x + (random() - .5) * 2 * size, y + (random() - .5) * 2 * size);
        pen.fill();
    }
    const data = pen.getImageData(0, 0, width, height);
    for (let at = 0; at < data.data.length; at += 4) {
        const noise = (random() + random() - 1) * 9;
        for (let part = 0; part < 3; part++) data.data[at + part] += noise;
    }
    pen.putImageData(data, 0, 0);
    return canvas.convertToBlob({ type: 'image/jpeg', quality: .92 }).then((blob) => new Promise((done) => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result.split(',')[1]);
        reader.readAsDataURL(blob);
    }));
})";

/// Draws photographs of several sizes, up to so many.
pub(super) fn drawn(browser: &Browser, to: &Path, already: usize, most: usize) -> Result<(), Fault> {
    let tab = Tab::open(browser)?;
    for number in already..most {
        let (width, height) = [(1200, 800), (1600, 1200), (900, 1200), (2400, 1600)][number % 4];
        let text = tab.evaluate(&format!("{DRAW}({}, {width}, {height})", number + 1))?;
        let bytes = from_base64(text.as_str().unwrap_or_default());
        std::fs::write(to.join(format!("photo-{number:03}.jpg")), bytes)?;
    }
    Ok(tab.close()?)
}

/// Saves a photograph as people upload it: a JPEG of at most 1,920 pixels. Where it is much larger, and a part is asked for,
/// the middle of it in full.
const SAVE: &str = r"((url, part) => (async () => {
    const bitmap = await createImageBitmap(await (await fetch(encodeURI(url))).blob()), { width, height } = bitmap;
    const wide = part ? 1600 : Math.min(width, 1920), high = part ? 1200 : Math.round(height * wide / width);
    if (part && (width < 2400 || height < 1400)) return '';
    const canvas = new OffscreenCanvas(wide, high), pen = canvas.getContext('2d');
    pen.imageSmoothingQuality = 'high';
    if (part) pen.drawImage(bitmap, (width - wide) / 2, (height - high) / 2, wide, high, 0, 0, wide, high);
    else pen.drawImage(bitmap, 0, 0, wide, high);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: .92 });
    return new Promise((done) => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result.split(',')[1]);
        reader.readAsDataURL(blob);
    });
})())";

/// Saves photographs in the order of their names, and after them parts of the largest; tells how many.
pub(super) fn saved(browser: &Browser, from: &Path, to: &Path, most: usize) -> Result<usize, Fault> {
    let mut files = Vec::new();
    collect(from, &mut files)?;
    files.sort();
    let first = files.first().ok_or_else(|| format!("no photograph below `{}`", from.display()))?;
    let first = first.strip_prefix(from)?.to_string_lossy().into_owned();
    let host = Host::start(from)?;
    let tab = Tab::open(browser)?;
    // Only a page of the same host may look at them.
    tab.call("Page.navigate", json!({ "url": format!("{}/{first}", host.url) }))?;
    tab.wait("location.protocol === 'http:' && document.readyState === 'complete'", Duration::from_secs(60))?;
    let mut number = 0;
    for part in [false, true] {
        for file in &files {
            if number >= most {
                break;
            }
            let path = file.strip_prefix(from)?.to_string_lossy().into_owned();
            let text = tab.evaluate(&format!("{SAVE}({}, {part})", json!(format!("{}/{path}", host.url))))?;
            let bytes = from_base64(text.as_str().unwrap_or_default());
            if !bytes.is_empty() {
                std::fs::write(to.join(format!("photo-{number:03}.jpg")), bytes)?;
                number += 1;
            }
        }
    }
    tab.close()?;
    Ok(number)
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) -> Result<(), Fault> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if path.is_dir() {
            collect(&path, files)?;
        } else if matches!(ending.as_str(), "jpg" | "jpeg" | "png" | "webp") && !path.is_symlink() {
            files.push(path);
        }
    }
    Ok(())
}

/// Takes pictures of the demo's pages, as authors would of a product: in several widths, light and dark.
pub(super) fn screenshots(browser: &Browser, public: &Path, to: &Path, most: usize) -> Result<(), Fault> {
    let host = Host::start(public)?;
    let mut pages = Vec::new();
    index_files(public, public, &mut pages)?;
    pages.sort();
    let tab = Tab::open(browser)?;
    for number in 0..most {
        let page = pages.get(number % pages.len().max(1)).ok_or("the demo has no pages")?;
        let (width, scale) = [(1280, 1), (390, 3), (900, 1), (1280, 2)][number % 4];
        let size = json!({ "width": width, "height": 800, "deviceScaleFactor": scale, "mobile": width < 600 });
        tab.call("Emulation.setDeviceMetricsOverride", size)?;
        tab.media("screen", &[("prefers-color-scheme", if number % 3 == 2 { "dark" } else { "light" })])?;
        tab.call("Page.navigate", json!({ "url": format!("{}/{page}", host.url) }))?;
        tab.wait("document.readyState === 'complete'", Duration::from_secs(60))?;
        let taken = tab.call("Page.captureScreenshot", json!({ "format": "png" }))?;
        let bytes = from_base64(taken["data"].as_str().unwrap_or_default());
        std::fs::write(to.join(format!("screen-{number:03}.png")), bytes)?;
    }
    Ok(tab.close()?)
}

/// Whether a page only leads to another: a browser leaves it while its picture is taken.
fn leads_on(page: &Path) -> Result<bool, Fault> {
    Ok(std::fs::read_to_string(page)?.contains("http-equiv=\"refresh\""))
}

fn index_files(top: &Path, folder: &Path, pages: &mut Vec<String>) -> Result<(), Fault> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            index_files(top, &path, pages)?;
        } else if path.file_name().is_some_and(|name| name == "index.html") && !leads_on(&path)? {
            let below = path.parent().and_then(|parent| parent.strip_prefix(top).ok());
            pages.extend(below.map(|below| format!("{}/", below.display())).filter(|below| below != "/"));
        }
    }
    Ok(())
}

/// The pixels of all images together.
pub(super) fn megapixels(browser: &Browser, content: &Path, names: &[String]) -> Result<f64, Fault> {
    let host = Host::start(content)?;
    let tab = Tab::open(browser)?;
    tab.call("Page.navigate", json!({ "url": format!("{}/pictures/_index.md", host.url) }))?;
    let mut pixels = 0.0;
    for name in names {
        let url = json!(format!("{}/pictures/{name}", host.url));
        let counted = tab.evaluate(&format!(
            "new Promise((done) => {{ const image = new Image(); image.onload = () => done(image.naturalWidth * image.naturalHeight);
                image.onerror = () => done(0); image.src = {url}; }})"
        ))?;
        pixels += counted.as_f64().unwrap_or_default();
    }
    tab.close()?;
    Ok(pixels / 1e6)
}

/// The bytes that a text in base 64 stands for; anything else in it is passed over.
fn from_base64(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut bytes, mut bits, mut count) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0);
    for six in text.bytes().filter_map(value) {
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::from_base64;

    #[test]
    fn base_64() {
        assert_eq!(from_base64("SGVscA=="), b"Help");
        assert_eq!(from_base64("AP/+\n"), [0, 255, 254]);
    }
}
