//! `helpdex write` as somebody uses it who has neither a text editor nor git.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::chromium::{View, Visit};
use crate::preview::Preview;
use crate::support::Site;

/// Where articles are written, and the bare repository beside that they are proposed to.
pub(crate) struct Desk {
    pub(crate) site: Site,
    pub(crate) preview: Preview,
    /// Pages that have nothing to do here: of another port of this machine, and of no host at all.
    pub(crate) strangers: Vec<String>,
    remote: tempfile::TempDir,
}

type Check = fn(&Desk, &Visit<'_>);

pub(crate) const CHECKS: &[(&str, Check)] = &[
    ("an article with an image and a link, its translation, a fault, two versions, a proposal", by_mouse),
    ("the same by keyboard alone", by_keyboard),
    ("what isn't saved survives", kept),
    ("every part on a phone in the dark", phone),
    ("the editor loads no more than it may", bytes),
    ("a page of another origin can neither read nor write", strangers),
];

const WRITE: &str = "/__helpdex/write/";
/// A picture of one dot.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const TEXT: &str = "document.querySelector('.pane-write .cm-content').innerText";
const SAVED: &str = "document.querySelector('.state').innerText === 'Saved'";

/// A site in a repository with a remote.
pub(crate) fn desk() -> Desk {
    let remote = tempfile::tempdir().expect("a temporary folder");
    let bare = remote.path().join("help.git");
    let bare = bare.to_str().expect("text");
    let site = Site::new()
        .file(".gitignore", "/public\n/.helpdex\n")
        .file("content/payouts/wallet.png", include_bytes!("../../content/payouts/img/wallet.png"));
    site.git(["init", "--quiet", "--initial-branch", "main"])
        .git(["config", "user.name", "Ann"])
        .git(["config", "user.email", "ann@x.example"])
        .commit("Begin");
    site.git(["init", "--quiet", "--bare", "--initial-branch", "main", bare])
        .git(["remote", "add", "origin", bare])
        .git(["push", "--quiet", "origin", "main"]);
    let preview = Preview::start(&site, &["--write"]);
    preview.hears("/__helpdex/write/enter?key=");
    Desk { site, preview, strangers: serve_strangers(), remote }
}

const ELSEWHERE: &str = "<!doctype html><title>Elsewhere</title>";

/// Serves an empty page to whoever asks; one that no host serves comes along.
fn serve_strangers() -> Vec<String> {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port of loopback");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            // The head ends with an empty line.
            while lines.next().is_some_and(|line| !line.is_empty()) {}
            let head = format!("Content-Type: text/html\r\nContent-Length: {}\r\nConnection: close", ELSEWHERE.len());
            // A browser that goes away in the middle of an answer is no fault.
            let _ = write!(&stream, "HTTP/1.1 200 OK\r\n{head}\r\n\r\n{ELSEWHERE}");
        }
    });
    vec![format!("http://127.0.0.1:{port}/"), format!("data:text/html,{ELSEWHERE}")]
}

impl Desk {
    /// The path of the link that the terminal shows.
    fn link(&self) -> String {
        let said = self.preview.said();
        let start = said.find("/__helpdex/write/enter?key=").expect("a link");
        said[start..].split([' ', '\n', '&']).next().expect("a link").to_owned()
    }

    fn remote(&self, arguments: &[&str]) -> String {
        git(&self.remote.path().join("help.git"), arguments)
    }

    /// The branch that was proposed last, and the files in it that differ from `main`.
    fn proposed(&self) -> (String, Vec<String>) {
        let branches = self.remote(&["branch", "--sort=-committerdate", "--format=%(refname:short)"]);
        let branch = branches.lines().find(|name| *name != "main").expect("a branch").to_owned();
        let files = self.remote(&["diff", "--name-only", "main", &branch]);
        (branch, files.lines().map(str::to_owned).collect())
    }
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let told = Command::new("git").arg("-C").arg(folder).args(arguments).output().expect("git runs");
    assert!(told.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&told.stderr));
    String::from_utf8(told.stdout).expect("UTF-8")
}

/// Comes in by the terminal's link.
fn enter(desk: &Desk, visit: &Visit<'_>) {
    let url = format!("{}{}", visit.server().url, desk.link());
    visit.call("Page.navigate", json!({ "url": url }));
    visit.wait(&format!("location.pathname === '{WRITE}' && !!document.querySelector('.start')"));
}

