//! A cause in a sentence, and what to do about it.

use infra_core::event::{Cause, StopGroup, TargetState};

use super::evidence::{Evidence, Subject};
use super::news;
use super::order::{Obstacle, Why};

/// The cause in a sentence.
pub(super) fn explanation(
    cause: Cause,
    subject: &Subject,
    evidence: &Evidence,
    stops: &[StopGroup],
    obstacle: Option<&Obstacle<'_>>,
) -> String {
    let Subject { image, platform, memory, .. } = subject;
    let culprit = obstacle.map(|obstacle| obstacle.container);
    let code = culprit.map_or_else(|| stops.iter().find_map(|stop| stop.exit_code), |culprit| culprit.exit_code);
    let container =
        culprit.map(|culprit| culprit.name.clone()).or_else(|| stops.iter().find_map(|stop| stop.container.clone()));
    let container = container.unwrap_or_else(|| subject.item.clone());
    let keeps = obstacle.map(|obstacle| format!(", which keeps {} from starting", listed(&obstacle.kept)));
    let keeps = keeps.unwrap_or_default();
    let why = obstacle.map(|obstacle| obstacle.why);
    match cause {
        Cause::ImageMissing => format!("the image {image} is not in its registry"),
        Cause::ImagePlatform => format!("the image {image} has no variant for {platform}"),
        Cause::ImageUnreachable => format!("the registry of {image} does not answer from the task's subnets"),
        Cause::ImageDenied => format!("the registry refuses the image {image}"),
        Cause::ImageThrottled => format!("the registry of {image} has had too many pulls"),
        Cause::ImagePull => format!("the image {image} cannot be pulled"),
        Cause::DiskFull => "the disk of the task is full".to_owned(),
        Cause::SecretMissing => "a secret that it is given does not exist".to_owned(),
        Cause::SecretDenied => "the execution role may not read a secret".to_owned(),
        Cause::SecretUnreachable => "secrets cannot be read from the task's subnets".to_owned(),
        Cause::Logs => "its logs cannot be written".to_owned(),
        Cause::Volume => "a volume cannot be attached".to_owned(),
        Cause::NetworkInterface => "the task gets no network interface".to_owned(),
        Cause::Initialization => "the task cannot be made ready to start".to_owned(),
        Cause::Permission => "a role cannot be assumed, or lacks a permission".to_owned(),
        Cause::OutOfMemory => format!("container {container} used more than its {memory} MiB of memory"),
        Cause::WrongArchitecture => format!("the program in {image} is not made for {platform}"),
        Cause::CommandMissing => format!("the command of container {container} does not exist in {image}"),
        Cause::Crash => match code {
            Some(code) => format!("container {container} ended with exit code {code}{}{keeps}", signal(code)),
            None => format!("container {container} ended with an error{keeps}"),
        },
        Cause::Exited => format!("container {container} ended without an error, but a service has to go on"),
        Cause::ContainerHealth if why == Some(Why::NotHealthy) => {
            format!("the health check of container {container} did not pass in time{keeps}")
        }
        Cause::ContainerHealth => format!("the health check of container {container} fails{keeps}"),
        Cause::TargetHealth => {
            let why = why_unwell(evidence).map(|why| format!(": {why}")).unwrap_or_default();
            format!("the load balancer's health check of `{}` fails{why}", subject.health_path)
        }
        Cause::Capacity => "AWS has no capacity for the tasks; the revision itself was not tried".to_owned(),
        Cause::Quota => "a quota of the account is used up; the revision itself was not tried".to_owned(),
        Cause::Placement => "no instance fulfils what the tasks ask for; the revision itself was not tried".to_owned(),
        Cause::Deadlock => "the percentages of the deployment leave no room for a single step".to_owned(),
        Cause::SpotInterruption => "spot capacity was taken back; the revision itself did not fail".to_owned(),
        Cause::Infrastructure => "the machine under a task failed; the revision itself did not".to_owned(),
        Cause::Alarm => format!("the alarm {} went off", evidence.alarms.join(", ")),
        Cause::Smoke => format!("its smoke test failed: {}", evidence.reason),
        Cause::Rejected => "it was rejected, or nobody approved it in time".to_owned(),
        Cause::Stopped => "somebody stopped it".to_owned(),
        Cause::Deleted => "the service was deleted while it was being deployed".to_owned(),
        Cause::Superseded => "another deployment took its place".to_owned(),
        Cause::Slow if why == Some(Why::NotHealthy) => {
            format!("{}: container {container} is not healthy yet{keeps}", evidence.reason)
        }
        Cause::Slow if why == Some(Why::NotEnded) => {
            format!("{}: container {container} has not ended yet{keeps}", evidence.reason)
        }
        Cause::Slow if !evidence.reason.is_empty() => evidence.reason.clone(),
        Cause::Slow => "it is not done in the time that it was given, and nothing says why".to_owned(),
        Cause::Unknown if evidence.reason.is_empty() => "AWS does not say why".to_owned(),
        Cause::Unknown => evidence.reason.clone(),
    }
}

