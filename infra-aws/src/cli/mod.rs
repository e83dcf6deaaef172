//! The command line of a user's `infra` binary. The only place that prints.

mod arguments;
mod ask;
mod deploy;
mod destroy;
mod plan;
mod report;
mod run;
mod show;
mod status;
mod synth;
mod table;

use std::process::ExitCode;

use clap::Parser;
use infra_core::blueprint::Blueprint;
use infra_core::declaration::App;

use crate::Error;
use crate::client::{Clients, Place};
use crate::failure::{Failure, Kind};
use arguments::{Arguments, Command, Common};
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
    check(app)?;
    let stage = common.stage_of(app)?;
    let blueprint = Blueprint::resolve(app, &stage).map_err(Error::from)?;
    let session = Session { output: Output { json: common.json }, blueprint, common };
    match command.unwrap_or(Command::Deploy) {
        Command::Deploy => deploy::deploy(&session).await,
        Command::Plan { detailed_exitcode } => plan::plan(&session, detailed_exitcode).await,
        Command::Status => status::status(&session).await,
        Command::Destroy { confirm } => destroy::destroy(&session, confirm.as_deref()).await,
        Command::Synth { output } => synth::synth(&session, output),
        Command::Run { task, arguments } => run::run(&session, &task, &arguments).await,
    }
}

/// The compiler has held the app against these rules already, unless it was put together without `app!`.
fn check(app: &App) -> Result<(), Failure> {
    infra_core::check::app(app).map_err(|problems| {
        let messages: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Failure::new(Kind::Usage, messages.join("\n"))
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
    async fn connect(&self) -> Result<Clients, Failure> {
        let Common { region, profile, .. } = &self.common;
        let clients = Clients::connect(&Place { region: region.clone(), profile: profile.clone() }).await?;
        crate::observe::check_account(&clients, &self.blueprint)?;
        Ok(clients)
    }
}