/// Opens a file in the editor.
fn edit(visit: &Visit<'_>, path: &str) {
    visit.open(&format!("{WRITE}?file={path}"));
    ready(visit);
}

/// Waits until the page of the open file is there beside it.
fn ready(visit: &Visit<'_>) {
    visit.wait("!!document.querySelector('.pane-write .cm-content')");
    visit.wait("!!document.querySelector('iframe.page').contentDocument?.querySelector('main')");
}

/// Presses a key together with Ctrl.
fn with_ctrl(visit: &Visit<'_>, key: &str, code: u32) {
    for kind in ["rawKeyDown", "keyUp"] {
        let event = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code, "modifiers": 2 });
        visit.call("Input.dispatchKeyEvent", event);
    }
}

fn save(visit: &Visit<'_>) {
    visit.wait("document.querySelector('.state').innerText === 'Not saved'");
    with_ctrl(visit, "s", 83);
    visit.wait(SAVED);
}

/// Tab by tab to an element.
fn reach(visit: &Visit<'_>, selector: &str) {
    let selector = json!(selector);
    for _ in 0..120 {
        if visit.eval(&format!("!!document.activeElement?.matches({selector})")) == true {
            return;
        }
        visit.press(&["Tab"]);
    }
    panic!("the keyboard never came to {selector}; it is at {}", visit.text("document.activeElement.outerHTML"));
}

/// Puts an image into what has the focus, as a paste from another program does.
fn paste_image(visit: &Visit<'_>, name: &str) {
    visit.eval(&format!(
        "(() => {{ const bytes = Uint8Array.from(atob('{DOT}'), (letter) => letter.charCodeAt(0));
           const clipboardData = new DataTransfer();
           clipboardData.items.add(new File([bytes], {name:?}, {{ type: 'image/png' }}));
           const event = new ClipboardEvent('paste', {{ clipboardData, bubbles: true, cancelable: true }});
           document.querySelector('.pane-write .cm-content').dispatchEvent(event) }})()"
    ));
    visit.wait("!!document.querySelector('dialog img') && document.activeElement.matches('dialog textarea')");
}

/// Writes over all that stands in a field.
fn fill(visit: &Visit<'_>, selector: &str, text: &str) {
    visit.click(selector).eval(&format!("document.querySelector({}).select()", json!(selector)));
    visit.paste(text);
}

