//! Images that are there already, and what their tags stand for.

use super::{account, settled, writes};

const NAMED: &str = "web:1";

#[tokio::test(start_paused = true)]
async fn a_tag_is_deployed_by_what_it_stands_for() {
    let account = account(9);
    let _ = account.run(settled::SHOP, &["deploy"]).await.exits(0).says("image: web:1");
    account.images.name(NAMED, "one", &["linux/amd64", "linux/arm64"]);
    let first = account.run(settled::SHOP, &["deploy"]).await.exits(0);
    let first =
        first.says("Note: `web`: web:1 is deployed by its digest from now on").says("image: web:1 -> web@sha256:");
    assert!(first.out.contains("rolling restart"), "{}", first.out);
    let _ = account.run(settled::SHOP, &["deploy"]).await.exits(0).says("Nothing to do");
    // The tag moves.
    account.images.name(NAMED, "two", &["linux/amd64"]);
    let moved = account.run(settled::SHOP, &["deploy"]).await.exits(0);
    let _ = moved.says("web:1 is another image than the one that was deployed").says("image: web@sha256:");
    // The registry does not answer: what runs stays.
    account.images.unreachable(NAMED);
    let _ = writes(&account);
    let _ =
        account.run(settled::SHOP, &["deploy"]).await.exits(0).says("Nothing to do").says("stays as it was deployed");
    assert_eq!(writes(&account), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_tag_stays_a_tag_where_nobody_can_be_asked_or_shall_be() {
    let account = account(10);
    account.images.unreachable(NAMED);
    let outcome = account.run(settled::SHOP, &["deploy"]).await.exits(0);
    let _ = outcome.says("so that it is deployed by its tag: web:1: cannot be reached").says("image: web:1");
    let mut keeping = account.clone();
    account.images.name(NAMED, "one", &["linux/amd64"]);
    let _ = account.run(settled::SHOP, &["deploy", "--keep-tags"]).await.exits(0).says("Nothing to do");
    keeping.variables = vec![("INFRA_KEEP_TAGS", "1".to_owned())];
    let _ = keeping.run(settled::SHOP, &["deploy"]).await.exits(0).says("Nothing to do");
}

#[tokio::test(start_paused = true)]
async fn an_image_for_another_processor_is_refused_in_the_plan() {
    let account = account(11);
    account.images.name(NAMED, "one", &["linux/arm64", "linux/s390x"]);
    let refused = account.run(settled::SHOP, &["plan"]).await.exits(2);
    let refused = refused.complains("`web`: web:1 is there for linux/arm64 and linux/s390x, and not for linux/amd64");
    let _ = refused.complains("declare `arch` as the image is");
}

/// An app with as many tags as it may have, and a service with all of this library's own.
mod tagged {
    use infra_aws::core::declaration::App;
    use infra_aws::prelude::*;

    #[rustfmt::skip]
    #[cluster(tags(t0 = "", t1 = "", t2 = "", t3 = "", t4 = "", t5 = "", t6 = "", t7 = "", t8 = "", t9 = "", t10 = "", t11 = "", t12 = "", t13 = "", t14 = "", t15 = "", t16 = "", t17 = "", t18 = "", t19 = "", t20 = "", t21 = "", t22 = "", t23 = "", t24 = "", t25 = "", t26 = "", t27 = "", t28 = "", t29 = "", t30 = "", t31 = "", t32 = "", t33 = "", t34 = "", t35 = "", t36 = "", t37 = "", t38 = "", t39 = "", t40 = "", t41 = "", t42 = "", t43 = "", t44 = ""))]
    struct Shop;

    #[service(
        cluster = Shop,
        image = "web:1",
        cpu = 256,
        memory = 512,
        port = 8080,
        route("/*"),
        scale(1..=4, cpu = 60, at("cron(0 7 * * ? *)", 2..=8)),
        patch("/service/deploymentConfiguration/maximumPercent", "250"),
    )]
    struct Web;

    pub(super) const SHOP: App = app!("shop": Shop, Web);
}

#[tokio::test(start_paused = true)]
async fn as_many_tags_as_may_be_declared_leave_room_for_our_own() {
    let account = account(18);
    account.images.name(NAMED, "one", &["linux/amd64"]);
    let _ = account.run(tagged::SHOP, &["deploy"]).await.exits(0);
    let _ = account.run(tagged::SHOP, &["deploy"]).await.exits(0).says("Nothing to do");
}
