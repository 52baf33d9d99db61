//! What the editor's page loads. None of it is a secret.

use std::io::{Read, Write};
use std::sync::{Arc, LazyLock};

use axum::extract::{Path, State as With};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::app::App;
use crate::response::{bytes, text};
use crate::state::version;

/// A file, and whether it lies here compressed.
struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
    gzip: bool,
}

const JS: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";

macro_rules! own {
    ($($name:literal $kind:ident),* $(,)?) => {
        [$(Asset { name: $name, kind: $kind, bytes: include_bytes!(concat!("../client/write/", $name)), gzip: false }),*]
    };
}

static OWN: [Asset; 25] = own![
    "answers.js" JS, "api.js" JS, "blocks.js" JS, "complete.js" JS, "dialog.js" JS, "document.js" JS, "dom.js" JS,
    "draft.js" JS, "edit.css" CSS, "edit.js" JS, "faults.js" JS, "frontmatter.js" JS, "images.js" JS, "links.js" JS,
    "live.js" JS, "main.js" JS, "merge.js" JS, "panes.js" JS, "propose.js" JS, "saves.js" JS, "start.js" JS,
    "text.js" JS, "translation.js" JS, "words.js" JS, "write.css" CSS,
];

/// The editor of the text, bundled by `cargo xtask editor`, and its licences.
static BUNDLED: [Asset; 2] = [
    Asset { name: "codemirror.js", kind: JS, bytes: include_bytes!("../../editor/dist/codemirror.js.gz"), gzip: true },
    Asset {
        name: "licences.txt",
        kind: "text/plain; charset=utf-8",
        bytes: include_bytes!("../../editor/dist/LICENSES.txt"),
        gzip: false,
    },
];

/// The others as most clients take them.
static PACKED: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let packed = |asset: &Asset| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        // Writing into memory does not fail; an empty one would be sent unpacked.
        packer.write_all(asset.bytes).and_then(|()| packer.finish()).unwrap_or_default()
    };
    OWN.iter().map(packed).collect()
});

/// For the few clients that don't take gzip.
static UNPACKED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut text = Vec::new();
    let [bundle, _] = &BUNDLED;
    // What lies here was packed by ourselves: it can be unpacked.
    let _ = flate2::read::GzDecoder::new(bundle.bytes).read_to_end(&mut text);
    text
});

pub(super) async fn asset(With(app): With<Arc<App>>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let own = OWN.iter().position(|asset| asset.name == name);
    let found = own.and_then(|at| OWN.get(at)).or_else(|| BUNDLED.iter().find(|asset| asset.name == name));
    let Some(asset) = found.filter(|_| app.editing.is_some()) else {
        return text(StatusCode::NOT_FOUND, "There is nothing here.\n");
    };
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|kinds| kinds.to_str().ok()).unwrap_or_default();
    let takes_gzip = accepted.split(',').any(|kind| kind.split(';').next().is_some_and(|kind| kind.trim() == "gzip"));
    let packed = own.and_then(|at| PACKED.get(at)).map(Vec::as_slice).filter(|packed| !packed.is_empty());
    let packed = if asset.gzip { Some(asset.bytes) } else { packed };
    let (content, is_packed) = match packed.filter(|_| takes_gzip) {
        Some(packed) => (packed, true),
        None if asset.gzip => (UNPACKED.as_slice(), false),
        None => (asset.bytes, false),
    };
    let mut response = bytes(&headers, StatusCode::OK, asset.kind, &version(content), content.to_vec());
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_packed {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that another one loads and nobody serves would show only in a browser.
    #[test]
    fn every_module_that_is_loaded_is_served() {
        for asset in OWN.iter().filter(|asset| asset.kind == JS) {
            let source = std::str::from_utf8(asset.bytes).expect("UTF-8");
            let loaded = source.split("from \"./").skip(1).filter_map(|rest| rest.split('"').next());
            for name in loaded {
                assert!(OWN.iter().chain(&BUNDLED).any(|known| known.name == name), "{} loads {name}", asset.name);
            }
        }
        assert!(UNPACKED.len() > BUNDLED[0].bytes.len());
    }
}
