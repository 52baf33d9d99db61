//! Ways to reach a person: what is open by the reader's clock, and until when an answer is due.

use serde_json::Value;

use crate::chromium::Visit;

/// Monday noon in Warsaw.
const NOON: &str = "2026-11-23T11:00:00Z";

/// The same table as in `crates/content/src/contact/cases.rs`, by the script in a browser with the reader's zone.
pub(crate) fn cases(visit: &Visit<'_>) {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../contact/cases.json")).expect("cases");
    assert!(cases.len() >= 60);
    for case in cases {
        visit.at(case["now"].as_str().expect("a time"), case["reader"].as_str().expect("a zone"));
        visit.open("/contact/");
        let found = visit.eval(&format!(
            "(async () => {{ const {{ state, due }} = await import(document.querySelector('script[src*=\"/contact.\"]').src);
                const {{ reply, ...schedule }} = {case};
                const iso = (time) => time == null ? null : new Date(time).toISOString().replace('.000', '');
                const two = (number) => String(number).padStart(2, '0');
                const here = (time) => {{ if (time == null) return null; const date = new Date(time);
                    return `${{date.getFullYear()}}-${{two(date.getMonth() + 1)}}-${{two(date.getDate())}}T${{two(date.getHours())}}:${{two(date.getMinutes())}}` }};
                const is = state(schedule, Date.now());
                const until = reply && due(schedule, reply, Date.now());
                return {{ open: is && is.open, change: iso(is?.change), due: iso(until), change_here: here(is?.change), due_here: here(until) }} }})()"
        ));
        assert_eq!(found, case["expected"], "{}", case["name"]);
    }
}

fn state(visit: &Visit<'_>, id: &str) -> String {
    visit.text(&format!(
        "[...document.querySelectorAll('[data-id={id}] :is(.channel-hours, .channel-reply, .channel-due)')].filter((p) => !p.hidden)
            .map((p) => p.innerText.replace(/[\\u2068\\u2069]/g, '')).join(' | ')"
    ))
}

pub(crate) fn panel(visit: &Visit<'_>) {
    visit.at(NOON, "Europe/Warsaw").open("/general/is-it-safe/");
    visit.wait("document.querySelector('[data-id=chat]')?.dataset.state === 'open'");
    assert_eq!(state(visit, "chat"), "Open until 22:00 | Answers within 3 minutes | Write now for an answer by 12:03");
    assert_eq!(
        state(visit, "email"),
        "Open until 18:00 | Answers within 1 working day | Write now for an answer by Tuesday 12:00"
    );
    // At night only what is open stands first, and times are those of the desk with the reader's beside them.
    visit.at("2026-11-23T22:30:00Z", "Asia/Tokyo").open("/general/is-it-safe/");
    visit.wait("document.querySelector('.channels > li')?.dataset.state === 'open'");
    assert_eq!(
        state(visit, "telegram"),
        "Open until 02:00 (your time 10:00) | Answers within 15 minutes | Write now for an answer by 07:45"
    );
    assert_eq!(
        state(visit, "chat"),
        "Opens Tuesday 08:00 (your time 16:00) | Answers within 3 minutes | Write now for an answer by 16:03"
    );
    visit.expect("[...document.querySelectorAll('.channels > li')].map((li) => li.dataset.state).join() === 'open,open,closed,closed,closed,closed'");
    // What goes first is promised more.
    visit.at(NOON, "Europe/Warsaw").open("/payouts/payout-pending/");
    visit.wait("document.querySelector('[data-id=chat]')?.dataset.state === 'open'");
    assert_eq!(state(visit, "chat"), "Open until 22:00 | Answers within 1 minute | Write now for an answer by 12:01");
    // The clock goes on while the page is open.
    visit.eval("(globalThis.now += 10 * 36e5, dispatchEvent(new Event('visibilitychange')))");
    visit.wait("document.querySelector('[data-id=chat]').dataset.state === 'closed'");
}

pub(crate) fn page(visit: &Visit<'_>) {
    visit.at(NOON, "Europe/Minsk").open("/ru/contact/");
    visit.wait("document.querySelector('[data-id=chat]')?.dataset.state === 'open'");
    assert_eq!(
        state(visit, "chat"),
        "Открыто до 22:00 (по вашему времени: 00:00) | Время ответа: 3 минуты | Если написать сейчас, крайний срок ответа: 14:03"
    );
    // Holidays that are past are not told of, and every year's are.
    visit.at("2027-01-05T11:00:00Z", "Europe/Minsk").open("/ru/contact/");
    visit.wait("document.querySelector('[data-id=chat]')?.dataset.state === 'open'");
    visit.expect("document.querySelector('[data-id=email] [data-last=\"2026-12-26\"]').hidden");
    visit.expect("!document.querySelector('[data-id=email] [data-last=\"2027-03-29\"]').hidden");
    visit.expect("document.querySelectorAll('[data-id=email] .day-off:not([data-last])').length === 1");
}

