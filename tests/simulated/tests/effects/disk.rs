//! The disk of a task. What is started on a schedule has no volume of EBS, so no row can say it.

use serde_json::json;

pub(crate) const TABLE: crate::effects::row::Table = crate::effects::row::Table {
    keys: &[(
        "task",
        &["volume.source.ebs.size", "volume.source.ebs.kind", "volume.source.ebs.iops", "volume.source.ebs.throughput"],
    )],
    apps: &[&[before::APP, another::APP, faster::APP]],
};

mod before {
    use infra_aws::prelude::*;

    #[cluster]
    pub(super) struct Shop;

    #[task(cluster = Shop, image = "migrate:1", volume("data", ebs("20 GB"), at = "/data"))]
    struct Migrate;

    pub(super) const APP: App = app!("effects": Shop, Migrate);
}

mod another {
    use infra_aws::prelude::*;

    use super::before::Shop;

    #[task(cluster = Shop, image = "migrate:1",
           volume("data", ebs("30 GB", io2, iops = 4000), at = "/data"))]
    struct Migrate;

    pub(super) const APP: App = app!("effects": Shop, Migrate);
}

mod faster {
    use infra_aws::prelude::*;

    use super::before::Shop;

    #[task(cluster = Shop, image = "migrate:1", volume("data", ebs("20 GB", throughput = 250), at = "/data"))]
    struct Migrate;

    pub(super) const APP: App = app!("effects": Shop, Migrate);
}

#[tokio::test(start_paused = true)]
async fn the_disk_of_a_task_is_that_of_its_next_run() {
    for (after, disk) in [
        (another::APP, json!({ "sizeInGiB": 30, "volumeType": "io2", "iops": 4000 })),
        (faster::APP, json!({ "sizeInGiB": 20, "volumeType": "gp3", "throughput": 250 })),
    ] {
        let account = crate::effects::watch::changes_nothing(before::APP, after).await;
        let _ = account.run(after, &["run", "migrate"]).await.exits(0);
        let calls = account.aws.take_calls();
        let run = calls.iter().find(|call| call.operation == "RunTask").expect("it was run");
        let made = &run.request["volumeConfigurations"][0]["managedEBSVolume"];
        for (field, value) in disk.as_object().into_iter().flatten() {
            assert_eq!(made[field], *value, "{made}");
        }
    }
}
