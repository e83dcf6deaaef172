//! From what is declared of logs to their blueprint.

use super::resolve_container::secrets;
use super::{LogGroup, LogRouter, LogsBlueprint, Names, ResolveError};
use crate::declaration::{CloudWatchLogs, Firelens, Identity, Logs};

/// Where the output of an item's containers goes.
pub(super) fn logs(declared: &'static Identity, spec: &Logs, names: &Names) -> Result<LogsBlueprint, ResolveError> {
    Ok(match spec {
        Logs::CloudWatch(logs) => LogsBlueprint { group: Some(group(declared, logs, names)), router: None },
        Logs::Off => LogsBlueprint::default(),
        Logs::Firelens(router) => LogsBlueprint {
            group: Some(group(declared, &CloudWatchLogs::new(), names)),
            router: Some(self::router(declared, router, names)?),
        },
    })
}

fn group(declared: &'static Identity, logs: &CloudWatchLogs, names: &Names) -> LogGroup {
    LogGroup {
        name: logs.group.map_or_else(|| names.log_group(declared.name), str::to_owned),
        retention_days: logs.group.is_none().then_some(logs.retention_days),
        mode: logs.mode,
    }
}

fn router(declared: &'static Identity, spec: &Firelens, names: &Names) -> Result<LogRouter, ResolveError> {
    let mut options: Vec<_> = spec.options.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    options.sort();
    Ok(LogRouter { image: spec.image.to_owned(), options, secrets: secrets(declared, spec.secrets, names)? })
}
