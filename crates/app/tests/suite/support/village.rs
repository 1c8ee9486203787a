//! A village of a few made-up people, whose offices send files as short as a test wants them.

use std::collections::BTreeSet;

use jiff::civil::date;
use pas_app::AppError;
use pas_app::use_cases::create_account::{NewAccount, create_local_account};
use pas_app::use_cases::derive_records::derive_records;
use pas_app::use_cases::download_flow::download_flow;
use pas_app::use_cases::import_file::{ImportFile, ImportReport, import_file};
use pas_app::use_cases::sign_in::local_actor;
use pas_app::use_cases::write_flow::{FlowKind, FlowQuery, write_flow};
use pas_domain::actor::{Actor, Role};
use pas_domain::coded::Sex;
use pas_domain::codice_fiscale::synthetic;
use pas_domain::flow::Field;
use pas_domain::office::Office;
use pas_domain::record::{RecordBody, SiussRecord};
use pas_storage::record as stored;

use super::{Home, Installation};
use crate::district::records;

/// Its people, all of them born in Vergato and living there.
pub(crate) const ADA: &str = "ADA";
pub(crate) const BICE: &str = "BICE";
pub(crate) const CARLA: &str = "CARLA";

/// A village with its clerk.
pub(crate) struct Village {
    pub(crate) here: Installation,
    pub(crate) clerk: Actor,
}

/// The codice fiscale of one of its people.
pub(crate) fn cf(name: &str) -> String {
    let code = synthetic("PROVALDI", name, date(1950, 3, 9), Sex::Female, "L762");
    code.expect("a made-up code").to_string()
}

/// All ready benefits.
pub(crate) const BENEFITS: FlowQuery = FlowQuery {
    kind: FlowKind::Benefits,
    year: None,
    again: false,
};

impl Village {
    /// The village, whose registry has been imported and which knows how it presents itself.
    pub(crate) async fn new(home: &Home) -> Self {
        let village = Self::without_identity(home).await;
        village.import(Office::Siuss, "ente.csv", &identity()).await;
        village
    }

    /// The village before it has told how it presents itself to INPS.
    pub(crate) async fn without_identity(home: &Home) -> Self {
        let here = home.open().await;
        let account = NewAccount {
            username: "segretaria".to_owned(),
            display_name: "Segretaria di prova".to_owned(),
            role: Role::Clerk,
            password: "una-parola-lunga".to_owned(),
        };
        create_local_account(&here.app, Some("Comune di Prova"), account)
            .await
            .expect("made");
        let clerk = local_actor(&here.app, "segretaria")
            .await
            .expect("asked")
            .expect("there");
        let village = Self { here, clerk };
        village
            .import(Office::Anagrafe, "anagrafe.csv", &registry())
            .await;
        village
    }

    /// Imports a file, or says why not.
    pub(crate) async fn try_import(
        &self,
        office: Office,
        name: &str,
        bytes: &[u8],
    ) -> Result<ImportReport, AppError> {
        let (filename, bytes) = (name.to_owned(), bytes.to_vec());
        let file = ImportFile {
            office,
            filename,
            bytes,
            dry_run: false,
        };
        import_file(&self.here.app, &self.clerk, file).await
    }

    /// Imports a file that can be read.
    pub(crate) async fn import(&self, office: Office, name: &str, text: &str) -> ImportReport {
        self.try_import(office, name, text.as_bytes())
            .await
            .expect("readable")
    }

    /// Imports payments: person, code of the benefit, amount, presa in carico.
    pub(crate) async fn pay(&self, rows: &[(&str, &str, &str, &str)]) -> ImportReport {
        self.import(Office::Contributi, "contributi.csv", &payments(rows))
            .await
    }

