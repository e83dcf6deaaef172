//! Containers: their names, what they run, and how they start and stop.

pub mod check;
pub mod order;
pub mod port;
pub mod restart;
pub mod size;
pub mod ulimit;

use super::bounds::{INTEGER, Key, within};
use super::letters::{about, point, split};
use super::words::{once, plain};
use crate::string::same;
use crate::{Text, Violation};

/// The name of a container: 1 to 255 letters, digits, `_` and `-`.
///
/// Source: TD-01; botocore 1.44.5 ecs ContainerDefinition.name.
pub const fn name(name: &str) -> Result<(), Violation> {
    plain("container-name", "the container name ", name)
}

/// The name of the container that takes the logs of the others, where `logs = firelens(..)` makes one.
pub const LOG_ROUTER: &str = "log-router";

/// The containers of a task have names of their own.
///
/// Source: TD-04; what the API answers, in no model.
pub const fn names(names: &[&str]) -> Result<(), Violation> {
    once("container-twice", "container ", names, "give one of the two another name")
}

/// A container beside the main one does not have its name.
///
/// Source: TD-04; what the API answers, in no model.
pub const fn not_the_main(name: &str, main: &str) -> Result<(), Violation> {
    if !same(name, main) {
        return Ok(());
    }
    let headline = about("container ", name).push(" has the name of the main container");
    let help = "give it another name: the main container has that of its item";
    Err(Violation::new("container-twice", headline, Text::from(help)))
}

/// A task has at most 10 containers, its own among them.
///
/// Source: TD-54; botocore 1.44.5 batch EcsProperties; ECS service quota "Containers per task definition".
pub const fn count(count: u64) -> Result<(), Violation> {
    if count <= 10 {
        return Ok(());
    }
    let headline = Text::from("a task cannot have ").number(count).push(" containers");
    let help = "use at most 10, the task's own among them, or make a second task of some";
    Err(Violation::new("container-count", headline, Text::from(help)))
}

/// Who the container's processes are: a name or a number, and a group behind a colon.
///
/// Source: botocore 1.44.5 ecs ContainerDefinition.user; names as in `useradd(8)`; ids are those of Linux, 32 bits
/// without the last.
pub const fn user(user: &str) -> Result<(), Violation> {
    let (name, group) = match split(user, b':') {
        Some((name, group)) => (name, Some(group)),
        None => (user, None),
    };
    let legal = match group {
        Some(group) => is_account(name) && is_account(group),
        None => is_account(name),
    };
    if legal {
        return Ok(());
    }
    let help = "write a name or number, and a group behind a colon, as `app`, `1000` or `1000:1000`";
    Err(Violation::new("container-user", about("`user` cannot be ", user), Text::from(help)))
}

/// The directory in which the container starts: a path from the root, or from a drive of Windows.
///
/// Source: botocore 1.44.5 ecs ContainerDefinition.workingDirectory; Docker, "docker container create --workdir", which
/// refuses a relative path.
pub const fn workdir(path: &str) -> Result<(), Violation> {
    if let [b'a'..=b'z' | b'A'..=b'Z', b':', b'\\' | b'/', ..] = path.as_bytes() {
        return Ok(());
    }
    super::words::absolute("container-workdir", "`workdir` ", path, "/srv")
}

/// A word of `command` or `entrypoint`: any text without the character NUL, at which the kernel ends it.
///
/// Source: POSIX.1-2017 `exec`.
pub const fn word(word: &str) -> Result<(), Violation> {
    let bytes = word.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == 0 {
            let headline = point(about("the word ", word).push(" may not contain "), word, at);
            return Err(Violation::new("container-command", headline, Text::from("take the `\\0` out")));
        }
        at += 1;
    }
    Ok(())
}

/// The first word of `command` or `entrypoint` is not empty. A list without words stands for the image's own.
///
/// Source: botocore 1.44.5 ecs ContainerDefinition.command; Docker takes the first word for the program.
pub const fn words(key: &'static str, words: &[&str]) -> Result<(), Violation> {
    if words.is_empty() || !words[0].is_empty() {
        return Ok(());
    }
    let headline = Text::from("the first word of `").push(key).push("` is empty");
    let help = Text::from("write the program and its arguments, as `").push(key).push(" = [\"web\", \"--quiet\"]`");
    Err(Violation::new("container-command", headline, help.push(", or leave the key out")))
}

