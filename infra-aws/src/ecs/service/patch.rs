//! Patches of a service: what a request gets, and how a later run knows that it has them.
//!
//! What a patch makes of a field, AWS may tell in another form, or not at all. So the fields that a patch changes are not
//! compared with what AWS has: a tag of the service says what each hashes to.

use infra_core::declaration::Patch;
use infra_core::plan::Detail;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Service;
use crate::ecs::Fields;
use crate::patch::{Root, apply};

/// The tag that tells of a service's patches: `key=hash` of each field that they change.
pub(crate) const TAG_PATCH: &str = "infra:patch";
/// What the names of the compared fields begin with that stand for patched ones.
pub(crate) const PATCH: &str = "patch ";
/// The longest value of a tag.
const LONGEST_TAG: usize = 256;
/// How much of a hash is kept.
const HASH: usize = 4;

/// The fields of which ECS makes a new deployment when they change.
const DEPLOYED: [&str; 8] = [
    "capacityProviderStrategy",
    "loadBalancers",
    "networkConfiguration",
    "platformVersion",
    "serviceConnectConfiguration",
    "serviceRegistries",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
];
/// The fields that only `CreateService` takes.
const ONCE: [&str; 3] = ["launchType", "role", "schedulingStrategy"];

/// The fields that a plan shows for each field of the request.
const SHOWN: [(&str, &[&str]); 14] = [
    ("capacityProviderStrategy", &[super::STRATEGY]),
    ("enableExecuteCommand", &[super::EXEC]),
    ("launchType", &[super::STRATEGY]),
    ("placementConstraints", &[super::PLACEMENT[1]]),
    ("placementStrategy", &[super::PLACEMENT[0]]),
    ("schedulingStrategy", &[super::SCHEDULING]),
    ("serviceConnectConfiguration", &[super::connect::FIELD]),
    ("serviceRegistries", &[super::REGISTRY]),
    ("networkConfiguration", &super::NETWORK),
    ("platformVersion", &[super::PLATFORM]),
    ("loadBalancers", &super::balancer::DEPLOYED),
    ("healthCheckGracePeriodSeconds", &[super::GRACE]),
    ("deploymentConfiguration", &super::deployment::FIELDS),
    ("availabilityZoneRebalancing", &[super::REBALANCING]),
];

/// What a field is when nobody says anything of it: for those that a patch may have set and that nothing declares.
fn reset(key: &str) -> Option<Value> {
    Some(match key {
        "platformVersion" => json!("LATEST"),
        "placementConstraints"
        | "placementStrategy"
        | "serviceRegistries"
        | "volumeConfigurations"
        | "vpcLatticeConfigurations" => json!([]),
        "serviceConnectConfiguration" => json!({ "enabled": false }),
        "healthCheckGracePeriodSeconds" => json!(0),
        _ => return None,
    })
}

/// Changes a request by the patches of the service. One that finds no place was refused before anything was planned.
pub(super) fn change(request: &mut Value, patches: &[Patch]) {
    let mut changed = request.clone();
    if apply(&mut changed, Root::Service, patches).is_ok() {
        *request = changed;
    }
}

