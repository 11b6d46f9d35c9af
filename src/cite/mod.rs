//! Floor 5: numbering of sources; quotes checked against the corpus byte by byte.
