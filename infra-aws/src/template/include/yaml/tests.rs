use serde_json::json;

use super::*;

fn value(text: &str) -> Value {
    read(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}")).value()
}

fn fault(text: &str) -> String {
    let fault = read(text).expect_err(text);
    format!("{}: {}", fault.place, fault.what)
}

#[test]
fn short_forms_are_their_long_forms() {
    for (short, long) in [
        ("!Ref Queue", json!({ "Ref": "Queue" })),
        ("!Ref 12", json!({ "Ref": "12" })),
        ("!GetAtt Queue.Arn", json!({ "Fn::GetAtt": ["Queue", "Arn"] })),
        ("!GetAtt Nested.Outputs.Url", json!({ "Fn::GetAtt": ["Nested", "Outputs.Url"] })),
        ("!GetAtt [Queue, Arn]", json!({ "Fn::GetAtt": ["Queue", "Arn"] })),
        ("!Sub '${Queue}-a'", json!({ "Fn::Sub": "${Queue}-a" })),
        ("!Sub ['${a}', { a: !Ref B }]", json!({ "Fn::Sub": ["${a}", { "a": { "Ref": "B" } }] })),
        ("!Join [',', [a, !Ref B]]", json!({ "Fn::Join": [",", ["a", { "Ref": "B" }]] })),
        ("!Select [0, !GetAZs '']", json!({ "Fn::Select": [0, { "Fn::GetAZs": "" }] })),
        ("!Split [',', a]", json!({ "Fn::Split": [",", "a"] })),
        ("!If [Big, 2, 1]", json!({ "Fn::If": ["Big", 2, 1] })),
        ("!Equals [a, b]", json!({ "Fn::Equals": ["a", "b"] })),
        (
            "!And [!Condition A, !Not [!Condition B]]",
            json!({ "Fn::And": [
            { "Condition": "A" }, { "Fn::Not": [{ "Condition": "B" }] }
        ] }),
        ),
        ("!Or [!Condition A]", json!({ "Fn::Or": [{ "Condition": "A" }] })),
        ("!FindInMap [A, b, c]", json!({ "Fn::FindInMap": ["A", "b", "c"] })),
        ("!ImportValue x", json!({ "Fn::ImportValue": "x" })),
        ("!Base64 x", json!({ "Fn::Base64": "x" })),
        ("!Cidr [10.0.0.0/16, 2, 8]", json!({ "Fn::Cidr": ["10.0.0.0/16", 2, 8] })),
        ("!Transform { Name: A }", json!({ "Fn::Transform": { "Name": "A" } })),
        ("!Base64\n  Fn::Sub: a", json!({ "Fn::Base64": { "Fn::Sub": "a" } })),
    ] {
        assert_eq!(value(&format!("a: {short}\n")), json!({ "a": long }), "{short}");
    }
}

#[test]
fn quotes_and_blocks_are_text_and_words_are_what_they_look_like() {
    let text = "a: 1\nb: '1'\nc: \"true\"\nd: true\ne: |\n  1\nf: !!str 1\ng: 2012-10-17\nh: ''\n'1': x\n2: y\n";
    let expected = json!({
        "a": 1, "b": "1", "c": "true", "d": true, "e": "1\n", "f": "1", "g": "2012-10-17", "h": "", "1": "x", "2": "y",
    });
    assert_eq!(value(text), expected);
}

#[test]
fn anchors_are_followed() {
    assert_eq!(
        value("a: &x { b: !Ref C }\nd: [*x, *x]"),
        json!({ "a": { "b": { "Ref": "C" } }, "d": [
        { "b": { "Ref": "C" } }, { "b": { "Ref": "C" } }
    ] })
    );
}

#[test]
fn json_is_read_as_it_is() {
    let text = "{\n\t\"a\": [1, -2.5, true, null, \"\\u00e9\\n\\/\"],\n\t\"b\": {\"Ref\": \"C\"}, \"c\":\"d\"\n}\n";
    assert_eq!(value(text), json!({ "a": [1, -2.5, true, null, "é\n/"], "b": { "Ref": "C" }, "c": "d" }));
}

#[test]
fn mistakes_have_a_place() {
    for (text, start) in [
        ("", "1:1: the file is empty"),
        ("a: [1", "this is no YAML"),
        ("a: 1\nb: 2\na: 3\n", "3:1: `a` is given twice, first in line 1"),
        ("a: 1\n---\nb: 2\n", "2:1: a second document begins here"),
        ("a:\n  b: !Reff C\n", "`!Reff` is no function of CloudFormation"),
        ("a:\n  b: !GetAtt C\n", "`!GetAtt C` names no attribute"),
        ("a: &x 1\nb:\n  <<: *x\n", "3:3: CloudFormation knows no `<<`"),
        ("? [a]\n: b\n", "a key is a plain text"),
        ("a: !!binary x\n", "CloudFormation knows no `!!binary`"),
    ] {
        let told = fault(text);
        assert!(told.contains(start), "{text:?}: {told}");
    }
    assert!(fault("a:\n  b: !GetAtt C\n").starts_with("2:"));
}

#[test]
fn what_would_grow_without_end_is_refused() {
    let lines = (0..9).map(|step| {
        let item = if step == 0 { "x".to_owned() } else { format!("*a{}", step - 1) };
        format!("a{step}: &a{step} [{}]\n", vec![item; 10].join(", "))
    });
    let text: String = lines.collect();
    assert!(fault(&text).contains("more than 50000 values"), "{}", fault(&text));
    let deep = |depth| fault(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
    assert!(deep(150).contains("more than 100 deep"), "{}", deep(150));
    assert!(deep(5_000).contains("this is no YAML: recursion limit exceeded"), "{}", deep(5_000));
}
