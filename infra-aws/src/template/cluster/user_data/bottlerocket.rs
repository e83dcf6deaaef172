//! Bottlerocket's settings, in TOML.

use infra_core::declaration::AutoScalingGroup;

/// The settings of the agent. It gives tasks their roles, interfaces and logs without being told.
pub(super) fn settings(group: &AutoScalingGroup) -> String {
    let mut lines = vec![
        "[settings.ecs]",
        "cluster = \"${Cluster}\"",
        // A task has an interface of its own, so the hop limit does not keep it from the instance's credentials.
        "awsvpc-block-imds = true",
    ];
    if group.spot {
        lines.push("enable-spot-instance-draining = true");
    }
    lines.join("\n") + "\n"
}
