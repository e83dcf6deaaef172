//! Executables of Linux without what only debuggers read.

/// What is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strip {
    /// What leads from addresses to lines.
    Debug,
    /// That, and the names of functions.
    Symbols,
}

/// The lengths of the header of a file and of that of a section.
const HEADER: usize = 64;
const SECTION: usize = 64;
/// Where the header says at which offset the headers of sections begin.
const TABLE: usize = 0x28;

/// A section: the places of its name and its bytes, and which other one it goes with.
#[derive(Clone, Copy)]
pub(super) struct Section {
    name: usize,
    pub(super) kind: u64,
    flags: u64,
    pub(super) offset: usize,
    pub(super) size: usize,
    pub(super) link: usize,
}

/// A section that has no bytes in the file.
const NO_BITS: u64 = 8;
const ALLOCATED: u64 = 2;

/// An executable without its debug information. The numbers of its sections stay as they are: those that are left out are empty.
/// Nothing where it is no executable of Linux with 64 bits.
pub(super) fn stripped(file: &[u8], strip: Strip) -> Option<Vec<u8>> {
    let sections = sections(file)?;
    if sections.is_empty() {
        return Some(file.to_vec());
    }
    let (table, count) = (place(file, TABLE, 8)?, sections.len());
    let names = sections.get(place(file, 0x3e, 2)?)?;
    let name = |section: &Section| {
        let rest = file.get(names.offset + section.name..names.offset + names.size)?;
        rest.split(|byte| *byte == 0).next()
    };
    // What runs stays where it is: the segments, and with them all sections that are loaded.
    let mut end = HEADER;
    let (programs, program_count) = (place(file, 0x20, 8)?, place(file, 0x38, 2)?);
    end = end.max(programs + program_count * 56);
    for at in 0..program_count {
        let program = programs + at * 56;
        end = end.max(place(file, program + 8, 8)? + place(file, program + 32, 8)?);
    }
    for section in sections.iter().filter(|section| section.flags & ALLOCATED != 0 && section.kind != NO_BITS) {
        end = end.max(section.offset + section.size);
    }
    let mut out = file.get(..end)?.to_vec();
    let mut headers = file.get(table..table + count * SECTION)?.to_vec();
    for (at, section) in sections.iter().enumerate() {
        if section.flags & ALLOCATED != 0 || section.kind == 0 {
            continue;
        }
        let header = headers.get_mut(at * SECTION..(at + 1) * SECTION)?;
        if is_left_out(name(section)?, strip) {
            header.fill(0);
            continue;
        }
        out.resize(out.len().next_multiple_of(16), 0);
        header[24..32].copy_from_slice(&(out.len() as u64).to_le_bytes());
        if section.kind != NO_BITS {
            out.extend_from_slice(file.get(section.offset..section.offset + section.size)?);
        }
    }
    out.resize(out.len().next_multiple_of(16), 0);
    let table = out.len() as u64;
    out.extend_from_slice(&headers);
    out.get_mut(TABLE..TABLE + 8)?.copy_from_slice(&table.to_le_bytes());
    Some(out)
}

fn is_left_out(name: &[u8], strip: Strip) -> bool {
    let debug = [&b".debug"[..], b".zdebug", b".comment", b".gnu.debug", b".gdb_index"];
    let symbols = [&b".symtab"[..], b".strtab", b".symtab_shndx"];
    debug.iter().any(|start| name.starts_with(start)) || (strip == Strip::Symbols && symbols.contains(&name))
}

/// The sections of an executable; nothing where it is none of Linux with 64 bits.
pub(super) fn sections(file: &[u8]) -> Option<Vec<Section>> {
    if file.get(..6)? != b"\x7fELF\x02\x01" {
        return None;
    }
    let (table, count) = (place(file, TABLE, 8)?, place(file, 0x3c, 2)?);
    (0..count).map(|at| section(file, table + at * SECTION)).collect()
}

fn section(file: &[u8], at: usize) -> Option<Section> {
    Some(Section {
        name: place(file, at, 4)?,
        kind: number(file, at + 4, 4)?,
        flags: number(file, at + 8, 8)?,
        offset: place(file, at + 24, 8)?,
        size: place(file, at + 32, 8)?,
        link: place(file, at + 40, 4)?,
    })
}

/// A number of so many bytes, the lowest first.
pub(super) fn number(file: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = file.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte)))
}

/// A number that is a place in the file, or a length; none where it is beyond what a file of ours can have.
pub(super) fn place(file: &[u8], at: usize, length: usize) -> Option<usize> {
    usize::try_from(number(file, at, length)?).ok().filter(|place| *place < usize::MAX / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_executable_is_left_alone() {
        assert_eq!(stripped(b"#!/bin/sh\n", Strip::Debug), None);
        assert_eq!(stripped(b"\x7fELF\x02\x01", Strip::Debug), None);
    }

    #[test]
    fn debug_information_goes_and_what_runs_stays() {
        // This very test is an executable where it runs on Linux.
        let file = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        if !file.starts_with(b"\x7fELF\x02\x01") {
            return;
        }
        let debug = stripped(&file, Strip::Debug).unwrap();
        let symbols = stripped(&file, Strip::Symbols).unwrap();
        assert!(symbols.len() < debug.len() && debug.len() <= file.len());
        assert_eq!(stripped(&symbols, Strip::Symbols).unwrap(), symbols);
        let program = tempfile::tempdir().unwrap();
        let program = program.path().join("program");
        std::fs::write(&program, symbols).unwrap();
        let runs = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&program, runs).unwrap();
        let output = std::process::Command::new(&program).arg("--list").output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
}
