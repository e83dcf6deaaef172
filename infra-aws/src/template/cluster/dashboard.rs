//! The CloudWatch dashboard of a cluster.
//!
//! Services are found by searches in what CloudWatch has of the cluster and of its load balancer, so that the dashboard
//! follows them by itself, however many they are: a graph shows up to 500. A service that comes or goes leaves the
//! cluster's stack alone. Only the tasks with schedules are named, as nothing in their metrics tells the cluster.

use infra_core::blueprint::{Blueprint, ClusterBlueprint, Names};
use infra_core::declaration::Insights;
use serde_json::{Value, json};

use crate::template::draft::Draft;
use crate::template::intrinsic::{literal, reference, substitute};
use crate::template::output;

const DASHBOARD: &str = "Dashboard";
/// How many tasks with schedules are shown: each is a line in two graphs, and a template has 51,200 bytes.
const MOST_TASKS: usize = 50;
/// The columns of the grid, and how many rows a graph has.
const COLUMNS: usize = 24;
const ROWS: usize = 6;
/// How many graphs stand side by side.
const BESIDE: usize = 2;
const MINUTE: u32 = 60;

/// The dashboard, where the cluster declares one.
pub(super) fn make(draft: &mut Draft, blueprint: &Blueprint, cluster: &ClusterBlueprint) {
    if !cluster.dashboard {
        return;
    }
    let text = body(&blueprint.names, cluster).to_string();
    let properties = json!({ "DashboardName": draft.physical(), "DashboardBody": substitute(&text) });
    draft.resource(DASHBOARD, "AWS::CloudWatch::Dashboard", properties);
    draft.output(output::DASHBOARD_NAME, reference(DASHBOARD));
}

/// The body, for `Fn::Sub`: it fills the region in, and the load balancer.
fn body(names: &Names, cluster: &ClusterBlueprint) -> Value {
    let mut widgets = vec![header(names, cluster)];
    let graphs = of_services(cluster).into_iter().chain(of_balancer(cluster)).chain(of_schedules(cluster));
    for (place, (title, metrics)) in graphs.enumerate() {
        let width = COLUMNS / BESIDE;
        widgets.push(json!({
            "type": "metric",
            "x": place % BESIDE * width,
            "y": 2 + place / BESIDE * ROWS,
            "width": width,
            "height": ROWS,
            "properties": {
                "title": title,
                "region": "${AWS::Region}",
                "view": "timeSeries",
                "stacked": false,
                "period": MINUTE,
                "metrics": metrics,
            },
        }));
    }
    json!({ "widgets": widgets })
}

fn header(names: &Names, cluster: &ClusterBlueprint) -> Value {
    let (name, description) = (&cluster.identity.physical, literal(cluster.identity.description));
    let scheduled = scheduled(cluster).count();
    let left_out = if scheduled > MOST_TASKS {
        format!(" The schedules of {MOST_TASKS} of {scheduled} tasks are shown.")
    } else {
        String::new()
    };
    let console = "https://${AWS::Region}.console.aws.amazon.com";
    let ecs = format!("{console}/ecs/v2/clusters/{name}/services?region=${{AWS::Region}}");
    let logs = format!("{console}/cloudwatch/home?region=${{AWS::Region}}#logsV2:log-groups");
    let text = format!(
        "# {} {}\n{} [Services]({ecs}) [Logs]({logs}){left_out}",
        names.app,
        names.stage,
        description.lines().next().unwrap_or_default()
    );
    json!({
        "type": "text", "x": 0, "y": 0, "width": COLUMNS, "height": 2, "properties": { "markdown": text },
    })
}

/// The load of the cluster's services; how many tasks and deployments they have, only Container Insights counts.
fn of_services(cluster: &ClusterBlueprint) -> Vec<(&'static str, Vec<Value>)> {
    let name = &cluster.identity.physical;
    let of = |namespace: &str, metric: &str, label: &str| {
        let schema = format!("{{{namespace},ClusterName,ServiceName}}");
        search(&schema, &format!("ClusterName=\"{name}\""), metric, "Average", label)
    };
    let mut graphs = vec![
        ("CPU use in percent", vec![of("AWS/ECS", "CPUUtilization", "")]),
        ("Memory use in percent", vec![of("AWS/ECS", "MemoryUtilization", "")]),
    ];
    if cluster.insights != Insights::Off {
        const INSIGHTS: &str = "ECS/ContainerInsights";
        let running = of(INSIGHTS, "RunningTaskCount", "running ");
        let desired = of(INSIGHTS, "DesiredTaskCount", "desired ");
        graphs.push(("Tasks, running and desired", vec![running, desired]));
        graphs.push(("Deployments that go on", vec![of(INSIGHTS, "DeploymentCount", "")]));
    }
    graphs
}

