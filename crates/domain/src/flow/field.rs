//! The list of everything that a flow can say, with the Italian name a clerk reads.

macro_rules! fields {
    ($($variant:ident = $label:literal;)+) => {
        /// One value of a flow. The variants follow the order of INPS's XSDs (PS_PSA_SINA201812.xsd,
        /// then SINBA.xsd); their wire names are in `siuss`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Field {
            $(#[doc = $label] $variant,)+
        }

        impl Field {
            /// Every field, in the order of the XSDs.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Variant and Italian name, in the order of the variants.
            const WORDS: &'static [(&'static str, &'static str)] =
                &[$((stringify!($variant), $label),)+];
        }
    };
}

fields! {
    // Header
    FlowName = "nome del flusso";
    EnteCode = "codice dell'ente";
    EnteName = "denominazione dell'ente";
    EnteSeat = "comune della sede legale dell'ente";
    OperatorCf = "codice fiscale dell'operatore";
    // Beneficiary
    BeneficiaryCf = "codice fiscale del beneficiario";
    Surname = "cognome";
    GivenName = "nome";
    BirthYear = "anno di nascita";
    Birthplace = "luogo di nascita";
    Sex = "genere";
    Citizenship = "cittadinanza";
    SecondCitizenship = "seconda cittadinanza";
    // Residence
    ResidenceRegion = "regione di residenza";
    ResidenceComune = "comune di residenza";
    ResidenceCountry = "nazione di residenza";
    // Benefit
    Operation = "tipo di operazione";
    MeansTest = "presenza della prova dei mezzi";
    Carattere = "carattere della prestazione";
    DsuNumber = "numero di protocollo della DSU";
    DsuYear = "anno del protocollo della DSU";
    DsuDate = "data della DSU";
    BenefitCode = "codice della prestazione";
    BenefitName = "denominazione della prestazione";
    ApplicationProtocol = "protocollo della domanda";
    EventDate = "data dell'evento";
    BenefitStart = "data di inizio della prestazione";
    BenefitEnd = "data di fine della prestazione";
    DeliveryDate = "data di erogazione della prestazione";
    OneOffAmount = "importo della prestazione";
    MonthsDelivered = "mesi di erogazione";
    MonthlyAmount = "importo mensile";
    EnteQuota = "quota a carico dell'ente";
    UserQuota = "quota a carico dell'utente";
    SsnQuota = "quota a carico del Servizio sanitario";
    RequestedQuota = "quota massima richiesta a un utente";
    IseeThreshold = "soglia ISEE";
    MonthlyHours = "ore mensili di servizio";
    PresaInCarico = "presa in carico";
    ServiceArea = "area di utenza";
    // Assessment
    Mobility = "mobilità";
    DailyLiving = "attività della vita quotidiana";
    CognitiveDisorders = "disturbi dell'area cognitiva";
    BehaviouralDisorders = "disturbi comportamentali";
    HealthCareNeeds = "necessità di cure sanitarie";
    IncomeArea = "area reddituale";
    SupportArea = "area di supporto";
    AssessmentSource = "fonte della valutazione";
    AssessmentInstrument = "strumento di valutazione";
    DisabilitySource = "fonte dell'invalidità";
    NeededBenefit = "intervento sociale necessario";
    CertifiedDisability = "invalidità civile certificata";
    // Minor
    MinorId = "identificativo del minore";
    UnaccompaniedMinor = "minore straniero non accompagnato";
    OrphanStatus = "condizione del minore";
    LivingPlace = "luogo di vita";
    School = "scuola frequentata";
    WorkCondition = "condizione lavorativa";
    Disability = "disabilità";
    DisabilityKind = "tipo di disabilità";
    DisabilityCertificate = "certificazione di invalidità";
    FatherCitizenship = "cittadinanza del padre";
    MotherCitizenship = "cittadinanza della madre";
    FatherRegion = "regione di residenza del padre";
    MotherRegion = "regione di residenza della madre";
    FatherEducation = "titolo di studio del padre";
    MotherEducation = "titolo di studio della madre";
    FatherOccupation = "occupazione del padre";
    MotherOccupation = "occupazione della madre";
    FirstReportMonth = "data della prima segnalazione";
    ReportSource = "fonte della segnalazione";
    MinorEvaluation = "valutazione del minore";
    FamilyEvaluation = "valutazione della famiglia del minore";
    CourtReport = "segnalazione all'autorità giudiziaria";
    CourtReportMonth = "data della segnalazione";
    CourtOrder = "provvedimento giudiziario";
    CourtOrderMonth = "data del provvedimento giudiziario";
    CourtAuthority = "autorità del provvedimento";
    ParentalAuthority = "potestà o tutela";
    CourtOrderKind = "tipo di provvedimento giudiziario";
    FosterForm = "forma dell'affido";
    FosterKind = "tipo di affido";
    FosterDuration = "durata dell'affido";
    FosterCharacter = "carattere dell'affido";
    FosterOutcome = "esito dell'affido";
    PlacementCharacter = "carattere dell'inserimento residenziale";
    PlacementForm = "forma dell'inserimento residenziale";
    PlacementKind = "tipo di inserimento residenziale";
    PlacementOutcome = "esito dell'inserimento in struttura";
    ClosureReason = "motivo della chiusura della presa in carico";
    ClosureSituation = "situazione alla chiusura della presa in carico";
    Collaborations = "collaborazioni negli interventi";
    IseeMembers = "numero di componenti ISEE";
    AgeBand = "fascia di età";
    IseeBand = "fascia ISEE";
    MinorBirthYear = "anno di nascita del minore";
    MinorRegion = "regione di residenza del minore";
    MinorResidenceCountry = "nazione di residenza del minore";
    MinorBenefit = "prestazione del minore";
    HouseholdMember = "componente della famiglia";
}

impl Field {
    /// The Italian name, for messages: lower case, without an article.
    pub const fn label(self) -> &'static str {
        Self::WORDS[self as usize].1
    }

    /// The variant's own name, for storage; read back by [`Field::from_name`].
    pub const fn name(self) -> &'static str {
        Self::WORDS[self as usize].0
    }

    /// The field whose [`Field::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }
}

impl serde::Serialize for Field {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> serde::Deserialize<'de> for Field {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = <String as serde::Deserialize>::deserialize(deserializer)?;
        Self::from_name(&name)
            .ok_or_else(|| serde::de::Error::custom(format!("unknown field `{name}`")))
    }
}
