//! Words of strangers in commands.

/// A text as one word of a shell, whatever it holds: nothing in it is run when somebody pastes the command.
///
/// It is for the shells of Unix; PowerShell reads it the same but for apostrophes, of which two stand for one there.
pub(super) fn quoted(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    // A typographic apostrophe needs no escape in any shell.
    format!("'{}'", plain.replace('\'', "’"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_query_is_run() {
        assert_eq!(quoted("$(rm -rf ~); `id` && 'x'\n\u{1b}[2J"), "'$(rm -rf ~); `id` && ’x’[2J'");
    }
}