/// What the load balancer's target groups answer. They are called as their services.
fn of_balancer(cluster: &ClusterBlueprint) -> Vec<(&'static str, Vec<Value>)> {
    if cluster.load_balancer.is_none() {
        return Vec::new();
    }
    let of = |metric: &str, statistic: &str, label: &str| {
        let balancer = format!("LoadBalancer=\"${{{}.LoadBalancerFullName}}\"", super::load_balancer::LOAD_BALANCER);
        search("{AWS/ApplicationELB,LoadBalancer,TargetGroup}", &balancer, metric, statistic, label)
    };
    vec![
        ("Requests", vec![of("RequestCount", "Sum", "")]),
        ("Response time in seconds, of 9 in 10", vec![of("TargetResponseTime", "p90", "")]),
        ("Answers 4xx", vec![of("HTTPCode_Target_4XX_Count", "Sum", "")]),
        ("Answers 5xx", vec![of("HTTPCode_Target_5XX_Count", "Sum", "")]),
        (
            "Targets, healthy and unhealthy",
            vec![of("HealthyHostCount", "Minimum", "healthy "), of("UnHealthyHostCount", "Maximum", "unhealthy ")],
        ),
    ]
}

/// How often schedules started a task, and how often that failed.
fn of_schedules(cluster: &ClusterBlueprint) -> Vec<(&'static str, Vec<Value>)> {
    if scheduled(cluster).next().is_none() {
        return Vec::new();
    }
    let of = |metric: &str| {
        let groups = scheduled(cluster).take(MOST_TASKS);
        let lines = groups.map(|(group, label)| {
            json!(["AWS/Scheduler", metric, "ScheduleGroup", group, { "stat": "Sum", "label": label }])
        });
        lines.collect::<Vec<Value>>()
    };
    vec![
        ("Starts by schedules", of("InvocationAttemptCount")),
        ("Starts by schedules that failed", of("TargetErrorCount")),
    ]
}

/// The schedule group and the name of each task that has schedules.
fn scheduled(cluster: &ClusterBlueprint) -> impl Iterator<Item = (String, &'static str)> + '_ {
    let tasks =
        cluster.workloads.iter().filter(|workload| workload.task().is_some_and(|task| !task.schedules.is_empty()));
    tasks.map(|workload| (crate::template::workload::schedule_group(workload), workload.identity.name))
}

/// One line for each metric of a schema that has these dimensions.
fn search(schema: &str, dimensions: &str, metric: &str, statistic: &str, label: &str) -> Value {
    let expression = format!("SEARCH('{schema} {dimensions} MetricName=\"{metric}\"', '{statistic}', {MINUTE})");
    let name = if schema.contains("TargetGroup") { "TargetGroup" } else { "ServiceName" };
    // CloudWatch fills it in for each line that is found; `Fn::Sub` is to leave it.
    let label = format!("{label}${{!PROP('Dim.{name}')}}");
    json!([{ "expression": expression, "label": label }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::fixture;

    fn titles(body: &Value) -> Vec<&str> {
        body["widgets"].as_array().unwrap().iter().filter_map(|widget| widget["properties"]["title"].as_str()).collect()
    }

    #[test]
    fn a_dashboard_shows_what_there_is() {
        let blueprint = fixture::fargate_shop();
        let cluster = &blueprint.clusters[0];
        let whole = body(&blueprint.names, cluster);
        assert_eq!(titles(&whole).len(), 11);
        assert!(whole.to_string().contains("\"shop-prod-rollup\""));
        let bare =
            ClusterBlueprint { load_balancer: None, insights: Insights::Off, workloads: Vec::new(), ..cluster.clone() };
        assert_eq!(titles(&body(&blueprint.names, &bare)), ["CPU use in percent", "Memory use in percent"]);
    }

    #[test]
    fn services_that_come_or_go_leave_it_as_it_is() {
        let mut blueprint = fixture::fargate_shop();
        let before = body(&blueprint.names, &blueprint.clusters[0]);
        let names = blueprint.names.clone();
        let more = (0..400).map(|number| fixture::service(&names, format!("more-{number}").leak(), &[]));
        blueprint.clusters[0].workloads.extend(more);
        assert_eq!(body(&names, &blueprint.clusters[0]), before);
    }

    #[test]
    fn hundreds_of_schedules_stay_within_a_template() {
        let mut blueprint = fixture::fargate_shop();
        let names = blueprint.names.clone();
        let daily = [fixture::schedule("rate(1 day)", None)];
        let more = (0..400).map(|number| fixture::task(&names, format!("a-task-with-a-name-{number}").leak(), &daily));
        blueprint.clusters[0].workloads.extend(more);
        let body = body(&names, &blueprint.clusters[0]).to_string();
        assert!(body.len() < 25_000, "{}", body.len());
        assert!(body.contains("The schedules of 50 of 401 tasks are shown."));
    }

    #[test]
    fn searches_are_as_short_as_cloudwatch_takes_them() {
        let blueprint = fixture::fargate_shop();
        let body = body(&blueprint.names, &blueprint.clusters[0]);
        let widgets = body["widgets"].as_array().unwrap().iter();
        let metrics = widgets.flat_map(|widget| widget["properties"]["metrics"].as_array().into_iter().flatten());
        for expression in metrics.filter_map(|metric| metric[0]["expression"].as_str()) {
            // 100 more for the names that are filled in.
            assert!(expression.len() < 1_024 - 100, "{expression}");
        }
    }
}
