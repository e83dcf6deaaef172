//! What the command line takes.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use infra_core::declaration::App;
use infra_core::rule;

use super::logs::Wanted;
use crate::failure::{Failure, Kind};

/// The stage of this machine, in an app that names its stages.
const DEV: &str = "dev";

/// Deploys this app to Amazon ECS. Without a command it deploys.
#[derive(Debug, Parser)]
#[command(name = "infra", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) common: Common,
}

/// What every command takes.
#[derive(Args, Debug)]
pub(super) struct Common {
    /// The stage; without it, one of your user name, where the app takes any, and on this machine `dev`
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) stage: Option<String>,
    /// Go ahead without asking
    #[arg(long, short, global = true)]
    pub(super) yes: bool,
    /// Print JSON: one value, or one a line while something goes on
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Where the stage is: on AWS, or on this machine as processes; without it AWS, and for `dev` this machine
    #[arg(long, global = true, value_name = "WHERE")]
    pub(super) target: Option<Where>,
    /// The longest that a deployment, or a task before it, may take, as `90s`, `20m` or `2h`; without it, what its estimate allows
    #[arg(long, global = true, value_name = "TIME", value_parser = duration)]
    pub(super) timeout: Option<Duration>,
    /// The AWS region; without it, the environment's or the profile's
    #[arg(long, global = true, value_name = "REGION")]
    pub(super) region: Option<String>,
    /// The profile of the AWS configuration files
    #[arg(long, global = true, value_name = "PROFILE")]
    pub(super) profile: Option<String>,
}

/// Where a stage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Where {
    /// On Amazon ECS
    Aws,
    /// On this machine
    Local,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(flatten)]
    Stage(StageCommand),
    /// Print the declarations of a cluster and services that exist, as Rust; nothing is taken over
    Import {
        /// The cluster, or services of it as `CLUSTER/SERVICE`
        #[arg(required = true, value_name = "CLUSTER[/SERVICE]")]
        what: Vec<String>,
        /// All services of the cluster
        #[arg(long)]
        all: bool,
    },
    /// List the rules that declarations are held against
    Rules,
    /// Tell one rule at length: why it is so, and what to write
    Explain {
        /// The rule's name, as messages end with it
        rule: String,
    },
}

