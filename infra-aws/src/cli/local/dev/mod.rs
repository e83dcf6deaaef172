//! `dev`: the app on this machine, in the foreground.

mod news;
mod own;
mod watch;

use infra_core::event::Event;
use infra_local::control::{ApplyEvent, Client, SupervisorState};
use infra_local::logs::Asked;
use infra_local::machine;
use infra_local::spec::Spec;
use infra_local::supervisor::Supervisor;
use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};

use super::lines::{Lines, containers};
use super::logs::POLL;
use super::make::{clean, make};
use super::status::text;
use super::{Stage, page};
use crate::cli::interrupt;
use crate::cli::report::Reporter;
use crate::failure::{Failure, Kind};
use own::Own;
use watch::Watched;

/// Runs the app until somebody ends it: then everything that was started is stopped.
pub(super) async fn dev(stage: &Stage<'_>, open: bool) -> Result<u8, Failure> {
    let session = stage.session;
    let began = session.output.host.now();
    let prepare = async {
        refuse_second(stage).await?;
        // What changes while it is built is built again.
        let watched = Watched::begin(stage).await?;
        Ok((watched, make(stage).await?.spec))
    };
    let (watched, spec) = interrupt::leave(session, Box::pin(prepare)).await?;
    let supervisor = Supervisor::start(stage.place.clone(), machine::parts(&stage.place), false).await?;
    let page = page::show(stage, &supervisor).await;
    if let Some(page) = page.as_ref().filter(|_| open) {
        page::open(stage, &page.url());
    }
    let ended = tokio::select! {
        ended = Box::pin(keep(stage, supervisor.client(), watched, spec, began)) => ended,
        () = supervisor.ended() => {
            session.output.say("another command has ended it");
            return Ok(0);
        }
        signal = session.output.host.interrupted() => signal.map_err(|error| Failure::new(Kind::Local, error)),
        signal = hung_up() => signal.map_err(|error| Failure::new(Kind::Local, error)),
    };
    stop(stage, &supervisor).await?;
    ended.map(|()| 0)
}

/// Who begins a second one hears so before anything is built.
async fn refuse_second(stage: &Stage<'_>) -> Result<(), Failure> {
    let Some(client) = stage.client().await? else { return Ok(()) };
    let SupervisorState { pid, detached, .. } = client.state().await?.supervisor;
    let (place, way_out) = if detached {
        ("the background", "`deploy --target local` changes it, and `destroy --target local` ends it")
    } else {
        ("another terminal", "Ctrl-C there ends it")
    };
    Err(Failure::new(Kind::Local, format!("{} runs already, in {place} (process {pid})", stage.name()))
        .hint(way_out)
        .hint("`--stage` with another name runs a second one beside it"))
}

/// Waits until the terminal is closed: nobody can see any more what runs, or press anything.
async fn hung_up() -> std::io::Result<()> {
    signal(SignalKind::hangup())?.recv().await;
    Ok(())
}

/// Stops everything as it is declared; at another Ctrl-C at once.
async fn stop(stage: &Stage<'_>, supervisor: &Supervisor) -> Result<(), Failure> {
    let output = &stage.session.output;
    output.say("Stopping. Ctrl-C once more kills what takes its time.");
    let mut stopped = Box::pin(supervisor.stop());
    loop {
        tokio::select! {
            biased;
            () = &mut stopped => break,
            signal = output.host.interrupted() => {
                signal.map_err(|error| Failure::new(Kind::Local, error))?;
                supervisor.kill().await;
            }
        }
    }
    output.result("Stopped.", &json!({ "event": "stopped" }));
    Ok(())
}

/// Puts the spec in place, shows what is written, and does the same again whenever sources change.
async fn keep(
    stage: &Stage<'_>,
    client: &Client,
    watched: Option<Watched>,
    spec: Spec,
    began: i64,
) -> Result<(), Failure> {
    let asked = Asked { since: Some(began.saturating_mul(1_000)), ..Asked::default() };
    let mut lines = Lines::new(&stage.place.logs(), asked, &containers(&spec), &stage.session.output);
    let shown = async {
        loop {
            lines.show()?;
            tokio::time::sleep(POLL).await;
        }
    };
    tokio::select! {
        ended = shown => ended,
        ended = Box::pin(develop(stage, client, watched, spec)) => ended,
        ended = news::tell(stage, client) => ended,
    }
}

/// Puts the spec in place, and what is made of each change.
async fn develop(stage: &Stage<'_>, client: &Client, mut watched: Option<Watched>, spec: Spec) -> Result<(), Failure> {
    let output = &stage.session.output;
    put(stage, client, &spec).await?;
    watched.iter_mut().for_each(Watched::built);
    let state = client.state().await?;
    output.result(&text(&spec, &state, output.host.now()), &json!({ "event": "running", "state": &state }));
    let Some(watched) = &mut watched else { return std::future::pending().await };
    loop {
        let files = watched.changed().await?;
        output.say(&format!("{} changed", watch::shown(&files, stage.place.root())));
        let changed = Box::pin(change(stage, client, watched)).await;
        watched.built();
        if let Err(failure) = changed {
            output.failure(&failure);
            output.say("What ran before goes on; the next change is built again.");
        }
    }
}

/// Builds what has changed, and puts it in place: first what runs, and then what the declarations make of it, whose program
/// takes longer to link.
async fn change(stage: &Stage<'_>, client: &Client, watched: &mut Watched) -> Result<(), Failure> {
    let output = &stage.session.output;
    let mut affected = false;
    if !watched.own.as_ref().is_some_and(Own::is_new) {
        affected |= put(stage, client, &make(stage).await?.spec).await?;
    }
    if let Some(own) = &mut watched.own
        && own.build(stage, &watched.workspace).await?
    {
        let prepared = own.prepare(stage).await?;
        watched.watch(&prepared.wanted)?;
        affected |= put(stage, client, &prepared.spec).await?;
    }
    if !affected {
        output.say("Nothing that runs is affected.");
    }
    Ok(())
}

/// Puts a spec in place, unless it is; says whether anything changed. What does not run as it should is told, and is no reason
/// to end: the next change may mend it.
async fn put(stage: &Stage<'_>, client: &Client, spec: &Spec) -> Result<bool, Failure> {
    if client.spec().await? == *spec {
        return Ok(false);
    }
    let teller = Reporter::of_lines(stage.session).teller();
    let tell = |event: ApplyEvent| match event {
        // What stays as it is needs no word here.
        ApplyEvent::Event(Event::Outcome { .. }) | ApplyEvent::Ended { .. } => {}
        ApplyEvent::Event(event) => teller(event),
    };
    if client.apply(spec, tell).await? {
        clean(stage, spec);
    } else {
        let failure = Failure::new(Kind::Rollout, format!("not all of {} runs as declared", stage.name()));
        stage.session.output.failure(&failure.hint("mend it and save: it is built again"));
    }
    Ok(true)
}
