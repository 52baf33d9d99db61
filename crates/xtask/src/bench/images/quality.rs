//! How much alike a picture and the files beside it are, as a browser shows them.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use helpdex_chromium::{Browser, Tab};
use serde_json::json;

use crate::Fault;
use crate::host::Host;

/// The structural similarity (SSIM) of two pictures' brightness, over squares of eight pixels: the first is made as large as
/// the second, by the filter that a build uses (Lanczos). A browser's own is softer or sharper, depending on the browser: with
/// it a file without any loss would come to 0.96 for a picture of grass. Beside it the bytes of both and the width.
const COMPARE: &str = r"((one, other) => (async () => {
    const load = async (url) => {
        const blob = await (await fetch(url)).blob();
        return [await createImageBitmap(blob), blob.size];
    };
    const [[first, before], [second, after]] = await Promise.all([load(one), load(other)]);
    const { width, height } = second;
    const gray = (bitmap) => {
        const { width, height } = bitmap, pen = new OffscreenCanvas(width, height).getContext('2d');
        pen.fillStyle = '#fff'; pen.fillRect(0, 0, width, height);
        pen.drawImage(bitmap, 0, 0);
        const { data } = pen.getImageData(0, 0, width, height), shades = new Float32Array(width * height);
        for (let at = 0; at < shades.length; at++)
            shades[at] = .299 * data[4 * at] + .587 * data[4 * at + 1] + .114 * data[4 * at + 2];
        return shades;
    };
    const sinc = (x) => x ? Math.sin(Math.PI * x) / (Math.PI * x) : 1;
    const lanczos = (x) => Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
    // Makes each of so many lines shorter; they come out as columns.
    const shorter = (shades, length, lines, to) => {
        const ratio = length / to, stretch = Math.max(ratio, 1), made = new Float32Array(to * lines);
        for (let at = 0; at < to; at++) {
            const middle = (at + .5) * ratio - .5, first = Math.ceil(middle - 3 * stretch), weights = [];
            for (let from = first; from <= middle + 3 * stretch; from++) weights.push(lanczos((from - middle) / stretch));
            const all = weights.reduce((sum, weight) => sum + weight);
            for (let line = 0; line < lines; line++) {
                let sum = 0;
                for (let tap = 0; tap < weights.length; tap++)
                    sum += weights[tap] * shades[line * length + Math.min(Math.max(first + tap, 0), length - 1)];
                made[at * lines + line] = Math.min(Math.max(sum / all, 0), 255);
            }
        }
        return made;
    };
    const whole = (bitmap) => {
        const shades = gray(bitmap), own = bitmap.width;
        if (own === width && bitmap.height === height) return shades;
        return shorter(shorter(shades, own, bitmap.height, width), bitmap.height, width, height);
    };
    const a = whole(first), b = gray(second);
    let sum = 0, squares = 0;
    for (let y = 0; y + 8 <= height; y += 4) for (let x = 0; x + 8 <= width; x += 4) {
        let ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;
        for (let dy = 0; dy < 8; dy++) for (let dx = 0; dx < 8; dx++) {
            const at = (y + dy) * width + x + dx, p = a[at], q = b[at];
            ma += p; mb += q; aa += p * p; bb += q * q; ab += p * q;
        }
        ma /= 64; mb /= 64;
        const va = aa / 64 - ma * ma, vb = bb / 64 - mb * mb, cov = ab / 64 - ma * mb, c1 = 6.5025, c2 = 58.5225;
        sum += (2 * ma * mb + c1) * (2 * cov + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
        squares++;
    }
    return { before, after, width, own: first.width, alike: squares ? sum / squares : 1 };
})())";

/// What came of one file.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    /// The name of its picture.
    name: String,
    before: f64,
    after: f64,
    alike: f64,
    /// Whether it is as wide as the picture.
    is_whole: bool,
}

/// Compares the widest file of each format with the picture that stands in its page.
pub(super) fn judge(browser: &Browser, public: &Path) -> Result<BTreeMap<String, Vec<Judged>>, Fault> {
    let host = Host::start(public)?;
    let tab = Tab::open(browser)?;
    let mut judged: BTreeMap<String, Vec<Judged>> = BTreeMap::new();
    let pages = std::fs::read_dir(public.join("pictures"))?;
    let mut pages: Vec<_> =
        pages.filter_map(|page| Some(page.ok()?.file_name().to_string_lossy().into_owned())).collect();
    // The list of so many articles has pages of its own, called by their numbers.
    let is_article =
        |page: &str| page.starts_with('p') && public.join("pictures").join(page).join("index.html").is_file();
    pages.retain(|page| is_article(page));
    pages.sort();
    for page in pages {
        tab.call("Page.navigate", json!({ "url": format!("{}/pictures/{page}/", host.url) }))?;
        tab.wait(
            "document.readyState === 'complete' && !!document.querySelector('.prose img')",
            Duration::from_secs(60),
        )?;
        let found = tab.evaluate(
            "[...document.querySelectorAll('.prose source')].map((source) => [source.type, source.srcset.split(', ').at(-1).split(' ')[0],
                document.querySelector('.prose img').src])",
        )?;
        for file in found.as_array().into_iter().flatten() {
            let told = tab.evaluate(&format!("{COMPARE}({}, {})", file[2], file[1]))?;
            let number = |name: &str| told[name].as_f64().unwrap_or_default();
            let kind =
                if file[2].as_str().is_some_and(|url| url.contains("/screen-")) { "screenshot" } else { "photograph" };
            let name = format!("{kind}, {}", file[0].as_str().unwrap_or_default().trim_start_matches("image/"));
            let own = file[2].as_str().and_then(|url| url.rsplit('/').next()).unwrap_or_default().to_owned();
            judged.entry(name).or_default().push(Judged {
                name: own,
                before: number("before"),
                after: number("after"),
                alike: number("alike"),
                is_whole: number("own") <= number("width"),
            });
        }
    }
    tab.close()?;
    Ok(judged)
}

/// Prints a line for each kind of image and format.
pub(super) fn print(judged: &BTreeMap<String, Vec<Judged>>, bound: f64) {
    println!(
        "| widest file | of images | bytes ÷ the image's, middle | largest | SSIM, middle | least | below {bound} |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for (name, all) in judged {
        for (part, whole) in [("as wide as the image", true), ("made narrower", false)] {
            let files: Vec<&Judged> = all.iter().filter(|file| file.is_whole == whole).collect();
            if files.is_empty() {
                continue;
            }
            let sizes = sorted(files.iter().map(|file| file.after / file.before.max(1.0)));
            let alike = sorted(files.iter().map(|file| file.alike));
            println!(
                "| {name}, {part} | {} | {:.2} | {:.2} | {:.3} | {:.3} | {} |",
                files.len(),
                middle(&sizes),
                sizes.last().copied().unwrap_or_default(),
                middle(&alike),
                alike.first().copied().unwrap_or_default(),
                alike.iter().filter(|alike| **alike < bound).count(),
            );
        }
    }
}

/// Names those that look less alike than they must.
pub(super) fn name_far(judged: &BTreeMap<String, Vec<Judged>>, bound: f64) {
    for (kind, all) in judged {
        for file in all.iter().filter(|file| file.alike < bound) {
            println!(
                "{kind}: {} is alike by {:.3}, with {:.2} of the bytes",
                file.name,
                file.alike,
                file.after / file.before
            );
        }
    }
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

fn middle(sorted: &[f64]) -> f64 {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
