//! Groups in a folder that stands for the kernel's: what is made, written and read there.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

use super::file::Version;
use super::*;
use crate::scratch::Scratch;

const TASK: Amounts = Amounts { memory: Some(512), reservation: None, cpu: Some(256), share: None };
const UNIT: Amounts = Amounts { memory: Some(128), reservation: None, cpu: None, share: Some(64) };

/// Version 2: a slice whose groups hold what `children` says.
fn slice(top: &Path, children: &str) -> Tree {
    let parent = top.join("app.slice");
    fs::create_dir_all(&parent).unwrap();
    fs::write(top.join("cgroup.controllers"), "cpu memory pids\n").unwrap();
    fs::write(top.join("cgroup.subtree_control"), "memory pids\n").unwrap();
    fs::write(parent.join("cgroup.controllers"), "memory pids\n").unwrap();
    fs::write(parent.join("cgroup.subtree_control"), children).unwrap();
    Tree { version: Version::Two, top: top.to_path_buf(), parent, controllers: Controller::ALL.to_vec() }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What the groups in a group were asked to hold. A folder keeps all that is written into a file.
fn asked(group: &Path) -> BTreeSet<String> {
    let text = read(&group.join("cgroup.subtree_control"));
    text.split_ascii_whitespace().filter(|word| word.starts_with('+')).map(str::to_owned).collect()
}

fn nowhere() -> Write {
    Box::new(|_| Ok(()))
}

fn of(trees: &[Tree]) -> Cgroups {
    let cgroups = Cgroups { name: "infra-shop-dev".into(), write: nowhere(), made: OnceLock::new() };
    cgroups.made.set(make(trees, "infra-shop-dev", &nowhere())).unwrap();
    cgroups
}

#[test]
fn a_task_has_a_group_and_each_of_its_containers_one_in_it() {
    let scratch = Scratch::new();
    let cgroups = of(&[slice(scratch.path(), "cpu memory\n")]);
    let stage = scratch.path().join("app.slice/infra-shop-dev");
    let group = cgroups.of("0123", "web", TASK, Amounts::default());
    cgroups.of("0123", "proxy", TASK, UNIT);
    for folder in [stage.clone(), stage.join("0123")] {
        assert_eq!(asked(&folder), BTreeSet::from(["+cpu".to_owned(), "+memory".to_owned()]));
    }
    let task = |file: &str| read(&stage.join("0123").join(file));
    assert_eq!((task("memory.max"), task("memory.swap.max")), ("536870912\n".into(), "0\n".into()));
    assert_eq!(task("cpu.max"), "25000 100000\n");
    let proxy = |file: &str| read(&stage.join("0123/unit-proxy").join(file));
    assert_eq!((proxy("memory.max"), proxy("cpu.weight")), ("134217728\n".into(), "3\n".into()));
    assert_eq!(proxy("memory.oom.group"), "1\n");
    let web = stage.join("0123/unit-web");
    assert!(!web.join("memory.max").exists(), "it has the task's");
    assert_eq!(group.join(4242), []);
    assert_eq!(read(&web.join("cgroup.procs")), "4242\n");
}

#[test]
fn what_the_groups_above_could_hold_they_are_asked_to() {
    let scratch = Scratch::new();
    let cgroups = of(&[slice(scratch.path(), "")]);
    assert_eq!(cgroups.of("0123", "web", TASK, Amounts::default()).join(1), []);
    assert_eq!(asked(scratch.path()), BTreeSet::from(["+cpu".to_owned()]), "it has memory");
    let both = BTreeSet::from(["+cpu".to_owned(), "+memory".to_owned()]);
    assert_eq!(asked(&scratch.path().join("app.slice")), both);
}

#[test]
fn what_cannot_be_held_is_said_with_its_reason() {
    let scratch = Scratch::new();
    let tree = Tree { parent: scratch.path().join("gone"), ..slice(scratch.path(), "") };
    let missing = of(&[tree]).of("0123", "web", TASK, Amounts::default()).join(1);
    assert_eq!(missing.iter().map(|(controller, _)| *controller).collect::<Vec<_>>(), Controller::ALL);
    assert!(missing[0].1.starts_with("no control group can be made in /"), "{}", missing[0].1);

    let only_memory = Tree { controllers: vec![Controller::Memory], ..slice(scratch.path(), "memory") };
    let group = of(&[only_memory]).of("0123", "web", TASK, Amounts::default());
    assert_eq!(group.join(1), [(Controller::Cpu, "this system has no control groups for it".to_owned())]);
    let undeclared = Amounts { cpu: None, ..TASK };
    assert_eq!(of(&[]).of("0123", "web", undeclared, Amounts::default()).join(1).len(), 1, "only what is declared");
}

#[test]
fn groups_are_written_down_before_they_are_made() {
    let scratch = Scratch::new();
    let tree = slice(scratch.path(), "cpu memory");
    let known = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&known);
    let write: Write = Box::new(move |folders: Vec<PathBuf>| {
        assert!(folders.iter().all(|folder| !folder.exists()));
        sink.lock().unwrap().extend(folders);
        Ok(())
    });
    make(std::slice::from_ref(&tree), "infra-shop-dev", &write);
    assert_eq!(*known.lock().unwrap(), [tree.parent.join("infra-shop-dev")]);

    let full: Write = Box::new(|_| Err(io::Error::other("the disk is full")));
    let (made, missing) = make(std::slice::from_ref(&tree), "infra-shop-test", &full);
    assert_eq!((made.len(), missing.len()), (0, 2));
    assert!(!tree.parent.join("infra-shop-test").exists());
}

