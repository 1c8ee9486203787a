//! The enumerations of SINBA.xsd; the meanings are in our words.

use super::CodeList;

/// `ComposizioneFamigliaType`.
pub(crate) static COMPOSIZIONE_FAMIGLIA: CodeList = CodeList {
    codes: &[
        ("1", "madre"),
        ("2", "padre"),
        ("3", "fratelli o sorelle"),
        ("4", "nonni"),
        ("5", "compagno o compagna di un genitore"),
        ("6", "altri conviventi"),
    ],
};

/// `MinoreStranieroNoAccType`.
pub(crate) static MINORE_STRANIERO_NO_ACC: CodeList = CodeList {
    codes: &[("1", "sì"), ("2", "no")],
};

/// `CondizioneMinoreType`.
pub(crate) static CONDIZIONE_MINORE: CodeList = CodeList {
    codes: &[
        ("1", "non orfano"),
        ("2", "orfano di entrambi i genitori"),
        ("3", "orfano di padre"),
        ("4", "orfano di madre"),
        ("5", "di genitori ignoti"),
    ],
};

/// `LuogoVitaType`.
pub(crate) static LUOGO_VITA: CodeList = CodeList {
    codes: &[
        ("1", "con la propria famiglia"),
        ("2", "presso parenti"),
        ("3", "in famiglia affidataria"),
        ("4", "in struttura residenziale sociale"),
        ("5", "in struttura residenziale sanitaria"),
        ("6", "in istituto penale minorile"),
        ("7", "con amici o conoscenti"),
        ("8", "senza dimora"),
    ],
};

/// `ScuolaFrequentataType`.
pub(crate) static SCUOLA_FREQUENTATA: CodeList = CodeList {
    codes: &[
        ("1", "nessuna"),
        ("2", "struttura (non specificata)"),
        ("3", "asilo nido"),
        ("4", "scuola dell'infanzia"),
        ("5", "scuola primaria"),
        ("6", "secondaria di primo grado"),
        ("7", "secondaria di secondo grado"),
        ("8", "formazione professionale"),
    ],
};

/// `CondizioneLavoroType`.
pub(crate) static CONDIZIONE_LAVORO: CodeList = CodeList {
    codes: &[
        ("1", "inattivo"),
        ("2", "occupato"),
        ("3", "disoccupato in cerca di un nuovo lavoro"),
        ("4", "in cerca del primo lavoro"),
    ],
};

/// `DisabilitaType`.
pub(crate) static DISABILITA: CodeList = CodeList {
    codes: &[("1", "sì"), ("2", "no")],
};

/// `TipoDisabilitaType`.
pub(crate) static TIPO_DISABILITA: CodeList = CodeList {
    codes: &[
        ("1", "fisica"),
        ("2", "psichica"),
        ("3", "sensoriale"),
        ("4", "plurima"),
    ],
};

/// `InvCivCertificazioniType`.
pub(crate) static INV_CIV_CERTIFICAZIONI: CodeList = CodeList {
    codes: &[
        ("1", "invalidità parziale, almeno il 75 %"),
        ("2", "invalidità totale con accompagnamento"),
        ("3", "invalidità totale senza accompagnamento"),
        ("4", "certificazione di neuropsichiatria infantile (NPI)"),
        ("5", "legge 104/1992"),
    ],
};

/// `TitoloStudioType`.
pub(crate) static TITOLO_STUDIO: CodeList = CodeList {
    codes: &[
        ("1", "nessuno"),
        ("2", "licenza elementare"),
        ("3", "licenza media"),
        ("4", "qualifica professionale"),
        ("5", "diploma di scuola superiore"),
        ("6", "laurea"),
    ],
};

/// `OccupazioneType`.
pub(crate) static OCCUPAZIONE: CodeList = CodeList {
    codes: &[
        ("1", "occupato"),
        ("2", "disoccupato in cerca di un nuovo lavoro"),
        ("3", "in cerca del primo lavoro"),
        ("4", "casalingo o casalinga"),
        ("5", "studente"),
        ("6", "pensionato"),
        ("7", "inabile al lavoro"),
        ("8", "altra condizione"),
    ],
};

/// `FonteSegnalazioneType`.
pub(crate) static FONTE_SEGNALAZIONE: CodeList = CodeList {
    codes: &[
        ("1", "servizio sociale per i minorenni della giustizia"),
        ("2", "altro servizio sociale"),
        ("3", "servizi sanitari, medico o pediatra"),
        ("4", "privato sociale o volontariato"),
        ("5", "forze dell'ordine"),
        ("6", "il beneficiario"),
        ("7", "affidatari o tutore"),
        ("8", "genitori, fratelli o altri familiari conviventi"),
        ("9", "parenti non conviventi"),
        ("10", "tribunale ordinario"),
        ("11", "autorità giudiziarie minorili"),
        ("12", "professionista privato"),
        ("13", "scuola"),
        ("14", "vicini o conoscenti"),
    ],
};

