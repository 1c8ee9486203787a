//! Rules on the header of a flow and on what it holds.

pub(crate) mod flow_name;
pub(crate) mod many_records_by_api;
pub(crate) mod name_of_an_older_form;
pub(crate) mod name_of_another_ente;
pub(crate) mod name_of_another_kind;
pub(crate) mod name_unlike_a_flow_id;
pub(crate) mod name_without_structure;

pub(crate) mod operator_cf_not_valid;
pub(crate) mod seat_unknown;
