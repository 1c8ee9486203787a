//! `pas edition compare`: why a number changed.

use std::process::ExitCode;

use clap::Args;
use pas_app::edition::{Amount, GroupChange};
use pas_app::use_cases::compare_editions::compare_editions;
use serde_json::json;

use super::Speaking;
use crate::commands::Ended;
use crate::output::{Format, number};
use crate::settings::Place;

/// Confronta due edizioni.
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// L'edizione di prima
    #[arg(value_name = "PRIMA")]
    before: u32,
    /// L'edizione di dopo
    #[arg(value_name = "DOPO")]
    after: u32,
    #[command(flatten)]
    speaking: Speaking,
}

impl Compare {
    pub(super) async fn run(&self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.speaking.username).await?;
        let compared = compare_editions(&app, &actor, self.before, self.after).await?;
        let changed: Vec<&GroupChange> = compared
            .groups
            .iter()
            .filter(|group| !group.is_same())
            .collect();
        if self.speaking.format == Format::Json {
            println!(
                "{}",
                changed
                    .iter()
                    .map(|group| group_json(group))
                    .collect::<serde_json::Value>()
            );
            return Ok(ExitCode::SUCCESS);
        }
        if compared.groups.is_empty() {
            println!(
                "Nelle edizioni {} e {} non c'è nessun record del tuo ente o degli enti che osserva.",
                self.before, self.after
            );
        } else if changed.is_empty() {
            println!(
                "Le edizioni {} e {} dicono le stesse cose.",
                self.before, self.after
            );
        }
        for group in changed {
            print_group(group);
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print_group(group: &GroupChange) {
    println!("{} {} ente {}:", group.year, group.benefit, group.body);
    println!(
        "  da {} record e {} a {} record e {}; persone da {} a {}",
        number(group.before.records),
        euro(group.before),
        number(group.after.records),
        euro(group.after),
        number(group.people[0]),
        number(group.people[1])
    );
    for (what, amount) in [("arrivati", group.came), ("usciti", group.went)] {
        if amount.records > 0 {
            println!(
                "  {what}: {} record, {}",
                number(amount.records),
                euro(amount)
            );
        }
    }
    if group.changed_to.records > 0 {
        println!(
            "  cambiati: {} record, da {} a {} (importi o ore {}, mesi {}, residenza {}, altro {})",
            number(group.changed_to.records),
            euro(group.changed_from),
            euro(group.changed_to),
            number(group.changed_amounts),
            number(group.changed_months),
            number(group.changed_residence),
            number(group.changed_traits)
        );
    }
}

fn euro(amount: Amount) -> String {
    format!("{},{:02} €", number(amount.cents / 100), amount.cents % 100)
}

fn group_json(group: &GroupChange) -> serde_json::Value {
    let amount = |amount: Amount| json!({"records": amount.records, "cents": amount.cents});
    json!({
        "year": group.year,
        "body": group.body,
        "benefit": group.benefit,
        "before": amount(group.before),
        "after": amount(group.after),
        "people": group.people,
        "people_came": group.people_came,
        "people_went": group.people_went,
        "came": amount(group.came),
        "went": amount(group.went),
        "changed_from": amount(group.changed_from),
        "changed_to": amount(group.changed_to),
        "changed": {
            "amounts": group.changed_amounts,
            "months": group.changed_months,
            "residence": group.changed_residence,
            "traits": group.changed_traits,
        },
    })
}
