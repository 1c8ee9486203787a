//! The list of everything that a flow can say, with the Italian name a clerk reads.

/// One value of a flow. The variants follow the order of INPS's XSDs (PS_PSA_SINA201812.xsd, then
/// SINBA.xsd); their wire names are in `siuss`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Field {
    // Header
    /// Nome del flusso.
    FlowName,
    /// Codice dell'ente.
    EnteCode,
    /// Denominazione dell'ente.
    EnteName,
    /// Comune della sede legale dell'ente.
    EnteSeat,
    /// Codice fiscale dell'operatore.
    OperatorCf,
    // Beneficiary
    /// Codice fiscale del beneficiario.
    BeneficiaryCf,
    /// Cognome.
    Surname,
    /// Nome.
    GivenName,
    /// Anno di nascita.
    BirthYear,
    /// Luogo di nascita.
    Birthplace,
    /// Genere.
    Sex,
    /// Cittadinanza.
    Citizenship,
    /// Seconda cittadinanza.
    SecondCitizenship,
    // Residence
    /// Regione di residenza.
    ResidenceRegion,
    /// Comune di residenza.
    ResidenceComune,
    /// Nazione di residenza.
    ResidenceCountry,
    // Benefit
    /// Tipo di operazione.
    Operation,
    /// Presenza della prova dei mezzi.
    MeansTest,
    /// Carattere della prestazione.
    Carattere,
    /// Numero di protocollo della DSU.
    DsuNumber,
    /// Anno del protocollo della DSU.
    DsuYear,
    /// Data della DSU.
    DsuDate,
    /// Codice della prestazione.
    BenefitCode,
    /// Denominazione della prestazione.
    BenefitName,
    /// Protocollo della domanda.
    ApplicationProtocol,
    /// Data dell'evento.
    EventDate,
    /// Data di inizio della prestazione.
    BenefitStart,
    /// Data di fine della prestazione.
    BenefitEnd,
    /// Data di erogazione della prestazione.
    DeliveryDate,
    /// Importo della prestazione.
    OneOffAmount,
    /// Mesi di erogazione.
    MonthsDelivered,
    /// Importo mensile.
    MonthlyAmount,
    /// Quota a carico dell'ente.
    EnteQuota,
    /// Quota a carico dell'utente.
    UserQuota,
    /// Quota a carico del Servizio sanitario.
    SsnQuota,
    /// Quota massima richiesta a un utente.
    RequestedQuota,
    /// Soglia ISEE.
    IseeThreshold,
    /// Ore mensili di servizio.
    MonthlyHours,
    /// Presa in carico.
    PresaInCarico,
    /// Area di utenza.
    ServiceArea,
    // Assessment
    /// Mobilità.
    Mobility,
    /// Attività della vita quotidiana.
    DailyLiving,
    /// Disturbi dell'area cognitiva.
    CognitiveDisorders,
    /// Disturbi comportamentali.
    BehaviouralDisorders,
    /// Necessità di cure sanitarie.
    HealthCareNeeds,
    /// Area reddituale.
    IncomeArea,
    /// Area di supporto.
    SupportArea,
    /// Fonte della valutazione.
    AssessmentSource,
    /// Strumento di valutazione.
    AssessmentInstrument,
    /// Fonte dell'invalidità.
    DisabilitySource,
    /// Intervento sociale necessario.
    NeededBenefit,
    /// Invalidità civile certificata.
    CertifiedDisability,
    // Minor
    /// Identificativo del minore.
    MinorId,
    /// Minore straniero non accompagnato.
    UnaccompaniedMinor,
    /// Condizione del minore.
    OrphanStatus,
    /// Luogo di vita.
    LivingPlace,
    /// Scuola frequentata.
    School,
    /// Condizione lavorativa.
    WorkCondition,
    /// Disabilità.
    Disability,
    /// Tipo di disabilità.
    DisabilityKind,
    /// Certificazione di invalidità.
    DisabilityCertificate,
    /// Cittadinanza del padre.
    FatherCitizenship,
    /// Cittadinanza della madre.
    MotherCitizenship,
    /// Regione di residenza del padre.
    FatherRegion,
    /// Regione di residenza della madre.
    MotherRegion,
    /// Titolo di studio del padre.
    FatherEducation,
    /// Titolo di studio della madre.
    MotherEducation,
    /// Occupazione del padre.
    FatherOccupation,
    /// Occupazione della madre.
    MotherOccupation,
    /// Data della prima segnalazione.
    FirstReportMonth,
    /// Fonte della segnalazione.
    ReportSource,
    /// Valutazione del minore.
    MinorEvaluation,
    /// Valutazione della famiglia del minore.
    FamilyEvaluation,
    /// Segnalazione all'autorità giudiziaria.
    CourtReport,
    /// Data della segnalazione.
    CourtReportMonth,
    /// Provvedimento giudiziario.
    CourtOrder,
    /// Data del provvedimento giudiziario.
    CourtOrderMonth,
    /// Autorità del provvedimento.
    CourtAuthority,
    /// Potestà o tutela.
    ParentalAuthority,
    /// Tipo di provvedimento giudiziario.
    CourtOrderKind,
    /// Forma dell'affido.
    FosterForm,
    /// Tipo di affido.
    FosterKind,
    /// Durata dell'affido.
    FosterDuration,
    /// Carattere dell'affido.
    FosterCharacter,
    /// Esito dell'affido.
    FosterOutcome,
    /// Carattere dell'inserimento residenziale.
    PlacementCharacter,
    /// Forma dell'inserimento residenziale.
    PlacementForm,
    /// Tipo di inserimento residenziale.
    PlacementKind,
    /// Esito dell'inserimento in struttura.
    PlacementOutcome,
    /// Motivo della chiusura della presa in carico.
    ClosureReason,
    /// Situazione alla chiusura della presa in carico.
    ClosureSituation,
    /// Collaborazioni negli interventi.
    Collaborations,
    /// Numero di componenti ISEE.
    IseeMembers,
    /// Fascia di età.
    AgeBand,
    /// Fascia ISEE.
    IseeBand,
    /// Anno di nascita del minore.
    MinorBirthYear,
    /// Regione di residenza del minore.
    MinorRegion,
    /// Nazione di residenza del minore.
    MinorResidenceCountry,
    /// Prestazione del minore.
    MinorBenefit,
    /// Componente della famiglia.
    HouseholdMember,
}