/// Names in a sentence.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => (*name).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// What the load balancer says of a target, or the service after it: once a target is taken out it says no more.
fn why_unwell(evidence: &Evidence) -> Option<String> {
    let of_target = |TargetState { reason, description, .. }: &'_ TargetState| match description.as_str() {
        "" => reason.clone(),
        description => description.to_owned(),
    };
    evidence.targets.first().map(of_target).or_else(|| news::why_unhealthy(&evidence.events))
}

/// What an exit code above 128 means.
fn signal(code: i32) -> &'static str {
    match code {
        134 => " (SIGABRT: it gave up)",
        137 => " (SIGKILL: it was killed)",
        139 => " (SIGSEGV: it touched memory that is not its own)",
        143 => " (SIGTERM: it was told to stop)",
        _ => "",
    }
}

/// What to do about it.
pub(super) fn hints(cause: Cause, subject: &Subject, evidence: &Evidence) -> Vec<String> {
    let Subject { item, image, platform, memory, port, health_path, health_codes, grace_seconds, log_group, .. } =
        subject;
    let port = port.map_or("its port".to_owned(), |port| format!("port {port}"));
    let hint = match cause {
        Cause::ImageMissing => {
            format!("push {image}, or name one that exists; a private registry other than ECR needs credentials")
        }
        Cause::ImagePlatform => format!(
            "build it for {platform} (`docker buildx build --platform {platform}`), or declare the image's own platform \
             with `arch`"
        ),
        Cause::ImageUnreachable => {
            "give the tasks a way out: `network = new(nat = one)`, a public subnet, or endpoints \
                                    for ecr.api, ecr.dkr and s3"
                .to_owned()
        }
        Cause::ImageDenied => {
            "allow the pull in the repository's policy, if it is another account's; the execution role pulls".to_owned()
        }
        Cause::ImageThrottled => {
            "pull through ECR (a copy, or a pull-through cache) or `public.ecr.aws`, and deploy again later".to_owned()
        }
        Cause::ImagePull => format!("pull {image} by hand to see what the registry says"),
        Cause::DiskFull => "make the image smaller, or give instances a larger disk".to_owned(),
        Cause::SecretMissing => format!(
            "make the secret that the reason names, with the key if it is JSON, in this region; or take it out of \
             `secret(..)` of `{item}`"
        ),
        Cause::SecretDenied => {
            "look at the secret's own policy and the key that encrypts it: `infra` allows the execution role to read it"
                .to_owned()
        }
        Cause::SecretUnreachable => "give the tasks a way out: `network = new(nat = one)`, a public subnet, or an \
                                     endpoint for secretsmanager or ssm"
            .to_owned(),
        Cause::Logs => format!("see that log group {log_group} exists, and that its region can be reached"),
        Cause::Volume => "see that the file system has a mount target in each zone, open to port 2049".to_owned(),
        Cause::NetworkInterface => {
            "see whether the subnets have free addresses, and the account free interfaces".to_owned()
        }
        Cause::Initialization => "the reason above is AWS's own; mend what it names and deploy again".to_owned(),
        Cause::Permission => "see the role and the action that the reason names; deploy again once it may".to_owned(),
        Cause::OutOfMemory => format!("raise `memory` of `{item}` above {memory} MiB, or make it use less"),
        Cause::WrongArchitecture => format!("build {image} for {platform}, or declare `arch` as what it is built for"),
        Cause::CommandMissing => {
            "see `command` and `entrypoint`: the path must exist in the image and be executable".to_owned()
        }
        Cause::Crash => crash(subject, evidence),
        Cause::Exited => {
            format!("a service's command must not end; what ends by itself is a `#[task]` (see {})", written(log_group))
        }
        Cause::ContainerHealth => "run the check's command in the container; give it more time with `start`".to_owned(),
        Cause::TargetHealth => target(&port, health_path, health_codes, *grace_seconds, evidence),
        Cause::Capacity => "deploy again later; or allow more: a larger range or another type in `ec2(..)`, `fargate` \
                            beside `fargate_spot`, more zones"
            .to_owned(),
        Cause::Quota => "ask for a higher quota in Service Quotas, or run fewer or smaller tasks".to_owned(),
        Cause::Placement => {
            "see what the service says above: a port that is taken, a constraint, or an attribute".to_owned()
        }
        Cause::Deadlock => {
            format!("change `deploy = rolling(min = .., max = ..)` of `{item}` so that a task can start or stop")
        }
        Cause::SpotInterruption => {
            "keep a base on demand: `capacity = [fargate(base = 1), fargate_spot(weight = 3)]`".to_owned()
        }
        Cause::Infrastructure => "deploy again: the tasks get another machine".to_owned(),
        Cause::Alarm => "see in CloudWatch what the alarm saw; mend it, or the alarm, and deploy again".to_owned(),
        Cause::Smoke => {
            "the new tasks answered the test traffic otherwise than the test expects; no user saw them".to_owned()
        }
        Cause::Rejected => "deploy again when it may go on, and `approve` it in time".to_owned(),
        Cause::Stopped => "`history` tells what runs now; deploy again to go on".to_owned(),
        Cause::Deleted => "deploy again to make it anew; CloudTrail tells who called DeleteService".to_owned(),
        Cause::Superseded => "`history` tells whose it is; `attach` watches it".to_owned(),
        Cause::Slow => {
            "`attach` goes on watching, `rollback` puts the last good revision back, `--timeout` gives more \
                        time"
                .to_owned()
        }
        Cause::Unknown => format!("see the events above and {}", written(log_group)),
    };
    let mut hints = vec![hint];
    if cause == Cause::ContainerHealth && !evidence.waiting.is_empty() {
        hints.push(
            "ECS lets a task wait up to three hours for a container that is not healthy: `rollback` ends it".to_owned(),
        );
    }
    hints
}

