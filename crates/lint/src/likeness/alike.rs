//! Articles that mean alike: those to offer beside each other, and those that may say the same twice.

use serde::Serialize;

use super::{Encode, FEW, articles, nearness, rounded, share_nearer};
use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::site::Site;
use helpdex_content::source::EntryId;
use helpdex_content::typed_queries::Pages;

/// From here on an article is near enough to be offered beside another one: by this share nearer than articles are on the whole.
const RELATED: f32 = 0.35;
/// So many are offered.
const MOST: usize = 4;
/// From here on two may say the same. Seven in ten do on large help centers; the others are of one series.
const SAME: f32 = 0.8;

/// What was found in one language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alike {
    /// The language.
    pub lang: String,
    /// Two that may say the same, the surest first.
    pub pairs: Vec<Pair>,
    /// For each article those to offer beside it, best first; none for an article whose author has chosen.
    pub related: Vec<Neighbour>,
}

/// Two articles that may say the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// The file of one.
    pub first: String,
    /// The file of the other.
    pub second: String,
    /// By which share of their distance to the others, on the whole, they are nearer to each other.
    pub stands_out: f32,
}

/// An article, and which ones to offer beside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Neighbour {
    /// Its file.
    pub source: String,
    /// The others, best first, as `related` names them: from the content folder.
    pub related: Vec<String>,
    /// The article.
    #[serde(skip)]
    pub entry: EntryId,
}

/// Compares the articles of a language by their titles and summaries.
///
/// # Errors
/// When the model fails.
pub fn alike(site: &Site, language: LanguageId, encoder: &dyn Encode) -> Result<Alike> {
    let pages = Pages { config: &site.config, sources: &site.sources, routes: &site.routes };
    let own: Vec<_> = articles(pages).filter(|(_, entry)| entry.language == language).collect();
    let text = |id: EntryId| format!("{} {}", site.title(id), site.summary(id));
    let lang = site.config.code(language).to_owned();
    if own.len() < FEW {
        return Ok(Alike { lang, pairs: Vec::new(), related: Vec::new() });
    }
    let vectors = encoder.answers(&own.iter().map(|(id, _)| text(*id)).collect::<Vec<_>>())?;
    let file = |at: usize| own.get(at).map(|(_, entry)| entry.file.path().to_string()).unwrap_or_default();
    let means = means(&vectors);
    let (mut pairs, mut related) = (Vec::new(), Vec::new());
    for (at, (vector, mean)) in vectors.iter().zip(&means).enumerate() {
        let Some((id, entry)) = own.get(at) else { continue };
        let others = vectors.iter().enumerate().filter(|(other, _)| *other != at);
        let mut near: Vec<(usize, f32)> = others.map(|(other, found)| (other, nearness(vector, found))).collect();
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        // A pair is told once, by the one of the two to which the other is less near.
        let both = |other: usize, near: f32| share_nearer(near, means.get(other).map_or(*mean, |own| own.max(*mean)));
        let same = near.iter().filter(|(other, _)| *other > at).map(|(other, near)| (*other, both(*other, *near)));
        pairs.extend(same.filter(|(_, stands_out)| *stands_out >= SAME).map(|(other, stands_out)| Pair {
            first: file(at),
            second: file(other),
            stands_out: rounded(stands_out),
        }));
        let near = near.into_iter().take(MOST).filter(|(_, near)| share_nearer(*near, *mean) >= RELATED);
        let near: Vec<usize> = near.map(|(other, _)| other).collect();
        // What one version names counts for all of its languages: the one that the site's first readers meet.
        let names = site.shown(&entry.key, LanguageId::DEFAULT).is_some_and(|shown| shown.id == *id);
        if names && entry.front.related.is_empty() && !near.is_empty() {
            let keys = near.iter().filter_map(|other| own.get(*other)).map(|(_, entry)| format!("{}.md", entry.key));
            related.push(Neighbour { source: file(at), related: keys.collect(), entry: *id });
        }
    }
    pairs.sort_by(|a, b| b.stands_out.total_cmp(&a.stands_out).then_with(|| a.first.cmp(&b.first)));
    Ok(Alike { lang, pairs, related })
}

/// How near each article is to the others on the whole. A sum of products is a product with the sum, so that pairs are compared
/// once and not twice.
fn means(vectors: &[Vec<f32>]) -> Vec<f32> {
    let mut sum = vec![0.0; vectors.first().map_or(0, Vec::len)];
    for vector in vectors {
        sum.iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
    }
    let others = vectors.len().saturating_sub(1).max(1) as f32;
    vectors.iter().map(|vector| (nearness(vector, &sum) - nearness(vector, vector)) / others).collect()
}
