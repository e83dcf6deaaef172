use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use super::*;
use crate::dockerfile::{Base, Dockerfile, Secret};
use crate::oci::{Image, Index};
use crate::{Digest, Platform, layout};

/// A program that is a script of the shell. Another process writes it: while this one had it open, so had what other tests start
/// meanwhile, and what is open cannot be run.
fn program(folder: &Path, name: &str, script: &str) -> PathBuf {
    let file = folder.join(name);
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", "cat > \"$0\" && chmod 755 \"$0\""]).arg(&file).stdin(Stdio::piped());
    let mut writer = shell.spawn().unwrap();
    writer.stdin.take().unwrap().write_all(format!("#!/bin/sh\n{script}\n").as_bytes()).unwrap();
    assert!(writer.wait().unwrap().success());
    file
}

#[tokio::test]
async fn the_first_that_answers_builds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    assert_eq!(Builder::choose(path, None).await, Err(NoBuilder::Absent));
    // A client without an engine, and one without BuildKit, are passed over.
    let docker = program(folder.path(), "docker", "echo no engine >&2; exit 1");
    let silent = NoBuilder::Silent { program: docker.clone(), reason: "no engine".to_owned() };
    assert_eq!(Builder::choose(path, None).await, Err(silent));
    let buildah = program(folder.path(), "buildah", "exit 0");
    let found = Builder::choose(path, None).await.unwrap();
    assert_eq!((found.kind, found.program()), (Kind::Buildah, buildah.as_path()));
    program(folder.path(), "docker", "[ \"$1\" = version ]");
    assert_eq!(Builder::choose(path, None).await.unwrap().kind, Kind::Buildah);
    program(folder.path(), "docker", "exit 0");
    assert_eq!(Builder::choose(path, None).await.unwrap().kind, Kind::Docker);

    for named in ["buildah", buildah.to_str().unwrap()] {
        assert_eq!(Builder::choose(path, Some(named)).await, Ok(found.clone()));
    }
    assert_eq!(Builder::choose(path, Some("podman")).await, Err(NoBuilder::Absent));
    assert_eq!(Builder::choose(path, Some("kaniko")).await, Err(NoBuilder::Unknown("kaniko".to_owned())));
}

/// An app, a layout with an image as a builder would write it, and a builder that notes its words and copies that.
struct Fixture {
    folder: tempfile::TempDir,
    image: Digest,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("Dockerfile"), "FROM debian:12\nCOPY --from=tools:1 /a /\n").unwrap();
        fs::write(folder.path().join("token"), "hunter2").unwrap();
        let built = Store::at(folder.path().join("built")).unwrap();
        let image = Image::empty(Platform::default()).write(&built).unwrap();
        layout::write_index(&built, &[("image", image.digest.clone())]).unwrap();
        Self { folder, image: image.digest }
    }

    fn builder(&self, kind: Kind, script: &str) -> Builder {
        let at = self.folder.path().display();
        let script = format!("echo \"$*\" >> {at}/words\nbuilt={at}/built\necho token: hunter2\n{script}");
        Builder { kind, program: program(self.folder.path(), kind.name(), &script), anew: false }
    }

    /// Builds; gives the image, what was told, and the words of the calls.
    async fn build(&self, builder: &Builder) -> (Result<Descriptor, BuildError>, Vec<String>, String) {
        let at = self.folder.path();
        let secrets = vec![("token".to_owned(), Secret::File(at.join("token")))];
        let dockerfile =
            Dockerfile { file: at.join("Dockerfile"), context: at.to_owned(), secrets, ..Dockerfile::default() };
        let look = dockerfile.look().unwrap();
        let base = Base { digest: Digest::of(b"base"), on_build: vec![] };
        let bases = look.bases().iter().map(|image| (image.clone(), base.clone())).collect();
        let store = Store::at(at.join("store")).unwrap();
        let told = Mutex::new(Vec::new());
        let tell = |line: &str| told.lock().unwrap().push(line.to_owned());
        let built = builder.build(&look, &bases, &store, &tell).await;
        let words = fs::read_to_string(at.join("words")).unwrap().replace(at.to_str().unwrap(), "/app");
        // Nothing of the builder stays beside what was built.
        let left = fs::read_dir(store.folder()).unwrap().count();
        assert_eq!(left, 2, "blobs and the mark of a layout");
        (built, told.into_inner().unwrap(), words)
    }
}

const COPY_TO_LAST: &str =
    "for last; do :; done; case $1 in build) while [ $1 != --iidfile ]; do shift; done; echo sha256:1 > $2;;";

