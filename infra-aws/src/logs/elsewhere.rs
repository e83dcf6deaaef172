//! Containers whose lines are not in CloudWatch Logs, and where these are.

use aws_sdk_ecs::types::{ContainerDefinition, LogDriver};
use infra_core::blueprint::WorkloadBlueprint;

use super::Standing;

/// A container whose lines cannot be read here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Elsewhere {
    /// The item.
    pub(crate) workload: String,
    /// The container.
    pub(crate) container: String,
    /// Where its lines go, as the rest of a sentence.
    pub(crate) told: String,
}

/// Options of output plugins that say to where the lines go.
const PLACES: [&str; 7] = ["host", "bucket", "delivery_stream", "stream", "log_group_name", "topics", "uri"];

impl Elsewhere {
    /// What is said of it.
    pub(crate) fn words(&self) -> String {
        let Self { workload, container, told } = self;
        let of = if container == workload { String::new() } else { format!("container `{container}` of ") };
        format!("{of}`{workload}` {told}")
    }
}

/// Where a container writes to, if that is not CloudWatch Logs.
pub(super) fn elsewhere(workload: &Standing, definition: &ContainerDefinition) -> Option<Elsewhere> {
    let told = match definition.log_configuration() {
        None => "writes no logs: its lines are kept nowhere".to_owned(),
        Some(held) if *held.log_driver() == LogDriver::Awslogs => return None,
        Some(held) if *held.log_driver() == LogDriver::Awsfirelens => {
            let options = held.options().into_iter().flatten();
            through_router(options.map(|(name, value)| (name.as_str(), value.as_str())))
        }
        Some(held) => {
            format!("writes with the log driver `{}`: its lines are where that takes them", held.log_driver())
        }
    };
    Some(Elsewhere { workload: workload.item.clone(), container: definition.name()?.to_owned(), told })
}

/// Where the main container of a workload writes to, if its lines cannot be read here.
pub(crate) fn of_workload(workload: &WorkloadBlueprint) -> Option<Elsewhere> {
    let told = match &workload.logs.router {
        Some(router) => through_router(router.options.iter().map(|(name, value)| (name.as_str(), value.as_str()))),
        None if workload.logs.group.is_some() => return None,
        None => "writes no logs: its lines are kept nowhere".to_owned(),
    };
    let item = workload.identity.name.to_owned();
    Some(Elsewhere { workload: item.clone(), container: item, told })
}

/// Where a log router takes lines, by the options of its output plugin.
fn through_router<'options>(options: impl Iterator<Item = (&'options str, &'options str)>) -> String {
    let (mut plugin, mut places) = (None, Vec::new());
    for (name, value) in options {
        let name = name.to_lowercase();
        if name == "name" {
            plugin = Some(value);
        } else if PLACES.contains(&name.as_str()) {
            places.push(format!("{name} {value}"));
        }
    }
    places.sort();
    let Some(plugin) = plugin else {
        return "writes through FireLens: its lines are where the configuration of the log router takes them"
            .to_owned();
    };
    let places = if places.is_empty() { String::new() } else { format!(" ({})", places.join(", ")) };
    format!("writes through FireLens to `{plugin}`{places}: its lines are there, and not in CloudWatch Logs")
}

#[cfg(test)]
mod tests {
    use aws_sdk_ecs::types::LogConfiguration;

    use super::*;

    fn told(driver: LogDriver, options: &[(&str, &str)]) -> Option<String> {
        let mut configuration = LogConfiguration::builder().log_driver(driver);
        for (name, value) in options {
            configuration = configuration.options(*name, *value);
        }
        let definition = ContainerDefinition::builder().name("app").log_configuration(configuration.build().unwrap());
        let workload = Standing { item: "web".into(), physical: "shop-prod-web".into() };
        elsewhere(&workload, &definition.build()).map(|elsewhere| elsewhere.words())
    }

    #[test]
    fn what_a_router_takes_is_said_to_be_where_it_takes_it() {
        assert_eq!(told(LogDriver::Awslogs, &[]), None);
        assert_eq!(
            told(LogDriver::Awsfirelens, &[("Name", "datadog"), ("Host", "intake.example.com"), ("apikey", "hunter2")]),
            Some(
                "container `app` of `web` writes through FireLens to `datadog` (host intake.example.com): its lines are \
                 there, and not in CloudWatch Logs"
                    .to_owned()
            )
        );
        assert!(
            told(LogDriver::Awsfirelens, &[]).is_some_and(|words| words.contains("configuration of the log router"))
        );
        assert!(told(LogDriver::Splunk, &[]).is_some_and(|words| words.contains("log driver `splunk`")));
    }
}