fn by_mouse(desk: &Desk, visit: &Visit<'_>) {
    enter(desk, visit);
    // Home leads to a new article.
    visit.open("/").click("#helpdex-edit a[href$='?new']");
    visit.wait("document.activeElement.matches('dialog input[type=text]')");
    visit.paste("How do I change my address?").click("dialog .actions .main");
    visit.wait("new URLSearchParams(location.search).has('file')");
    ready(visit);
    let path = visit.text("new URLSearchParams(location.search).get('file')");
    assert!(path.starts_with("content/payouts/") && desk.site.has(&path), "{path}");
    fill(visit, "[data-key=summary] textarea", "In the settings, under Profile.");
    visit.wait("document.querySelector('[data-key=summary] .field-note').innerText.startsWith('31 of')");
    fill(visit, "[data-key=asks] textarea", "move to another town");
    let folds = "document.querySelectorAll('.form details').forEach((fold) => { fold.open = ";
    visit.eval(&format!("{folds} true }})"));
    visit.expect(
        "[...document.querySelectorAll('[data-key=image] option')].some(({ value }) => value === 'payouts/wallet.png')",
    );
    fill(visit, "[data-key=image] input", "payouts/wallet.png");
    visit.wait("document.querySelector('[data-key=image] img').naturalWidth > 9");
    fill(visit, "[data-key=image] input", "");
    visit.wait("document.querySelector('[data-key=image] img').hidden");
    visit.eval(&format!("{folds} false }})"));
    // The text, with a link that is searched for.
    visit.click(".pane-write .cm-content");
    with_ctrl(visit, "a", 65);
    visit.paste("Open the settings, then read ");
    visit.click(".tools button:nth-of-type(6)").wait("document.activeElement.matches('dialog input[type=search]')");
    visit.enter("paid").wait("document.querySelector('dialog [aria-selected=true]')?.innerText.includes('get paid')");
    visit.press(&["Enter"]).wait(&format!("{TEXT}.includes('[When do I get paid?](when.md)')"));
    // An image is nothing without words for it.
    visit.paste(".\n\n");
    paste_image(visit, "My Settings.PNG");
    visit.click("dialog .main").wait("document.querySelector('dialog .field-fault').innerText !== ''");
    visit.enter("The settings").click("dialog .main");
    visit.wait(&format!("{TEXT}.includes('![The settings](img/my-settings.png)')"));
    assert!(desk.site.has("content/payouts/img/my-settings.png"));
    // The page beside it shows all of that before anything is saved.
    let page = "document.querySelector('iframe.page').contentDocument.querySelector('main')";
    visit.wait(&format!("!!{page}.querySelector('img[alt=\"The settings\"]')"));
    visit.wait(&format!("!!{page}.querySelector('a[href=\"/payouts/when/\"]')"));
    assert!(!desk.site.read(&path).contains("settings"));
    // A fault has a button that mends it.
    visit.click(".pane-write .cm-content");
    with_ctrl(visit, "End", 35);
    visit.paste("\n\nSee [the days] (when.md) too.");
    visit.click("#tab-faults").click(".fault[data-code=almost-link] .button");
    visit.wait(&format!("{TEXT}.includes('[the days](when.md)')"));
    visit.wait("!document.querySelector('.fault[data-code=almost-link]')");
    // Which questions it answers now.
    visit.click("#tab-answers").wait("!!document.querySelector('.pane-answers .good')");
    save(visit);
    let text = desk.site.read(&path);
    for part in [
        "title: How do I change my address?",
        "In the settings, under Profile.",
        "move to another town",
        "![The settings]",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    translate(desk, visit, &path);
    two_versions(desk, visit, &path);
    propose(desk, visit, &path);
}

fn translate(desk: &Desk, visit: &Visit<'_>, path: &str) {
    visit.click(".menu summary").click(".menu-list a[lang=ru]").click("dialog .main");
    visit.wait("!!document.querySelector('.pane-source .source-text .cm-content')");
    ready_to_translate(visit);
    fill(visit, "[data-key=title] input", "Как изменить адрес?");
    fill(visit, "[data-key=summary] textarea", "В настройках.");
    visit.click(".pane-write .cm-content");
    with_ctrl(visit, "a", 65);
    visit.paste("Откройте настройки.\n\n![Настройки](img/my-settings.png)");
    save(visit);
    let twin = desk.site.read(&path.replace(".md", ".ru.md"));
    assert!(twin.contains("title: Как изменить адрес?") && twin.contains("source_revision:"), "{twin}");
    assert!(twin.contains("Откройте настройки.") && !twin.contains("Open the settings"), "{twin}");
    // The original goes on: the translation shows where.
    edit(visit, path);
    fill(visit, "[data-key=summary] textarea", "In the settings, under Profile and address.");
    save(visit);
    visit.open(&format!("{WRITE}?file={path}&translate=ru"));
    visit.wait("document.querySelector('.pane-source .changes')?.innerText.includes('under Profile and address')");
}

fn ready_to_translate(visit: &Visit<'_>) {
    visit.wait("!!document.querySelector('.pane-write .cm-content')");
    // Nobody is told that a text says what the original says before its author does.
    visit.expect("!document.querySelector('#mark').checked").click("#mark");
    visit.wait("document.querySelector('.pane-source').innerText.includes('Open the settings')");
}

fn two_versions(desk: &Desk, visit: &Visit<'_>, path: &str) {
    edit(visit, path);
    visit.click(".pane-write .cm-content");
    with_ctrl(visit, "End", 35);
    visit.paste("\n\nMine at the end.");
    let other = desk.site.read(path).replace("Open the settings", "Open your settings");
    std::fs::write(desk.site.path(path), &other).expect("written");
    visit.wait("!!document.querySelector('#note-changed')");
    with_ctrl(visit, "s", 83);
    visit.wait("!!document.querySelector('dialog .cm-mergeView')");
    visit.expect("document.querySelector('dialog .cm-merge-a').innerText.includes('Open your settings')");
    visit.expect("document.querySelector('dialog .cm-merge-b').innerText.includes('Mine at the end.')");
    assert_eq!(desk.site.read(path), other, "nothing is written over before somebody has chosen");
    visit.click("dialog .actions .main").wait(SAVED).wait("!document.querySelector('dialog')");
    let text = desk.site.read(path);
    assert!(text.contains("Open your settings") && text.contains("Mine at the end."), "{text}");
    // The saves of the day lead back, and forth again.
    visit.click(".menu summary").click(".menu-list button:nth-of-type(2)").click("dialog input[type=radio]");
    visit.wait("!!document.querySelector('dialog .cm-mergeView')").click("dialog .actions .main");
    visit.wait(&format!("!document.querySelector('dialog') && !{TEXT}.includes('Mine at the end.')"));
    assert!(!desk.site.read(path).contains("Mine at the end."));
    visit.click(".menu summary").click(".menu-list button:nth-of-type(2)").click("dialog input[type=radio]");
    visit.wait("!!document.querySelector('dialog .cm-mergeView')").click("dialog .actions .main");
    visit.wait(&format!("!document.querySelector('dialog') && {TEXT}.includes('Mine at the end.')"));
}

fn propose(desk: &Desk, visit: &Visit<'_>, path: &str) {
    let twin = path.replace(".md", ".ru.md");
    // What somebody else does here is not proposed along.
    desk.site.with("content/payouts/others.md", "---\ntitle: Others?\n---\n\nNot mine.\n");
    let before = git(&desk.site.path(""), &["status", "--porcelain", "--branch"]);
    visit.click(".menu summary").click(".menu-list button:nth-of-type(1)");
    visit.wait("!!document.querySelector('dialog form')");
    visit.wait("document.querySelector('dialog').innerText.includes('How do I change my address?')");
    visit.expect("document.querySelector('dialog [value=\"content/payouts/others.md\"]')?.checked !== true");
    fill(visit, "dialog textarea", "Tell how to change an address");
    visit
        .click("dialog form .main")
        .wait("document.querySelector('dialog h2').innerText === 'Your change is proposed'");
    let (branch, files) = desk.proposed();
    assert_eq!(files, [path.to_owned(), twin, "content/payouts/img/my-settings.png".to_owned()], "{branch}");
    let told = desk.remote(&["log", "-1", "--format=%an <%ae>%n%s", &branch]);
    assert_eq!(told, "Ann <ann@x.example>\nTell how to change an address\n");
    assert_eq!(desk.remote(&["show", &format!("{branch}:{path}")]), desk.site.read(path));
    // The person's own folder stays as it was.
    assert_eq!(git(&desk.site.path(""), &["status", "--porcelain", "--branch"]), before);
    visit.press(&["Escape"]).wait("!document.querySelector('dialog')");
    // The same files are there, and are not sent again by accident.
    visit.click(".menu summary").click(".menu-list button:nth-of-type(1)");
    let row = format!("document.querySelector('dialog [value=\"{path}\"]')");
    visit.wait(&format!("!!{row}")).expect(&format!("!{row}.checked"));
    visit.expect(&format!("{row}.closest('li').innerText.includes('proposed: ')"));
    visit.press(&["Escape"]).wait("!document.querySelector('dialog')");
}

fn by_keyboard(desk: &Desk, visit: &Visit<'_>) {
    enter(desk, visit);
    let path = "content/payouts/when.md";
    visit.open("/payouts/when/").wait("!!document.querySelector('#helpdex-edit a')");
    visit.eval("[...document.querySelectorAll('main a[href]')].at(-1)?.focus()");
    reach(visit, "#helpdex-edit a");
    visit.press(&["Enter"]).wait(&format!("location.pathname === '{WRITE}'"));
    ready(visit);
    reach(visit, "[data-key=summary] textarea");
    visit.paste("Each month.");
    reach(visit, ".pane-write .cm-content");
    with_ctrl(visit, "End", 35);
    // A block by its menu.
    visit.press(&["Enter", "Enter", "/"]).enter("tip");
    visit.wait("document.querySelector('.cm-tooltip-autocomplete [aria-selected]')?.innerText.startsWith('Tip')");
    // The list takes keys only once it stood for a moment, so that nobody chooses what they have not seen.
    std::thread::sleep(std::time::Duration::from_millis(150));
    visit.press(&["Enter"]).wait(&format!("{TEXT}.includes(':::tip')"));
    visit.paste("Look at [the days] (when.md).");
    // Tab leads out of the text again.
    visit.press(&["Tab"]).wait("!document.querySelector('.pane-write .cm-content').matches(':focus')");
    reach(visit, ".tabs [role=tab][aria-selected=true]");
    visit.press(&["ArrowRight"]).wait("document.activeElement.id === 'tab-faults'");
    visit.wait("!!document.querySelector('.fault[data-code=almost-link] .button')");
    reach(visit, ".fault[data-code=almost-link] .button");
    visit.press(&["Enter"]).wait(&format!("{TEXT}.includes('[the days](when.md)')"));
    save(visit);
    let text = desk.site.read(path);
    assert!(
        text.contains("summary: Each month.") && text.contains(":::tip\nLook at [the days](when.md).\n:::\n"),
        "{text}"
    );
    // Somebody else writes, too.
    visit.eval("document.querySelector('.pane-write .cm-content').focus()");
    with_ctrl(visit, "End", 35);
    visit.press(&["Enter", "Enter"]).paste("Mine.");
    std::thread::sleep(std::time::Duration::from_millis(150));
    let other = desk.site.read(path).replace("first working day", "second working day");
    std::fs::write(desk.site.path(path), other).expect("written");
    visit.wait("!!document.querySelector('#note-changed')");
    with_ctrl(visit, "s", 83);
    visit.wait("document.activeElement.matches('dialog .actions .main')").press(&["Enter"]).wait(SAVED);
    let text = desk.site.read(path);
    assert!(text.contains("second working day") && text.contains("Mine."), "{text}");
    // From the field of the text backwards lies the menu; forwards it is a round through the page.
    visit.wait("!document.querySelector('dialog')").eval("document.querySelector('.brand').focus()");
    reach(visit, ".menu summary");
    visit.press(&["Enter", "Tab", "Enter"]).wait("document.activeElement.matches('dialog textarea')");
    reach(visit, "dialog form .main");
    visit.press(&["Enter"]).wait("document.querySelector('dialog h2').innerText === 'Your change is proposed'");
    let (branch, files) = desk.proposed();
    assert!(files.iter().any(|file| file == path), "{branch}: {files:?}");
    assert_eq!(desk.remote(&["show", &format!("{branch}:{path}")]), text);
    visit.press(&["Escape"]).wait("!document.querySelector('dialog')");
}

fn kept(desk: &Desk, visit: &Visit<'_>) {
    enter(desk, visit);
    edit(visit, "content/payouts/when.md");
    visit.click(".pane-write .cm-content").enter("Unsaved words ");
    let kept = "(await new Promise((done) => { const base = indexedDB.open('helpdex-write');
                base.onsuccess = () => { const all = base.result.transaction('drafts').objectStore('drafts').getAll();
                all.onsuccess = () => { base.result.close(); done(JSON.stringify(all.result)) } } })).includes('Unsaved words')";
    visit.wait(kept);
    edit(visit, "content/payouts/when.md");
    visit.wait(&format!("!!document.querySelector('#note-restored') && {TEXT}.includes('Unsaved words')"));
    visit.wait("document.querySelector('iframe.page').contentDocument.body.innerText.includes('Unsaved words')");
    assert!(!desk.site.read("content/payouts/when.md").contains("Unsaved words"));
    visit.click("#note-restored .button").wait(&format!("!{TEXT}.includes('Unsaved words')")).wait(&format!("!{kept}"));
    visit.expect(SAVED);
}

