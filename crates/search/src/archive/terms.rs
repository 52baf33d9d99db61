//! A block of the dictionary as it is loaded: stems, and where the postings of each are.

use super::bytes::Bytes;
#[cfg(feature = "write")]
use super::bytes::put_bytes;
use super::dictionary::Block;
#[cfg(feature = "write")]
use super::directory::Place;
use super::directory::Runs;

/// The stems of a block and the chunks of their postings. A chunk never spans two blocks: a query that knows a stem's number
/// knows where its postings are, however many stems there are.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    pub(crate) block: Block,
    /// In how many texts of everyday language each stem is, of those that count beside the articles; none where none do.
    common: Vec<u8>,
    pub(crate) chunks: Runs,
}

impl Terms {
    /// Packs stems with their frequencies, those of everyday language, and how many of them each chunk has.
    #[cfg(feature = "write")]
    pub(crate) fn pack(out: &mut Vec<u8>, stems: &[(&[u8], u32)], common: &[u8], counts: &[u32], chunks: &[Place]) {
        put_bytes(out, &Block::pack(stems));
        put_bytes(out, common);
        Runs::pack(out, counts, chunks);
    }

    pub(crate) fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        let terms =
            Self { block: Block::unpack(bytes.bytes()?)?, common: bytes.bytes()?.to_vec(), chunks: Runs::read(bytes)? };
        let stems = terms.block.len();
        let fits = terms.chunks.total() as usize == stems && (terms.common.is_empty() || terms.common.len() == stems);
        fits.then_some(terms)
    }

    /// In how many texts of everyday language a stem is, by its number in this block.
    pub(crate) fn common(&self, at: usize) -> u32 {
        self.common.get(at).map_or(0, |&texts| u32::from(texts))
    }

    pub(crate) fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        Self::read(&mut bytes).filter(|_| bytes.is_empty())
    }
}