/// What is done with one stage of the app.
#[derive(Debug, Subcommand)]
pub(super) enum StageCommand {
    /// Plan, ask, change, and watch until the services run
    Deploy {
        /// Ask AWS first whether what the declarations name is there: with what `verify` finds failed nothing is deployed
        #[arg(long)]
        verify: bool,
        /// Deploy images by the tags that are declared, and ask no registry what these stand for (also: `INFRA_KEEP_TAGS=1`)
        #[arg(long)]
        keep_tags: bool,
        /// Build all images anew, also those that would not differ: for what a build fetches, as packages of a distribution
        #[arg(long)]
        rebuild: bool,
    },
    /// Show what deploy would do; nothing is changed
    Plan {
        /// Exit with 2 when there are changes
        #[arg(long)]
        detailed_exitcode: bool,
        /// Tell what the stage costs a month, part by part
        #[arg(long)]
        cost: bool,
        /// Deploy images by the tags that are declared, and ask no registry what these stand for (also: `INFRA_KEEP_TAGS=1`)
        #[arg(long)]
        keep_tags: bool,
    },
    /// Run the app on this machine: its services as processes behind a proxy, built anew when their sources change, until Ctrl-C
    Dev {
        /// Open the page of the stage in a browser: services, health, requests, logs, and what calls what
        #[arg(long)]
        open: bool,
    },
    /// Ask AWS whether what the declarations name is there, and whether there is room; nothing is changed
    Verify,
    /// Show what runs
    Status,
    /// Print what containers wrote, several workloads in the order of time
    Logs(LogsArguments),
    /// Watch the deployments that go on, to their end
    Attach,
    /// Put back what ran before: stop a deployment that goes on, or deploy the last good revision again
    Rollback {
        /// The service; without it, every one whose deployment goes on
        service: Option<String>,
        /// The revision of the task definition, of those that were deployed successfully
        #[arg(long, value_name = "N", requires = "service")]
        to: Option<u32>,
    },
    /// List deployments: when, by whom, of which images, and how they ended
    History {
        /// The service; without it, all
        service: Option<String>,
        /// How many of each service
        #[arg(long, default_value_t = 10, value_name = "N")]
        count: usize,
    },
    /// Let a deployment go on that waits for it, and watch it
    Approve {
        /// The service; without it, all that wait
        service: Option<String>,
    },
    /// Roll back a deployment that waits to be approved
    Reject {
        /// The service; without it, all that wait
        service: Option<String>,
    },
    /// Build, push and look at the images that are built of the app
    #[cfg(unix)]
    Image {
        /// What to do with them
        #[command(subcommand)]
        what: ImageCommand,
    },
    /// Delete everything of the stage
    Destroy {
        /// The name of a protected stage, where nobody can be asked for it
        #[arg(long, value_name = "STAGE")]
        confirm: Option<String>,
    },
    /// Write the CloudFormation templates and task definitions as files
    Synth {
        /// The folder
        #[arg(long, default_value = "target/infra", value_name = "DIR")]
        output: PathBuf,
    },
    /// Open a shell in a container that runs, or run another command there
    Exec {
        /// The service, as it is declared or named
        service: String,
        /// The task, by its id or how that begins; without it, the newest that runs
        #[arg(long, value_name = "ID")]
        task: Option<String>,
        /// The container; without it, the service's main one
        #[arg(long, value_name = "NAME")]
        container: Option<String>,
        /// The command; without it, /bin/sh
        #[arg(last = true)]
        command: Vec<String>,
    },
    /// Write everything as files for AWS's own command line, with a README on how to go on without this project
    Eject {
        /// The folder
        #[arg(long, default_value = "ejected", value_name = "DIR")]
        output: PathBuf,
        /// Overwrite what is in the folder
        #[arg(long)]
        force: bool,
    },
    /// Run a task once: follow its log and exit with its code
    Run {
        /// The task, as it is declared or named
        task: String,
        /// Another command for the container; for a binary on this machine, its arguments
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Keep the stage running on this machine: what a deploy there starts
    #[command(hide = true)]
    Supervise,
    /// Print what must run on this machine, once it is built: what `dev` asks after a change of the declarations
    #[command(hide = true)]
    Prepare,
}

/// What `image` does.
#[cfg(unix)]
#[derive(Subcommand, Debug)]
pub(super) enum ImageCommand {
    /// Build images that would differ; AWS is not asked
    Build {
        /// The images: items, or `item-container` of a container beside the main one; without one, all
        images: Vec<String>,
        /// Write them as an OCI image layout, which other tools read
        #[arg(long, value_name = "DIR")]
        output: Option<PathBuf>,
        /// Build anew, and keep the symbols of binaries in `.infra/images/debug`
        #[arg(long)]
        debug: bool,
        /// Build anew, also what would not differ: each step of a Dockerfile runs again
        #[arg(long)]
        rebuild: bool,
    },
    /// Build images that would differ, and push them to their repositories, which a first deploy makes, or to any registry
    Push {
        /// The images; without one, all
        images: Vec<String>,
        /// Push to this registry, as `ghcr.io/acme`, to a repository for each image; AWS is not asked
        #[arg(long, value_name = "REGISTRY")]
        to: Option<String>,
        /// The tag there; without it, the first 16 digits of the digest
        #[arg(long, requires = "to")]
        tag: Option<String>,
    },
    /// Show what is in an image, as it was built here or else as it is deployed: layers, configuration, what it was built of
    Inspect {
        /// The image
        image: String,
    },
    /// List the images in the repositories of the stage, and what uses them
    Ls,
}

/// What `logs` takes.
#[derive(Args, Debug)]
pub(super) struct LogsArguments {
    /// The services and tasks; without one, all of the stage
    #[arg(value_name = "WORKLOAD")]
    workloads: Vec<String>,
    /// Go on with what they write, until Ctrl-C
    #[arg(long, short)]
    follow: bool,
    /// How far back, as `90s`, `10m`, `2h` or `7d`; without it 10 minutes, and all of a task that has stopped
    #[arg(long, value_name = "TIME", value_parser = back)]
    since: Option<i64>,
    /// Only lines that fit this filter pattern of CloudWatch Logs, as `ERROR` or `?WARN ?ERROR`; on this machine words alone
    #[arg(long, value_name = "PATTERN")]
    filter: Option<String>,
    /// Of each, the last task that has stopped
    #[arg(long, conflicts_with = "follow")]
    previous: bool,
    /// Only this container
    #[arg(long, value_name = "NAME")]
    container: Option<String>,
}

impl LogsArguments {
    /// What it asks.
    pub(super) fn wanted(self) -> Wanted {
        let Self { workloads, follow, since, filter: pattern, previous, container } = self;
        Wanted { workloads, follow, since, pattern, previous, container }
    }
}

impl StageCommand {
    /// What is done without a command.
    pub(super) const DEPLOY: Self = Self::Deploy { verify: false, keep_tags: false, rebuild: false };