fn phone(desk: &Desk, visit: &Visit<'_>) {
    visit.look(View { width: 390, dark: true, scripts: true });
    enter(desk, visit);
    edit(visit, "content/payouts/when.md");
    for pane in ["page", "faults", "answers", "write"] {
        visit.click(&format!("#tab-{pane}"));
        visit.wait(&format!("document.querySelector('#pane-{pane}').getClientRects().length > 0"));
        visit.expect("[...document.querySelectorAll('.pane')].filter((pane) => !pane.hidden).length === 1");
        visit.expect("document.documentElement.scrollWidth <= innerWidth");
        // Nothing that is touched is smaller than WCAG 2.2 wants it.
        visit.expect(&format!(
            "[...document.querySelectorAll('#pane-{pane} button, .tabs button, .bar button')].every((element) => \
             element.getClientRects().length === 0 || element.getBoundingClientRect().height >= 24)"
        ));
    }
    visit
        .click(".menu summary")
        .expect("document.querySelector('.to-site').getClientRects().length > 0")
        .press(&["Escape"]);
    visit.expect("getComputedStyle(document.body).colorScheme.includes('dark')");
    visit.click("#tab-page").expect("document.querySelector('iframe.page').clientWidth <= 390");
}

fn bytes(desk: &Desk, visit: &Visit<'_>) {
    enter(desk, visit);
    // What lies in the cache already has no size.
    visit.call("Network.setCacheDisabled", json!({ "cacheDisabled": true }));
    edit(visit, "content/payouts/when.md");
    let own = "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]\
               .filter((entry) => entry.entryType === 'navigation' || entry.name.includes('/assets/'))";
    visit.expect(&format!("{own}.length > 20"));
    let sum = visit.eval(&format!("{own}.reduce((sum, entry) => sum + entry.encodedBodySize, 0)"));
    let sum = sum.as_u64().expect("a number");
    assert!((100_000..=250_000).contains(&sum), "{sum} bytes");
}

