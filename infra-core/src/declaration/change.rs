//! Changing a declaration when the program runs, as `configure` functions do.
//!
//! Declarations are constants, so their texts and lists live as long as the program. What is made at run time is given
//! the same life: a few bytes for each value, in a program that makes a plan and ends.

use super::{ClusterSpec, ContainerSpec, Image, Provider, Variable, WorkloadSpec};

impl ContainerSpec {
    /// Sets an environment variable, in the place of one of this name in `env` or `secret`.
    pub fn set_env(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let name: &'static str = name.into().leak();
        let value = Variable::Text(value.into().leak());
        self.secrets = without(self.secrets, name).leak();
        let mut environment = without(self.environment, name);
        environment.push((name, value));
        self.environment = environment.leak();
    }

    /// Sets a secret, as `ssm:/path` or `secretsmanager:name#json_key`, in the place of one of this name in `env` or
    /// `secret`.
    pub fn set_secret(&mut self, name: impl Into<String>, reference: impl Into<String>) {
        let name: &'static str = name.into().leak();
        self.environment = without(self.environment, name).leak();
        let mut secrets = without(self.secrets, name);
        secrets.push((name, reference.into().leak()));
        self.secrets = secrets.leak();
    }

    /// Sets the image to one that exists, as `nginx:1.29` or `repo@sha256:..`.
    pub fn set_image(&mut self, reference: impl Into<String>) {
        self.image = Image::Reference(reference.into().leak());
    }

    /// Sets the command.
    pub fn set_command(&mut self, words: impl IntoIterator<Item = impl Into<String>>) {
        let words: Vec<&'static str> = words.into_iter().map(|word| &*word.into().leak()).collect();
        self.command = words.leak();
    }
}

impl ClusterSpec {
    /// Sets where tasks run.
    pub fn set_capacity(&mut self, providers: impl Into<Vec<Provider>>) {
        self.capacity = providers.into().leak();
    }
}

impl WorkloadSpec {
    /// Sets the size of the task: CPU units, 1,024 a vCPU, and MiB of memory.
    pub const fn set_size(&mut self, cpu: u32, memory: u32) {
        self.cpu = Some(cpu);
        self.memory = Some(memory);
    }
}

fn without<T: Copy>(pairs: &[(&'static str, T)], name: &str) -> Vec<(&'static str, T)> {
    pairs.iter().copied().filter(|(other, _)| *other != name).collect()
}