/// `ValutazioneMinoreType`.
pub(crate) static VALUTAZIONE_MINORE: CodeList = CodeList {
    codes: &[
        ("1", "nessun problema specifico"),
        ("2", "problemi di relazione e di comportamento"),
        ("3", "dipendenze"),
        ("4", "presunto abbandono"),
        ("5", "problemi sanitari"),
        (
            "6",
            "violenza sessuale, prostituzione, tratta o pedopornografia subite",
        ),
        ("7", "altri maltrattamenti o violenze subite"),
        ("8", "grave devianza"),
        ("9", "problemi di autonomia, disabilità"),
        ("10", "coinvolto in procedimenti penali"),
        ("11", "gestante o madre minorenne"),
        ("12", "minore straniero non accompagnato"),
        ("13", "abbandono scolastico"),
    ],
};

/// `ValutazioneFamigliaMinoreType`.
pub(crate) static VALUTAZIONE_FAMIGLIA_MINORE: CodeList = CodeList {
    codes: &[
        ("1", "nessun problema specifico"),
        (
            "2",
            "fragilità dei genitori, problemi educativi e di relazione",
        ),
        ("3", "dipendenza"),
        ("4", "problemi psichiatrici"),
        ("5", "altri problemi sanitari"),
        ("6", "grave conflitto familiare"),
        ("7", "famiglia maltrattante"),
        ("8", "famiglia abusante"),
        ("9", "problemi con la giustizia"),
        ("10", "affido preadottivo fallito nel primo anno"),
        ("11", "obblighi sanitari non rispettati"),
        ("12", "difficoltà economiche"),
        ("13", "difficoltà di abitazione"),
    ],
};

/// `SegnalazioneAutoritaGiudiziariaType`.
pub(crate) static SEGNALAZIONE_AUTORITA_GIUDIZIARIA: CodeList = CodeList {
    codes: &[("1", "sì"), ("2", "no")],
};

/// `ProvvedimentoGiudiziarioType`.
pub(crate) static PROVVEDIMENTO_GIUDIZIARIO: CodeList = CodeList {
    codes: &[("1", "sì"), ("2", "no")],
};

/// `AutoritaProvvedimentoType`.
pub(crate) static AUTORITA_PROVVEDIMENTO: CodeList = CodeList {
    codes: &[
        ("1", "giudice tutelare"),
        ("2", "tribunale per i minorenni"),
        ("3", "procura per i minorenni"),
        ("4", "tribunale ordinario"),
    ],
};

/// `PotestaTutelaType`.
pub(crate) static POTESTA_TUTELA: CodeList = CodeList {
    codes: &[
        ("1", "potestà genitoriale sospesa"),
        ("2", "decadenza dalla potestà genitoriale"),
        ("3", "prescrizioni ai genitori"),
        ("4", "tutela a parenti o ad altri"),
        ("5", "curatela"),
    ],
};

/// `TipoProvvedimentoGiudiziarioType`.
pub(crate) static TIPO_PROVVEDIMENTO_GIUDIZIARIO: CodeList = CodeList {
    codes: &[
        ("1", "adottabilità"),
        ("2", "adozione nazionale"),
        ("3", "adozione internazionale"),
        ("4", "affidamento familiare"),
        ("5", "affidamento al servizio sociale"),
        ("6", "affidamento a un genitore nella separazione"),
        ("7", "vigilanza"),
        (
            "8",
            "post-adozione o allontanamento d'urgenza (art. 403 c.c.)",
        ),
    ],
};

/// `FormaInterventoAffidoType`.
pub(crate) static FORMA_INTERVENTO_AFFIDO: CodeList = CodeList {
    codes: &[("1", "consensuale"), ("2", "giudiziario")],
};

/// `TipoInterventoAffidoType`.
pub(crate) static TIPO_INTERVENTO_AFFIDO: CodeList = CodeList {
    codes: &[("1", "tra parenti"), ("2", "fuori dalla famiglia")],
};

/// `DurataAffidoType`.
pub(crate) static DURATA_AFFIDO: CodeList = CodeList {
    codes: &[("1", "a tempo pieno"), ("2", "a tempo parziale")],
};

/// `CarattereAffidoType`.
pub(crate) static CARATTERE_AFFIDO: CodeList = CodeList {
    codes: &[("1", "residenziale"), ("2", "diurno")],
};

/// `EsitoAffidoType`.
pub(crate) static ESITO_AFFIDO: CodeList = CodeList {
    codes: &[
        ("1", "tornato nella famiglia di origine"),
        ("2", "affidato ad altra famiglia"),
        ("3", "adottato"),
        ("4", "in struttura socio-educativa"),
        ("5", "in struttura sanitaria"),
        ("6", "vita autonoma"),
        ("7", "rimpatriato"),
        ("8", "destinazione ignota"),
        ("9", "altro"),
    ],
};

