//! What services and tasks have in common.

effects! {
    cpu: workload ["cpu"] [cpu = 256, memory = 1024] => [cpu = 512, memory = 1024];
    memory: workload ["memory"] [memory = 512] => [memory = 1024];
    arch: workload ["arch"] [arch = x86_64] => [arch = arm64];
    first_port: task ["port", "port.number"] [] => [port = 9000];
    port: service ["port", "port.number"] [port = 8080] => [port = 9000];
    allow: workload ["allow", "allow.actions", "allow.on"]
        [allow("s3:GetObject", on = "arn:aws:s3:::shop/*")] => [allow("s3:PutObject", on = "arn:aws:s3:::store/*")];
    first_allow: workload ["allow"] [] => [allow("s3:GetObject", on = "arn:aws:s3:::shop/*")];
    log_mode: workload ["logs.mode"] [logs(mode = non_blocking)] => [logs(mode = blocking)];
    retention: workload ["logs", "logs.retention"] [logs(retention = "30d")] => [logs(retention = "90d")];
}
