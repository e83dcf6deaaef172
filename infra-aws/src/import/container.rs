//! What the main container says.

use aws_sdk_ecs::types::{ContainerDefinition, LogDriver};
use infra_core::rule;

use super::print::{Attribute, seconds, string, strings};

/// Says the container's own keys. Where shells are opened in it, it has an init process without a word.
pub(super) fn say(container: &ContainerDefinition, has_shells: bool, attribute: &mut Attribute) {
    let words = |key: &str, words: &[String]| (!words.is_empty()).then(|| format!("{key} = {}", strings(words)));
    attribute.say_some("entrypoint", words("entrypoint", container.entry_point()));
    attribute.say_some("command", words("command", container.command()));
    attribute.say_some("workdir", container.working_directory().map(|path| format!("workdir = {}", string(path))));
    attribute.say_some("user", container.user().map(|user| format!("user = {}", string(user))));
    attribute.say_some("read_only", flag(container.readonly_root_filesystem(), "read_only"));
    let linux = container.linux_parameters();
    attribute
        .say_some("init", flag(linux.and_then(|linux| linux.init_process_enabled()).filter(|_| !has_shells), "init"));
    attribute.say_some("privileged", flag(container.privileged(), "privileged"));
    attribute.say_some("stop", container.stop_timeout().map(|stop| format!("stop = {}", seconds(stop))));
    ports(container, attribute);
    environment(container, attribute);
    secrets(container, attribute);
    let limits = container.ulimits().iter().map(|limit| format!("{} = {}", limit.name(), limit.hard_limit()));
    let limits: Vec<String> = limits.collect();
    if !limits.is_empty() {
        attribute.say("ulimit", format!("ulimit({})", limits.join(", ")));
    }
    if let Some(check) = container.health_check() {
        check_of(check, attribute);
    }
    logs(container, attribute);
}

fn flag(value: Option<bool>, word: &str) -> Option<String> {
    value.filter(|value| *value).map(|_| word.to_owned())
}

fn ports(container: &ContainerDefinition, attribute: &mut Attribute) {
    for mapping in container.port_mappings() {
        let Some(port) = mapping.container_port() else { continue };
        if mapping.protocol().is_some_and(|protocol| protocol.as_str() == "udp") {
            attribute.leave(format!("port {port} for UDP"));
        } else {
            attribute.say("port", format!("port = {port}"));
        }
        if let Some(name) = mapping.name() {
            attribute.leave(format!("the name {name} of port {port}, for Service Connect"));
        }
    }
}

/// The first port is `PORT` without a word.
fn environment(container: &ContainerDefinition, attribute: &mut Attribute) {
    let port = container.port_mappings().first().and_then(|mapping| mapping.container_port());
    let port = port.map(|port| port.to_string());
    let mut pairs = Vec::new();
    for pair in container.environment() {
        let (name, value) = (pair.name().unwrap_or_default(), pair.value().unwrap_or_default());
        if name == "PORT" && port.as_deref() == Some(value) {
            continue;
        }
        match rule::environment::name(name) {
            Ok(()) => pairs.push(format!("{name} = {}", string(value))),
            Err(violation) => attribute.leave(format!("variable {name}: {}", violation.headline.as_str())),
        }
    }
    pairs.sort();
    if !pairs.is_empty() {
        attribute.say("env", format!("env({})", pairs.join(", ")));
    }
}

fn secrets(container: &ContainerDefinition, attribute: &mut Attribute) {
    let mut pairs = Vec::new();
    for secret in container.secrets() {
        match reference(secret.value_from()) {
            Some(reference) if rule::environment::secret(&reference).is_ok() => {
                pairs.push(format!("{} = {}", secret.name(), string(&reference)));
            }
            _ => attribute.leave(format!("secret {} from {}", secret.name(), secret.value_from())),
        }
    }
    pairs.sort();
    if !pairs.is_empty() {
        attribute.say("secret", format!("secret({})", pairs.join(", ")));
    }
}

/// Where a secret is, as declarations say it: of an ARN, or of the name of a parameter.
fn reference(value_from: &str) -> Option<String> {
    let mut parts = value_from.split(':');
    if parts.next() != Some("arn") {
        return Some(format!("ssm:{value_from}"));
    }
    let service = parts.nth(1)?;
    match (service, parts.nth(2)?) {
        ("ssm", parameter) => {
            let path = parameter.strip_prefix("parameter")?;
            // One without folders has its slash from the ARN alone, and is found by either name.
            Some(format!("ssm:{path}"))
        }
        ("secretsmanager", "secret") => {
            let (name, key) = (parts.next()?, parts.next().unwrap_or_default());
            let name = without_suffix(name);
            Some(if key.is_empty() { format!("secretsmanager:{name}") } else { format!("secretsmanager:{name}#{key}") })
        }
        _ => None,
    }
}

/// A secret's ARN ends in a hyphen and six characters that Secrets Manager made up.
fn without_suffix(name: &str) -> &str {
    match name.rsplit_once('-') {
        Some((rest, suffix)) if suffix.len() == 6 && suffix.bytes().all(|byte| byte.is_ascii_alphanumeric()) => rest,
        _ => name,
    }
}

fn check_of(check: &aws_sdk_ecs::types::HealthCheck, attribute: &mut Attribute) {
    let command = match check.command() {
        [first, line] if first == "CMD-SHELL" => format!("CMD-SHELL {line}"),
        words => words.join(" "),
    };
    let part = |name: &str, value: Option<i32>| value.map(|value| format!("{name} = {}", seconds(value)));
    let retries = check.retries().map(|retries| format!("retries = {retries}"));
    let parts: Vec<String> = [
        Some(string(&command)),
        part("every", check.interval()),
        part("timeout", check.timeout()),
        retries,
        part("start", check.start_period().filter(|start| *start > 0)),
    ]
    .into_iter()
    .flatten()
    .collect();
    attribute.say("check", format!("check({})", parts.join(", ")));
}

fn logs(container: &ContainerDefinition, attribute: &mut Attribute) {
    match container.log_configuration() {
        None => attribute.say_some("logs", None),
        Some(logs) if *logs.log_driver() == LogDriver::Awslogs => {
            let option = |name: &str| logs.options().and_then(|options| options.get(name)).map(String::as_str);
            if option("mode") == Some("blocking") {
                attribute.say("logs", "logs(mode = blocking)");
            }
            attribute.leave(format!(
                "the log group {}: a deploy makes one of its own, and keeps events for 30 days",
                option("awslogs-group").unwrap_or_default()
            ));
        }
        Some(logs) => attribute.leave(format!("the log driver {}", logs.log_driver())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_said_as_declarations_say_them() {
        for (value_from, said) in [
            ("arn:aws:ssm:eu-central-1:111122223333:parameter/shop/dev/key", "ssm:/shop/dev/key"),
            ("/shop/dev/key", "ssm:/shop/dev/key"),
            ("arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop/db-a1B2c3", "secretsmanager:shop/db"),
            ("arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-db:url::", "secretsmanager:shop-db#url"),
        ] {
            assert_eq!(reference(value_from).as_deref(), Some(said));
        }
        assert_eq!(reference("arn:aws:s3:::bucket"), None);
    }
}
