//! Every reason for which a record does not simply go, in one list: code, state, words.

use pas_domain::flow::Field;
use pas_domain::office::Office;
use pas_domain::record::{Reason, RecordState};

macro_rules! reasons {
    ($($(#[$doc:meta])* $why:ident = $code:literal, $state:ident, $message:literal;)+) => {
        /// Why a record is where it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Why { $($(#[$doc])* $why,)+ }

        impl Why {
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$why,)+];

            pub(crate) const fn code(self) -> &'static str {
                match self { $(Self::$why => $code,)+ }
            }

            pub(crate) const fn state(self) -> RecordState {
                match self { $(Self::$why => RecordState::$state,)+ }
            }

            pub(crate) const fn message(self) -> &'static str {
                match self { $(Self::$why => $message,)+ }
            }
        }
    };
}

reasons! {
    /// No registration for the codice fiscale.
    NotRegistered = "manca-anagrafe", Incomplete,
        "La persona non è nell'anagrafe importata: verifica il codice fiscale o chiedi all'anagrafe i suoi dati.";
    /// Grade C.
    CfIncoherent = "cf-non-coerente", Blocked,
        "Il codice fiscale è formalmente giusto ma non corrisponde a nome, nascita o sesso dell'anagrafe: verificalo con l'Agenzia delle Entrate.";
    /// Grade D or E.
    CfProvisional = "cf-provvisorio", Blocked,
        "Il codice fiscale è provvisorio: chiedi quello definitivo, oppure fai verificare il provvisorio.";
    /// Letters in the date digits.
    CfRefusedByInps = "cf-omocodico-rifiutato", Blocked,
        "Il codice fiscale omocodico ha lettere al posto delle cifre della data: il formato INPS non lo accetta. Inserisci la prestazione dal sito INPS.";
    /// No birth date, birthplace or sex.
    BirthUnknown = "manca-nascita", Incomplete,
        "Mancano la data, il luogo di nascita o il sesso: completa la scheda anagrafica.";
    /// No residence.
    ResidenceUnknown = "manca-residenza", Incomplete,
        "Manca la residenza: indica il comune oppure, per chi vive all'estero, la nazione.";
    /// The comune's ISTAT code is not attested.
    ResidenceWithoutIstat = "residenza-senza-codice", Incomplete,
        "Il codice ISTAT del comune di residenza non è negli elenchi: aggiorna l'elenco dei comuni.";
    /// Citizenship unknown: 990 is sent.
    CitizenshipUnknown = "cittadinanza-non-disponibile", Ready,
        "La cittadinanza non risulta: si invia 990, non disponibile. Se l'anagrafe la conosce, reimporta il file.";
    /// A name longer than the format takes.
    NameCut = "nome-accorciato", Ready,
        "Il cognome o il nome supera i 36 caratteri del formato INPS ed è stato accorciato.";
    /// Code not in the catalogue.
    BenefitUnknown = "prestazione-sconosciuta", Blocked,
        "Il codice della prestazione non è nella tabella: correggilo nel file dell'ufficio o aggiorna la tabella delle prestazioni.";
    /// Code without an attested name.
    BenefitUnnamed = "prestazione-senza-nome", Blocked,
        "La denominazione di questa prestazione non è attestata: scrivila nella pagina delle fonti, come appare nella tabella INPS.";
    /// A code that is not for SIUSS.
    BenefitNotForSiuss = "prestazione-non-siuss", NotDue,
        "Questo codice vale per la consultazione ISEE e non si trasmette al SIUSS.";
    /// Only for people in care.
    OnlyIfInCare = "solo-se-in-carico", NotDue,
        "Questa prestazione si trasmette solo per chi è in carico ai servizi sociali.";
    /// Nothing was spent.
    NothingSpent = "importo-nullo", NotDue,
        "L'importo è zero: non c'è una prestazione da trasmettere.";
    /// Less than nothing was spent.
    NegativeAmount = "importo-negativo", Blocked,
        "L'importo del mese è negativo: verifica lo storno con l'ufficio che l'ha scritto.";
    /// No amount.
    AmountMissing = "manca-importo", Incomplete,
        "Manca l'importo: chiedilo a chi eroga la prestazione.";
    /// Granted, and nothing delivered.
    NothingDelivered = "manca-erogazione", Incomplete,
        "La prestazione risulta concessa ma nessun file ne riporta l'erogazione: chiedi il file a chi la eroga, o la data di chiusura.";
    /// Delivered without a grant.
    NoGrant = "manca-concessione", Incomplete,
        "Nessun file riporta la concessione di questa prestazione: chiedi protocollo della domanda e prova dei mezzi.";
    /// No protocol.
    ProtocolMissing = "manca-protocollo", Incomplete,
        "Manca il protocollo della domanda: INPS lo chiede sempre.";
    /// No means test.
    MeansTestMissing = "manca-prova-mezzi", Incomplete,
        "Manca la prova dei mezzi: indica se la prestazione dipende dall'ISEE.";
    /// Care unknown.
    CareUnknown = "presa-in-carico-incerta", Blocked,
        "La presa in carico è «non so»: INPS accetta solo sì o no, l'assistente sociale deve deciderlo.";
    /// Nobody says anything about care.
    CareMissing = "manca-presa-in-carico", Incomplete,
        "Nessun file dice se la persona è in carico ai servizi sociali: indicalo.";
    /// In care, without an area.
    AreaMissing = "manca-area", Incomplete,
        "La persona è in carico ma manca l'area di utenza: indica minori, disabilità o povertà.";
    /// In care for disability, never assessed.
    SinaMissing = "manca-sina", Blocked,
        "La persona è in carico nell'area disabilità e non autosufficienza: serve la valutazione SINA.";
    /// An assessment with answers missing.
    SinaIncomplete = "sina-incompleta", Incomplete,
        "La valutazione SINA non ha tutte le risposte che INPS chiede: completala.";
    /// Subject to ISEE, no DSU known.
    DsuMissing = "dsu-assente", Ready,
        "La prestazione dipende dall'ISEE ma non risulta una DSU: INPS non la esige, ma senza DSU i controlli non sono possibili.";
    /// A protocol without its date.
    DsuWithoutDate = "manca-data-dsu", Incomplete,
        "Manca la data della DSU: INPS vuole protocollo, anno e data insieme.";
    /// Quotas that do not add up.
    QuotasDiffer = "quote-diverse", Blocked,
        "Le quote di ente, utente e Servizio sanitario non fanno l'importo: correggi il file di chi eroga.";
    /// Delivered after death.
    AfterDeath = "dopo-il-decesso", Blocked,
        "L'erogazione è successiva al decesso: verifica la data con l'anagrafe e l'erogazione con l'ufficio.";
    /// Delivered outside the days of the grant.
    OutsideGrant = "fuori-concessione", Ready,
        "L'erogazione cade fuori dalle date della concessione: verifica decorrenza e termine.";
    /// A1.05.01 without the day of payment. Source: INPS message 1244/2022.
    EventDateMissing = "manca-data-evento", Incomplete,
        "Per A1.05.01 serve la data in cui il contributo è stato pagato davvero.";
    /// No answer where SINBA wants one.
    MinorAnswersMissing = "sinba-incompleta", Incomplete,
        "La valutazione SINBA non ha tutte le risposte che INPS chiede: completala.";
    /// Of age.
    MinorOfAge = "sinba-maggiorenne", NotDue,
        "Alla data della valutazione la persona era maggiorenne: la SINBA non è dovuta.";
    /// Not followed.
    MinorNotInCare = "sinba-non-in-carico", NotDue,
        "Il minore non è in carico ai servizi sociali: la SINBA non è dovuta.";
    /// No date.
    MinorAssessmentUndated = "sinba-senza-data", Incomplete,
        "Manca la data della valutazione: indicala nel file dell'area minori.";
}