pub(crate) fn hours_without_scripts(visit: &Visit<'_>) {
    visit.open("/contact/");
    visit.expect("document.querySelector('[data-id=chat] .channel-hours').innerText.includes('Monday – Friday 08:00–22:00; Saturday – Sunday 10:00–18:00 (Europe/Warsaw)')");
    visit.expect("[...document.querySelectorAll('[data-id=phone] tr')][0].textContent === 'Monday – Friday09:00–13:00, 14:00–17:00'");
    visit.expect("document.querySelector('[data-id=phone] .channel-zone').textContent.includes('Europe/Warsaw')");
    visit.expect(
        "document.querySelector('[data-id=email] a').getAttribute('href') === 'mailto:support@driftnet.example'",
    );
}

pub(crate) fn nothing_found(visit: &Visit<'_>) {
    visit.at(NOON, "Europe/Warsaw").open("/search/?q=xyzzyqwv");
    visit.wait("document.querySelector('#hd-results .results-count')?.textContent.includes('xyzzyqwv')");
    visit.wait("document.querySelector('#hd-results + .contact [data-id=chat]')?.dataset.state === 'open'");
    visit.expect("document.querySelectorAll('.contact').length === 1 && document.querySelectorAll('#hd-results + .contact li[data-id]').length === 6");
    visit.open("/search/").wait("document.querySelector('#hd-results .results-count')");
    visit.expect("document.querySelector('.contact').getClientRects().length === 0");
}

/// The value of a field of the form.
fn value(visit: &Visit<'_>, name: &str) -> String {
    visit.text(&format!("document.querySelector('#hd-form [name={name}]').value"))
}

/// Puts a value into a field as a person does, with what follows from it.
fn fill(visit: &Visit<'_>, name: &str, value: &str) {
    visit.eval(&format!(
        "(() => {{ const field = document.querySelector('#hd-form [name={name}]'); field.focus(); field.value = '{value}';
            field.dispatchEvent(new Event('input', {{ bubbles: true }})) }})()"
    ));
}

fn fill_all(visit: &Visit<'_>) {
    for (name, value) in [
        ("topic", "payout"),
        ("subject", "Where is my money?"),
        ("method", "card"),
        ("message", "It is late.\\nVery late."),
        ("email", "anna@example.com"),
    ] {
        fill(visit, name, value);
    }
}

pub(crate) fn form(visit: &Visit<'_>) {
    visit.open("/contact/");
    visit.wait("document.querySelector('[data-topic=payout]').hidden");
    visit.click("#hd-form [type=submit]");
    // The first fault has the focus and says what is missing; fields of other topics are not asked for.
    visit.expect("document.activeElement.name === 'topic' && document.activeElement.ariaInvalid === 'true'");
    visit.expect("document.querySelector('#hd-e-topic').textContent.length > 5 && document.querySelector('[name=topic]').getAttribute('aria-describedby').includes('hd-e-topic')");
    fill(visit, "email", "nobody");
    fill(visit, "topic", "payout");
    visit.expect("document.querySelector('[name=topic]').ariaInvalid === 'false' && !document.querySelector('[data-topic=payout]').hidden");
    visit.expect("document.querySelector('.form-due').textContent.startsWith('Answers within 2 hours. Write now')");
    fill(visit, "topic", "account");
    visit.expect("document.querySelector('[data-topic=payout]').hidden && document.querySelector('.form-due').textContent.startsWith('Answers within 12 hours')");
    fill_all(visit);
    visit.click("#hd-form [type=submit]");
    visit.wait("!document.querySelector('.form-done.sent').hidden && document.activeElement === document.querySelector('.form-done.sent')");
    let posted = visit.server().posted();
    let [message] = posted.as_slice() else { panic!("one message: {posted:?}") };
    for part in [
        "/contact/sent/\n",
        "name=\"form-name\"",
        "name=\"topic\"\r\n\r\npayout",
        "Very late.",
        "name=\"elapsed\"",
        "name=\"language\"\r\n\r\nen",
    ] {
        assert!(message.contains(part), "{part} in {message}");
    }
    assert!(!message.contains("name=\"device\"") && !message.contains("name=\"trail\""), "{message}");
    // What the message finds stands beside, and nothing of it is kept.
    visit.wait("!document.querySelector('.form-answers').hidden");
    visit.open("/contact/").expect("document.querySelector('#hd-form [name=message]').value === ''");
}

pub(crate) fn answers_first(visit: &Visit<'_>) {
    visit.open("/payouts/bank-transfer/").open("/contact/");
    visit.click("#hd-subject").enter("payout pending");
    visit.wait("document.querySelectorAll('.form-answers li a').length === 3");
    visit.expect("document.querySelector('.form-answers li a').getAttribute('href') === '/payouts/payout-pending/'");
    visit.expect("document.querySelector('.form-answers li p').textContent.length > 20");
    // What was read is shown, and goes along only if that is ticked.
    visit.expect("!document.querySelector('.form-trail').hidden && !document.querySelector('#hd-trail').checked");
    visit.expect("document.querySelector('.form-trail pre').textContent.split('\\n').length === 1");
    visit.click(".form-answers .button");
    visit.wait("!document.querySelector('.form-done.solved').hidden && document.querySelector('#hd-form').hidden");
    assert_eq!(visit.server().posted(), Vec::<String>::new());
}

