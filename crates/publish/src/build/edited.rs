//! The pages after an edit that nobody sees from outside: those that show the text are made, and all others stay.

use std::collections::HashSet;

use rayon::prelude::*;

use super::loaded::Loaded;
use super::render::{Progress, Rendered};
use crate::cache::{Cache, Edited};
use crate::output::Staging;
use crate::verify::{self, Seen};
use helpdex_content::error::Result;
use helpdex_render::pages::{self, Key, Made, Page, Rendering};
use helpdex_render::search;

/// A page that was made, and what it refers to where it links.
struct Remade {
    path: String,
    bytes: Vec<u8>,
    key: Option<Key>,
    seen: Option<Seen>,
}

/// Makes the pages that show what was edited and takes over all others. Nothing is written, and nothing comes back, where
/// somebody sees more of the edit than these pages, or where the old pages do not all lie there.
pub(super) fn render(
    loaded: &Loaded,
    (staging, cache): (&Staging, &Cache),
    progress: &dyn Progress,
) -> Result<Option<Rendered>> {
    let (site, budgets) = (&loaded.site, &loaded.site.config.budgets);
    let Some(Edited { entries, verified, html, .. }) = cache.edited() else { return Ok(None) };
    // What pages weigh is told of all of them.
    if budgets.page.is_some() || budgets.image.is_some() {
        return Ok(None);
    }
    let Some(pages) = pages::with_texts(site, entries) else { return Ok(None) };
    progress.begin("pages", pages.len());
    let rendering = Rendering::new(site, &loaded.theme, &search::source(site));
    let one = |page: &Page| {
        let remade = remade(&rendering, cache, page);
        progress.step();
        remade
    };
    let Some(remade) = pages.par_iter().map(one).collect::<Option<Vec<Remade>>>() else { return Ok(None) };
    let paths: HashSet<&str> = remade.iter().map(|page| page.path.as_str()).collect();
    let Some(others) = cache.others(&paths) else { return Ok(None) };
    cache.take_over_others(&others, staging)?;
    for Remade { path, bytes, key, seen } in remade {
        staging.write(&path, &bytes)?;
        cache.wrote(&path, &bytes, key, seen);
    }
    Ok(Some(Rendered::as_before(verified.clone(), *html)))
}

/// A page made anew; nothing where it refers to something else than before.
fn remade(rendering: &Rendering<'_>, cache: &Cache, page: &Page) -> Option<Remade> {
    let path = page.output(rendering.site())?;
    let before = cache.seen_before(&path)?;
    let Made::Anew(bytes, key) = pages::make(rendering, page, Some(cache.question(&|_| false))).ok()? else {
        return None;
    };
    let Some(before) = before else { return Some(Remade { path, bytes, key, seen: None }) };
    let seen = verify::look(std::str::from_utf8(&bytes).ok()?, &cache.names);
    let says_the_same = seen.says_the_same(&before);
    says_the_same.then_some(Remade { path, bytes, key, seen: Some(seen) })
}
