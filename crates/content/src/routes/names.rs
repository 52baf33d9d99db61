//! File names that some system can't hold, so that the site comes out the same wherever it is built and served.

use crate::diagnostic::Diagnostic;

/// Names that mean devices to Windows, with any extension.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];
/// Most file systems take 255 bytes for one name.
const LONGEST_NAME: usize = 255;
/// Windows takes 260 characters for a whole path, with the folder that the site lies in.
const LONGEST_PATH: usize = 200;

/// What is wrong with a path of the output, told of the file `shown` that is published there.
pub(super) fn fault(output: &str, shown: &str) -> Option<Diagnostic> {
    let help = "rename the file or folder";
    let error = |message: String| Some(Diagnostic::error("file-name", shown, message).help(help));
    let warning = |message: String| Some(Diagnostic::warning("portable-name", shown, message).help(help));
    for part in output.split('/') {
        // What almost every name is like needs no closer look.
        let is_plain = |c: u8| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
        if (5..=LONGEST_NAME).contains(&part.len()) && part.bytes().all(is_plain) {
            continue;
        }
        if part.len() > LONGEST_NAME {
            let start: String = part.chars().take(20).collect();
            let message = format!("the name `{start}…` has {} bytes; file systems take {LONGEST_NAME}", part.len());
            return error(message);
        }
        let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
        if DEVICES.contains(&stem.as_str()) {
            return warning(format!("Windows can hold no file or folder with the name `{part}`"));
        }
        if part.ends_with(['.', ' ']) || part.contains(['<', '>', ':', '"', '|', '?', '*', '\\']) {
            return warning(format!("Windows can hold no file with the name `{part}`"));
        }
    }
    let characters = if output.len() > LONGEST_PATH { output.chars().count() } else { output.len() };
    if characters > LONGEST_PATH {
        let message = format!("it is published at a path of {characters} characters; Windows takes 260 in all");
        return warning(message);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn names_that_a_system_can_not_hold() {
        let code = |output: &str| fault(output, "content/x").map_or("", |found| found.code);
        for fine in ["pay/console/index.html", "pay/com0.png", "pay/a.b.png", "комп.png", "index.html"] {
            assert_eq!(code(fine), "", "{fine}");
        }
        for odd in
            ["con/index.html", "pay/aux.png", "pay/NUL", "pay/com1.tar.gz", "a?.png", "a:b.png", "a .png/x", "x ./y"]
        {
            let wanted = if odd == "a .png/x" { "" } else { "portable-name" };
            assert_eq!(code(odd), wanted, "{odd}");
        }
        assert_eq!(code(&format!("{}/index.html", "a".repeat(256))), "file-name");
        assert_eq!(code(&format!("{}index.html", "abcdefghij/".repeat(20))), "portable-name");
    }
}
