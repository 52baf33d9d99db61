//! The templates, those of a site over the embedded ones.

use helpdex_content::diagnostic::Diagnostic;
use tera::Tera;

use super::faults::Sources;
use super::files::Files;

/// The templates, bound to the words of all languages.
pub(super) struct Templates(pub(super) Tera);

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Templates").finish_non_exhaustive()
    }
}

/// Adds all templates; those of the site that tera refuses are reported and left out.
pub(super) fn add(tera: &mut Tera, files: &Files, diagnostics: &mut Vec<Diagnostic>) -> Sources {
    let (mut own, embedded) = files.templates(diagnostics);
    let mut sources = Sources::default();
    for (name, source) in own.iter().chain(&embedded) {
        sources.add(name, source);
    }
    loop {
        let texts: Vec<_> = own.iter().chain(&embedded).map(|(name, source)| (name.as_str(), source.text())).collect();
        let all = texts.iter().map(|(name, text)| (*name, &**text));
        let Err(error) = tera.add_raw_templates(all) else { break };
        let found = sources.all(&error);
        let before = own.len();
        own.retain(|name, _| !found.iter().any(|(template, _)| template == name));
        diagnostics.extend(found.into_iter().map(|(_, diagnostic)| diagnostic));
        if own.len() == before {
            // The fault lies in no single file: without the site's templates the embedded ones still work.
            if own.is_empty() {
                break;
            }
            own.clear();
        }
    }
    sources
}
