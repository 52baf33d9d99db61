//! What is at each path of the site.

use helpdex_content::config::{LanguageId, SHARE_PICTURE};
use helpdex_content::routes::{Owner, output_path};
use helpdex_content::site::Site;
use helpdex_render::pages::{self, Page};

/// What is at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A page.
    Page(Page),
    /// A file of the content, by its path below `content/`.
    File(String),
    /// Something that is at another URL.
    Moved(String),
}

/// What is at a URL path, already decoded: what a build would write there, and nothing else.
pub(super) fn find(site: &Site, path: &str) -> Option<Place> {
    // Where there is nothing, the path may be an old one of which only the beginning is known.
    written(site, path).or_else(|| match site.routes.owner(path)? {
        Owner::Alias(entry) => Some(Place::Moved(site.routes.url(*entry)?.to_owned())),
        _ => None,
    })
}

/// What a file of the output answers at a path.
fn written(site: &Site, path: &str) -> Option<Place> {
    let base = site.routes.base();
    let inside = path.strip_prefix(base)?.strip_prefix('/')?;
    if inside.is_empty() || inside.ends_with('/') {
        return at(site, &output_path(base, path)?);
    }
    at(site, inside).or_else(|| {
        // As hosts do: a folder is asked for with its slash.
        Some(match at(site, &format!("{inside}/index.html"))? {
            Place::Page(page) => Place::Moved(page.url(site)),
            place => place,
        })
    })
}

/// The page that stands for what is not there, in the language that the path begins with.
pub(super) fn not_found(site: &Site, path: &str) -> Page {
    let speaks = |language: &LanguageId| path.starts_with(&site.routes.page_url(*language, ""));
    Page::NotFound(site.config.languages.ids().skip(1).find(speaks).unwrap_or_default())
}

/// What a build writes into a file of the output.
fn at(site: &Site, output: &str) -> Option<Place> {
    Some(match site.routes.at(output) {
        Some(Owner::Entry(entry)) => Place::Page(Page::of_entry(site, *entry)?),
        Some(Owner::Category { key, language }) => Place::Page(Page::Category(key.clone(), *language)),
        Some(Owner::File(path)) => Place::File(path.to_string()),
        Some(Owner::Alias(entry)) => Place::Moved(site.routes.url(*entry)?.to_owned()),
        Some(Owner::Reserved) | None => Place::Page(own(site, output)?),
    })
}

/// A page that no file of the content stands behind. Hosts read `_redirects` and `_headers`, and show them to nobody.
fn own(site: &Site, output: &str) -> Option<Page> {
    let is_it = |page: &Page| page.output(site).is_some_and(|known| known == output);
    let of_language = |language: LanguageId| pages::of_language(site, language);
    let fixed = site.config.languages.ids().flat_map(of_language).chain(pages::of_site(site));
    let tag = || {
        let slug = output.strip_suffix("/index.html")?.rsplit('/').next()?;
        let tags = |language: LanguageId| site.tags(language).iter().map(move |tag| (language, tag));
        let named = site.config.languages.ids().flat_map(tags).filter(|(_, tag)| tag.slug == slug);
        named.map(|(language, tag)| Page::Tag(language, tag.slug.clone())).find(|page| is_it(page))
    };
    let other = || part(site, output).or_else(|| markdown(site, output)).or_else(|| picture(site, output));
    fixed.into_iter().find(is_it).or_else(tag).or_else(other)
}

/// The picture of a page: `payouts/share.png`.
fn picture(site: &Site, output: &str) -> Option<Page> {
    let folder = output.strip_suffix(SHARE_PICTURE).filter(|folder| folder.is_empty() || folder.ends_with('/'))?;
    let Place::Page(page) = at(site, &format!("{folder}index.html"))? else { return None };
    pages::has_share_picture(site, &page).then(|| Page::SharePicture(Box::new(page)))
}

/// A page as Markdown: `payouts/index.md`.
fn markdown(site: &Site, output: &str) -> Option<Page> {
    let folder = output.strip_suffix("index.md").filter(|folder| folder.is_empty() || folder.ends_with('/'))?;
    let Place::Page(page) = at(site, &format!("{folder}index.html"))? else { return None };
    pages::has_markdown(site, &page).then(|| Page::Markdown(Box::new(page)))
}

/// A further page of a list: `payouts/2/index.html`.
fn part(site: &Site, output: &str) -> Option<Page> {
    let (folder, name) = output.strip_suffix("/index.html")?.rsplit_once('/')?;
    let number = name.rsplit('-').next()?.parse::<usize>().ok().filter(|number| *number > 1)?;
    let Place::Page(first) = at(site, &format!("{folder}/index.html"))? else { return None };
    let mut parts = pages::parts(site, first).skip(number - 1).take(1);
    parts.find(|page| page.output(site).is_some_and(|known| known == output))
}
