//! The district, loaded once into a temporary installation.

use std::sync::Arc;

use jiff::civil::date;
use jiff::tz::TimeZone;
use pas_app::clock::FixedClock;
use pas_app::use_cases::load_demo;
use pas_app::use_cases::sign_in::local_actor;
use pas_app::{App, Config};
use pas_demo::{District, Scale};
use pas_domain::actor::Actor;
use tempfile::TempDir;

/// Seed of the tests' district.
pub(crate) const SEED: u64 = 7;

/// A loaded installation.
pub(crate) struct Loaded {
    pub(crate) app: App,
    pub(crate) clerk: Actor,
    pub(crate) district: District,
    _folder: TempDir,
}

/// An empty installation on 23 November 2026.
pub(crate) async fn empty() -> (App, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let config = Config { data_dir: folder.path().to_owned(), database_url: None };
    let now = date(2026, 11, 23).at(9, 0, 0, 0).to_zoned(TimeZone::UTC).expect("an instant");
    let clock = Arc::new(FixedClock(now.timestamp()));
    (App::open(&config, clock).await.expect("opened"), folder)
}

/// The small district, loaded.
pub(crate) async fn loaded() -> Loaded {
    let (app, folder) = empty().await;
    load_demo::load(&app, SEED, Scale::Small).await.expect("loaded");
    let clerk = local_actor(&app, "operatore").await.expect("asked").expect("the clerk");
    let district = pas_demo::generate(SEED, Scale::Small);
    Loaded { app, clerk, district, _folder: folder }
}
