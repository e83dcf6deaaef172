//! Why a task stopped, by the words of AWS.

use infra_core::event::Cause;

use super::evidence::{Stop, Subject};
use super::order::{self, Why};

/// Why a task of an item stopped; none where it says nothing about the revision.
pub(super) fn cause(stop: &Stop, subject: &Subject, log: &[String]) -> Option<Cause> {
    if stop.is_scaling() {
        return None;
    }
    let mut words = stop.reason.clone();
    for container in &stop.containers {
        // What one waited for in vain tells nothing that the other does not.
        if let Some(reason) = container.reason.as_ref().filter(|_| !container.is_given_up()) {
            words.push(' ');
            words.push_str(reason);
        }
    }
    let words = words.to_lowercase();
    let has = |any: &[&str]| any.iter().any(|part| words.contains(part));
    if has(&["cannotpull", "pull image manifest", "unable to pull image"]) {
        return Some(pull(&words));
    }
    if has(&["resourceinitializationerror"]) {
        return Some(initialization(&words));
    }
    if has(&["ebs volume"]) {
        return Some(Cause::Volume);
    }
    if has(&["outofmemory", "out of memory", "memory usage"]) {
        return Some(Cause::OutOfMemory);
    }
    if has(&["exec format error"]) || log.iter().any(|line| line.contains("exec format error")) {
        return Some(Cause::WrongArchitecture);
    }
    if has(&["capacity is unavailable", "resource:cpu", "resource:memory", "resource:eni"]) {
        return Some(Cause::Capacity);
    }
    if has(&["cannotstartcontainererror", "cannotcreatecontainererror", "cannotinspectcontainererror"]) {
        let absent = ["executable file not found", "no such file or directory", "permission denied"];
        return Some(if has(&absent) { Cause::CommandMissing } else { Cause::Initialization });
    }
    if has(&["failed elb health checks"]) {
        return Some(Cause::TargetHealth);
    }
    if has(&["failed container health checks"]) {
        return Some(Cause::ContainerHealth);
    }
    if has(&["unable to assume", "accessdenied"]) {
        return Some(Cause::Permission);
    }
    match stop.code.as_str() {
        "SpotInterruption" | "TerminationNotice" => return Some(Cause::SpotInterruption),
        "InfrastructureHealth" => return Some(Cause::Infrastructure),
        "UserInitiated" => return Some(Cause::Stopped),
        // Its place was taken by another one.
        "ServiceSchedulerInitiated" => return None,
        _ => {}
    }
    if let Some(cause) = order::obstacle(stop, &subject.waits).and_then(|obstacle| of_obstacle(obstacle.why)) {
        return Some(cause);
    }
    match stop.culprit(subject).and_then(|container| container.exit_code) {
        Some(126 | 127) => Some(Cause::CommandMissing),
        Some(0) => Some(Cause::Exited),
        Some(_) => Some(Cause::Crash),
        None => Some(if stop.code == "TaskFailedToStart" { Cause::Initialization } else { Cause::Unknown }),
    }
}

/// What it means that a container is not what others wait for; none where its end tells more.
fn of_obstacle(why: Why) -> Option<Cause> {
    match why {
        Why::Unhealthy | Why::NotHealthy => Some(Cause::ContainerHealth),
        Why::Ended | Why::Killed | Why::NotEnded => None,
    }
}

/// Whether a text has one of some words, which are not only part of a longer one: a digest holds any number, and
/// "denied" an "eni".
fn has_word(text: &str, any: &[&str]) -> bool {
    let is_part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let stands = |(at, word): (usize, &str)| {
        let (before, after) = (text.get(..at), text.get(at + word.len()..));
        !is_part(before.and_then(|before| before.chars().next_back()))
            && !is_part(after.and_then(|after| after.chars().next()))
    };
    any.iter().any(|word| text.match_indices(word).any(stands))
}

