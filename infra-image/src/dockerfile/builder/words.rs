//! The words of a build that all builders understand.

use crate::dockerfile::Dockerfile;

/// What is declared of an image as Docker, Podman and Buildah take it after `build`, the context last. Secrets stand there by
/// where they come from, never by their values: everybody on a machine reads the words of its processes.
#[must_use]
pub fn words(dockerfile: &Dockerfile) -> Vec<String> {
    let Dockerfile { file, context, target, arguments, secrets, platform: _ } = dockerfile;
    let mut words = vec!["--file".to_owned(), file.display().to_string()];
    words.extend(target.iter().flat_map(|target| ["--target".to_owned(), target.clone()]));
    words.extend(arguments.iter().flat_map(|(name, value)| ["--build-arg".to_owned(), format!("{name}={value}")]));
    words.extend(
        secrets.iter().flat_map(|(id, secret)| ["--secret".to_owned(), format!("id={id},{}", secret.source())]),
    );
    words.push(context.display().to_string());
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dockerfile::Secret;

    #[test]
    fn all_that_is_declared_is_passed_on() {
        let dockerfile = Dockerfile {
            file: "/shop/web/Dockerfile".into(),
            context: "/shop/web".into(),
            target: Some("release".into()),
            arguments: vec![("PROFILE".into(), "dev".into())],
            secrets: vec![
                ("netrc".into(), Secret::File("/shop/web/.netrc".into())),
                ("token".into(), Secret::Variable("TOKEN".into())),
            ],
            ..Dockerfile::default()
        };
        assert_eq!(
            words(&dockerfile).join(" "),
            "--file /shop/web/Dockerfile --target release --build-arg PROFILE=dev --secret id=netrc,src=/shop/web/.netrc \
             --secret id=token,env=TOKEN /shop/web"
        );
    }
}
