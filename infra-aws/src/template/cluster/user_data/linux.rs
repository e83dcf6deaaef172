//! The script of an instance with Amazon Linux. It is done before the ECS agent starts.

use infra_core::declaration::AutoScalingGroup;
use serde_json::{Value, json};

use super::{has_disks, has_gpus};
use crate::template::intrinsic::substitute;

/// What parts the texts in user data of several.
const BOUNDARY: &str = "infra-user-data";

/// Our script, and the user's own text behind it, whatever of the two kinds it is.
pub(super) fn user_data(group: &AutoScalingGroup) -> Value {
    let own = script(group);
    let Some(users) = group.user_data else { return substitute(&own) };
    let kind = if users.starts_with("#cloud-config") { "cloud-config" } else { "x-shellscript" };
    // A script without a first line of its own is one for Bash, as ours is.
    let first = if users.starts_with('#') { "" } else { "#!/bin/bash\n" };
    let start = format!(
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"{BOUNDARY}\"\n\n--{BOUNDARY}\n\
         Content-Type: text/x-shellscript; charset=\"utf-8\"\n\n{own}\n--{BOUNDARY}\n\
         Content-Type: text/{kind}; charset=\"utf-8\"\n\n{first}"
    );
    json!({ "Fn::Join": ["", [substitute(&start), users, format!("\n--{BOUNDARY}--\n")]] })
}

fn script(group: &AutoScalingGroup) -> String {
    let mut settings = vec![
        "ECS_CLUSTER=${Cluster}",
        "ECS_ENABLE_TASK_IAM_ROLE=true",
        "ECS_ENABLE_TASK_ENI=true",
        // Logs are written with the workload's execution role, not with the instance's.
        "ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true",
        // A task has an interface of its own, so the hop limit does not keep it from the instance's credentials.
        "ECS_AWSVPC_BLOCK_IMDS=true",
    ];
    if has_gpus(group) {
        settings.push("ECS_ENABLE_GPU_SUPPORT=true");
    }
    if group.spot {
        // Two minutes before a spot instance goes, its tasks begin to move.
        settings.push("ECS_ENABLE_SPOT_INSTANCE_DRAINING=true");
    }
    let mut script = format!("#!/bin/bash\ncat >> /etc/ecs/ecs.config <<'END'\n{}\nEND\n", settings.join("\n"));
    if !group.data.is_empty() || has_disks(group) {
        script.push_str(MOUNT);
    }
    for (data, letter) in group.data.iter().zip('f'..='p') {
        script.extend(["mount_disk /dev/sd", letter.encode_utf8(&mut [0; 4]), " ", data.at, "\n"]);
    }
    if has_disks(group) {
        script.push_str(INSTANCE_STORE);
    }
    if group.trunking {
        script.push_str(TRUNKING);
    }
    script
}

/// Mounts a disk, with a file system of its own, at a path; also after a restart.
const MOUNT: &str = "\
mount_disk() {
  for try in $(seq 60); do [ -b \"$1\" ] && break; sleep 1; done
  blkid \"$1\" > /dev/null || mkfs.xfs -q \"$1\"
  mkdir -p \"$2\"
  echo \"UUID=$(blkid -s UUID -o value \"$1\") $2 xfs defaults,nofail 0 2\" >> /etc/fstab
  mount \"$2\"
}
";

/// Mounts the disks of the instance itself.
const INSTANCE_STORE: &str = "\
number=1
for disk in $(lsblk --nodeps --noheadings --paths --output NAME,MODEL | awk '/Instance Storage/ { print $1 }'); do
  [ $number -eq 1 ] && path=/mnt/instance-store || path=/mnt/instance-store-$number
  mount_disk \"$disk\" $path
  number=$((number + 1))
done
";

/// Switches trunks on for the instance's own role, which nobody else can do; an instance gets its trunk when it joins.
const TRUNKING: &str = "\
command -v aws > /dev/null || dnf install --assumeyes --quiet awscli-2
for try in $(seq 5); do
  aws ecs put-account-setting --name awsvpcTrunking --value enabled --region ${AWS::Region} && break
  sleep 5
done
";
