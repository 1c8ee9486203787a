//! One request for each use case of the portal's questions, saved views and dashboards.

use pas_app::AppError;
use pas_app::portal::{Choices, Question};
use pas_app::saved::ViewText;
use pas_app::use_case::UseCase;
use pas_app::use_cases::answer_question::answer_question;
use pas_app::use_cases::arrange_dashboard::{Move, arrange_dashboard};
use pas_app::use_cases::delete_dashboard::delete_dashboard;
use pas_app::use_cases::delete_view::delete_view;
use pas_app::use_cases::list_dashboards::list_dashboards;
use pas_app::use_cases::list_views::list_views;
use pas_app::use_cases::publish_open_data::{Wanted, publish_open_data};
use pas_app::use_cases::rename_view::rename_view;
use pas_app::use_cases::restore_dashboard::restore_dashboard;
use pas_app::use_cases::restore_view::restore_view;
use pas_app::use_cases::save_dashboard::save_dashboard;
use pas_app::use_cases::save_view::{NewView, save_view};
use pas_app::use_cases::show_dashboard::show_dashboard;
use pas_app::use_cases::write_report::write_report;
use pas_domain::actor::Actor;
use pas_domain::ids::{DashboardId, SavedViewId};
use pas_storage::{dashboard, saved_view};

use super::requests::Request;
use crate::support::Installation;
use crate::support::home::morning;

const NAME: &str = "Spesa per comune";
const QUESTION: &str = "misure=spesa&righe=comune";
const TEXT: ViewText<'_> = ViewText {
    name: NAME,
    note: "",
    is_shared: true,
};

impl Request {
    /// Asks for `use_case` of questions kept.
    pub(super) async fn ask_of_views(
        &self,
        here: &Installation,
        actor: &Actor,
        use_case: &UseCase,
    ) -> Result<(), AppError> {
        let app = &here.app;
        let (view, page) = self.kept(here, actor).await;
        let new = NewView {
            name: NAME.to_owned(),
            question: QUESTION.to_owned(),
            note: String::new(),
            is_shared: true,
        };
        match use_case.name {
            "answer_question" => {
                let question = Question::ALL[0];
                let told = answer_question(app, actor, question, &Choices::default()).await;
                told.map(drop)
            }
            "write_report" => write_report(app, actor, &Choices::default())
                .await
                .map(drop),
            "publish_open_data" => {
                publish_open_data(app, actor, None, ("https://pas.example", Wanted::All))
                    .await
                    .map(drop)
            }
            "save_view" => save_view(app, actor, &new).await.map(drop),
            "rename_view" => rename_view(app, actor, view, TEXT).await,
            "delete_view" => delete_view(app, actor, view).await,
            "restore_view" => restore_view(app, actor, view).await,
            "list_views" => list_views(app, actor).await.map(drop),
            "save_dashboard" => {
                let made = save_dashboard(app, actor, None, (NAME, true)).await;
                made.map(drop)
            }
            "arrange_dashboard" => arrange_dashboard(app, actor, page, (Move::Add, view)).await,
            "delete_dashboard" => delete_dashboard(app, actor, page).await,
            "restore_dashboard" => restore_dashboard(app, actor, page).await,
            "list_dashboards" => list_dashboards(app, actor).await.map(drop),
            "show_dashboard" => show_dashboard(app, actor, page).await.map(drop),
            other => panic!("no request for the use case `{other}`: write one"),
        }
    }

    /// A view and a dashboard of the actor's own, kept below the use cases; of nonsense, none.
    async fn kept(&self, here: &Installation, actor: &Actor) -> (SavedViewId, DashboardId) {
        if self.edition == 0 {
            return (SavedViewId::new(-1), DashboardId::new(-1));
        }
        let (mut tx, owner, now) = (here.write().await, actor.account, morning());
        let view = saved_view::insert(&mut tx, actor.ente, owner, (TEXT, QUESTION), now).await;
        let page = dashboard::insert(&mut tx, actor.ente, owner, (NAME, true), now).await;
        let kept = (view.expect("kept"), page.expect("kept"));
        tx.commit().await.expect("kept");
        kept
    }
}