pub(crate) fn trail(visit: &Visit<'_>) {
    visit.open("/payouts/bank-transfer/").open("/contact/");
    visit.wait("!document.querySelector('.form-trail').hidden");
    fill_all(visit);
    visit.click("#hd-trail").click("#hd-form [type=submit]");
    visit.wait("!document.querySelector('.form-done.sent').hidden");
    assert!(visit.server().posted().concat().contains("name=\"trail\"\r\n\r\n"));
}

/// A host that is gone loses nothing: neither in the page nor over a reload of it.
pub(crate) fn dead_endpoint(visit: &Visit<'_>) {
    visit.server().heal();
    visit.open("/contact/");
    visit.wait("document.querySelector('[data-topic=payout]').hidden");
    fill_all(visit);
    visit.server().go();
    visit.click("#hd-form [type=submit]");
    visit.wait("!document.querySelector('.form-fault').hidden && document.querySelector('.form-fault').getAttribute('role') === 'alert'");
    assert_eq!((value(visit, "subject").as_str(), value(visit, "method").as_str()), ("Where is my money?", "card"));
    let mail = visit.text("decodeURIComponent(document.querySelector('.form-fault a').href)");
    assert!(mail.starts_with("mailto:support@driftnet.example?subject=Where is my money?&body="), "{mail}");
    assert!(mail.contains("What happened?: It is late.\nVery late.") && mail.contains(": Card"), "{mail}");
    visit.server().heal();
    visit.open("/general/is-it-safe/").open("/contact/");
    visit.wait("document.querySelector('#hd-form [name=message]').value === 'It is late.\\nVery late.'");
    assert_eq!((value(visit, "topic").as_str(), value(visit, "email").as_str()), ("payout", "anna@example.com"));
    visit.expect("!document.querySelector('[data-topic=payout]').hidden");
    // The second time it goes.
    visit.click("#hd-form [type=submit]").wait("!document.querySelector('.form-done.sent').hidden");
    assert_eq!(visit.server().posted().len(), 1);
}

/// From the address to the thanks without a mouse.
pub(crate) fn form_by_keyboard(visit: &Visit<'_>) {
    visit.open("/contact/");
    visit.wait("document.querySelector('[data-topic=payout]').hidden");
    visit.eval("document.querySelector('#hd-topic').focus()");
    visit
        .enter("my a")
        .press(&["Tab"])
        .expect("document.querySelector('#hd-topic').value === 'account' && document.activeElement.name === 'subject'");
    visit.enter("Who am I?").press(&["Tab"]).expect("document.activeElement.name === 'message'");
    visit.enter("I forgot.").press(&["Tab"]).expect("document.activeElement.name === 'email'");
    visit.enter("anna").press(&["Enter"]);
    visit.wait("document.activeElement.name === 'email' && document.activeElement.ariaInvalid === 'true'");
    visit.press(&["End"]).enter("@example.com").wait("document.activeElement.ariaInvalid === 'false'");
    visit.press(&["Enter"]).wait("document.activeElement === document.querySelector('.form-done.sent')");
    assert_eq!(visit.server().posted().len(), 1);
}

/// Without scripts the browser itself sends it.
pub(crate) fn form_without_scripts(visit: &Visit<'_>) {
    visit.open("/contact/");
    visit.expect("[...document.querySelectorAll('#hd-form fieldset')].every((part) => part.getClientRects().length)");
    visit.click("#hd-topic").press(&["ArrowDown", "Enter"]).click("#hd-subject").paste("Where?");
    visit.click("#hd-f-message").paste("It is late.").click("#hd-f-email").paste("anna@example.com");
    visit.click("#hd-form [type=submit]").arrives("/contact/sent/");
    let posted = visit.server().posted();
    assert!(
        posted.len() == 1 && posted[0].contains("It is late.") && posted[0].contains("anna@example.com"),
        "{posted:?}"
    );
}

/// Nobody sees the field for robots, and what fills it sends nothing.
pub(crate) fn robots(visit: &Visit<'_>) {
    visit.open("/contact/");
    visit.wait("document.querySelector('[data-topic=payout]').hidden");
    visit.expect("document.querySelector('[name=website]').getClientRects().length === 0");
    fill_all(visit);
    visit.eval("(document.querySelector('[name=website]').value = 'x')");
    visit.click("#hd-form [type=submit]").wait("!document.querySelector('.form-done.sent').hidden");
    assert_eq!(visit.server().posted(), Vec::<String>::new());
}
