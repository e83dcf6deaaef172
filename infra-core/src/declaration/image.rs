//! What a container runs, and what it finds in its environment.

use crate::language::{block, choice};

choice! {
    /// An image.
    pub enum Image words image_words {
        @literal Reference: text(image::reference) "An image that exists, as `nginx:1.29` or `repo@sha256:..`.";
        /// A binary of the cargo workspace: built, put into an image and pushed by the deploy.
        cargo => Cargo(CargoImage) [] "image = cargo(\"web\")";
        /// An image built of a Dockerfile and pushed by the deploy.
        dockerfile => Dockerfile(Dockerfile) [] "image = dockerfile(\"web/Dockerfile\", context = \"web\")";
    }
}

block! {
    /// A binary of the cargo workspace.
    pub struct CargoImage keys cargo_image_keys {
        /// The name of the binary target.
        bin => bin: text(build::binary) [required] [bare] "cargo(\"web\")";
        /// Files and folders that the binary reads, by their paths from the root of the workspace: `*`, `?` and `**` stand for
        /// names. In the image they lie below `/app`, where the binary is started, at the same paths.
        include => include: list(text(build::include)) [= &[]; "none"] [] "include = [\"assets\", \"web/templates/**\"]";
        /// What the image begins with.
        base => base: choice(Base) [= Base::Scratch; "`scratch`"] [] "base = distroless";
        /// The C library: with `musl` the binary is static and runs on any base. With `gnu` it is static on `scratch`, and
        /// elsewhere it takes the base's.
        libc => libc: choice(Libc) [= Libc::Musl; "`musl`"] [] "libc = gnu";
        /// Features of the binary's package that are switched on besides the default ones.
        features => features: list(text(build::feature)) [= &[]; "the default ones"] [] "features = [\"metrics\"]";
        /// The profile of cargo by which it is built. The local target builds by `dev`.
        profile => profile: text(build::profile) [= "release"; "`release`"] [] "profile = \"release-lto\"";
    }
}

choice! {
    /// What an image of a binary begins with.
    pub enum Base words base_words {
        @literal Reference: text(image::pinned) "An image by its digest, as `debian@sha256:..`.";
        /// Nothing: the image has the binary, what it includes, certificates, time zones and a user, and nothing else.
        scratch => Scratch [] "base = scratch";
        /// Google's distroless images on Debian 12, with the C library where `libc = gnu`.
        distroless => Distroless [] "base = distroless";
    }
}

choice! {
    /// The C library of a binary.
    pub enum Libc words libc_words {
        /// musl, linked statically.
        musl => Musl [] "libc = musl";
        /// The GNU C library.
        gnu => Gnu [] "libc = gnu";
    }
}

block! {
    /// A Dockerfile.
    pub struct Dockerfile keys dockerfile_keys {
        /// The Dockerfile, by its path from the crate's root.
        path => path: text(build::path) [required] [bare] "dockerfile(\"web/Dockerfile\")";
        /// The folder that COPY and ADD read from, by its path from the crate's root.
        context => context: text(build::path) [optional; "the Dockerfile's folder"] [] "context = \"web\"";
        /// The stage of the Dockerfile to build.
        target => target: text(build::target) [optional; "the last"] [] "target = \"release\"";
        /// Build arguments.
        args => args: pairs((source::argument) text()) [repeated] [] "args(PROFILE = \"release\")";
        /// Build secrets, by id: files by their paths from the crate's root, or environment variables as `env:NAME`.
        secrets => secrets: pairs((source::argument) text(build::path)) [repeated] []
            "secrets(netrc = \".netrc\")";
    }
}

choice! {
    /// The value of an environment variable.
    pub enum Variable words variable_words {
        @literal Text: text() "A string.";
        /// An output of a template that the cluster includes.
        output => Output(Output) [] "env(QUEUE = output(\"QueueUrl\"))";
    }
}

block! {
    /// An output of an included template.
    pub struct Output keys output_keys {
        /// The output's logical id.
        name => name: text(source::output) [required] [bare] "output(\"QueueUrl\")";
    }
}

impl Image {
    /// The reference of an image that exists.
    #[must_use]
    pub const fn reference(&self) -> Option<&'static str> {
        match self {
            Self::Reference(reference) => Some(reference),
            Self::Cargo(_) | Self::Dockerfile(_) => None,
        }
    }
}
