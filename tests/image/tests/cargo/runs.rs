//! Images as other tools read and run them.

use std::process::Command;

use image_tests::{program, run};
use infra_image::layout;
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
async fn symbols_are_kept_aside_and_the_image_is_the_same() {
    let shop = Workspace::new("a");
    let built = shop.build(&recipe(), None).await;
    let folder = shop.path(".infra/images/debug");
    let digest = &built.packed.image.digest;
    let symbols = built.packer.keep_symbols(&built.prepared, &built.compiled, digest, &folder).unwrap();
    assert_eq!(symbols, folder.join(digest.hex()).join("web"));
    let [with, without] = [&symbols, &built.compiled.file].map(|file| std::fs::read(file).unwrap());
    let has = |bytes: &[u8], name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
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
