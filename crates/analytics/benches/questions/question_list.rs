//! The questions that engines are compared by.

/// What a question costs most: the goals differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// People or households counted once, over all facts.
    Distinct,
    /// The same, where filters leave a part of the facts.
    DistinctFiltered,
    /// A sum.
    Sum,
    /// A median or another percentile.
    Median,
    /// Several of these at once.
    Mixed,
}

impl Kind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Distinct => "distinct",
            Self::DistinctFiltered => "distinct filtered",
            Self::Sum => "sum",
            Self::Median => "median",
            Self::Mixed => "mixed",
        }
    }
}

/// A question.
pub(crate) struct Asked<'q> {
    pub(crate) kind: Kind,
    /// In English, for the table.
    pub(crate) label: &'q str,
    /// In the grammar.
    pub(crate) text: &'q str,
    /// Whether the engines must give all levels of the totals, or only rows by columns.
    pub(crate) with_totals: bool,
}

/// A question whose totals are not asked for.
pub(crate) const fn asked<'q>(kind: Kind, label: &'q str, text: &'q str) -> Asked<'q> {
    Asked {
        kind,
        label,
        text,
        with_totals: false,
    }
}

/// All of them.
pub(crate) const QUESTIONS: &[Asked<'static>] = &[
    asked(Kind::Distinct, "people, grand total", "misure=beneficiari"),
    asked(
        Kind::Distinct,
        "people by year",
        "misure=beneficiari&righe=anno",
    ),
    asked(
        Kind::Distinct,
        "people by benefit and age",
        "misure=beneficiari&righe=prestazione&colonne=eta",
    ),
    asked(
        Kind::Distinct,
        "people by comune and year",
        "misure=beneficiari&righe=comune&colonne=anno",
    ),
    asked(
        Kind::Distinct,
        "people by month",
        "misure=beneficiari&righe=mese",
    ),
    asked(
        Kind::Distinct,
        "households by province",
        "misure=nuclei&righe=provincia",
    ),
    asked(
        Kind::DistinctFiltered,
        "people by year; women, ISEE 6-9, group A2",
        "misure=beneficiari&righe=anno&sesso=F&isee=6-9&gruppo=A2",
    ),
    asked(
        Kind::DistinctFiltered,
        "people by benefit and age; women, ISEE 6-9, group A2",
        "misure=beneficiari&righe=prestazione&colonne=eta&sesso=F&isee=6-9&gruppo=A2",
    ),
    asked(
        Kind::DistinctFiltered,
        "people by comune and year; women, ISEE 6-9, group A2",
        "misure=beneficiari&righe=comune&colonne=anno&sesso=F&isee=6-9&gruppo=A2",
    ),
    asked(
        Kind::DistinctFiltered,
        "people by benefit and year; one region",
        "misure=beneficiari&righe=prestazione&colonne=anno&regione=08",
    ),
    asked(
        Kind::Sum,
        "spending by comune and year",
        "misure=spesa&righe=comune&colonne=anno",
    ),
    asked(
        Kind::Sum,
        "spending by ATS and year",
        "misure=spesa&righe=ats&colonne=anno",
    ),
    asked(
        Kind::Sum,
        "spending by region and benefit",
        "misure=spesa&righe=regione&colonne=prestazione",
    ),
    asked(
        Kind::Sum,
        "spending by quarter and group",
        "misure=spesa&righe=trimestre&colonne=gruppo",
    ),
    asked(
        Kind::Sum,
        "the comuni that spend most on one benefit",
        "misure=spesa&righe=comune&prestazione=A2.07&ordina=-spesa&primi=20",
    ),
    asked(
        Kind::Median,
        "median spending by benefit and year",
        "misure=spesa_mediana&righe=prestazione&colonne=anno",
    ),
    asked(
        Kind::Median,
        "90th percentile of spending by comune",
        "misure=spesa_p90&righe=comune",
    ),
    Asked {
        kind: Kind::Mixed,
        label: "people and spending by region and year, with all totals",
        text: "misure=beneficiari,spesa&righe=regione&colonne=anno",
        with_totals: true,
    },
];
