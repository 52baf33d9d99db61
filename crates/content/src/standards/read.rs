//! From the files of `_standards` to [`Standards`].

use std::ops::Range;
use std::sync::Arc;

use super::applies;
use super::standard::{Case, Standard, Standards, Step};
use super::wording::{self, Wording};
use crate::config::{Config, LanguageId, PerLanguage};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::markdown::{self, Composed, Labels, Rendered};
use crate::routes::{Links, Routes};
use crate::source::{STANDARDS, Sources, StandardFile};
use crate::typed_yaml::{self, At, MapReader};
use crate::unique::Unique;
use crate::variables::Substitutions;
use crate::yaml::{Node, NodeKind};

/// How a file begins, for hints.
const SHAPE: &str = "begin it with `title: A reply about a payout`";
/// How a case looks, for hints.
const CASE: &str = "write `- case: The customer is angry`, and its `steps` below";

/// Reads every checklist; faults in them are diagnostics.
pub(crate) fn read(
    config: &Config,
    sources: &Sources,
    routes: &Routes,
    labels: &PerLanguage<Labels>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Standards {
    let reader = Reader { config, sources, routes, labels };
    let mut names = Unique::new("checklist");
    let mut list = Vec::new();
    for file in &sources.standards {
        let standard = reader.standard(file, diagnostics);
        list.extend(standard.filter(|standard| names.take(&standard.slug, standard.file.path(), diagnostics)));
    }
    Standards { list }
}

/// What the files say without their Markdown: for whoever lists them, or compares them with other texts.
pub fn outline(config: &Config, sources: &Sources, routes: &Routes) -> Standards {
    read(config, sources, routes, &PerLanguage::default(), &mut Vec::new())
}

struct Reader<'r> {
    config: &'r Config,
    sources: &'r Sources,
    routes: &'r Routes,
    labels: &'r PerLanguage<Labels>,
}

impl Reader<'_> {
    /// A checklist of its file; nothing where that is no map.
    fn standard(&self, file: &StandardFile, diagnostics: &mut Vec<Diagnostic>) -> Option<Standard> {
        let source = &file.file;
        let whole = 0..source.len();
        let node = typed_yaml::parse(source, whole.clone(), "standard", diagnostics)?;
        let Some(entries) = node.as_map() else {
            let message = format!("a checklist has to be a map of keys, not {}", node.kind_name());
            diagnostics.push(source.error("standard", 0..1, message).help(SHAPE));
            return None;
        };
        let text = source.slice(whole.clone()).unwrap_or_default();
        let mut fields = MapReader::new(source, (&text, whole.start), entries, diagnostics);
        let title = wording::key(&mut fields, self.config, "title", Some(("a checklist needs a `title`", SHAPE)));
        let summary = wording::key(&mut fields, self.config, "summary", None);
        let applies = applies::read(&mut fields, self.config, self.sources, self.routes);
        let cases = match fields.node("cases") {
            Some(node) => self.cases(file, &mut fields, node),
            None => {
                fields.at_start("missing-key", "a checklist needs `cases`".to_owned(), CASE);
                Vec::new()
            }
        };
        fields.finish();
        Some(Standard {
            name: file.name.clone(),
            slug: file.slug(),
            file: Arc::clone(source),
            title,
            summary,
            applies,
            cases,
        })
    }

    fn cases(&self, file: &StandardFile, fields: &mut MapReader<'_>, node: &Node) -> Vec<Case> {
        let NodeKind::List(items) = &node.kind else {
            fields.wrong_type("cases", node, "a list of cases");
            return Vec::new();
        };
        if items.is_empty() {
            fields.fault("empty-standard", node, "the checklist has no case".to_owned(), CASE);
        }
        let mut cases = Vec::new();
        for item in items {
            let Some(entries) = item.as_map() else {
                fields.fault("wrong-type", item, format!("a case has to be a map, not {}", item.kind_name()), CASE);
                continue;
            };
            let mut fields = fields.inside(entries);
            let title = wording::key(&mut fields, self.config, "case", Some(("a case needs a name: `case`", CASE)));
            let steps = match fields.node("steps") {
                Some(node) => self.steps(file, &mut fields, node),
                None => {
                    let help = "write what an agent does: `steps: [Say sorry once]`";
                    fields.at_start("empty-standard", "the case has no `steps`".to_owned(), help);
                    Vec::new()
                }
            };
            fields.finish();
            cases.push(Case { title, steps });
        }
        cases
    }

    /// The steps of a case. One that is not in a list counts as a list of one.
    fn steps(&self, file: &StandardFile, fields: &mut MapReader<'_>, node: &Node) -> Vec<Step> {
        let items = match &node.kind {
            NodeKind::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        if items.is_empty() {
            let help = "write what an agent does: `- Say sorry once`";
            fields.fault("empty-standard", node, "the case has no steps".to_owned(), help);
        }
        let mut steps = Vec::new();
        for item in items {
            let Some(wording) = wording::read(fields, self.config, "step", item) else { continue };
            let bodies = self.bodies(file, &wording, fields);
            steps.push(Step { wording, bodies });
        }
        steps
    }

    /// The texts of a step, rendered.
    fn bodies(&self, file: &StandardFile, wording: &Wording, fields: &mut MapReader<'_>) -> Vec<Rendered> {
        let mut bodies = Vec::new();
        for (language, text) in wording.texts() {
            let body = self.rendered(file, text, language);
            body.diagnostics.iter().for_each(|found| fields.add(found.clone()));
            if self.labels.get(language).is_some() && !is_inline(&body.texts().html) {
                let found = wording::fault(&file.file, text, "a step is one line of text, with links and marks in it");
                fields.add(found.help("make two steps of it; headings, lists and images belong into an article"));
            }
            bodies.push(body);
        }
        bodies
    }

    fn rendered(&self, file: &StandardFile, text: &At<String>, language: LanguageId) -> Rendered {
        let Some(labels) = self.labels.get(language) else { return Rendered::default() };
        let links = Links::in_folder(self.routes, self.sources, language, STANDARDS);
        let substitutions = Substitutions::of(self.config, self.sources);
        let body = step_text(&substitutions, &file.file, text, language);
        let rendered = markdown::render(&file.file, &body, "", labels, &links);
        let html = inline(&rendered.texts().html);
        match html {
            Some(html) => rendered.with_html(html),
            None => rendered,
        }
    }
}

