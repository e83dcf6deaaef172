//! Services that call each other, shells, and where tasks are placed. What a row cannot say, since it needs another service,
//! or a service without a count, is declared here.

pub(crate) mod rows {
    effects! {
        exec: service ["exec"] [exec = off] => [exec = on];
        init: service ["init"] [exec = off] => [exec = off, init];
        port_name: service ["port.name", "port.protocol"] [port = 8080] => [port(8080, name = "http", protocol = http)];
        namespace: cluster ["namespace"] [namespace = "one.internal"] => [namespace = "other.internal"];
        no_namespace: cluster ["namespace"] [namespace = "one.internal"] => [];
        place: service ["place", "place.spread", "place.binpack"] [] => [place(spread = zone, binpack = memory)]
            on [capacity = ec2("c5.large", 2..=4), network = new(nat = one)];
        constraint: service ["constraint"] [] => [constraint("distinctInstance")]
            on [capacity = ec2("c5.large", 2..=4), network = new(nat = one)];
    }
}

pub(crate) const TABLE: crate::effects::row::Table = crate::effects::row::Table {
    keys: &[("service", &["connect", "daemon"]), ("task", &["connect"])],
    apps: &[&[before::APP, connected::APP, called_by_a_task::APP, with_a_task::APP, everywhere::APP]],
};

mod before {
    use infra_aws::prelude::*;

    #[cluster(capacity = ec2("c5.large", 2..=4), network = new(nat = one))]
    pub(super) struct Shop;

    #[service(cluster = Shop, image = "api:1", cpu = 128, memory = 256, port = 8080)]
    pub(super) struct Api;

    #[service(cluster = Shop, image = "web:1", cpu = 128, memory = 256, port = 8080)]
    struct Web;

    pub(super) const APP: App = app!("effects": Shop, Api, Web);
}

mod connected {
    use infra_aws::prelude::*;

    use super::before::{Api, Shop};

    #[service(cluster = Shop, image = "web:1", cpu = 128, memory = 256, port = 8080, connect = [Api])]
    struct Web;

    pub(super) const APP: App = app!("effects": Shop, Api, Web);
}

mod called_by_a_task {
    use infra_aws::prelude::*;

    use super::before::{Api, Shop};

    #[service(cluster = Shop, image = "web:1", cpu = 128, memory = 256, port = 8080)]
    struct Web;

    #[task(cluster = Shop, image = "job:1", cpu = 128, memory = 256, connect = [Api])]
    struct Job;

    pub(super) const APP: App = app!("effects": Shop, Api, Web, Job);
}

mod with_a_task {
    use infra_aws::prelude::*;

    use super::before::{Api, Shop};

    #[service(cluster = Shop, image = "web:1", cpu = 128, memory = 256, port = 8080)]
    struct Web;

    #[task(cluster = Shop, image = "job:1", cpu = 128, memory = 256)]
    struct Job;

    pub(super) const APP: App = app!("effects": Shop, Api, Web, Job);
}

mod everywhere {
    use infra_aws::prelude::*;

    use super::before::{Api, Shop};

    #[service(cluster = Shop, image = "web:1", cpu = 128, memory = 256, port = 8080, daemon)]
    struct Web;

    pub(super) const APP: App = app!("effects": Shop, Api, Web);
}

#[tokio::test(start_paused = true)]
async fn connect() {
    crate::effects::watch::happens_as_planned(before::APP, connected::APP).await;
    crate::effects::watch::happens_as_planned(connected::APP, before::APP).await;
}

#[tokio::test(start_paused = true)]
async fn a_task_connects() {
    crate::effects::watch::happens_as_planned(with_a_task::APP, called_by_a_task::APP).await;
    crate::effects::watch::happens_as_planned(called_by_a_task::APP, with_a_task::APP).await;
}

#[tokio::test(start_paused = true)]
async fn daemon() {
    crate::effects::watch::happens_as_planned(before::APP, everywhere::APP).await;
    crate::effects::watch::happens_as_planned(everywhere::APP, before::APP).await;
}
