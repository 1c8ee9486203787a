//! One request for each use case of the list.

use jiff::Timestamp;
use pas_app::AppError;
use pas_app::editions::question::{Level, level};
use pas_app::use_case::UseCase;
use pas_app::use_cases::ask_edition::ask_edition;
use pas_app::use_cases::audit_edition::{AuditQuery, audit_edition};
use pas_app::use_cases::browse_editions::browse_editions;
use pas_app::use_cases::build_edition::{BuildQuery, EditionSource, build_edition};
use pas_app::use_cases::check_flow::check_flow;
use pas_app::use_cases::collect_flows::{Place, Source, UnknownCodes, begin_poll};
use pas_app::use_cases::compare_editions::compare_editions;
use pas_app::use_cases::create_account::{NewAccount, create_account};
use pas_app::use_cases::create_key::{NewKey, create_key};
use pas_app::use_cases::deliver_outcomes::confirm_outcomes;
use pas_app::use_cases::derive_records::derive_records;
use pas_app::use_cases::describe_edition::describe_edition;
use pas_app::use_cases::download_flow::download_flow;
use pas_app::use_cases::download_import::{ImportPart, download_import};
use pas_app::use_cases::import_file::{ImportFile, import_file};
use pas_app::use_cases::import_published::import_published;
use pas_app::use_cases::list_accounts::list_accounts;
use pas_app::use_cases::list_audit::list_audit;
use pas_app::use_cases::list_editions::list_editions;
use pas_app::use_cases::list_flows::list_flows;
use pas_app::use_cases::list_imports::list_imports;
use pas_app::use_cases::list_keys::list_keys;
use pas_app::use_cases::list_people::list_people;
use pas_app::use_cases::list_records::{RecordQuery, list_records};
use pas_app::use_cases::list_refused::{RefusedQuery, list_refused};
use pas_app::use_cases::list_sendings::{ProofQuery, list_sendings};
use pas_app::use_cases::list_sources::list_sources;
use pas_app::use_cases::list_values::list_values;
use pas_app::use_cases::make_nation::{NationQuery, make_nation};
use pas_app::use_cases::name_benefit::name_benefit;
use pas_app::use_cases::publish_flows::{PublishQuery, publish_flows};
use pas_app::use_cases::read_guide::read_guide;
use pas_app::use_cases::register_upload::{Uploaded, register_upload};
use pas_app::use_cases::revoke_key::revoke_key;
use pas_app::use_cases::set_sending_rule::set_sending_rule;
use pas_app::use_cases::show_flow::show_flow;
use pas_app::use_cases::show_home::show_home;
use pas_app::use_cases::show_import::{ImportQuery, show_import};
use pas_app::use_cases::show_observatory::show_observatory;
use pas_app::use_cases::show_person::show_person;
use pas_app::use_cases::show_record::show_record;
use pas_app::use_cases::show_sendings::{SendingRule, SendingsQuery, show_sendings};
use pas_app::use_cases::show_spending::{By, show_spending};
use pas_app::use_cases::sign_out::sign_out;
use pas_app::use_cases::switch_account::switch_account;
use pas_app::use_cases::take_receipt::{Answered, Verdict, take_receipt};
use pas_app::use_cases::withdraw_edition::withdraw_edition;
use pas_app::use_cases::write_flow::{FlowKind, FlowQuery, write_flow};
use pas_domain::actor::{Actor, Role};
use pas_domain::ids::{
    AccessKeyId, AccountId, FlowFileId, ImportId, ObservedEnteId, PersonId, RecordId,
};
use pas_domain::office::Office;
use pas_storage::{access_key, sha256};

use crate::editions::published;
use crate::support::home::morning;
use crate::support::{Installation, TODAY};

/// What the use cases are asked for.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) import: ImportId,
    pub(crate) person: PersonId,
    pub(crate) record: RecordId,
    pub(crate) flow: FlowFileId,
    pub(crate) account: AccountId,
    pub(crate) benefit: &'static str,
    pub(crate) name: &'static str,
    pub(crate) username: String,
    pub(crate) password: &'static str,
    pub(crate) file: &'static [u8],
    pub(crate) xml: Vec<u8>,
    pub(crate) year: Option<i16>,
    pub(crate) edition: u32,
    pub(crate) to_withdraw: u32,
}

/// A file that the ISEE office might send, without rows.
const NO_ROWS: &[u8] = b"CF;Protocollo DSU;Data presentazione\r\n";

