//! A question held against an edition: which facts count, and the cell of each.

use crate::cube::Cube;
use crate::dimension::{Axis, Cut, Level, Node, OUTSIDE, Source};
use crate::grid::{N_SUMS, Sum};
use crate::measure::{Base, Formula};
use crate::months::Months;
use crate::query::{Query, QueryError};

/// Most cells in a table.
pub const MAX_CELLS: usize = 500_000;
/// What a fact that does not count adds to its cell's number: beyond every cell, and small enough
/// that no sum of them wraps.
pub(crate) const FAR: u32 = 1 << 26;

/// Entries of the table of a column of small numbers: all that eight bits can say.
pub(crate) const SMALL: usize = 256;

/// Which statistics a scan gathers.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each statistic is gathered or not, whatever the others"
)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Needs {
    /// Distinct people.
    pub people: bool,
    /// The sums of the people's keys.
    pub keys: bool,
    /// Distinct households.
    pub households: bool,
    /// Which sums, by [`Sum`].
    pub sums: [bool; N_SUMS],
    /// The largest two parts of one person in each sum.
    pub tops: bool,
    /// Every person's spending.
    pub amounts: bool,
}

impl Needs {
    /// What `formulas` are computed from.
    pub fn of<'f>(formulas: impl IntoIterator<Item = &'f Formula>) -> Self {
        let mut needs = Self::default();
        for formula in formulas {
            formula.for_each_base(&mut |base| match base {
                Base::People => needs.people = true,
                Base::Households => needs.households = true,
                Base::Sum(sum) => needs.sums[sum as usize] = true,
                Base::Percentile(_) => needs.amounts = true,
            });
        }
        needs
    }

    /// The same, with all that the protection must know of a cell.
    #[must_use]
    pub const fn protected(self) -> Self {
        Self {
            people: true,
            keys: true,
            tops: true,
            ..self
        }
    }

    /// Whether nothing but sums is needed.
    pub(crate) const fn only_sums(&self) -> bool {
        !(self.people || self.keys || self.households || self.tops || self.amounts)
    }

    /// The sums that are needed.
    pub fn sums(&self) -> impl Iterator<Item = Sum> + '_ {
        Sum::ALL.into_iter().filter(|sum| self.sums[*sum as usize])
    }
}

/// Rows or columns: the product of the kept nodes of their levels.
#[derive(Debug, Clone, Default)]
pub struct Side {
    /// The levels, outer first.
    pub levels: Vec<&'static Level>,
    /// For each level, the positions of the nodes that the filters leave.
    pub nodes: Vec<Vec<usize>>,
}

impl Side {
    /// How many rows, or columns; 1 where there is no level.
    pub fn len(&self) -> usize {
        self.nodes.iter().map(Vec::len).product()
    }

    /// Whether the filters leave no node.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// For row number `n`, the position of the node of each level.
    pub fn positions(&self, n: usize) -> Vec<usize> {
        let mut rest = n;
        let mut positions: Vec<usize> = self
            .nodes
            .iter()
            .rev()
            .map(|nodes| {
                let position = nodes[rest % nodes.len()];
                rest /= nodes.len();
                position
            })
            .collect();
        positions.reverse();
        positions
    }

    /// For row number `n`, the node of each level.
    pub fn row<'c>(&self, cube: &'c Cube, n: usize) -> Vec<&'c Node> {
        let positions = self.positions(n);
        let levels = self.levels.iter().zip(positions);
        levels
            .map(|(level, position)| &cube.nodes(level)[position])
            .collect()
    }
}

/// What one column of the facts adds to the number of the cell.
#[derive(Debug, Clone)]
pub(crate) struct Lookup {
    pub(crate) source: Source,
    pub(crate) table: Vec<u32>,
    /// Values in a year's stretch of the table; 0 where the table is the same in every year.
    pub(crate) stride: usize,
}

