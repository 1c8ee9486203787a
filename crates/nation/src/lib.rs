//! A made-up nation of any size, calibrated to ISTAT's population and published spending.
//!
//! People are drawn so that in every region, sex and age band the beneficiaries of a year are
//! residents times a stated take-up; what they receive is made up and then put to scale, so that
//! regions and areas spend what ISTAT published ([`Published`]). The area of a record is its
//! benefit's ([`pas_cube::reference::Benefit::istat_area`]). Where no year of a figure is published,
//! the nearest one stands in; so do the residents ([`pas_cube::Reference::vintage_for`]).
//!
//! What comes back, divided by [`Nation::scale`]: the net spending (total less the shares of user
//! and Servizio sanitario) of every year, region and area within 2 % from 300,000 records on, since
//! the residents are those of 2022 and 2023 whatever the year; beneficiaries of a year by region,
//! sex and age within 2 % or ten people, and within 2 % wherever there are 500 of them from five
//! million records on. The shares of user and Servizio sanitario are only near the published ones,
//! and amounts, benefits and assessments are not calibrated to anything. Over five years the full
//! nation, of scale 1, has about 26 million records; a larger one has more beneficiaries than Italy,
//! in the end more than residents, and serves to measure with.

mod dice;
mod grant;
mod institutions;
mod nation;
mod people;
mod profiles;
mod published;
mod scale;
mod stock;
mod table;
mod take_up;
mod territory;

pub use nation::Nation;
pub use published::{Published, REGIONAL_YEAR};
pub use take_up::TakeUp;
