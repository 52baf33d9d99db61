//! Names that are part of the program, read from bytes.

use std::collections::HashSet;
use std::sync::{PoisonError, RwLock};

static KNOWN: RwLock<Option<HashSet<&'static str>>> = RwLock::new(None);

/// A name, such as that of a rule, that lives as long as the program. Each is kept once; there are no more of them than the
/// program that wrote them has.
pub(crate) fn name(text: &str) -> &'static str {
    let read = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = read.as_ref().and_then(|known| known.get(text)) {
        return known;
    }
    drop(read);
    let mut write = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    let all = write.get_or_insert_with(HashSet::new);
    if let Some(known) = all.get(text) {
        return known;
    }
    let name: &'static str = Box::leak(text.to_owned().into_boxed_str());
    all.insert(name);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_once() {
        let copy = String::from("a-rule");
        let (one, two) = (name("a-rule"), name(&copy));
        assert!(std::ptr::eq(one, two));
        assert_ne!(name("another-rule"), one);
    }
}
