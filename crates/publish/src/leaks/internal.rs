//! Everything that internal files say.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::phrases::{Phrases, Source, Weight};
use super::segments::{self, Kind};
use crate::build::Loaded;
use helpdex_content::config::LanguageId;
use helpdex_content::diagnostic::SourceText;
use helpdex_content::markdown::{self, Composed, Rendered, Resolve, Target};
use helpdex_content::routes::slug_path;
use helpdex_content::slug::slugify;
use helpdex_content::source::Entry;
use helpdex_content::standards::{self, Standard, Wording};
use helpdex_content::typed_yaml::At;
use helpdex_content::variables::{Substitutions, placeholder};

/// The phrases of all internal texts.
pub(super) fn phrases(loaded: &Loaded) -> Phrases {
    let site = &loaded.site;
    let internal = &site.sources.internal;
    let mut reader = Reader { loaded, phrases: Phrases::default() };
    // Before the articles that insert them: the first to say something is told as its source.
    let public = names(site.sources.entries.iter().map(|entry| entry.file.text()));
    let whole = internal.entries.iter().chain(internal.notes.iter().map(|noted| &noted.whole));
    let of_agents = names(whole.map(|entry| entry.file.text()));
    for snippet in &site.whole.snippets {
        if of_agents.contains(&snippet.name) && !public.contains(&snippet.name) {
            let whole = 0..snippet.file.len();
            reader.parts(&snippet.file, std::slice::from_ref(&whole), snippet.language, "snippet");
        }
    }
    for entry in &internal.entries {
        reader.entry(entry);
    }
    for noted in &internal.notes {
        let entry = &noted.whole;
        reader.parts(&entry.file, &entry.notes, entry.language, "note");
    }
    for (file, notes) in &internal.noted_files {
        reader.parts(file, notes, LanguageId::DEFAULT, "note");
    }
    for standard in standards::outline(&site.config, &site.whole, &site.routes).iter() {
        reader.standard(standard);
    }
    for file in &internal.files {
        reader.name(file, &format!("{}/{file}", site.config.content.display()));
    }
    reader.phrases
}

/// The names that texts insert.
fn names<'t>(texts: impl Iterator<Item = Cow<'t, str>>) -> BTreeSet<String> {
    let of = |text: Cow<'t, str>| {
        placeholder::find(&text)
            .into_iter()
            .filter_map(|found| text.get(found.name).map(str::to_owned))
            .collect::<Vec<_>>()
    };
    texts.flat_map(of).collect()
}

struct Reader<'l> {
    loaded: &'l Loaded,
    phrases: Phrases,
}

impl Reader<'_> {
    fn entry(&mut self, entry: &Entry) {
        let front = &entry.front;
        let path = entry.file.path();
        let source = |what: &'static str| Source { path: path.into(), what };
        let mut add = |text: &str, weight: Weight, what: &'static str| self.phrases.add(text, weight, &source(what));
        let all = |texts: &[At<String>]| texts.iter().map(|text| text.value.clone()).collect::<Vec<_>>();
        front.title.given().into_iter().for_each(|title| add(&title.value, Weight::Name, "title"));
        front.summary.given().into_iter().for_each(|summary| add(&summary.value, Weight::Prose, "summary"));
        all(front.asks.items()).iter().for_each(|ask| add(ask, Weight::Name, "`asks`"));
        all(&front.keywords).iter().for_each(|word| add(word, Weight::Name, "keyword"));
        for tag in all(&front.tags) {
            add(&tag, Weight::Name, "tag");
            add(&slugify(&tag), Weight::Name, "tag");
        }
        all(&front.aliases).iter().for_each(|alias| add(alias, Weight::Name, "old URL"));
        let address = slug_path(&entry.key);
        let name = address.rsplit('/').next().unwrap_or_default().to_owned();
        for text in [address.as_str(), &name, &entry.key] {
            // One word, such as the name of a category, says too little.
            if text.contains(['/', '-']) {
                add(text, Weight::Name, "URL");
            }
        }
        let what = if entry.is_macro() { "macro" } else { "text" };
        self.parts(&entry.file, std::slice::from_ref(&entry.body), entry.language, what);
    }

    /// Takes in a checklist of reviews.
    fn standard(&mut self, standard: &Standard) {
        let site = &self.loaded.site;
        let source = |what: &'static str| Source { path: standard.file.path().into(), what };
        let names = [(&standard.title, "title"), (&standard.summary, "summary")];
        let cases = standard.cases.iter().map(|case| (&case.title, "case"));
        for (wording, what) in names.into_iter().chain(cases) {
            for (_, text) in wording.iter().flat_map(Wording::texts) {
                let weight = if what == "title" { Weight::Name } else { Weight::Prose };
                self.phrases.add(&text.value, weight, &source(what));
            }
        }
        if standard.slug.contains('-') {
            self.phrases.add(&standard.slug, Weight::Name, &source("URL"));
        }
        let substitutions = Substitutions::of(&site.config, &site.whole);
        for step in standard.cases.iter().flat_map(|case| &case.steps) {
            for (language, text) in step.wording.texts() {
                let labels = self.loaded.theme.labels(language);
                let body = standards::step_text(&substitutions, &standard.file, text, language);
                self.rendered(&markdown::render(&standard.file, &body, "", &labels, &Anywhere), &standard.file, "step");
            }
        }
    }

    /// Takes in what parts of a file become, with all that is inserted in them.
    fn parts(&mut self, file: &SourceText, parts: &[Range<usize>], language: LanguageId, what: &'static str) {
        let site = &self.loaded.site;
        let labels = self.loaded.theme.labels(language);
        let substitutions = Substitutions::of(&site.config, &site.whole);
        for part in parts {
            let body: Composed<'_> = substitutions.fill(file, part.clone(), language);
            let rendered = markdown::render(file, &body, "", &labels, &Anywhere);
            self.rendered(&rendered, file, what);
        }
    }

    /// Takes in a rendered text.
    fn rendered(&mut self, rendered: &Rendered, file: &SourceText, what: &'static str) {
        let texts = rendered.texts();
        let said = segments::of_markup(&texts.html);
        for segment in said.iter().filter(|segment| segment.kind != Kind::Value) {
            let what = if segment.kind == Kind::Said { "alternative text" } else { what };
            let source = Source { path: file.path().into(), what };
            self.phrases.add(&segment.text, Weight::Prose, &source);
        }
        for image in rendered.images.iter().filter(|image| !image.alt.trim().is_empty()) {
            let source = Source { path: file.path().into(), what: "alternative text" };
            self.phrases.add(&image.alt, Weight::Name, &source);
        }
        // What the index keeps is the same text with a line for each block.
        for line in texts.sections.iter().flat_map(|section| section.text.lines()) {
            let source = Source { path: file.path().into(), what };
            self.phrases.add(line, Weight::Prose, &source);
        }
    }

    /// Takes in the name of a file.
    fn name(&mut self, path: &str, shown: &str) {
        let file = path.rsplit('/').next().unwrap_or(path);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let source = Source { path: shown.to_owned(), what: "name" };
        // `img/1.png` is a name of many.
        if stem.chars().filter(|letter| letter.is_alphabetic()).count() > 2 {
            self.phrases.add(file, Weight::Name, &source);
            self.phrases.add(stem, Weight::Name, &source);
        }
    }
}

/// Internal texts lead to pages that are not there.
struct Anywhere;

impl Resolve for Anywhere {
    fn link(&self, href: &str) -> Target {
        Target::External(href.to_owned())
    }

    fn image(&self, src: &str) -> Target {
        Target::External(src.to_owned())
    }
}
