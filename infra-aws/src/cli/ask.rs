//! Asking before something is changed.

use crate::failure::{Failure, Kind};
use crate::host::Host;

/// Asks `question`; anything but yes ends the command. Where nobody can be asked, `--yes` must say so.
pub(super) async fn confirm(host: &dyn Host, question: &str, yes: bool) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    if !host.can_ask() {
        return Err(Failure::new(Kind::Usage, format!("{question} Nobody can be asked here."))
            .hint("give `--yes` to go ahead without asking"));
    }
    match answer(host, &format!("{question} [y/N] ")).await?.to_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(stopped()),
    }
}

/// Asks for the name of a protected stage; `given` is what the command line says.
pub(super) async fn confirm_name(host: &dyn Host, stage: &str, given: Option<&str>) -> Result<(), Failure> {
    let typed = match given {
        Some(given) => given.to_owned(),
        None if host.can_ask() => {
            answer(host, &format!("`{stage}` is protected. Type its name to destroy it: ")).await?
        }
        None => {
            return Err(Failure::new(
                Kind::Usage,
                format!("`{stage}` is protected, and nobody can be asked for its name here"),
            )
            .hint(format!("give `--confirm {stage}` if it is really to be destroyed")));
        }
    };
    if typed == stage {
        Ok(())
    } else {
        Err(Failure::new(Kind::Usage, format!("`{typed}` is not `{stage}`; nothing was changed")))
    }
}

fn stopped() -> Failure {
    Failure::new(Kind::Interrupted, "not confirmed; nothing was changed")
}

async fn answer(host: &dyn Host, question: &str) -> Result<String, Failure> {
    host.ask(question.to_owned()).await.map_err(|error| Failure::new(Kind::Local, error))
}
