#!/bin/sh
# Podman for tests. Without systemd, as in small virtual machines and containers, it is told so. Control groups of both versions at once
# ("hybrid"), which it does not take, are hidden from it: each call enters the same mount namespace, in which the second is not.
set -eu
program=${INFRA_TEST_PODMAN_PROGRAM:-/usr/bin/podman}
[ ! -d /run/systemd/system ] || exec "$program" "$@"

folder=/run/infra-test-podman
space=$folder/space/mount
export CONTAINERS_CONF="$folder/containers.conf" BUILDAH_ISOLATION=chroot
# A folder may have outlived its machine's start, and the namespace has not.
is_ready() { [ -f "$CONTAINERS_CONF" ] && nsenter --mount="$space" true 2>/dev/null; }
if ! is_ready; then
    mkdir -p "$folder/space"
    (
        flock 9
        ! is_ready || exit 0
        printf '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]\n' > "$CONTAINERS_CONF"
        printf '[engine]\ncgroup_manager = "cgroupfs"\n' >> "$CONTAINERS_CONF"
        ! nsenter --mount="$space" true 2>/dev/null || exit 0
        mount --bind "$folder/space" "$folder/space"
        mount --make-private "$folder/space"
        : > "$space"
        unshare --mount="$space" sh -c '! umount /sys/fs/cgroup/unified 2>/dev/null || true'
    ) 9> "$folder/lock"
fi
exec nsenter --mount="$space" --wd="$PWD" "$program" "$@"
