//! The enumerations of PS_PSA_SINA201812.xsd; the meanings are in our words.

use super::CodeList;

/// `GenereType`.
pub(crate) static GENERE: CodeList = CodeList {
    codes: &[("1", "maschio"), ("2", "femmina")],
};

/// `TipoOperazioneType`.
pub(crate) static TIPO_OPERAZIONE: CodeList = CodeList {
    codes: &[("I", "inserimento"), ("C", "cancellazione")],
};

/// `PresenzaProvaMezziType`.
pub(crate) static PRESENZA_PROVA_MEZZI: CodeList = CodeList {
    codes: &[
        ("1", "soggetta a ISEE"),
        ("2", "soggetta a una prova dei mezzi diversa dall'ISEE"),
        (
            "3",
            "di norma soggetta a ISEE, ma non per questo beneficiario",
        ),
        ("4", "senza prova dei mezzi"),
    ],
};

/// `CaratterePrestazioneType`.
pub(crate) static CARATTERE_PRESTAZIONE: CodeList = CodeList {
    codes: &[
        ("1", "periodica"),
        ("2", "occasionale, in un'unica soluzione"),
    ],
};

/// `PresaCaricoType`.
pub(crate) static PRESA_CARICO: CodeList = CodeList {
    codes: &[("1", "sì"), ("2", "no")],
};

/// `AreaUtenzaType`.
pub(crate) static AREA_UTENZA: CodeList = CodeList {
    codes: &[
        ("1", "famiglia e minori"),
        ("2", "disabilità e non autosufficienza"),
        ("3", "povertà ed esclusione sociale"),
    ],
};

/// `MobilitaType`.
pub(crate) static MOBILITA: CodeList = CodeList {
    codes: &[
        ("1", "si sposta da solo"),
        ("2", "si sposta con aiuto"),
        ("3", "non si sposta"),
    ],
};

/// `AttivitaVitaQuotidianaType`.
pub(crate) static ATTIVITA_VITA_QUOTIDIANA: CodeList = CodeList {
    codes: &[
        ("1", "autonomo"),
        ("2", "dipendente in parte"),
        ("3", "dipendente in tutto"),
    ],
};

/// `DisturbiAreaCognitivaType`.
pub(crate) static DISTURBI_AREA_COGNITIVA: CodeList = CodeList {
    codes: &[("1", "lievi"), ("2", "moderati"), ("3", "gravi")],
};

/// `DisturbiComportamentaliType`.
pub(crate) static DISTURBI_COMPORTAMENTALI: CodeList = CodeList {
    codes: &[("1", "assenti"), ("2", "presenti")],
};

/// `NecessitaCureSanitarieType`.
pub(crate) static NECESSITA_CURE_SANITARIE: CodeList = CodeList {
    codes: &[("1", "bassa"), ("2", "media"), ("3", "alta")],
};

/// `AreaRedditualeType`.
pub(crate) static AREA_REDDITUALE: CodeList = CodeList {
    codes: &[
        ("1", "autonomo, in equilibrio finanziario"),
        ("2", "aiutato da parenti o da altri"),
        ("3", "in bisogno economico e senza aiuti"),
    ],
};

/// `AreaSupportoType`.
pub(crate) static AREA_SUPPORTO: CodeList = CodeList {
    codes: &[
        ("1", "rete familiare o informale presente"),
        ("2", "rete presente in parte o per qualche tempo"),
        ("3", "rete assente"),
    ],
};

/// `FonteDerivazioneValutazioneType`.
pub(crate) static FONTE_DERIVAZIONE_VALUTAZIONE: CodeList = CodeList {
    codes: &[
        ("1", "unità di valutazione multidimensionale (UVM)"),
        ("2", "cartella sociale"),
        ("3", "altri documenti"),
        ("4", "raccolta diretta"),
    ],
};

/// `StrumentoValutazioneType`.
pub(crate) static STRUMENTO_VALUTAZIONE: CodeList = CodeList {
    codes: &[
        ("1", "SVAMA"),
        ("2", "AGED"),
        ("3", "RUG"),
        ("4", "SOSIA"),
        ("5", "schema polare"),
        ("6", "VALGRAF"),
        ("7", "altro sistema"),
    ],
};

/// `InvCivType`.
pub(crate) static INV_CIV: CodeList = CodeList {
    codes: &[
        ("1", "invalidità parziale, almeno il 75 %"),
        ("2", "invalidità totale con accompagnamento"),
        ("3", "invalidità totale senza accompagnamento"),
        ("4", "certificazione di neuropsichiatria infantile (NPI)"),
        ("5", "legge 104/1992, art. 3, comma 1"),
        ("6", "legge 104/1992, art. 3, comma 3"),
        ("7", "legge 104/1992, art. 12"),
        ("8", "legge 104/1992, art. 13"),
    ],
};

/// `FonteDerivazioneInvaliditaType`.
pub(crate) static FONTE_DERIVAZIONE_INVALIDITA: CodeList = CodeList {
    codes: &[
        ("1", "certificazione verificata, in linea o su carta"),
        ("2", "dichiarazione della persona"),
    ],
};