/// `CarattereInserimentoResidenzialeType`.
pub(crate) static CARATTERE_INSERIMENTO_RESIDENZIALE: CodeList = CodeList {
    codes: &[
        ("1", "familiare, soprattutto accoglienza abitativa"),
        ("2", "familiare, soprattutto tutela"),
        ("3", "familiare, funzione socio-educativa"),
        ("4", "comunitario, accoglienza di emergenza"),
        ("5", "comunitario, soprattutto accoglienza abitativa"),
        ("6", "comunitario, soprattutto tutela"),
        ("7", "comunitario, funzione socio-educativa"),
        ("8", "comunitario, funzione educativa e psicologica"),
        ("9", "comunitario, integrazione socio-sanitaria bassa"),
        ("10", "comunitario, integrazione socio-sanitaria medio-alta"),
    ],
};

/// `FormaInserimentoResidenzialeType`.
pub(crate) static FORMA_INSERIMENTO_RESIDENZIALE: CodeList = CodeList {
    codes: &[("1", "consensuale"), ("2", "giudiziario")],
};

/// `TipoInserimentoResidenzialeType`.
pub(crate) static TIPO_INSERIMENTO_RESIDENZIALE: CodeList = CodeList {
    codes: &[("1", "con un genitore"), ("2", "senza genitori")],
};

/// `EsitoInserimentoStrutturaType`.
pub(crate) static ESITO_INSERIMENTO_STRUTTURA: CodeList = CodeList {
    codes: &[
        ("1", "tornato nella famiglia di origine"),
        ("2", "in affido a una famiglia o a una persona"),
        ("3", "adottato"),
        ("4", "in altra struttura socio-educativa"),
        ("5", "in struttura sanitaria"),
        ("6", "reso autonomo"),
        ("7", "rimpatriato"),
        ("8", "destinazione ignota"),
        ("9", "altro"),
    ],
};

/// `MotivazioneChiusuraCaricoType`.
pub(crate) static MOTIVAZIONE_CHIUSURA_CARICO: CodeList = CodeList {
    codes: &[
        ("1", "passato a un altro ambito della regione"),
        ("2", "passato a un ambito di altra regione"),
        ("3", "maggiore età"),
        ("4", "bisogno risolto, interventi conclusi"),
        ("5", "uscita chiesta dal minore o dalla famiglia"),
        ("6", "rimpatrio"),
        ("7", "irreperibilità"),
        ("8", "decesso"),
        ("9", "altro"),
    ],
};

/// `SituazioneChiusuraCaricoType`.
pub(crate) static SITUAZIONE_CHIUSURA_CARICO: CodeList = CodeList {
    codes: &[
        ("1", "nella famiglia di origine"),
        ("2", "vita autonoma"),
        ("3", "resta nella famiglia affidataria anche da maggiorenne"),
        (
            "4",
            "resta nella struttura socio-assistenziale anche da maggiorenne",
        ),
        ("5", "in struttura sanitaria"),
        ("6", "adottato"),
        ("7", "in istituto penale"),
        ("8", "destinazione ignota"),
    ],
};

/// `CollaborazioniInterventiType`.
pub(crate) static COLLABORAZIONI_INTERVENTI: CodeList = CodeList {
    codes: &[
        ("1", "servizio per le dipendenze (SERT)"),
        ("2", "neuropsichiatria infantile (NPI)"),
        ("3", "psicologia"),
        ("4", "clinica o dipartimento di salute mentale (DSM)"),
        ("5", "altri servizi sociali"),
        (
            "6",
            "servizio sociale per i minorenni della giustizia (USSM)",
        ),
        ("7", "scuola"),
        ("8", "privato sociale, associazioni, volontariato"),
        ("9", "altro"),
    ],
};

/// `FasciaEtaBeneficiarioType`.
pub(crate) static FASCIA_ETA: CodeList = CodeList {
    codes: &[
        ("1", "da 0 a 3 anni"),
        ("2", "da 3 a 6 anni"),
        ("3", "da 6 a 9 anni"),
        ("4", "da 9 a 12 anni"),
        ("5", "da 12 a 15 anni"),
        ("6", "da 15 a 18 anni"),
    ],
};

/// `FasciaISEEBeneficiarioType`.
pub(crate) static FASCIA_ISEE: CodeList = CodeList {
    codes: &[
        ("1", "ISEE pari a 0"),
        ("2", "ISEE da 0,01 a 3.000 euro"),
        ("3", "ISEE da 3.000,01 a 6.000 euro"),
        ("4", "ISEE da 6.000,01 a 9.000 euro"),
        ("5", "ISEE da 9.000,01 a 12.000 euro"),
        ("6", "ISEE da 12.000,01 a 15.000 euro"),
        ("7", "ISEE da 15.000,01 a 20.000 euro"),
        ("8", "ISEE oltre 20.000 euro"),
    ],
};
