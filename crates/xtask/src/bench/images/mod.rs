//! `cargo xtask bench images`: what a build saves of images, what that costs, and what of them is still to be seen.

mod pictures;
mod quality;

use std::path::{Path, PathBuf};

use helpdex_chromium::Browser;

use super::measure::{self, Cost};
use super::sites::{self, Profile, Site, Sites, count, fresh, remove};
use crate::Fault;

/// Makes images ready for readers, and prints bytes before and after, time, and likeness.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Photographs (JPEG, PNG or WebP) in a folder. They are saved as JPEGs of at most 1,920 pixels, as people upload them, and of
    /// the largest a part in full beside it. Without it, or where they are too few, others are drawn.
    #[arg(long, value_name = "DIR")]
    photos: Option<PathBuf>,
    /// At most so many photographs, and as many screenshots of the demo.
    #[arg(long, default_value_t = 100)]
    most: usize,
    #[command(flatten)]
    sites: sites::Args,
}

/// How much alike two pictures are on the average, where 1 is the same.
const ALIKE: f64 = 0.95;

pub(super) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let sites = Sites::new(root, &args.sites, Profile::Speed)?;
    let browser = Browser::start()?;
    let site = Site { name: "images".to_owned(), path: sites.work.join("images") };
    fresh(&site.path)?;
    let pictures = site.path.join("content/pictures");
    std::fs::create_dir_all(&pictures)?;
    let demo = sites.build(&sites.demo(root)?)?;
    pictures::screenshots(&browser, &demo, &pictures, args.most)?;
    let real = match &args.photos {
        Some(folder) => pictures::saved(&browser, folder, &pictures, args.most)?,
        None => 0,
    };
    pictures::drawn(&browser, &pictures, real, args.most)?;
    let names = lay_out(&site.path)?;
    let megapixels = pictures::megapixels(&browser, &site.path.join("content"), &names)?;
    let costs = [costs(&site, &sites, "images: false\n", 1)?, costs(&site, &sites, "", 2)?].concat();
    let [plain, cold, warm] = costs[..] else { return Err("nothing was measured".into()) };
    println!("| what | figure |\n|---|---:|");
    println!("| photographs that were taken, not drawn | {real} |");
    let own: u64 =
        names.iter().filter_map(|name| std::fs::metadata(pictures.join(name)).ok()).map(|file| file.len()).sum();
    println!("| images | {} with {megapixels:.1} megapixels, {:.2} MB |", names.len(), own as f64 / 1e6);
    println!("| first build on top of one that leaves images alone, CPU | {:.2} s |", seconds(cold) - seconds(plain));
    println!("| the same a megapixel | {:.2} s |", (seconds(cold) - seconds(plain)) / megapixels.max(0.001));
    println!("| next build on top of it, CPU | {:.2} s |", seconds(warm) - seconds(plain));
    println!("| the same of the clock | {:.2} s |", warm.wall - plain.wall);
    println!("| memory of the first build ÷ of the one that leaves images alone | {:.1} |", ratio(cold, plain));
    let public = site.path.join("public");
    let (files, bytes) = count(&public.join("assets/images"), "")?;
    println!("| files beside images | {files} with {:.2} MB |\n", bytes as f64 / 1e6);
    let judged = quality::judge(&browser, &public)?;
    quality::print(&judged, ALIKE);
    println!();
    quality::name_far(&judged, ALIKE);
    Ok(())
}

/// An article for each image, and the settings.
fn lay_out(site: &Path) -> Result<Vec<String>, Fault> {
    let pictures = site.join("content/pictures");
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(&pictures)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    for (number, name) in names.iter().enumerate() {
        let text = format!("---\ntitle: Picture {number}\n---\n\n![Picture {number}]({name})\n");
        std::fs::write(pictures.join(format!("p{number}.md")), text)?;
    }
    std::fs::write(pictures.join("_index.md"), "---\ntitle: Pictures\n---\n")?;
    Ok(names)
}

/// What builds with some settings cost, one after the other: the first without anything that was kept.
fn costs(site: &Site, sites: &Sites, settings: &str, builds: usize) -> Result<Vec<Cost>, Fault> {
    let helpdex = sites.helpdex.to_str().ok_or("a path that is not UTF-8")?;
    let all = format!("title: Pictures\nbase_url: https://help.example.com\n{settings}");
    std::fs::write(site.path.join("helpdex.yaml"), all)?;
    remove(&site.path.join(".helpdex"))?;
    let build = |_| {
        remove(&site.path.join("public"))?;
        measure::ask(&site.path, &[helpdex, "build", "--quiet"])
    };
    (0..builds).map(build).collect()
}

fn seconds(cost: Cost) -> f64 {
    cost.user + cost.system
}

fn ratio(one: Cost, other: Cost) -> f64 {
    one.peak_kilobytes as f64 / other.peak_kilobytes.max(1) as f64
}
