//! The facts of PS_PSA_SINA201812.xsd.

use pas_domain::flow::Field;

use super::facet::{Facet, Pattern};
use super::{
    AttributeFact, Attributes, Content, Element, ElementFact, UNBOUNDED, codes, once, optional,
    required, times,
};

pub(super) const CODICE_FISCALE: Facet = Facet::Pattern(Pattern::CodiceFiscale);
pub(super) const DATE: Facet = Facet::Date;
const DECIMAL: Facet = Facet::Decimal;

pub(super) const fn text(min: u32, max: u32) -> Facet {
    Facet::Length { min, max }
}

pub(super) const fn digits(count: u8) -> Facet {
    Facet::Pattern(Pattern::Digits(count))
}

pub(super) const fn int(min: i32, max: i32) -> Facet {
    Facet::Int { min, max }
}

/// How many residences a person may have.
pub(crate) const MAX_RESIDENCES: u32 = 5;

/// The root of a PS/PSA/SINA flow.
pub(crate) static FLUSSO: ElementFact = ElementFact {
    element: Element::Flusso,
    name: "Flusso",
    label: "il flusso",
    type_name: Some("FlussoType"),
    attributes: Attributes::NONE,
    content: Content::Children(&[
        once(&IDENTIFICAZIONE_FLUSSO),
        times(&BENEFICIARIO, 1, UNBOUNDED),
    ]),
    source: "PS_PSA_SINA201812.xsd, FlussoType",
};

/// The header, the same in both schemas.
pub(crate) static IDENTIFICAZIONE_FLUSSO: ElementFact = ElementFact {
    element: Element::IdentificazioneFlusso,
    name: "IdentificazioneFlusso",
    label: "l'identificazione del flusso",
    type_name: Some("IdentificazioneFlussoType"),
    attributes: Attributes::new(&[required(Field::FlowName, "Nome", text(0, 50))]),
    content: Content::Children(&[once(&ENTE)]),
    source: "PS_PSA_SINA201812.xsd e SINBA.xsd, IdentificazioneFlussoType",
};

/// The ente that sends, the same in both schemas.
pub(crate) static ENTE: ElementFact = ElementFact {
    element: Element::Ente,
    name: "Ente",
    label: "l'ente",
    type_name: Some("EnteType"),
    attributes: Attributes::new(&[
        required(Field::EnteCode, "Codice", text(1, 32)),
        optional(Field::EnteName, "Denominazione", text(1, 100)),
        required(Field::EnteSeat, "Indirizzo", text(4, 4)),
        required(Field::OperatorCf, "CFOperatore", CODICE_FISCALE),
    ]),
    content: Content::Empty,
    source: "PS_PSA_SINA201812.xsd e SINBA.xsd, EnteType",
};

/// A person.
pub(crate) static BENEFICIARIO: ElementFact = ElementFact {
    element: Element::Beneficiario,
    name: "Beneficiario",
    label: "il beneficiario",
    type_name: Some("BeneficiarioType"),
    attributes: Attributes::new(&[required(
        Field::BeneficiaryCf,
        "CodiceFiscale",
        CODICE_FISCALE,
    )]),
    content: Content::Children(&[
        once(&ANAGRAFICA),
        times(&INDIRIZZO, 1, MAX_RESIDENCES),
        times(&PRESTAZIONI_SOCIALI, 1, UNBOUNDED),
    ]),
    source: "PS_PSA_SINA201812.xsd, BeneficiarioType",
};

/// The person's data.
pub(crate) static ANAGRAFICA: ElementFact = ElementFact {
    element: Element::Anagrafica,
    name: "Anagrafica",
    label: "i dati anagrafici",
    type_name: Some("AnagraficaType"),
    attributes: Attributes::new(&[
        required(Field::Surname, "Cognome", text(1, 36)),
        required(Field::GivenName, "Nome", text(1, 36)),
        required(Field::BirthYear, "AnnoNascita", digits(4)),
        required(Field::Birthplace, "LuogoNascita", text(4, 4)),
        required(Field::Sex, "Genere", Facet::Codes(&codes::GENERE)),
        required(Field::Citizenship, "CodiceCittadinanza", digits(3)),
        optional(
            Field::SecondCitizenship,
            "CodiceSecondaCittadinanza",
            digits(3),
        ),
    ]),
    content: Content::Empty,
    source: "PS_PSA_SINA201812.xsd, AnagraficaType",
};

