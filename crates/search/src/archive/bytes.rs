//! The few number and text encodings of the archive.

/// Appends a number in groups of seven bits, least significant first.
#[cfg(feature = "write")]
pub(crate) fn put_number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push((value as u8 & 0x7f) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends bytes with their length in front.
#[cfg(feature = "write")]
pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len() as u32);
    out.extend_from_slice(bytes);
}

/// Appends a list with its length in front.
#[cfg(feature = "write")]
pub(crate) fn put_list<T>(out: &mut Vec<u8>, list: &[T], mut each: impl FnMut(&mut Vec<u8>, &T)) {
    put_number(out, list.len() as u32);
    for item in list {
        each(out, item);
    }
}

/// Reads what the functions above wrote. Every method says `None` where the bytes end too early, so that a file that is
/// not what it should be is refused instead of read wrongly.
#[derive(Clone)]
pub(crate) struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    pub(crate) fn number(&mut self) -> Option<u32> {
        let mut value = 0u32;
        let mut shift = 0;
        loop {
            let byte = self.byte()?;
            if shift > 28 || (shift == 28 && byte > 0x0f) {
                return None;
            }
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
            shift += 7;
        }
    }

    /// A number of things that follow, each at least one byte long: more than there are bytes can't be true, and must
    /// not be believed when memory is reserved for them.
    pub(crate) fn count(&mut self) -> Option<usize> {
        let count = self.number()? as usize;
        (count <= self.rest.len()).then_some(count)
    }

    pub(crate) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.number()? as usize;
        self.take(length)
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        core::str::from_utf8(self.bytes()?).ok()
    }

    pub(crate) fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count()?;
        let mut items = Vec::new();
        for _ in 0..count {
            items.push(each(self)?);
        }
        Some(items)
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for value in [0, 1, 127, 128, 16_383, 16_384, 1 << 28, u32::MAX] {
            let mut out = Vec::new();
            put_number(&mut out, value);
            let mut bytes = Bytes::new(&out);
            assert_eq!(bytes.number(), Some(value));
            assert!(bytes.is_empty());
        }
    }

    #[test]
    fn what_is_too_long_or_too_short_is_refused() {
        assert_eq!(Bytes::new(&[0xff; 9]).number(), None);
        assert_eq!(Bytes::new(&[0xff, 0xff, 0xff, 0xff, 0x1f]).number(), None);
        assert_eq!(Bytes::new(&[0x80]).number(), None);
        assert_eq!(Bytes::new(&[5, b'a']).text(), None);
        assert_eq!(Bytes::new(&[9, 1, 1]).count(), None);
    }
}
