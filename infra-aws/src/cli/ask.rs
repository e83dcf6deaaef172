//! Asking before something is changed.

use std::io::{BufRead, IsTerminal, Write};

use crate::failure::{Failure, Kind};

/// Whether somebody can be asked.
fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks `question`; anything but yes ends the command. Where nobody can be asked, `--yes` must say so.
pub(super) fn confirm(question: &str, yes: bool) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    if !can_ask() {
        return Err(Failure::new(Kind::Usage, format!("{question} Nobody can be asked here."))
            .hint("give `--yes` to go ahead without asking"));
    }
    match answer(&format!("{question} [y/N] "))?.to_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(stopped()),
    }
}

/// Asks for the name of a protected stage; `given` is what the command line says.
pub(super) fn confirm_name(stage: &str, given: Option<&str>) -> Result<(), Failure> {
    let typed = match given {
        Some(given) => given.to_owned(),
        None if can_ask() => answer(&format!("`{stage}` is protected. Type its name to destroy it: "))?,
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

fn answer(question: &str) -> Result<String, Failure> {
    let local = |error: std::io::Error| Failure::new(Kind::Local, error);
    let mut terminal = std::io::stderr();
    terminal.write_all(question.as_bytes()).map_err(local)?;
    terminal.flush().map_err(local)?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(local)?;
    Ok(line.trim().to_owned())
}
