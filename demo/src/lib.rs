//! An invented zone, the same for the same seed: for tests, documents and the first start.
