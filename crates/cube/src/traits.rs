//! What a fact says of the person and of the grant besides time, place and money: small coded
//! values, packed into three bytes.

macro_rules! trait_values {
    ($($(#[$doc:meta])* $name:ident, $column:literal, bits $bits:literal {
        $($(#[$vdoc:meta])* $variant:ident = $value:literal, $code:literal, $label:literal;)+
    })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
            #[repr(u8)]
            pub enum $name { $($(#[$vdoc])* $variant = $value,)+ }

            impl $name {
                /// Every value, by its number.
                pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

                /// The number in an edition's columns.
                pub const fn number(self) -> u8 {
                    self as u8
                }

                /// The code in queries.
                pub const fn code(self) -> &'static str {
                    match self { $(Self::$variant => $code,)+ }
                }

                /// The Italian meaning.
                pub const fn label(self) -> &'static str {
                    match self { $(Self::$variant => $label,)+ }
                }

                /// The value with this number.
                pub fn from_number(number: u8) -> Option<Self> {
                    Self::ALL.get(usize::from(number)).copied()
                }
            }
        )+

        /// Every coded column: its name in an edition's files, and code and label of each number.
        pub const CODED_COLUMNS: &[CodedColumn] = &[$(CodedColumn {
            column: $column,
            values: &[$(($code, $label),)+],
        },)+];

        const _: () = { $(assert!($name::ALL.len() <= 1 << $bits);)+ };
    };
}

/// A column of small numbers and what each number means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodedColumn {
    /// Name of the column in an edition's files.
    pub column: &'static str,
    /// Code in queries and Italian label, by number.
    pub values: &'static [(&'static str, &'static str)],
}

trait_values! {
    /// Sex. Source: INPS specification 2.0.1, table 6; 0 is ours.
    Sex, "sex", bits 2 {
        /// Not known.
        Unknown = 0, "nd", "non noto";
        /// Maschio.
        Male = 1, "M", "maschi";
        /// Femmina.
        Female = 2, "F", "femmine";
    }
    /// Citizenship class.
    Citizenship, "citizenship", bits 2 {
        /// Not known.
        Unknown = 0, "nd", "non nota";
        /// Italian.
        Italian = 1, "IT", "italiana";
        /// Of another state of the European Union.
        EuropeanUnion = 2, "UE", "di un altro Stato dell'Unione europea";
        /// Of a state outside the European Union, or of none.
        Other = 3, "EX", "di uno Stato fuori dall'Unione europea";
    }
    /// Age in completed years at 31 December of the fact's year. The bands up to 17 are those of
    /// SINBA (SINBA.xsd, FasciaEtaBeneficiario); all of them sum from ISTAT's single years of age.
    AgeBand, "age_band", bits 4 {
        /// Not known.
        Unknown = 0, "nd", "età non nota";
        /// 0 to 2.
        Y0 = 1, "0-2", "0-2 anni";
        /// 3 to 5.
        Y3 = 2, "3-5", "3-5 anni";
        /// 6 to 8.
        Y6 = 3, "6-8", "6-8 anni";
        /// 9 to 11.
        Y9 = 4, "9-11", "9-11 anni";
        /// 12 to 14.
        Y12 = 5, "12-14", "12-14 anni";
        /// 15 to 17.
        Y15 = 6, "15-17", "15-17 anni";
        /// 18 to 29.
        Y18 = 7, "18-29", "18-29 anni";
        /// 30 to 49.
        Y30 = 8, "30-49", "30-49 anni";
        /// 50 to 64.
        Y50 = 9, "50-64", "50-64 anni";
        /// 65 to 74.
        Y65 = 10, "65-74", "65-74 anni";
        /// 75 to 84.
        Y75 = 11, "75-84", "75-84 anni";
        /// 85 and more.
        Y85 = 12, "85+", "85 anni e più";
    }
    /// Means test. Source: INPS specification 2.0.1, table 9 (PresenzaProvaMezzi, code less one).
    MeansTest, "means_test", bits 2 {
        /// Subject to ISEE.
        Isee = 0, "isee", "soggetta a ISEE";
        /// Subject to another means test.
        Other = 1, "altra", "soggetta a un'altra prova dei mezzi";
        /// Subject to ISEE in general, not for this beneficiary.
        Exempted = 2, "esente", "di norma soggetta a ISEE, non per il beneficiario";
        /// Not subject to any.
        None = 3, "nessuna", "senza prova dei mezzi";
    }
    /// Periodic or one-off. Source: INPS specification 2.0.1, table 9 (code less one).
    Carattere, "carattere", bits 1 {
        /// Periodica.
        Periodic = 0, "periodica", "periodica";
        /// Occasionale.
        OneOff = 1, "occasionale", "occasionale";
    }
    /// Presa in carico and, where yes, area di utenza. Source: INPS specification 2.0.1, table 9.
    Carico, "carico", bits 3 {
        /// Nobody has said.
        Unknown = 0, "nd", "non si sa";
        /// No presa in carico.
        No = 1, "no", "senza presa in carico";
        /// Presa in carico, area not known.
        Yes = 2, "si", "in carico, area non indicata";
        /// Famiglia e minori.
        Family = 3, "FAM", "in carico: famiglia e minori";
        /// Disabilità e non autosufficienza.
        Disability = 4, "DIS", "in carico: disabilità e non autosufficienza";
        /// Povertà ed esclusione sociale.
        Poverty = 5, "POV", "in carico: povertà ed esclusione sociale";
    }
    /// ISEE band of the household. Source: SINBA.xsd, FasciaISEEBeneficiario, whose first two bands,
    /// nought and up to 3,000 euro, are one here.
    IseeBand, "isee_band", bits 3 {
        /// Not known, or not asked for.
        Unknown = 0, "nd", "ISEE non noto";
        /// Up to 3,000.
        UpTo3 = 1, "0-3", "fino a 3.000 €";
        /// Over 3,000 to 6,000.
        UpTo6 = 2, "3-6", "oltre 3.000 e fino a 6.000 €";
        /// Over 6,000 to 9,000.
        UpTo9 = 3, "6-9", "oltre 6.000 e fino a 9.000 €";
        /// Over 9,000 to 12,000.
        UpTo12 = 4, "9-12", "oltre 9.000 e fino a 12.000 €";
        /// Over 12,000 to 15,000.
        UpTo15 = 5, "12-15", "oltre 12.000 e fino a 15.000 €";
        /// Over 15,000 to 20,000.
        UpTo20 = 6, "15-20", "oltre 15.000 e fino a 20.000 €";
        /// Over 20,000.
        Over20 = 7, "20+", "oltre 20.000 €";
    }
    /// Daily living in the SINA assessment. Source: PS_PSA_SINA201812.xsd, AttivitaVitaQuotidiana.
    DailyLiving, "daily_living", bits 2 {
        /// No SINA assessment.
        NotAssessed = 0, "nv", "senza valutazione SINA";
        /// Autonomo.
        Autonomous = 1, "1", "autonomo";
        /// Dipendente in parte.
        Partial = 2, "2", "dipendente in parte";
        /// Dipendente in tutto.
        Total = 3, "3", "dipendente in tutto";
    }
    /// Mobility in the SINA assessment. Source: PS_PSA_SINA201812.xsd, Mobilita.
    Mobility, "mobility", bits 2 {
        /// No SINA assessment.
        NotAssessed = 0, "nv", "senza valutazione SINA";
        /// Alone.
        Alone = 1, "1", "si sposta da solo";
        /// With help.
        WithHelp = 2, "2", "si sposta con aiuto";
        /// Not at all.
        No = 3, "3", "non si sposta";
    }
    /// Whether the SINA assessment names a certified disability.
    CertifiedDisability, "certified_disability", bits 1 {
        /// No, or no assessment.
        No = 0, "no", "senza invalidità certificata";
        /// Yes.
        Yes = 1, "si", "con invalidità certificata";
    }
    /// What SINBA says of a minor. Source: SINBA.xsd, FormaAffido and FormaInserimento.
    MinorCare, "minor_care", bits 2 {
        /// No SINBA assessment.
        NotAssessed = 0, "nv", "senza valutazione SINBA";
        /// Assessed, in the own family.
        Family = 1, "famiglia", "valutato, in famiglia";
        /// In affidamento.
        Foster = 2, "affido", "in affidamento";
        /// In a residential structure.
        Residential = 3, "struttura", "in struttura residenziale";
    }
}

impl AgeBand {
    /// The band of an age in completed years.
    pub fn of_age(age: u8) -> Self {
        const FIRST: [u8; 12] = [0, 3, 6, 9, 12, 15, 18, 30, 50, 65, 75, 85];
        let n = FIRST.iter().take_while(|&&first| first <= age).count();
        Self::ALL[n]
    }
}

impl IseeBand {
    /// The band of an ISEE in cents of euro.
    pub fn of_cents(cents: i64) -> Self {
        const LAST: [i64; 6] = [300_000, 600_000, 900_000, 1_200_000, 1_500_000, 2_000_000];
        let n = LAST.iter().take_while(|&&last| cents > last).count();
        Self::ALL[n + 1]
    }
}

/// All coded values of one fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Traits {
    /// Sex.
    pub sex: Sex,
    /// Citizenship.
    pub citizenship: Citizenship,
    /// Age band.
    pub age_band: AgeBand,
    /// Means test.
    pub means_test: MeansTest,
    /// Periodic or one-off.
    pub carattere: Carattere,
    /// Presa in carico and area.
    pub carico: Carico,
    /// ISEE band.
    pub isee_band: IseeBand,
    /// SINA: daily living.
    pub daily_living: DailyLiving,
    /// SINA: mobility.
    pub mobility: Mobility,
    /// SINA: certified disability.
    pub certified_disability: CertifiedDisability,
    /// SINBA.
    pub minor_care: MinorCare,
}

