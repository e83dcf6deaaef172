//! Where the lines of a container are.

use aws_sdk_ecs::types::{ContainerDefinition, LogDriver};

use super::elsewhere::elsewhere;
use super::{Elsewhere, Standing};
use crate::client::Clients;
use crate::{Error, concurrently};

/// The streams of one container of a workload.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Source {
    /// The item.
    pub(crate) workload: String,
    /// What its family is called.
    pub(crate) family: String,
    /// The container.
    pub(crate) container: String,
    /// The log group.
    pub(crate) group: String,
    /// What the names of its streams begin with: `prefix/container/`. The id of the task comes behind it.
    pub(crate) prefix: String,
    /// The one stream that is read; all of the container's without one.
    pub(crate) stream: Option<String>,
}

/// The sources of these workloads, as their newest revisions say, and the containers that have none; of one container of
/// each, where it is named. A workload without a revision has neither.
pub(crate) async fn find(
    clients: &Clients,
    workloads: &[Standing],
    container: Option<&str>,
) -> Result<(Vec<Source>, Vec<Elsewhere>), Error> {
    let calls = workloads.iter().map(|workload| async move {
        let call = clients.ecs.describe_task_definition().task_definition(&workload.physical);
        let definition = match call.send().await.map_err(Error::api("ecs:DescribeTaskDefinition")) {
            Ok(answer) => answer.task_definition,
            Err(error) if error.is_missing() => None,
            Err(error) => return Err(error),
        };
        let containers = definition.map(|definition| definition.container_definitions().to_vec()).unwrap_or_default();
        Ok((workload, containers))
    });
    let (mut sources, mut others) = (Vec::new(), Vec::new());
    for (workload, containers) in concurrently::all(calls.collect()).await? {
        let is_asked = |held: &&ContainerDefinition| container.is_none_or(|container| held.name() == Some(container));
        for definition in containers.iter().filter(is_asked) {
            sources.extend(source(workload, definition));
            others.extend(elsewhere(workload, definition));
        }
    }
    sources.sort();
    others.sort();
    Ok((sources, others))
}

/// Where a container writes to, if that is CloudWatch Logs.
fn source(workload: &Standing, definition: &ContainerDefinition) -> Option<Source> {
    let configuration = definition.log_configuration()?;
    let options = configuration.options().filter(|_| *configuration.log_driver() == LogDriver::Awslogs)?;
    let container = definition.name()?.to_owned();
    Some(Source {
        workload: workload.item.clone(),
        family: workload.physical.clone(),
        group: options.get("awslogs-group")?.clone(),
        prefix: format!("{}/{container}/", options.get("awslogs-stream-prefix")?),
        container,
        stream: None,
    })
}

#[cfg(test)]
mod tests {
    use aws_sdk_ecs::types::LogConfiguration;

    use super::*;

    fn definition(driver: LogDriver) -> ContainerDefinition {
        let configuration = LogConfiguration::builder()
            .log_driver(driver)
            .options("awslogs-group", "/shop/prod/web")
            .options("awslogs-stream-prefix", "ecs");
        ContainerDefinition::builder().name("web").log_configuration(configuration.build().unwrap()).build()
    }

    #[test]
    fn a_container_says_where_its_lines_are() {
        let workload = Standing { item: "web".into(), physical: "shop-prod-web".into() };
        let found = source(&workload, &definition(LogDriver::Awslogs)).unwrap();
        assert_eq!((found.group.as_str(), found.prefix.as_str()), ("/shop/prod/web", "ecs/web/"));
        assert_eq!(source(&workload, &definition(LogDriver::Awsfirelens)), None);
        assert_eq!(source(&workload, &ContainerDefinition::builder().name("web").build()), None);
    }
}
