//! Where the links, images and videos of a document lead.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::by_node::ByNode;
use super::composed::Composed;
use super::diagram::is_diagram;
use super::directives::Kind;
use super::document::{Block, Document, Element, NodeKind, Picture, Role};
use super::faults::{Fault, Faults};
use super::players::player;
use super::rendered::{ImageUse, Link, LinkTarget};
use super::resolve::{Alternatives, Resolve, Target};
use super::scheme::{SCHEMES, scheme};
use crate::source::SNIPPETS;

/// The shapes that a frame can have: its width to its height.
pub(super) const RATIOS: [&str; 4] = ["16/9", "4/3", "1/1", "3/4"];

/// What the references of a document lead to, each by its node. One that leads nowhere is missing.
#[derive(Default)]
pub(super) struct References {
    links: ByNode<LinkUse>,
    shown: ByNode<Shown>,
    videos: ByNode<Video>,
    /// All images, with the broken ones.
    pub(super) images: Vec<ImageUse>,
    /// Scheme and host of the players, and addresses of files from elsewhere that are played.
    pub(super) players: BTreeSet<&'static str>,
    pub(super) media: BTreeSet<String>,
    /// Scheme and host of the pages that are shown in frames.
    pub(super) embeds: BTreeSet<String>,
    pub(super) faults: Faults,
}

/// A link that leads somewhere.
pub(super) struct LinkUse {
    /// What the page says.
    pub(super) url: String,
    pub(super) target: LinkTarget,
    /// Its destination in the file.
    pub(super) range: Range<usize>,
}

/// An image that is there.
pub(super) struct Shown {
    /// What the page says.
    pub(super) url: String,
    /// Width and height of the file.
    pub(super) size: Option<(u32, u32)>,
    /// What browsers may show in its place.
    pub(super) alternatives: Alternatives,
}

/// A video that can be played.
pub(super) struct Video {
    /// The page of the video, or its file.
    pub(super) url: String,
    /// What the player's frame shows; none for a file.
    pub(super) frame: Option<String>,
    /// The link out of the site that it is.
    pub(super) link: Option<Link>,
}

impl References {
    /// The link that a node is.
    pub(super) fn link(&self, node: usize) -> Option<&LinkUse> {
        self.links.get(node)
    }

    /// The image that a node is, or the first picture of a video.
    pub(super) fn image(&self, node: usize) -> Option<&Shown> {
        self.shown.get(node)
    }

    /// Whether any image has a version for dark screens.
    pub(super) fn has_dark_images(&self) -> bool {
        self.shown.iter().any(|shown| shown.alternatives.dark.is_some())
    }

    /// The video that a node is.
    pub(super) fn video(&self, node: usize) -> Option<&Video> {
        self.videos.get(node)
    }
}

/// Asks where the references of a document lead.
pub(super) fn resolve(document: &Document<'_>, composed: &Composed<'_>, resolve: &dyn Resolve) -> References {
    let mut resolver = Resolver { composed, resolve, node: 0, out: References::default() };
    // A link in a link would end the outer one.
    let mut link_end = 0;
    for (index, node) in document.nodes().iter().enumerate() {
        resolver.node = index;
        let href = match &node.kind {
            NodeKind::Link(link) => Some((link.href.as_str(), &link.place)),
            NodeKind::Element(element) => resolver.element(element),
            NodeKind::Image(picture) => {
                resolver.image(picture);
                None
            }
            NodeKind::Block(block) if block.kind() == Kind::Video => {
                resolver.video(block);
                None
            }
            NodeKind::CodeBlock(block) if is_diagram(&block.info) => {
                resolver.fault(&node.range, Fault::UndrawnDiagram);
                None
            }
            NodeKind::Block(block) if block.kind() == Kind::Embed => {
                resolver.embed(block);
                None
            }
            _ => None,
        };
        if let Some((href, place)) = href.filter(|_| index >= link_end)
            && resolver.link(href, place)
        {
            link_end = node.end;
        }
    }
    resolver.out
}

struct Resolver<'r> {
    composed: &'r Composed<'r>,
    resolve: &'r dyn Resolve,
    /// The node that is looked at.
    node: usize,
    out: References,
}

