//! What it takes to pack a program of 20 MB as an image and push it, beside buildah and skopeo: `cargo xtask bench image`.
//!
//! Each way starts anew in each round, with a folder and a repository of its own in a registry of this machine: the first time nothing
//! is there, the second time the program is the same, the third time it is another one. Ours is a process as theirs are. The median
//! of the rounds is told.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::panic,
    reason = "it is a command line, and nothing else"
)]

mod ours;
mod theirs;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use image_tests::Registry;

/// How often each figure is taken.
const ROUNDS: usize = 5;
/// The length of the program.
const LENGTH: usize = 20_000_000;

/// The times of one way of packing and pushing.
#[derive(Default)]
struct Times {
    cold: Vec<Duration>,
    unchanged: Vec<Duration>,
    changed: Vec<Duration>,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => measure(),
        ["once", store, registry, binary] => ours::once(store, registry, binary),
        _ => return ExitCode::from(2),
    }
    ExitCode::SUCCESS
}

fn measure() {
    let (mut ours, mut theirs) = (Times::default(), Times::default());
    for round in 0..ROUNDS {
        // Whoever is the first of a round has the colder machine: they take turns.
        let way = |ours_first: bool, ours: &mut Times, theirs: &mut Times| {
            if ours_first { ours.add(ours::commands) } else { theirs.add(theirs::commands) }
        };
        way(round % 2 == 0, &mut ours, &mut theirs);
        way(round % 2 == 1, &mut ours, &mut theirs);
        eprintln!("round {} of {ROUNDS}", round + 1);
    }
    println!("\n| 20 MB of machine code | infra | buildah and skopeo |\n|---|---|---|");
    for (what, ours, theirs) in [
        ("packed and pushed, nothing being there", &mut ours.cold, &mut theirs.cold),
        ("again, unchanged", &mut ours.unchanged, &mut theirs.unchanged),
        ("again, the program being another", &mut ours.changed, &mut theirs.changed),
    ] {
        println!("| {what} | {} | {} |", median(ours), median(theirs));
    }
}

impl Times {
    /// Takes each figure once. The commands are given a folder, which has the program as `web` in the folder `context`, and a
    /// registry.
    fn add(&mut self, commands: fn(&Path, &str) -> Vec<Command>) {
        let registry = Registry::start();
        let folder = tempfile::tempdir().unwrap();
        let context = folder.path().join("context");
        fs::create_dir(&context).unwrap();
        let run = || {
            let begin = Instant::now();
            for mut command in commands(folder.path(), &registry.host()) {
                let output = command.output().unwrap();
                assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
            }
            begin.elapsed()
        };
        fs::write(context.join("web"), program(0)).unwrap();
        self.cold.push(run());
        self.unchanged.push(run());
        fs::write(context.join("web"), program(1)).unwrap();
        self.changed.push(run());
    }
}

/// Machine code: this program's own, again and again, and another one for each number.
fn program(number: u8) -> Vec<u8> {
    let own = fs::read(std::env::current_exe().unwrap()).unwrap();
    let mut program: Vec<u8> = own.into_iter().cycle().take(LENGTH).collect();
    for (at, byte) in program.iter_mut().enumerate().step_by(4096) {
        *byte ^= number.wrapping_mul(u8::try_from(at / 4096 % 251).unwrap());
    }
    program
}

fn median(times: &mut [Duration]) -> String {
    times.sort();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    format!("{:.2} s", middle.as_secs_f64())
}
