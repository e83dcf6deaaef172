//! The command line of a user's `infra` binary. The only place that prints.

mod annotation;
mod approve;
mod arguments;
mod ask;
mod attach;
mod deploy;
mod destroy;
mod eject;
mod exec;
mod history;
#[cfg(unix)]
mod image;
#[cfg(unix)]
mod images;
#[cfg(not(unix))]
#[path = "no_images.rs"]
mod images;
mod import;
mod interrupt;
#[cfg(unix)]
mod local;
#[cfg(not(unix))]
#[path = "no_local.rs"]
mod local;
mod logs;
mod plan;
mod report;
mod rollback;
mod rules;
mod run;
mod select;
mod show;
mod status;
mod synth;
mod table;
mod time;
mod verify;
mod wrap;

use std::ffi::OsString;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use infra_core::blueprint::Blueprint;
use infra_core::check::Pending;
use infra_core::declaration::App;
use infra_core::plan::Plan;

use crate::Error;
use crate::apply::Begun;
use crate::client::Clients;
use crate::deployments::Verdict;
use crate::failure::{Failure, Kind, explain};
use crate::host::{Host, Place, Process};
use crate::next_runs;
use crate::plan::Action;
use crate::target::Aws;
use arguments::{Arguments, Command, Common, StageCommand, Where};
use show::Output;

/// Deploys `app` as the command line says: what an `infra` binary's `main` returns.
///
/// Without a subcommand it deploys. Exit codes: 0 done, 1 failed, 2 wrong usage (or changes present, with `plan
/// --detailed-exitcode`), 130 interrupted; `run` exits with the container's code.
#[must_use]
pub fn main(app: App) -> ExitCode {
    let arguments = Arguments::parse();
    let output = Output { json: arguments.common.json, host: Arc::new(Process::default()) };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            output.failure(&Failure::new(Kind::Local, error));
            return ExitCode::FAILURE;
        }
    };
    let code = runtime.block_on(perform(&app, arguments, output));
    // A question that nobody answers any more is not waited for.
    runtime.shutdown_background();
    ExitCode::from(code)
}

/// Does what a command line says in another host than a program's own, and gives the exit code. `words` are those
/// behind the program's name.
pub async fn run(app: App, words: &[&str], host: Arc<dyn Host>) -> u8 {
    let words = std::iter::once("infra").chain(words.iter().copied()).map(OsString::from);
    match Arguments::try_parse_from(words) {
        Ok(arguments) => {
            let json = arguments.common.json;
            // Its type is hidden, since the compiler counts how deep those of futures are nested.
            let work: Pin<Box<dyn Future<Output = u8>>> =
                Box::pin(async move { perform(&app, arguments, Output { json, host }).await });
            work.await
        }
        Err(error) => {
            let text = error.render().to_string();
            if error.use_stderr() {
                host.err(&text);
            } else {
                host.out(&text);
            }
            u8::try_from(error.exit_code()).unwrap_or(Kind::Usage.exit_code())
        }
    }
}

async fn perform(app: &App, arguments: Arguments, output: Output) -> u8 {
    match dispatch(app, arguments, output.clone()).await {
        Ok(code) => code,
        Err(failure) => {
            output.failure(&failure);
            failure.kind.exit_code()
        }
    }
}

async fn dispatch(app: &App, arguments: Arguments, output: Output) -> Result<u8, Failure> {
    let Arguments { common, command } = arguments;
    match command.unwrap_or(Command::Stage(StageCommand::DEPLOY)) {
        // Rules are the same for every app and stage, also for one that breaks them.
        Command::Import { what, all } => import::import(&output, &common, &what, all).await,
        Command::Rules => Ok(rules::rules(&output)),
        Command::Explain { rule } => rules::explain(&output, &rule),
        Command::Stage(command) => with_stage(app, output, common, command).await,
    }
}

async fn with_stage(app: &App, output: Output, common: Common, command: StageCommand) -> Result<u8, Failure> {
    let place = command.place(common.target)?;
    let stage = common.stage_of(app, place)?;
    let blueprint = match declared(app, &stage) {
        Ok(blueprint) => blueprint,
        // What stands can be looked at and deleted, whatever is declared now.
        Err(failure) if command.works_on_what_stands() => {
            let bare = Blueprint::bare(app, &stage).map_err(Error::from)?;
            output.say(&format!("the declarations cannot be read, so only what stands counts: {failure}"));
            bare
        }
        Err(failure) => return Err(failure),
    };
    // What is built has a reference only where it is deployed from.
    let blueprint = if place == Where::Aws { crate::images::placeholders(&blueprint) } else { blueprint };
    let session = Session { blueprint, common, output, place };
    if !command.works_on_what_stands() {
        session.deployable()?;
    }
    match place {
        Where::Aws => perform_in(&session, command).await,
        Where::Local => Box::pin(local::perform(&session, command)).await,
    }
}

