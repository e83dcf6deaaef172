//! What is declared, as it is sent, and as it is read back.

use aws_sdk_applicationautoscaling::Client;
use aws_sdk_applicationautoscaling::config::{BehaviorVersion, Config, Region};
use aws_sdk_applicationautoscaling::primitives::DateTime;
use aws_sdk_applicationautoscaling::types::{
    Alarm as SdkAlarm, ScalableDimension, ScalableTarget, ScalableTargetAction, ScalingPolicy, ScheduledAction,
    ServiceNamespace,
};
use infra_core::blueprint::Blueprint;
use infra_core::declaration::App;
use infra_macros::{app, cluster, service};

use super::policy::Metric;
use super::*;
use crate::ecs::Known;
use crate::template::output;

#[cluster(name = "cluster")]
struct Cluster;

#[service(
    cluster = Cluster, image = "web:1", port = 8080, route("/*"),
    scale(
        2..=10,
        cpu = 60,
        memory = 70,
        requests = 1000,
        in_after = "10m",
        metric("Shop", "QueueLength", target = 100, dimensions(Queue = "{app}-{stage}")),
        step("Shop", "Age", above(1000, add = 5), above(100, add = 1), below(10, remove = 1), below(0, remove = 3)),
        at("cron(0 7 * * ? *)", 4..=20, zone = "Europe/Berlin"),
        at("cron(0 19 * * ? *)", 1..=10),
        predictive,
    ),
)]
struct Web;

#[service(
    cluster = Cluster, image = "api:1", port = 8080, route("/api/*"), deploy = blue_green,
    scale(0..=10, requests = 1000, metric("Shop", "QueueLength", target = 100)),
)]
struct Api;

const SHOP: App = app!("shop": Cluster, Web, Api);

/// What the stacks of both services put out.
fn known() -> Known {
    let arn = |resource: &str| format!("arn:aws:elasticloadbalancing:eu-central-1:111122223333:{resource}");
    let mut known = Known::default();
    let balancer = (output::LOAD_BALANCER_ARN.to_owned(), arn("loadbalancer/app/shop/50dc"));
    known.outputs.insert("shop-prod-cluster".into(), [balancer].into());
    for name in ["web", "api"] {
        let groups = [
            ("TargetGroupArn".to_owned(), arn(&format!("targetgroup/{name}/1111"))),
            (output::ALTERNATE_TARGET_GROUP_ARN.to_owned(), arn(&format!("targetgroup/{name}-alternate/2222"))),
        ];
        known.outputs.insert(format!("shop-prod-{name}"), groups.into());
    }
    known
}

fn declared(item: &str, known: &Known) -> Scaling {
    let blueprint = Blueprint::resolve(&SHOP, "prod").unwrap();
    let (cluster, workload) = blueprint.workloads().find(|(_, workload)| workload.identity.name == item).unwrap();
    Scaling::declared(&blueprint.names, cluster, workload, known).unwrap()
}

/// What AWS tells of a scaling that was sent.
fn sent(service: &str, scaling: &Scaling) -> Scaling {
    const ECS: ServiceNamespace = ServiceNamespace::Ecs;
    const COUNT: ScalableDimension = ScalableDimension::EcsServiceDesiredCount;
    let config = Config::builder().behavior_version(BehaviorVersion::latest()).region(Region::new("eu-central-1"));
    let client = Client::from_conf(config.build());
    let resource = format!("service/shop-prod-cluster/{service}");
    let (now, full) = (DateTime::from_secs(0), |name: &str| format!("{service}-{name}"));
    let target = ScalableTarget::builder()
        .service_namespace(ECS)
        .scalable_dimension(COUNT)
        .resource_id(&resource)
        .role_arn("role")
        .creation_time(now)
        .min_capacity(scaling.tasks.min)
        .max_capacity(scaling.tasks.max);
    let policies = scaling.policies.iter().map(|(name, policy)| {
        let call = policy.fill(client.put_scaling_policy()).unwrap();
        let alarms =
            policy.alarms().map(|alarm| SdkAlarm::builder().alarm_name(alarm).alarm_arn("arn").build().unwrap());
        ScalingPolicy::builder()
            .policy_name(full(name))
            .policy_arn("arn")
            .service_namespace(ECS)
            .scalable_dimension(COUNT)
            .resource_id(&resource)
            .creation_time(now)
            .set_policy_type(call.get_policy_type().clone())
            .set_target_tracking_scaling_policy_configuration(
                call.get_target_tracking_scaling_policy_configuration().clone(),
            )
            .set_step_scaling_policy_configuration(call.get_step_scaling_policy_configuration().clone())
            .set_predictive_scaling_policy_configuration(call.get_predictive_scaling_policy_configuration().clone())
            .set_alarms(Some(alarms.collect()))
            .build()
            .unwrap()
    });
    let times = scaling.times.iter().map(|(name, timed)| {
        let tasks = ScalableTargetAction::builder().min_capacity(timed.tasks.min).max_capacity(timed.tasks.max).build();
        ScheduledAction::builder()
            .scheduled_action_name(full(name))
            .scheduled_action_arn("arn")
            .service_namespace(ECS)
            .resource_id(&resource)
            .creation_time(now)
            .schedule(&timed.schedule)
            .timezone(&timed.zone)
            .scalable_target_action(tasks)
            .build()
            .unwrap()
    });
    let (policies, times): (Vec<_>, Vec<_>) = (policies.collect(), times.collect());
    Scaling { marked: scaling.marked, ..Scaling::existing(&target.build().unwrap(), &policies, &times) }
}

