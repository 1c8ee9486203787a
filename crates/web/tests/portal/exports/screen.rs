//! The table of the page, read off its HTML.

/// What a cell shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shown {
    /// A number with its decimals, `1234.50`.
    Number(String),
    /// Hidden for confidentiality.
    Hidden,
    /// No such figure.
    Absent,
}

impl Shown {
    /// A cell of a file that knows numbers, not digits.
    pub(super) fn of_number(value: f64) -> Self {
        Self::Number(format!("{value}"))
    }

    /// Whether a file's cell says what this one, of the screen, says: to the last decimal and no further.
    pub(super) fn equals(&self, file: &Self) -> bool {
        let (Self::Number(screen), Self::Number(file)) = (self, file) else {
            return self == file;
        };
        let decimals = screen
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len());
        let parsed = |text: &str| text.parse::<f64>().expect("a number");
        let (value, other) = (parsed(screen), parsed(file));
        format!("{other:.decimals$}").trim_start_matches('-') == screen.trim_start_matches('-')
            && (value - other).abs() < 1e-9
    }
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) cells: Vec<Shown>,
}

/// The page.
#[derive(Debug)]
pub(super) struct Screen {
    pub(super) title: String,
    /// Rows, the total last; none where the page says that nothing can be shown.
    pub(super) lines: Vec<Line>,
}

impl Screen {
    pub(super) fn of(page: &str) -> Self {
        let title = between(page, "<h1>", "</h1>").expect("a heading");
        let section = between(
            page,
            "<section class=\"pas-tabella\" id=\"dati\">",
            "</section>",
        );
        let body = section.expect("a table").split_once("<tbody>");
        let rows = body.map_or("", |(_, body)| body).split("<tr").skip(1);
        Self {
            title: unescaped(title.trim()),
            lines: rows.map(line).collect(),
        }
    }
}

fn line(row: &str) -> Line {
    let mut name = String::new();
    let mut cells = Vec::new();
    for cell in row.split("<t").skip(1) {
        let Some((tag, rest)) = cell.split_once('>') else {
            continue;
        };
        let text = rest.split("</t").next().unwrap_or("");
        let text = unescaped(&without_tags(text));
        match tag.split_whitespace().next() {
            Some("h") => text.trim().clone_into(&mut name),
            Some("d") => cells.push(shown(tag, text.trim())),
            _ => {}
        }
    }
    Line { name, cells }
}

fn shown(tag: &str, text: &str) -> Shown {
    if tag.contains("pas-riservato") {
        assert_eq!(text, "oscurato", "what is hidden says so");
        return Shown::Hidden;
    }
    if text == "–" {
        return Shown::Absent;
    }
    let digits = text.split('\u{a0}').next().unwrap_or("");
    Shown::Number(digits.replace('.', "").replace(',', "."))
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split(to).next()
}

fn without_tags(text: &str) -> String {
    let parts = text.split('<').enumerate();
    let words = parts.map(|(n, part)| match part.split_once('>') {
        Some((_, words)) if n > 0 => words,
        _ => part,
    });
    words.collect()
}

fn unescaped(text: &str) -> String {
    let signs = [
        ("&#39;", "'"),
        ("&#34;", "\""),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
    ];
    signs.iter().fold(text.to_owned(), |text, (code, sign)| {
        text.replace(code, sign)
    })
}
