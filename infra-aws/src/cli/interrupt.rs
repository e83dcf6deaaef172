//! Ctrl-C: what AWS has begun goes on without the command, so that somebody has to say what becomes of it.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use super::Session;
use super::arguments::Where;
use super::report::Reporter;
use crate::Error;
use crate::deployments::{put_back, undo};
use crate::failure::{Failure, Kind};
use crate::rollout::{self, Watched};
use crate::target::Aws;

/// How long calls that are under way may take until nobody waits for their answers any more.
const ANSWERS: Duration = Duration::from_secs(10);

/// Ends `work` when the user wants it to. The same command finishes what is left.
pub(super) fn leave<T>(
    session: &Session,
    work: impl Future<Output = Result<T, Failure>>,
) -> impl Future<Output = Result<T, Failure>> {
    let what = match session.place {
        Where::Aws => "interrupted; what AWS has begun goes on",
        Where::Local => "interrupted; what was begun goes on",
    };
    let hint = || "`status` shows how it stands; the same command finishes what is left".to_owned();
    until_interrupted(session, work, (what, hint))
}

/// Ends `work`, which runs a task and shows what it writes. The task goes on.
pub(super) fn leave_run<T>(
    session: &Session,
    task: &str,
    work: impl Future<Output = Result<T, Failure>>,
) -> impl Future<Output = Result<T, Failure>> {
    let hint = move || format!("`logs -f {task}` shows what it writes; the same command starts another one");
    until_interrupted(session, work, ("interrupted; a task that was started goes on", hint))
}

async fn until_interrupted<T>(
    session: &Session,
    work: impl Future<Output = Result<T, Failure>>,
    (what, hint): (&'static str, impl FnOnce() -> String),
) -> Result<T, Failure> {
    tokio::select! {
        result = work => result,
        signal = session.output.host.interrupted() => {
            signal.map_err(local)?;
            Err(Failure::new(Kind::Interrupted, what).hint(hint()))
        }
    }
}

/// Ends `work` when the user wants it to: what builds images and changes nothing else.
pub(super) async fn stop<T>(session: &Session, work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::select! {
        result = work => result,
        signal = session.output.host.interrupted() => {
            signal.map_err(local)?;
            Err(Failure::new(Kind::Interrupted, "interrupted while images were built; nothing has changed"))
        }
    }
}

/// Does `work`, which begins deployments. At the first Ctrl-C somebody is asked what becomes of them; at the second, or
/// where nobody can be asked, they are left running.
pub(super) async fn ask<T>(
    session: &Session,
    target: &Aws,
    reporter: &Arc<Reporter>,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Failure> {
    let host = &session.output.host;
    let mut work = Box::pin(work);
    tokio::select! {
        result = &mut work => return Ok(result?),
        signal = host.interrupted() => signal.map_err(local)?,
    }
    if !host.can_ask() {
        return Err(left(session));
    }
    reporter.hush(true);
    let question = "Interrupted. Roll back the deployments that were begun, or leave them running? [r/L] ".to_owned();
    let answer = tokio::select! {
        result = &mut work => {
            reporter.hush(false);
            return Ok(result?);
        }
        answer = host.ask(question) => answer.map_err(local)?,
        signal = host.interrupted() => {
            signal.map_err(local)?;
            String::new()
        }
    };
    reporter.hush(false);
    if !answer.to_lowercase().starts_with('r') {
        return Err(left(session));
    }
    // Nothing more is begun; calls that are under way get their answers, so that what they began is rolled back, too.
    target.begun.stop();
    let ended = leave(
        session,
        Box::pin(async {
            let _ = tokio::time::timeout(ANSWERS, work).await;
            let (watched, left_alone) = stop_all(target, target.begun.list()).await?;
            let teller = reporter.teller();
            Ok((Box::pin(rollout::watch_all(&target.clients, watched, target.limit, &*teller)).await?, left_alone))
        }),
    );
    let (ended, left_alone) = ended.await?;
    let mut back: Vec<String> = ended.iter().map(|ended| ended.rollout.to_string()).collect();
    back.extend(left_alone);
    let what = if back.is_empty() { "no deployment was begun".to_owned() } else { back.join("\n") };
    Err(Failure::new(Kind::Interrupted, format!("interrupted; {what}"))
        .hint("`status` shows how it stands; stacks are as they are, and the next `deploy` goes on from there"))
}

/// Begins the way back for each of these deployments; says of those that have none.
async fn stop_all(target: &Aws, begun: Vec<Watched>) -> Result<(Vec<Watched>, Vec<String>), Error> {
    let (mut back, mut left_alone) = (Vec::new(), Vec::new());
    for watched in begun {
        match undo(&target.clients, &watched).await? {
            Some(way) => back.push(put_back(&target.clients, &way, watched).await?),
            None => left_alone.push(format!(
                "{} service: left as it is: there is nothing to go back to, or another deployment took the place of this one",
                watched.subject.item
            )),
        }
    }
    Ok((back, left_alone))
}

fn left(session: &Session) -> Failure {
    Failure::new(Kind::Interrupted, "interrupted; what AWS has begun goes on").hint(format!(
        "`cargo run --bin infra -- attach --stage {}` watches it again, `rollback` puts the last good revision back, and \
         `deploy` finishes what is left",
        session.blueprint.names.stage
    ))
}

fn local(error: std::io::Error) -> Failure {
    Failure::new(Kind::Local, error)
}
