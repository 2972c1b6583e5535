//! Links outward: programs of others that this one asks.

pub mod oidc;
