//! Calls of a builder's program.

use std::collections::VecDeque;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::Command;

use super::BuildError;
use super::masked::Masked;

/// How many of the last lines an error has.
const LAST: usize = 20;

/// What a program is called with.
#[derive(Clone, Debug, Default)]
pub(super) struct Call {
    pub(super) words: Vec<String>,
    pub(super) environment: Vec<(&'static str, &'static str)>,
}

/// Who hears what a program says, and what nobody shall hear.
pub(super) struct Ear<'a> {
    pub(super) masked: Masked,
    pub(super) tell: &'a (dyn Fn(&str) + Sync),
}

/// Lets a program run to its end; each line that it says is told. Where it fails, the error has the last ones.
pub(super) async fn call(program: &Path, call: Call, ear: &Ear<'_>) -> Result<(), BuildError> {
    let mut command = Command::new(program);
    command.args(&call.words).envs(call.environment).kill_on_drop(true);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let start = |error| BuildError::Start { program: program.to_owned(), error };
    let mut child = command.spawn().map_err(start)?;
    let said = Mutex::new(Said::default());
    let hear = |line: &str| {
        let line = ear.masked.mask(line.trim_end());
        (ear.tell)(&line);
        said.lock().unwrap_or_else(PoisonError::into_inner).hear(&line);
    };
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    tokio::join!(lines(stdout, &hear), lines(stderr, &hear));
    let status = child.wait().await.map_err(start)?;
    if status.success() {
        return Ok(());
    }
    let said = said.into_inner().unwrap_or_else(PoisonError::into_inner);
    Err(BuildError::Failed { program: program.to_owned(), step: said.step, last: said.last.into() })
}

/// Lines need not be UTF-8: what a build prints is not ours.
async fn lines(from: Option<impl AsyncRead + Unpin>, hear: &(dyn Fn(&str) + Sync)) {
    let Some(from) = from else { return };
    let mut lines = BufReader::new(from).split(b'\n');
    while let Ok(Some(line)) = lines.next_segment().await {
        hear(&String::from_utf8_lossy(&line));
    }
}

#[derive(Debug, Default)]
struct Said {
    step: Option<String>,
    last: VecDeque<String>,
}

impl Said {
    fn hear(&mut self, line: &str) {
        if line.is_empty() {
            return;
        }
        if let Some(step) = step(line) {
            self.step = Some(step.to_owned());
        }
        if self.last.len() == LAST {
            self.last.pop_front();
        }
        self.last.push_back(line.to_owned());
    }
}

/// The instruction that a line says is at work: `STEP 2/3: RUN make`, `[1/2] STEP 2/3: RUN make`, `#7 [build 2/3] RUN make`.
fn step(line: &str) -> Option<&str> {
    let of_stage = line.strip_prefix('[').and_then(|line| line.split_once("] ")).map_or(line, |(_, line)| line);
    if let Some(step) = of_stage.strip_prefix("STEP ") {
        return step.split_once(": ").map(|(_, step)| step);
    }
    let (number, step) = line.strip_prefix('#')?.split_once(" [")?;
    let (stage, step) = step.split_once("] ")?;
    let is_step = number.bytes().all(|digit| digit.is_ascii_digit()) && stage.contains('/');
    is_step.then_some(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_at_work_is_known() {
        for (line, expected) in [
            ("STEP 2/3: RUN make", Some("RUN make")),
            ("[1/2] STEP 2/3: RUN make", Some("RUN make")),
            ("#7 [build 2/3] RUN make", Some("RUN make")),
            ("#1 [internal] load build definition from Dockerfile", None),
            ("#7 0.431 [2/3] done", None),
            ("hello", None),
        ] {
            assert_eq!(step(line), expected, "{line}");
        }
    }

    #[tokio::test]
    async fn what_fails_has_its_last_lines() {
        let script = "echo 'STEP 1/1: RUN it'; for i in $(seq 30); do echo line $i; done; printf 'a\\377b' >&2; exit 3";
        let told = Mutex::new(Vec::new());
        let tell = |line: &str| told.lock().unwrap().push(line.to_owned());
        let shell = Call { words: vec!["-c".into(), script.into()], ..Call::default() };
        let ear = Ear { masked: Masked::of(&[]), tell: &tell };
        let error = call(Path::new("/bin/sh"), shell, &ear).await.unwrap_err();
        let BuildError::Failed { step, last, .. } = error else { panic!("{error}") };
        assert_eq!((step.as_deref(), last.len()), (Some("RUN it"), LAST));
        assert!(last.contains(&"line 30".to_owned()) && told.lock().unwrap().contains(&"a\u{fffd}b".to_owned()));
        let nothing = call(Path::new("/nowhere/buildah"), Call::default(), &ear).await.unwrap_err();
        assert!(nothing.to_string().starts_with("/nowhere/buildah cannot be run"), "{nothing}");
    }
}
