//! The one thread that makes states: from a batch of changed files to the next one.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::analysis::{Analysis, Job};
use super::background_analysis::{self, Jobs};
use super::change_set::ChangeSet;
use super::content::{self, ContentUpdate};
use super::faults::{Faults, Known, known};
use super::load;
use super::message::Message;
use super::missing::{MISSING as MISSING_CODE, missing};
use super::notice::{Notice, Report};
use super::options::Options;
use super::state::State;
use super::watch::Watcher;
use helpdex_content::config::{CONFIG_FILE, Config};
use helpdex_content::diagnostic::{Diagnostic, Severity};
use helpdex_content::error::Result;
use helpdex_content::source::Audience;

/// How often a folder or file that has to be there is looked for after it went away.
const MISSING: Duration = Duration::from_millis(300);

/// Follows the files of a site.
pub(super) struct Follower {
    states: watch::Sender<Arc<State>>,
    drafts: bool,
    audience: Audience,
    /// Where pages send what readers say.
    collector: Option<String>,
    pub(super) theme: load::Words,
    /// Why the newest version of a file is not shown, by the file.
    pub(super) held: BTreeMap<String, Vec<Diagnostic>>,
    /// The errors of the beginning, once they are known.
    old: Option<Arc<HashSet<Known>>>,
    /// What files and settings tell.
    of_sources: Arc<Vec<Diagnostic>>,
    /// What pages and search tests told last: it stays until the newest state is looked at as a whole, or each save
    /// would take these faults away and bring them back.
    of_output: Arc<Vec<Diagnostic>>,
    /// Whether a state has been looked at as a whole.
    looked: bool,
    analysis_jobs: Jobs,
    /// How many jobs it was given.
    jobs: u64,
    report: Arc<Report>,
}

impl Follower {
    /// Reads the site for the first time.
    ///
    /// # Errors
    /// When its folders can't be read.
    pub(super) fn start(
        config: Arc<Config>,
        options: &Options,
        messages: Sender<Message>,
        report: Arc<Report>,
    ) -> Result<Self> {
        let (state, theme) = load::whole(config, options.drafts)?;
        let mut follower = Self {
            states: watch::Sender::new(Arc::new(state)),
            drafts: options.drafts,
            audience: options.audience,
            collector: options.collector.clone(),
            theme,
            held: BTreeMap::new(),
            old: None,
            of_sources: Arc::default(),
            of_output: Arc::default(),
            looked: false,
            analysis_jobs: background_analysis::start(messages),
            jobs: 0,
            report,
        };
        follower.settle();
        Ok(follower)
    }

    /// The states from now on.
    pub(super) fn states(&self) -> watch::Receiver<Arc<State>> {
        self.states.subscribe()
    }