    /// Imports hours of home care granted in January 2024: person, month, hours, amount, user's
    /// and health service's quota.
    pub(crate) async fn care_at_home(&self, rows: &[[&str; 6]]) {
        let people: BTreeSet<&str> = rows.iter().map(|row| row[0]).collect();
        let granted = |person| {
            let cf = cf(person);
            format!("{cf};A2.08;DOM/{person};01/01/2024;;No;4;")
        };
        let heading = "C.F.;Prestazione;Prot. domanda;Decorrenza;Termine;In carico;\
                       Prova dei mezzi;Gennaio";
        let grants = file(heading, people.into_iter().map(granted));
        self.import(Office::Anziani, "anziani_2024.csv", &grants)
            .await;
        self.hours(rows).await;
    }

    /// Imports hours of home care of which no office says that they were granted.
    pub(crate) async fn hours(&self, rows: &[[&str; 6]]) {
        let delivered =
            |[person, rest @ ..]: &[&str; 6]| format!("{};{}", cf(person), rest.join(";"));
        let heading = "Codice fiscale;Mese;Ore;Importo;Quota utente;Quota SSN";
        let hours = file(heading, rows.iter().map(delivered));
        self.import(Office::Cooperativa, "adi.csv", &hours).await;
    }

    /// Derives the records anew: all those of benefits.
    pub(crate) async fn records(&self) -> Vec<SiussRecord> {
        derive_records(&self.here.app, &self.clerk)
            .await
            .expect("derived");
        records(&self.here, self.clerk.ente, stored::FlowKind::Benefits).await
    }

    /// Derives the records anew and writes those that are ready.
    pub(crate) async fn flow(&self) -> Result<String, AppError> {
        derive_records(&self.here.app, &self.clerk).await?;
        let id = write_flow(&self.here.app, &self.clerk, BENEFITS).await?;
        let bytes = download_flow(&self.here.app, &self.clerk, id).await?.bytes;
        Ok(String::from_utf8(bytes).expect("text"))
    }
}

/// A CSV file as Italian offices save it.
fn file(heading: &str, rows: impl IntoIterator<Item = String>) -> String {
    let rows: Vec<String> = rows.into_iter().collect();
    format!("{heading}\r\n{}\r\n", rows.join("\r\n"))
}

/// The file with which the ente says who it is.
fn identity() -> String {
    let heading = "Codice ente;Denominazione;Sede legale;CF operatore";
    let operator = cf("OPERATRICE");
    file(
        heading,
        [format!("L762PROVA;Comune di Prova;L762;{operator}")],
    )
}

/// The registry's file. It writes Albania's code, 008, without its zeros.
fn registry() -> String {
    let heading = "Codice fiscale;Cognome;Nome;Sesso;Data di nascita;Luogo di nascita;\
                   Cittadinanza;Comune di residenza";
    let registered = |name| {
        let cf = cf(name);
        format!("{cf};PROVALDI;{name};F;09/03/1950;Vergato;8;Vergato")
    };
    file(heading, [ADA, BICE, CARLA].map(registered))
}

/// A file of payments: person (or a codice fiscale as it stands), code of the benefit, amount, presa
/// in carico. The area is the one of families.
pub(crate) fn payments(rows: &[(&str, &str, &str, &str)]) -> String {
    let heading = "C.F.;Codice;Protocollo;Data mandato;Importo;In carico;Area;Prova dei mezzi";
    let paid = |(number, (person, benefit, amount, care)): (i32, &(&str, &str, &str, &str))| {
        let is_known = [ADA, BICE, CARLA].contains(person);
        let cf = if is_known {
            cf(person)
        } else {
            (*person).to_owned()
        };
        let area = if *care == "Sì" { "1" } else { "" };
        format!("{cf};{benefit};CON/{number};15/05/2024;{amount};{care};{area};4")
    };
    file(heading, (1..).zip(rows).map(paid))
}

/// A value of the record's benefit; empty when there is none.
pub(crate) fn value(record: &SiussRecord, field: Field) -> &str {
    match &record.body {
        RecordBody::Benefit(person) => person.benefits[0].values.get(field).unwrap_or_default(),
        RecordBody::Minor(_) => panic!("a SINBA record has no benefit"),
    }
}

/// The codes of a record's reasons.
pub(crate) fn codes(record: &SiussRecord) -> Vec<&str> {
    record
        .reasons
        .iter()
        .map(|reason| reason.code.as_str())
        .collect()
}
