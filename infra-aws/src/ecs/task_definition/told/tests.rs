use serde_json::{Value, json};

use super::super::TaskDefinition;

fn definition(change: impl FnOnce(&mut Value)) -> TaskDefinition {
    let mut document = json!({
        "family": "shop-prod-web",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "taskRoleArn": "role/task",
        "containerDefinitions": [{
            "name": "web",
            "image": "web:1",
            "environment": [{ "name": "A", "value": "a" }],
            "portMappings": [{ "containerPort": 8080 }],
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": { "awslogs-group": "/ecs/shop", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "ecs" },
            },
        }],
    });
    change(&mut document);
    TaskDefinition::existing(document, "web")
}

/// The lines of a change.
fn lines(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let (before, after) = (definition(|_| {}), definition(change));
    let lines: Vec<String> = after.differences(&before).iter().map(ToString::to_string).collect();
    assert_eq!(lines.is_empty(), after.is_same(&before), "what differs has a line: {lines:?}");
    lines
}

fn web(document: &mut Value) -> &mut Value {
    &mut document["containerDefinitions"][0]
}

#[test]
fn what_aws_fills_in_is_no_difference() {
    assert_eq!(
        lines(|document| {
            for (name, value) in [
                ("taskDefinitionArn", json!("arn:1")),
                ("revision", json!(1)),
                ("status", json!("ACTIVE")),
                ("volumes", json!([])),
                ("placementConstraints", json!([])),
                ("compatibilities", json!(["EC2", "FARGATE"])),
                ("runtimePlatform", json!({ "cpuArchitecture": "X86_64" })),
                ("somethingNew", Value::Null),
            ] {
                document[name] = value;
            }
            let web = web(document);
            for (name, value) in [
                ("cpu", json!(0)),
                ("essential", json!(true)),
                ("mountPoints", json!([])),
                ("volumesFrom", json!([])),
                ("systemControls", json!([])),
                ("privileged", json!(false)),
            ] {
                web[name] = value;
            }
            web["portMappings"] = json!([{ "containerPort": 8080, "hostPort": 8080, "protocol": "tcp" }]);
            web["logConfiguration"]["options"]["mode"] = json!("non-blocking");
        }),
        Vec::<String>::new()
    );
}

#[test]
fn the_order_of_lists_without_one_is_no_difference() {
    let (one, other) = (json!({ "name": "proxy", "image": "envoy:1" }), json!({ "name": "agent", "image": "agent:1" }));
    let with = |first: &Value, second: &Value| {
        definition(|document| {
            let web = web(document).clone();
            document["containerDefinitions"] = json!([first, web, second]);
            let names = if first["name"] == "proxy" { ["A", "B"] } else { ["B", "A"] };
            document["containerDefinitions"][1]["environment"] =
                json!(names.map(|name| json!({ "name": name, "value": name })));
        })
    };
    assert!(with(&one, &other).is_same(&with(&other, &one)));
    assert_eq!(with(&one, &other).fingerprint(1), with(&other, &one).fingerprint(1));
}

#[test]
fn what_people_know_has_its_name() {
    assert_eq!(
        lines(|document| {
            document["cpu"] = json!("512");
            document["taskRoleArn"] = json!("role/other");
            document["ephemeralStorage"] = json!({ "sizeInGiB": 50 });
            let web = web(document);
            web["image"] = json!("web:2");
            web["command"] = json!(["serve", "--fast"]);
            web["environment"] = json!([{ "name": "B", "value": "b" }]);
            web["secrets"] = json!([{ "name": "KEY", "valueFrom": "arn:key" }]);
            web["portMappings"] =
                json!([{ "containerPort": 8080, "hostPort": 8080 }, { "containerPort": 53, "protocol": "udp" }]);
            web["ulimits"] = json!([{ "name": "nofile", "softLimit": 9, "hardLimit": 9 }]);
            web["stopTimeout"] = json!(60);
            web["linuxParameters"] = json!({ "initProcessEnabled": true });
            web["logConfiguration"]["options"]["mode"] = json!("blocking");
        }),
        [
            "command: [\"serve\", \"--fast\"]",
            "cpu: 256 -> 512",
            "env A: a -> nothing",
            "env B: b",
            "image: web:1 -> web:2",
            "init process: on",
            "log mode: non-blocking -> blocking",
            "port: 8080 -> 53/udp, 8080",
            "secret KEY: arn:key",
            "stop timeout: 60 s",
            "storage: 50 GiB",
            "task role: role/task -> role/other",
            "ulimit nofile: 9",
        ]
    );
}

#[test]
fn a_container_that_comes_is_one_line() {
    let proxy = json!({ "name": "proxy", "image": "envoy:1", "essential": false, "cpu": 64 });
    assert_eq!(
        lines(|document| document["containerDefinitions"].as_array_mut().unwrap().push(proxy)),
        ["container proxy: envoy:1"]
    );
}

#[test]
fn fields_of_other_containers_say_whose_they_are() {
    let with = |image: &str, level: &str| {
        definition(|document| {
            let environment = json!([{ "name": "LEVEL", "value": level }]);
            let proxy = json!({ "name": "proxy", "image": image, "environment": environment });
            document["containerDefinitions"].as_array_mut().unwrap().insert(0, proxy);
        })
    };
    let details = with("envoy:2", "debug").differences(&with("envoy:1", "info"));
    let lines: Vec<String> = details.iter().map(ToString::to_string).collect();
    assert_eq!(lines, ["container proxy env LEVEL: info -> debug", "container proxy image: envoy:1 -> envoy:2"]);
}

#[test]
fn what_nobody_knows_yet_has_its_path() {
    assert_eq!(
        lines(|document| {
            document["pidMode"] = json!("task");
            document["proxyConfiguration"] =
                json!({ "type": "APPMESH", "properties": [{ "name": "Port", "value": "1" }] });
            web(document)["credentialSpecs"] = json!(["a", "b"]);
        }),
        [
            "credentialSpecs: [\"a\",\"b\"]",
            "pidMode: task",
            "proxyConfiguration.properties[Port].value: 1",
            "proxyConfiguration.type: APPMESH",
        ]
    );
}
