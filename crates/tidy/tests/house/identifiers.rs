//! The identifiers of a Rust text, without its comments and strings, in snake case.

/// Every identifier in `source`, as snake case: `CareEpisode` is `care_episode`.
pub(crate) fn identifiers(source: &str) -> Vec<String> {
    let code = code_only(source);
    code.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| word.starts_with(|c: char| c.is_alphabetic()))
        .map(snake_case)
        .collect()
}

/// `word` in snake case.
pub(crate) fn snake_case(word: &str) -> String {
    let mut snake = String::with_capacity(word.len() + 4);
    let mut after_lower = false;
    for c in word.chars() {
        if c.is_uppercase() && after_lower {
            snake.push('_');
        }
        after_lower = c.is_lowercase() || c.is_ascii_digit();
        snake.extend(c.to_lowercase());
    }
    snake
}

/// Whether the words of `part` stand side by side in `whole`, both in snake case.
pub(crate) fn has_words(whole: &str, part: &str) -> bool {
    format!("_{whole}_").contains(&format!("_{part}_"))
}

/// `source` with comments and literals blanked. A raw string may hold what it likes but `"#`.
fn code_only(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if rest.starts_with("r#\"") {
            rest.find("\"#").map_or(rest.len(), |at| at + 2)
        } else if c == '"' {
            1 + string_length(&rest[1..], '"')
        } else if c == '\'' {
            char_literal_length(rest)
        } else {
            0
        };
        if skipped == 0 {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            code.push(' ');
            rest = &rest[skipped..];
        }
    }
    code
}

/// Length up to and with the closing `quote`, escapes heeded.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Length of the character literal at the start of `text`; 0 for a lifetime.
fn char_literal_length(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), _) => 1 + string_length(&text[1..], '\''),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 0,
    }
}

#[test]
fn only_code_counts() {
    let source = r##"
        // a Beneficiario in a comment
        fn read<'a>(n: &'a str) -> CareEpisode { ask("Beneficiario \" x", '"', r#"Ente "#) }
    "##;
    let expected = ["fn", "read", "a", "n", "a", "str", "care_episode", "ask"];
    assert_eq!(identifiers(source), expected);
}

#[test]
fn words_are_compared_whole() {
    for (whole, part, expected) in [
        ("n_beneficiari", "beneficiari", true),
        ("unchecked_fiscal_code", "fiscal_code", true),
        ("tax_codes", "tax_code", false),
        ("decode", "code", false),
    ] {
        assert_eq!(has_words(whole, part), expected, "{part} in {whole}");
    }
}