    /// Whether it needs no declarations, only what carries the stage's tags.
    pub(super) fn works_on_what_stands(&self) -> bool {
        matches!(self, Self::Status | Self::Logs(_) | Self::Destroy { .. } | Self::Supervise)
    }

    /// Where it acts: as the command line says, and else on AWS, unless it is of this machine alone.
    pub(super) fn place(&self, said: Option<Where>) -> Result<Where, Failure> {
        match (self, said) {
            (Self::Dev { .. }, Some(Where::Aws)) => {
                Err(Failure::new(Kind::Usage, "`dev` runs the app on this machine").hint("`deploy` runs it on AWS"))
            }
            (Self::Dev { .. } | Self::Supervise | Self::Prepare, _) => Ok(Where::Local),
            (_, said) => Ok(said.unwrap_or(Where::Aws)),
        }
    }
}

impl Common {
    /// The stage to act on. On this machine that is `dev` where nobody says another, as nothing there is anybody else's.
    pub(super) fn stage_of(&self, app: &App, place: Where) -> Result<String, Failure> {
        if let Some(stage) = &self.stage {
            return Ok(stage.clone());
        }
        let user =
            user_stage(["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).as_deref());
        match (user, app.stages.names) {
            (Some(user), []) => Ok(user),
            (Some(user), names) if names.contains(&user.as_str()) => Ok(user),
            (_, names) if place == Where::Local && names.contains(&DEV) => Ok(DEV.to_owned()),
            (_, []) => Err(Failure::new(Kind::Usage, "no stage is given, and your user name makes none")
                .hint("give `--stage NAME`")),
            (_, names) => Err(Failure::new(Kind::Usage, "no stage is given")
                .hint(format!("give `--stage` with one of {}", names.join(", ")))),
        }
    }
}

/// Reads a time as it is declared: a number and `s`, `m` or `h`.
fn duration(text: &str) -> Result<Duration, String> {
    let number = |unit: char| text.strip_suffix(unit).and_then(|number| number.parse::<u64>().ok());
    let seconds = [('s', 1), ('m', 60), ('h', 3_600)].into_iter();
    seconds
        .filter_map(|(unit, factor)| number(unit)?.checked_mul(factor))
        .find(|seconds| *seconds > 0)
        .map(Duration::from_secs)
        .ok_or_else(|| "give a number and `s`, `m` or `h`, as `20m`".to_owned())
}

/// Reads a time back from now, in seconds: as a time, or in days.
fn back(text: &str) -> Result<i64, String> {
    let days = text.strip_suffix('d').and_then(|days| days.parse::<u64>().ok()).filter(|days| *days > 0);
    let seconds = match days {
        Some(days) => days.checked_mul(86_400),
        None => Some(duration(text).map_err(|_| "give a number and `s`, `m`, `h` or `d`, as `10m`")?.as_secs()),
    };
    seconds.and_then(|seconds| i64::try_from(seconds).ok()).ok_or_else(|| "that is too long".to_owned())
}

/// A stage's name made of a user's: lower case, with hyphens for what a name cannot have.
fn user_stage(user: Option<&str>) -> Option<String> {
    let name: String = user?
        .to_lowercase()
        .chars()
        .map(|letter| if letter.is_ascii_lowercase() || letter.is_ascii_digit() { letter } else { '-' })
        .collect();
    let words: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
    Some(words.join("-")).filter(|name| rule::name::stage(name).is_ok())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn options_may_stand_on_either_side_of_the_command() {
        for line in ["infra --stage prod plan", "infra plan --stage prod"] {
            let arguments = Arguments::parse_from(line.split(' '));
            assert_eq!(arguments.common.stage.as_deref(), Some("prod"), "{line}");
        }
        let arguments = Arguments::parse_from("infra run rollup --stage prod -- /bin/rollup --all".split(' '));
        let Some(Command::Stage(StageCommand::Run { task, arguments })) = arguments.command else { panic!("no run") };
        assert_eq!((task.as_str(), arguments.len()), ("rollup", 2));
    }

    #[test]
    fn a_command_acts_on_aws_unless_it_is_of_this_machine() {
        let place = |line: &str| {
            let arguments = Arguments::parse_from(line.split(' '));
            let Some(Command::Stage(command)) = arguments.command else { panic!("{line}") };
            command.place(arguments.common.target)
        };
        for (line, expected) in [
            ("infra plan", Where::Aws),
            ("infra plan --target local", Where::Local),
            ("infra --target aws status", Where::Aws),
            ("infra dev", Where::Local),
            ("infra supervise --stage dev", Where::Local),
        ] {
            assert_eq!(place(line).unwrap(), expected, "{line}");
        }
        assert_eq!(place("infra dev --target aws").unwrap_err().kind, Kind::Usage);
    }

    #[test]
    fn on_this_machine_the_stage_is_dev_unless_another_is_given() {
        #[infra_macros::cluster]
        struct Shop;

        let app: App = infra_macros::app!("shop": Shop; stages = [dev, prod]);
        let stage = |line: &str, place| Arguments::parse_from(line.split(' ')).common.stage_of(&app, place).ok();
        assert_eq!(stage("infra dev", Where::Local).as_deref(), Some("dev"));
        assert_eq!(stage("infra dev --stage prod", Where::Local).as_deref(), Some("prod"));
        assert_eq!(stage("infra plan", Where::Aws), None);
    }

    #[test]
    fn a_time_is_a_number_and_a_unit() {
        for (text, seconds) in [("90s", 90), ("20m", 1_200), ("2h", 7_200)] {
            assert_eq!(duration(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in ["", "20", "m", "0s", "-1m", "1.5h", "20 m", "99999999999999999999h"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_time_back_may_be_in_days() {
        for (text, seconds) in [("90s", 90), ("10m", 600), ("7d", 604_800)] {
            assert_eq!(back(text), Ok(seconds), "{text}");
        }
        for text in ["", "0d", "d", "1w", "99999999999999999999d", "999999999999999999d"] {
            assert!(back(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_user_name_becomes_a_stage() {
        assert_eq!(user_stage(Some("Ana.Maria")).as_deref(), Some("ana-maria"));
        assert_eq!(user_stage(Some("_")), None);
        assert_eq!(user_stage(None), None);
    }
}
