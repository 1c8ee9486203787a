//! `pas collect`: the observatory reads the e-services of many enti.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, ValueEnum};
use pas_app::App;
use pas_app::use_cases::show_observatory::{
    ObservedFlow, ObservedLine, show_observatory, show_observed_flows,
};
use pas_collect::{Collector, Registry, Visit};
use pas_domain::actor::Actor;
use pas_domain::sending::Operation;
use serde_json::{Value, json};

use super::Ended;
use super::serve::stop;
use crate::output::{counted, number, put};
use crate::settings::Place;

/// Preleva i flussi dai servizi WaaS di molti enti, li verifica e consegna gli esiti: 0 tutto bene, 1 un ente è rimasto indietro.
#[derive(Debug, Args)]
pub(crate) struct Collect {
    /// Il registro degli enti (TOML): sezioni [pdnd], [limits] e [[ente]]
    #[arg(long, value_name = "FILE", required_unless_present = "show")]
    enti: Option<PathBuf>,
    /// Un solo giro: tutti i flussi, tutti gli esiti
    #[arg(long)]
    once: bool,
    /// Secondi tra un giro e l'altro
    #[arg(long, default_value_t = 300, value_parser = seconds, value_name = "SECONDI")]
    interval: u64,
    /// Dice soltanto che cosa c'è nell'osservatorio, ente per ente
    #[arg(long, conflicts_with_all = ["enti", "once"])]
    show: bool,
    /// Con --show: anche ogni flusso, senza il suo contenuto
    #[arg(long, requires = "show")]
    flows: bool,
    /// Come dirlo
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMATO")]
    format: Format,
    /// L'account con cui agire
    #[arg(long = "as", default_value = "operatore", value_name = "UTENTE")]
    username: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

fn seconds(typed: &str) -> Result<u64, &'static str> {
    let typed = typed.parse().ok();
    let known = typed.filter(|seconds| (1..=86_400).contains(seconds));
    known.ok_or("serve un numero da 1 a 86400")
}

