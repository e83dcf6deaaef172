use super::*;
use crate::dockerfile::parse::parse;

fn needs_with(text: &str, target: Option<&str>, arguments: &[(&str, &str)]) -> Needs {
    let arguments = arguments.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let request = Request {
        target,
        arguments: &arguments,
        platform: Platform::default(),
        builder: Platform::default(),
        triggers: &BTreeMap::new(),
    };
    needs(&parse(text).unwrap(), request).unwrap()
}

fn sources(needs: &Needs) -> Vec<&str> {
    needs.takes.iter().flat_map(|take| take.sources.iter().map(String::as_str)).collect()
}

fn names(needs: &Needs) -> Vec<&str> {
    needs.stages.iter().map(|(name, _)| name.as_str()).collect()
}

const STAGES: &str = "\
FROM rust:1 AS build
COPY src src
RUN cargo build
FROM build AS test
COPY tests tests
FROM debian:12 as Tools
COPY tools /tools
FROM scratch
COPY --from=build /web /web
RUN --mount=type=cache,from=tools,target=/tools --mount=target=/conf,source=conf true
";

#[test]
fn only_stages_that_the_target_needs_count() {
    let all = needs_with(STAGES, None, &[]);
    assert_eq!((names(&all), all.target.as_str()), (vec!["build", "tools", "3"], "3"));
    assert_eq!(sources(&all), ["src", "tools", "conf"]);
    assert_eq!(
        all.takes.iter().map(|take| (take.line, take.precedes_run)).collect::<Vec<_>>(),
        [(2, true), (7, false), (10, false)]
    );
    let bases: Vec<String> = all.bases.keys().map(|base| base.reference.to_string()).collect();
    assert_eq!(bases, ["docker.io/library/debian:12", "docker.io/library/rust:1"]);
    assert_eq!(names(&needs_with(STAGES, Some("TEST"), &[])), ["build", "test"]);
    assert_eq!(names(&needs_with(STAGES, Some("0"), &[])), ["build"]);
    let request = Request {
        target: Some("nowhere"),
        arguments: &BTreeMap::new(),
        platform: Platform::default(),
        builder: Platform::default(),
        triggers: &BTreeMap::new(),
    };
    assert_eq!(needs(&parse(STAGES).unwrap(), request), Err(NoStage("nowhere".to_owned())));
}

#[test]
fn what_is_said_in_other_words_is_the_same() {
    let one = "FROM scratch AS a\nCOPY x /\nFROM scratch\n# why\nRUN one \\\n  # why two\n  two\nCOPY --from=a /x /\n";
    let other = "FROM scratch as A\n\n\nCOPY x /\nFROM scratch AS unneeded\nRUN other\nFROM scratch\nRUN one \\\n  two\nCOPY --from=0 /x /\n";
    assert_eq!(needs_with(one, None, &[]).stages, needs_with(other, None, &[]).stages);
    for changed in
        [one.replace("two\nC", "2\nC"), one.replace("COPY x", "COPY --chmod=755 x"), one.replace("scratch\n#", "a\n#")]
    {
        assert_ne!(needs_with(one, None, &[]).stages, needs_with(&changed, None, &[]).stages, "{changed}");
    }
}

#[test]
fn arguments_count_where_a_needed_stage_declares_them() {
    let text = "ARG BASE=12\nARG SHARED=s\nARG UNUSED\nFROM debian:$BASE\nARG PROFILE=release\nARG SHARED\nARG TARGETARCH\n\
        COPY conf.$PROFILE.$TARGETARCH ${SHARED:+shared} /\nFROM scratch AS other\nARG OTHER\n";
    let given = [("PROFILE", "dev"), ("UNUSED", "1"), ("OTHER", "1"), ("NOWHERE", "1"), ("BASE", "13")];
    let needs = needs_with(text, Some("0"), &given);
    let arguments: Vec<(&str, &str)> =
        needs.arguments.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(arguments, [("PROFILE", "dev"), ("SHARED", "s")]);
    assert_eq!(sources(&needs), ["conf.dev.amd64", "shared"]);
    assert_eq!(
        needs.bases.keys().map(|base| base.reference.to_string()).collect::<Vec<_>>(),
        ["docker.io/library/debian:13"]
    );
    assert_eq!(sources(&needs_with(text, Some("0"), &[])), ["conf.release.amd64", "shared"]);
    assert_eq!(needs.undecided, []);
}