impl Lookup {
    /// What a fact of this value and time adds.
    pub(crate) fn entry(&self, value: u16, time: u16) -> u32 {
        let at = usize::from(time >> 12) * self.stride + usize::from(value);
        self.table.get(at).copied().unwrap_or(FAR)
    }
}

/// Which values of a column count.
#[derive(Debug, Clone)]
pub(crate) enum Filter {
    /// Those from the first to the last: what most filters come to, and quick to test.
    Range(Source, u16, u16),
    /// Those whose entry is 0 and not [`FAR`].
    Table(Lookup),
}

impl Filter {
    /// The column that it reads, where it does not read the year besides.
    pub(crate) const fn source(&self) -> Source {
        match self {
            Self::Range(source, ..) => *source,
            Self::Table(lookup) => lookup.source,
        }
    }

    fn new(lookup: Lookup) -> Self {
        let counts = |entry: &u32| *entry == 0;
        let first = lookup.table.iter().position(counts);
        let last = lookup.table.iter().rposition(counts);
        match (first, last) {
            (Some(first), Some(last))
                if lookup.stride == 0 && lookup.table[first..=last].iter().all(counts) =>
            {
                let bound = |value: usize| u16::try_from(value).unwrap_or(u16::MAX);
                Self::Range(lookup.source, bound(first), bound(last))
            }
            _ => Self::Table(lookup),
        }
    }
}

/// What a block must hold for any of its facts to count.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bounds {
    /// For each value of a column, how many values up to and with it can count.
    pub(crate) residence: Option<Vec<u32>>,
    pub(crate) body: Option<Vec<u32>>,
    pub(crate) years: Option<Vec<u32>>,
}

/// A question held against an edition.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Rows.
    pub rows: Side,
    /// Columns.
    pub columns: Side,
    /// Which statistics to gather.
    pub needs: Needs,
    /// Which months of every year count.
    pub months: Months,
    /// The filters, by level and position of the node.
    pub filters: Vec<(&'static Level, usize)>,
    pub(crate) counting: Vec<Filter>,
    pub(crate) row_lookups: Vec<Lookup>,
    pub(crate) column_lookups: Vec<Lookup>,
    pub(crate) bounds: Bounds,
}

impl Plan {
    /// `query` over `cube`; an error says which code is not there, or why the table is too large.
    pub fn of(query: &Query, cube: &Cube) -> Result<Self, QueryError> {
        let filters = query
            .filters
            .iter()
            .map(|(level, code)| find(cube, level, code).map(|position| (*level, position)))
            .collect::<Result<Vec<_>, _>>()?;
        let rows = side(cube, &query.rows, &filters);
        let columns = side(cube, &query.columns, &filters);
        let n_cells = rows.len().saturating_mul(columns.len());
        if n_cells > MAX_CELLS {
            return Err(QueryError(format!(
                "la tabella avrebbe {n_cells} celle, più di {MAX_CELLS}: togli un livello o filtra un territorio"
            )));
        }
        let mut plan = Self {
            row_lookups: lookups(cube, &rows),
            column_lookups: lookups(cube, &columns),
            needs: Needs::of(query.measures.iter().map(|measure| &measure.formula)),
            months: months(query.until_month, &filters),
            bounds: Bounds::default(),
            counting: Vec::new(),
            rows,
            columns,
            filters,
        };
        for (level, position) in plan.filters.clone() {
            plan.add_filter(cube.cut(level), position);
        }
        Ok(plan)
    }