#[test]
fn the_kernels_count_says_whose_limit_it_was() {
    let scratch = Scratch::new();
    let cgroups = of(&[slice(scratch.path(), "cpu memory")]);
    let group = cgroups.of("0123", "proxy", TASK, UNIT);
    let events = scratch.path().join("app.slice/infra-shop-dev/0123/unit-proxy/memory.events");
    assert_eq!(group.out_of_memory(), None);
    fs::write(&events, "max 9\noom 0\noom_kill 0\n").unwrap();
    assert_eq!(group.out_of_memory(), None, "it was at its limit, and found something to give back");
    fs::write(&events, "max 9\noom 1\noom_kill 1\n").unwrap();
    assert_eq!(group.out_of_memory(), Some(128));
    fs::write(&events, "max 9\noom 0\noom_kill 1\n").unwrap();
    assert_eq!(group.out_of_memory(), Some(512), "its neighbours had the rest");
}

#[tokio::test]
async fn a_group_goes_with_those_in_it() {
    let scratch = Scratch::new();
    let stage = scratch.path().join("infra-shop-dev");
    fs::create_dir_all(stage.join("0123/unit-web")).unwrap();
    remove(&stage).await;
    assert!(!stage.exists());
    remove(&stage).await;
}

#[test]
fn what_a_dead_supervisor_left_goes_once_it_is_empty() {
    let scratch = Scratch::new();
    let own = std::process::id();
    let group = |name: &str| {
        let group = scratch.path().join("user.slice").join(name);
        fs::create_dir_all(group.join("0123/unit-web")).unwrap();
        group
    };
    let living = group(&sweep::name("shop", "dev", own));
    let left = group(&format!("infra-shop-dev-0a1b2c3d-{own}-1"));
    let in_use = group("infra-my-shop-dev-0a1b2c3d-4194305-1");
    // What the kernel does not let go.
    fs::write(in_use.join("0123/unit-web/process"), "").unwrap();
    let others = ["infra-probe", "infra-shop-dev-4194305-1", "other-shop-dev-0a1b2c3d-4194305-1"].map(group);
    sweep::sweep(scratch.path());
    assert!(!left.exists());
    assert!(living.exists() && in_use.exists());
    assert!(others.iter().all(|group| group.exists()), "{others:?}");
}
