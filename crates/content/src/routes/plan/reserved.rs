//! URLs that Helpdex needs itself.

use super::Plan;
use crate::config::{LanguageId, Offline};
use crate::diagnostic::Diagnostic;
use crate::routes::table::Owner;

/// Names at the top of each language's tree that Helpdex uses itself.
const RESERVED_PAGES: [&str; 2] = ["search", "tags"];
/// The same on sites that help inside of a product.
const WIDGET_PAGE: &str = "widget";
/// What those products load.
pub const WIDGET_SCRIPT: &str = "widget.js";
/// The same on sites of many languages.
const LANGUAGES_PAGE: &str = "languages";
/// The same on sites with channels.
const CONTACT_PAGE: &str = "contact";
/// The same on sites with a form.
const SENT_PAGE: &str = "contact/sent";
/// The folder of surveys, on sites that have any.
const SURVEYS: &str = "survey";
/// The same on sites that tell of incidents.
const STATUS_PAGE: &str = "status";
/// The list of checklists, and the folder of each, on sites for agents that have any.
pub const STANDARDS_PAGE: &str = "standards";
/// What those sites tell programs.
const STATUS_DATA: &str = "status.json";
/// Icons for home screens, on sites that keep pages for times without a network.
pub const APP_ICONS: [&str; 4] =
    ["site-icon-192.png", "site-icon-512.png", "site-icon-maskable-512.png", "site-icon-180.png"];

impl Plan<'_> {
    /// Takes them before anybody else does.
    pub(super) fn reserve(&mut self) {
        for file in ["404.html", "robots.txt", "sitemap.xml", "_headers", "_redirects", "helpdex.manifest"] {
            self.routes.outputs.insert(file.into(), Owner::Reserved);
        }
        if self.config.contact.has_page() {
            self.routes.outputs.insert("contact.json".into(), Owner::Reserved);
        }
        let widget = self.config.widget.is_on.then_some(WIDGET_PAGE);
        if widget.is_some() {
            self.routes.outputs.insert(WIDGET_SCRIPT.into(), Owner::Reserved);
        }
        let status = (!self.sources.incidents.is_empty()).then_some(STATUS_PAGE);
        if status.is_some() {
            self.routes.outputs.insert(STATUS_DATA.into(), Owner::Reserved);
        }
        if self.config.offline == Offline::On {
            self.routes.outputs.extend(APP_ICONS.map(|icon| (icon.into(), Owner::Reserved)));
        }
        for language in self.config.languages.ids() {
            let contact = self.config.contact.has_page().then_some(CONTACT_PAGE);
            let sent = self.config.contact.form.as_ref().map(|_| SENT_PAGE);
            let many = self.config.languages.are_many().then_some(LANGUAGES_PAGE);
            for page in RESERVED_PAGES.into_iter().chain(many).chain(contact).chain(sent).chain(widget).chain(status) {
                let url = self.routes.page_url(language, page);
                self.claim(&url, Owner::Reserved);
            }
            for url in self.standards(language) {
                self.claim(&url, Owner::Reserved);
            }
            for survey in &self.config.feedback.surveys {
                let url = self.routes.page_url(language, &format!("{SURVEYS}/{}", survey.kind.name()));
                self.claim(&url, Owner::Reserved);
            }
            self.claim(&self.routes.page_url(language, ""), Owner::Reserved);
            for file in self.config.programs.files() {
                let url = format!("{}{file}", self.routes.page_url(language, ""));
                self.claim(&url, Owner::Reserved);
            }
        }
    }

    /// The pages of the checklists of reviews.
    fn standards(&self, language: LanguageId) -> Vec<String> {
        let files = &self.sources.standards;
        let own = files.iter().map(|file| format!("{STANDARDS_PAGE}/{}", file.slug()));
        let list = (!files.is_empty()).then(|| STANDARDS_PAGE.to_owned());
        list.into_iter().chain(own).map(|page| self.routes.page_url(language, &page)).collect()
    }

    /// Whether a URL is that of the page of the service's status.
    pub(super) fn is_status(&self, url: &str) -> bool {
        self.config.languages.ids().any(|language| self.routes.page_url(language, STATUS_PAGE) == url)
    }

    /// Something stands where Helpdex has a page of its own.
    pub(super) fn reserved(&self, path: &str, url: &str) -> Diagnostic {
        let help = if self.is_status(url) {
            "the page of the service's status is there, since there are incidents; rename the file or folder"
        } else {
            "Helpdex needs this URL itself; rename the file or folder"
        };
        Diagnostic::error("duplicate-url", path, format!("`{url}` is taken")).help(help)
    }
}