    /// The quarters or months on rows or columns.
    pub(crate) fn time_part(&self) -> Option<TimePart<'_>> {
        let is_part = |lookup: &&Lookup| matches!(lookup.source, Source::Quarter | Source::Month);
        let on_rows = self.row_lookups.iter().find(is_part);
        let lookup = on_rows.or_else(|| self.column_lookups.iter().find(is_part))?;
        Some(TimePart {
            lookup,
            on_rows: on_rows.is_some(),
            n_in_year: if lookup.source == Source::Quarter {
                4
            } else {
                12
            },
        })
    }

    /// Whether rows or columns tell stretches of time apart.
    pub(crate) fn time_side(&self) -> Option<Grouping> {
        let is_time = |lookups: &[Lookup]| lookups.iter().any(|lookup| lookup.source.is_time());
        if is_time(&self.row_lookups) {
            Some(Grouping::Rows)
        } else {
            is_time(&self.column_lookups).then_some(Grouping::Columns)
        }
    }

    /// The columns that the plan reads, values aside.
    pub(crate) fn sources(&self) -> impl Iterator<Item = Source> + '_ {
        let lookups = self.row_lookups.iter().chain(&self.column_lookups);
        let counting = self.counting.iter().map(Filter::source);
        lookups.map(|lookup| lookup.source).chain(counting)
    }

    /// The years that the filters leave, counted from the first.
    pub(crate) fn years(&self) -> impl Iterator<Item = usize> + '_ {
        let can_count = |year: &usize| {
            self.bounds.years.as_ref().is_none_or(|cumulated| {
                let up_to = |year: usize| cumulated.get(year).copied().unwrap_or(0);
                up_to(*year) > year.checked_sub(1).map_or(0, up_to)
            })
        };
        (0..16).filter(can_count)
    }

    /// Facts outside node number `position` of `cut` do not count.
    fn add_filter(&mut self, cut: &Cut, position: usize) {
        let keeps = |node: &u16| usize::from(*node) == position;
        match cut.source {
            Source::Quarter => self.keep_year(position / 4, cut.nodes.len() / 4),
            Source::Month => self.keep_year(position / 12, cut.nodes.len() / 12),
            Source::Year => self.keep_year(position, cut.nodes.len()),
            source => {
                let table = cut
                    .node_of
                    .iter()
                    .map(|node| if keeps(node) { 0 } else { FAR })
                    .collect();
                let n_values = cut.n_values;
                let stride = if cut.by_year { n_values } else { 0 };
                self.bound(
                    source,
                    (0..n_values)
                        .map(|value| cut.node_of.iter().skip(value).step_by(n_values).any(keeps)),
                );
                self.counting.push(Filter::new(Lookup {
                    source,
                    table,
                    stride,
                }));
            }
        }
    }

    fn keep_year(&mut self, year: usize, n_years: usize) {
        self.bounds.years = Some(cumulated((0..n_years).map(|other| other == year)));
        let year = u16::try_from(year).unwrap_or(u16::MAX);
        self.counting.push(Filter::Range(Source::Year, year, year));
    }

    fn bound(&mut self, source: Source, can_count: impl Iterator<Item = bool>) {
        let bounds = match source {
            Source::Residence => &mut self.bounds.residence,
            Source::Body => &mut self.bounds.body,
            _ => return,
        };
        // A second filter on the same column can only narrow further; one bound is enough to skip by.
        bounds.get_or_insert_with(|| cumulated(can_count));
    }
}

/// Rows or columns by quarter or month.
pub(crate) struct TimePart<'p> {
    lookup: &'p Lookup,
    pub(crate) on_rows: bool,
    pub(crate) n_in_year: usize,
}

impl TimePart<'_> {
    /// The months of part number `n` of a year.
    pub(crate) const fn months(&self, n: usize) -> Months {
        if self.n_in_year == 4 {
            quarter(n)
        } else {
            Months::from_bits(1 << n)
        }
    }

    /// What the part adds to the number of the row or column.
    pub(crate) fn step(&self, year: usize, n: usize) -> u32 {
        let at = year * self.n_in_year + n;
        self.lookup.table.get(at).copied().unwrap_or(FAR)
    }
}

/// How a cell's number follows from row and column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// Rows by columns.
    Body,
    /// Rows, over all columns.
    Rows,
    /// Columns, over all rows.
    Columns,
    /// Over all.
    Whole,
}