impl Request {
    /// A request that nothing speaks against, in the district: its flow is written first.
    pub(crate) async fn sensible(here: &Installation) -> Self {
        let (app, clerk) = (&here.app, &here.clerk().await);
        let query = FlowQuery {
            kind: FlowKind::Minors,
            year: None,
            again: false,
        };
        let flow = write_flow(app, clerk, query).await.expect("written");
        let imports = list_imports(app, clerk).await.expect("listed");
        let records = list_records(app, clerk, &RecordQuery::default())
            .await
            .expect("listed");
        let record = records.records.first().expect("a record");
        Self {
            import: imports.first().expect("an import").id,
            person: record.person,
            record: record.id,
            flow,
            account: here.actor(Role::Planner).await.account,
            benefit: "A2.17",
            name: "Denominazione di prova",
            username: "nuovo".to_owned(),
            password: "una-parola-lunga",
            file: NO_ROWS,
            xml: download_flow(app, clerk, flow)
                .await
                .expect("downloaded")
                .bytes,
            year: None,
            edition: 1,
            to_withdraw: 1,
        }
    }

    /// A request for what is not there and cannot be.
    pub(crate) fn nonsense() -> Self {
        Self {
            import: ImportId::new(-1),
            person: PersonId::new(-1),
            record: RecordId::new(-1),
            flow: FlowFileId::new(-1),
            account: AccountId::new(-1),
            benefit: "Z9.99",
            name: "",
            username: "Non va".to_owned(),
            password: "",
            file: b"",
            xml: Vec::new(),
            year: Some(1),
            edition: 0,
            to_withdraw: 0,
        }
    }

    /// Asks for `use_case` as `actor`.
    pub(crate) async fn ask(
        &self,
        here: &Installation,
        actor: &Actor,
        use_case: &UseCase,
    ) -> Result<(), AppError> {
        let app = &here.app;
        match use_case.name {
            "show_home" => show_home(app, actor).await.map(drop),
            "sign_out" => sign_out(app, actor, "gettone").await,
            "import_file" => import_file(app, actor, self.office_file()).await.map(drop),
            "list_imports" => list_imports(app, actor).await.map(drop),
            "show_import" => {
                let query = ImportQuery::default();
                show_import(app, actor, self.import, &query).await.map(drop)
            }
            "download_import" => download_import(app, actor, self.import, ImportPart::SetAside)
                .await
                .map(drop),
            "list_people" => list_people(app, actor, "", 1).await.map(drop),
            "show_person" => show_person(app, actor, self.person).await.map(drop),
            "derive_records" => derive_records(app, actor).await.map(drop),
            "list_records" => list_records(app, actor, &RecordQuery::default())
                .await
                .map(drop),
            "show_record" => show_record(app, actor, self.record).await.map(drop),
            "write_flow" => {
                let query = FlowQuery {
                    kind: FlowKind::Minors,
                    year: self.year,
                    again: false,
                };
                write_flow(app, actor, query).await.map(drop)
            }
            "register_upload" => register_upload(app, actor, self.uploaded()).await,
            "take_receipt" => {
                let answered = Answered {
                    file: self.flow,
                    verdict: Verdict::AllAccepted,
                    receipt: None,
                };
                take_receipt(app, actor, answered).await.map(drop)
            }
            "list_flows" => list_flows(app, actor).await.map(drop),
            "show_flow" => show_flow(app, actor, self.flow, 1).await.map(drop),
            "download_flow" => download_flow(app, actor, self.flow).await.map(drop),
            "check_flow" => check_flow(app, actor, "flusso.xml", &self.xml)
                .await
                .map(drop),
            "collect_flows" => begin_poll(app, actor, &observed_ente()).await.map(drop),
            "deliver_outcomes" => {
                let place = Place {
                    source: ObservedEnteId::new(-1),
                    since: 0,
                };
                confirm_outcomes(app, actor, place, &[]).await.map(drop)
            }
            "show_observatory" => show_observatory(app, actor).await.map(drop),
            "show_spending" => show_spending(app, actor, By::Benefit).await.map(drop),
            "list_audit" => list_audit(app, actor, 1).await.map(drop),
            "list_sources" => list_sources(app, actor).await.map(drop),
            "name_benefit" => name_benefit(app, actor, self.benefit, self.name).await,
            "list_accounts" => list_accounts(app, actor).await.map(drop),
            "create_account" => create_account(app, actor, self.new_account())
                .await
                .map(drop),
            "switch_account" => switch_account(app, actor, self.account, false).await,
            _ => self.ask_of_keys(here, actor, use_case).await,
        }
    }

    /// Asks for `use_case` of the keys for programs.
    async fn ask_of_keys(
        &self,
        here: &Installation,
        actor: &Actor,
        use_case: &UseCase,
    ) -> Result<(), AppError> {
        let app = &here.app;
        match use_case.name {
            "list_keys" => list_keys(app, actor).await.map(drop),
            "create_key" => {
                let key = NewKey {
                    name: "Foglio di prova".to_owned(),
                    days: 30,
                };
                create_key(app, actor, key).await.map(drop)
            }
            "revoke_key" => {
                let key = given_key(here, actor, &self.username).await;
                revoke_key(app, actor, key).await
            }
            _ => self.ask_of_sendings(here, actor, use_case).await,
        }
    }

