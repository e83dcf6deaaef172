//! What deploys name and do not make: images, secrets, certificates, quotas, what regions offer.

mod certificate;
mod event;
mod file_system;
mod image;
mod quota;
mod registry;
mod role;
mod schedule;
mod secret;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub(crate) use certificate::answer as answer_certificate;
pub(crate) use event::answer as answer_event;
pub(crate) use file_system::answer as answer_file_system;
pub(crate) use image::{answer as answer_image, place as image_place};
pub(crate) use quota::answer as answer_quota;
pub(crate) use registry::answer as answer_web;
pub(crate) use role::answer as answer_role;
pub(crate) use schedule::answer as answer_schedule;
pub(crate) use secret::{answer_parameter, answer_secret};

/// All of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// The platforms of images, as `linux/amd64`, by host, repository and version. In registries that are not ECR's every
    /// other image is there, for both processors.
    pub(crate) images: BTreeMap<image::Place, Vec<String>>,
    /// The names of parameters of Systems Manager.
    pub(crate) parameters: BTreeSet<String>,
    /// The values of secrets by their names; none where one is marked to be deleted.
    pub(crate) secrets: BTreeMap<String, Option<String>>,
    /// Certificates by their ARN, as they are described.
    pub(crate) certificates: BTreeMap<String, Value>,
    /// The values of quotas by their codes, and of limits by their names, where they are not AWS's defaults.
    pub(crate) quotas: BTreeMap<String, u32>,
    /// The service-linked roles that are not there, by name.
    pub(crate) no_roles: BTreeSet<String>,
    /// The regions of buckets, by name.
    pub(crate) buckets: BTreeMap<String, String>,
    /// The rules of EventBridge's default bus by name, each as it is described, with its `Targets`.
    pub(crate) rules: BTreeMap<String, Value>,
    /// Instance types that zones do not offer: type and zone.
    pub(crate) not_offered: BTreeSet<(String, String)>,
}
