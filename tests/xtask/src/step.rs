//! One command that is run for the reader: shown as they would type it, then run from the top of the repository.

use std::ffi::{OsStr, OsString};
use std::fmt::{self, Display, Formatter};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

use crate::failure::Failure;
use crate::workspace;

/// A command, and how it reads.
#[derive(Clone)]
pub(crate) struct Step {
    shown: String,
    program: OsString,
    arguments: Vec<String>,
    folder: PathBuf,
    environment: Vec<(String, String)>,
    surroundings: Vec<(String, String)>,
    removed: Vec<OsString>,
    again: Option<&'static str>,
}

impl Step {
    /// A call of cargo with these words.
    pub(crate) fn cargo(words: &[&str]) -> Self {
        Self { shown: "cargo".to_owned(), ..Self::new(workspace::cargo(), words) }
    }

    /// A call of any other program.
    pub(crate) fn program(program: impl Into<OsString>, words: &[&str]) -> Self {
        Self::new(program.into(), words)
    }

    fn new(program: OsString, words: &[&str]) -> Self {
        Self {
            shown: program.to_string_lossy().into_owned(),
            program,
            arguments: words.iter().map(ToString::to_string).collect(),
            folder: workspace::root().to_path_buf(),
            environment: Vec::new(),
            surroundings: Vec::new(),
            removed: Vec::new(),
            again: None,
        }
    }

    /// Adds an argument.
    pub(crate) fn argument(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_string_lossy().into_owned());
        self
    }

    /// Sets a variable that belongs to the command: it is shown before it.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.environment.push((name.to_owned(), value.as_ref().to_string_lossy().into_owned()));
        self
    }

    /// Sets variables that were shown once for all commands, and so are not shown again.
    pub(crate) fn surroundings(mut self, variables: &[(&str, String)]) -> Self {
        self.surroundings.extend(variables.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        self
    }

    /// Hides variables of this process from the command.
    pub(crate) fn without(mut self, names: impl IntoIterator<Item = OsString>) -> Self {
        self.removed.extend(names);
        self
    }

    /// Runs it in another folder than the top of the repository.
    pub(crate) fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = folder.into();
        self
    }

    /// Names the command to run again when the step fails, where the step by itself would do something else.
    pub(crate) fn again(mut self, command: &'static str) -> Self {
        self.again = Some(command);
        self
    }

    /// Shows the command and runs it.
    pub(crate) fn run(&self) -> Result<(), Failure> {
        println!("\n$ {self}");
        let status = self.command().status().map_err(|error| self.not_started(&error))?;
        self.judge(status)
    }

    /// Shows the command, runs it, and gives its standard output, which is shown as well.
    pub(crate) fn run_and_read(&self) -> Result<String, Failure> {
        println!("\n$ {self}");
        let mut child = self.command().stdout(Stdio::piped()).spawn().map_err(|error| self.not_started(&error))?;
        let mut read = String::new();
        if let Some(output) = child.stdout.take() {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                println!("{line}");
                read.push_str(&line);
                read.push('\n');
            }
        }
        let status = child.wait().map_err(|error| self.not_started(&error))?;
        self.judge(status).map(|()| read)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).current_dir(&self.folder);
        for name in &self.removed {
            command.env_remove(name);
        }
        command.envs(self.surroundings.iter().chain(&self.environment).map(|(name, value)| (name, value)));
        command
    }

    fn judge(&self, status: ExitStatus) -> Result<(), Failure> {
        if status.success() {
            return Ok(());
        }
        let again = self.again.map_or_else(|| self.to_string(), str::to_owned);
        Err(Failure::new(
            format!("`{}` failed with {status}", self.brief()),
            format!("mend what it says, then run it again: {again}"),
        ))
    }

    fn not_started(&self, error: &std::io::Error) -> Failure {
        Failure::new(
            format!("`{}` could not be run: {error}", self.shown),
            format!("see that `{}` is installed and found on the path", self.shown),
        )
    }

    /// The program and its first word: enough to know which step is meant.
    fn brief(&self) -> String {
        match self.arguments.first() {
            Some(first) => format!("{} {first}", self.shown),
            None => self.shown.clone(),
        }
    }
}

/// The line that a shell would take.
impl Display for Step {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.environment {
            write!(formatter, "{name}={} ", quoted(value))?;
        }
        write!(formatter, "{}", quoted(&self.shown))?;
        for argument in &self.arguments {
            write!(formatter, " {}", quoted(argument))?;
        }
        Ok(())
    }
}

/// `word` as a shell takes it for one word.
pub(crate) fn quoted(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./:=@,+%".contains(&byte);
    if !word.is_empty() && word.bytes().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_reads_as_it_is_typed() {
        let step = Step::cargo(&["doc", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings").argument("it's");
        assert_eq!(step.to_string(), r"RUSTDOCFLAGS='-D warnings' cargo doc --no-deps 'it'\''s'");
    }

    #[test]
    fn surroundings_are_set_but_not_shown() {
        let step = Step::program("sh", &["-c", "echo $A$B"]).surroundings(&[("A", "one ".to_owned())]).env("B", "two");
        assert_eq!(step.to_string(), "B=two sh -c 'echo $A$B'");
        assert_eq!(step.run_and_read().unwrap(), "one two\n");
    }

    #[test]
    fn a_hidden_variable_is_not_seen() {
        let step = Step::program("sh", &["-c", "echo ${PATH_OF_NOTHING-unset} ${CARGO-unset}"])
            .without([OsString::from("CARGO")]);
        assert_eq!(step.run_and_read().unwrap(), "unset unset\n");
    }

    #[test]
    fn a_failing_step_names_the_command_to_run_again() {
        let failure = Step::program("sh", &["-c", "exit 3"]).run().unwrap_err().to_string();
        assert!(failure.contains("`sh -c` failed with exit status: 3"), "{failure}");
        assert!(failure.ends_with("run it again: sh -c 'exit 3'"), "{failure}");
    }

    #[test]
    fn a_step_that_does_not_stand_alone_names_what_does() {
        let failure = Step::program("false", &[]).again("cargo xtask demo").run().unwrap_err().to_string();
        assert!(failure.ends_with("run it again: cargo xtask demo"), "{failure}");
    }

    #[test]
    fn an_absent_program_is_named() {
        let failure = Step::program("no-such-program", &[]).run().unwrap_err().to_string();
        assert!(failure.starts_with("error: `no-such-program` could not be run"), "{failure}");
    }

    #[test]
    fn empty_words_and_patterns_are_quoted() {
        assert_eq!(quoted(""), "''");
        assert_eq!(quoted("a*"), "'a*'");
        assert_eq!(quoted("/a/b-c_d.e"), "/a/b-c_d.e");
    }
}
