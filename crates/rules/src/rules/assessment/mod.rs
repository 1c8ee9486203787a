//! Rules on a SINA assessment.

pub(crate) mod area_without_care_needs;
pub(crate) mod certificates_that_exclude_each_other;
pub(crate) mod missing_for_care_needs;
pub(crate) mod need_unknown;
pub(crate) mod without_presa_in_carico;
