//! How a service deploys.

effects! {
    rolling: service ["deploy", "deploy.rolling.min", "deploy.rolling.max"]
        [deploy = rolling(min = 100, max = 200)] => [deploy = rolling(min = 50, max = 150)];
    to_blue_green: service ["deploy"] [] => [deploy = blue_green];
    to_rolling: service ["deploy"] [deploy = blue_green] => [deploy = rolling];
    blue_green_bake: service ["deploy.blue_green.bake"]
        [deploy = blue_green(bake = "5m")] => [deploy = blue_green(bake = "10m")];
    blue_green_pause: service ["deploy.blue_green.pause"] [deploy = blue_green] => [deploy = blue_green(pause = "24h")];
    blue_green_to_canary: service ["deploy"] [deploy = blue_green] => [deploy = canary(10)];
    canary: service ["deploy.canary.percent"] [deploy = canary(10)] => [deploy = canary(20)];
    canary_bake: service ["deploy.canary.bake"] [deploy = canary(10, bake = "1m")] => [deploy = canary(10, bake = "2m")];
    canary_pause: service ["deploy.canary.pause"] [deploy = canary(10)] => [deploy = canary(10, pause = "1h")];
    linear: service ["deploy.linear.percent"] [deploy = linear(10)] => [deploy = linear(25)];
    linear_every: service ["deploy.linear.every"] [deploy = linear(50, every = "1m")] => [deploy = linear(50, every = "2m")];
    linear_bake: service ["deploy.linear.bake"] [deploy = linear(50, bake = "1m")] => [deploy = linear(50, bake = "2m")];
    linear_pause: service ["deploy.linear.pause"] [deploy = linear(50)] => [deploy = linear(50, pause = "1h")];
    image_by_blue_green: service ["image"]
        [deploy = blue_green, image = "web:1"] => [deploy = blue_green, image = "web:2"];
    image_by_canary: service ["image"] [deploy = canary(10), image = "web:1"] => [deploy = canary(10), image = "web:2"];
    image_by_linear: service ["image"] [deploy = linear(50), image = "web:1"] => [deploy = linear(50), image = "web:2"];
    smoke: service ["smoke"] [deploy = blue_green] => [deploy = blue_green, smoke = crate::effects::deployment::answers];
    breaker: service ["breaker", "breaker.failures"] [breaker(failures = 3)] => [breaker(failures = 5)];
    alarms: service ["alarms"] [] => [alarms = ["shop-5xx"]];
    early: service ["early", "early.percent"]
        [deploy = rolling(min = 50, max = 200), early(percent = 50)] =>
        [deploy = rolling(min = 50, max = 200), early(percent = 75)];
    before: service ["before"] [image = "web:1"] => [image = "web:2", before = [Migrate]];
    image_after_a_task: service ["image"]
        [before = [Migrate], image = "web:1"] => [before = [Migrate], image = "web:2"];
    exec: service ["exec"] [exec = on] => [exec = off];
    init_without_shells: service ["init"] [exec = off] => [exec = off, init];
    place: service ["place", "place.spread", "place.binpack"]
        [place(spread = zone)] => [place(spread = instance, binpack = memory)] on [capacity = ec2("c5.large", 2..=4)];
    constraint: service ["constraint"]
        [] => [constraint("attribute:ecs.instance-type =~ c5.*")] on [capacity = ec2("c5.large", 2..=4)];
}

/// A smoke test that finds nothing wrong.
#[allow(clippy::unnecessary_wraps, reason = "`smoke` takes functions that can fail")]
pub(crate) fn answers(_: &infra_aws::prelude::SmokeTest<'_>) -> Result<(), std::convert::Infallible> {
    Ok(())
}