impl Why {
    /// The reason as a record carries it.
    pub(crate) fn because(self, office: Office, field: impl Into<Option<Field>>) -> Reason {
        Reason {
            code: self.code().to_owned(),
            state: self.state(),
            office,
            message: self.message().to_owned(),
            field: field.into(),
        }
    }
}

/// The state that `reasons` give together: what is not due is not asked for, what somebody must
/// decide comes before what is merely missing.
pub(crate) fn state_of(reasons: &[Reason]) -> RecordState {
    let weight = |state: RecordState| match state {
        RecordState::Ready => 0,
        RecordState::Incomplete => 1,
        RecordState::Blocked => 2,
        RecordState::NotDue => 3,
    };
    let states = reasons.iter().map(|reason| reason.state);
    states
        .max_by_key(|&state| weight(state))
        .unwrap_or(RecordState::Ready)
}

/// Puts the reasons that decide the state first.
pub(crate) fn sort(reasons: &mut [Reason]) {
    let state = state_of(reasons);
    reasons.sort_by_key(|reason| (reason.state != state, reason.state == RecordState::Ready));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Why;

    #[test]
    fn every_code_is_unique_and_every_message_says_what_to_do() {
        let codes: BTreeSet<&str> = Why::ALL.iter().map(|why| why.code()).collect();
        assert_eq!(codes.len(), Why::ALL.len());
        for why in Why::ALL {
            assert!(why.message().ends_with('.'), "{why:?}");
            assert!(why.message().split_whitespace().count() >= 8, "{why:?}");
        }
    }
}
