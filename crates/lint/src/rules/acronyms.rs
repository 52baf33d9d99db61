//! Short forms that are never explained.

use std::collections::HashSet;
use std::ops::Range;

use super::rule::{Rule, Run, Subject};
use helpdex_content::config::Level;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::markdown::{Block, BlockKind};

pub(super) const RULES: &[Rule] = &[Rule {
    code: "unexplained-acronym",
    level: Level::Off,
    what: "an article never says what a short form stands for",
    why: "What is daily bread in support may be a riddle to a customer.",
    how: "Write it out at its first use: `know your customer (KYC)`. What all your customers know belongs into `glossary` \
          in `helpdex.yaml`: `glossary: { KYC: know your customer }`.",
    run: Run::Text(acronyms),
}];

/// Short forms that need no explanation, units, and words that are written large to stress them.
const KNOWN: &str = "\
    AA AAA AC AI AM API ATM BBC CD CEO CPU CSS CSV CV DC DIY DNS DVD EU FAQ FM GB GHZ GIF GPS GPU HD HDMI HTML \
    HTTP HTTPS HZ ID IDE INC IOS IP IT JPEG JPG JS JSON KB LAN LED LCD LTD MAC MB MHZ MP3 MP4 NASA NFC OK OS PC \
    PDF PHP PIN PM PNG PR PS QR RAM ROM RSS SD SIM SMS SQL SSD SVG TB TV TXT UI UK UN URL US USA USB UTC VAT VPN \
    WIFI XML YAML ZIP USD EUR GBP RUB BYN PLN UAH KZT ALL ALT ALWAYS AND ANY ARE BE BUT CAN CTRL DEL DO DONE DON \
    ENTER ESC EXIT FIRST FOR FREE FROM HOME HOW IF IN IS MAX MIN MORE MUST NEVER NEW NO NOT NOTE NOW OF OFF ON ONE \
    ONLY OR OUT PLEASE RESET RUN SAVE SHIFT STEP STOP TAB THE THIS TIP TO UP VERY WARN WHAT WILL WITH YES YOU YOUR \
    АО БЕЗ БССР ВСЕ ВУЗ ГБ ГУП ДА ДЛЯ ЕС ЖК ЗАО И ИЛИ ИНН ИП КАК КБ МБ МВД НДС НЕ НЕТ НИ ОК ООН ООО ОС ПК ПО РБ РФ \
    СМИ СМС СНГ СССР США ТВ ТБ ЦПУ ФИО ЕЩЁ ЕСЛИ ТОЛЬКО НИКОГДА ВСЕГДА АБО АДА І ТАК ЯК ЯКІ ААТ ТАА ПЗ КАЛІ";

fn acronyms(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(prose) = subject.prose() else { return };
    let config = &subject.site.config;
    let mut told: HashSet<&str> = HashSet::new();
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Title | BlockKind::Heading);
    for (block, _) in prose.counted().filter(|(block, count)| count.capitals && !is_heading(block)) {
        for range in candidates(&block.text) {
            let Some(name) = block.text.get(range.clone()) else { continue };
            if told.contains(name) || KNOWN.split(' ').any(|known| known == name) || block.is_code(&range) {
                continue;
            }
            told.insert(name);
            let is_told = config.glossary.contains_key(name)
                || prose.blocks.iter().any(|block| explains(&block.text, name))
                || subject.entry.front.summary.given().is_some_and(|summary| explains(&summary.value, name));
            if is_told {
                continue;
            }
            let place = prose.in_file(block, &range);
            let warning = subject.entry.file.warning(
                "unexplained-acronym",
                place,
                format!("nothing tells what `{name}` stands for"),
            );
            found.push(
                warning.help(format!(
                    "write it out at its first use, or add it to `glossary` in helpdex.yaml: `{name}: …`"
                )),
            );
        }
    }
}

/// Words of two to five capital letters and nothing else, that do not stand among other words in capitals.
fn candidates(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+' | '#' | '@' | '&' | '\'' | '’');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    let trim = |range: &Range<usize>| {
        let word = text.get(range.clone()).unwrap_or_default();
        let from = word.len() - word.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
        // `PDFs` and `PDF's` are of the same short form.
        let plural = inner.strip_suffix("'s").or_else(|| inner.strip_suffix("’s")).or_else(|| inner.strip_suffix('s'));
        let inner = plural.filter(|short| is_short(short)).unwrap_or(inner);
        range.start + from..range.start + from + inner.len()
    };
    let is = |index: usize| words.get(index).is_some_and(|range| text.get(trim(range)).is_some_and(is_loud));
    (0..words.len())
        .filter(|index| words.get(*index).is_some_and(|range| text.get(trim(range)).is_some_and(is_short)))
        // Words in capitals one after the other are shouted, not shortened.
        .filter(|index| !is(index + 1) && !index.checked_sub(1).is_some_and(is))
        .filter_map(|index| words.get(index).map(&trim))
        .collect()
}

fn is_short(word: &str) -> bool {
    (2..=5).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

fn is_loud(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(char::is_uppercase)
}

/// Whether a text tells what a name stands for: `name (words)`, `words (name)`, `name – words`.
fn explains(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + name.len()..).unwrap_or_default());
        let after = after.trim_start_matches(['"', '»', '”', 's']);
        // `Azure Active Directory (Azure AD)` names it in brackets after what it stands for.
        let bracket = before.rsplit_once('(').is_some_and(|(_, inner)| {
            inner.len() <= 24 && inner.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '-')
        });
        bracket && (after.starts_with(')') || after.starts_with(',') || after.starts_with(';'))
            || after.strip_prefix(" (").is_some_and(|rest| rest.chars().next().is_some_and(char::is_alphabetic))
            || [
                " — ",
                " – ",
                " - ",
                " stands for ",
                " means ",
                " is short for ",
                " is an ",
                " is a ",
                " означает",
                " азначае",
            ]
            .iter()
            .any(|says| after.starts_with(says))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_and_what_only_looks_like_them() {
        let find = |text: &'static str| candidates(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(find("The KYC check, (AML) and PDFs by UPS."), ["KYC", "AML", "PDF", "UPS"]);
        assert_eq!(find("DO NOT PANIC. iPhone X, H7, A4, ESP32, U.S., Wi-Fi, I/O, MKR-1000"), [] as [&str; 0]);
        assert_eq!(find("Проверка KYC и СБП"), ["KYC", "СБП"]);
    }

    #[test]
    fn explained_in_any_of_the_usual_ways() {
        for text in [
            "know your customer (KYC)",
            "know your customer (quick KYC)",
            "KYC (know your customer) is asked",
            "KYC — проверка",
            "KYC is a check",
        ] {
            assert!(explains(text, "KYC"), "{text}");
        }
        assert!(!explains("pass KYC first", "KYC"));
    }
}
