//! Images as other tools read and run them.

use std::process::Command;

use image_tests::{program, run};
use infra_core::declaration::Libc;
use infra_image::cargo::{Linker, triple};
use infra_image::{Architecture, Image, layout};
use serde_json::Value;

use crate::workspace::{Workspace, recipe};

#[tokio::test]
async fn the_image_runs_as_nobody_with_all_that_it_looks_for() {
    let shop = Workspace::new("a");
    let built = shop.build(&recipe(), None).await;
    let store = shop.store();
    layout::write_index(&store, &[("web", built.packed.image.digest.clone())]).unwrap();
    let image = format!("{}:web", store.folder().display());
    let config: Value = serde_json::from_str(&run("skopeo", ["inspect", "--config", &format!("oci:{image}")])).unwrap();
    let run_config = &config["config"];
    assert_eq!(run_config["User"], "65532:65532");
    assert_eq!(run_config["Entrypoint"], serde_json::json!(["/usr/local/bin/web"]));
    assert_eq!(run_config["WorkingDir"], "/app");
    assert_eq!(run_config["Env"][1], "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt");

    let bundle = shop.path("unpacked");
    let mut unpack = vec!["unpack".to_owned(), "--image".to_owned(), image];
    if !is_root() {
        unpack.push("--rootless".to_owned());
    }
    unpack.push(bundle.display().to_string());
    run("umoci", unpack);
    let root = bundle.join("rootfs");
    for file in
        ["etc/passwd", "etc/group", "usr/share/zoneinfo/Europe/Berlin", "usr/local/bin/web", "app/assets/run.sh"]
    {
        assert!(root.join(file).is_file(), "{file}");
    }
    // Function names are there for backtraces. A backtrace needs `/proc`, which every container has, and `chroot` has not.
    let binary = root.join("usr/local/bin/web");
    let output = Command::new(binary).arg("panic").env("RUST_BACKTRACE", "1").output().unwrap();
    let trace = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(trace.contains("panicked at web/src/main.rs:10") && trace.contains("web::main"), "{trace}");
    if !is_root() {
        // Nobody else may call `chroot`.
        return;
    }
    let web = ["--userspec=65532:65532", root.to_str().unwrap(), "/usr/local/bin/web"];
    let output = Command::new(program("chroot")).args(web).arg("/app").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{output:?}");
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("web/src/main.rs common/src/lib.rs (\"/target/"), "{said}");
    assert!(lines[0].ends_with("\"data\") 1.0.0"), "{said}");
    assert_eq!(lines[1], "hello from the assets");
    assert!(lines[2].strip_prefix("certificates ").unwrap().parse::<u32>().unwrap() > 100, "{said}");
    assert_eq!(lines[3..], ["zone true", "user 65532", "elsewhere false"]);
}

fn is_root() -> bool {
    run("id", ["-u"]).trim() == "0"
}

#[tokio::test]
async fn with_the_gnu_c_library_a_binary_on_nothing_has_it_in_it() {
    let shop = Workspace::new("a");
    let mut recipe = recipe();
    recipe.libc = Libc::Gnu;
    let built = shop.build(&recipe, None).await;
    let binary = std::fs::read(&built.compiled.file).unwrap();
    assert!(!has(&binary, b"/ld-linux"), "it asks for an interpreter");
    let output = Command::new(&built.compiled.file).arg("panic").output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("panicked at web/src/main.rs"), "{output:?}");
}

#[tokio::test]
async fn for_the_other_architecture_no_other_tool_is_needed() {
    let shop = Workspace::new("a");
    let mut recipe = recipe();
    let (architecture, machine) = match recipe.platform.architecture {
        Architecture::Amd64 => (Architecture::Arm64, 0xb7),
        Architecture::Arm64 => (Architecture::Amd64, 0x3e),
    };
    recipe.platform.architecture = architecture;
    if !shop.packer().await.toolchain.has(&triple(architecture, Libc::Musl)) {
        // What is said then is another test's.
        return;
    }
    recipe.libc = Libc::Musl;
    let built = shop.build(&recipe, None).await;
    assert_eq!(built.prepared.target.linker, Linker::Own);
    assert_eq!(std::fs::read(&built.compiled.file).unwrap()[18], machine);
    let image = Image::read(&shop.store(), &built.packed.image.digest).unwrap();
    assert_eq!(image.config.architecture, architecture.name());
}

fn has(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|part| part == name)
}

#[tokio::test]
async fn symbols_are_kept_aside_and_the_image_is_the_same() {
    let shop = Workspace::new("a");
    let built = shop.build(&recipe(), None).await;
    let folder = shop.path(".infra/images/debug");
    let digest = &built.packed.image.digest;
    let symbols = built.packer.keep_symbols(&built.prepared, &built.compiled, digest, &folder).unwrap();
    assert_eq!(symbols, folder.join(digest.hex()).join("web"));
    let [with, without] = [&symbols, &built.compiled.file].map(|file| std::fs::read(file).unwrap());
    assert!(has(&with, b".debug_line") && has(&with, b"/workspace"));
    assert!(!has(&without, b"/workspace/") && without.len() < with.len());
}

#[tokio::test]
async fn the_bill_of_materials_names_what_is_in_the_binary() {
    let shop = Workspace::new("a");
    let built = shop.build(&recipe(), None).await;
    let sbom: Value = serde_json::from_slice(&built.packed.sbom).unwrap();
    let names: Vec<&Value> =
        sbom["components"].as_array().unwrap().iter().map(|component| &component["purl"]).collect();
    assert_eq!(names, ["pkg:cargo/common@0.1.0", "pkg:cargo/leaf@1.0.0"]);
    assert_eq!(sbom["components"][1]["licenses"][0]["expression"], "MIT");
    assert_eq!(sbom["components"][1]["hashes"][0]["content"].as_str().map(str::len), Some(64));
    let told = infra_image::provenance::fingerprint(&built.packed.provenance, &built.packed.image.digest);
    assert_eq!(told, Some(built.packed.fingerprint));
    assert!(!String::from_utf8_lossy(&built.packed.provenance).contains(shop.root().to_str().unwrap()));
}
