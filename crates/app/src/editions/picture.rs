//! The drawing of an answer: its figures, in the form that was asked for, and nothing computed.

use pas_analytics::answer::{Answer, Figure, Table, label};
use pas_chart::{Category, Chart, FEW_RESIDENTS, Form, Mark, Reference, Series, Territory, Value};
use pas_cube::dimension::{Level, Node};
use pas_cube::measure::Measure;
use pas_domain::italian::{capital, counted, listed, small, whole};

use super::drawable::{MAX_SERIES, can_draw, runs_downwards, territory};
use super::setting::{Setting, is_per_resident};
use super::view::Look;
use super::words::number;
use crate::use_cases::ask_edition::Answered;

#[cfg(test)]
mod tests;

/// More bars than these are no picture: the table has them all.
const MAX_BARS: usize = 24;

/// Draws what was answered as `look`; where it cannot be drawn so, why, and what to ask instead.
pub fn picture(answered: &Answered, look: Look, id: &str) -> Result<Chart, String> {
    let answer = &*answered.answer;
    can_draw(answer, look)?;
    let mut drawing = match look {
        Look::Table | Look::Bars => bars(answer),
        Look::Lines => lines(answer),
        Look::Heat => heat(answer),
        Look::Scatter => scatter(answer),
        Look::Distribution => distribution(answer),
        Look::Map => map(answer),
    };
    let marks = marks(answered, look, drawing.categories.len());
    if look == Look::Map {
        place(&mut drawing, answered);
    }
    Ok(Chart {
        id: id.to_owned(),
        description: description(look, &drawing, &marks),
        title: drawing.title,
        form: drawing.form,
        categories: drawing.categories,
        series: drawing.series,
        references: drawing.references,
        marks,
    })
}

/// The rows that are the reader's own territory. Where all are, only a map says so, with its border.
fn marks(answered: &Answered, look: Look, n_drawn: usize) -> Vec<Mark> {
    let (answer, setting) = (&answered.answer, &*answered.setting);
    if look == Look::Lines {
        return Vec::new();
    }
    // A border goes around all comuni of an ambito; elsewhere many marks would be none.
    let is_inside = |nodes: &[Node]| {
        let [node] = nodes else { return false };
        look == Look::Map && setting.own_comuni.contains(&node.code)
    };
    let rows = answer.table.rows.iter().take(n_drawn).enumerate();
    let own = rows.filter(|(_, nodes)| setting.is_own(nodes) || is_inside(nodes));
    let marks: Vec<Mark> = own.map(|(row, _)| row).collect();
    if marks.len() == n_drawn && look != Look::Map {
        return Vec::new();
    }
    marks
}

/// Says of each territory on a map of which comuni it consists, and whether few live there.
fn place(drawing: &mut Drawing, answered: &Answered) {
    let setting: &Setting = &answered.setting;
    let warns = is_per_resident(drawn(&answered.answer).1);
    for category in &mut drawing.categories {
        if let Some(parts) = setting.parts.get(&category.code) {
            category.parts.clone_from(parts);
        }
        category.is_small = warns && setting.small.contains(&category.code);
    }
    if let (false, Some(year)) = (setting.parts.is_empty(), setting.year) {
        drawing.more =
            format!(" Ogni ambito è l'unione dei comuni che ne facevano parte nel {year}.");
    }
    // What has no value is not dotted.
    let values = drawing.series.iter().flat_map(|series| &series.values);
    let rows = drawing.categories.iter().zip(values);
    let small = rows.filter(|(category, value)| category.is_small && value.number().is_some());
    let n_small = small.count() as u64;
    if n_small > 0 {
        drawing.more = format!(
            " {} meno di {} abitanti: lì basta un caso a cambiare il valore.",
            counted(n_small, "comune ha", "comuni hanno"),
            whole(FEW_RESIDENTS.into())
        );
    }
}