#[tokio::test]
async fn buildah_and_podman_build_the_same_way() {
    let pin = format!("docker.io/library/debian@{}", Digest::of(b"base"));
    for (kind, takes_out) in [
        (Kind::Buildah, "push) to=${4#oci:}; cp -r $built ${to%:image};; esac"),
        (Kind::Podman, "save) cp -r $built $6;; esac"),
    ] {
        let fixture = Fixture::new();
        let builder = fixture.builder(kind, &format!("{COPY_TO_LAST}\n{takes_out}"));
        let (built, told, words) = fixture.build(&builder).await;
        assert_eq!(built.unwrap().digest, fixture.image);
        for part in [
            "build --layers --format=oci --timestamp=0 --identity-label=false --platform linux/amd64 ",
            &format!(" --build-context debian:12=docker-image://{pin} --build-context tools:1=docker-image://"),
            " --file /app/Dockerfile --secret id=token,src=/app/token /app\n",
        ] {
            assert!(words.contains(part), "{part} is not in {words}");
        }
        assert!(!words.contains("hunter2") && !words.contains("--no-cache"));
        assert_eq!(told, ["token: ***", "token: ***"]);
    }
}

#[tokio::test]
async fn buildkit_writes_a_layout_or_docker_saves_the_image() {
    let fixture = Fixture::new();
    let script = "[ \"$SOURCE_DATE_EPOCH\" = 0 ] || exit 9\nfor word; do case $word in type=oci,dest=*) to=${word#type=oci,dest=}; cp -r $built ${to%%,*};; esac; done";
    let (built, _, words) = fixture.build(&fixture.builder(Kind::Docker, script)).await;
    assert_eq!(built.unwrap().digest, fixture.image);
    assert!(
        words.contains("--provenance=false --sbom=false --platform linux/amd64 --output type=oci,dest="),
        "{words}"
    );

    let (built, _, words) = fixture.build(&fixture.builder(Kind::Docker, script).anew()).await;
    assert_eq!(built.unwrap().digest, fixture.image);
    assert_eq!(words.lines().filter(|call| call.contains(" --no-cache ")).count(), 1, "{words}");

    let fixture = Fixture::new();
    let script = "case \"$*\" in *type=oci*) echo 'ERROR: OCI exporter is not supported for the docker driver.'; exit 1;; esac\n\
        while [ $# -gt 0 ]; do case $1 in --iidfile) echo sha256:1 > $2;; save) tar -C $built -cf $3 .;; esac; shift; done";
    let (built, _, words) = fixture.build(&fixture.builder(Kind::Docker, script)).await;
    assert_eq!(built.unwrap().digest, fixture.image);
    assert!(
        words.contains("buildx build") && words.contains("--load --iidfile ") && words.contains("image save --output")
    );
}

#[tokio::test]
async fn what_fails_says_where_and_keeps_secrets() {
    let fixture = Fixture::new();
    let builder =
        fixture.builder(Kind::Buildah, "echo 'STEP 2/2: RUN make'; echo 'make: hunter2 is missing' >&2; exit 2");
    let (built, _, _) = fixture.build(&builder).await;
    let error = built.unwrap_err().to_string();
    assert!(error.contains("buildah failed at `RUN make`:\n") && error.contains("\n  make: *** is missing"), "{error}");
    assert!(!error.contains("hunter2"), "{error}");

    // A builder that writes something else.
    let fixture = Fixture::new();
    let builder = fixture.builder(Kind::Buildah, &format!("{COPY_TO_LAST}\nesac"));
    let (built, _, _) = fixture.build(&builder).await;
    assert!(built.unwrap_err().to_string().starts_with("what was built cannot be taken in: it is no OCI layout"));
}

#[test]
fn the_image_of_the_platform_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let from = Store::at(folder.path().join("layout")).unwrap();
    let image = Image::empty(Platform::default()).write(&from).unwrap();
    let within = serde_json::to_vec(&Index::new(vec![image.clone()])).unwrap();
    let within = from.put(crate::oci::media_type::INDEX, &within).unwrap();
    let write =
        |index: &Index| fs::write(from.folder().join("index.json"), serde_json::to_vec(index).unwrap()).unwrap();
    let to = Store::at(folder.path().join("store")).unwrap();
    let import = || import::import(from.folder().to_owned(), Platform::default(), &to);
    write(&Index::new(vec![within]));
    assert_eq!(import().unwrap().digest, image.digest);
    assert!(to.has(&image.digest));
    write(&Index::new(vec![]));
    assert_eq!(import().unwrap_err().to_string(), "it has no image for linux/amd64");
    // What is not what it is called is not taken in.
    let other = Store::at(folder.path().join("other")).unwrap();
    write(&Index::new(vec![image.clone()]));
    fs::write(from.path(&image.digest), fs::read(from.path(&image.digest)).unwrap().repeat(2)).unwrap();
    assert!(import::import(from.folder().to_owned(), Platform::default(), &other).is_err());
    assert!(!other.has(&image.digest));
}
