//! Short hashes for tables: the same on every machine, and for nothing that needs to be safe.

/// FNV-1a of bytes, 32 bits (Fowler, Noll & Vo).
///
/// ```
/// assert_eq!(tidings::text::hash::fnv1a(*b"a"), 0xe40c_292c);
/// ```
#[must_use]
pub fn fnv1a(bytes: impl IntoIterator<Item = u8>) -> u32 {
    let join = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    bytes.into_iter().fold(0x811c_9dc5, join)
}