/// What goes into a chart.
struct Drawing {
    title: String,
    form: Form,
    categories: Vec<Category>,
    series: Vec<Series>,
    references: Vec<Reference>,
    /// Rows that found no room.
    n_left_out: usize,
    /// What else a reader who does not see it must know: sentences, each after a space.
    more: String,
}

impl Drawing {
    fn new(answer: &Answer, form: Form, levels: &[&'static Level]) -> Self {
        Self {
            title: titled(measure_label(answer), levels),
            form,
            categories: categories(&answer.table.rows),
            series: Vec::new(),
            references: Vec::new(),
            n_left_out: 0,
            more: String::new(),
        }
    }
}

fn titled(measure: &str, levels: &[&'static Level]) -> String {
    let levels = listed(levels.iter().map(|level| small(level.label)));
    if levels.is_empty() {
        measure.to_owned()
    } else {
        format!("{measure} per {levels}")
    }
}

fn description(look: Look, drawing: &Drawing, marks: &[Mark]) -> String {
    let rest = match drawing.n_left_out {
        0 => String::new(),
        1 => " Una riga che non ci sta è nella tabella.".to_owned(),
        n => format!(" Altre {n} righe sono nella tabella."),
    };
    let own = match marks {
        [] => String::new(),
        [mark] => format!(" Il tuo territorio è {}.", drawing.categories[*mark].label),
        many => format!(" {} di queste sono nel tuo territorio.", many.len()),
    };
    format!(
        "{} di {}. Gli stessi numeri sono nella tabella.{rest}{own}{}",
        capital(&small(look.label())),
        counted(drawing.categories.len() as u64, "voce", "voci"),
        drawing.more
    )
}

fn bars(answer: &Answer) -> Drawing {
    let mut drawing = Drawing::new(answer, Form::Bars, &answer.query.rows);
    drawing.series = if answer.query.columns.is_empty() {
        alone_or_compared(answer)
    } else {
        columns_as_series(answer)
    };
    if answer.query.rows.is_empty() {
        drawing.categories = vec![category(&[])];
    }
    drawing.n_left_out = drawing.categories.len().saturating_sub(MAX_BARS);
    drawing.categories.truncate(MAX_BARS);
    for series in &mut drawing.series {
        series.values.truncate(MAX_BARS);
    }
    drawing
}

/// One series of the first measure; two where it is set against another.
fn alone_or_compared(answer: &Answer) -> Vec<Series> {
    let (place, measure) = drawn(answer);
    let of_table = |table: &Table, name: &str| Series {
        name: name.to_owned(),
        values: table
            .row_totals
            .iter()
            .map(|figures| value(measure, figures.get(place)))
            .collect(),
    };
    let own = of_table(&answer.table, own_name(answer));
    match &answer.comparison {
        Some(other) => vec![of_table(&other.table, &other.label), own],
        None => vec![own],
    }
}

fn own_name(answer: &Answer) -> &str {
    let year = answer.query.filter("anno");
    match &answer.comparison {
        Some(_) => year.unwrap_or("la tua domanda"),
        None => measure_label(answer),
    }
}

/// One series of the first measure for each column.
fn columns_as_series(answer: &Answer) -> Vec<Series> {
    let (place, measure) = drawn(answer);
    let columns = answer.table.columns.iter().enumerate();
    let series = columns.map(|(column, nodes)| Series {
        name: label(nodes),
        values: answer
            .table
            .body
            .iter()
            .map(|row| value(measure, row.get(column).and_then(|cell| cell.get(place))))
            .collect(),
    });
    series.collect()
}

/// Time runs along; what is on the other side gives a line each.
fn lines(answer: &Answer) -> Drawing {
    let query = &answer.query;
    if runs_downwards(answer) {
        let mut drawing = Drawing::new(answer, Form::Lines, &query.rows);
        drawing.series = if query.columns.is_empty() {
            alone_or_compared(answer)
        } else {
            drawing.title = titled(measure_label(answer), &query.columns);
            columns_as_series(answer)
        };
        return drawing;
    }
    let mut drawing = Drawing::new(answer, Form::Lines, &query.rows);
    drawing.categories = categories(&answer.table.columns);
    let (place, measure) = drawn(answer);
    drawing.n_left_out = answer.table.rows.len().saturating_sub(MAX_SERIES);
    let rows = answer.table.rows.iter().zip(&answer.table.body);
    drawing.series = rows
        .take(MAX_SERIES)
        .map(|(nodes, body)| Series {
            name: label(nodes),
            values: body
                .iter()
                .map(|cell| value(measure, cell.get(place)))
                .collect(),
        })
        .collect();
    if query.rows.is_empty() {
        drawing.series = vec![Series {
            name: measure.label.to_owned(),
            values: answer
                .table
                .column_totals
                .iter()
                .map(|figures| value(measure, figures.get(place)))
                .collect(),
        }];
    }
    drawing
}

fn heat(answer: &Answer) -> Drawing {
    let levels: Vec<&'static Level> = answer.query.shown().collect();
    let mut drawing = Drawing::new(answer, Form::Heat, &levels);
    drawing.series = columns_as_series(answer);
    drawing
}

fn scatter(answer: &Answer) -> Drawing {
    let mut drawing = Drawing::new(answer, Form::Scatter, &answer.query.rows);
    let measures = answer.measures.iter().take(2).enumerate();
    drawing.series = measures
        .map(|(place, measure)| Series {
            name: measure.label.to_owned(),
            values: answer
                .table
                .row_totals
                .iter()
                .map(|figures| value(measure, figures.get(place)))
                .collect(),
        })
        .collect();
    let names: Vec<String> = drawing
        .series
        .iter()
        .map(|series| small(&series.name))
        .collect();
    drawing.title = titled(&capital(&listed(names)), &answer.query.rows);
    drawing
}

fn distribution(answer: &Answer) -> Drawing {
    let mut drawing = Drawing::new(answer, Form::Distribution, &answer.query.rows);
    drawing.series = alone_or_compared(answer).pop().into_iter().collect();
    if let (Some(measure), Some(Figure::Number(whole))) =
        (answer.measures.first(), answer.table.whole.first().copied())
        && measure.formula.population().is_some()
    {
        drawing.references.push(Reference {
            label: "insieme".to_owned(),
            value: whole,
            text: number(measure, whole),
        });
    }
    drawing
}

fn map(answer: &Answer) -> Drawing {
    let territory = territory(answer).unwrap_or(Territory::Comune);
    let mut drawing = Drawing::new(answer, Form::Map(territory), &answer.query.rows);
    drawing.series = alone_or_compared(answer).pop().into_iter().collect();
    drawing
}

/// The measure that is drawn, and its place: the one that orders the rows, else the first.
fn drawn(answer: &Answer) -> (usize, &'static Measure) {
    let order = answer.query.order.as_ref();
    let mut measures = answer.measures.iter();
    let place = order.and_then(|order| measures.position(|measure| *measure == order.measure));
    let place = place.unwrap_or(0);
    (place, answer.measures[place])
}

fn measure_label(answer: &Answer) -> &'static str {
    drawn(answer).1.label
}

fn categories(rows: &[Vec<Node>]) -> Vec<Category> {
    rows.iter().map(|nodes| category(nodes)).collect()
}

fn category(nodes: &[Node]) -> Category {
    Category {
        code: nodes
            .last()
            .map(|node| node.code.clone())
            .unwrap_or_default(),
        label: if nodes.is_empty() {
            "Insieme".to_owned()
        } else {
            label(nodes)
        },
        href: None,
        parts: Vec::new(),
        is_small: false,
    }
}

/// A figure as a chart takes it; what is long, high or dark is the value as it is counted, cents for money.
fn value(measure: &Measure, figure: Option<&Figure>) -> Value {
    match figure {
        Some(Figure::Number(value)) => Value::Number {
            value: *value,
            text: number(measure, *value),
        },
        Some(Figure::Few) => Value::Hidden,
        Some(Figure::None) | None => Value::Absent,
    }
}
