//! The listing of an app's items.

use super::{Item, Source};

/// An app as `app!` lists it: what `infra_aws::main` deploys.
#[derive(Clone, Copy, Debug)]
pub struct App {
    /// The app's name, the first part of every physical name.
    pub name: &'static str,
    /// Every item, in the order of the listing.
    pub items: &'static [Item],
    /// Which stages there may be.
    pub stages: Stages,
    /// Where `app!` stands.
    pub source: Source,
}

/// The stages of an app, and what binds them.
#[derive(Clone, Copy, Debug)]
pub struct Stages {
    /// The closed set (`stages = [dev, prod]`); empty where any name is taken.
    pub names: &'static [&'static str],
    /// The stages that are destroyed only when their name is typed (`protect = [prod]`).
    pub protected: &'static [&'static str],
    /// Stage and AWS account id, as `account(prod = "111122223333")` binds them.
    pub accounts: &'static [(&'static str, &'static str)],
}
