//! Names of files, made of what is in them.

/// A file's name: 48 bits of a hash of its content before compression. The reader of a file checks it, so that a
/// damaged or exchanged file is refused before a single byte of it is believed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Name(pub(crate) [u8; Name::LENGTH]);

impl Name {
    pub(crate) const LENGTH: usize = 6;

    /// FNV-1a, 64 bits, folded to 48. Any change of a single byte changes the 64 bits for certain; that the 48 stay
    /// equal by chance has a probability of 2⁻⁴⁸. It guards against accidents, not against an attacker: who can write
    /// into the folder of the index can write into the pages as well.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for &byte in bytes {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        hash ^= hash >> 48;
        let b = hash.to_le_bytes();
        Self([b[0], b[1], b[2], b[3], b[4], b[5]])
    }

    /// What stands before a part in its pack, made of the names of both: neither a damaged part nor one of another pack is
    /// taken for it.
    pub(crate) fn of_part(pack: Self, part: Self) -> Self {
        Self::of([pack.0, part.0].as_flattened())
    }

    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Twelve hexadecimal digits.
    pub(crate) fn hex(self) -> String {
        let mut out = String::with_capacity(2 * Self::LENGTH);
        for byte in self.0 {
            for nibble in [byte >> 4, byte & 15] {
                out.push(char::from(if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 }));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bit_makes_another_name() {
        let bytes: Vec<u8> = (0..2000u32).map(|n| (n * 7 % 251) as u8).collect();
        let name = Name::of(&bytes);
        for at in (0..bytes.len()).step_by(13) {
            for bit in 0..8 {
                let mut other = bytes.clone();
                other[at] ^= 1 << bit;
                assert_ne!(Name::of(&other), name);
            }
        }
        assert_eq!(name.hex().len(), 12);
    }
}