impl Resolver<'_> {
    /// The destination of an element that is a link.
    fn element<'e>(&mut self, element: &'e Element) -> Option<(&'e str, &'e Range<usize>)> {
        match &element.role {
            Role::Image(picture) => self.image(picture),
            Role::Anchor(anchor) => return anchor.href.as_ref().map(|(href, place)| (href.as_str(), place)),
            _ => {}
        }
        None
    }

    fn link(&mut self, href: &str, place: &Range<usize>) -> bool {
        if !self.is_allowed("a link", href, place) {
            return false;
        }
        let range = self.composed.in_file(place.clone());
        let (url, target) = match self.resolve.link(&self.seen_from_article(href, &range)) {
            Target::Internal { url, article: Some(article) } => (url, LinkTarget::Article(article)),
            Target::Internal { url, article: None } | Target::Image { url, .. } => {
                let target = match url.strip_prefix('#') {
                    Some(id) => LinkTarget::Fragment(percent_decode_str(id).decode_utf8_lossy().into_owned()),
                    None => LinkTarget::File(url.clone()),
                };
                (url, target)
            }
            Target::External(url) => (url.clone(), LinkTarget::External(url)),
            Target::Broken { code, message, label, help } => {
                self.fault(place, Fault::Broken { code, message, label, help });
                return false;
            }
        };
        self.out.links.push(self.node, LinkUse { url, target, range });
        true
    }

    fn image(&mut self, picture: &Picture) {
        let range = self.composed.in_file(picture.place.clone());
        let src = self.seen_from_article(&picture.src, &range).into_owned();
        self.out.images.push(ImageUse {
            src: src.clone(),
            alt: picture.alt.clone(),
            decorative: picture.decorative,
            width: picture.width,
            range,
        });
        if !self.is_allowed("an image", &picture.src, &picture.place) {
            return;
        }
        let shown = match self.resolve.image(&src) {
            Target::Image { url, size, alternatives } => Shown { url, size, alternatives },
            Target::Internal { url, .. } | Target::External(url) => {
                Shown { url, size: None, alternatives: Alternatives::default() }
            }
            Target::Broken { code, message, label, help } => {
                return self.fault(&picture.place, Fault::Broken { code, message, label, help });
            }
        };
        self.out.shown.push(self.node, shown);
    }

    fn video(&mut self, block: &Block) {
        let attribute = |name: &str| block.directive.attributes.iter().find(|attribute| attribute.name == name);
        let src = block.get("src").trim();
        let place = attribute("src").map_or_else(|| block.directive.fence.clone(), |src| src.range.clone());
        let video = match player(src) {
            Some(player) => {
                self.out.players.insert(player.host);
                let target = LinkTarget::External(player.page.clone());
                let link = Link { target, range: self.composed.in_file(place), text: block.title.text.clone() };
                Video { url: player.page, frame: Some(player.embed), link: Some(link) }
            }
            None => match self.video_file(src, &place) {
                Some(video) => video,
                None => return,
            },
        };
        self.out.videos.push(self.node, video);
        if let Some(poster) = attribute("poster") {
            let (src, place) = (poster.value.clone(), poster.range.clone());
            self.image(&Picture { src, decorative: true, place, ..Picture::default() });
        }
    }

    /// A page of another host in a frame, where the site's settings allow it; a link elsewhere.
    fn embed(&mut self, block: &Block) {
        let attribute = |name: &str| block.directive.attributes.iter().find(|attribute| attribute.name == name);
        let place = attribute("src").map_or_else(|| block.directive.fence.clone(), |src| src.range.clone());
        if let Some(ratio) = attribute("ratio").filter(|ratio| !RATIOS.contains(&ratio.value.as_str())) {
            self.fault(&ratio.range, Fault::UnknownRatio(ratio.value.clone()));
        }
        let src = block.get("src").trim();
        let host = src.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        let host = host.to_ascii_lowercase();
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        if host.is_empty() || !host.chars().all(is_host) || src.contains(char::is_whitespace) {
            return self.fault(&place, Fault::ForeignEmbed(String::new()));
        }
        let target = LinkTarget::External(src.to_owned());
        let link = Link { target, range: self.composed.in_file(place.clone()), text: block.title.text.clone() };
        let is_allowed = self.composed.shows(&host);
        if is_allowed {
            self.out.embeds.insert(format!("https://{host}"));
        } else {
            self.fault(&place, Fault::ForeignEmbed(host));
        }
        let frame = is_allowed.then(|| src.to_owned());
        self.out.videos.push(self.node, Video { url: src.to_owned(), frame, link: Some(link) });
    }

    /// A file of the site, or one elsewhere, that browsers can play.
    fn video_file(&mut self, src: &str, place: &Range<usize>) -> Option<Video> {
        let path = src.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        if ![".mp4", ".webm", ".m4v", ".ogv", ".mov"].iter().any(|end| path.ends_with(end)) {
            self.fault(place, Fault::UnknownVideo(src.to_owned()));
            return None;
        }
        if !self.is_allowed("a video", src, place) {
            return None;
        }
        let range = self.composed.in_file(place.clone());
        match self.resolve.link(&self.seen_from_article(src, &range)) {
            Target::Internal { url, .. } | Target::Image { url, .. } => Some(Video { url, frame: None, link: None }),
            Target::External(url) => {
                self.out.media.insert(url.clone());
                let link = Link { target: LinkTarget::External(url.clone()), range, text: String::new() };
                Some(Video { url, frame: None, link: Some(link) })
            }
            Target::Broken { code, message, label, help } => {
                self.fault(place, Fault::Broken { code, message, label, help });
                None
            }
        }
    }

    /// Whether `what` may use its scheme; says so if not.
    fn is_allowed(&mut self, what: &'static str, url: &str, place: &Range<usize>) -> bool {
        let Some(scheme) = scheme(url) else { return true };
        let allowed = SCHEMES.contains(&scheme.as_str());
        if !allowed {
            self.fault(place, Fault::Scheme { what, scheme });
        }
        allowed
    }

    /// A link or an image's source as it counts from the article: those of a snippet count from the snippet's file.
    fn seen_from_article<'h>(&self, href: &'h str, range: &Range<usize>) -> Cow<'h, str> {
        let is_path = !href.is_empty() && !href.starts_with(['/', '#', '?']) && scheme(href).is_none();
        if is_path && self.composed.is_snippet(range) {
            return Cow::Owned(format!("/{SNIPPETS}/{href}"));
        }
        Cow::Borrowed(href)
    }

    fn fault(&mut self, place: &Range<usize>, fault: Fault) {
        self.out.faults.add(self.node, place.clone(), fault);
    }
}