/// The fields of the request that patches change, each once, in their order.
pub(super) fn keys(patches: &[Patch]) -> Vec<String> {
    let pointers = Root::Service.patches(patches).filter_map(|patch| Root::Service.within(patch.pointer));
    let mut keys: Vec<String> =
        pointers.filter_map(|pointer| Some(pointer.split('/').nth(1)?.replace("~1", "/").replace("~0", "~"))).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Puts into an update what patches make of `whole`, the service without them: of each field that changes, and of each
/// that the update says anyway. What a patch no longer changes becomes what is declared, or what AWS has where nothing is.
pub(super) fn update(request: &mut Value, whole: &Value, patches: &[Patch], changed: Option<&[String]>) {
    let mut patched = whole.clone();
    change(&mut patched, patches);
    let keys = keys(patches);
    let changes = |key: &str| changed.is_none_or(|changed| changed.iter().any(|field| *field == field_of(key)));
    for key in &keys {
        let is_sent = request.get(key).is_some() || changes(key);
        match patched.get(key).filter(|_| is_sent && !ONCE.contains(&key.as_str())) {
            Some(value) => request[key] = value.clone(),
            None => {
                request.as_object_mut().map(|fields| fields.remove(key));
            }
        }
    }
    let fields = changed.unwrap_or_default().iter().filter_map(|field| field.strip_prefix(PATCH));
    for gone in fields.clone().filter(|key| !keys.iter().any(|held| held == key)) {
        if let Some(value) = whole.get(gone).cloned().or_else(|| reset(gone)) {
            request[gone] = value;
        }
    }
    if fields.clone().any(|key| key == "capacityProviderStrategy") {
        request["forceNewDeployment"] = json!(true);
    }
}

fn field_of(key: &str) -> String {
    format!("{PATCH}{key}")
}

/// Whether a change of this field, as it is compared, makes a new deployment.
pub(super) fn deploys(field: &str) -> bool {
    field.strip_prefix(PATCH).is_some_and(|key| DEPLOYED.contains(&key))
}

impl Service {
    /// With the tag that tells of its patches, where it has some.
    pub(super) fn tagged(mut self) -> Self {
        let keys = keys(&self.patches);
        if keys.is_empty() {
            return self;
        }
        let mut patched = self.made();
        change(&mut patched, &self.patches);
        let hash = |key: &String| {
            let value = patched.get(key).unwrap_or(&Value::Null).to_string();
            let digest = Sha256::digest(value);
            let hash: String = digest.iter().take(HASH).map(|byte| format!("{byte:02x}")).collect();
            format!("{key}={hash}")
        };
        self.tags.insert(TAG_PATCH.to_owned(), keys.iter().map(hash).collect::<Vec<_>>().join(" "));
        self
    }

    /// Says in words what is wrong with the patches.
    pub(crate) fn check_patches(&self) -> Result<(), String> {
        apply(&mut self.made(), Root::Service, &self.patches)?;
        match self.tags.get(TAG_PATCH) {
            Some(tag) if tag.len() > LONGEST_TAG => Err("patches change more fields of the service than its tag \
                                                         `infra:patch` can name; declare what has a key of its own"
                .to_owned()),
            _ => Ok(()),
        }
    }

    /// The fields of a service in AWS and of this one that are compared: what patches change stands as what it hashes to.
    pub(crate) fn compared(&self, existing: &Self, counted: bool) -> (Fields, Fields) {
        let patched = keys(&self.patches);
        let shown = SHOWN.iter().filter(|(key, _)| patched.iter().any(|held| held == key));
        let hidden: Vec<&str> = shown.flat_map(|(_, fields)| fields.iter().copied()).collect();
        let of = |service: &Self| {
            let mut fields = service.fields(counted);
            // Service Connect has a field for each name.
            fields.retain(|name, _| {
                let connects = hidden.contains(&super::connect::FIELD) && super::connect::deploys(name);
                !connects && !hidden.contains(&name.as_str())
            });
            fields
        };
        (of(existing), of(self))
    }

    /// What differs, with the patches as they are declared.
    pub(crate) fn told(&self, differences: Vec<Detail>) -> Vec<Detail> {
        let mut told = Vec::new();
        for detail in differences {
            let Some(key) = detail.what.strip_prefix(PATCH) else {
                told.push(detail);
                continue;
            };
            let of_key = |patch: &&Patch| keys(std::slice::from_ref(patch)) == [key];
            let own: Vec<Patch> = self.patches.iter().filter(of_key).copied().collect();
            if own.is_empty() {
                let stays = reset(key).is_none() && self.made().get(key).is_none();
                let what = format!("patch of /service/{key} is taken back");
                let what = if stays { format!("{what}, but what it set stays: nothing undoes it") } else { what };
                told.push(Detail { what, from: None, to: None });
            }
            told.extend(Root::Service.told(&own));
        }
        told
    }
}

/// Why these changes of patches cannot be made to a service that exists.
pub(crate) fn refused(changed: &[String]) -> Option<String> {
    let key = changed.iter().filter_map(|field| field.strip_prefix(PATCH)).find(|key| ONCE.contains(key))?;
    Some(format!("`/service/{key}` counts only when a service is made, so that no patch changes it afterwards"))
}

/// The fields that stand for patched ones, as the tag tells them.
pub(super) fn fields_of_tag(tag: &str) -> impl Iterator<Item = (String, &str)> {
    tag.split(' ').filter_map(|part| part.split_once('=')).map(|(key, hash)| (field_of(key), hash))
}

#[cfg(test)]
mod tests;
