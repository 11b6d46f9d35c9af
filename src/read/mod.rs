//! Floor 1: bytes in, articles out.
