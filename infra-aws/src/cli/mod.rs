//! The command line of a user's `infra` binary. The only place that prints.

mod arguments;
mod ask;
mod deploy;
mod destroy;
mod plan;
mod report;
mod rules;
mod run;
mod show;
mod status;
mod synth;
mod table;
mod wrap;

use std::process::ExitCode;

use clap::Parser;
use infra_core::blueprint::Blueprint;
use infra_core::declaration::App;

use crate::Error;
use crate::client::{Clients, Place};
use crate::failure::{Failure, Kind, explain};
use arguments::{Arguments, Command, Common, StageCommand};
use show::Output;

/// Deploys `app` as the command line says: what an `infra` binary's `main` returns.
///
/// Without a subcommand it deploys. Exit codes: 0 done, 1 failed, 2 wrong usage (or changes present, with `plan
/// --detailed-exitcode`), 130 interrupted; `run` exits with the container's code.
#[must_use]
pub fn main(app: App) -> ExitCode {
    let arguments = Arguments::parse();
    let output = Output { json: arguments.common.json };
    let result = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(Kind::Local, error))
        .and_then(|runtime| runtime.block_on(interruptible(dispatch(&app, arguments))));
    match result {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            output.failure(&failure);
            ExitCode::from(failure.kind.exit_code())
        }
    }
}

async fn dispatch(app: &App, arguments: Arguments) -> Result<u8, Failure> {
    let Arguments { common, command } = arguments;
    let output = Output { json: common.json };
    match command.unwrap_or(Command::Stage(StageCommand::Deploy)) {
        // Rules are the same for every app and stage, also for one that breaks them.
        Command::Rules => Ok(rules::rules(output)),
        Command::Explain { rule } => rules::explain(output, &rule),
        Command::Stage(command) => with_stage(app, output, common, command).await,
    }
}

async fn with_stage(app: &App, output: Output, common: Common, command: StageCommand) -> Result<u8, Failure> {
    check(app)?;
    let stage = common.stage_of(app)?;
    let blueprint = Blueprint::resolve(app, &stage).map_err(Error::from)?;
    let session = Session { blueprint, common, output };
    // What stands can be looked at and deleted, whatever is declared now.
    if !matches!(command, StageCommand::Status | StageCommand::Destroy { .. }) {
        session.deployable()?;
    }
    match command {
        StageCommand::Deploy => deploy::deploy(&session).await,
        StageCommand::Plan { detailed_exitcode } => plan::plan(&session, detailed_exitcode).await,
        StageCommand::Status => status::status(&session).await,
        StageCommand::Destroy { confirm } => destroy::destroy(&session, confirm.as_deref()).await,
        StageCommand::Synth { output } => synth::synth(&session, output),
        StageCommand::Run { task, arguments } => run::run(&session, &task, &arguments).await,
    }
}

/// The compiler has held the app against these rules already, unless it was put together without `app!`.
fn check(app: &App) -> Result<(), Failure> {
    infra_core::check::app(app).map_err(|problems| {
        let messages: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let failure = Failure::new(Kind::Usage, messages.join("\n\n"));
        explain(&problems).into_iter().fold(failure, Failure::hint)
    })
}

/// Ends at Ctrl-C. What AWS has begun goes on; the same command finishes it.
async fn interruptible(work: impl Future<Output = Result<u8, Failure>>) -> Result<u8, Failure> {
    tokio::select! {
        result = work => result,
        signal = tokio::signal::ctrl_c() => Err(match signal {
            Ok(()) => Failure::new(Kind::Interrupted, "interrupted; what AWS has begun goes on")
                .hint("`status` shows how it stands; the same command finishes what is left"),
            Err(error) => Failure::new(Kind::Local, error),
        }),
    }
}

/// What every command works with.
struct Session {
    blueprint: Blueprint,
    common: Common,
    output: Output,
}

impl Session {
    /// Refuses what would be left out of a deploy, before anything is asked of AWS.
    fn deployable(&self) -> Result<(), Failure> {
        match self.blueprint.pending.as_slice() {
            [] => Ok(()),
            pending => Err(Error::Pending(pending.to_vec()).into()),
        }
    }

    async fn connect(&self) -> Result<Clients, Failure> {
        let Common { region, profile, .. } = &self.common;
        let clients = Clients::connect(&Place { region: region.clone(), profile: profile.clone() }).await?;
        crate::observe::check_account(&clients, &self.blueprint)?;
        Ok(clients)
    }
}
