//! Rows of the table of sources that no rule judges on a flow, each with its reason.

/// A row that the rules leave out on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unjudged {
    /// Row of the table of sources.
    pub row: &'static str,
    /// In Italian, for the manual: what the row says.
    pub what: &'static str,
    /// In Italian: why no rule judges it.
    pub reason: &'static str,
}

const fn row(row: &'static str, what: &'static str, reason: &'static str) -> Unjudged {
    Unjudged { row, what, reason }
}

/// All of them, in the order of the table.
pub static UNJUDGED: &[Unjudged] = &[
    row(
        "E3",
        "Codici di esito di INPS",
        "riguarda la risposta di INPS, non il flusso",
    ),
    row(
        "E4",
        "Identificativo di acquisizione solo con esito OK",
        "riguarda la risposta di INPS",
    ),
    row(
        "E5",
        "Parametri di GET /flussi",
        "riguarda il servizio WaaS",
    ),
    row("E6", "POST /esiti ripetibile", "riguarda il servizio WaaS"),
    row(
        "E11",
        "Spazio dei nomi e codifica dell'XML",
        "la giudica il controllo di schema",
    ),
    row("E12", "Autenticazione PDND", "riguarda il trasporto"),
    row(
        "P3",
        "Tipo di operazione I o C",
        "la giudica il controllo di schema",
    ),
    row(
        "P4",
        "Prova dei mezzi da 1 a 4, obbligatoria",
        "la giudica il controllo di schema",
    ),
    row(
        "P16a",
        "«Non so» sulla presa in carico",
        "un flusso può dire solo sì o no: vale per i record, prima del flusso",
    ),
    row(
        "N1",
        "Campi obbligatori della SINA",
        "la giudica il controllo di schema",
    ),
    row(
        "N4",
        "Elenco SISO degli interventi necessari",
        "INPS non ha un elenco e il suo esempio ne esce: sarebbe un falso allarme",
    ),
    row(
        "K1",
        "Chiave con cui INPS riconosce una prestazione",
        "non documentata in alcuna fonte",
    ),
    row(
        "K3",
        "Correzione come cancellazione e nuovo inserimento",
        "si vede fra un flusso e l'altro, non in uno",
    ),
    row(
        "K4",
        "SISO non emette cancellazioni",
        "osservazione su un altro programma",
    ),
    row(
        "K5",
        "DATI_NON_TROVATI per una cancellazione senza riscontro",
        "riguarda la risposta di INPS",
    ),
];
