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
}
