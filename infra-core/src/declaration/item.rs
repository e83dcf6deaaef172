//! The traits that the attributes implement, and one value for an item of any kind.

use super::{ClusterSpec, Declaration, Identity, ServiceSpec, TaskSpec};

/// A type marked `#[cluster]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a cluster",
    label = "expected a type marked `#[cluster]`",
    note = "write `#[cluster(capacity = fargate)] struct {Self};`"
)]
pub trait Cluster {
    /// Who it is. Another item names it by this: two may name each other.
    const IDENTITY: &'static Identity;
    /// What the attribute says.
    const DECLARATION: &'static Declaration<ClusterSpec>;
}

/// A type marked `#[service]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a service",
    label = "expected a type marked `#[service]`",
    note = "write `#[service(cluster = .., image = ..)] struct {Self};`"
)]
pub trait Service {
    /// Who it is. Another item names it by this: two may name each other.
    const IDENTITY: &'static Identity;
    /// What the attribute says.
    const DECLARATION: &'static Declaration<ServiceSpec>;
}

/// A type marked `#[task]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a task",
    label = "expected a type marked `#[task]`",
    note = "write `#[task(cluster = .., image = ..)] struct {Self};`"
)]
pub trait Task {
    /// Who it is. Another item names it by this: two may name each other.
    const IDENTITY: &'static Identity;
    /// What the attribute says.
    const DECLARATION: &'static Declaration<TaskSpec>;
}

/// A type that `app!` can list: one marked `#[cluster]`, `#[service]` or `#[task]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no item of an app",
    label = "expected a type marked `#[cluster]`, `#[service]` or `#[task]`",
    note = "mark the struct, or take it out of `app!`"
)]
pub trait Listed {
    /// The declaration, of whichever kind.
    const ITEM: Item;
}

/// What kind an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum ItemKind {
    /// Marked `#[cluster]`.
    Cluster,
    /// Marked `#[service]`.
    Service,
    /// Marked `#[task]`.
    Task,
}

impl ItemKind {
    /// The kind as a word: `cluster`, `service` or `task`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cluster => "cluster",
            Self::Service => "service",
            Self::Task => "task",
        }
    }
}

/// The declaration of an item of any kind.
#[derive(Clone, Copy, Debug)]
pub enum Item {
    /// Marked `#[cluster]`.
    Cluster(&'static Declaration<ClusterSpec>),
    /// Marked `#[service]`.
    Service(&'static Declaration<ServiceSpec>),
    /// Marked `#[task]`.
    Task(&'static Declaration<TaskSpec>),
}

impl Item {
    /// Who the item is.
    #[must_use]
    pub const fn identity(&self) -> &'static Identity {
        match self {
            Self::Cluster(declaration) => &declaration.identity,
            Self::Service(declaration) => &declaration.identity,
            Self::Task(declaration) => &declaration.identity,
        }
    }

    /// What kind it is.
    #[must_use]
    pub const fn kind(&self) -> ItemKind {
        match self {
            Self::Cluster(_) => ItemKind::Cluster,
            Self::Service(_) => ItemKind::Service,
            Self::Task(_) => ItemKind::Task,
        }
    }
}
