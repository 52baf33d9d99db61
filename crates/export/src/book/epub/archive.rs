//! The archive itself: the same files make the same bytes.

use std::io::{Cursor, Write};

use helpdex_content::error::{Error, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::book::pictures::Picture;

/// What says that the archive is an EPUB: its first file, as it is.
const MIMETYPE: &str = "application/epub+zip";

/// Where the package lies.
const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\">\n\
    <rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n\
    </container>\n";

/// A file of the archive, beside the images.
#[derive(Debug)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

/// An archive that is being written.
pub(super) struct Archive {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Archive {
    /// Packs the files of a book.
    ///
    /// # Errors
    /// When they are more than an archive takes.
    pub(super) fn of(files: &[File], images: &[Picture]) -> Result<Vec<u8>> {
        let mut archive = Self { zip: ZipWriter::new(Cursor::new(Vec::new())) };
        archive.add("mimetype", MIMETYPE.as_bytes(), CompressionMethod::Stored)?;
        archive.add("META-INF/container.xml", CONTAINER.as_bytes(), CompressionMethod::Deflated)?;
        for File { path, text } in files {
            archive.add(&format!("EPUB/{path}"), text.as_bytes(), CompressionMethod::Deflated)?;
        }
        for Picture { path, media_type, bytes } in images {
            // The others are packed already.
            let is_text = *media_type == "image/svg+xml";
            let method = if is_text { CompressionMethod::Deflated } else { CompressionMethod::Stored };
            archive.add(&format!("EPUB/{path}"), bytes, method)?;
        }
        Ok(archive.zip.finish().map_err(broken)?.into_inner())
    }

    fn add(&mut self, path: &str, bytes: &[u8], method: CompressionMethod) -> Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        self.zip.start_file(path, options).map_err(broken)?;
        self.zip.write_all(bytes).map_err(|fault| broken(fault.into()))
    }
}

fn broken(fault: zip::result::ZipError) -> Error {
    Error::Environment(format!("cannot pack the book: {fault}"))
}
