//! Rules that need no look of their own: the phases report them while they do their work.

use super::rule::{Rule, Run};
use helpdex_content::config::Level;

/// Rules about keys and values, reported where front matter and `helpdex.yaml` are read.
pub(super) const FIELDS: &[Rule] = &[
    phase(
        "bad-date",
        Level::Error,
        "a date is not one",
        "Nobody can tell when the article was checked.",
        "Write year-month-day, such as `2026-11-21`.",
    ),
    phase(
        "bad-value",
        Level::Error,
        "a key has a value that it can't have",
        "Helpdex would have to guess what is meant.",
        "Choose one of the values that the hint names.",
    ),
    phase(
        "config",
        Level::Error,
        "`helpdex.yaml` can't be read",
        "Without settings there is no site.",
        "Mend the YAML at the place shown.",
    ),
    phase(
        "duplicate-key",
        Level::Error,
        "a key is written twice",
        "Only the first one counts; the other says something that nobody sees.",
        "Keep one of the two.",
    ),
    phase(
        "front-matter",
        Level::Error,
        "the front matter is not a map of keys in YAML",
        "Title, summary and all other keys of the article are lost.",
        "Mend it at the place shown; quote a text that holds `: ` or ` #`.",
    ),
    phase(
        "missing-key",
        Level::Error,
        "a key that has to be there is missing",
        "The site or the entry means nothing without it.",
        "Add the key that the hint names.",
    ),
    phase(
        "unknown-key",
        Level::Error,
        "a key means nothing",
        "A misspelt key has no effect, and nobody notices.",
        "Correct it; a key of your own belongs under `extra:`.",
    ),
    phase(
        "unknown-language",
        Level::Error,
        "a language is named that the site does not speak",
        "The text would be shown to nobody.",
        "Add the language to `languages` in `helpdex.yaml`, or correct the code.",
    ),
    phase(
        "wrong-type",
        Level::Error,
        "a value is of the wrong type",
        "A list where a text belongs can't be shown.",
        "Write what the message asks for.",
    ),
];

/// Rules about the text of articles, reported while it is rendered.
pub(super) const TEXT: &[Rule] = &[
    phase(
        "broken-link",
        Level::Error,
        "a link leads to an article or file that does not exist",
        "Customers end on an error page in the middle of their problem.",
        "Write the path of the file, counted from the article. The hint names the nearest one.",
    ),
    phase(
        "forbidden-scheme",
        Level::Error,
        "a link or image has a scheme other than `https:`, `http:`, `mailto:` and `tel:`",
        "Other schemes can run code in the customer's browser.",
        "Use one of these schemes, or the path of a file.",
    ),
    phase(
        "html-removed",
        Level::Warning,
        "raw HTML may not be published",
        "It could run code, or break the page around it, so it is taken out.",
        "Say it in Markdown.",
    ),
    phase(
        "link-to-draft",
        Level::Error,
        "a link leads to a draft",
        "Customers can't see drafts, so they would end on an error page.",
        "Publish the draft (`status: published`), or take the link out.",
    ),
    phase(
        "link-to-internal",
        Level::Error,
        "a link or image of a text for everyone leads to what is for agents alone",
        "Customers would end on an error page, and learn that there is something they may not read.",
        "Take it out, or put the part into `:::only{audience=agents}`.",
    ),
    phase(
        "missing-image",
        Level::Error,
        "an image does not exist",
        "Customers see a gap where the picture belongs.",
        "Put the file beside the article, or take the image out.",
    ),
    phase(
        "more-faults",
        Level::Warning,
        "a file has so many faults that the rest is only counted",
        "The list would hide all other files.",
        "Mend those shown and check again.",
    ),
    phase(
        "nesting",
        Level::Warning,
        "quotes and lists are nested too deeply",
        "Nobody can read that on a phone.",
        "Keep to two or three levels.",
    ),
    phase(
        "unknown-html",
        Level::Warning,
        "markup is no HTML, such as `<your name>`",
        "Browsers hide what looks like a tag, and the words are gone.",
        "Write it in backticks, or as `&lt;your name&gt;`.",
    ),
];

