//! The drawing of an answer: its figures, in the form that was asked for, and nothing computed.

use pas_analytics::answer::{Answer, Figure, Table, label};
use pas_chart::{Category, Chart, Form, Reference, Series, Territory, Value};
use pas_cube::dimension::{Axis, Level, Node};
use pas_cube::measure::Measure;
use pas_domain::italian::{capital, listed, small};

use super::view::Look;
use super::words::number;

/// More bars than these are no picture: the table has them all.
const MAX_BARS: usize = 24;
/// More series than these cannot be told apart.
const MAX_SERIES: usize = 7;

/// Draws `answer` as `look`; where it cannot be drawn so, why, and what to ask instead.
pub fn picture(answer: &Answer, look: Look, id: &str) -> Result<Chart, String> {
    if answer.query.shown().next().is_none() {
        return Err("Per un grafico metti qualcosa sulle righe.".to_owned());
    }
    let drawing = match look {
        Look::Table => Err("Solo tabella.".to_owned()),
        Look::Bars => bars(answer),
        Look::Lines => lines(answer),
        Look::Heat => heat(answer),
        Look::Scatter => scatter(answer),
        Look::Distribution => distribution(answer),
        Look::Map => map(answer),
    }?;
    if drawing.categories.is_empty() {
        return Err("Nessun valore da disegnare.".to_owned());
    }
    Ok(Chart {
        id: id.to_owned(),
        description: description(look, &drawing),
        title: drawing.title,
        form: drawing.form,
        categories: drawing.categories,
        series: drawing.series,
        references: drawing.references,
        marks: Vec::new(),
    })
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

fn description(look: Look, drawing: &Drawing) -> String {
    let rest = match drawing.n_left_out {
        0 => String::new(),
        1 => " Una riga che non ci sta è nella tabella.".to_owned(),
        n => format!(" Altre {n} righe sono nella tabella."),
    };
    format!(
        "{} di {} voci. Gli stessi numeri sono nella tabella.{rest}",
        capital(&small(look.label())),
        drawing.categories.len()
    )
}

fn bars(answer: &Answer) -> Result<Drawing, String> {
    let mut drawing = Drawing::new(answer, Form::Bars, &answer.query.rows);
    drawing.series = if answer.query.columns.is_empty() {
        alone_or_compared(answer)
    } else {
        by_column(answer)?
    };
    if answer.query.rows.is_empty() {
        drawing.categories = vec![category(&[])];
    }
    drawing.n_left_out = drawing.categories.len().saturating_sub(MAX_BARS);
    drawing.categories.truncate(MAX_BARS);
    for series in &mut drawing.series {
        series.values.truncate(MAX_BARS);
    }
    Ok(drawing)
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
fn by_column(answer: &Answer) -> Result<Vec<Series>, String> {
    let columns = &answer.table.columns;
    if columns.len() > MAX_SERIES {
        return Err(format!(
            "Le colonne sono {}: più di {MAX_SERIES} non si distinguono. Scegli la mappa di calore, o un livello più \
             ampio sulle colonne.",
            columns.len()
        ));
    }
    Ok(columns_as_series(answer))
}

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
fn lines(answer: &Answer) -> Result<Drawing, String> {
    let is_time = |levels: &[&'static Level]| levels.iter().all(|level| level.axis == Axis::Time);
    let query = &answer.query;
    if !query.rows.is_empty() && is_time(&query.rows) {
        let mut drawing = Drawing::new(answer, Form::Lines, &query.rows);
        drawing.series = if query.columns.is_empty() {
            alone_or_compared(answer)
        } else {
            drawing.title = titled(measure_label(answer), &query.columns);
            by_column(answer)?
        };
        return Ok(drawing);
    }
    if query.columns.is_empty() || !is_time(&query.columns) {
        return Err("Per le linee metti anno, trimestre o mese sulle righe.".to_owned());
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
    Ok(drawing)
}

fn heat(answer: &Answer) -> Result<Drawing, String> {
    let query = &answer.query;
    if query.rows.is_empty() || query.columns.is_empty() {
        return Err(
            "Per la mappa di calore servono un livello sulle righe e uno sulle colonne.".to_owned(),
        );
    }
    let levels: Vec<&'static Level> = query.shown().collect();
    let mut drawing = Drawing::new(answer, Form::Heat, &levels);
    drawing.series = columns_as_series(answer);
    Ok(drawing)
}

fn scatter(answer: &Answer) -> Result<Drawing, String> {
    if answer.measures.len() < 2 || answer.query.rows.is_empty() {
        return Err("Per la dispersione servono due misure e un livello sulle righe.".to_owned());
    }
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
    Ok(drawing)
}

fn distribution(answer: &Answer) -> Result<Drawing, String> {
    if answer.query.rows.is_empty() {
        return Err(
            "Per la distribuzione metti sulle righe chi si confronta, come il comune.".to_owned(),
        );
    }
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
    Ok(drawing)
}

fn map(answer: &Answer) -> Result<Drawing, String> {
    let territory = match answer.query.rows.as_slice() {
        [level] => match level.id {
            "regione" => Some(Territory::Region),
            "provincia" => Some(Territory::Province),
            "comune" => Some(Territory::Comune),
            _ => None,
        },
        _ => None,
    };
    let territory =
        territory.ok_or("Per la mappa metti sulle righe soltanto comune, provincia o regione.")?;
    let mut drawing = Drawing::new(answer, Form::Map(territory), &answer.query.rows);
    drawing.series = alone_or_compared(answer).pop().into_iter().collect();
    Ok(drawing)
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
