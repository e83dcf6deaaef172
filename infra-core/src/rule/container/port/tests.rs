//! Ports at their bounds.

use super::*;

const _: () = assert!(matches!(host(8080), Ok(())));

#[test]
fn host_ports() {
    for (number, legal, below) in [
        (0, true, true),
        (21, true, true),
        (22, false, true),
        (80, true, true),
        (2374, true, true),
        (2375, false, true),
        (2376, false, true),
        (2377, true, true),
        (32_767, true, true),
        (32_768, true, false),
        (51_677, true, false),
        (51_678, false, true),
        (51_680, false, true),
        (51_681, true, false),
        (65_535, true, false),
        (65_536, false, true),
    ] {
        assert_eq!((host(number).is_ok(), host_ephemeral(number).is_ok()), (legal, below), "{number}");
    }
    let headline = host(22).expect_err("SSH").headline;
    assert_eq!(headline.as_str(), "`host = 22` is a port that the instance needs itself");
}

#[test]
fn modes() {
    for (mode, number, legal) in [
        ("awsvpc", 8080, true),
        ("awsvpc", 80, false),
        ("awsvpc", 0, false),
        ("host", 8080, true),
        ("host", 80, false),
        ("bridge", 80, true),
        ("bridge", 0, true),
    ] {
        assert_eq!(host_mode(mode, number, 8080).is_ok(), legal, "{mode} {number}");
    }
    assert_eq!(
        host_mode("awsvpc", 80, 8080).expect_err("differ").headline.as_str(),
        "with `network_mode = awsvpc`, `host = 80` cannot lead to port 8080"
    );
    assert!(needs_network("awsvpc", 80).is_ok() && needs_network("none", 80).is_err());
    for (mode, ports, legal) in [
        ("awsvpc", &[80, 81][..], true),
        ("awsvpc", &[80, 81, 80], false),
        ("host", &[80, 80], false),
        ("bridge", &[80, 80], true),
        ("awsvpc", &[], true),
    ] {
        assert_eq!(shared(mode, ports).is_ok(), legal, "{mode} {ports:?}");
    }
}

#[test]
fn port_names() {
    for legal in ["http", "a", "_a", "9-b", &"a".repeat(64)] {
        assert_eq!(name(legal), Ok(()), "{legal}");
    }
    for (illegal, problem) in [
        ("", " has 0 characters"),
        ("-a", " may not begin with `-` (character 1)"),
        ("Http", " may not contain `H` (character 1)"),
        ("a.b", " may not contain `.` (character 2)"),
    ] {
        let headline = name(illegal).expect_err(illegal).headline;
        assert!(headline.as_str().ends_with(problem), "{headline}");
    }
    assert!(name(&"a".repeat(65)).is_err());
    assert!(names(&["a", "b"]).is_ok() && names(&["a", "a"]).is_err());
}

#[test]
fn protocols() {
    for (has_protocol, has_name, legal) in [(false, false, true), (true, true, true), (true, false, false)] {
        assert_eq!(protocol_needs_name(has_protocol, has_name, 80).is_ok(), legal);
    }
    assert!(protocol_needs_tcp("http", false).is_ok() && protocol_needs_tcp("http", true).is_err());
    assert!(one_protocol(&[80, 53], &[443]).is_ok() && one_protocol(&[80, 53], &[53]).is_err());
}
