//! Publication at intervals, so that nobody has to think of it.

use std::error::Error;
use std::time::Duration;

use pas_app::App;
use pas_app::AppError;
use pas_app::use_cases::derive_records::derive_records;
use pas_app::use_cases::publish_flows::{PublishQuery, PublishReport, publish_flows};
use pas_app::use_cases::sign_in::local_actor;
use pas_domain::actor::{Actor, Permission};

use super::serve::stop;
use crate::output::number;
use crate::settings::Settings;

/// Derives the records anew and publishes, every so often, in the name of one account.
pub(crate) struct Publisher {
    app: App,
    actor: Actor,
    pause: Duration,
}

impl Publisher {
    /// The publisher that `settings` ask for, or what is wrong with it; none when they ask for none.
    pub(crate) async fn of(app: &App, settings: &Settings) -> Result<Option<Self>, Box<dyn Error>> {
        let waas = &settings.waas;
        let Some(minutes) = waas.publish_every_minutes else {
            return Ok(None);
        };
        let Some(username) = waas.publish_as.as_deref() else {
            return Err("in [waas] manca «publish_as»: scrivi con quale account pubblicare".into());
        };
        let actor = local_actor(app, username).await?;
        let may = |actor: &Actor| actor.role.may(Permission::WriteFlows);
        let actor = actor.filter(may).ok_or_else(|| {
            format!(
                "«publish_as» in [waas] è «{username}», che non è un account attivo di referente \
                 SIUSS: scegline un altro"
            )
        })?;
        Ok(Some(Self {
            app: app.clone(),
            actor,
            pause: Duration::from_secs(minutes * 60),
        }))
    }

    /// Publishes now and then at every interval, until the process is asked to stop. What goes wrong
    /// is said, and tried again at the next.
    pub(crate) async fn run(self) {
        let mut stopped = std::pin::pin!(stop());
        loop {
            match self.publish().await {
                Ok(report) => say(&report),
                Err(error) => eprintln!("pas: pubblicazione automatica non riuscita: {error}"),
            }
            tokio::select! {
                () = &mut stopped => return,
                () = tokio::time::sleep(self.pause) => {}
            }
        }
    }

    async fn publish(&self) -> Result<PublishReport, AppError> {
        derive_records(&self.app, &self.actor).await?;
        publish_flows(&self.app, &self.actor, PublishQuery::default()).await
    }
}

fn say(report: &PublishReport) {
    if report.n_inserted + report.n_cancelled + report.n_superseded > 0 {
        println!(
            "Pubblicazione automatica: {} record, {} cancellazioni, {} ritirati prima del prelievo",
            number(report.n_inserted),
            number(report.n_cancelled),
            number(report.n_superseded)
        );
    }
}