#[test]
fn what_is_sent_is_read_back_as_it_was() {
    for item in ["web", "api"] {
        let declared = declared(item, &known());
        let sent = sent(&format!("shop-prod-{item}"), &declared);
        assert!(sent.is(&declared), "{sent:#?}\n{declared:#?}");
        assert_eq!(sent.fields(), declared.fields());
        assert_eq!(sent.others, BTreeSet::new());
    }
}

#[test]
fn a_plan_tells_all_of_it() {
    let fields = declared("web", &known()).fields();
    let text: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    expect_test::expect![[r"
        at cron(0 19 * * ? *) UTC: 1 to 10
        at cron(0 7 * * ? *) Europe/Berlin: 4 to 20
        cpu: 60 %, less again after 600 s, more again after 60 s
        memory: 70 %, less again after 600 s, more again after 60 s
        metric Shop QueueLength (Queue=shop-prod): 100, less again after 600 s, more again after 60 s
        predictive: by cpu, 60 %
        requests: 1000 a minute for each task, less again after 600 s, more again after 60 s
        requests counted at: targetgroup/web/1111 behind app/shop/50dc
        step-Age-bb74adce-above: + 1 at the alarm, + 5 from 900 above the alarm on, again after 60 s
        step-Age-bb74adce-above alarm: shop-prod-web-step-Age-bb74adce-above-100-60s
        step-Age-bb74adce-below: - 3 from 10 below the alarm on, - 1 at the alarm, again after 600 s
        step-Age-bb74adce-below alarm: shop-prod-web-step-Age-bb74adce-below-10-60s
        tasks: 2 to 10"]]
    .assert_eq(&text.join("\n"));
}

#[test]
fn requests_are_counted_at_both_groups_where_traffic_moves_between_them() {
    let counted = |item: &str, known: &Known| match declared(item, known).policies.remove("requests") {
        Some(Policy::Tracking { metric: Metric::Requests(counted), .. }) => counted,
        other => panic!("{other:?}"),
    };
    assert_eq!(counted("api", &known()).unwrap().groups, ["targetgroup/api-alternate/2222", "targetgroup/api/1111"]);
    // A service that is rolling again counts where its traffic was left.
    let mut left = known();
    left.on_alternate.insert("shop-prod-web".into());
    assert_eq!(counted("web", &left).unwrap().groups, ["targetgroup/web-alternate/2222"]);
    assert_eq!(counted("web", &Known::default()), None);
}

#[test]
fn a_range_that_a_time_has_set_holds_until_the_next() {
    let declared = declared("web", &known());
    let with = |tasks| Scaling { tasks, ..declared.clone() };
    let by_day = Tasks { min: 4, max: 20 };
    assert_eq!(declared.clone().from(&with(by_day)).tasks, by_day);
    // Nobody declares this one.
    assert_eq!(declared.clone().from(&with(Tasks { min: 5, max: 5 })).tasks, declared.tasks);
    // The time that has set the range gets another one, which holds at once.
    let mut changed = declared.clone();
    let more = Tasks { min: 6, max: 30 };
    changed.times.values_mut().filter(|timed| timed.tasks == by_day).for_each(|timed| timed.tasks = more);
    assert_eq!(changed.from(&with(by_day)).tasks, more);
}

#[test]
fn going_to_zero_says_what_it_means() {
    let words = |item: &str| {
        let blueprint = Blueprint::resolve(&SHOP, "prod").unwrap();
        let (_, workload) = blueprint.workloads().find(|(_, workload)| workload.identity.name == item).unwrap();
        let service = workload.service().unwrap();
        words_of_zero(service.size, !service.routes.is_empty())
    };
    assert_eq!(words("web"), None);
    assert_eq!(
        words("api").as_deref(),
        Some(
            "may go down to 0 tasks: its routes answer 503 while none runs, and only `metric(..)` brings one back, as \
             the use of no task is not measured"
        )
    );
}