impl Grouping {
    /// Which groupings are not the same as an earlier one, given the levels there are.
    pub(crate) fn distinct(plan: &Plan) -> Vec<Self> {
        let mut groupings = vec![Self::Body];
        let has = |side: &Side| !side.levels.is_empty();
        if has(&plan.rows) && has(&plan.columns) {
            groupings.extend([Self::Rows, Self::Columns]);
        }
        if has(&plan.rows) || has(&plan.columns) {
            groupings.push(Self::Whole);
        }
        groupings
    }

    /// The level of quarters or months that `plan` shows, if this grouping keeps it apart.
    pub(crate) fn time_part(self, plan: &Plan) -> Option<Source> {
        let of_side = |lookups: &[Lookup]| {
            let mut sources = lookups.iter().map(|lookup| lookup.source);
            sources.find(|source| matches!(source, Source::Quarter | Source::Month))
        };
        let rows = || of_side(&plan.row_lookups);
        let columns = || of_side(&plan.column_lookups);
        match self {
            Self::Body => rows().or_else(columns),
            Self::Rows => rows(),
            Self::Columns => columns(),
            Self::Whole => None,
        }
    }

    /// Whether `plan` tells quarters or months apart, and this grouping joins them again.
    pub(crate) fn joins_parts(self, plan: &Plan) -> bool {
        Self::Body.time_part(plan).is_some() && self.time_part(plan).is_none()
    }

    /// Whether cells are told apart by time.
    pub(crate) fn tells_time(self, plan: &Plan) -> bool {
        let side = plan.time_side();
        side.is_some() && (self == Self::Body || Some(self) == side)
    }

    /// Whether no cell holds facts of several years.
    pub(crate) fn tells_years(self, plan: &Plan) -> bool {
        self.tells_time(plan) || plan.years().count() <= 1
    }

    /// Whether cells are told apart by nothing but territory, in whose order the facts stand.
    pub(crate) fn is_territorial(self, plan: &Plan) -> bool {
        let of_side = |lookups: &[Lookup]| {
            let mut sources = lookups.iter().map(|lookup| lookup.source);
            sources.all(|source| matches!(source, Source::Residence | Source::Body))
        };
        let by_rows = matches!(self, Self::Body | Self::Rows);
        let by_columns = matches!(self, Self::Body | Self::Columns);
        (!by_rows || of_side(&plan.row_lookups)) && (!by_columns || of_side(&plan.column_lookups))
    }

    /// Number of rows and of columns.
    pub fn shape(self, plan: &Plan) -> (usize, usize) {
        match self {
            Self::Body => (plan.rows.len(), plan.columns.len()),
            Self::Rows => (plan.rows.len(), 1),
            Self::Columns => (1, plan.columns.len()),
            Self::Whole => (1, 1),
        }
    }
}

fn cumulated(can_count: impl Iterator<Item = bool>) -> Vec<u32> {
    let mut n = 0;
    can_count
        .map(|can| {
            n += u32::from(can);
            n
        })
        .collect()
}

fn find(cube: &Cube, level: &'static Level, code: &str) -> Result<usize, QueryError> {
    let cut = cube.cut(level);
    cut.position(code).ok_or_else(|| {
        let some: Vec<&str> = cut
            .nodes
            .iter()
            .take(8)
            .map(|node| node.code.as_str())
            .collect();
        let more = if cut.nodes.len() > some.len() {
            ", …"
        } else {
            ""
        };
        QueryError(format!(
            "in «{}» non c'è il codice «{code}»: ci sono {}{more}",
            level.id,
            some.join(", ")
        ))
    })
}

/// The nodes of `levels` that `filters` on the same axis leave.
fn side(cube: &Cube, levels: &[&'static Level], filters: &[(&'static Level, usize)]) -> Side {
    let nodes = levels
        .iter()
        .map(|level| kept(cube, level, filters))
        .collect();
    Side {
        levels: levels.to_vec(),
        nodes,
    }
}