#[test]
fn variables_are_those_that_stand_before() {
    let text = "FROM scratch AS base\nENV DIR=web OLD=$DIR/x\nENV LEGACY a b\nFROM base\nARG DIR=hidden\nCOPY $DIR ${OLD} \"$LEGACY\" $NONE. /\n";
    let needs = needs_with(text, None, &[]);
    assert_eq!((sources(&needs), &needs.undecided), (vec!["web", "/x", "a b", "."], &vec![]));
    // What the base image sets is not known here.
    let needs = needs_with("FROM debian\nCOPY $HOME/x /\n", None, &[]);
    assert_eq!(needs.undecided, [(2, "$HOME is not declared here, and the base image may set it".to_owned())]);
}

#[test]
fn the_platform_of_a_base_is_the_one_that_is_named() {
    let arguments = BTreeMap::new();
    let arm = Platform { architecture: crate::Architecture::Arm64 };
    let request = Request {
        target: None,
        arguments: &arguments,
        platform: arm,
        builder: Platform::default(),
        triggers: &BTreeMap::new(),
    };
    let text =
        "FROM --platform=$BUILDPLATFORM rust AS build\nFROM debian\nCOPY --from=build /a /\nCOPY --from=busybox /b /\n";
    let needs = needs(&parse(text).unwrap(), request).unwrap();
    let bases: Vec<(&str, Platform)> =
        needs.bases.keys().map(|base| (base.reference.repository(), base.platform)).collect();
    assert_eq!(bases, [("library/busybox", arm), ("library/debian", arm), ("library/rust", Platform::default())]);
}

#[test]
fn what_on_build_asks_for_is_done_by_what_stands_on_it() {
    let text = "FROM scratch AS base\nONBUILD COPY conf /\nCOPY own /\nFROM base\nCOPY last /\n";
    assert_eq!(sources(&needs_with(text, None, &[])), ["own", "conf", "last"]);
    assert_eq!(sources(&needs_with(text, Some("base"), &[])), ["own"]);

    let file = parse("FROM node:onbuild\n").unwrap();
    let arguments = BTreeMap::new();
    let image = BaseImage { reference: "node:onbuild".parse().unwrap(), platform: Platform::default() };
    let triggers = [(image, vec!["COPY package.json /".to_owned()])].into();
    let platform = Platform::default();
    let request = Request { target: None, arguments: &arguments, platform, builder: platform, triggers: &triggers };
    assert_eq!(sources(&needs(&file, request).unwrap()), ["package.json"]);
}

#[test]
fn what_add_fetches_is_told_by_its_address() {
    let text = "FROM scratch\nADD https://x.test/a.tar /\nADD --checksum=sha256:00 https://x.test/b /\n\
        ADD https://x.test/it.git#0123456789012345678901234567890123456789:sub /\nADD local.tar <<EOF /\nx\nEOF\n";
    let needs = needs_with(text, None, &[]);
    let versions: Vec<Option<&str>> = needs.addresses.iter().map(|address| address.version.as_deref()).collect();
    assert_eq!(versions, [None, Some("sha256:00"), Some("0123456789012345678901234567890123456789")]);
    assert_eq!(sources(&needs), ["local.tar"]);
}

#[test]
fn what_cannot_be_decided_is_said() {
    for (text, line, reason) in [
        (
            "# syntax=example.test/other\nFROM scratch\n",
            1,
            "the frontend example.test/other may read it in another way",
        ),
        ("FROM scratch\nCOPY --from=$X a /\n", 2, "`from=$X` has a variable"),
        ("FROM ${X#a}\n", 1, "a form of ${X} that is not understood here"),
        ("FROM --platform=windows/amd64 x\n", 1, "the platform windows/amd64 is not known here"),
    ] {
        assert_eq!(needs_with(text, None, &[]).undecided, [(line, reason.to_owned())]);
    }
    for syntax in ["docker/dockerfile:1", "docker.io/docker/dockerfile:1.7-labs", "docker/dockerfile@sha256:0"] {
        assert_eq!(needs_with(&format!("# syntax={syntax}\nFROM scratch\n"), None, &[]).undecided, []);
    }
}
