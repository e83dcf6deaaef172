//! Services that run tasks, which a row cannot say: it takes another item.

pub(crate) const TABLE: crate::effects::row::Table = crate::effects::row::Table {
    keys: &[("service", &["runs"])],
    apps: &[&[before::APP, running::APP, elsewhere::APP, calling::APP]],
};

mod before {
    use infra_aws::prelude::*;

    #[cluster]
    pub(super) struct Shop;

    #[service(cluster = Shop, image = "web:1", count = 2)]
    struct Web;

    #[task(cluster = Shop, image = "job:1")]
    pub(super) struct Job;

    pub(super) const APP: App = app!("effects": Shop, Web, Job);
}

mod running {
    use infra_aws::prelude::*;

    use super::before::{Job, Shop};

    #[service(cluster = Shop, image = "web:1", count = 2, runs = [Job])]
    struct Web;

    pub(super) const APP: App = app!("effects": Shop, Web, Job);
}

mod elsewhere {
    use infra_aws::prelude::*;

    use super::before::Shop;

    #[service(cluster = Shop, image = "web:1", count = 2, runs = [Job])]
    struct Web;

    /// In other subnets, which is another call.
    #[task(cluster = Shop, image = "job:1", security_groups = ["sg-0123456789abcdef0"])]
    struct Job;

    pub(super) const APP: App = app!("effects": Shop, Web, Job);
}

mod calling {
    use infra_aws::prelude::*;

    use super::before::Shop;

    #[service(cluster = Shop, image = "web:1", port = 8080, count = 2, runs = [Job])]
    struct Web;

    #[task(cluster = Shop, image = "job:1", connect = [Web])]
    struct Job;

    pub(super) const APP: App = app!("effects": Shop, Web, Job);
}

#[tokio::test(start_paused = true)]
async fn runs() {
    crate::effects::watch::happens_as_planned(before::APP, running::APP).await;
    crate::effects::watch::happens_as_planned(running::APP, before::APP).await;
}

#[tokio::test(start_paused = true)]
async fn another_network_of_the_task_restarts_who_runs_it() {
    crate::effects::watch::happens_as_planned(running::APP, elsewhere::APP).await;
}

#[tokio::test(start_paused = true)]
async fn a_task_comes_to_call_who_runs_it() {
    crate::effects::watch::happens_as_planned(running::APP, calling::APP).await;
    crate::effects::watch::happens_as_planned(calling::APP, before::APP).await;
}
