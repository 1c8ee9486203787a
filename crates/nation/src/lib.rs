//! A made-up nation of any size, calibrated to ISTAT's population and published spending.
//!
//! People are drawn so that in every region, sex and age band the beneficiaries of a year are
//! residents times a stated take-up; what they receive is made up and then put to scale, so that
//! regions and areas spend what ISTAT published ([`Published`]). The area of a record is its
//! benefit's ([`pas_cube::reference::Benefit::istat_area`]). Where no year of a figure is published,
//! the nearest one stands in; so do the residents ([`pas_cube::Reference::vintage_for`]).

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
