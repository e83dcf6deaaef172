//! The host of a program: its standard streams, its signals, its environment.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::{Command, ExitStatus};
use std::time::SystemTime;

use anstream::{eprintln, println};
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};

use super::interrupts::Interrupts;
use super::{Handed, Host, Later, Place};
use crate::Error;

/// How often a call is tried: throttling is answered by waiting, each time twice as long up to 20 seconds. (The SDK's
/// adaptive mode also slows down every later call, so that two throttled ones make a deploy take half a minute longer.)
const ATTEMPTS: u32 = 8;
/// The variable by which every AWS tool is told another number.
const ATTEMPTS_VARIABLE: &str = "AWS_MAX_ATTEMPTS";

/// The program's own streams, signals and environment.
#[derive(Default)]
pub(crate) struct Process {
    interrupts: Interrupts,
}

impl Host for Process {
    fn out(&self, line: &str) {
        println!("{line}");
    }

    fn err(&self, line: &str) {
        eprintln!("{line}");
    }

    fn is_live(&self) -> bool {
        io::stderr().is_terminal()
    }

    fn can_ask(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    fn ask(&self, question: String) -> Later<'_, io::Result<String>> {
        Box::pin(async { tokio::task::spawn_blocking(|| answer(question)).await.map_err(io::Error::other)? })
    }

    fn interrupted(&self) -> Later<'_, io::Result<()>> {
        self.interrupts.next()
    }

    fn now(&self) -> i64 {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(now.as_secs()).unwrap_or(i64::MAX)
    }

    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn folder(&self) -> PathBuf {
        std::env::current_dir().unwrap_or_default()
    }

    fn hand_over(&self, handed: Handed) -> Later<'_, io::Result<u8>> {
        Box::pin(async move {
            let _heard = hear()?;
            let mut command = Command::new(handed.program);
            command.args(handed.arguments);
            if let Some((folder, environment)) = handed.surroundings {
                command.current_dir(folder).env_clear().envs(environment);
            }
            let ended = tokio::task::spawn_blocking(move || command.status());
            Ok(code(ended.await.map_err(io::Error::other)??))
        })
    }

    fn settings(&self, place: Place) -> Later<'_, Result<SdkConfig, Error>> {
        Box::pin(async move { Ok(settings(place, attempts(self.variable(ATTEMPTS_VARIABLE))).await) })
    }
}

fn answer(question: String) -> io::Result<String> {
    let mut terminal = io::stderr();
    terminal.write_all(question.as_bytes())?;
    terminal.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

/// Hears what the terminal sends to all programs in it, so that it does not end this one. A program that is started does not
/// inherit that.
#[cfg(unix)]
fn hear() -> io::Result<[tokio::signal::unix::Signal; 2]> {
    use tokio::signal::unix::{SignalKind, signal};
    Ok([signal(SignalKind::interrupt())?, signal(SignalKind::quit())?])
}

#[cfg(windows)]
fn hear() -> io::Result<tokio::signal::windows::CtrlC> {
    tokio::signal::windows::ctrl_c()
}

/// The exit code of a program as a shell has it.
fn code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return u8::try_from(128 + signal).unwrap_or(u8::MAX);
    }
    status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
}

/// Loads region and credentials as every AWS tool does.
async fn settings(place: Place, attempts: u32) -> SdkConfig {
    let retries = RetryConfig::standard().with_max_attempts(attempts);
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).retry_config(retries);
    if let Some(region) = place.region {
        loader = loader.region(Region::new(region));
    }
    if let Some(profile) = place.profile {
        // A profile that is named counts before credentials in the environment, as for every AWS tool.
        let provider = ProfileFileCredentialsProvider::builder().profile_name(&profile).build();
        loader = loader.profile_name(profile).credentials_provider(provider);
    }
    loader.load().await
}

/// How often a call is tried, where the environment may say it.
fn attempts(told: Option<String>) -> u32 {
    told.and_then(|told| told.parse().ok()).filter(|attempts| *attempts > 0).unwrap_or(ATTEMPTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[tokio::test]
    async fn a_program_that_gets_the_terminal_gives_its_exit_code() {
        let process = Process::default();
        let run = |script: &str| {
            let arguments = vec!["-c".to_owned(), script.to_owned(), "sh".to_owned(), "two words".to_owned()];
            process.hand_over(Handed { program: PathBuf::from("/bin/sh"), arguments, surroundings: None })
        };
        assert_eq!(run("test \"$1\" = 'two words' && exit 7").await.unwrap(), 7);
        assert_eq!(run("kill -TERM $$").await.unwrap(), 143);
        let surroundings = Some((PathBuf::from("/"), vec![("ONLY".to_owned(), "this".to_owned())]));
        let script = vec!["-c".to_owned(), "test \"$PWD$ONLY$HOME\" = /this && exit 7".to_owned()];
        let inside = Handed { program: PathBuf::from("/bin/sh"), arguments: script, surroundings };
        assert_eq!(process.hand_over(inside).await.unwrap(), 7);
        let nowhere = Handed { program: PathBuf::from("/nowhere/plugin"), arguments: Vec::new(), surroundings: None };
        let missing = process.hand_over(nowhere).await;
        assert_eq!(missing.unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn the_environment_may_say_how_often_a_call_is_tried() {
        assert_eq!(attempts(Some("3".to_owned())), 3);
        for nothing in [None, Some("0".to_owned()), Some("often".to_owned())] {
            assert_eq!(attempts(nothing), ATTEMPTS);
        }
    }
}