/// The time between asking a container to stop and killing it: at most 2,147,483,647 seconds. Fargate has narrower
/// bounds, see [`stop_on_fargate`].
///
/// Source: TD-55; botocore 1.44.5 ecs ContainerDefinition.stopTimeout, a 32-bit integer.
pub const fn stop(seconds: u64) -> Result<(), Violation> {
    within("container-stop-timeout", Key::seconds("stop", ""), seconds, 0, INTEGER)
}

/// The time between asking a container to stop and killing it is 2 to 120 seconds on Fargate.
///
/// Source: TD-55; botocore 1.44.5 ecs ContainerDefinition.stopTimeout.
pub const fn stop_on_fargate(seconds: u64) -> Result<(), Violation> {
    within("container-stop-timeout", Key::seconds("stop", " on Fargate"), seconds, 2, 120)
}

/// A number below 4,294,967,295, or a name that Linux takes.
const fn is_account(text: &str) -> bool {
    if let Some(number) = super::letters::number(text) {
        return number < u32::MAX;
    }
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > 32 || !(bytes[0].is_ascii_alphabetic() || bytes[0] == b'_') {
        return false;
    }
    let mut at = 1;
    while at < bytes.len() {
        let dollar = bytes[at] == b'$' && at + 1 == bytes.len();
        if !(dollar || bytes[at].is_ascii_alphanumeric() || matches!(bytes[at], b'_' | b'-' | b'.')) {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(user("1000:1000"), Ok(())));

    #[test]
    fn names_and_counts() {
        for (text, legal) in [("proxy", true), ("", false), ("a b", false)] {
            assert_eq!(name(text).is_ok(), legal, "{text}");
        }
        assert_eq!(names(&["a", "b"]), Ok(()));
        let twice = "container `a` is there twice [container-twice]\nhelp: give one of the two another name";
        assert_eq!(names(&["a", "b", "a"]).expect_err("twice").to_string(), twice);
        assert!(not_the_main("proxy", "web").is_ok());
        assert_eq!(
            not_the_main("web", "web").expect_err("the main one's").headline.as_str(),
            "container `web` has the name of the main container"
        );
        for (number, legal) in [(1, true), (10, true), (11, false)] {
            assert_eq!(count(number).is_ok(), legal, "{number}");
        }
    }

    #[test]
    fn users() {
        for legal in ["0", "1000", "1000:1000", "app", "app:1000", "1000:app", "_apt", "www-data", "a.b", "machine$"] {
            assert_eq!(user(legal), Ok(()), "{legal}");
        }
        for illegal in
            ["", ":", "app:", ":app", "a b", "-1", "1000:1000:1", "4294967295", "1app", "a$b", &"a".repeat(33)]
        {
            assert!(user(illegal).is_err(), "{illegal}");
        }
        assert_eq!(user("a b").expect_err("a space").headline.as_str(), "`user` cannot be `a b`");
    }

    #[test]
    fn directories_and_words() {
        for (path, legal) in
            [("/", true), ("/srv", true), ("C:\\app", true), ("c:/", true), ("", false), ("srv", false)]
        {
            assert_eq!(workdir(path).is_ok(), legal, "{path}");
        }
        assert_eq!(
            workdir("srv").expect_err("relative").to_string(),
            "`workdir` `srv` does not begin with `/` [container-workdir]\nhelp: write it from the root, as `/srv`"
        );
        assert!(word("").is_ok() && word("a b\n").is_ok() && word("a\0").is_err());
        assert!(words("command", &["web", ""]).is_ok() && words("command", &[]).is_ok());
        assert_eq!(
            words("command", &["", "a"]).expect_err("no program").to_string(),
            "the first word of `command` is empty [container-command]\n\
             help: write the program and its arguments, as `command = [\"web\", \"--quiet\"]`, or leave the key out"
        );
    }

    #[test]
    fn stop_timeouts() {
        for (seconds, anywhere, fargate) in
            [(0, true, false), (1, true, false), (2, true, true), (120, true, true), (121, true, false)]
        {
            assert_eq!((stop(seconds).is_ok(), stop_on_fargate(seconds).is_ok()), (anywhere, fargate), "{seconds}");
        }
        assert!(stop(INTEGER).is_ok() && stop(INTEGER + 1).is_err());
        assert_eq!(
            stop_on_fargate(121).expect_err("long").to_string(),
            "`stop = \"121s\"` on Fargate is too long [container-stop-timeout]\nhelp: use \"2s\" to \"2m\""
        );
    }
}
