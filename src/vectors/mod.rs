//! Floor 2: TF-IDF rows, cosine, centroid, bounded similarity join.
