//! The files that articles of Zendesk Guide show.

use std::collections::BTreeMap;

use crate::source::OnDisk;
use crate::source::tree::Tree;
use crate::tools::desk::{Attachment, Desk, Dump, id, parts, text};

/// The attachments: what the API tells of them, and the files that somebody saved.
pub(super) fn read(dump: &Dump, tree: &Tree, desk: &mut Desk) {
    let mut known: BTreeMap<String, Attachment> = BTreeMap::new();
    for (_, record) in dump.records(&["article_attachments", "article_attachment", "attachments"]) {
        let name = text(record, "file_name").or_else(|| text(record, "display_file_name"));
        if let (Some(id), Some(name)) = (id(record, "id"), name) {
            known.insert(id, Attachment { name: name.replace(['/', '\\'], "-"), content: None });
        }
    }
    for path in &tree.files {
        if path.ends_with(".json") {
            continue;
        }
        // What `--url` fetched, by its path at the host.
        if let Some((_, image)) =
            path.split_once("images/").filter(|(before, _)| before.is_empty() || before.ends_with('/'))
        {
            let name = path.rsplit('/').next().unwrap_or(path).to_owned();
            known.insert(format!("images/{image}"), Attachment { name, content: Some(OnDisk(tree.location(path))) });
            continue;
        }
        // `…/360001/shot.png`, `360001.png` or `360001-shot.png`, below a folder of any name.
        let numbers: Vec<&str> = path
            .split('/')
            .filter_map(|part| {
                let digits = part.bytes().take_while(u8::is_ascii_digit).count();
                let rest = part.get(digits..)?;
                part.get(..digits).filter(|_| digits >= 4 && (rest.is_empty() || rest.starts_with(['-', '_', '.'])))
            })
            .collect();
        let file = path.rsplit('/').next().unwrap_or(path);
        let by_name = || {
            let mut same = known.iter().filter(|(_, attachment)| attachment.name == file);
            same.next().filter(|_| same.next().is_none()).map(|(id, _)| id.clone())
        };
        let Some(id) = numbers.last().map(|id| (*id).to_owned()).or_else(by_name) else { continue };
        let attachment = known.entry(id).or_insert_with(|| Attachment { name: file.to_owned(), content: None });
        attachment.content = Some(OnDisk(tree.location(path)));
    }
    desk.attachments = known;
}

/// The number of the attachment that an address names: `/hc/en-us/article_attachments/360001/shot.png`.
pub(super) fn attachment_of(href: &str) -> Option<String> {
    let (_, path) = parts(href);
    let Some(rest) = path.split("/article_attachments/").nth(1) else {
        let path = path.split(['?', '#']).next()?.trim_start_matches('/');
        return (!path.is_empty()).then(|| format!("images/{path}"));
    };
    let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (!number.is_empty()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_attachments() {
        let url = "https://a.example/hc/en-us/article_attachments/360/a.png?x";
        assert_eq!(attachment_of(url).as_deref(), Some("360"));
        assert_eq!(attachment_of("/hc/article_attachments/x"), None);
        let image = attachment_of("https://p1.zdassets.com/hc/user_images/a.png?v=1");
        assert_eq!(image.as_deref(), Some("images/hc/user_images/a.png"));
    }
}