/// Rules about files and their names, reported while the content is read and its URLs are planned.
pub(super) const FILES: &[Rule] = &[
    phase(
        "duplicate-url",
        Level::Error,
        "two files want the same URL",
        "Only one of them can be published.",
        "Rename one of the two, or remove the alias.",
    ),
    phase(
        "file-name",
        Level::Error,
        "a file's name is not UTF-8 text, too long, or another one's in upper and lower case",
        "It can't become a URL, or not on every machine.",
        "Rename the file.",
    ),
    phase(
        "portable-name",
        Level::Warning,
        "a name or path that Windows can't hold",
        "The site comes out differently, or not at all, where colleagues build it or serve it on Windows.",
        "Rename the file or folder.",
    ),
    phase(
        "file-type",
        Level::Warning,
        "a file is of a kind that is not published",
        "Pages and scripts among the content would run with the rights of the whole site.",
        "Save it as a kind that browsers only show, or keep it out of the content folder.",
    ),
    phase(
        "misnamed-file",
        Level::Warning,
        "a file that search would read by another name",
        "Its synonyms or tests do nothing, and nobody notices.",
        "Rename it to `synonyms.yaml` or `queries.yaml`.",
    ),
    phase(
        "not-utf8",
        Level::Error,
        "a text file is not UTF-8",
        "Its letters can't be told.",
        "Save it as UTF-8 in the editor.",
    ),
    phase(
        "outside-content",
        Level::Error,
        "a symbolic link leaves the content folder",
        "It could publish files that nobody meant to publish.",
        "Copy the file into the content folder.",
    ),
    phase(
        "symlink",
        Level::Warning,
        "a symbolic link is not followed",
        "The file behind it would be published twice.",
        "Put the file itself there, or link to it from the articles.",
    ),
    phase(
        "too-large",
        Level::Error,
        "a text file has more than 2 MB",
        "No customer reads that, and no phone loads it.",
        "Split it into several.",
    ),
    phase(
        "unreadable-image",
        Level::Warning,
        "a build can make nothing of an image",
        "It is damaged, or has more pixels than any page can show: readers get it as it is, or see nothing.",
        "Save it anew in the program that it comes from, with fewer pixels.",
    ),
    phase(
        "unsafe-svg",
        Level::Error,
        "a drawing holds code",
        "It would run in the customer's browser.",
        "Export the drawing without scripts and event handlers.",
    ),
];

/// Rules about `content/synonyms.yaml` and `content/queries.yaml`, reported where they are read.
pub(super) const SEARCH_WORDS: &[Rule] = &[
    phase(
        "duplicate-query",
        Level::Warning,
        "a query is tested twice",
        "Only the first of the two is asked.",
        "Make one test of them; it can expect any of several articles.",
    ),
    phase(
        "duplicate-word",
        Level::Warning,
        "a word stands in two groups of synonyms, or twice in one",
        "Search could not tell which group is meant.",
        "Make one group of the two.",
    ),
    phase(
        "empty-group",
        Level::Warning,
        "a group of synonyms says nothing",
        "A single word is no synonym of anything.",
        "Add the words that mean the same, or remove the group.",
    ),
    phase(
        "queries",
        Level::Error,
        "`queries.yaml` can't be read",
        "No search test is run.",
        "Mend it at the place shown.",
    ),
    phase(
        "synonyms",
        Level::Error,
        "`synonyms.yaml` can't be read",
        "Search knows none of your words.",
        "Mend it at the place shown.",
    ),
    phase(
        "unknown-article",
        Level::Error,
        "a path in `synonyms.yaml` or `queries.yaml` is no article that search can find",
        "The pin or the test has no effect.",
        "Correct the path, or publish the article.",
    ),
    phase(
        "unreadable-asked",
        Level::Warning,
        "the list that `asked` or `insights` in `helpdex.yaml` names can't be read, or some of its lines can't",
        "Search doesn't know what customers typed, or not all of it.",
        "Mend the lines, or write the file anew. `search: { typed_queries: false }` keeps search from reading it.",
    ),
];

/// Rules about the site's own theme, reported while it is loaded and pages are rendered.
pub(super) const THEME: &[Rule] = &[
    phase(
        "missing-words",
        Level::Warning,
        "the interface has no words, or too few, in a language of the site",
        "Buttons and headings around its articles are in English.",
        "Write the file that the hint names, or turn the rule off and let them be English.",
    ),
    phase(
        "template",
        Level::Error,
        "a template has a fault",
        "Its pages can't be made.",
        "Mend it at the place shown.",
    ),
    phase(
        "theme-asset",
        Level::Error,
        "a stylesheet or template names a file that does not exist",
        "The page would lack its look, a picture or a font.",
        "Add the file to the theme, or correct its name.",
    ),
    phase(
        "theme-encoding",
        Level::Error,
        "a file of the theme is not UTF-8 text",
        "Its letters can't be told.",
        "Save it as UTF-8 in the editor.",
    ),
    phase(
        "theme-missing",
        Level::Error,
        "the folder of the theme does not exist",
        "The site would look other than meant.",
        "Make the folder below `themes/`, or correct `theme` in `helpdex.yaml`.",
    ),
    phase(
        "theme-strings",
        Level::Error,
        "a file of the theme's texts can't be used",
        "Readers would see another language.",
        "Mend it at the place shown.",
    ),
    phase(
        "no-font",
        Level::Warning,
        "no font of this machine has the letters of a title",
        "Shared links of these pages stand without a picture, since `share: { pictures: true }` can draw none.",
        "Install the font that the hint names where the site is built.",
    ),
    phase(
        "unknown-icon",
        Level::Warning,
        "the theme does not draw a category's icon",
        "The category stands without one.",
        "Choose one of the icons that the hint lists.",
    ),
];

pub(super) const fn phase(
    code: &'static str,
    level: Level,
    what: &'static str,
    why: &'static str,
    how: &'static str,
) -> Rule {
    Rule { code, level, what, why, how, run: Run::Phase }
}
