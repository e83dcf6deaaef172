//! Whether a base image has a GNU C library with which a binary starts: one that is older than what it was linked against
//! refuses it.

use super::elf::{self, number, place};
use crate::layer::{self, LayerError};
use crate::{Architecture, Image, Store};

/// The kind of the section that says which versions of libraries are needed.
const NEEDED: u64 = 0x6fff_fffe;
/// What is there if the library has it, and can be done without.
const WEAK: u64 = 2;

/// The version that a binary needs at least: `36` of 2.36. Nothing where it needs none.
pub(super) fn needed(file: &[u8]) -> Option<u32> {
    let sections = elf::sections(file)?;
    let needs = sections.iter().find(|section| section.kind == NEEDED)?;
    let names = sections.get(needs.link)?;
    let name = |at: usize| {
        let rest = file.get(names.offset + at..names.offset + names.size)?;
        rest.split(|byte| *byte == 0).next()
    };
    let mut minors = Vec::new();
    let mut library = needs.offset;
    loop {
        let mut version = library + place(file, library + 8, 4)?;
        for _ in 0..number(file, library + 2, 2)? {
            let is_weak = number(file, version + 4, 2)? & WEAK != 0;
            minors.extend(minor(name(place(file, version + 8, 4)?)?).filter(|_| !is_weak));
            version += place(file, version + 12, 4)?;
        }
        match place(file, library + 12, 4)? {
            0 => return minors.into_iter().max(),
            next => library += next,
        }
    }
}

/// The version of the C library in an image; nothing where none is found.
pub(super) fn of_base(store: &Store, image: &Image, architecture: Architecture) -> Result<Option<u32>, LayerError> {
    let own = format!("lib/{}-linux-gnu", architecture.of_rustc());
    let is_library = |name: &str| {
        let name = name.strip_prefix("usr/").unwrap_or(name);
        let place =
            [own.as_str(), "lib64", "lib"].iter().find_map(|folder| name.strip_prefix(*folder)?.strip_prefix('/'));
        place.is_some_and(|name| name == "libc.so.6" || name.starts_with("libc-2."))
    };
    let libraries = layer::find(store, image, &is_library)?;
    let versions = libraries.values().flat_map(|library| {
        let starts = library.windows(PREFIX.len()).enumerate().filter(|(_, part)| *part == PREFIX);
        starts.filter_map(|(at, _)| minor(&library[at..]))
    });
    Ok(versions.max())
}

/// How a version is called.
const PREFIX: &[u8] = b"GLIBC_2.";

/// The second number of a version at the beginning of a text.
fn minor(text: &[u8]) -> Option<u32> {
    let digits = text.strip_prefix(PREFIX)?.iter().take_while(|digit| digit.is_ascii_digit());
    digits.map(|digit| char::from(*digit)).collect::<String>().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{LayerBuilder, Owner, Platform};

    #[test]
    fn a_program_needs_no_newer_library_than_that_with_which_it_runs() {
        // This very test is a program with a C library.
        let file = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        let place = format!("/lib/{}-linux-gnu/libc.so.6", std::env::consts::ARCH);
        if let Ok(library) = std::fs::read(place)
            && cfg!(target_env = "gnu")
        {
            let folder = tempfile::tempdir().unwrap();
            let (store, image) = base(folder.path(), "lib64/libc.so.6", &library);
            let has = of_base(&store, &image, Architecture::Amd64).unwrap().unwrap();
            let needs = needed(&file).unwrap();
            assert!(needs >= 2 && needs <= has, "it needs {needs}, and there is {has}");
        }
        assert_eq!(needed(b"#!/bin/sh\n"), None);
        assert_eq!(needed(&file[..file.len() / 2]), None);
    }

    fn base(folder: &std::path::Path, name: &str, content: &[u8]) -> (Store, Image) {
        let store = Store::at(folder).unwrap();
        let mut layer = LayerBuilder::new();
        layer.bytes(name, content, 0o755, Owner::ROOT).unwrap();
        let mut image = Image::empty(Platform::default());
        image.add(layer.finish(&store).unwrap(), "library");
        (store, image)
    }

    #[test]
    fn the_library_of_a_base_is_found_where_distributions_have_it() {
        let content = b"\x7fELF..GLIBC_2.2.5\0GLIBC_2.31\0GLIBC_PRIVATE\0";
        for (name, found) in [
            ("usr/lib/x86_64-linux-gnu/libc.so.6", Some(31)),
            ("lib/x86_64-linux-gnu/libc-2.31.so", Some(31)),
            ("usr/lib64/libc.so.6", Some(31)),
            ("lib/aarch64-linux-gnu/libc.so.6", None),
            ("lib/libc.musl-x86_64.so.1", None),
            ("home/lib/libc.so.6", None),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let (store, image) = base(folder.path(), name, content);
            assert_eq!(of_base(&store, &image, Architecture::Amd64).unwrap(), found, "{name}");
        }
    }
}