/// What a registry said, or did not.
fn pull(words: &str) -> Cause {
    let has = |any: &[&str]| any.iter().any(|part| words.contains(part));
    let has_code = |any: &[&str]| has_word(words, any);
    if has(&["matching platform", "no matching manifest", "image operating system", "architecture"]) {
        Cause::ImagePlatform
    } else if has(&["no space left"]) {
        Cause::DiskFull
    } else if has(&["toomanyrequests", "rate limit"]) || has_code(&["429"]) {
        Cause::ImageThrottled
    } else if has(&["not authorized", "no basic auth", "accessdenied", "unauthorized"]) || has_code(&["401", "403"]) {
        Cause::ImageDenied
    } else if has(&["not found", "manifest unknown", "does not exist", "name unknown"]) || has_code(&["404"]) {
        Cause::ImageMissing
    } else if has(&NO_ANSWER) {
        Cause::ImageUnreachable
    } else if has(&["denied"]) {
        Cause::ImageDenied
    } else {
        Cause::ImagePull
    }
}

/// What says that nobody answered.
const NO_ANSWER: [&str; 8] = [
    "timeout",
    "timed out",
    "request canceled",
    "dial tcp",
    "connection refused",
    "no such host",
    "deadline exceeded",
    "connection reset",
];

/// What a task needed before its containers could start.
fn initialization(words: &str) -> Cause {
    let has = |any: &[&str]| any.iter().any(|part| words.contains(part));
    let denied = has(&["accessdenied", "not authorized", "access denied"]);
    let of_store = has_word(words, &["asm", "ssm"]) || has(&["secretsmanager", "secrets manager"]);
    // Before logs: the name of a secret may have any word in it.
    let pulls = of_store || has(&["unable to pull secrets", "unable to retrieve secret"]);
    if !pulls && has(&["log stream", "logger", "log driver", "awslogs", "log group"]) {
        return Cause::Logs;
    }
    if has(&["registry auth", "ecr:"]) && !of_store {
        return if denied { Cause::ImageDenied } else { Cause::ImageUnreachable };
    }
    if of_store || has(&["secret", "parameter"]) {
        return if denied {
            Cause::SecretDenied
        } else if has(&["notfound", "can't find", "invalid parameters", "not found", "json key", "does not exist"]) {
            Cause::SecretMissing
        } else if has(&NO_ANSWER) {
            Cause::SecretUnreachable
        } else {
            Cause::SecretMissing
        };
    }
    if has(&["file system", "volumes"]) || has_word(words, &["efs", "ebs", "mount", "volume"]) {
        return Cause::Volume;
    }
    if has(&["network interface", "ip address"]) || has_word(words, &["eni", "subnet"]) {
        return Cause::NetworkInterface;
    }
    if denied { Cause::Permission } else { Cause::Initialization }
}

#[cfg(test)]
mod tests {
    use super::super::evidence::ContainerEnd;
    use super::*;

    fn web() -> Subject {
        Subject { item: "web".into(), ..Subject::default() }
    }

