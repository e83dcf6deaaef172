//! When tasks start.

effects! {
    schedule: task ["schedule"] [schedule = "rate(1 hour)"] => [schedule = "rate(2 hours)"];
    more: task ["schedule"]
        [schedule = "rate(1 hour)"] => [schedule = "rate(1 hour)", schedule = "cron(0 3 * * ? *)"];
    fewer: task ["schedule"]
        [schedule = "cron(0 3 * * ? *)", schedule = "rate(1 hour)"] => [schedule = "cron(0 3 * * ? *)"];
    timezone: task ["timezone"] [timezone = "Europe/Berlin"] => [timezone = "Europe/Lisbon"];
    flexible: task ["flexible"] [] => [flexible = "15m"];
    paused: task ["paused"] [] => [paused];
    retries: task ["retries"] [retries = 1] => [retries = 3];
    max_age: task ["max_age"] [] => [max_age = "1h"];
    from: task ["from"] [] => [from = "2027-01-01T00:00:00"];
    until: task ["until"] [until = "2027-12-31T00:00:00"] => [until = "2028-12-31T00:00:00"];
    dead_letter: task ["dead_letter"] [] => [dead_letter];
}
