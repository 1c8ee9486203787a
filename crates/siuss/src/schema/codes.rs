//! The enumerations of PS_PSA_SINA201812.xsd; the meanings are in our words.

use super::CodeList;

pub(crate) static GENERE: CodeList = CodeList {
    type_name: "GenereType",
    codes: &[("1", "maschio"), ("2", "femmina")],
};

pub(crate) static TIPO_OPERAZIONE: CodeList = CodeList {
    type_name: "TipoOperazioneType",
    codes: &[("I", "inserimento"), ("C", "cancellazione")],
};

pub(crate) static PRESENZA_PROVA_MEZZI: CodeList = CodeList {
    type_name: "PresenzaProvaMezziType",
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

pub(crate) static CARATTERE_PRESTAZIONE: CodeList = CodeList {
    type_name: "CaratterePrestazioneType",
    codes: &[
        ("1", "periodica"),
        ("2", "occasionale, in un'unica soluzione"),
    ],
};

pub(crate) static PRESA_CARICO: CodeList = CodeList {
    type_name: "PresaCaricoType",
    codes: &[("1", "sì"), ("2", "no")],
};

pub(crate) static AREA_UTENZA: CodeList = CodeList {
    type_name: "AreaUtenzaType",
    codes: &[
        ("1", "famiglia e minori"),
        ("2", "disabilità e non autosufficienza"),
        ("3", "povertà ed esclusione sociale"),
    ],
};

pub(crate) static MOBILITA: CodeList = CodeList {
    type_name: "MobilitaType",
    codes: &[
        ("1", "si sposta da solo"),
        ("2", "si sposta con aiuto"),
        ("3", "non si sposta"),
    ],
};

pub(crate) static ATTIVITA_VITA_QUOTIDIANA: CodeList = CodeList {
    type_name: "AttivitaVitaQuotidianaType",
    codes: &[
        ("1", "autonomo"),
        ("2", "dipendente in parte"),
        ("3", "dipendente in tutto"),
    ],
};

pub(crate) static DISTURBI_AREA_COGNITIVA: CodeList = CodeList {
    type_name: "DisturbiAreaCognitivaType",
    codes: &[("1", "lievi"), ("2", "moderati"), ("3", "gravi")],
};

pub(crate) static DISTURBI_COMPORTAMENTALI: CodeList = CodeList {
    type_name: "DisturbiComportamentaliType",
    codes: &[("1", "assenti"), ("2", "presenti")],
};

pub(crate) static NECESSITA_CURE_SANITARIE: CodeList = CodeList {
    type_name: "NecessitaCureSanitarieType",
    codes: &[("1", "bassa"), ("2", "media"), ("3", "alta")],
};

pub(crate) static AREA_REDDITUALE: CodeList = CodeList {
    type_name: "AreaRedditualeType",
    codes: &[
        ("1", "autonomo, in equilibrio finanziario"),
        ("2", "aiutato da parenti o da altri"),
        ("3", "in bisogno economico e senza aiuti"),
    ],
};

pub(crate) static AREA_SUPPORTO: CodeList = CodeList {
    type_name: "AreaSupportoType",
    codes: &[
        ("1", "rete familiare o informale presente"),
        ("2", "rete presente in parte o per qualche tempo"),
        ("3", "rete assente"),
    ],
};

pub(crate) static FONTE_DERIVAZIONE_VALUTAZIONE: CodeList = CodeList {
    type_name: "FonteDerivazioneValutazioneType",
    codes: &[
        ("1", "unità di valutazione multidimensionale (UVM)"),
        ("2", "cartella sociale"),
        ("3", "altri documenti"),
        ("4", "raccolta diretta"),
    ],
};

pub(crate) static STRUMENTO_VALUTAZIONE: CodeList = CodeList {
    type_name: "StrumentoValutazioneType",
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

pub(crate) static INV_CIV: CodeList = CodeList {
    type_name: "InvCivType",
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

pub(crate) static FONTE_DERIVAZIONE_INVALIDITA: CodeList = CodeList {
    type_name: "FonteDerivazioneInvaliditaType",
    codes: &[
        ("1", "certificazione verificata, in linea o su carta"),
        ("2", "dichiarazione della persona"),
    ],
};
