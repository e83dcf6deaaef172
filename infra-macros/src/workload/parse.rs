//! From keys to the model of a workload.

use super::keys::{ALLOW, LOGS};
use crate::context::Context;
use crate::grammar::{Form, Keys, Value};
use crate::read::{self, Of};
use crate::scalar::Scalar;
use crate::variables::{self, Variable};
use infra_core::declaration::Architecture;
use infra_core::rule::unit;
use proc_macro2::TokenStream;
use quote::ToTokens as _;

const IMAGE: Of = Of { key: "image", example: "image = \"nginx:1.29\"" };
const CPU: Of = Of { key: "cpu", example: "cpu = 512" };
const MEMORY: Of = Of { key: "memory", example: "memory = \"1 GB\"" };
const ARCH: Of = Of { key: "arch", example: "arch = arm64" };
const COMMAND: Of = Of { key: "command", example: "command = [\"serve\", \"--verbose\"]" };
const ENV: Of = Of { key: "env", example: "env(KEY = \"value\")" };
const SECRET: Of = Of { key: "secret", example: "secret(KEY = \"ssm:/path\")" };
const ALLOW_OF: Of = Of { key: "allow", example: "allow(\"s3:GetObject\", on = \"arn:aws:s3:::bucket/*\")" };
const RETENTION: Of = Of { key: "retention", example: "retention = \"30d\"" };

/// What a stage can override; a key that is not given is empty.
#[derive(Clone, Default)]
pub(crate) struct Workload {
    pub(crate) image: Option<Scalar<String>>,
    pub(crate) cpu: Option<Scalar<u32>>,
    pub(crate) memory: Option<Scalar<u32>>,
    pub(crate) architecture: Option<Chosen<Architecture>>,
    pub(crate) command: Option<Vec<Scalar<String>>>,
    pub(crate) environment: Vec<Variable>,
    pub(crate) secrets: Vec<Variable>,
    pub(crate) allow: Vec<Allow>,
    pub(crate) retention: Option<Scalar<u32>>,
}

/// One of a few words.
#[derive(Clone)]
pub(crate) struct Chosen<T> {
    pub(crate) value: T,
    pub(crate) at: TokenStream,
}

/// One `allow(..)`.
#[derive(Clone)]
pub(crate) struct Allow {
    pub(crate) actions: Vec<Scalar<String>>,
    pub(crate) on: Vec<Scalar<String>>,
}

impl Workload {
    pub(crate) fn parse(keys: &mut Keys, context: &mut Context) -> Self {
        Self {
            image: keys.value("image").and_then(|value| image(context, &value)),
            cpu: keys.value("cpu").and_then(|value| read::amount(context, CPU, &value, unit::cpu)),
            memory: keys.value("memory").and_then(|value| read::amount(context, MEMORY, &value, unit::memory)),
            architecture: keys.value("arch").and_then(|value| {
                let words = [Architecture::X86_64, Architecture::Arm64].map(|word| (word.word(), word));
                let chosen = read::word(context, ARCH, &value, &words)?;
                Some(Chosen { value: chosen, at: value.to_token_stream() })
            }),
            command: keys.value("command").and_then(|value| {
                let values = read::list(context, COMMAND, &value)?;
                Some(values.iter().filter_map(|value| read::text(context, COMMAND, value)).collect())
            }),
            environment: variables::read(context, ENV, keys.all("env")),
            secrets: variables::read(context, SECRET, keys.all("secret")),
            allow: allow(keys, context),
            retention: retention(keys, context),
        }
    }

    /// What it is in a stage: `stage` with what it does not give taken from `self`. Variables are merged by name.
    pub(crate) fn overridden(&self, stage: &Self) -> Self {
        Self {
            image: stage.image.clone().or_else(|| self.image.clone()),
            cpu: stage.cpu.clone().or_else(|| self.cpu.clone()),
            memory: stage.memory.clone().or_else(|| self.memory.clone()),
            architecture: stage.architecture.clone().or_else(|| self.architecture.clone()),
            command: stage.command.clone().or_else(|| self.command.clone()),
            environment: variables::merge(&self.environment, &stage.environment, &stage.secrets),
            secrets: variables::merge(&self.secrets, &stage.secrets, &stage.environment),
            allow: if stage.allow.is_empty() { self.allow.clone() } else { stage.allow.clone() },
            retention: stage.retention.clone().or_else(|| self.retention.clone()),
        }
    }
}

fn image(context: &mut Context, value: &Value) -> Option<Scalar<String>> {
    if let Value::Call(call) = value
        && (call.name == "cargo" || call.name == "dockerfile")
    {
        let headline = format!("this version has no `{}(..)` images yet", call.name);
        context.errors.push(&call.name, headline, format!("name an image that exists: `{}`", IMAGE.example));
        return None;
    }
    read::text(context, IMAGE, value)
}

fn allow(keys: &mut Keys, context: &mut Context) -> Vec<Allow> {
    const ON: Of = Of { key: "on", example: "on = \"arn:aws:s3:::bucket/*\"" };
    let mut statements = Vec::new();
    for given in keys.all("allow") {
        let Form::Args(args) = given.form else { continue };
        let mut keys = Keys::sort("allow", &[ALLOW], args, &mut context.errors);
        let written = std::mem::take(&mut keys.bare);
        let actions: Vec<_> = written
            .iter()
            .flat_map(read::list_or_one)
            .filter_map(|value| read::text(context, ALLOW_OF, value))
            .collect();
        if written.is_empty() {
            let help = format!("write `{}`", ALLOW_OF.example);
            keys.missing_bare(&given.word, "this `allow(..)` names no action", help, &mut context.errors);
        }
        let help = format!("write `{}`, or `on = \"*\"` where an action takes no resource", ON.example);
        keys.missing("on", &given.word, "this `allow(..)` does not say on what", help, &mut context.errors);
        let on = keys.value("on");
        let on = on.iter().flat_map(read::list_or_one).filter_map(|value| read::text(context, ON, value)).collect();
        statements.push(Allow { actions, on });
    }
    statements
}

fn retention(keys: &mut Keys, context: &mut Context) -> Option<Scalar<u32>> {
    let given = keys.one("logs")?;
    let Form::Args(args) = given.form else { return None };
    let mut keys = Keys::sort("logs", &[LOGS], args, &mut context.errors);
    keys.no_bare("logs", &[LOGS], &mut context.errors);
    match keys.value("retention")? {
        Value::Path(path) => Some(read::constant(context, RETENTION, &path, crate::context::FieldType::U16)),
        value => read::measure(context, RETENTION, &value, unit::days),
    }
}