fn kept(cube: &Cube, level: &Level, filters: &[(&'static Level, usize)]) -> Vec<usize> {
    let cut = cube.cut(level);
    let on_axis = |axis: Axis| {
        let on_axis = filters
            .iter()
            .filter(move |(filter, _)| filter.axis == axis);
        on_axis.map(|(filter, position)| (cube.cut(filter), *position))
    };
    let all = 0..cut.nodes.len();
    let own: Vec<(&Cut, usize)> = on_axis(level.axis).collect();
    if own.is_empty() {
        return all.collect();
    }
    let meets: Vec<bool> = if cut.source.is_time() {
        all.clone()
            .map(|node| own.iter().all(|filter| meet_in_time((cut, node), *filter)))
            .collect()
    } else {
        let is_left =
            |year: &usize| on_axis(Axis::Time).all(|(cut, node)| year_of(cut, node) == *year);
        let years = (0..usize::from(cube.reference().n_years)).filter(is_left);
        meeting(cut, &own, years)
    };
    all.filter(|node| meets[*node]).collect()
}

/// For each node of `cut`, whether in one of `years` it has a value that all of `filters` let pass.
fn meeting(cut: &Cut, filters: &[(&Cut, usize)], years: impl Iterator<Item = usize>) -> Vec<bool> {
    let at = |cut: &Cut, year: usize, value: usize| {
        let stretch = if cut.by_year { year * cut.n_values } else { 0 };
        let node = cut.node_of.get(stretch + value).copied();
        usize::from(node.unwrap_or(OUTSIDE))
    };
    let mut meets = vec![false; cut.nodes.len()];
    for year in years {
        for value in 0..cut.n_values {
            let passes = |(filter, node): &(&Cut, usize)| at(filter, year, value) == *node;
            if filters.iter().all(passes)
                && let Some(meets) = meets.get_mut(at(cut, year, value))
            {
                *meets = true;
            }
        }
    }
    meets
}

/// The year of a node of time, counted from the first.
pub(crate) const fn year_of(cut: &Cut, node: usize) -> usize {
    node * cut.source.months_of_a_node() / 12
}

/// Whether two nodes of time meet: years, quarters and months of a year follow each other, so by the
/// months that they span.
const fn meet_in_time((cut, node): (&Cut, usize), (other_cut, other): (&Cut, usize)) -> bool {
    let n_months = cut.source.months_of_a_node();
    let n_other = other_cut.source.months_of_a_node();
    other * n_other < (node + 1) * n_months && node * n_months < (other + 1) * n_other
}

/// What each level of `side` adds to the number of the row.
fn lookups(cube: &Cube, side: &Side) -> Vec<Lookup> {
    let mut step = side.len();
    let levels = side.levels.iter().zip(&side.nodes);
    levels
        .map(|(level, nodes)| {
            step = step.checked_div(nodes.len()).unwrap_or(0);
            let cut = cube.cut(level);
            let mut place = vec![FAR; cut.nodes.len()];
            for (n, node) in nodes.iter().enumerate() {
                place[*node] = u32::try_from(n * step).unwrap_or(FAR);
            }
            let node_of = cut.node_of.iter();
            let table = node_of.map(|node| place.get(usize::from(*node)).copied().unwrap_or(FAR));
            let mut table: Vec<u32> = table.collect();
            if table.len() < SMALL && !cut.by_year {
                table.resize(SMALL, FAR);
            }
            Lookup {
                source: cut.source,
                table,
                stride: if cut.by_year { cut.n_values } else { 0 },
            }
        })
        .collect()
}

/// The months that `until` and the filters on quarter and month leave.
fn months(until: Option<u8>, filters: &[(&'static Level, usize)]) -> Months {
    let mut months = Months::range(1, until.unwrap_or(12));
    for (level, position) in filters.iter().filter(|(level, _)| level.axis == Axis::Time) {
        let part = match level.id {
            "trimestre" => quarter(position % 4),
            "mese" => Months::from_bits(1 << (position % 12)),
            _ => Months::ALL,
        };
        months = months.and(part);
    }
    months
}

/// The months of quarter number `n`, from 0.
pub(crate) const fn quarter(n: usize) -> Months {
    Months::from_bits(0b111 << (3 * n))
}
