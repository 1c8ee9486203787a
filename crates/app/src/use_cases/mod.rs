//! One file per use case, named as in the list of [`use_case`](crate::use_case).

pub mod check_flow;
pub mod create_account;
pub mod derive_records;
pub mod download_flow;
pub mod download_import;
pub mod import_file;
pub mod list_accounts;
pub mod list_audit;
pub mod list_flows;
pub mod list_imports;
pub mod list_people;
pub mod list_records;
pub mod list_sources;
pub mod load_demo;
pub mod name_benefit;
pub mod show_flow;
pub mod show_home;
pub mod show_import;
pub mod show_person;
pub mod show_record;
pub mod show_spending;
pub mod sign_in;
pub mod sign_out;
pub mod switch_account;
pub mod write_flow;
