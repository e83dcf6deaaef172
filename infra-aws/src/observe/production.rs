//! Where production's traffic of a service goes, and whether it moves.

use std::collections::BTreeMap;

use aws_sdk_ecs::types::{Service as SdkService, ServiceRevision};

use super::{ObservedService, deployments};
use crate::client::Clients;
use crate::{Error, concurrently};

/// How many revisions one `DescribeServiceRevisions` takes.
const BATCH: usize = 20;

/// The target group that a service is registered with; of one whose deployments move traffic, only the revision that
/// serves says which of the two it is: see [`read`].
pub(super) fn registered(sdk: &SdkService) -> Option<String> {
    let balancer = sdk.load_balancers().first()?;
    balancer.target_group_arn().map(str::to_owned)
}

/// The revisions that a service runs, if its deployments move traffic.
pub(super) fn revisions(sdk: &SdkService) -> Vec<String> {
    let moves = sdk.load_balancers().iter().any(|balancer| balancer.advanced_configuration().is_some());
    let revisions = sdk.current_service_revisions().iter().filter_map(|revision| revision.arn()).filter(|_| moves);
    revisions.map(str::to_owned).collect()
}

/// Reads the target groups that the revisions of services were deployed to, where there are two, and whether a deployment
/// moves the traffic between them.
pub(super) async fn read(
    clients: &Clients,
    mut services: BTreeMap<String, ObservedService>,
) -> Result<BTreeMap<String, ObservedService>, Error> {
    let arns: Vec<String> = services.values().flat_map(|observed| observed.revisions.iter().cloned()).collect();
    let (revisions, recorded) =
        tokio::try_join!(describe_revisions(clients, arns), deployments::recorded(clients, &services))?;
    for (key, observed) in &mut services {
        observed.recorded = recorded.get(key).copied();
        let own = observed.revisions.iter().filter_map(|arn| revisions.get(arn));
        if let Some(group) = serving(own) {
            observed.production = Some(group);
        }
    }
    Ok(services)
}

/// Describes service revisions, by ARN.
pub(crate) async fn describe_revisions(
    clients: &Clients,
    arns: Vec<String>,
) -> Result<BTreeMap<String, ServiceRevision>, Error> {
    let calls = arns.chunks(BATCH).map(|batch| {
        let call = clients.ecs.describe_service_revisions().set_service_revision_arns(Some(batch.to_vec()));
        async move { call.send().await.map_err(Error::api("ecs:DescribeServiceRevisions")) }
    });
    let answers = concurrently::all(calls.collect()).await?;
    let revisions = answers.into_iter().flat_map(|answer| answer.service_revisions.unwrap_or_default());
    Ok(revisions.filter_map(|revision| Some((revision.service_revision_arn()?.to_owned(), revision))).collect())
}

/// Of several revisions the first one serves: the other is being deployed.
fn serving<'revision>(revisions: impl Iterator<Item = &'revision ServiceRevision>) -> Option<String> {
    let first = revisions.min_by_key(|revision| revision.created_at().map(|at| (at.secs(), at.subsec_nanos())))?;
    let resolved = first.resolved_configuration()?.load_balancers().first()?;
    resolved.target_group_arn().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use aws_sdk_ecs::primitives::DateTime;
    use aws_sdk_ecs::types::{
        AdvancedConfiguration, LoadBalancer, ResolvedConfiguration, ServiceCurrentRevisionSummary,
        ServiceRevisionLoadBalancer,
    };

    use super::*;

    fn service(moves: bool, revisions: &[&str]) -> SdkService {
        let moving = moves.then(|| AdvancedConfiguration::builder().alternate_target_group_arn("green").build());
        let balancer = LoadBalancer::builder().target_group_arn("blue").set_advanced_configuration(moving).build();
        let current = revisions.iter().map(|arn| ServiceCurrentRevisionSummary::builder().arn(*arn).build());
        let service = SdkService::builder().load_balancers(balancer);
        service.set_current_service_revisions(Some(current.collect())).build()
    }

    fn revision(second: i64, group: Option<&str>) -> ServiceRevision {
        let resolved = group.map(|group| ServiceRevisionLoadBalancer::builder().target_group_arn(group).build());
        let resolved = ResolvedConfiguration::builder().set_load_balancers(resolved.map(|resolved| vec![resolved]));
        let revision = ServiceRevision::builder().created_at(DateTime::from_secs(second));
        revision.resolved_configuration(resolved.build()).build()
    }

    #[test]
    fn the_older_revision_serves_while_another_is_deployed() {
        let both = [revision(20, Some("green")), revision(10, Some("blue"))];
        assert_eq!(serving(both.iter()).as_deref(), Some("blue"));
        assert_eq!(serving(both[..1].iter()).as_deref(), Some("green"));
        assert_eq!(serving([revision(10, None)].iter()), None);
        assert_eq!(serving([].iter()), None);
    }

    #[test]
    fn a_service_that_moves_no_traffic_serves_where_it_is_registered() {
        assert_eq!(revisions(&service(true, &["one", "two"])), ["one", "two"]);
        let rolling = service(false, &["one"]);
        assert_eq!((registered(&rolling).as_deref(), revisions(&rolling)), (Some("blue"), Vec::new()));
    }
}
