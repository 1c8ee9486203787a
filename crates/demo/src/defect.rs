//! The defects that offices' files really have, and what a good import makes of each.

use serde::{Deserialize, Serialize};

/// What a good import makes of a row or cell with a defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It looks odd and is right: read as it stands.
    Accepted,
    /// The cell is read after a repair that leaves no doubt.
    Repaired,
    /// The row is used without the cell.
    CellLeftOut,
    /// The row is used; what comes from it is kept back, or sent without the value, with a reason.
    HeldBack,
    /// No fact comes from the row: it is set aside, with the cell named.
    SetAside,
    /// The row is no data; it is set aside without harm.
    NotData,
    /// A wholly blank row: not counted.
    Blank,
}

macro_rules! defects {
    ($($(#[$doc:meta])* $variant:ident => $outcome:ident;)+) => {
        /// A defect of the files. Each variant's doc says what is wrong and what is expected.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Defect { $($(#[$doc])* $variant,)+ }

        impl Defect {
            /// Every defect.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// What a good import makes of it.
            pub const fn outcome(self) -> Outcome {
                match self { $(Self::$variant => Outcome::$outcome,)+ }
            }
        }
    };
}

defects! {
    /// ISTAT code of the comune without its leading zero (`37059`): the zero is put back.
    IstatWithoutZero => Repaired;
    /// Country code without its leading zeros (`8`, `50`): the zeros are put back.
    NationWithoutZeros => Repaired;
    /// ANPR's code of Italy (`100`) where ISO's (`380`) belongs: translated. In ISO 3166 the
    /// number 100 is Bulgaria; no person of the district is Bulgarian.
    NationInAnprCode => Repaired;
    /// Codice fiscale in small letters with spaces: read without them.
    CfLowerSpaced => Repaired;
    /// Letter O for digit 0, or I for 1, in a codice fiscale: what was meant is nearly sure, and a
    /// person decides, never the program.
    CfLetterForDigit => SetAside;
    /// Omocodic codice fiscale: right, and the same person as the form without omocodia.
    CfOmocodic => Accepted;
    /// Omocodic with a letter where INPS's schema demands a digit: right, and cannot be sent.
    CfOmocodicBeyondSchema => HeldBack;
    /// Provisional codice fiscale of eleven digits: the person is known, their records wait.
    CfProvisional => HeldBack;
    /// No codice fiscale: nobody to tie the row to.
    CfEmpty => SetAside;
    /// The foster parent's codice fiscale in the child's column: the benefit of a child would go
    /// to an adult. The file itself names the foster parent beside it.
    CfOfFosterParent => SetAside;
    /// Wrong check character: whose code it is cannot be known.
    CfWrongCheck => SetAside;
    /// Amount with a thousands point, `1.234,50`.
    AmountWithThousands => Accepted;
    /// Amount with the sign of the euro, `€ 1.234,50`.
    AmountWithEuroSign => Repaired;
    /// Amount with the currency's letters, `EUR 120`.
    AmountWithEur => Repaired;
    /// Amount typed as text in a spreadsheet.
    AmountAsText => Accepted;
    /// Amount in brackets, as accountants write a negative one: read as negative, and no benefit
    /// can be sent for it.
    AmountInBrackets => HeldBack;
    /// A dash for nothing: the same as an empty cell.
    AmountDash => Accepted;
    /// Year of two digits, `15/2/24`, where neither century nor order leaves a doubt.
    DateTwoDigitYear => Repaired;
    /// Points for slashes, `01.02.2024`.
    DateWithDots => Accepted;
    /// The serial number of a day in a text cell, `45292`.
    DateSerial => Repaired;
    /// A day that is none, `30/02/2024`, where the row needs the day.
    DateImpossible => SetAside;
    /// Month by name and short year, `gen-24`.
    MonthByName => Accepted;
    /// An apostrophe for the accent, `NICOLO'`: the accent is put back.
    NameWithApostrophe => Repaired;
    /// A comune that merged into another, as place of residence: read as the comune of today.
    ResidenceInMergedComune => Repaired;
    /// A birthplace that is no comune any more, and was one on the day of birth.
    BirthplaceMerged => Accepted;
    /// Both names of a comune of South Tyrol, `Bolzano/Bozen`.
    BilingualComune => Accepted;
    /// A country's name as birthplace.
    BirthplaceAbroad => Accepted;
    /// A row of totals.
    TotalRow => NotData;
    /// A row with nothing in it.
    BlankRow => Blank;
    /// A remark of the office between the rows.
    CommentRow => NotData;
    /// The same row twice: the second is set aside, what it says counts once.
    DuplicateRow => SetAside;
    /// The end comes before the start: there is no period.
    EndBeforeStart => SetAside;
    /// A formula's error (`#N/D`) where the amount of the whole row should stand.
    FormulaErrorRow => SetAside;
    /// A formula's error (`#N/D`) in one of several amounts: the others count.
    FormulaErrorCell => CellLeftOut;
    /// A protocol that a spreadsheet turned into `1,23457E+11`: the number is lost, and
    /// without it the row's grant could not be told from another.
    ProtocolScientific => SetAside;
    /// DSU without its date: SIUSS takes protocol, year and date, or none of them.
    DsuWithoutDate => HeldBack;
    /// Only the nine characters in the middle of a DSU protocol: no year, no prefix.
    DsuMiddleOnly => SetAside;
    /// `non so` or `?` for presa in carico: an answer of its own, and the records wait.
    CareUnknown => HeldBack;
    /// The service follows the person, and nobody assessed them (SINA).
    AssessmentMissing => HeldBack;
    /// Quotas that do not add up to the amount.
    QuotasDoNotAddUp => HeldBack;
    /// The registry does not list the person.
    NotInRegistry => HeldBack;
    /// The person lives abroad: no comune and no region, and that is right.
    ResidentAbroad => Accepted;
    /// A delivery in a month after the person's death.
    DeliveryAfterDeath => HeldBack;
    /// A2.17, whose name no source attests: the ente must give it.
    BenefitWithoutName => HeldBack;
    /// A2.16 for somebody whom the service does not follow: not to be sent.
    NotFollowedA216 => HeldBack;
    /// UTF-8 read as Windows-1252 and saved again, `NicolÃ²`.
    Mojibake => Repaired;
}
