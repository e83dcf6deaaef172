//! Images of Dockerfiles.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use super::Engine;
use crate::build::{BuildError, Dockerfile};

/// Builds an image of a Dockerfile; what the engine says is passed to `tell`, line by line. It has its own cache: what has
/// not changed takes no time.
pub async fn build(engine: &Engine, dockerfile: &Dockerfile, tell: &(dyn Fn(&str) + Sync)) -> Result<(), BuildError> {
    let failed = |reason: String| BuildError::Image { tag: dockerfile.tag.clone(), reason };
    let mut call = Command::new(&engine.program);
    call.args(arguments(dockerfile)).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = call.kill_on_drop(true).spawn().map_err(|error| failed(error.to_string()))?;
    if let Some(stderr) = child.stderr.take() {
        let mut lines = BufReader::new(stderr).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            tell(&line);
        }
    }
    let status = child.wait().await.map_err(|error| failed(error.to_string()))?;
    if status.success() { Ok(()) } else { Err(failed(format!("{} says why above", engine.program.display()))) }
}

fn arguments(dockerfile: &Dockerfile) -> Vec<String> {
    let Dockerfile { tag, file, context, target, args, secrets, .. } = dockerfile;
    let mut words: Vec<String> = vec!["build".into(), "--tag".into(), tag.clone()];
    words.extend(["--file".to_owned(), file.display().to_string()]);
    words.extend(target.iter().flat_map(|target| ["--target".to_owned(), target.clone()]));
    words.extend(args.iter().flat_map(|(name, value)| ["--build-arg".to_owned(), format!("{name}={value}")]));
    words.extend(secrets.iter().flat_map(|(id, source)| {
        let from = match source.strip_prefix("env:") {
            Some(variable) => format!("env={variable}"),
            None => format!("src={}", context.join(source).display()),
        };
        ["--secret".to_owned(), format!("id={id},{from}")]
    }));
    words.push(context.display().to_string());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_declared_is_passed_on() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let dockerfile = Dockerfile {
            place: pair("web", "web"),
            tag: "shop-dev-web-web:dev".into(),
            file: "/shop/web/Dockerfile".into(),
            context: "/shop/web".into(),
            target: Some("release".into()),
            args: vec![pair("PROFILE", "dev")],
            secrets: vec![pair("netrc", ".netrc"), pair("token", "env:TOKEN")],
        };
        assert_eq!(
            arguments(&dockerfile).join(" "),
            "build --tag shop-dev-web-web:dev --file /shop/web/Dockerfile --target release --build-arg PROFILE=dev \
             --secret id=netrc,src=/shop/web/.netrc --secret id=token,env=TOKEN /shop/web"
        );
    }
}