/// A residence.
pub(crate) static INDIRIZZO: ElementFact = ElementFact {
    element: Element::Indirizzo,
    name: "Indirizzo",
    label: "la residenza",
    type_name: Some("IndirizzoType"),
    attributes: Attributes::new(&[
        optional(Field::ResidenceRegion, "CodiceRegione", digits(2)),
        optional(Field::ResidenceComune, "CodiceComune", digits(6)),
        required(Field::ResidenceCountry, "CodiceNazione", digits(3)),
    ]),
    content: Content::Empty,
    source: "PS_PSA_SINA201812.xsd, IndirizzoType",
};

/// A benefit.
pub(crate) static PRESTAZIONI_SOCIALI: ElementFact = ElementFact {
    element: Element::PrestazioniSociali,
    name: "PrestazioniSociali",
    label: "la prestazione",
    type_name: Some("PrestazioniSocialiType"),
    attributes: Attributes::new(&BENEFIT_ATTRIBUTES),
    content: Content::Children(&[times(&SINA, 0, 1)]),
    source: "PS_PSA_SINA201812.xsd, PrestazioniSocialiType",
};

static BENEFIT_ATTRIBUTES: [AttributeFact; 24] = [
    optional(
        Field::Operation,
        "TipoOperazione",
        Facet::Codes(&codes::TIPO_OPERAZIONE),
    ),
    required(
        Field::MeansTest,
        "PresenzaProvaMezzi",
        Facet::Codes(&codes::PRESENZA_PROVA_MEZZI),
    ),
    optional(
        Field::Carattere,
        "CaratterePrestazione",
        Facet::Codes(&codes::CARATTERE_PRESTAZIONE),
    ),
    optional(Field::DsuNumber, "NumeroProtocolloDSU", text(0, 30)),
    optional(Field::DsuYear, "AnnoProtocolloDSU", digits(4)),
    optional(Field::DsuDate, "DataDSU", DATE),
    required(Field::BenefitCode, "CodicePrestazione", text(5, 10)),
    required(
        Field::BenefitName,
        "DenominazionePrestazione",
        text(10, 200),
    ),
    required(Field::ApplicationProtocol, "ProtocolloDomanda", text(1, 32)),
    optional(Field::EventDate, "DataEvento", DATE),
    optional(Field::BenefitStart, "DataInizioPrestazione", DATE),
    optional(Field::BenefitEnd, "DataFinePrestazione", DATE),
    optional(Field::DeliveryDate, "DataErogazionePrestazione", DATE),
    optional(Field::OneOffAmount, "ImportoPrestazione", DECIMAL),
    optional(Field::MonthsDelivered, "PeriodoErogazione", int(1, 12)),
    optional(Field::MonthlyAmount, "ImportoMensile", DECIMAL),
    optional(Field::EnteQuota, "ImportoQuotaEnte", DECIMAL),
    optional(Field::UserQuota, "ImportoQuotaUtente", DECIMAL),
    optional(Field::SsnQuota, "ImportoQuotaSSN", DECIMAL),
    optional(Field::RequestedQuota, "ImportoQuotaRichiesta", DECIMAL),
    optional(Field::IseeThreshold, "ImportoSogliaISEE", DECIMAL),
    optional(Field::MonthlyHours, "OreServizioMensile", DECIMAL),
    required(
        Field::PresaInCarico,
        "PresaCarico",
        Facet::Codes(&codes::PRESA_CARICO),
    ),
    optional(
        Field::ServiceArea,
        "AreaUtenza",
        Facet::Codes(&codes::AREA_UTENZA),
    ),
];

