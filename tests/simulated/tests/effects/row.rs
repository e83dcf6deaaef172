//! What a row of a table is made into: two apps, and a test that goes from one to the other.

use infra_aws::core::declaration::App;

/// Keys that a row changes: the attribute, and the paths of the keys in it.
pub(crate) type Covered = (&'static str, &'static [&'static str]);

/// A table of changes, as the tests of all tables see it.
pub(crate) struct Table {
    /// The keys of each row.
    pub(crate) keys: &'static [Covered],
    /// The apps of each row.
    pub(crate) apps: &'static [&'static [App]],
}

/// A table of changes. A row is
///
/// ```text
/// name: service ["key"] [keys before] => [keys after];
/// ```
///
/// `workload` in the place of `service` makes it a row for a service and a task; `task` and `cluster` there are as they
/// say. The keys are those of the stage in which it is deployed: they take the place of what the item is declared with.
/// `on [keys]` behind a row are keys of its cluster before and after, and behind a row of a cluster those of its service.
/// `refused` says that the plan must refuse the change. What must be there (a zone, groups) `watch.rs` puts into the account.
/// A key inside others is called by its path, as `health.every`, and `deploy.canary.bake` where a word stands between.
macro_rules! effects {
    ($($name:ident: $kind:ident $keys:tt $before:tt => $after:tt $($word:ident $([$($more:tt)*])?)*;)*) => {
        pub(crate) const TABLE: $crate::effects::row::Table =
            $crate::effects::row::Table { keys: &[$((stringify!($kind), &$keys)),*], apps: &[$($name::APPS),*] };

        $(
            pub(crate) mod $name {
                effects!(@tests $kind $before $after ($($word $([$($more)*])?)*));
            }
        )*
    };

    (@tests cluster $before:tt $after:tt ()) => {
        effects!(@tests cluster $before $after (on [count = 2]));
    };
    (@tests cluster $before:tt $after:tt (refused)) => {
        effects!(@tests cluster $before $after (on [count = 2] refused));
    };
    (@tests $kind:ident $before:tt $after:tt ()) => {
        effects!(@tests $kind $before $after (on [capacity = fargate]));
    };
    (@tests $kind:ident $before:tt $after:tt (refused)) => {
        effects!(@tests $kind $before $after (on [capacity = fargate] refused));
    };
    (@tests workload $before:tt $after:tt (on $cluster:tt $($refused:ident)?)) => {
        pub(crate) const APPS: &[infra_aws::core::declaration::App] =
            &[of_a_service::before::APP, of_a_service::after::APP, of_a_task::before::APP, of_a_task::after::APP];

        effects!(@test of_a_service service $before $after $cluster $($refused)?);
        effects!(@test of_a_task task $before $after $cluster $($refused)?);
    };
    (@tests $kind:ident $before:tt $after:tt (on $cluster:tt $($refused:ident)?)) => {
        pub(crate) const APPS: &[infra_aws::core::declaration::App] = &[change::before::APP, change::after::APP];

        effects!(@test change $kind $before $after $cluster $($refused)?);
    };

    (@test $test:ident $kind:ident $before:tt $after:tt $cluster:tt) => {
        pub(crate) mod $test {
            effects!(@apps $kind $before $after $cluster);

            #[tokio::test(start_paused = true)]
            async fn happens_as_planned() {
                $crate::effects::watch::happens_as_planned(before::APP, after::APP).await;
            }
        }
    };
    (@test $test:ident $kind:ident $before:tt $after:tt $cluster:tt refused) => {
        pub(crate) mod $test {
            effects!(@apps $kind $before $after $cluster);

            #[tokio::test(start_paused = true)]
            async fn is_refused() {
                $crate::effects::watch::is_refused(before::APP, after::APP).await;
            }
        }
    };

    (@apps cluster $before:tt $after:tt $service:tt) => {
        pub(crate) mod before { effects!(@app $before $service []); }
        pub(crate) mod after { effects!(@app $after $service []); }
    };
    (@apps service $before:tt $after:tt $cluster:tt) => {
        pub(crate) mod before { effects!(@app $cluster $before []); }
        pub(crate) mod after { effects!(@app $cluster $after []); }
    };
    (@apps task $before:tt $after:tt $cluster:tt) => {
        pub(crate) mod before { effects!(@app $cluster [] $before); }
        pub(crate) mod after { effects!(@app $cluster [] $after); }
    };

    (@app $cluster:tt $service:tt $task:tt) => {
        use infra_aws::prelude::*;

        effects!(@cluster $cluster);
        effects!(@service $service);
        effects!(@task $task);

        pub(crate) const APP: App = app!("effects": Shop, Web, Job, Migrate);

        /// What may come before a service.
        #[task(cluster = Shop, image = "migrate:1")]
        struct Migrate;
    };
    (@cluster []) => {
        #[cluster(tags(team = "shop"))]
        struct Shop;
    };
    (@cluster [$($key:tt)+]) => {
        #[cluster(tags(team = "shop"), stage(dev, $($key)+))]
        struct Shop;
    };
    (@service []) => {
        #[service(cluster = Shop, image = "web:1", cpu = 256, memory = 512, port = 8080, route("/*"), count = 2)]
        struct Web;
    };
    (@service [$($key:tt)+]) => {
        #[service(cluster = Shop, image = "web:1", cpu = 256, memory = 512, port = 8080, route("/*"), count = 2,
                  stage(dev, $($key)+))]
        struct Web;
    };
    (@task []) => {
        #[task(cluster = Shop, image = "job:1", cpu = 256, memory = 512, schedule = "rate(1 day)")]
        struct Job;
    };
    (@task [$($key:tt)+]) => {
        #[task(cluster = Shop, image = "job:1", cpu = 256, memory = 512, schedule = "rate(1 day)", stage(dev, $($key)+))]
        struct Job;
    };
}