fn strangers(desk: &Desk, visit: &Visit<'_>) {
    let path = "content/payouts/when.md";
    let secret = "document.querySelector('meta[name=helpdex-write]').content";
    let api = format!("{}{WRITE}api/", visit.server().url);
    enter(desk, visit);
    edit(visit, path);
    // The worst case: the page elsewhere knows the file and all that is asked for, but for the secrets.
    let file = visit.text(&format!(
        "fetch('{api}file?path={path}', {{ headers: {{ 'X-Helpdex-Write': {secret} }} }}).then((answer) => answer.text())"
    ));
    let file: serde_json::Value = serde_json::from_str(&file).expect("JSON");
    let wanted = json!({ "path": path, "front": file["front"], "body": "\nWritten from elsewhere.\n", "fields": {},
        "revision": file["revision"] });
    let wanted = json!(wanted.to_string());
    let before = desk.site.read(path);
    for stranger in &desk.strangers {
        visit.call("Page.navigate", json!({ "url": stranger }));
        visit.wait("document.title === 'Elsewhere' && document.readyState === 'complete'");
        for about in ["{ credentials: 'include' }", "{ credentials: 'include', headers: { 'X-Helpdex-Write': 'x' } }"] {
            let read = format!("fetch('{api}site', {about}).then(() => 'read', () => 'refused')");
            assert_eq!(visit.text(&read), "refused", "{stranger}: {about}");
        }
        visit.eval(&format!(
            "fetch('{api}save', {{ method: 'POST', mode: 'no-cors', credentials: 'include', body: {wanted} }}).catch(() => 0)"
        ));
        // Forms need no leave to be sent.
        visit.eval(&format!(
            "new Promise((done) => {{ document.body.innerHTML = '<iframe name=there></iframe><form method=post enctype=text/plain \
               target=there action=\"{api}save\"><input name=text></form>';
             const form = document.querySelector('form'); form.elements.text.value = {wanted};
             document.querySelector('iframe').onload = done; form.submit() }})"
        ));
        assert_eq!(desk.site.read(path), before, "{stranger}");
    }
    // Nor is the editor shown in a page that could lead somebody's clicks: not even in one of this machine.
    visit.call("Page.navigate", json!({ "url": desk.strangers[0] }));
    visit.wait("document.title === 'Elsewhere' && document.readyState === 'complete'");
    visit.eval(&format!(
        "new Promise((done) => {{ document.body.innerHTML = '<iframe></iframe>';
         const frame = document.querySelector('iframe'); frame.onload = done; frame.src = '{api}../' }})"
    ));
    let frames = visit.call("Page.getFrameTree", json!({}));
    let framed = &frames["frameTree"]["childFrames"][0]["frame"];
    assert!(framed["unreachableUrl"].is_string(), "{frames}");
    // The same request from the editor's own page is one that writes.
    edit(visit, path);
    let status = visit.text(&format!(
        "fetch('{api}save', {{ method: 'POST', body: {wanted}, headers: {{ 'X-Helpdex-Write': {secret}, \
         'Content-Type': 'application/json' }} }}).then((answer) => String(answer.status))"
    ));
    assert_eq!(status, "200");
    assert!(desk.site.read(path).contains("Written from elsewhere."));
}
