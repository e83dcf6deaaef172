//! Volumes, and what tasks run on.

effects! {
    first: workload ["volume", "volume.source"] [] => [volume("data", scratch, at = "/data")];
    another_name: workload ["volume.name"]
        [volume("data", scratch, at = "/data")] => [volume("files", scratch, at = "/data")];
    another_path: workload ["volume.at", "volume.read_only"]
        [volume("data", scratch, at = "/data")] => [volume("data", scratch, at = "/files", read_only)];
    file_system: workload ["volume.source.efs.file_system", "volume.source.efs.root"]
        [volume("data", efs("fs-0123456789abcdef0"), at = "/data")] =>
        [volume("data", efs("fs-0123456789abcdef1", root = "/sub"), at = "/data")];
    access_point: workload ["volume.source.efs.access_point", "volume.source.efs.iam"]
        [volume("data", efs("fs-0123456789abcdef0"), at = "/data")] =>
        [volume("data", efs("fs-0123456789abcdef0", access_point = "fsap-0123456789abcdef0", iam), at = "/data")];
    new_file_system: workload ["volume.source.efs.file_system"] [] => [volume("data", efs(new), at = "/data")];
    root_of_new: workload ["volume.source.efs.root"]
        [volume("data", efs(new, root = "/a"), at = "/data")] => [volume("data", efs(new, root = "/b"), at = "/data")];
    iam_of_new: workload ["volume.source.efs.iam"]
        [volume("data", efs(new), at = "/data")] => [volume("data", efs(new, iam), at = "/data")];
    another_new: workload ["volume"]
        [volume("data", efs(new), at = "/data")] => [volume("files", efs(new), at = "/data")];
    no_new: workload ["volume"] [volume("data", efs(new), at = "/data")] => [];
    disk: service ["volume"] [] => [volume("data", ebs("20 GB"), at = "/data")];
    larger_disk: service ["volume.source.ebs.size", "volume.source.ebs.iops", "volume.source.ebs.throughput"]
        [volume("data", ebs("20 GB"), at = "/data")] =>
        [volume("data", ebs("30 GB", gp3, iops = 4000, throughput = 250), at = "/data")];
    another_disk: service ["volume.source.ebs.kind"]
        [volume("data", ebs("20 GB"), at = "/data")] => [volume("data", ebs("20 GB", io2, iops = 1000), at = "/data")];
    no_disk: service ["volume"] [volume("data", ebs("20 GB"), at = "/data")] => [];
    folder: workload ["volume.source.host.path"]
        [volume("data", host("/a"), at = "/data")] => [volume("data", host("/b"), at = "/data")]
        on [capacity = ec2("c5.large", 1..=2)];
    storage: workload ["storage"] [] => [storage = "50 GB"];
    platform: workload ["platform"] [] => [platform = "1.4.0"];
    system: workload ["os"]
        [os = windows_2019_core, cpu = 1024, memory = 2048] => [os = windows_2022_core, cpu = 1024, memory = 2048];
    role: workload ["role"] [] => [role = "arn:aws:iam::111122223333:role/given"];
    no_role: workload ["role"] [role = "arn:aws:iam::111122223333:role/given"] => [];
    execution_role: workload ["execution_role"] [] => [execution_role = "arn:aws:iam::111122223333:role/given"];
    network_mode: task ["network_mode"] [] => [network_mode = bridge] on [capacity = ec2("c5.large", 1..=2)];
    network_mode_of_a_service: service ["network_mode"]
        [] => [network_mode = bridge] on [capacity = ec2("c5.large", 1..=2)] refused;
    host_port: service ["port.host"]
        [port(8080, host = 80), network_mode = bridge] => [port(8080, host = 81), network_mode = bridge]
        on [capacity = ec2("c5.large", 1..=4)];
    host_port_of_a_task: task ["port.host"]
        [port(8080, host = 80), network_mode = bridge] => [port(8080, host = 81), network_mode = bridge]
        on [capacity = ec2("c5.large", 1..=4)];
    mount: workload ["container.mount", "container.mount.volume"]
        [volume("data", scratch, at = "/data"), container("proxy", image = "proxy:1")] =>
        [volume("data", scratch, at = "/data"), container("proxy", image = "proxy:1", mount("data", at = "/data"))];
    mounted_elsewhere: workload ["container.mount.at", "container.mount.read_only"]
        [volume("data", scratch, at = "/data"), container("proxy", image = "proxy:1", mount("data", at = "/data"))] =>
        [volume("data", scratch, at = "/data"),
         container("proxy", image = "proxy:1", mount("data", at = "/files", read_only))];
    host_port_of_a_container: workload ["container.port.host"]
        [network_mode = bridge, container("proxy", image = "proxy:1", port(9901, host = 81))] =>
        [network_mode = bridge, container("proxy", image = "proxy:1", port(9901, host = 82))]
        on [capacity = ec2("c5.large", 1..=4)];
}
