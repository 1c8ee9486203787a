//! What a chart shows.

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A number, and how a reader reads it: `1.234,56 €`.
    Number {
        /// What length, height, place or shade stands for.
        value: f64,
        /// As one reads it.
        text: String,
    },
    /// Hidden for confidentiality.
    Hidden,
    /// There is none.
    Absent,
}

impl Value {
    /// The number, where there is one.
    pub const fn number(&self) -> Option<f64> {
        match self {
            Self::Number { value, .. } => Some(*value),
            Self::Hidden | Self::Absent => None,
        }
    }
}

/// Where fewer people live, a value per resident is dotted on a map: one person more changes a rate per
/// thousand by more than a whole point. In residents. The threshold is ours: no act sets one.
pub const FEW_RESIDENTS: u32 = 1_000;

/// What one row of values is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Category {
    /// Code: of a territory, for a map.
    pub code: String,
    /// Name.
    pub label: String,
    /// Where it leads, on a page.
    pub href: Option<String>,
    /// Codes of the territories it stands for on a map, where they are not its own: the comuni of an ATS.
    pub parts: Vec<String>,
    /// Whether the value is per resident and fewer than [`FEW_RESIDENTS`] live there: a map says so.
    pub is_small: bool,
}

/// Values of one kind, one for each category.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Name: a measure, a year, a sex.
    pub name: String,
    /// Values, in the order of the categories.
    pub values: Vec<Value>,
}

/// What the values are set against: a line across bars, columns, lines and distributions.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// What it is: "Italia, 2022".
    pub label: String,
    /// Its value.
    pub value: f64,
    /// As one reads it.
    pub text: String,
}

/// A category that stands out: the reader's own territory among others.
pub type Mark = usize;

/// Which territories a map shows; codes of categories are those of the cube's levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Territory {
    /// Regions, ISTAT's code.
    Region,
    /// Provinces, sigla.
    Province,
    /// Comuni, Belfiore's code.
    Comune,
}

/// How it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Horizontal bars, one for each series in each category.
    Bars,
    /// Lines over categories in order, as years: one for each series.
    Lines,
    /// A grid of shades: categories by series.
    Heat,
    /// A point for each category: the first series across, the second upwards.
    Scatter,
    /// How the first series spreads over its categories: each a tick, with quartiles.
    Distribution,
    /// Territories shaded by the first series.
    Map(Territory),
}

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Begins every `id` in the drawing: no two charts of a page have the same.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// For who cannot see it: how it is drawn, what stands out, where the same numbers are.
    pub description: String,
    /// How it is drawn.
    pub form: Form,
    /// What the values are about.
    pub categories: Vec<Category>,
    /// The values.
    pub series: Vec<Series>,
    /// What they are set against.
    pub references: Vec<Reference>,
    /// The categories that stand out.
    pub marks: Vec<Mark>,
}
