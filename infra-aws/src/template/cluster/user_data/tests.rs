use infra_core::declaration::{DataDisk, Range};

use super::*;

fn group(instance_type: &'static str) -> AutoScalingGroup {
    AutoScalingGroup { instance_type: Some(instance_type), ..AutoScalingGroup::new(Range { min: 0, max: 1 }) }
}

fn text(group: &AutoScalingGroup) -> String {
    let value = of(group, false);
    match value.get("Fn::Sub") {
        Some(text) => text.as_str().unwrap_or_default().to_owned(),
        None => value.to_string(),
    }
}

#[test]
fn disks_are_mounted_where_the_group_or_its_type_has_some() {
    const DATA: &[DataDisk] = &[DataDisk::new(100, "/data"), DataDisk::new(50, "/cache")];
    let plain = text(&group("c5n.xlarge"));
    assert!(plain.starts_with("#!/bin/bash\n") && !plain.contains("mount"), "{plain}");
    let data = text(&AutoScalingGroup { data: DATA, ..group("c5n.xlarge") });
    assert!(data.contains("\nmount_disk /dev/sdf /data\nmount_disk /dev/sdg /cache\n"), "{data}");
    assert!(!data.contains("Instance Storage"));
    assert!(text(&group("c6id.large")).contains("path=/mnt/instance-store "));
}

#[test]
fn scripts_are_whole_and_name_only_what_cloudformation_knows() {
    let all = AutoScalingGroup { trunking: true, spot: true, ..group("g4dn.xlarge") };
    let all = text(&all);
    for line in ["ECS_ENABLE_GPU_SUPPORT=true", "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true", "put-account-setting"] {
        assert!(all.contains(line), "{line} is not in {all}");
    }
    let named: Vec<&str> = all.split("${").skip(1).filter_map(|rest| rest.split('}').next()).collect();
    assert_eq!(named, ["Cluster", "AWS::Region"]);
}

#[test]
fn what_the_user_writes_stays_as_it_is() {
    let shell = of(&AutoScalingGroup { user_data: Some("echo ${HOME}"), ..group("c5n.xlarge") }, false);
    assert_eq!(shell["Fn::Join"][1][1], "echo ${HOME}");
    let start = shell["Fn::Join"][1][0]["Fn::Sub"].as_str().expect("a text");
    assert!(
        start.starts_with("MIME-Version: 1.0\n")
            && start.ends_with("x-shellscript; charset=\"utf-8\"\n\n#!/bin/bash\n")
    );
    let config = of(&AutoScalingGroup { user_data: Some("#cloud-config\n"), ..group("c5n.xlarge") }, false);
    assert!(
        config["Fn::Join"][1][0]["Fn::Sub"]
            .as_str()
            .expect("a text")
            .ends_with("text/cloud-config; charset=\"utf-8\"\n\n")
    );
    let toml = AutoScalingGroup { ami: Ami::Bottlerocket, user_data: Some("[settings.motd]"), ..group("c5n.xlarge") };
    let toml = of(&toml, false);
    assert_eq!(
        toml["Fn::Join"][1][0]["Fn::Sub"],
        "[settings.ecs]\ncluster = \"${Cluster}\"\nawsvpc-block-imds = true\n"
    );
    assert_eq!(toml["Fn::Join"][1][1], "[settings.motd]");
}

#[test]
fn windows_joins_by_its_own_tools() {
    let script = of(&AutoScalingGroup { ami: Ami::Id("ami-0123456789abcdef0"), ..group("m5.large") }, true);
    let script = script["Fn::Sub"].as_str().expect("a text");
    assert!(script.starts_with("<powershell>\n") && script.contains("-Cluster '${Cluster}'"), "{script}");
}