impl Collect {
    /// Reads once or until the process is asked to stop; or only shows.
    pub(crate) async fn run(&self, place: &Place) -> Ended {
        let registry = self.enti.as_deref().map(Registry::read).transpose()?;
        let (app, actor) = place.open_as(&self.username).await?;
        let Some(registry) = registry else {
            return self.show(&app, &actor).await;
        };
        let collector = Collector::open(app, actor, registry)?;
        if self.once {
            return self.collect_once(&collector).await;
        }
        // Whatever is under way when the process is to stop is dropped: the next round goes on there.
        tokio::select! {
            () = collector.run(Duration::from_secs(self.interval), |visits| self.tell(visits)) => {}
            () = stop() => {}
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn collect_once(&self, collector: &Collector) -> Ended {
        let visits = tokio::select! {
            visits = collector.round() => visits,
            () = stop() => return Ok(ExitCode::FAILURE),
        };
        match self.format {
            Format::Text => put(&visits.iter().map(text_of_visit).collect::<String>())?,
            Format::Json => put(&format!("{:#}\n", of_visits(&visits)))?,
        }
        let is_behind = visits.iter().any(|visit| visit.fault.is_some());
        Ok(ExitCode::from(u8::from(is_behind)))
    }

    /// Tells of the visits of a round in which something happened.
    fn tell(&self, visits: &[Visit]) {
        let of_note: Vec<Visit> = visits
            .iter()
            .filter(|visit| is_of_note(visit))
            .cloned()
            .collect();
        if of_note.is_empty() {
            return;
        }
        let text = match self.format {
            Format::Text => of_note.iter().map(text_of_visit).collect(),
            Format::Json => format!("{}\n", of_visits(&of_note)),
        };
        // Nobody reads any more: that is no reason to stop collecting.
        let _ = put(&text);
    }

    async fn show(&self, app: &App, actor: &Actor) -> Ended {
        let lines = show_observatory(app, actor).await?;
        if lines.is_empty() && self.format == Format::Text {
            put("L'osservatorio è vuoto: «pas collect --enti enti.toml» lo riempie.\n")?;
        }
        let mut enti = Vec::new();
        for line in &lines {
            let flows = if self.flows {
                Some(flows_of(app, actor, line).await?)
            } else {
                None
            };
            match self.format {
                Format::Text => put(&text_of_line(line, flows.as_deref().unwrap_or_default()))?,
                Format::Json => enti.push(of_line(line, flows.as_deref())),
            }
        }
        if self.format == Format::Json {
            put(&format!("{:#}\n", json!({ "enti": enti })))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

const fn is_of_note(visit: &Visit) -> bool {
    visit.fault.is_some() || visit.n_accepted + visit.n_refused + visit.n_delivered > 0
}

fn text_of_visit(visit: &Visit) -> String {
    let Visit { code, name, .. } = visit;
    let accepted = counted(visit.n_accepted, "flusso acquisito", "flussi acquisiti");
    let refused = counted(visit.n_refused, "scartato", "scartati");
    let delivered = counted(visit.n_delivered, "esito consegnato", "esiti consegnati");
    let fault = visit.fault.as_ref();
    let fault = fault.map_or(String::new(), |fault| format!("    fermo: {fault}\n"));
    format!("{code} {name}: {accepted}, {refused}; {delivered}\n{fault}")
}

fn of_visits(visits: &[Visit]) -> Value {
    let of_visit = |visit: &Visit| {
        json!({
            "code": visit.code,
            "name": visit.name,
            "accepted": visit.n_accepted,
            "refused": visit.n_refused,
            "delivered": visit.n_delivered,
            "fault": visit.fault,
        })
    };
    json!({ "enti": visits.iter().map(of_visit).collect::<Vec<_>>() })
}

async fn flows_of(
    app: &App,
    actor: &Actor,
    line: &ObservedLine,
) -> Result<Vec<ObservedFlow>, pas_app::AppError> {
    let mut flows: Vec<ObservedFlow> = Vec::new();
    loop {
        let after = flows.last().map_or(0, |flow| flow.ts);
        let lot = show_observed_flows(app, actor, line.source, after).await?;
        if lot.is_empty() {
            return Ok(flows);
        }
        flows.extend(lot);
    }
}

fn text_of_line(line: &ObservedLine, flows: &[ObservedFlow]) -> String {
    let n_flows = counted(line.n_flows, "flusso", "flussi");
    let accepted = counted(line.n_accepted, "acquisito", "acquisiti");
    let refused = counted(line.n_refused, "scartato", "scartati");
    let due = counted(
        line.n_to_deliver,
        "esito da consegnare",
        "esiti da consegnare",
    );
    let in_force = number(line.n_in_force);
    let polled = line.polled_at;
    let polled = polled.map_or("mai".to_owned(), |at| {
        at.strftime("%Y-%m-%d %H:%M UTC").to_string()
    });
    let fault = line.fault.as_ref();
    let fault = fault.map_or(String::new(), |fault| format!("    fermo: {fault}\n"));
    let flows: String = flows.iter().map(text_of_flow).collect();
    format!(
        "{} {}: {n_flows}, {accepted} ({in_force} in vigore), {refused}; {due}\n    ultima lettura: \
         {polled}, fino a ts_flusso {}\n{fault}{flows}",
        line.code, line.name, line.since
    )
}

fn text_of_flow(flow: &ObservedFlow) -> String {
    let why = flow.outcome_text.as_ref();
    let why = why.map_or(String::new(), |why| format!(": {why}"));
    format!("    {} {}{why}\n", flow.name, flow.outcome.name())
}

fn of_line(line: &ObservedLine, flows: Option<&[ObservedFlow]>) -> Value {
    let mut value = json!({
        "code": line.code,
        "name": line.name,
        "since": line.since,
        "flows": line.n_flows,
        "accepted": line.n_accepted,
        "in_force": line.n_in_force,
        "refused": line.n_refused,
        "to_deliver": line.n_to_deliver,
        "polled_at": line.polled_at,
        "fault": line.fault,
    });
    if let Some(flows) = flows {
        value["flow_list"] = flows.iter().map(of_flow).collect();
    }
    value
}

fn of_flow(flow: &ObservedFlow) -> Value {
    json!({
        "id": flow.id,
        "name": flow.name,
        "ts": flow.ts,
        "kind": flow.kind.name(),
        "operation": flow.operation.map(Operation::letter),
        "outcome": flow.outcome.name(),
        "text": flow.outcome_text,
        "acquired_at": flow.acquired_at,
        "in_force": flow.is_in_force,
        "withdrawn_ts": flow.withdrawn_ts,
        "delivered_at": flow.delivered_at,
    })
}
