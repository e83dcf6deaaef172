//! How many tasks there are.

effects! {
    count: service ["count"] [count = 2] => [count = 3];
    fewer: service ["count"] [count = 3] => [count = 1];
    none: service ["count"] [count = 2] => [count = 0];
    from_count_to_scale: service ["scale", "scale.tasks", "scale.cpu"] [count = 2] => [scale(2..=4, cpu = 60)];
    from_scale_to_count: service ["count", "scale"] [scale(2..=4, cpu = 60)] => [count = 2];
    higher: service ["scale.tasks"] [scale(1..=4, cpu = 60)] => [scale(2..=8, cpu = 60)];
    lower: service ["scale.tasks"] [scale(3..=4, cpu = 60)] => [scale(1..=2, cpu = 60)];
    cpu: service ["scale.cpu"] [scale(1..=4, cpu = 60)] => [scale(1..=4, cpu = 50)];
    memory: service ["scale.memory"] [scale(1..=4, cpu = 60)] => [scale(1..=4, memory = 70)];
    requests: service ["scale.requests"] [scale(1..=4, requests = 500)] => [scale(1..=4, requests = 1000)];
    requests_and_cpu: service ["scale.requests"] [scale(1..=4, cpu = 60)] => [scale(1..=4, cpu = 60, requests = 1000)];
    in_after: service ["scale.in_after"] [scale(1..=4, cpu = 60)] => [scale(1..=4, cpu = 60, in_after = "10m")];
    out_after: service ["scale.out_after"] [scale(1..=4, cpu = 60)] => [scale(1..=4, cpu = 60, out_after = "2m")];
    at: service ["scale.at"] [scale(1..=4, cpu = 60)] => [scale(1..=4, cpu = 60, at("cron(0 7 * * ? *)", 2..=8))];
    at_another_time: service ["scale.at.schedule", "scale.at.tasks", "scale.at.zone"]
        [scale(1..=4, cpu = 60, at("cron(0 7 * * ? *)", 2..=8))] =>
        [scale(1..=4, cpu = 60, at("cron(0 8 * * ? *)", 3..=8, zone = "Europe/Berlin"))];
    metric: service ["scale.metric", "scale.metric.namespace", "scale.metric.name"]
        [scale(1..=4, metric("Shop", "QueueLength", target = 100))] =>
        [scale(1..=4, metric("Store", "Backlog", target = 100))];
    metric_target: service ["scale.metric.target", "scale.metric.dimensions"]
        [scale(1..=4, metric("Shop", "QueueLength", target = 100))] =>
        [scale(1..=4, metric("Shop", "QueueLength", target = 50, dimensions(Queue = "orders")))];
    predictive: service ["scale.predictive"] [scale(1..=4, cpu = 60)] => [scale(1..=4, cpu = 60, predictive)];
    step: service ["scale.step", "scale.step.namespace", "scale.step.name"]
        [scale(1..=4, step("Shop", "QueueLength", above(100, add = 1)))] =>
        [scale(1..=4, step("Store", "Backlog", above(100, add = 1)))];
    step_up: service ["scale.step.above", "scale.step.above.value", "scale.step.above.add"]
        [scale(1..=4, step("Shop", "QueueLength", above(100, add = 1)))] =>
        [scale(1..=4, step("Shop", "QueueLength", above(200, add = 2)))];
    step_down: service ["scale.step.below", "scale.step.below.value", "scale.step.below.remove"]
        [scale(1..=4, step("Shop", "QueueLength", above(100, add = 1), below(10, remove = 1)))] =>
        [scale(1..=4, step("Shop", "QueueLength", above(100, add = 1), below(5, remove = 2)))];
    step_of_dimensions: service ["scale.step.every", "scale.step.dimensions"]
        [scale(1..=4, step("Shop", "QueueLength", above(100, add = 1)))] =>
        [scale(1..=4, step("Shop", "QueueLength", above(100, add = 1), every = "5m", dimensions(Queue = "orders")))];
}