/// A SINA assessment.
pub(crate) static SINA: ElementFact = ElementFact {
    element: Element::Sina,
    name: "SINA",
    label: "la valutazione SINA",
    type_name: Some("SINAType"),
    attributes: Attributes::new(&[
        required(Field::Mobility, "Mobilita", Facet::Codes(&codes::MOBILITA)),
        required(
            Field::DailyLiving,
            "AttivitaVitaQuotidiana",
            Facet::Codes(&codes::ATTIVITA_VITA_QUOTIDIANA),
        ),
        optional(
            Field::CognitiveDisorders,
            "DisturbiAreaCognitiva",
            Facet::Codes(&codes::DISTURBI_AREA_COGNITIVA),
        ),
        required(
            Field::BehaviouralDisorders,
            "DisturbiComportamentali",
            Facet::Codes(&codes::DISTURBI_COMPORTAMENTALI),
        ),
        optional(
            Field::HealthCareNeeds,
            "NecessitaCureSanitarie",
            Facet::Codes(&codes::NECESSITA_CURE_SANITARIE),
        ),
        required(
            Field::IncomeArea,
            "AreaReddituale",
            Facet::Codes(&codes::AREA_REDDITUALE),
        ),
        required(
            Field::SupportArea,
            "AreaSupporto",
            Facet::Codes(&codes::AREA_SUPPORTO),
        ),
        required(
            Field::AssessmentSource,
            "FonteDerivazioneValutazione",
            Facet::Codes(&codes::FONTE_DERIVAZIONE_VALUTAZIONE),
        ),
        required(
            Field::AssessmentInstrument,
            "StrumentoValutazione",
            Facet::Codes(&codes::STRUMENTO_VALUTAZIONE),
        ),
        optional(
            Field::DisabilitySource,
            "FonteDerivazioneInvalidita",
            Facet::Codes(&codes::FONTE_DERIVAZIONE_INVALIDITA),
        ),
    ]),
    content: Content::Children(&[
        times(&NECESSITA_INTERVENTI_SOCIALI, 0, 1),
        times(&INVALIDITA_CIVILE, 0, 1),
    ]),
    source: "PS_PSA_SINA201812.xsd, SINAType",
};

/// The interventions that the person needs.
pub(crate) static NECESSITA_INTERVENTI_SOCIALI: ElementFact = ElementFact {
    element: Element::NecessitaInterventiSociali,
    name: "NecessitaInterventiSociali",
    label: "gli interventi sociali necessari",
    type_name: None,
    attributes: Attributes::NONE,
    content: Content::Children(&[times(&NEEDED_BENEFIT, 1, UNBOUNDED)]),
    source: "PS_PSA_SINA201812.xsd, SINAType",
};

/// The code of an intervention.
pub(crate) static NEEDED_BENEFIT: ElementFact = ElementFact {
    element: Element::CodicePrestazione,
    name: "CodicePrestazione",
    label: "il codice di un intervento necessario",
    type_name: None,
    attributes: Attributes::NONE,
    content: Content::Text(Field::NeededBenefit, text(5, 10)),
    source: "PS_PSA_SINA201812.xsd, SINAType",
};

/// The certified disabilities.
pub(crate) static INVALIDITA_CIVILE: ElementFact = ElementFact {
    element: Element::InvaliditaCivile,
    name: "InvaliditaCivile",
    label: "le invalidità civili certificate",
    type_name: None,
    attributes: Attributes::NONE,
    content: Content::Children(&[times(&INV_CIV, 1, UNBOUNDED)]),
    source: "PS_PSA_SINA201812.xsd, SINAType",
};

/// The code of a certified disability.
pub(crate) static INV_CIV: ElementFact = ElementFact {
    element: Element::InvCiv,
    name: "InvCiv",
    label: "il codice di un'invalidità civile",
    type_name: Some("InvCivType"),
    attributes: Attributes::NONE,
    content: Content::Text(Field::CertifiedDisability, Facet::Codes(&codes::INV_CIV)),
    source: "PS_PSA_SINA201812.xsd, InvCivType",
};
