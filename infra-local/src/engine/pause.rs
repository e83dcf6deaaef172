//! The container that holds the network of a task with several containers, so that they have the same localhost as on ECS: each of
//! them may start last and end first. All that it does is to wait, so that it needs no image from elsewhere.

use std::path::Path;
use std::time::Duration;

use super::{Engine, call, create};
use crate::parts::Launch;

/// Its image, which is made on this machine.
const IMAGE: &str = "localhost/infra-pause:1";
/// How long the engine may take to take the image.
const LIMIT: Duration = Duration::from_mins(1);
/// Where an archive of files has the next header.
const BLOCK: usize = 512;

impl Engine {
    /// Sees to it that the image is there. The archive that it is made of is written into `folder` on the way.
    pub(crate) async fn make_pause(&self, folder: &Path) -> Result<(), String> {
        if call(self.launch(["image", "inspect", "--format", "{{.Id}}", IMAGE]), LIMIT).await.is_ok() {
            return Ok(());
        }
        let (machine, code) = code(&self.architecture)?;
        let path = folder.join(format!("pause-{:016x}.tar", fastrand::u64(..)));
        std::fs::write(&path, archive("pause", &program(machine, code))).map_err(|error| error.to_string())?;
        let made = call(self.launch(["import", &path.display().to_string(), IMAGE]), LIMIT).await;
        // It is only on the way.
        let _ = std::fs::remove_file(&path);
        made.map(|_| ())
    }

    /// The call that starts it, with the ports of all containers whose network it holds. It ends when the network is there.
    pub(crate) fn pause(&self, name: &str, stage: &str, ports: &[(u16, u16, bool)]) -> Launch {
        let mut words = create::begin("run", name, stage);
        words.0.push("--detach".to_owned());
        self.network(&mut words, ports);
        words.0.extend([IMAGE, "/pause"].map(str::to_owned));
        Launch { program: self.program.clone(), arguments: words.0, ..Launch::default() }
    }
}

/// What waits for a signal for ever, as the processors of an engine read it, and their number in the format of programs.
fn code(architecture: &str) -> Result<(u16, &'static [u8]), String> {
    match architecture {
        // mov eax, 34 (pause); syscall; jmp to the begin.
        "x86_64" | "amd64" => Ok((62, b"\xb8\x22\x00\x00\x00\x0f\x05\xeb\xf7")),
        // mov x0 to x4, 0; mov x8, 73 (ppoll); svc 0; b to the begin.
        "aarch64" | "arm64" => Ok((
            183,
            b"\x00\x00\x80\xd2\x01\x00\x80\xd2\x02\x00\x80\xd2\x03\x00\x80\xd2\x04\x00\x80\xd2\x28\x09\x80\xd2\
              \x01\x00\x00\xd4\xf9\xff\xff\x17",
        )),
        other => {
            Err(format!("containers beside each other need an engine for x86_64 or arm64, and this one is for {other}"))
        }
    }
}

/// A program of Linux (ELF) that is this code alone.
fn program(machine: u16, code: &[u8]) -> Vec<u8> {
    const BASE: u64 = 0x40_0000;
    const HEADERS: u64 = 64 + 56;
    let mut bytes = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec();
    let mut short = |value: u16| bytes.extend(value.to_le_bytes());
    short(2);
    short(machine);
    bytes.extend(1_u32.to_le_bytes());
    for long in [BASE + HEADERS, 64, 0] {
        bytes.extend(long.to_le_bytes());
    }
    bytes.extend(0_u32.to_le_bytes());
    for short in [64_u16, 56, 1, 0, 0, 0] {
        bytes.extend(short.to_le_bytes());
    }
    // One part, which is loaded whole, read and run.
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(5_u32.to_le_bytes());
    let size = HEADERS + code.len() as u64;
    for long in [0, BASE, BASE, size, size, 0x1_0000] {
        bytes.extend(long.to_le_bytes());
    }
    bytes.extend(code);
    bytes
}

/// An archive (ustar) with one program in it.
fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let mut header = [0_u8; BLOCK];
    let mut put = |at: usize, text: &str| {
        for (place, byte) in header.iter_mut().skip(at).zip(text.bytes()) {
            *place = byte;
        }
    };
    put(0, name);
    put(100, "0000755");
    put(108, "0000000");
    put(116, "0000000");
    put(124, &format!("{:011o}", content.len()));
    put(136, "00000000000");
    // The sum counts its own place as spaces.
    put(148, "        ");
    put(156, "0");
    put(257, "ustar\x0000");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    let mut put = |at: usize, text: &str| {
        for (place, byte) in header.iter_mut().skip(at).zip(text.bytes()) {
            *place = byte;
        }
    };
    put(148, &format!("{sum:06o}\0 "));
    let mut bytes = header.to_vec();
    bytes.extend(content);
    bytes.resize(bytes.len().next_multiple_of(BLOCK) + 2 * BLOCK, 0);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_image_s_program_and_archive_are_what_others_read() {
        let scratch = crate::scratch::Scratch::new();
        for (architecture, word) in [("amd64", "x86-64"), ("aarch64", "aarch64")] {
            let (machine, code) = code(architecture).unwrap();
            let path = scratch.path().join("pause.tar");
            std::fs::write(&path, archive("pause", &program(machine, code))).unwrap();
            let tar =
                std::process::Command::new("tar").current_dir(scratch.path()).args(["-xpf", "pause.tar"]).status();
            assert!(tar.unwrap().success());
            let program = std::fs::read(scratch.path().join("pause")).unwrap();
            assert_eq!(program.len(), 120 + code.len(), "{word}");
        }
    }

    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    #[test]
    fn the_program_waits_until_it_is_killed() {
        use std::os::unix::fs::PermissionsExt;
        use std::os::unix::process::ExitStatusExt;
        let scratch = crate::scratch::Scratch::new();
        let path = scratch.path().join("pause");
        let (machine, code) = code("x86_64").unwrap();
        std::fs::write(&path, program(machine, code)).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        let mut child = std::process::Command::new(&path).spawn().unwrap();
        assert_eq!(child.try_wait().unwrap(), None);
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(9));
    }
}
