//! The tools that articles come from: how each is recognised, and the reader that makes a [`Source`] of its files.
//!
//! A new one is a line in [`TOOLS`] and a module of its own. Recognition goes down the list and takes the first that
//! knows its own marks, so the surest come first and the plain folder of Markdown last.

mod ask;
mod collect;
mod confluence;
mod crisp;
mod desk;
mod document360;
mod docusaurus;
mod folder_file;
mod freshdesk;
mod gitbook;
mod help_scout;
mod helpdocs;
mod hosts;
mod html_folder;
mod html_page;
mod hugo;
mod intercom;
mod jekyll;
mod markdown_folder;
mod mdbook;
mod mdx_page;
mod mkdocs;
mod nav;
mod notion;
mod obsidian;
mod settings_file;
mod starlight;
mod summary;
mod vitepress;
mod wordpress;
mod zendesk;
mod zola;

use std::collections::BTreeSet;

use helpdex_content::error::{Error, Result};
use helpdex_content::path::{join, split};

use crate::source::Source;

pub(crate) use crate::source::tree::Tree;
pub(crate) use ask::Ask;

/// A tool whose files can be imported.
pub(crate) struct Tool {
    /// What `--from` calls it.
    pub(crate) name: &'static str,
    /// What people call it.
    pub(crate) title: &'static str,
    /// Whether files are this tool's own; cheap, and never for a single file unless the tool exports such.
    pub(crate) recognises: fn(&Tree) -> bool,
    /// Reads them.
    pub(crate) read: fn(&Ask<'_>) -> Result<Source>,
}

/// All tools.
pub(crate) const TOOLS: &[Tool] = &[
    Tool {
        name: "docusaurus",
        title: "a site of Docusaurus",
        recognises: docusaurus::recognises,
        read: docusaurus::read,
    },
    Tool { name: "starlight", title: "a site of Starlight", recognises: starlight::recognises, read: starlight::read },
    Tool { name: "vitepress", title: "a site of VitePress", recognises: vitepress::recognises, read: vitepress::read },
    Tool {
        name: "nextra",
        title: "a site of Nextra",
        recognises: starlight::recognises_nextra,
        read: starlight::read_nextra,
    },
    Tool { name: "mdbook", title: "a book of mdBook", recognises: mdbook::recognises, read: mdbook::read },
    Tool { name: "hugo", title: "a site of Hugo", recognises: hugo::recognises, read: hugo::read },
    Tool { name: "mkdocs", title: "a project of MkDocs", recognises: mkdocs::recognises, read: mkdocs::read },
    Tool { name: "zola", title: "a site of Zola", recognises: zola::recognises, read: zola::read },
    Tool { name: "hexo", title: "a site of Hexo", recognises: jekyll::recognises_hexo, read: jekyll::read_hexo },
    Tool { name: "jekyll", title: "a site of Jekyll", recognises: jekyll::recognises, read: jekyll::read },
    Tool { name: "gitbook", title: "a space of GitBook", recognises: gitbook::recognises, read: gitbook::read },
    Tool { name: "obsidian", title: "a vault of Obsidian", recognises: obsidian::recognises, read: obsidian::read },
    Tool {
        name: "confluence",
        title: "an export of Confluence",
        recognises: confluence::recognises,
        read: confluence::read,
    },
    Tool { name: "notion", title: "an export of Notion", recognises: notion::recognises, read: notion::read },
    Tool { name: "zendesk", title: "a Zendesk help center", recognises: zendesk::recognises, read: zendesk::read },
    Tool { name: "intercom", title: "an Intercom help center", recognises: intercom::recognises, read: intercom::read },
    Tool {
        name: "freshdesk",
        title: "Freshdesk's solutions",
        recognises: freshdesk::recognises,
        read: freshdesk::read,
    },
    Tool {
        name: "help-scout",
        title: "a site of Help Scout Docs",
        recognises: help_scout::recognises,
        read: help_scout::read,
    },
    Tool {
        name: "document360",
        title: "a project of Document360",
        recognises: document360::recognises,
        read: document360::read,
    },
    Tool {
        name: "helpdocs",
        title: "a HelpDocs knowledge base",
        recognises: helpdocs::recognises,
        read: helpdocs::read,
    },
    Tool { name: "crisp", title: "a Crisp helpdesk", recognises: crisp::recognises, read: crisp::read },
    Tool {
        name: "wordpress",
        title: "an export of WordPress",
        recognises: wordpress::recognises,
        read: wordpress::read,
    },
    Tool { name: "html", title: "a folder of HTML", recognises: html_folder::recognises, read: html_folder::read },
    Tool {
        name: "markdown",
        title: "a folder of Markdown",
        recognises: |tree| !tree.is_file,
        read: markdown_folder::read,
    },
];

/// What a tool makes of files.
///
/// # Errors
/// When they can't be read.
pub(crate) fn read(tool: &Tool, ask: &Ask<'_>) -> Result<Source> {
    let mut source = (tool.read)(ask)?;
    if tool.name != "markdown" {
        if source.found == 0 {
            let shown = ask.tree.shown.display();
            return Err(Error::Refused(format!("`{shown}` holds no articles of {}", tool.title)));
        }
        adopt(&mut source);
        hosts::add(ask.tree, &mut source);
    }
    Ok(source)
}

/// A page beside a folder of its name (`guide.md` and `guide/`) is the page of that category.
fn adopt(source: &mut Source) {
    let mut folders = BTreeSet::new();
    let places: BTreeSet<&String> = source.pages.iter().map(|page| &page.place).collect();
    for page in &source.pages {
        let mut folder = split(&page.place).0;
        while !folder.is_empty() && folders.insert(folder.to_owned()) {
            folder = split(folder).0;
        }
    }
    folders.retain(|folder| !places.contains(&join(folder, "_index.md")));
    for page in &mut source.pages {
        let stem = page.place.strip_suffix(".md").unwrap_or(&page.place).to_owned();
        if folders.contains(&stem) {
            page.place = join(&stem, "_index.md");
        }
    }
}

/// The names that `--from` takes.
pub fn names() -> impl Iterator<Item = &'static str> {
    TOOLS.iter().map(|tool| tool.name)
}

/// The tool that is asked for, or that the files are of.
///
/// # Errors
/// When there is none of that name, or none that reads such a file.
pub(crate) fn choose(tree: &Tree, from: Option<&str>) -> Result<&'static Tool> {
    match from {
        Some(name) => TOOLS.iter().find(|tool| tool.name == name).ok_or_else(|| {
            let known: Vec<String> = names().map(|name| format!("`{name}`")).collect();
            Error::Refused(format!("nothing is imported from `{name}`; there are {}", known.join(", ")))
        }),
        None => TOOLS.iter().find(|tool| (tool.recognises)(tree)).ok_or_else(|| {
            let shown = tree.shown.display();
            Error::Refused(format!("`{shown}` is a file; name the folder that it is in"))
        }),
    }
}