    fn stop(code: &str, reason: &str, container: Option<(Option<i32>, &str)>) -> Stop {
        let containers = container.into_iter().map(|(exit_code, reason)| ContainerEnd {
            name: "web".into(),
            exit_code,
            reason: (!reason.is_empty()).then(|| reason.to_owned()),
            ..ContainerEnd::default()
        });
        Stop { task: "1".into(), code: code.into(), reason: reason.into(), containers: containers.collect() }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "it is a table")]
    fn the_words_of_aws_have_their_class() {
        let start = "TaskFailedToStart";
        for (code, reason, container, expected) in [
            (
                start,
                "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref \
              111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:2: not found",
                None,
                Cause::ImageMissing,
            ),
            (
                start,
                "CannotPullContainerError: failed to resolve ref 111140322223.dkr.ecr.eu-central-1.amazonaws.com/web@sha256:\
                 a403429b: not found",
                None,
                Cause::ImageMissing,
            ),
            (start, "Timeout waiting for EBS volume attachment to complete.", None, Cause::Volume),
            (start, "ResourceInitializationError: the request was denied: AccessDenied", None, Cause::Permission),
            (
                start,
                "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/arm64'",
                None,
                Cause::ImagePlatform,
            ),
            (
                start,
                "CannotPullContainerError: ref pull has been retried 5 time(s): dial tcp 3.1.2.3:443: i/o timeout",
                None,
                Cause::ImageUnreachable,
            ),
            (start, "CannotPullContainerError: pull command failed: 403 Forbidden", None, Cause::ImageDenied),
            (
                start,
                "CannotPullContainerError: toomanyrequests: You have reached your unauthenticated pull rate limit",
                None,
                Cause::ImageThrottled,
            ),
            (start, "CannotPullContainerError: write /var/lib: no space left on device", None, Cause::DiskFull),
            (start, "CannotPullContainerError: strange", None, Cause::ImagePull),
            (
                start,
                "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: AccessDeniedException: not authorized",
                None,
                Cause::SecretDenied,
            ),
            (
                start,
                "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
                None,
                Cause::SecretMissing,
            ),
            (
                start,
                "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secrets from ssm: invalid parameters: /shop/prod/key",
                None,
                Cause::SecretMissing,
            ),
            (
                start,
                "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: context deadline exceeded",
                None,
                Cause::SecretUnreachable,
            ),
            (
                start,
                "ResourceInitializationError: unable to pull secrets or registry auth: unable to get registry auth from ecr: dial tcp: i/o timeout",
                None,
                Cause::ImageUnreachable,
            ),
            (
                start,
                "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes",
                None,
                Cause::Volume,
            ),
            (
                start,
                "ResourceInitializationError: failed to configure network interface",
                None,
                Cause::NetworkInterface,
            ),
            (start, "ResourceInitializationError: failed to create Cloudwatch log stream", None, Cause::Logs),
            (
                start,
                "ResourceInitializationError: failed to validate logger args: create stream: InvalidParameterException",
                None,
                Cause::Logs,
            ),
            (
                start,
                "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: ResourceNotFoundException: prod/blogger/key",
                None,
                Cause::SecretMissing,
            ),
            (
                start,
                "ResourceInitializationError: unable to pull secrets or registry auth: unable to get registry auth from ecr: plasma/blogger: i/o timeout",
                None,
                Cause::ImageUnreachable,
            ),
            (
                "EssentialContainerExited",
                "Essential container in task exited",
                Some((Some(137), "OutOfMemoryError: Container killed due to memory usage")),
                Cause::OutOfMemory,
            ),
            ("EssentialContainerExited", "Essential container in task exited", Some((Some(1), "")), Cause::Crash),
            ("EssentialContainerExited", "Essential container in task exited", Some((Some(137), "")), Cause::Crash),
            (
                "EssentialContainerExited",
                "Essential container in task exited",
                Some((Some(127), "")),
                Cause::CommandMissing,
            ),
            ("EssentialContainerExited", "Essential container in task exited", Some((Some(0), "")), Cause::Exited),
            (
                start,
                "CannotStartContainerError: exec: \"/web\": no such file or directory",
                None,
                Cause::CommandMissing,
            ),
            (start, "CannotStartContainerError: exec format error", None, Cause::WrongArchitecture),
            (
                "ServiceSchedulerInitiated",
                "Task failed ELB health checks in (target-group x)",
                None,
                Cause::TargetHealth,
            ),
            ("ServiceSchedulerInitiated", "Task failed container health checks", None, Cause::ContainerHealth),
            ("SpotInterruption", "Your Spot Task was interrupted.", None, Cause::SpotInterruption),
            ("InfrastructureHealth", "the host failed", None, Cause::Infrastructure),
            (start, "Capacity is unavailable at this time. Please try again later", None, Cause::Capacity),
            ("UserInitiated", "Task stopped by user", None, Cause::Stopped),
        ] {
            assert_eq!(cause(&stop(code, reason, container), &web(), &[]), Some(expected), "{reason}");
        }
    }

    #[test]
    fn a_stop_that_was_wanted_says_nothing() {
        let scaled = stop("ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/1)", None);
        assert_eq!(cause(&scaled, &web(), &[]), None);
        assert_eq!(cause(&stop("ServiceSchedulerInitiated", "", None), &web(), &[]), None);
    }

    #[test]
    fn the_log_tells_of_another_processor() {
        let crashed = stop("EssentialContainerExited", "Essential container in task exited", Some((Some(1), "")));
        let log = ["exec /usr/local/bin/web: exec format error".to_owned()];
        assert_eq!(cause(&crashed, &web(), &log), Some(Cause::WrongArchitecture));
    }
}
