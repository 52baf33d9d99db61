//! What the desk fills in when an agent sends a reply: names that stay in macros as they are written.

use super::placeholder;

/// The names that macros may hold besides those of the site, each with what it stands for.
pub const DESK: [(&str, &str); 6] = [
    ("customer.name", "the customer's whole name"),
    ("customer.first_name", "the customer's first name"),
    ("customer.last_name", "the customer's last name"),
    ("customer.email", "the customer's address"),
    ("agent.name", "the name of whoever replies"),
    ("ticket.id", "the number of the conversation"),
];

/// Whether a desk fills a name in.
pub fn is_of_desk(name: &str) -> bool {
    DESK.iter().any(|(known, _)| *known == name)
}

/// A text with the names that a desk fills in put in other words: those of one desk, for example. Markdown may have put
/// backslashes before signs in a name; they go.
pub fn named(text: &str, other: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let Some(end) = from.find("}}").map(|end| end + 2) else {
            rest = from;
            break;
        };
        let (written, after) = from.split_at(end);
        let plain = written.replace('\\', "");
        let name = placeholder::find(&plain).into_iter().next().and_then(|found| plain.get(found.name));
        match name.filter(|name| is_of_desk(name)) {
            Some(name) => out.push_str(&other(name).unwrap_or_else(|| format!("{{{{ {name} }}}}"))),
            None => out.push_str(written),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_desks_and_no_others() {
        let upper = |name: &str| Some(name.to_uppercase());
        assert_eq!(
            named("Hello {{ customer.first\\_name }}, {{ fee }} {{", upper),
            "Hello CUSTOMER.FIRST_NAME, {{ fee }} {{"
        );
        assert_eq!(named("{{agent.name}}", |_| None), "{{ agent.name }}");
    }
}