/// Where what the containers wrote is.
fn written(log_group: &str) -> String {
    if log_group.is_empty() {
        "what it writes, which goes nowhere".to_owned()
    } else {
        format!("the log group {log_group}")
    }
}

fn crash(Subject { item, log_group, .. }: &Subject, evidence: &Evidence) -> String {
    if log_group.is_empty() {
        return format!(
            "nobody keeps what `{item}` writes: declare `logs(..)` in the place of `logs = off` to see why"
        );
    }
    if evidence.logs.iter().all(|log| log.lines.is_empty()) {
        format!("it wrote nothing to log group {log_group}: it may have failed before its logger began")
    } else {
        format!("its last lines are above, all of them in log group {log_group}; mend it and deploy again")
    }
}

fn target(port: &str, path: &str, codes: &str, grace: u32, evidence: &Evidence) -> String {
    let why = why_unwell(evidence).unwrap_or_default();
    match why.as_str() {
        "Target.Timeout" | "Request timed out" => format!(
            "see that the program listens on {port} of 0.0.0.0, not of 127.0.0.1, and answers `{path}` in time; a slow \
             start needs `health(grace = ..)` above {grace}s"
        ),
        why if why == "Target.ResponseCodeMismatch" || why.contains("with these codes") => {
            format!("`{path}` has to answer {codes}: mend the path or the codes of `health(..)`, or the answer")
        }
        _ => format!(
            "see that `{path}` answers {codes} on {port} of 0.0.0.0; a slow start needs `health(grace = ..)` above {grace}s"
        ),
    }
}