/// The text of a step with what is inserted in it. YAML may write it otherwise than it reads: folded, or with signs that stand
/// for others. Whatever is found in such a one has the place of the whole.
pub fn step_text<'t>(
    substitutions: &Substitutions<'_>,
    file: &'t SourceText,
    text: &At<String>,
    language: LanguageId,
) -> Composed<'t> {
    // Words that explain themselves open notes with a name, and a page has many steps.
    let silent = |composed: Composed<'t>| composed.with_terms(Vec::new());
    if let Some(range) = verbatim(file, text) {
        return silent(substitutions.fill(file, range, language));
    }
    let read = SourceText::new(file.path(), text.value.as_str());
    let filled = substitutions.fill(&read, 0..text.value.len(), language);
    let mut composed = Composed::growing(text.range.start);
    composed.insert(filled.text(), text.range.clone(), false);
    silent(composed.with_math(filled.math()))
}

/// The bytes of a file that say a text word for word, without the quotation marks of YAML.
fn verbatim(file: &SourceText, text: &At<String>) -> Option<Range<usize>> {
    let written = &*file.slice(text.range.clone())?;
    let at = written.find(text.value.as_str())?;
    let before = written.get(..at)?;
    let after = written.get(at + text.value.len()..)?;
    let is_bare = |rest: &str| rest.trim().trim_matches(['"', '\'']).is_empty();
    let start = text.range.start + at;
    (is_bare(before) && is_bare(after)).then(|| start..start + text.value.len())
}

/// What is in a text's only paragraph; nothing for one that is more than that.
fn inline(html: &str) -> Option<String> {
    let html = html.trim();
    // One from left to right in a language from right to left says so.
    let (mark, inside) = match html.strip_prefix("<p>") {
        Some(rest) => ("<span>", rest),
        None => ("<span dir=\"ltr\">", html.strip_prefix("<p dir=\"ltr\">")?),
    };
    let inside = inside.strip_suffix("</p>")?;
    (!inside.contains("<p>") && !inside.contains("</p>")).then(|| format!("{mark}{inside}</span>"))
}

/// Whether it was that.
fn is_inline(html: &str) -> bool {
    html.starts_with("<span")
}