async fn perform_in(session: &Session, command: StageCommand) -> Result<u8, Failure> {
    match command {
        // A future that holds all the others is too large for the stack of a small thread.
        StageCommand::Deploy { verify, keep_tags, rebuild } => {
            Box::pin(deploy::deploy(session, verify, keep_tags, rebuild)).await
        }
        StageCommand::Plan { detailed_exitcode, cost, keep_tags } => {
            interrupt::leave(session, Box::pin(plan::plan(session, detailed_exitcode, cost, keep_tags))).await
        }
        StageCommand::Verify => interrupt::leave(session, Box::pin(verify::verify(session))).await,
        StageCommand::Status => interrupt::leave(session, Box::pin(status::status(session))).await,
        StageCommand::Logs(asked) => Box::pin(logs::logs(session, asked.wanted())).await,
        StageCommand::Attach => Box::pin(attach::attach(session)).await,
        StageCommand::Rollback { service, to } => Box::pin(rollback::rollback(session, service.as_deref(), to)).await,
        StageCommand::History { service, count } => {
            Box::pin(history::history(session, service.as_deref(), count)).await
        }
        StageCommand::Approve { service } => {
            Box::pin(approve::decide(session, service.as_deref(), Verdict::Approve)).await
        }
        StageCommand::Reject { service } => {
            Box::pin(approve::decide(session, service.as_deref(), Verdict::Reject)).await
        }
        #[cfg(unix)]
        StageCommand::Image { what } => Box::pin(image::image(session, what)).await,
        StageCommand::Destroy { confirm } => {
            interrupt::leave(session, Box::pin(destroy::destroy(session, confirm.as_deref()))).await
        }
        StageCommand::Exec { service, task, container, command } => {
            Box::pin(exec::exec(session, &service, task.as_deref(), container.as_deref(), &command)).await
        }
        StageCommand::Eject { output, force } => {
            interrupt::leave(session, Box::pin(eject::eject(session, &output, force))).await
        }
        StageCommand::Synth { output } => synth::synth(session, output),
        StageCommand::Run { task, arguments } => {
            interrupt::leave_run(session, &task, Box::pin(run::run(session, &task, &arguments))).await
        }
        // They are of this machine alone.
        StageCommand::Dev { .. } | StageCommand::Supervise | StageCommand::Prepare => {
            Box::pin(local::perform(session, command)).await
        }
    }
}

/// The stage as it is declared.
fn declared(app: &App, stage: &str) -> Result<Blueprint, Failure> {
    check(app)?;
    Ok(Blueprint::resolve(app, stage).map_err(Error::from)?)
}

/// The compiler has held the app against these rules already, unless it was put together without `app!`.
fn check(app: &App) -> Result<(), Failure> {
    infra_core::check::app(app).map_err(|problems| {
        let messages: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let failure = Failure::new(Kind::Usage, messages.join("\n\n"));
        explain(&problems).into_iter().fold(failure, Failure::hint)
    })
}

/// What every command works with.
struct Session {
    blueprint: Blueprint,
    common: Common,
    output: Output,
    /// Where it acts.
    place: Where,
}

impl Session {
    /// Refuses what would be left out of a deploy, before anything is asked of AWS or begun on this machine.
    fn deployable(&self) -> Result<(), Failure> {
        let runs_here = |pending: &Pending| self.place == Where::Local && pending.runs_locally;
        let pending = self.blueprint.pending.iter().filter(|pending| !runs_here(pending));
        match pending.copied().collect::<Vec<_>>() {
            pending if pending.is_empty() => Ok(()),
            pending => Err(Error::Pending(pending).into()),
        }
    }

    async fn target(&self) -> Result<Aws, Failure> {
        let (limit, now) = (self.common.timeout, self.output.host.now());
        Ok(Aws { clients: self.connect().await?, limit, now, begun: Begun::default(), shipper: None })
    }

    /// A plan with when the schedules that it makes or changes run next.
    fn with_runs(&self, plan: Plan<Action>) -> Plan<Action> {
        let runs = next_runs::of_plan(&plan, &self.blueprint, self.output.host.now());
        Plan { runs, ..plan }
    }

    async fn connect(&self) -> Result<Clients, Failure> {
        let Common { region, profile, .. } = &self.common;
        let place = Place { region: region.clone(), profile: profile.clone() };
        let clients = Clients::connect(self.output.host.settings(place).await?, profile.as_deref()).await?;
        crate::observe::check_account(&clients, &self.blueprint)?;
        Ok(clients)
    }
}
