//! The attributes.

use super::{Attribute, Block, Placed, keys};
use crate::declaration::{ClusterSpec, ItemKind, ServiceSpec, TaskSpec};

/// `#[cluster]`.
pub const CLUSTER: &Attribute = &Attribute {
    kind: ItemKind::Cluster,
    doc: "Where services and tasks run: capacity, network and load balancers.",
    fixed: keys::CLUSTER,
    keys_path: "language::keys::cluster",
    block: ClusterSpec::BLOCK,
    placed: &[],
};

/// `#[service]`.
pub const SERVICE: &Attribute = &Attribute {
    kind: ItemKind::Service,
    doc: "What is kept running.",
    fixed: keys::SERVICE,
    keys_path: "language::keys::service",
    block: ServiceSpec::BLOCK,
    placed: PLACED,
};

/// `#[task]`.
pub const TASK: &Attribute = &Attribute {
    kind: ItemKind::Task,
    doc: "What runs to its end: by a schedule, an event, a deployment or by hand.",
    fixed: keys::TASK,
    keys_path: "language::keys::task",
    block: TaskSpec::BLOCK,
    placed: PLACED,
};

/// The attributes.
pub const ATTRIBUTES: &[&Attribute] = &[CLUSTER, SERVICE, TASK];

/// What stands behind the semicolon of `app!`.
pub const APP: &Block = &Block {
    type_name: "App",
    doc: "The items of an app, and its stages.",
    keys_path: "language::keys::app",
    keys: keys::OF_APP,
    excludes: &[],
    holds: &[],
};

const PLACED: &[Placed] = &[
    Placed {
        claim: "SIZE_FITS_THE_CLUSTER",
        check: "size_fits",
        keys: &["cpu", "memory", "capacity"],
        always: true,
        each: false,
        needs: &[],
    },
    Placed {
        claim: "CONTAINERS_FIT_THE_DEFAULT_SIZE",
        check: "shares_fit",
        keys: &["container", "memory_reservation", "capacity"],
        always: false,
        each: false,
        needs: &[("capacity", &[&["container"], &["memory_reservation"]])],
    },
    Placed {
        claim: "MAIN_CONTAINER_HAS_A_NAME_OF_ITS_OWN",
        check: "main_name_is_free",
        keys: &["container"],
        always: false,
        each: false,
        needs: &[],
    },
    Placed {
        claim: "GPUS_FIT_THE_CLUSTER",
        check: "gpus_fit",
        keys: &["gpu", "container", "capacity"],
        always: false,
        each: false,
        needs: &[("container", &[&["gpu"]]), ("capacity", &[&["gpu"]])],
    },
    Placed {
        claim: "ARCHITECTURE_FITS_THE_CLUSTER",
        check: "architecture_fits",
        keys: &["arch"],
        always: false,
        each: false,
        needs: &[],
    },
    Placed {
        claim: "CLUSTER_HAS_WHAT_IT_NEEDS",
        check: "family_fits",
        keys: &[
            "capacity",
            "network_mode",
            "os",
            "cpu",
            "memory",
            "platform",
            "privileged",
            "gpu",
            "volume",
            "storage",
            "stop",
            "container",
            "port",
            "logs",
        ],
        always: false,
        each: true,
        needs: &[
            ("cpu", &[&["os"], &["platform"]]),
            ("memory", &[&["os"], &["platform"]]),
            ("port", &[&["os"]]),
            ("logs", &[&["os"]]),
            ("container", &[&["privileged"], &["gpu"], &["stop"], &["os", "port"]]),
        ],
    },
];
