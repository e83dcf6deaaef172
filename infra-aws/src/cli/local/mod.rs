//! This machine as the target of commands: the same plan, table, outcome and exit codes as on AWS.

mod deploy;
mod destroy;
mod dev;
mod exec;
mod failure;
mod history;
mod lines;
mod logs;
mod make;
mod page;
mod plan;
mod prepare;
mod run;
mod stage;
mod status;
mod supervise;

use super::arguments::StageCommand;
use super::{Session, interrupt};
use crate::failure::{Failure, Kind};
use stage::Stage;

/// Does a command with the stage of this machine.
pub(super) async fn perform(session: &Session, command: StageCommand) -> Result<u8, Failure> {
    let stage = Stage::of(session);
    if !matches!(command, StageCommand::Supervise | StageCommand::Prepare) {
        stage.recover().await?;
    }
    match command {
        StageCommand::Dev { open } => Box::pin(dev::dev(&stage, open)).await,
        StageCommand::Deploy { rebuild: true, .. } => {
            Err(of_aws("on this machine everything is built with each deploy", "leave `--rebuild` out"))
        }
        StageCommand::Deploy { verify: false, .. } => Box::pin(deploy::deploy(&stage)).await,
        StageCommand::Plan { detailed_exitcode, cost: false, .. } => {
            interrupt::leave(session, Box::pin(plan::plan(&stage, detailed_exitcode))).await
        }
        StageCommand::Status => interrupt::leave(session, status::status(&stage)).await,
        StageCommand::Logs(asked) => Box::pin(logs::logs(&stage, asked.wanted())).await,
        StageCommand::History { service, count } => history::history(&stage, service.as_deref(), count),
        StageCommand::Destroy { confirm } => {
            interrupt::leave(session, Box::pin(destroy::destroy(&stage, confirm.as_deref()))).await
        }
        StageCommand::Exec { service, task, container, command } => {
            exec::exec(&stage, &service, task.as_deref(), container.as_deref(), &command).await
        }
        StageCommand::Run { task, arguments } => {
            interrupt::leave_run(session, &task, Box::pin(run::run(&stage, &task, &arguments))).await
        }
        StageCommand::Supervise => supervise::supervise(&stage).await,
        StageCommand::Prepare => prepare::prepare(&stage).await,
        StageCommand::Deploy { verify: true, .. } | StageCommand::Verify => {
            Err(of_aws("`verify` asks AWS whether what is declared is there", "`plan` says what is missing here"))
        }
        StageCommand::Plan { cost: true, .. } => Err(of_aws("only what runs on AWS has a price", "leave `--cost` out")),
        // They are built, and kept in repositories, for AWS.
        StageCommand::Image { what } => Box::pin(crate::cli::image::image(session, what)).await,
        StageCommand::Attach => Err(of_aws(
            "on this machine nothing goes on without its command to watch",
            "`status` shows how it stands, and `logs -f` what is written",
        )),
        StageCommand::Rollback { .. } => Err(of_aws(
            "this machine keeps no revisions to go back to",
            "deploy the older source again: a deployment that fails is rolled back by itself",
        )),
        StageCommand::Approve { .. } | StageCommand::Reject { .. } => {
            Err(of_aws("no deployment on this machine waits to be approved", "`status` shows how it stands"))
        }
        StageCommand::Synth { .. } | StageCommand::Eject { .. } => {
            Err(of_aws("CloudFormation templates and task definitions are for AWS alone", "leave `--target local` out"))
        }
    }
}

/// A command that has no meaning on this machine.
fn of_aws(why: &'static str, instead: &'static str) -> Failure {
    Failure::new(Kind::Usage, why).hint(instead)
}
