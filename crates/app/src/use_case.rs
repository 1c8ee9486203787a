//! The one list of use cases, with the permission that each asks for.

use pas_domain::actor::Permission;

/// A use case: its name in the audit register and the permission it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UseCase {
    /// Verb and noun, the same as the file's name.
    pub name: &'static str,
    /// Who may.
    pub permission: Permission,
    /// Whether it shows personal data; such reads are audited with the person they show.
    pub shows_people: bool,
}

macro_rules! use_cases {
    ($($(#[$doc:meta])* $constant:ident = $name:literal, $permission:ident, $people:literal;)+) => {
        $($(#[$doc])* pub const $constant: UseCase = UseCase {
            name: $name,
            permission: Permission::$permission,
            shows_people: $people,
        };)+

        /// Every use case of a signed-in actor.
        pub const ALL: &[UseCase] = &[$($constant,)+];
    };
}

use_cases! {
    /// The home page.
    SHOW_HOME = "show_home", SignedIn, false;
    /// Leaving.
    SIGN_OUT = "sign_out", SignedIn, false;
    /// Bringing in an office's file.
    IMPORT_FILE = "import_file", ImportFiles, false;
    /// The list of imported files.
    LIST_IMPORTS = "list_imports", SeeImports, false;
    /// One imported file with its problems.
    SHOW_IMPORT = "show_import", SeeImports, true;
    /// The file itself, or the rows set aside.
    DOWNLOAD_IMPORT = "download_import", SeeImports, true;
    /// Looking for people.
    LIST_PEOPLE = "list_people", SeePeople, true;
    /// One person.
    SHOW_PERSON = "show_person", SeePeople, true;
    /// Deriving the records anew.
    DERIVE_RECORDS = "derive_records", DeriveRecords, false;
    /// The records by state and reason.
    LIST_RECORDS = "list_records", SeeRecords, true;
    /// One record beside its cells.
    SHOW_RECORD = "show_record", SeeRecords, true;
    /// How far the records are on their way to INPS.
    SHOW_SENDINGS = "show_sendings", SeeRecords, false;
    /// The records that INPS has refused, for the office that must act.
    LIST_REFUSED = "list_refused", SeeRecords, true;
    /// The proof of what was sent when, by whom, with which outcome.
    LIST_SENDINGS = "list_sendings", WriteFlows, true;
    /// Who answers for the sending, and the deadlines.
    SET_SENDING_RULE = "set_sending_rule", ManageCatalogue, false;
    /// Writing an upload file.
    WRITE_FLOW = "write_flow", WriteFlows, false;
    /// Saying that a written file was uploaded.
    REGISTER_UPLOAD = "register_upload", WriteFlows, false;
    /// Taking down what INPS has answered for an uploaded file.
    TAKE_RECEIPT = "take_receipt", WriteFlows, false;
    /// Publishing what is ready, and corrections, for INPS to fetch.
    PUBLISH_FLOWS = "publish_flows", WriteFlows, false;
    /// The written files.
    LIST_FLOWS = "list_flows", WriteFlows, false;
    /// One written file.
    SHOW_FLOW = "show_flow", WriteFlows, true;
    /// The bytes of a written file.
    DOWNLOAD_FLOW = "download_flow", WriteFlows, true;
    /// Checking any flow.
    CHECK_FLOW = "check_flow", WriteFlows, true;
    /// Reading flows from the e-services of many enti.
    COLLECT_FLOWS = "collect_flows", RunObservatory, false;
    /// Delivering outcomes to these enti.
    DELIVER_OUTCOMES = "deliver_outcomes", RunObservatory, false;
    /// What the observatory holds of each ente.
    SHOW_OBSERVATORY = "show_observatory", RunObservatory, false;
    /// Spending and beneficiaries.
    SHOW_SPENDING = "show_spending", SeeFigures, false;
    /// Building a numbered edition of the figures.
    BUILD_EDITION = "build_edition", BuildEditions, false;
    /// The editions there are, and what each is, with exact counts.
    LIST_EDITIONS = "list_editions", SeeRecords, false;
    /// What an edition can be asked.
    DESCRIBE_EDITION = "describe_edition", SeeFigures, false;
    /// The editions that answer, without exact counts.
    BROWSE_EDITIONS = "browse_editions", SeeFigures, false;
    /// The values of a level over an edition.
    LIST_VALUES = "list_values", SeeFigures, false;
    /// Why the figures of two editions differ.
    COMPARE_EDITIONS = "compare_editions", SeeRecords, false;
    /// Taking an edition out of use.
    WITHDRAW_EDITION = "withdraw_edition", BuildEditions, false;
    /// Attacking the protection of an edition; the report sets the exact figures beside the shown.
    AUDIT_EDITION = "audit_edition", SeeRecords, false;
    /// Taking in figures that others have published.
    IMPORT_PUBLISHED = "import_published", BuildEditions, false;
    /// Making up a nation, for trials.
    MAKE_NATION = "make_nation", BuildEditions, false;
    /// A question to an edition.
    ASK_EDITION = "ask_edition", SeeFigures, false;
    /// One of the eight questions.
    ANSWER_QUESTION = "answer_question", SeeFigures, false;
    /// The Piano di zona.
    WRITE_REPORT = "write_report", SeeFigures, false;
    /// Keeping a question under a name.
    SAVE_VIEW = "save_view", SeeFigures, false;
    /// Name, note and sharing of a view.
    RENAME_VIEW = "rename_view", SeeFigures, false;
    /// Deleting a view.
    DELETE_VIEW = "delete_view", SeeFigures, false;
    /// Bringing a deleted view back.
    RESTORE_VIEW = "restore_view", SeeFigures, false;
    /// The views that one may see.
    LIST_VIEWS = "list_views", SeeFigures, false;
    /// A page of saved views: making it, its name and sharing.
    SAVE_DASHBOARD = "save_dashboard", SeeFigures, false;
    /// Which views stand on a dashboard, and in which order.
    ARRANGE_DASHBOARD = "arrange_dashboard", SeeFigures, false;
    /// Deleting a dashboard.
    DELETE_DASHBOARD = "delete_dashboard", SeeFigures, false;
    /// Bringing a deleted dashboard back.
    RESTORE_DASHBOARD = "restore_dashboard", SeeFigures, false;
    /// The dashboards that one may see.
    LIST_DASHBOARDS = "list_dashboards", SeeFigures, false;
    /// A dashboard, with every view answered.
    SHOW_DASHBOARD = "show_dashboard", SeeFigures, false;
    /// The guide and the glossary.
    READ_GUIDE = "read_guide", SignedIn, false;
    /// The own keys for programs.
    LIST_KEYS = "list_keys", SeeFigures, false;
    /// A new key for programs.
    CREATE_KEY = "create_key", SeeFigures, false;
    /// Taking a key for programs out of use.
    REVOKE_KEY = "revoke_key", SeeFigures, false;
    /// The tables that anybody may have, with their catalogue.
    PUBLISH_OPEN_DATA = "publish_open_data", SeeFigures, false;
    /// The audit register.
    LIST_AUDIT = "list_audit", SeeAudit, false;
    /// The code lists.
    LIST_SOURCES = "list_sources", SeeCatalogue, false;
    /// Giving a name to a benefit code that has none.
    NAME_BENEFIT = "name_benefit", ManageCatalogue, false;
    /// The accounts.
    LIST_ACCOUNTS = "list_accounts", ManageAccounts, false;
    /// A new account.
    CREATE_ACCOUNT = "create_account", ManageAccounts, false;
    /// Switching an account off or on.
    SWITCH_ACCOUNT = "switch_account", ManageAccounts, false;
}

/// A use case of another body's machine, which a PDND voucher lets in: its name in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MachineUseCase {
    /// Verb and noun, the same as the file's name.
    pub name: &'static str,
}

/// INPS fetches flows.
pub const SERVE_FLOWS: MachineUseCase = MachineUseCase {
    name: "serve_flows",
};
/// INPS sends outcomes.
pub const TAKE_OUTCOMES: MachineUseCase = MachineUseCase {
    name: "take_outcomes",
};
