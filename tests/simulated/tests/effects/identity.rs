//! What an item is called, which cluster it is in, and what changes its other keys. A row cannot say it, since it takes
//! another item, or a function.

pub(crate) const TABLE: crate::effects::row::Table = crate::effects::row::Table {
    keys: &[
        ("cluster", &["name", "stage", "configure", "waive", "waive.rule", "waive.reason"]),
        ("service", &["name", "stage", "configure", "waive", "waive.rule", "waive.reason", "cluster"]),
        ("task", &["name", "stage", "configure", "waive", "waive.rule", "waive.reason", "cluster"]),
    ],
    apps: &[
        &[before::APP, service_elsewhere::APP, task_elsewhere::APP, renamed::APP, renamed_cluster::APP],
        &[renamed_under_its_services::APP, staged::APP, configured::APP, waived::APP],
    ],
};

mod before {
    use infra_aws::prelude::*;

    #[cluster]
    pub(super) struct Shop;

    #[cluster]
    pub(super) struct Store;

    #[service(cluster = Shop, image = "web:1", count = 2)]
    pub(super) struct Web;

    #[task(cluster = Shop, image = "job:1", schedule = "rate(1 day)")]
    pub(super) struct Job;

    pub(super) const APP: App = app!("effects": Shop, Store, Web, Job);
}

mod service_elsewhere {
    use infra_aws::prelude::*;

    use super::before::{Job, Shop, Store};

    #[service(cluster = Store, image = "web:1", count = 2)]
    struct Web;

    pub(super) const APP: App = app!("effects": Shop, Store, Web, Job);
}

mod task_elsewhere {
    use infra_aws::prelude::*;

    use super::before::{Shop, Store, Web};

    #[task(cluster = Store, image = "job:1", schedule = "rate(1 day)")]
    struct Job;

    pub(super) const APP: App = app!("effects": Shop, Store, Web, Job);
}

mod renamed {
    use infra_aws::prelude::*;

    use super::before::{Shop, Store};

    #[service(cluster = Shop, name = "pages", image = "web:1", count = 2)]
    struct Web;

    #[task(cluster = Shop, name = "nightly", image = "job:1", schedule = "rate(1 day)")]
    struct Job;

    pub(super) const APP: App = app!("effects": Shop, Store, Web, Job);
}

mod renamed_cluster {
    use infra_aws::prelude::*;

    use super::before::{Job, Shop, Web};

    #[cluster(name = "depot")]
    struct Store;

    pub(super) const APP: App = app!("effects": Shop, Store, Web, Job);
}

mod renamed_under_its_services {
    use infra_aws::prelude::*;

    use super::before::Store;

    #[cluster(name = "market")]
    struct Shop;

    #[service(cluster = Shop, image = "web:1", count = 2)]
    struct Web;

    #[task(cluster = Shop, image = "job:1", schedule = "rate(1 day)")]
    struct Job;

    pub(super) const APP: App = app!("effects": Shop, Store, Web, Job);
}

mod staged {
    use infra_aws::prelude::*;

    #[cluster(stage(dev, insights = enhanced))]
    struct Shop;

    #[cluster]
    struct Store;

    #[service(cluster = Shop, image = "web:1", count = 2, stage(dev, env(LEVEL = "debug")))]
    struct Web;

    #[task(cluster = Shop, image = "job:1", schedule = "rate(1 day)", stage(dev, schedule = "rate(2 days)"))]
    struct Job;

    pub(super) const APP: App = app!("effects": Shop, Store, Web, Job);
}

#[expect(clippy::unnecessary_wraps, reason = "a function that `configure` names tells by a `Result`")]
mod configured {
    use std::convert::Infallible;

    use infra_aws::core::declaration::{Image, Insights};
    use infra_aws::prelude::*;

    #[cluster(configure = watched)]
    struct Shop;

    #[cluster]
    struct Store;

    #[service(cluster = Shop, image = "web:1", count = 2, configure = newer)]
    struct Web;

    #[task(cluster = Shop, image = "job:1", schedule = "rate(1 day)", configure = larger)]
    struct Job;

    pub(super) const APP: App = app!("effects": Shop, Store, Web, Job);

    fn watched(_: &Stage<'_>, mut spec: ClusterSpec) -> Result<ClusterSpec, Infallible> {
        spec.insights = Insights::Enhanced;
        Ok(spec)
    }

    fn newer(_: &Stage<'_>, mut spec: ServiceSpec) -> Result<ServiceSpec, Infallible> {
        spec.workload.container.image = Image::Reference("web:2");
        Ok(spec)
    }

    fn larger(_: &Stage<'_>, mut spec: TaskSpec) -> Result<TaskSpec, Infallible> {
        spec.workload.memory = Some(1024);
        Ok(spec)
    }
}

mod waived {
    use infra_aws::prelude::*;

    #[cluster(waive("capacity-spot", reason = "it is what is tried"))]
    struct Shop;

    #[cluster]
    struct Store;

    #[service(cluster = Shop, image = "web:1", count = 2, waive("drain-spot", reason = "it is what is tried"))]
    struct Web;

    #[task(cluster = Shop, image = "job:1", schedule = "rate(1 day)",
           waive("egress-start", reason = "it is what is tried"))]
    struct Job;

    pub(super) const APP: App = app!("effects": Shop, Store, Web, Job);
}

#[tokio::test(start_paused = true)]
async fn a_service_has_one_cluster_for_life() {
    crate::effects::watch::is_refused(before::APP, service_elsewhere::APP).await;
}

#[tokio::test(start_paused = true)]
async fn a_task_is_started_in_another_cluster() {
    crate::effects::watch::happens_as_planned(before::APP, task_elsewhere::APP).await;
}

#[tokio::test(start_paused = true)]
async fn another_name_is_another_item() {
    crate::effects::watch::happens_as_planned(before::APP, renamed::APP).await;
    crate::effects::watch::happens_as_planned(before::APP, renamed_cluster::APP).await;
}

#[tokio::test(start_paused = true)]
async fn services_do_not_follow_the_name_of_their_cluster() {
    crate::effects::watch::is_refused(before::APP, renamed_under_its_services::APP).await;
}

#[tokio::test(start_paused = true)]
async fn a_stage_gives_other_keys() {
    crate::effects::watch::happens_as_planned(before::APP, staged::APP).await;
}

#[tokio::test(start_paused = true)]
async fn a_function_changes_other_keys() {
    crate::effects::watch::happens_as_planned(before::APP, configured::APP).await;
}

#[tokio::test(start_paused = true)]
async fn nothing_is_deployed_of_what_is_waived() {
    let _ = crate::effects::watch::changes_nothing(before::APP, waived::APP).await;
}
