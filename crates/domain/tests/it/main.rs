//! Behaviour of the domain, one module per source module.