    /// Asks for `use_case` of the way to INPS.
    async fn ask_of_sendings(
        &self,
        here: &Installation,
        actor: &Actor,
        use_case: &UseCase,
    ) -> Result<(), AppError> {
        let app = &here.app;
        match use_case.name {
            "show_sendings" => show_sendings(app, actor, &SendingsQuery::default())
                .await
                .map(drop),
            "list_refused" => list_refused(app, actor, &RefusedQuery::default())
                .await
                .map(drop),
            "list_sendings" => list_sendings(app, actor, &ProofQuery::default())
                .await
                .map(drop),
            "set_sending_rule" => set_sending_rule(app, actor, SendingRule::default()).await,
            "publish_flows" => {
                // One person's records, of a year without any: nothing leaves, one entry is written.
                let query = PublishQuery {
                    again: Some(self.record),
                    year: Some(1),
                    ..PublishQuery::default()
                };
                publish_flows(app, actor, query).await.map(drop)
            }
            "read_guide" => read_guide(app, actor).await.map(drop),
            _ => self.ask_of_editions(here, actor, use_case).await,
        }
    }

    /// Asks for `use_case` of the numbered editions.
    async fn ask_of_editions(
        &self,
        here: &Installation,
        actor: &Actor,
        use_case: &UseCase,
    ) -> Result<(), AppError> {
        let app = &here.app;
        match use_case.name {
            "build_edition" => {
                let query = BuildQuery {
                    source: EditionSource::Records,
                    title: None,
                    years: None,
                    n_parts: None,
                };
                build_edition(app, actor, query).await.map(drop)
            }
            "describe_edition" => describe_edition(app, actor, Some(self.edition), Vec::new())
                .await
                .map(drop),
            "list_editions" => list_editions(app, actor).await.map(drop),
            "compare_editions" => compare_editions(app, actor, self.edition, self.edition)
                .await
                .map(drop),
            "withdraw_edition" => {
                withdraw_edition(app, actor, self.to_withdraw, "errore di prova").await
            }
            "audit_edition" => {
                let query = AuditQuery {
                    number: self.edition,
                    previous: None,
                    n_provinces: 1,
                    n_pairs: 10,
                    seed: 1,
                };
                audit_edition(app, actor, query, |_| {}).await.map(drop)
            }
            "browse_editions" => browse_editions(app, actor).await.map(drop),
            "list_values" => list_values(app, actor, Some(self.edition), any_level(), None)
                .await
                .map(drop),
            "ask_edition" => ask_edition(app, actor, "misure=beneficiari")
                .await
                .map(drop),
            "import_published" => {
                let (csv, meta) = published(here.folder());
                import_published(app, actor, csv, meta).await.map(drop)
            }
            "make_nation" => {
                let query = NationQuery {
                    n_records: 200,
                    seed: 1,
                    first_year: 2024,
                    n_years: 1,
                    n_parts: None,
                };
                make_nation(app, actor, query).await.map(drop)
            }
            _ => self.ask_of_views(here, actor, use_case).await,
        }
    }

    fn office_file(&self) -> ImportFile {
        ImportFile {
            office: Office::Isee,
            filename: "dsu.csv".to_owned(),
            bytes: self.file.to_vec(),
            dry_run: false,
        }
    }

    fn uploaded(&self) -> Uploaded {
        Uploaded {
            file: self.flow,
            day: TODAY,
            number: "INPS.PROVA.1".to_owned(),
            receipt: None,
        }
    }

    fn new_account(&self) -> NewAccount {
        NewAccount {
            username: self.username.clone(),
            display_name: "Persona di prova".to_owned(),
            role: Role::Planner,
            password: self.password.to_owned(),
        }
    }
}

/// A key that the actor has, made without a trace.
async fn given_key(here: &Installation, actor: &Actor, username: &str) -> AccessKeyId {
    let prefix = &format!("{} {username}", actor.username);
    let key = access_key::NewAccessKey {
        account: actor.account,
        name: "Foglio di prova",
        prefix,
        sha256: sha256(prefix.as_bytes()),
        created_at: morning(),
        expires_at: Timestamp::MAX,
    };
    let mut tx = here.write().await;
    let id = access_key::create(&mut tx, &key).await.expect("kept");
    tx.commit().await.expect("committed");
    id
}

/// A level that every edition has.
fn any_level() -> &'static Level {
    level("anno").expect("a level")
}

/// An ente that the observatory does not know yet: its first poll leaves a trace.
fn observed_ente() -> Source {
    Source {
        code: "L219".to_owned(),
        name: "Comune di Esempio".to_owned(),
        flow_code: None,
        unknown_codes: UnknownCodes::Admitted,
    }
}
