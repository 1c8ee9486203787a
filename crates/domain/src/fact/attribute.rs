//! What a column of an office's file can say.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::flow::Field;

/// How the names of answers begin.
const ANSWER: &str = "risposta.";

macro_rules! attributes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $label:literal;)+) => {
        /// What a column of an office's file can say. Layouts name them by [`Attribute::name`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Attribute {
            $($(#[$doc])* $variant,)+
            /// An answer of a SINA or SINBA assessment; in layouts `risposta.` and the field's name.
            Answer(Field),
        }

        impl Attribute {
            /// Every attribute that is not an answer.
            pub const PLAIN: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in layouts and in storage.
            pub fn name(self) -> Cow<'static, str> {
                match self {
                    $(Self::$variant => Cow::Borrowed($name),)+
                    Self::Answer(field) => Cow::Owned(format!("{ANSWER}{}", field.name())),
                }
            }

            fn plain(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// The Italian name, for messages.
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$variant => $label,)+
                    Self::Answer(field) => field.label(),
                }
            }
        }
    };
}

attributes! {
    /// Codice fiscale of the beneficiary.
    Cf = "codice_fiscale", "codice fiscale";
    /// Cognome.
    Surname = "cognome", "cognome";
    /// Nome.
    GivenName = "nome", "nome";
    /// Cognome and nome in one cell.
    FullName = "cognome_nome", "cognome e nome";
    /// Sex.
    Sex = "sesso", "sesso";
    /// Date of birth.
    BirthDate = "data_nascita", "data di nascita";
    /// Birthplace: Belfiore code, or name of comune or country.
    Birthplace = "luogo_nascita", "luogo di nascita";
    /// Citizenship: ISO numeric, ANPR code, or name.
    Citizenship = "cittadinanza", "cittadinanza";
    /// Second citizenship.
    SecondCitizenship = "seconda_cittadinanza", "seconda cittadinanza";
    /// Country of residence: code or name.
    ResidenceCountry = "nazione_residenza", "nazione di residenza";
    /// Comune of residence: Belfiore, ISTAT code or name.
    ResidenceComune = "comune_residenza", "comune di residenza";
    /// Day of death.
    DeceasedOn = "data_decesso", "data del decesso";
    /// Whether an authority confirmed the codice fiscale.
    CfVerified = "cf_verificato", "codice fiscale verificato";
    /// Code of the benefit.
    Benefit = "codice_prestazione", "codice della prestazione";
    /// Protocol of the application.
    Protocol = "protocollo_domanda", "protocollo della domanda";
    /// First day.
    Start = "data_inizio", "data di inizio";
    /// Last day.
    End = "data_fine", "data di fine";
    /// Month.
    Month = "mese", "mese";
    /// Year.
    Year = "anno", "anno";
    /// Day of a one-off payment.
    PaidOn = "data_erogazione", "data di erogazione";
    /// Day of the event.
    EventDate = "data_evento", "data dell'evento";
    /// Amount for the row's time.
    Amount = "importo", "importo";
    /// Amount of each month.
    MonthlyAmount = "importo_mensile", "importo mensile";
    /// Quota of the ente.
    EnteQuota = "quota_ente", "quota a carico dell'ente";
    /// Quota of the user.
    UserQuota = "quota_utente", "quota a carico dell'utente";
    /// Quota of the health service.
    SsnQuota = "quota_ssn", "quota a carico del Servizio sanitario";
    /// Highest share asked of any user.
    RequestedQuota = "quota_richiesta", "quota massima richiesta";
    /// ISEE threshold.
    IseeThreshold = "soglia_isee", "soglia ISEE";
    /// Hours of service, as hours and minutes.
    Hours = "ore", "ore di servizio";
    /// Days of presence.
    Days = "giorni", "giorni di presenza";
    /// Amount a day.
    DailyRate = "retta_giornaliera", "retta giornaliera";
    /// Periodic or one-off.
    Carattere = "carattere", "carattere della prestazione";
    /// Means test.
    MeansTest = "prova_mezzi", "prova dei mezzi";
    /// Presa in carico.
    PresaInCarico = "presa_in_carico", "presa in carico";
    /// Area di utenza.
    ServiceArea = "area_utenza", "area di utenza";
    /// DSU protocol.
    DsuProtocol = "protocollo_dsu", "protocollo della DSU";
    /// Day on which the DSU was lodged.
    DsuDate = "data_dsu", "data della DSU";
    /// Value of the ISEE.
    IseeValue = "valore_isee", "valore dell'ISEE";
    /// Day of the assessment.
    AssessedOn = "data_valutazione", "data della valutazione";
    /// INPS's code of the ente.
    EnteCode = "codice_ente", "codice dell'ente";
    /// Denominazione of the ente.
    EnteName = "denominazione_ente", "denominazione dell'ente";
    /// Legal seat of the ente, Belfiore.
    EnteSeat = "sede_legale", "comune della sede legale";
    /// Codice fiscale of the operator.
    OperatorCf = "cf_operatore", "codice fiscale dell'operatore";
}

impl Attribute {
    /// The attribute whose [`Attribute::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.strip_prefix(ANSWER) {
            Some(field) => Field::from_name(field).map(Self::Answer),
            None => Self::plain(name),
        }
    }
}

impl Serialize for Attribute {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}

impl<'de> Deserialize<'de> for Attribute {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<str>::deserialize(deserializer)?;
        Self::from_name(&name)
            .ok_or_else(|| serde::de::Error::custom(format!("unknown attribute `{name}`")))
    }
}
