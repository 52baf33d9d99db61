//! What articles may use beside Markdown's own.

use crate::typed_yaml::MapReader;

/// The settings under `markdown`.
#[derive(Debug, Default)]
pub(super) struct Markup {
    pub(super) math: bool,
    pub(super) glossary: bool,
    pub(super) embeds: Vec<String>,
}

/// Reads them.
pub(super) fn read(fields: &mut MapReader<'_>) -> Markup {
    Markup {
        math: fields.flag("math").unwrap_or(false),
        glossary: fields.flag("glossary").unwrap_or(false),
        embeds: hosts(fields),
    }
}

/// Hosts as they stand in addresses. They become part of a header that all pages have.
fn hosts(fields: &mut MapReader<'_>) -> Vec<String> {
    let mut hosts = Vec::new();
    for host in fields.texts("embeds") {
        let name = host.value.to_lowercase();
        let is_plain = |part: &str| {
            !part.is_empty()
                && !part.starts_with('-')
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if name.len() <= 253 && name.contains('.') && name.split('.').all(is_plain) {
            hosts.push(name);
        } else {
            let message = format!("`{}` is not the name of a host", host.value);
            fields.at(
                "bad-value",
                host.range,
                message,
                "write it as in addresses, without `https://`: `www.figma.com`",
            );
        }
    }
    hosts.sort();
    hosts.dedup();
    hosts
}
