//! The formats that an answer may be taken away in.

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// For any spreadsheet, and for programs.
    Csv,
    /// For Excel.
    Xlsx,
    /// For `LibreOffice`; the open standard for sheets, ISO/IEC 26300.
    Ods,
    /// For statistical programs: JSON-stat 2.0.
    JsonStat,
    /// For data analysis: Apache Parquet.
    Parquet,
    /// The drawing, to be scaled.
    Svg,
    /// The drawing in pixels.
    Png,
    /// Drawing, table and notes, for print: PDF/UA.
    Pdf,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 8] = [
        Self::Csv,
        Self::Xlsx,
        Self::Ods,
        Self::JsonStat,
        Self::Parquet,
        Self::Svg,
        Self::Png,
        Self::Pdf,
    ];

    /// How the name of such a file ends.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::JsonStat => "json",
            Self::Parquet => "parquet",
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    /// The name on pages.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Xlsx => "Excel",
            Self::Ods => "ODS",
            Self::JsonStat => "JSON-stat",
            Self::Parquet => "Parquet",
            Self::Svg => "SVG",
            Self::Png => "PNG",
            Self::Pdf => "PDF",
        }
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::JsonStat => "application/json",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }

    /// Whether such a file is text.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Csv | Self::JsonStat | Self::Svg)
    }

    /// Whether there is such a file only of what can be drawn.
    pub const fn is_drawing(self) -> bool {
        matches!(self, Self::Svg | Self::Png)
    }
}
