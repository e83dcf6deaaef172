//! The volumes of a task, and where its containers have them.

use infra_core::blueprint::WorkloadBlueprint;
use infra_core::declaration::{EfsVolume, FileSystem, Mount, Volume, VolumeSource};
use serde_json::{Value, json};

use super::Object;
use crate::ecs::Known;
use crate::template::output;

/// The volumes of a workload's tasks; none while file systems that its stack makes are not known yet.
pub(super) fn volumes(workload: &WorkloadBlueprint, known: &Known) -> Option<Vec<Value>> {
    let stack = &workload.identity.physical;
    workload.volumes.iter().map(|declared| volume(declared, stack, known)).collect()
}

fn volume(volume: &Volume, stack: &str, known: &Known) -> Option<Value> {
    let object = Object::new().with("name", volume.name);
    let object = match volume.source {
        VolumeSource::Efs(efs) => object.with("efsVolumeConfiguration", file_system(volume, &efs, stack, known)?),
        // Size and kind are said by the service, or by who runs the task.
        VolumeSource::Ebs(_) => object.with("configuredAtLaunch", true),
        VolumeSource::Host(host) => object.with("host", json!({ "sourcePath": host.path })),
        VolumeSource::Scratch => object,
    };
    Some(object.value())
}

/// What is read and written is encrypted on its way, whoever made the file system.
fn file_system(volume: &Volume, efs: &EfsVolume, stack: &str, known: &Known) -> Option<Value> {
    let (id, access_point, root) = match efs.file_system {
        FileSystem::Id(id) => (id, efs.access_point, efs.root),
        // Its access point has the root.
        FileSystem::New => (
            known.output(stack, &output::file_system(volume.name))?,
            Some(known.output(stack, &output::access_point(volume.name))?),
            None,
        ),
    };
    let authorization = Object::new()
        .with_some("accessPointId", access_point)
        .with("iam", if efs.iam { "ENABLED" } else { "DISABLED" })
        .value();
    let configuration = Object::new()
        .with("fileSystemId", id)
        .with("rootDirectory", root.unwrap_or("/"))
        .with("transitEncryption", "ENABLED")
        .with("authorizationConfig", authorization);
    Some(configuration.value())
}

/// Where a container has a volume.
pub(super) fn mount(mount: &Mount) -> Value {
    Object::new()
        .with("sourceVolume", mount.volume)
        .with("containerPath", mount.at)
        .with("readOnly", json!(mount.read_only))
        .value()
}

#[cfg(test)]
mod tests {
    use infra_core::declaration::{EbsVolume, HostVolume};

    use super::*;

    fn of(source: VolumeSource) -> Option<Value> {
        let mut known = Known::default();
        let outputs = [("DataFileSystemId", "fs-1"), ("DataAccessPointId", "fsap-1")];
        let outputs = outputs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        known.outputs.insert("shop-prod-web".to_owned(), outputs.into());
        volume(&Volume::new("data", source, "/data"), "shop-prod-web", &known)
    }

    #[test]
    fn a_volume_is_what_is_declared() {
        assert_eq!(of(VolumeSource::Scratch), Some(json!({ "name": "data" })));
        let host = VolumeSource::Host(HostVolume::new("/var/lib/data"));
        assert_eq!(of(host), Some(json!({ "name": "data", "host": { "sourcePath": "/var/lib/data" } })));
        let disk = VolumeSource::Ebs(EbsVolume::new(20));
        assert_eq!(of(disk), Some(json!({ "name": "data", "configuredAtLaunch": true })));
    }

    #[test]
    fn a_file_system_is_mounted_encrypted_by_what_is_known_of_it() {
        let made = EfsVolume { root: Some("/sub"), iam: true, ..EfsVolume::new(FileSystem::New) };
        let configuration = of(VolumeSource::Efs(made)).unwrap()["efsVolumeConfiguration"].clone();
        assert_eq!(
            configuration,
            json!({
                "fileSystemId": "fs-1",
                "rootDirectory": "/",
                "transitEncryption": "ENABLED",
                "authorizationConfig": { "accessPointId": "fsap-1", "iam": "ENABLED" },
            })
        );
        let given = EfsVolume { root: Some("/sub"), ..EfsVolume::new(FileSystem::Id("fs-2")) };
        let configuration = of(VolumeSource::Efs(given)).unwrap()["efsVolumeConfiguration"].clone();
        assert_eq!((&configuration["fileSystemId"], &configuration["rootDirectory"]), (&json!("fs-2"), &json!("/sub")));
        let other = Volume::new("other", VolumeSource::Efs(EfsVolume::new(FileSystem::New)), "/other");
        assert_eq!(volume(&other, "shop-prod-web", &Known::default()), None);
    }
}
