//! From which similarity on a pair of articles counts.

/// Least similarity of neighbours: six tenths of what joining needs. Weaker ones hardly crowd
/// anybody and cost as much. Set by hand, from what joining needs; no trial of other values is
/// recorded.
pub(super) const LEAST: f64 = 0.05;

/// Least similarity at which a pair is looked at: short articles may be about one event and share
/// little. Set by hand; no trial of other values is recorded.
pub(super) const SEEN: f64 = 0.4 * LEAST;
