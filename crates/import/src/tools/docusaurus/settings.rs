//! What `docusaurus.config.js` and its neighbours say.

use helpdex_content::path::{join, resolve};
use serde_json::Value;

use crate::dialect::js::{at, exported, text_at};
use crate::source::tree::Tree;

/// The files that may hold the settings.
pub(super) const FILES: [&str; 6] = [
    "docusaurus.config.js",
    "docusaurus.config.ts",
    "docusaurus.config.mjs",
    "docusaurus.config.cjs",
    "docusaurus.config.mts",
    "docusaurus.config.cts",
];

/// A site's settings.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The folder of the site in the files.
    pub(super) root: String,
    pub(super) host: Option<String>,
    /// Without a slash at the end.
    pub(super) base: String,
    /// Whether addresses end in a slash; nothing when the host decides.
    pub(super) trailing_slash: Option<bool>,
    pub(super) default_locale: String,
    pub(super) instances: Vec<Instance>,
    /// The paths below which blogs are published, without slashes around them.
    pub(super) blogs: Vec<String>,
    /// `(from, to)`.
    pub(super) redirects: Vec<(String, String)>,
}

/// A set of documents: the preset's, or one of a plugin.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// `default` for the preset's.
    pub(super) id: String,
    /// The folder with its documents, from the top of the files.
    pub(super) folder: String,
    /// The path below which they are published, without slashes around it.
    pub(super) route: String,
    /// The file with its sidebars.
    pub(super) sidebars: Option<String>,
    /// The version that readers get first, when the settings say it.
    pub(super) last_version: Option<String>,
    /// Whether numbers at the start of names are part of them.
    pub(super) keeps_numbers: bool,
}

impl Settings {
    /// Reads them.
    pub(super) fn read(tree: &Tree) -> Self {
        let root = tree.nearest(&FILES).unwrap_or_default();
        let file = FILES.iter().map(|name| join(&root, name)).find(|path| tree.has(path)).unwrap_or_default();
        let config = exported(&tree.text(&file).unwrap_or_default());
        let base = text_at(&config, "baseUrl").unwrap_or("/").trim_matches('/').to_owned();
        let host = text_at(&config, "url")
            .and_then(|url| url.split("://").nth(1))
            .map(|rest| rest.split('/').next().unwrap_or(rest).to_owned());
        let mut settings = Self {
            host: host.filter(|host| !host.is_empty()),
            base: if base.is_empty() { base } else { format!("/{base}") },
            trailing_slash: at(&config, "trailingSlash").as_bool(),
            default_locale: text_at(&config, "i18n.defaultLocale").unwrap_or("en").to_owned(),
            root,
            ..Self::default()
        };
        settings.plugins(tree, &config);
        if settings.instances.is_empty() {
            let default = settings.instance(tree, &Value::Null);
            settings.instances.push(default);
        }
        settings
    }

    fn plugins(&mut self, tree: &Tree, config: &Value) {
        let list = |key: &str| at(config, key).as_array().cloned().unwrap_or_default();
        for preset in list("presets") {
            self.add_blog(tree, at(&preset[1], "blog"));
            let docs = at(&preset[1], "docs");
            if docs.as_bool() != Some(false) {
                let instance = self.instance(tree, docs);
                self.instances.push(instance);
            }
        }
        for plugin in list("plugins") {
            let name = plugin[0].as_str().or(plugin.as_str()).unwrap_or_default();
            if name.ends_with("content-docs") {
                let instance = self.instance(tree, &plugin[1]);
                self.instances.push(instance);
            } else if name.ends_with("content-blog") {
                self.add_blog(tree, &plugin[1]);
            } else if name.ends_with("client-redirects") {
                self.add_redirects(&plugin[1]);
            }
        }
    }

    /// Notes where a blog is published, if there is one.
    fn add_blog(&mut self, tree: &Tree, options: &Value) {
        let folder = resolve(&self.root, text_at(options, "path").unwrap_or("blog")).unwrap_or_default();
        let route = text_at(options, "routeBasePath").unwrap_or("blog").trim_matches('/').to_owned();
        if options.as_bool() != Some(false) && !route.is_empty() && tree.folders.contains(&folder) {
            self.blogs.push(route);
        }
    }

    fn instance(&self, tree: &Tree, options: &Value) -> Instance {
        let text = |key: &str| text_at(options, key).map(str::to_owned);
        let folder = resolve(&self.root, &text("path").unwrap_or_else(|| "docs".to_owned())).unwrap_or_default();
        let route = text("routeBasePath").unwrap_or_else(|| "docs".to_owned());
        let sidebars = text("sidebarPath").and_then(|path| resolve(&self.root, &path)).or_else(|| {
            // An expression such as `path.join(__dirname, 'sidebars.js')`, or none at all.
            ["sidebars.js", "sidebars.ts", "sidebars.json"]
                .iter()
                .map(|name| join(&self.root, name))
                .find(|p| tree.has(p))
        });
        Instance {
            id: text("id").unwrap_or_else(|| "default".to_owned()),
            folder,
            route: route.trim_matches('/').to_owned(),
            sidebars: sidebars.filter(|path| tree.has(path)),
            last_version: text("lastVersion"),
            keeps_numbers: at(options, "numberPrefixParser").as_bool() == Some(false),
        }
    }

    fn add_redirects(&mut self, options: &Value) {
        for redirect in at(options, "redirects").as_array().into_iter().flatten() {
            let Some(to) = redirect["to"].as_str() else { continue };
            let from = &redirect["from"];
            let all = from.as_array().cloned().unwrap_or_else(|| vec![from.clone()]);
            for from in all.iter().filter_map(Value::as_str) {
                self.redirects.push((format!("{}{from}", self.base), format!("{}{to}", self.base)));
            }
        }
    }
}
