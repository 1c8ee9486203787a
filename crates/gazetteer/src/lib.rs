//! From the code lists to the reference tables of an edition: places, population, benefits, ambiti.
//!
//! Real editions and the made-up nation share it, so that both mean the same by a place and an area.

mod benefits;
mod places;
mod social_districts;

pub use benefits::{SINBA, benefits};
pub use places::Gazetteer;
pub use social_districts::{
    SocialDistrictError, SocialDistrictFinding, SocialDistrictList, SocialDistrictProblem,
    read_social_districts,
};
