//! The facts of SINBA.xsd; its header is the one of `benefits`.

use pas_domain::flow::Field;

use super::benefits::{IDENTIFICAZIONE_FLUSSO, digits, int, text};
use super::facet::{Facet, Pattern};
use super::{
    AttributeFact, Attributes, Content, Element, ElementFact, UNBOUNDED, codes_minor as codes,
    once, optional, required, times,
};

const MONTH_YEAR: Facet = Facet::Pattern(Pattern::MonthYear);

/// The root of a SINBA flow.
pub(crate) static FLUSSO: ElementFact = ElementFact {
    element: Element::Flusso,
    name: "Flusso",
    label: "il flusso",
    type_name: Some("FlussoType"),
    attributes: Attributes::NONE,
    content: Content::Children(&[once(&IDENTIFICAZIONE_FLUSSO), times(&SINBA, 1, UNBOUNDED)]),
    source: "SINBA.xsd, FlussoType",
};

/// A minor without a name.
pub(crate) static SINBA: ElementFact = ElementFact {
    element: Element::Sinba,
    name: "SINBA",
    label: "la scheda SINBA",
    type_name: Some("SinbaType"),
    attributes: Attributes::new(&MINOR_ATTRIBUTES),
    content: Content::Children(&[once(&PRESTAZIONI), once(&FAMIGLIA)]),
    source: "SINBA.xsd, SinbaType",
};

static MINOR_ATTRIBUTES: [AttributeFact; 46] = [
    required(Field::MinorId, "IDBeneficiario", text(1, 20)),
    required(
        Field::UnaccompaniedMinor,
        "MinoreStranieroNoAcc",
        Facet::Codes(&codes::MINORE_STRANIERO_NO_ACC),
    ),
    required(
        Field::OrphanStatus,
        "CondizioneMinore",
        Facet::Codes(&codes::CONDIZIONE_MINORE),
    ),
    required(
        Field::LivingPlace,
        "LuogoVita",
        Facet::Codes(&codes::LUOGO_VITA),
    ),
    required(
        Field::School,
        "ScuolaFrequentata",
        Facet::Codes(&codes::SCUOLA_FREQUENTATA),
    ),
    required(
        Field::WorkCondition,
        "CondizioneLavoro",
        Facet::Codes(&codes::CONDIZIONE_LAVORO),
    ),
    required(
        Field::Disability,
        "Disabilita",
        Facet::Codes(&codes::DISABILITA),
    ),
    optional(
        Field::DisabilityKind,
        "TipoDisabilita",
        Facet::Codes(&codes::TIPO_DISABILITA),
    ),
    optional(
        Field::DisabilityCertificate,
        "InvCivCertificazioni",
        Facet::Codes(&codes::INV_CIV_CERTIFICAZIONI),
    ),
    optional(
        Field::FatherCitizenship,
        "CodiceCittadinanzaPadre",
        digits(3),
    ),
    optional(
        Field::MotherCitizenship,
        "CodiceCittadinanzaMadre",
        digits(3),
    ),
    optional(
        Field::FatherRegion,
        "CodiceRegioneResidenzaPadre",
        digits(2),
    ),
    optional(
        Field::MotherRegion,
        "CodiceRegioneResidenzaMadre",
        digits(2),
    ),
    optional(
        Field::FatherEducation,
        "TitoloStudioPadre",
        Facet::Codes(&codes::TITOLO_STUDIO),
    ),
    optional(
        Field::MotherEducation,
        "TitoloStudioMadre",
        Facet::Codes(&codes::TITOLO_STUDIO),
    ),
    optional(
        Field::FatherOccupation,
        "OccupazionePadre",
        Facet::Codes(&codes::OCCUPAZIONE),
    ),
    optional(
        Field::MotherOccupation,
        "OccupazioneMadre",
        Facet::Codes(&codes::OCCUPAZIONE),
    ),
    required(Field::FirstReportMonth, "DataPrimaSegnalazione", MONTH_YEAR),
    required(
        Field::ReportSource,
        "FonteSegnalazione",
        Facet::Codes(&codes::FONTE_SEGNALAZIONE),
    ),
    required(
        Field::MinorEvaluation,
        "ValutazioneMinore",
        Facet::Codes(&codes::VALUTAZIONE_MINORE),
    ),
    required(
        Field::FamilyEvaluation,
        "ValutazioneFamigliaMinore",
        Facet::Codes(&codes::VALUTAZIONE_FAMIGLIA_MINORE),
    ),
    required(
        Field::CourtReport,
        "SegnalazioneAutoritaGiudiziaria",
        Facet::Codes(&codes::SEGNALAZIONE_AUTORITA_GIUDIZIARIA),
    ),
    optional(Field::CourtReportMonth, "DataSegnalazione", MONTH_YEAR),
    required(
        Field::CourtOrder,
        "ProvvedimentoGiudiziario",
        Facet::Codes(&codes::PROVVEDIMENTO_GIUDIZIARIO),
    ),
    optional(
        Field::CourtOrderMonth,
        "DataProvvedimentoGiudiziario",
        MONTH_YEAR,
    ),
    optional(
        Field::CourtAuthority,
        "AutoritaProvvedimento",
        Facet::Codes(&codes::AUTORITA_PROVVEDIMENTO),
    ),
    optional(
        Field::ParentalAuthority,
        "PotestaTutela",
        Facet::Codes(&codes::POTESTA_TUTELA),
    ),
    optional(
        Field::CourtOrderKind,
        "TipoProvvedimentoGiudiziario",
        Facet::Codes(&codes::TIPO_PROVVEDIMENTO_GIUDIZIARIO),
    ),
    optional(
        Field::FosterForm,
        "FormaInterventoAffido",
        Facet::Codes(&codes::FORMA_INTERVENTO_AFFIDO),
    ),
    optional(
        Field::FosterKind,
        "TipoInterventoAffido",
        Facet::Codes(&codes::TIPO_INTERVENTO_AFFIDO),
    ),
    optional(
        Field::FosterDuration,
        "DurataAffido",
        Facet::Codes(&codes::DURATA_AFFIDO),
    ),
    optional(
        Field::FosterCharacter,
        "CarattereAffido",
        Facet::Codes(&codes::CARATTERE_AFFIDO),
    ),
    optional(
        Field::FosterOutcome,
        "EsitoAffido",
        Facet::Codes(&codes::ESITO_AFFIDO),
    ),
    optional(
        Field::PlacementCharacter,
        "CarattereInserimentoResidenziale",
        Facet::Codes(&codes::CARATTERE_INSERIMENTO_RESIDENZIALE),
    ),
    optional(
        Field::PlacementForm,
        "FormaInserimentoResidenziale",
        Facet::Codes(&codes::FORMA_INSERIMENTO_RESIDENZIALE),
    ),
    optional(
        Field::PlacementKind,
        "TipoInserimentoResidenziale",
        Facet::Codes(&codes::TIPO_INSERIMENTO_RESIDENZIALE),
    ),
    optional(
        Field::PlacementOutcome,
        "EsitoInserimentoStruttura",
        Facet::Codes(&codes::ESITO_INSERIMENTO_STRUTTURA),
    ),
    optional(
        Field::ClosureReason,
        "MotivazioneChiusuraCarico",
        Facet::Codes(&codes::MOTIVAZIONE_CHIUSURA_CARICO),
    ),
    optional(
        Field::ClosureSituation,
        "SituazioneChiusuraCarico",
        Facet::Codes(&codes::SITUAZIONE_CHIUSURA_CARICO),
    ),
    optional(
        Field::Collaborations,
        "CollaborazioniInterventi",
        Facet::Codes(&codes::COLLABORAZIONI_INTERVENTI),
    ),
    optional(Field::IseeMembers, "NumeroComponentiISEE", int(i32::MIN, 9)),
    required(
        Field::AgeBand,
        "FasciaEtaBeneficiario",
        Facet::Codes(&codes::FASCIA_ETA),
    ),
    optional(
        Field::IseeBand,
        "FasciaISEEBeneficiario",
        Facet::Codes(&codes::FASCIA_ISEE),
    ),
    required(Field::MinorBirthYear, "AnnoNascita", digits(4)),
    optional(Field::MinorRegion, "CodiceRegioneResidenza", digits(2)),
    required(
        Field::MinorResidenceCountry,
        "CodiceNazioneResidenza",
        digits(3),
    ),
];

