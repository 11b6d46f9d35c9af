//! Tables of lines with the verdict they should get, and what holds for any text.
