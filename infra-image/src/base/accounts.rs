//! The users of an image, and how names are resolved in it.

/// Who there is: `root`, which owns all files, and `nonroot`, as which binaries run. No password opens either.
const PASSWD: &str = "root:x:0:0:root:/root:/sbin/nologin\n\
                      nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\n\
                      nonroot:x:65532:65532:nonroot:/app:/sbin/nologin\n";
const GROUP: &str = "root:x:0:\nnobody:x:65534:\nnonroot:x:65532:\n";
/// Without it, some resolvers ask the network before the file of hosts.
const NSSWITCH: &str = "hosts: files dns\n";

/// The files with their texts.
pub(super) const FILES: [(&str, &str); 3] =
    [("/etc/passwd", PASSWD), ("/etc/group", GROUP), ("/etc/nsswitch.conf", NSSWITCH)];
