//! Instances that started from a launch template as it was.

use std::time::Duration;

use aws_smithy_query::QueryWriter;

use super::answer::members;
use super::{Tell, group};
use crate::Error;
use crate::apply::definitions::missing_outputs;
use crate::direct::{self, AUTO_SCALING};
use crate::plan::InstancesOf;
use crate::wait::{Deadline, Pace};

/// How long an earlier replacement may take to end once it is cancelled: the instance that is on its way comes first.
const MINUTES: u64 = 15;

/// Begins to replace the instances of groups. EC2 Auto Scaling starts another one before it takes an old one, which ECS
/// drains. How long that takes depends on the tasks, so that it is not waited for.
pub(in crate::apply) async fn replace(tell: &Tell<'_>, cluster: &str, groups: &[InstancesOf]) -> Result<(), Error> {
    let known = tell.context.known();
    for of in groups {
        let provider = known.output(cluster, &of.output).ok_or_else(|| missing_outputs(cluster))?;
        let name = group(provider);
        match start(tell, name).await {
            // It is on its way to the template before this one.
            Err(error) if error.code() == Some("InstanceRefreshInProgress") => {
                tell.progress(format!("an earlier replacement of instances of `{}` is ended first", of.called));
                cancel(tell, name).await?;
                start(tell, name).await?;
            }
            result => result?,
        }
        tell.progress(format!("instances of `{}` are being replaced, one after another", of.called));
    }
    Ok(())
}

async fn start(tell: &Tell<'_>, group: &str) -> Result<(), Error> {
    let fill = |writer: &mut QueryWriter<'_>| {
        writer.prefix("AutoScalingGroupName").string(group);
        writer.prefix("Strategy").string("Rolling");
        writer.prefix("Preferences.MinHealthyPercentage").string("100");
        writer.prefix("Preferences.MaxHealthyPercentage").string("110");
        writer.prefix("Preferences.ScaleInProtectedInstances").string("Refresh");
        writer.prefix("Preferences.SkipMatching").boolean(true);
    };
    direct::query(&tell.context.clients, &AUTO_SCALING, "autoscaling:StartInstanceRefresh", fill).await.map(drop)
}

/// Ends the replacement that goes on, and waits until it is ended.
async fn cancel(tell: &Tell<'_>, group: &str) -> Result<(), Error> {
    const DESCRIBE: &str = "autoscaling:DescribeInstanceRefreshes";
    let clients = &tell.context.clients;
    let fill = |writer: &mut QueryWriter<'_>| writer.prefix("AutoScalingGroupName").string(group);
    match direct::query(clients, &AUTO_SCALING, "autoscaling:CancelInstanceRefresh", fill).await {
        Err(error) if error.code() == Some("ActiveInstanceRefreshNotFound") => return Ok(()),
        result => drop(result?),
    }
    let deadline = Deadline::minutes(MINUTES);
    let mut pace = Pace::new(Duration::from_secs(2), Duration::from_secs(15));
    loop {
        let text = direct::query(clients, &AUTO_SCALING, DESCRIBE, fill).await?;
        let refreshes = members(&text, "InstanceRefreshes").unwrap_or_default();
        let status = refreshes.first().and_then(|refresh| refresh.get("Status")).map(String::as_str);
        if !matches!(status, Some("Pending" | "InProgress" | "Cancelling")) {
            return Ok(());
        }
        deadline.check(|| format!("ending the replacement of instances of {group}"))?;
        pace.wait().await;
    }
}
