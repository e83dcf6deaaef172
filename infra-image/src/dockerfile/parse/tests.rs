use super::*;

/// What was read: a line an instruction, as `line WORD --flag rest`.
fn read(text: &str) -> Vec<String> {
    let file = parse(text).unwrap();
    let stages = file.stages.iter().flat_map(|stage| std::iter::once(&stage.from).chain(&stage.instructions));
    let shown = file.before.iter().chain(stages).map(|instruction| {
        let flags: String = instruction
            .flags
            .iter()
            .map(|flag| format!("--{}={} ", flag.name, flag.value.as_deref().unwrap_or("-")))
            .collect();
        format!("{} {} {flags}{}", instruction.line, instruction.word, instruction.rest)
    });
    shown.collect()
}

#[test]
fn lines_are_joined_without_the_comments_and_empty_lines_between() {
    let text =
        "# a comment\n\nfrom  scratch as base\nRUN one \\\n  # why two\n\n  two \\  \n  three\nRUN c:\\\\\nENV a=b\r\n";
    assert_eq!(read(text), ["3 FROM scratch as base", "4 RUN one   two   three", "9 RUN c:\\\\", "10 ENV a=b"]);
}

#[test]
fn directives_stand_on_the_first_lines_only() {
    let file = parse("# Syntax = docker/dockerfile:1\n#escape=`\nFROM scratch\nCOPY a `\n  c:\\\n").unwrap();
    assert_eq!((file.syntax.as_deref(), file.escape), (Some("docker/dockerfile:1"), '`'));
    assert_eq!(file.stages[0].instructions[0].rest, "a   c:\\");
    let file = parse("# for all\n# escape=`\nFROM scratch").unwrap();
    assert_eq!((file.syntax, file.escape), (None, '\\'));
}

#[test]
fn flags_come_before_the_arguments() {
    let text = "FROM --platform=$BUILDPLATFORM rust:1 AS build\nCOPY --link --chown=1:1 --exclude=\"a b\" --from=build . --/\n\
        RUN --mount=type=bind,target=. --network=none -- cargo build --release";
    assert_eq!(
        read(text),
        [
            "1 FROM --platform=$BUILDPLATFORM rust:1 AS build",
            "2 COPY --link=- --chown=1:1 --exclude=a b --from=build . --/",
            "3 RUN --mount=type=bind,target=. --network=none cargo build --release",
        ]
    );
}

#[test]
fn here_documents_are_no_instructions() {
    let text = "FROM scratch\nRUN cat <<EOF >/etc/it && cat <<-'END' >/etc/other\nRUN this is text\n # and this\nEOF\n\tx\n\tEND\n\
        COPY <<a <<\"b\" /etc/\nCOPY . .\na\nb\nRUN echo <<<no && true\n";
    let file = parse(text).unwrap();
    let instructions = &file.stages[0].instructions;
    let contents =
        |at: usize| -> Vec<&str> { instructions[at].heredocs.iter().map(|it| it.content.as_str()).collect() };
    assert_eq!(contents(0), ["RUN this is text\n # and this\n", "x\n"]);
    assert_eq!(contents(1), ["COPY . .\n", ""]);
    assert_eq!((instructions.len(), instructions[2].line, contents(2).len()), (3, 12, 0));
}

#[test]
fn lists_are_json_or_words() {
    let file = parse("FROM scratch\nCOPY [\"a b\", \"/c/\"]\nCOPY a  b /c/\nONBUILD COPY --link x /y\n").unwrap();
    let [json, words, trigger] = &file.stages[0].instructions[..] else { panic!("{file:?}") };
    assert_eq!(json.list(), ["a b", "/c/"]);
    assert_eq!(words.list(), ["a", "b", "/c/"]);
    let inner = trigger.trigger('\\').unwrap();
    assert_eq!(
        (inner.word.as_str(), inner.list(), inner.is_set("link")),
        ("COPY", vec!["x".into(), "/y".into()], true)
    );
}

#[test]
fn what_cannot_be_read_is_told_with_its_line() {
    for (text, line, reason) in [
        ("", 1, "no FROM begins a stage"),
        ("ARG A\n\nCOPY . .", 3, "COPY stands before the first FROM"),
        ("FROM scratch\nCOPPY . .", 2, "COPPY is no instruction"),
        ("FROM scratch\nRUN <<EOF\nx", 2, "the here-document EOF does not end"),
    ] {
        assert_eq!(parse(text), Err(Unreadable { line, reason: reason.to_owned() }));
    }
}
