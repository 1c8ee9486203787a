//! What the files say about a person, in lines to read.

use std::cmp::Reverse;

use jiff::civil::Date;
use pas_catalogue::Catalogue;
use pas_domain::coded::PresaInCarico;
use pas_domain::codice_fiscale::{Identity, IdentityGrade, grade};
use pas_domain::fact::{
    CareEpisode, Delivery, DeliveryTime, DsuLodged, Fact, Grant, Quotas, Registration,
};
use pas_domain::money::Money;
use pas_domain::period::{Period, italian_date};
use pas_storage::fact::StoredFact;

use crate::naming::Names;
use crate::source_files::SourceFiles;
use crate::use_cases::show_person::{FactLine, SourceRow};

/// A person as the files draw them.
pub(crate) struct Portrait {
    pub(crate) cf_grade: char,
    pub(crate) cf_note: String,
    pub(crate) identity: Vec<(&'static str, String)>,
    pub(crate) registry_source: Option<SourceRow>,
    pub(crate) facts: Vec<FactLine>,
}

/// The portrait that `facts` draw.
pub(crate) fn of(
    facts: &[StoredFact],
    files: &SourceFiles,
    names: &Names<'_>,
    catalogue: &Catalogue,
) -> Portrait {
    let registered = facts.iter().rev().find_map(|stored| match &stored.fact {
        Fact::Registration(registration) => Some((registration, stored)),
        _ => None,
    });
    let (cf_grade, cf_note) = match registered {
        Some((registration, _)) => judge_cf(registration, catalogue),
        None => ('D', "La persona non è nell'anagrafe importata: il codice fiscale non si può confrontare con i suoi dati.".to_owned()),
    };
    let mut lines: Vec<FactLine> = facts
        .iter()
        .filter_map(|stored| line(stored, files))
        .collect();
    lines.sort_by_key(|line| Reverse(line.date));
    Portrait {
        cf_grade,
        cf_note,
        identity: registered
            .map(|(it, _)| identity(it, names))
            .unwrap_or_default(),
        registry_source: registered.map(|(_, stored)| files.row(stored.import, &stored.origin)),
        facts: lines,
    }
}

fn judge_cf(registration: &Registration, catalogue: &Catalogue) -> (char, String) {
    let identity = Identity {
        surname: &registration.surname,
        given_name: &registration.given_name,
        birth_date: registration.birth_date,
        sex: registration.sex,
        birthplace: registration.birthplace.as_deref(),
    };
    let code = registration.cf.as_str();
    let graded = grade(code, Some(&identity), registration.cf_verified, catalogue);
    let letter = match graded.grade {
        IdentityGrade::A => 'A',
        IdentityGrade::B => 'B',
        IdentityGrade::C => 'C',
        IdentityGrade::D => 'D',
        IdentityGrade::E => 'E',
    };
    (
        letter,
        graded
            .message()
            .unwrap_or_else(|| graded.grade.label().to_owned()),
    )
}

fn identity(registration: &Registration, names: &Names<'_>) -> Vec<(&'static str, String)> {
    let mut lines = vec![
        ("Cognome", registration.surname.clone()),
        ("Nome", registration.given_name.clone()),
    ];
    let mut add = |label, text: Option<String>| {
        lines.push((label, text.unwrap_or_else(|| "non risulta".to_owned())));
    };
    add("Sesso", registration.sex.map(|sex| sex.label().to_owned()));
    add("Data di nascita", registration.birth_date.map(italian_date));
    add(
        "Luogo di nascita",
        registration
            .birthplace
            .as_deref()
            .map(|code| names.place(code)),
    );
    add(
        "Cittadinanza",
        registration
            .citizenship
            .as_deref()
            .map(|code| names.country(code)),
    );
    let comune = registration
        .residence_comune
        .as_deref()
        .map(|code| names.comune(code));
    let abroad = registration
        .residence_country
        .as_deref()
        .map(|code| names.country(code));
    add("Residenza", comune.or(abroad));
    if let Some(day) = registration.deceased_on {
        add("Decesso", Some(italian_date(day)));
    }
    lines
}

fn line(stored: &StoredFact, files: &SourceFiles) -> Option<FactLine> {
    let source = files.row(stored.import, &stored.origin);
    let empty = FactLine {
        what: "",
        benefit: None,
        when: String::new(),
        date: None,
        amount: None,
        detail: String::new(),
        source,
    };
    match &stored.fact {
        Fact::Grant(grant) => Some(grant_line(grant, empty)),
        Fact::Delivery(delivery) => Some(delivery_line(delivery, empty)),
        Fact::Dsu(dsu) => Some(dsu_line(dsu, empty)),
        Fact::Care(care) => Some(care_line(care, empty)),
        Fact::Assessment(assessment) => Some(FactLine {
            what: "Valutazione SINA",
            when: assessment.assessed_on.map(italian_date).unwrap_or_default(),
            date: assessment.assessed_on,
            detail: format!("{} risposte", assessment.answers.len()),
            ..empty
        }),
        Fact::MinorAssessment(assessment) => Some(FactLine {
            what: "Valutazione SINBA",
            when: assessment.assessed_on.map(italian_date).unwrap_or_default(),
            date: assessment.assessed_on,
            detail: format!("{} risposte", assessment.answers.len()),
            ..empty
        }),
        Fact::Registration(_) | Fact::Ente(_) => None,
    }
}

fn grant_line(grant: &Grant, empty: FactLine) -> FactLine {
    let mut details = Vec::new();
    details.extend(
        grant
            .protocol
            .as_ref()
            .map(|protocol| format!("domanda {protocol}")),
    );
    details.extend(
        grant
            .means_test
            .map(|means_test| means_test.label().to_owned()),
    );
    FactLine {
        what: "Concessione",
        benefit: Some(grant.benefit.clone()),
        when: from_to(grant.start, grant.end),
        date: grant.start,
        detail: details.join(" · "),
        ..empty
    }
}

fn delivery_line(delivery: &Delivery, empty: FactLine) -> FactLine {
    let (when, date) = time(delivery.when);
    let mut details = quotas(delivery.quotas);
    let hours = delivery
        .minutes
        .map(|minutes| format!("{} ore e {} minuti", minutes / 60, minutes % 60));
    details.extend(hours);
    FactLine {
        what: "Erogazione",
        benefit: Some(delivery.benefit.clone()),
        when,
        date: Some(date),
        amount: delivery.amount,
        detail: details.join(" · "),
        ..empty
    }
}

fn quotas(quotas: Quotas) -> Vec<String> {
    let named = [
        ("ente", quotas.ente),
        ("utente", quotas.user),
        ("SSN", quotas.ssn),
    ];
    let line = |(who, quota): (&str, Option<Money>)| quota.map(|quota| format!("{who} {quota}"));
    named.into_iter().filter_map(line).collect()
}

fn dsu_line(dsu: &DsuLodged, empty: FactLine) -> FactLine {
    FactLine {
        what: "DSU",
        when: dsu
            .lodged_on
            .map_or_else(|| "senza data".to_owned(), italian_date),
        date: dsu.lodged_on,
        amount: dsu.isee,
        detail: format!("protocollo {}", dsu.protocol),
        ..empty
    }
}

fn care_line(care: &CareEpisode, empty: FactLine) -> FactLine {
    let answer = match care.presa_in_carico {
        PresaInCarico::Yes => "sì",
        PresaInCarico::No => "no",
        PresaInCarico::Unknown => "non so",
    };
    let area = care
        .service_area
        .map(|area| format!(" · area {}", area.label()));
    FactLine {
        what: "Presa in carico",
        when: from_to(care.from, care.to),
        date: care.from,
        detail: format!("{answer}{}", area.unwrap_or_default()),
        ..empty
    }
}

fn time(when: DeliveryTime) -> (String, Date) {
    let between = |period: Period| from_to(Some(period.start()), Some(period.end()));
    match when {
        DeliveryTime::InMonth(month) => (
            format!("{:02}/{:04}", month.number(), month.year()),
            month.first_day(),
        ),
        DeliveryTime::EachMonthOf(period) => {
            (format!("ogni mese, {}", between(period)), period.start())
        }
        DeliveryTime::WholePeriod(period) => (between(period), period.start()),
        DeliveryTime::OnDay(day) => (italian_date(day), day),
    }
}

fn from_to(start: Option<Date>, end: Option<Date>) -> String {
    match (start, end) {
        (Some(start), Some(end)) => format!("dal {} al {}", italian_date(start), italian_date(end)),
        (Some(start), None) => format!("dal {}", italian_date(start)),
        (None, Some(end)) => format!("fino al {}", italian_date(end)),
        (None, None) => String::new(),
    }
}
