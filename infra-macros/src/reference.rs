//! The tables of all attributes: what a reference page lists.

use crate::grammar::Key;
use crate::{cluster, service, task};

/// Every attribute with its keys.
pub(crate) const ATTRIBUTES: [(&str, &[&[Key]]); 3] =
    [("cluster", cluster::KEYS), ("service", service::KEYS), ("task", task::KEYS)];