impl Field {
    /// Every field, in the order of the XSDs.
    pub const ALL: &'static [Self] = &[
        Self::FlowName,
        Self::EnteCode,
        Self::EnteName,
        Self::EnteSeat,
        Self::OperatorCf,
        Self::BeneficiaryCf,
        Self::Surname,
        Self::GivenName,
        Self::BirthYear,
        Self::Birthplace,
        Self::Sex,
        Self::Citizenship,
        Self::SecondCitizenship,
        Self::ResidenceRegion,
        Self::ResidenceComune,
        Self::ResidenceCountry,
        Self::Operation,
        Self::MeansTest,
        Self::Carattere,
        Self::DsuNumber,
        Self::DsuYear,
        Self::DsuDate,
        Self::BenefitCode,
        Self::BenefitName,
        Self::ApplicationProtocol,
        Self::EventDate,
        Self::BenefitStart,
        Self::BenefitEnd,
        Self::DeliveryDate,
        Self::OneOffAmount,
        Self::MonthsDelivered,
        Self::MonthlyAmount,
        Self::EnteQuota,
        Self::UserQuota,
        Self::SsnQuota,
        Self::RequestedQuota,
        Self::IseeThreshold,
        Self::MonthlyHours,
        Self::PresaInCarico,
        Self::ServiceArea,
        Self::Mobility,
        Self::DailyLiving,
        Self::CognitiveDisorders,
        Self::BehaviouralDisorders,
        Self::HealthCareNeeds,
        Self::IncomeArea,
        Self::SupportArea,
        Self::AssessmentSource,
        Self::AssessmentInstrument,
        Self::DisabilitySource,
        Self::NeededBenefit,
        Self::CertifiedDisability,
        Self::MinorId,
        Self::UnaccompaniedMinor,
        Self::OrphanStatus,
        Self::LivingPlace,
        Self::School,
        Self::WorkCondition,
        Self::Disability,
        Self::DisabilityKind,
        Self::DisabilityCertificate,
        Self::FatherCitizenship,
        Self::MotherCitizenship,
        Self::FatherRegion,
        Self::MotherRegion,
        Self::FatherEducation,
        Self::MotherEducation,
        Self::FatherOccupation,
        Self::MotherOccupation,
        Self::FirstReportMonth,
        Self::ReportSource,
        Self::MinorEvaluation,
        Self::FamilyEvaluation,
        Self::CourtReport,
        Self::CourtReportMonth,
        Self::CourtOrder,
        Self::CourtOrderMonth,
        Self::CourtAuthority,
        Self::ParentalAuthority,
        Self::CourtOrderKind,
        Self::FosterForm,
        Self::FosterKind,
        Self::FosterDuration,
        Self::FosterCharacter,
        Self::FosterOutcome,
        Self::PlacementCharacter,
        Self::PlacementForm,
        Self::PlacementKind,
        Self::PlacementOutcome,
        Self::ClosureReason,
        Self::ClosureSituation,
        Self::Collaborations,
        Self::IseeMembers,
        Self::AgeBand,
        Self::IseeBand,
        Self::MinorBirthYear,
        Self::MinorRegion,
        Self::MinorResidenceCountry,
        Self::MinorBenefit,
        Self::HouseholdMember,
    ];

    /// The Italian name, for messages: lower case, without an article.
    pub const fn label(self) -> &'static str {
        match self {
            Self::FlowName => "nome del flusso",
            Self::EnteCode => "codice dell'ente",
            Self::EnteName => "denominazione dell'ente",
            Self::EnteSeat => "comune della sede legale dell'ente",
            Self::OperatorCf => "codice fiscale dell'operatore",
            Self::BeneficiaryCf => "codice fiscale del beneficiario",
            Self::Surname => "cognome",
            Self::GivenName => "nome",
            Self::BirthYear => "anno di nascita",
            Self::Birthplace => "luogo di nascita",
            Self::Sex => "genere",
            Self::Citizenship => "cittadinanza",
            Self::SecondCitizenship => "seconda cittadinanza",
            Self::ResidenceRegion => "regione di residenza",
            Self::ResidenceComune => "comune di residenza",
            Self::ResidenceCountry => "nazione di residenza",
            Self::Operation => "tipo di operazione",
            Self::MeansTest => "presenza della prova dei mezzi",
            Self::Carattere => "carattere della prestazione",
            Self::DsuNumber => "numero di protocollo della DSU",
            Self::DsuYear => "anno del protocollo della DSU",
            Self::DsuDate => "data della DSU",
            Self::BenefitCode => "codice della prestazione",
            Self::BenefitName => "denominazione della prestazione",
            Self::ApplicationProtocol => "protocollo della domanda",
            Self::EventDate => "data dell'evento",
            Self::BenefitStart => "data di inizio della prestazione",
            Self::BenefitEnd => "data di fine della prestazione",
            Self::DeliveryDate => "data di erogazione della prestazione",
            Self::OneOffAmount => "importo della prestazione",
            Self::MonthsDelivered => "mesi di erogazione",
            Self::MonthlyAmount => "importo mensile",
            Self::EnteQuota => "quota a carico dell'ente",
            Self::UserQuota => "quota a carico dell'utente",
            Self::SsnQuota => "quota a carico del Servizio sanitario",
            Self::RequestedQuota => "quota massima richiesta a un utente",
            Self::IseeThreshold => "soglia ISEE",
            Self::MonthlyHours => "ore mensili di servizio",
            Self::PresaInCarico => "presa in carico",
            Self::ServiceArea => "area di utenza",
            Self::Mobility => "mobilità",
            Self::DailyLiving => "attività della vita quotidiana",
            Self::CognitiveDisorders => "disturbi dell'area cognitiva",
            Self::BehaviouralDisorders => "disturbi comportamentali",
            Self::HealthCareNeeds => "necessità di cure sanitarie",
            Self::IncomeArea => "area reddituale",
            Self::SupportArea => "area di supporto",
            Self::AssessmentSource => "fonte della valutazione",
            Self::AssessmentInstrument => "strumento di valutazione",
            Self::DisabilitySource => "fonte dell'invalidità",
            Self::NeededBenefit => "intervento sociale necessario",
            Self::CertifiedDisability => "invalidità civile certificata",
            Self::MinorId => "identificativo del minore",
            Self::UnaccompaniedMinor => "minore straniero non accompagnato",
            Self::OrphanStatus => "condizione del minore",
            Self::LivingPlace => "luogo di vita",
            Self::School => "scuola frequentata",
            Self::WorkCondition => "condizione lavorativa",
            Self::Disability => "disabilità",
            Self::DisabilityKind => "tipo di disabilità",
            Self::DisabilityCertificate => "certificazione di invalidità",
            Self::FatherCitizenship => "cittadinanza del padre",
            Self::MotherCitizenship => "cittadinanza della madre",
            Self::FatherRegion => "regione di residenza del padre",
            Self::MotherRegion => "regione di residenza della madre",
            Self::FatherEducation => "titolo di studio del padre",
            Self::MotherEducation => "titolo di studio della madre",
            Self::FatherOccupation => "occupazione del padre",
            Self::MotherOccupation => "occupazione della madre",
            Self::FirstReportMonth => "data della prima segnalazione",
            Self::ReportSource => "fonte della segnalazione",
            Self::MinorEvaluation => "valutazione del minore",
            Self::FamilyEvaluation => "valutazione della famiglia del minore",
            Self::CourtReport => "segnalazione all'autorità giudiziaria",
            Self::CourtReportMonth => "data della segnalazione",
            Self::CourtOrder => "provvedimento giudiziario",
            Self::CourtOrderMonth => "data del provvedimento giudiziario",
            Self::CourtAuthority => "autorità del provvedimento",
            Self::ParentalAuthority => "potestà o tutela",
            Self::CourtOrderKind => "tipo di provvedimento giudiziario",
            Self::FosterForm => "forma dell'affido",
            Self::FosterKind => "tipo di affido",
            Self::FosterDuration => "durata dell'affido",
            Self::FosterCharacter => "carattere dell'affido",
            Self::FosterOutcome => "esito dell'affido",
            Self::PlacementCharacter => "carattere dell'inserimento residenziale",
            Self::PlacementForm => "forma dell'inserimento residenziale",
            Self::PlacementKind => "tipo di inserimento residenziale",
            Self::PlacementOutcome => "esito dell'inserimento in struttura",
            Self::ClosureReason => "motivo della chiusura della presa in carico",
            Self::ClosureSituation => "situazione alla chiusura della presa in carico",
            Self::Collaborations => "collaborazioni negli interventi",
            Self::IseeMembers => "numero di componenti ISEE",
            Self::AgeBand => "fascia di età",
            Self::IseeBand => "fascia ISEE",
            Self::MinorBirthYear => "anno di nascita del minore",
            Self::MinorRegion => "regione di residenza del minore",
            Self::MinorResidenceCountry => "nazione di residenza del minore",
            Self::MinorBenefit => "prestazione del minore",
            Self::HouseholdMember => "componente della famiglia",
        }
    }

    /// The variant's own name, for storage; read back by [`Field::from_name`].
    pub const fn name(self) -> &'static str {
        match self {
            Self::FlowName => "FlowName",
            Self::EnteCode => "EnteCode",
            Self::EnteName => "EnteName",
            Self::EnteSeat => "EnteSeat",
            Self::OperatorCf => "OperatorCf",
            Self::BeneficiaryCf => "BeneficiaryCf",
            Self::Surname => "Surname",
            Self::GivenName => "GivenName",
            Self::BirthYear => "BirthYear",
            Self::Birthplace => "Birthplace",
            Self::Sex => "Sex",
            Self::Citizenship => "Citizenship",
            Self::SecondCitizenship => "SecondCitizenship",
            Self::ResidenceRegion => "ResidenceRegion",
            Self::ResidenceComune => "ResidenceComune",
            Self::ResidenceCountry => "ResidenceCountry",
            Self::Operation => "Operation",
            Self::MeansTest => "MeansTest",
            Self::Carattere => "Carattere",
            Self::DsuNumber => "DsuNumber",
            Self::DsuYear => "DsuYear",
            Self::DsuDate => "DsuDate",
            Self::BenefitCode => "BenefitCode",
            Self::BenefitName => "BenefitName",
            Self::ApplicationProtocol => "ApplicationProtocol",
            Self::EventDate => "EventDate",
            Self::BenefitStart => "BenefitStart",
            Self::BenefitEnd => "BenefitEnd",
            Self::DeliveryDate => "DeliveryDate",
            Self::OneOffAmount => "OneOffAmount",
            Self::MonthsDelivered => "MonthsDelivered",
            Self::MonthlyAmount => "MonthlyAmount",
            Self::EnteQuota => "EnteQuota",
            Self::UserQuota => "UserQuota",
            Self::SsnQuota => "SsnQuota",
            Self::RequestedQuota => "RequestedQuota",
            Self::IseeThreshold => "IseeThreshold",
            Self::MonthlyHours => "MonthlyHours",
            Self::PresaInCarico => "PresaInCarico",
            Self::ServiceArea => "ServiceArea",
            Self::Mobility => "Mobility",
            Self::DailyLiving => "DailyLiving",
            Self::CognitiveDisorders => "CognitiveDisorders",
            Self::BehaviouralDisorders => "BehaviouralDisorders",
            Self::HealthCareNeeds => "HealthCareNeeds",
            Self::IncomeArea => "IncomeArea",
            Self::SupportArea => "SupportArea",
            Self::AssessmentSource => "AssessmentSource",
            Self::AssessmentInstrument => "AssessmentInstrument",
            Self::DisabilitySource => "DisabilitySource",
            Self::NeededBenefit => "NeededBenefit",
            Self::CertifiedDisability => "CertifiedDisability",
            Self::MinorId => "MinorId",
            Self::UnaccompaniedMinor => "UnaccompaniedMinor",
            Self::OrphanStatus => "OrphanStatus",
            Self::LivingPlace => "LivingPlace",
            Self::School => "School",
            Self::WorkCondition => "WorkCondition",
            Self::Disability => "Disability",
            Self::DisabilityKind => "DisabilityKind",
            Self::DisabilityCertificate => "DisabilityCertificate",
            Self::FatherCitizenship => "FatherCitizenship",
            Self::MotherCitizenship => "MotherCitizenship",
            Self::FatherRegion => "FatherRegion",
            Self::MotherRegion => "MotherRegion",
            Self::FatherEducation => "FatherEducation",
            Self::MotherEducation => "MotherEducation",
            Self::FatherOccupation => "FatherOccupation",
            Self::MotherOccupation => "MotherOccupation",
            Self::FirstReportMonth => "FirstReportMonth",
            Self::ReportSource => "ReportSource",
            Self::MinorEvaluation => "MinorEvaluation",
            Self::FamilyEvaluation => "FamilyEvaluation",
            Self::CourtReport => "CourtReport",
            Self::CourtReportMonth => "CourtReportMonth",
            Self::CourtOrder => "CourtOrder",
            Self::CourtOrderMonth => "CourtOrderMonth",
            Self::CourtAuthority => "CourtAuthority",
            Self::ParentalAuthority => "ParentalAuthority",
            Self::CourtOrderKind => "CourtOrderKind",
            Self::FosterForm => "FosterForm",
            Self::FosterKind => "FosterKind",
            Self::FosterDuration => "FosterDuration",
            Self::FosterCharacter => "FosterCharacter",
            Self::FosterOutcome => "FosterOutcome",
            Self::PlacementCharacter => "PlacementCharacter",
            Self::PlacementForm => "PlacementForm",
            Self::PlacementKind => "PlacementKind",
            Self::PlacementOutcome => "PlacementOutcome",
            Self::ClosureReason => "ClosureReason",
            Self::ClosureSituation => "ClosureSituation",
            Self::Collaborations => "Collaborations",
            Self::IseeMembers => "IseeMembers",
            Self::AgeBand => "AgeBand",
            Self::IseeBand => "IseeBand",
            Self::MinorBirthYear => "MinorBirthYear",
            Self::MinorRegion => "MinorRegion",
            Self::MinorResidenceCountry => "MinorResidenceCountry",
            Self::MinorBenefit => "MinorBenefit",
            Self::HouseholdMember => "HouseholdMember",
        }
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
