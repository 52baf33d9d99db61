//! What is written for programs and assistants beside the pages.

use crate::typed_yaml::MapReader;

/// What is written for programs and assistants beside the pages: all of it, unless the settings say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Programs {
    /// `llms.txt` and `llms-full.txt`.
    pub llms: bool,
    /// The same as each page in Markdown, at `…/index.md`.
    pub markdown: bool,
    /// `answers.json`.
    pub answers: bool,
    /// `opensearch.xml`, by which browsers search the site from their address bar.
    pub opensearch: bool,
}

impl Default for Programs {
    fn default() -> Self {
        Self { llms: true, markdown: true, answers: true, opensearch: true }
    }
}

impl Programs {
    /// The files of each language that these settings ask for, by their names in its folder.
    pub(crate) fn files(self) -> impl Iterator<Item = &'static str> {
        let files = [
            ("llms.txt", self.llms),
            ("llms-full.txt", self.llms),
            ("answers.json", self.answers),
            ("opensearch.xml", self.opensearch),
        ];
        files.into_iter().filter(|(_, wanted)| *wanted).map(|(name, _)| name)
    }

    /// Whether these settings ask for the texts of articles as Markdown.
    pub(crate) fn has_texts(self) -> bool {
        self.llms || self.markdown
    }

    /// Whether these settings ask for a file of this name at the top of the site.
    pub fn writes(self, name: &str) -> bool {
        self.files().any(|file| file == name)
    }

    /// The setting that a file stands or falls with.
    pub(crate) fn setting_of(file: &str) -> Option<&'static str> {
        Some(match file {
            "llms.txt" | "llms-full.txt" => "llms",
            "answers.json" => "answers",
            "opensearch.xml" => "opensearch",
            _ => return None,
        })
    }
}

/// Reads the map under `programs`.
pub(super) fn read(fields: &mut MapReader<'_>) -> Programs {
    let all = Programs::default();
    Programs {
        llms: fields.flag("llms").unwrap_or(all.llms),
        markdown: fields.flag("markdown").unwrap_or(all.markdown),
        answers: fields.flag("answers").unwrap_or(all.answers),
        opensearch: fields.flag("opensearch").unwrap_or(all.opensearch),
    }
}