/// The benefits of a minor.
pub(crate) static PRESTAZIONI: ElementFact = ElementFact {
    element: Element::Prestazioni,
    name: "Prestazioni",
    label: "le prestazioni del minore",
    type_name: None,
    attributes: Attributes::NONE,
    content: Content::Children(&[times(&MINOR_BENEFIT, 1, UNBOUNDED)]),
    source: "SINBA.xsd, SinbaType",
};

/// The code of a benefit.
pub(crate) static MINOR_BENEFIT: ElementFact = ElementFact {
    element: Element::CodicePrestazione,
    name: "CodicePrestazione",
    label: "il codice di una prestazione",
    type_name: None,
    attributes: Attributes::NONE,
    content: Content::Text(Field::MinorBenefit, text(5, 10)),
    source: "SINBA.xsd, SinbaType",
};

/// Who lives with a minor.
pub(crate) static FAMIGLIA: ElementFact = ElementFact {
    element: Element::Famiglia,
    name: "Famiglia",
    label: "la famiglia del minore",
    type_name: None,
    attributes: Attributes::NONE,
    content: Content::Children(&[times(&COMPOSIZIONE_FAMIGLIA, 1, UNBOUNDED)]),
    source: "SINBA.xsd, SinbaType",
};

/// The code of who lives with a minor.
pub(crate) static COMPOSIZIONE_FAMIGLIA: ElementFact = ElementFact {
    element: Element::ComposizioneFamiglia,
    name: "ComposizioneFamiglia",
    label: "un componente della famiglia",
    type_name: Some("ComposizioneFamigliaType"),
    attributes: Attributes::NONE,
    content: Content::Text(
        Field::HouseholdMember,
        Facet::Codes(&codes::COMPOSIZIONE_FAMIGLIA),
    ),
    source: "SINBA.xsd, ComposizioneFamigliaType",
};