    /// Follows until nobody can tell of changes any more.
    pub(super) fn run(mut self, inbox: &Receiver<Message>, mut watcher: Watcher) {
        loop {
            let message = match inbox.recv_timeout(MISSING) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => match self.came_back() {
                    Some(message) => message,
                    None => continue,
                },
                Err(RecvTimeoutError::Disconnected) => return,
            };
            match message {
                Message::Changed { paths, everything, began } => self.changed(&paths, everything, began, &mut watcher),
                Message::WatchFailed(why) => watcher.poll(&self.current().site.config, &why),
                Message::Analysis(settled) => self.settled(settled),
                Message::TemplateFault(fault) => self.template_fault(*fault),
            }
        }
    }

    fn current(&self) -> Arc<State> {
        Arc::clone(&self.states.borrow())
    }

    /// Something that was missing is there again: no watch of it could tell.
    fn came_back(&self) -> Option<Message> {
        let config = Arc::clone(&self.current().site.config);
        let missing =
            [(CONFIG_FILE.to_owned(), config.root.join(CONFIG_FILE)), (content::name(&config), config.content_dir())];
        let back = missing.into_iter().find(|(name, path)| {
            let gone = |found: &Diagnostic| found.code == MISSING_CODE;
            self.held.get(name).is_some_and(|found| found.iter().any(gone)) && path.exists()
        });
        back.map(|(_, path)| Message::Changed { paths: [path].into(), everything: false, began: Instant::now() })
    }

    /// Makes the next state of a batch: one, however many files changed.
    fn changed(&mut self, paths: &BTreeSet<PathBuf>, everything: bool, began: Instant, watcher: &mut Watcher) {
        let before = self.current();
        let scope = ChangeSet::of(&before.site.config, paths, everything);
        let held = self.held.clone();
        let mut next = (*before).clone();
        // A template that failed may work with what changed; if not, the next look at the page says so.
        self.held.retain(|_, found| found.iter().all(|found| found.code != "template") || !scope.is_anything());
        if scope.config && self.configured(&mut next) {
            next.pages += 1;
        } else {
            if scope.theme {
                self.themed(&mut next, scope.styles_only);
            }
            if scope.everything || !scope.content.is_empty() {
                self.reread(&mut next, &scope);
            }
        }
        if scope.is_anything() {
            watcher.follow(&next.site.config);
        }
        let shown = (next.pages, next.files, next.styles) != (before.pages, before.files, before.styles);
        if shown || held != self.held {
            let same_site = Arc::ptr_eq(&next.site, &before.site);
            self.publish(next);
            if shown {
                (self.report)(Notice::Shown { paths: scope.shown(), took: began.elapsed() });
            }
            if same_site {
                // The rules have nothing new to look at, but the theme's files or the kept ones may.
                self.tell_faults();
            }
            self.settle();
        }
    }

    /// Reads the settings again and everything with them. An invalid file changes nothing.
    fn configured(&mut self, next: &mut State) -> bool {
        let root = &next.site.config.root;
        let config = match load::config(root) {
            Ok(config) => config,
            Err(found) => {
                self.held.insert(CONFIG_FILE.to_owned(), found);
                return false;
            }
        };
        let collecting = load::collecting(config, self.collector.as_deref(), self.audience);
        match collecting.and_then(|config| load::whole(Arc::new(config), self.drafts)) {
            Ok((state, theme)) => {
                let counters = (next.pages, next.files, next.styles);
                *next = State { search: next.search.take(), ..state };
                (next.pages, next.files, next.styles) = counters;
                self.theme = theme;
                self.held.clear();
                true
            }
            Err(fault) => {
                self.held.insert(CONFIG_FILE.to_owned(), vec![missing(CONFIG_FILE, &fault)]);
                false
            }
        }
    }

    /// Loads the theme again. One with faults is not shown: the last good one stays.
    fn themed(&mut self, next: &mut State, styles_only: bool) {
        let name = load::theme_name(&next.site.config);
        match load::theme(next) {
            Ok((state, theme)) => {
                self.held.remove(&name);
                self.theme = theme;
                *next = state;
                if styles_only { next.styles += 1 } else { next.pages += 1 }
            }
            Err(found) => drop(self.held.insert(name, found)),
        }
    }

    /// Reads what changed of the content again.
    fn reread(&mut self, next: &mut State, scope: &ChangeSet) {
        let update = content::reread(next, scope, &self.theme.labels, &mut self.held);
        if let ContentUpdate::Changed(site) = update {
            load::put(next, *site);
            next.pages += 1;
        }
        if scope.files_changed(&next.site) {
            next.files += 1;
        }
    }

    fn settled(&mut self, settled: Analysis) {
        let before = self.current();
        let mut next = (*before).clone();
        match settled {
            Analysis::Sources(number, found) => {
                if number != self.jobs {
                    return;
                }
                if self.old.is_none() {
                    self.old = Some(Arc::new(errors(&found).collect()));
                }
                self.of_sources = Arc::new(found);
                self.publish(next);
                return self.tell_faults();
            }
            Analysis::Output(number, found) => {
                if number != self.jobs {
                    return;
                }
                if !self.looked {
                    let old = self.old.iter().flat_map(|old| old.iter().cloned());
                    self.old = Some(Arc::new(old.chain(errors(&found)).collect()));
                    self.looked = true;
                }
                self.of_output = Arc::new(found);
                self.publish(next);
                return self.tell_faults();
            }
            Analysis::Near(site, related) => {
                if !Arc::ptr_eq(&site.routes, &before.site.routes) || *before.site.related == related {
                    return;
                }
                next.site = Arc::new((*before.site).clone().with_related(Arc::new(related)));
                next.pages += 1;
            }
            Analysis::Indexed(indexes) => next.search = Some(indexes),
            Analysis::Failed(why) => return (self.report)(Notice::Warning(why)),
        }
        self.publish(next);
    }

    fn template_fault(&mut self, fault: Diagnostic) {
        let known = self.held.entry(fault.path.clone()).or_default();
        if !known.contains(&fault) {
            known.push(fault);
            self.publish((*self.current()).clone());
            self.tell_faults();
        }
    }

    fn tell_faults(&self) {
        (self.report)(Notice::Checked(Arc::new(self.current().faults.all())));
    }

    fn publish(&self, mut next: State) {
        next.faults = Arc::new(Faults {
            held: self.held.clone(),
            of_sources: Arc::clone(&self.of_sources),
            of_output: Arc::clone(&self.of_output),
            old: self.old.clone().unwrap_or_default(),
        });
        self.states.send_replace(Arc::new(next));
    }

    fn settle(&mut self) {
        self.jobs += 1;
        let site = Arc::clone(&self.current().site);
        let theme_faults = Arc::clone(&self.theme.faults);
        let theme = Arc::clone(&self.current().theme);
        self.analysis_jobs.send(Job { number: self.jobs, site, theme, theme_faults });
    }
}

/// What makes each error the same one later.
fn errors(found: &[Diagnostic]) -> impl Iterator<Item = Known> {
    found.iter().filter(|fault| fault.severity == Severity::Error).map(known)
}
