//! A stage on this machine.

use std::path::PathBuf;

use infra_local::control::{Client, State};
use infra_local::machine;
use infra_local::place::{Place, workspace_root};
use infra_local::spec::{Built, Spec};
use infra_local::supervisor;
use infra_local::target::Local;

use crate::cli::Session;
use crate::failure::{Failure, Kind};

/// A stage on this machine, and the session that acts on it.
pub(super) struct Stage<'session> {
    pub(super) session: &'session Session,
    pub(super) place: Place,
}

impl<'session> Stage<'session> {
    pub(super) fn of(session: &'session Session) -> Self {
        let names = &session.blueprint.names;
        let root = workspace_root(&session.output.host.folder());
        Self { session, place: Place::new(root, &names.app, &names.stage) }
    }

    /// Makes an end of what a supervisor has left that was killed.
    pub(super) async fn recover(&self) -> Result<(), Failure> {
        let count = supervisor::recover(&self.place, &machine::parts(&self.place).containers).await?;
        if count > 0 {
            let them = if count == 1 { "1 process".to_owned() } else { format!("{count} processes") };
            self.session.output.say(&format!(
                "What keeps {} running was killed: {them} that it had started came to an end now",
                self.name()
            ));
        }
        Ok(())
    }

    /// The app and the stage, as people call them.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.place.app(), self.place.stage())
    }

    /// The supervisor; none where nothing runs.
    pub(super) async fn client(&self) -> Result<Option<Client>, Failure> {
        Ok(Client::connect(&self.place).await?)
    }

    /// The supervisor of a stage that runs.
    pub(super) async fn running(&self) -> Result<Client, Failure> {
        let nothing = || {
            Failure::new(Kind::Usage, format!("nothing of {} runs on this machine", self.name()))
                .hint("`dev` runs it until Ctrl-C, and `deploy --target local` in the background")
        };
        self.client().await?.ok_or_else(nothing)
    }

    /// What is kept, and how it stands.
    pub(super) async fn standing(&self) -> Result<Option<(Spec, State)>, Failure> {
        let Some(client) = self.client().await? else { return Ok(None) };
        Ok(Some((client.spec().await?, client.state().await?)))
    }

    /// The stage as a target, with what was built. Where no supervisor runs, this program is started as one.
    pub(super) fn target(&self, built: Built) -> Result<Local, Failure> {
        let program = std::env::current_exe().map_err(|error| Failure::new(Kind::Local, error))?;
        let words = ["supervise", "--target", "local", "--stage", self.place.stage()].map(str::to_owned);
        Ok(Local { place: self.place.clone(), built, detached: Some((program, words.to_vec())) })
    }

    /// The stage as a target whose supervisor is this command.
    pub(super) fn own_target(&self, built: Built) -> Local {
        Local { place: self.place.clone(), built, detached: None }
    }

    /// A variable of the command's environment.
    pub(super) fn variable(&self, name: &str) -> Option<String> {
        self.session.output.host.variable(name)
    }

    /// The folder in which everything runs.
    pub(super) fn root(&self) -> PathBuf {
        self.place.root().to_owned()
    }
}