impl Default for Traits {
    fn default() -> Self {
        Self::from_numbers([0; CODED_COLUMNS.len()]).expect("invariant: number 0 means something")
    }
}

impl Traits {
    /// The numbers, in the order of [`CODED_COLUMNS`].
    pub fn numbers(&self) -> [u8; CODED_COLUMNS.len()] {
        [
            self.sex.number(),
            self.citizenship.number(),
            self.age_band.number(),
            self.means_test.number(),
            self.carattere.number(),
            self.carico.number(),
            self.isee_band.number(),
            self.daily_living.number(),
            self.mobility.number(),
            self.certified_disability.number(),
            self.minor_care.number(),
        ]
    }

    /// The traits with these numbers, in the order of [`CODED_COLUMNS`]; `None` where one means nothing.
    pub fn from_numbers(numbers: [u8; CODED_COLUMNS.len()]) -> Option<Self> {
        let [
            sex,
            citizenship,
            age_band,
            means_test,
            carattere,
            carico,
            isee,
            living,
            mobility,
            disability,
            minor,
        ] = numbers;
        Some(Self {
            sex: Sex::from_number(sex)?,
            citizenship: Citizenship::from_number(citizenship)?,
            age_band: AgeBand::from_number(age_band)?,
            means_test: MeansTest::from_number(means_test)?,
            carattere: Carattere::from_number(carattere)?,
            carico: Carico::from_number(carico)?,
            isee_band: IseeBand::from_number(isee)?,
            daily_living: DailyLiving::from_number(living)?,
            mobility: Mobility::from_number(mobility)?,
            certified_disability: CertifiedDisability::from_number(disability)?,
            minor_care: MinorCare::from_number(minor)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{AgeBand, IseeBand, Traits};

    #[test]
    fn an_age_falls_into_its_band() {
        for (age, code) in [
            (0, "0-2"),
            (2, "0-2"),
            (3, "3-5"),
            (17, "15-17"),
            (18, "18-29"),
            (84, "75-84"),
            (85, "85+"),
            (120, "85+"),
        ] {
            assert_eq!(AgeBand::of_age(age).code(), code, "{age}");
        }
    }

    #[test]
    fn an_isee_falls_into_its_band() {
        for (euro, code) in [
            (0, "0-3"),
            (3_000, "0-3"),
            (3_001, "3-6"),
            (9_000, "6-9"),
            (20_000, "15-20"),
            (20_001, "20+"),
        ] {
            assert_eq!(IseeBand::of_cents(euro * 100).code(), code, "{euro}");
        }
    }

    #[test]
    fn traits_come_back_from_their_numbers() {
        let numbers = [2, 3, 12, 3, 1, 5, 7, 3, 3, 1, 3];
        let traits = Traits::from_numbers(numbers).expect("every number means something");
        assert_eq!(traits.numbers(), numbers);
        assert_eq!(
            Traits::from_numbers([3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            None
        );
    }
}
