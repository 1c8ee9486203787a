//! One record for each stretch of each granted benefit: what all benefits have in common.

use jiff::civil::Date;
use pas_domain::coded::{MeansTest, PresaInCarico, ServiceArea};
use pas_domain::fact::{Attribute, Delivery, DsuLodged, Grant};
use pas_domain::flow::Field;
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::period::Period;
use pas_domain::record::{RecordBody, SiussRecord};

use crate::care::CareInForce;
use crate::draft::{Draft, Obtained, Part};
use crate::facts_of_person::{FactsOfPerson, Told};
use crate::reason::{self, Why};
use crate::{Setup, one_off, periodic, person, sina};

/// Insertion. Source: INPS specification 2.0.1, table 9.
const INSERTION: &str = "I";
/// The contribution for rents that wants the day of payment. Source: INPS message 1244/2022.
pub const RENT_CONTRIBUTION: &str = "A1.05.01";

/// A benefit of one person: its grant, where a file tells of it, and its deliveries.
pub(crate) struct BenefitCase<'f> {
    pub(crate) benefit: &'f str,
    pub(crate) grant: Option<Told<'f, Grant>>,
    pub(crate) deliveries: Vec<Told<'f, Delivery>>,
}

/// What a record is about, beside the person.
pub(crate) struct Subject<'r, 'f> {
    pub(crate) period: Period,
    pub(crate) n_months: Option<u8>,
    pub(crate) total: Money,
    pub(crate) care: &'r CareInForce<'f>,
    pub(crate) dsu: Option<Told<'f, DsuLodged>>,
}

/// The records of all benefits of `person`.
pub(crate) fn of_benefits(person: &FactsOfPerson<'_>, setup: &Setup<'_>) -> Vec<SiussRecord> {
    let mut records = Vec::new();
    for case in cases(person) {
        let before = records.len();
        records.extend(periodic::records(&case, person, setup));
        records.extend(one_off::records(&case, person, setup));
        if records.len() == before {
            records.extend(periodic::undelivered(&case, person, setup));
        }
    }
    records
}

/// Puts each delivery to its grant; grants without deliveries and deliveries without a grant stay.
fn cases<'f>(person: &FactsOfPerson<'f>) -> Vec<BenefitCase<'f>> {
    let mut cases: Vec<BenefitCase<'f>> = person
        .grants
        .iter()
        .map(|&grant| BenefitCase {
            benefit: &grant.it.benefit,
            grant: Some(grant),
            deliveries: Vec::new(),
        })
        .collect();
    for &delivery in &person.deliveries {
        match case_of(&cases, delivery.it) {
            Some(position) => cases[position].deliveries.push(delivery),
            None => cases.push(BenefitCase {
                benefit: &delivery.it.benefit,
                grant: None,
                deliveries: vec![delivery],
            }),
        }
    }
    cases
}

/// The case for `delivery`: same benefit, same protocol where the row has one, and of these the
/// grant in force on that day, or the one that began last.
fn case_of(cases: &[BenefitCase<'_>], delivery: &Delivery) -> Option<usize> {
    let day = first_day(delivery);
    let fits = |case: &BenefitCase<'_>| {
        let protocol = match case.grant {
            Some(grant) => grant.it.protocol.as_ref(),
            None => case
                .deliveries
                .first()
                .and_then(|first| first.it.protocol.as_ref()),
        };
        case.benefit == delivery.benefit
            && (delivery.protocol.is_none()
                || protocol.is_none()
                || delivery.protocol.as_ref() == protocol)
    };
    let rank = |case: &BenefitCase<'_>| {
        let grant = case.grant.map(|grant| grant.it);
        let start = grant.and_then(|grant| grant.start);
        let end = grant.and_then(|grant| grant.end);
        let in_force = start.is_none_or(|start| start <= day) && end.is_none_or(|end| end >= day);
        (in_force, start.filter(|start| *start <= day))
    };
    let fitting = cases.iter().enumerate().filter(|(_, case)| fits(case));
    fitting
        .max_by_key(|(_, case)| rank(case))
        .map(|(position, _)| position)
}

fn first_day(delivery: &Delivery) -> Date {
    use pas_domain::fact::DeliveryTime as Time;
    match delivery.when {
        Time::InMonth(month) => month.last_day(),
        Time::EachMonthOf(period) | Time::WholePeriod(period) => period.start(),
        Time::OnDay(day) => day,
    }
}

impl BenefitCase<'_> {
    /// The office that knows the grant; where no file tells of one, the office that delivers, or
    /// for an external provider the area that sent the person there.
    pub(crate) fn granting_office(&self) -> Office {
        match (self.grant, self.deliveries.first()) {
            (Some(grant), _) => grant.fact.office,
            (None, Some(delivery)) => match delivery.fact.office {
                Office::Cooperativa | Office::Rsa => Office::Anziani,
                office => office,
            },
            (None, None) => Office::Siuss,
        }
    }

    /// The office that knows what was delivered.
    pub(crate) fn delivering_office(&self) -> Office {
        self.deliveries
            .first()
            .map_or(self.granting_office(), |delivery| delivery.fact.office)
    }

    /// The means test of the grant.
    pub(crate) fn means_test(&self) -> Option<MeansTest> {
        self.grant.and_then(|grant| grant.it.means_test)
    }

    fn protocol(&self) -> Option<(&str, Told<'_, Grant>)> {
        let grant = self.grant?;
        grant
            .it
            .protocol
            .as_deref()
            .map(|protocol| (protocol, grant))
    }
}

/// Sets everything that periodic and one-off records share.
pub(crate) fn set_common(
    draft: &mut Draft,
    case: &BenefitCase<'_>,
    person: &FactsOfPerson<'_>,
    subject: &Subject<'_, '_>,
    setup: &Setup<'_>,
) {
    person::set(draft, person, subject.period.end(), setup);
    draft.put(
        Part::Benefit,
        Field::Operation,
        INSERTION,
        Obtained::by_rule("inserimento"),
    );
    set_benefit(draft, case, setup);
    set_grant(draft, case);
    set_dsu(draft, case, subject);
    set_care(draft, case, subject.care, setup);
    sina::set(draft, case, person, subject);
    set_event_date(draft, case);
    look_at_days(draft, case, person, subject.period);
}

fn set_benefit(draft: &mut Draft, case: &BenefitCase<'_>, setup: &Setup<'_>) {
    let told = case.deliveries.iter().map(|delivery| delivery.fact);
    let told = told.chain(case.grant.map(|grant| grant.fact)).take(1);
    let obtained = Obtained::by("codice della prestazione", told, &[Attribute::Benefit]);
    draft.put(Part::Benefit, Field::BenefitCode, case.benefit, obtained);
    let Some(benefit) = setup.catalogue.benefit(case.benefit) else {
        draft.because(
            Why::BenefitUnknown,
            case.granting_office(),
            Field::BenefitCode,
        );
        return;
    };
    if !benefit.is_siuss_code {
        draft.because(Why::BenefitNotForSiuss, Office::Siuss, Field::BenefitCode);
    }
    match (&benefit.name, setup.benefit_names.get(case.benefit)) {
        (_, Some(name)) => {
            let obtained = Obtained::by_rule("denominazione scritta dall'ente");
            draft.put(Part::Benefit, Field::BenefitName, name.clone(), obtained);
        }
        (Some(name), None) => {
            let obtained = Obtained::by_rule("dalla tabella delle prestazioni");
            draft.put(Part::Benefit, Field::BenefitName, name.clone(), obtained);
        }
        (None, None) => draft.because(Why::BenefitUnnamed, Office::Siuss, Field::BenefitName),
    }
}

fn set_grant(draft: &mut Draft, case: &BenefitCase<'_>) {
    let office = case.granting_office();
    let delivered = case
        .deliveries
        .iter()
        .find_map(|told| Some((told.it.protocol.as_deref()?, told.fact)));
    match (case.protocol(), delivered) {
        (Some((protocol, grant)), _) => {
            let obtained = Obtained::copied(grant.fact, Attribute::Protocol);
            draft.put(
                Part::Benefit,
                Field::ApplicationProtocol,
                protocol,
                obtained,
            );
        }
        (None, Some((protocol, fact))) => {
            let obtained = Obtained::copied(fact, Attribute::Protocol);
            draft.put(
                Part::Benefit,
                Field::ApplicationProtocol,
                protocol,
                obtained,
            );
        }
        (None, None) if case.grant.is_some() => {
            draft.because(Why::ProtocolMissing, office, Field::ApplicationProtocol);
        }
        (None, None) => {}
    }
    let Some(grant) = case.grant else {
        draft.because(Why::NoGrant, office, Field::ApplicationProtocol);
        return;
    };
    match grant.it.means_test {
        Some(means_test) => {
            let how = "dal file, o dalla regola con cui l'ufficio ha salvato il tracciato";
            let obtained = Obtained::by(how, [grant.fact], &[Attribute::MeansTest]);
            draft.put(Part::Benefit, Field::MeansTest, means_test.code(), obtained);
        }
        None => draft.because(Why::MeansTestMissing, office, Field::MeansTest),
    }
    let amounts = [
        (
            Field::RequestedQuota,
            grant.it.requested_quota,
            Attribute::RequestedQuota,
        ),
        (
            Field::IseeThreshold,
            grant.it.isee_threshold,
            Attribute::IseeThreshold,
        ),
    ];
    for (field, amount, attribute) in amounts {
        if let Some(amount) = amount {
            let obtained = Obtained::copied(grant.fact, attribute);
            draft.put(Part::Benefit, field, amount.to_decimal(), obtained);
        }
    }
}

/// The DSU triple: all three or none. Source: INPS specification 2.0.1, table 9.
fn set_dsu(draft: &mut Draft, case: &BenefitCase<'_>, subject: &Subject<'_, '_>) {
    if case.means_test() != Some(MeansTest::Isee) {
        return;
    }
    let Some(dsu) = subject.dsu else {
        draft.because(Why::DsuMissing, Office::Isee, Field::DsuNumber);
        return;
    };
    let protocol = || Obtained::copied(dsu.fact, Attribute::DsuProtocol);
    draft.put(
        Part::Benefit,
        Field::DsuNumber,
        dsu.it.protocol.to_string(),
        protocol(),
    );
    draft.put(
        Part::Benefit,
        Field::DsuYear,
        format!("{:04}", dsu.it.protocol.year()),
        protocol(),
    );
    match dsu.it.lodged_on {
        Some(day) => {
            let obtained = Obtained::copied(dsu.fact, Attribute::DsuDate);
            draft.put(Part::Benefit, Field::DsuDate, day.to_string(), obtained);
        }
        None => draft.because(Why::DsuWithoutDate, Office::Isee, Field::DsuDate),
    }
}

/// Presa in carico and area. Source: INPS specification 2.0.1, table 9: the area is required with
/// presa in carico and only then.
fn set_care(
    draft: &mut Draft,
    case: &BenefitCase<'_>,
    in_care: &CareInForce<'_>,
    setup: &Setup<'_>,
) {
    let office = case.granting_office();
    let facts = || in_care.episodes.iter().map(|episode| episode.fact);
    let obtained = || {
        let how = "dal file, o dalla regola con cui l'ufficio ha salvato il tracciato";
        Obtained::by(
            how,
            facts(),
            &[Attribute::PresaInCarico, Attribute::ServiceArea],
        )
    };
    match in_care.state {
        Some(PresaInCarico::Yes) => {
            draft.put(Part::Benefit, Field::PresaInCarico, "1", obtained());
            match in_care.area {
                Some(area) => draft.put(Part::Benefit, Field::ServiceArea, area.code(), obtained()),
                None => draft.because(Why::AreaMissing, office, Field::ServiceArea),
            }
        }
        Some(PresaInCarico::No) => {
            draft.put(Part::Benefit, Field::PresaInCarico, "2", obtained());
            let benefit = setup.catalogue.benefit(case.benefit);
            if benefit.is_some_and(|benefit| benefit.only_if_presa_in_carico) {
                draft.because(Why::OnlyIfInCare, office, Field::PresaInCarico);
            }
        }
        Some(PresaInCarico::Unknown) => {
            draft.because(Why::CareUnknown, office, Field::PresaInCarico);
        }
        None => draft.because(Why::CareMissing, office, Field::PresaInCarico),
    }
}

fn set_event_date(draft: &mut Draft, case: &BenefitCase<'_>) {
    let told = case
        .deliveries
        .iter()
        .find_map(|told| Some((told.it.event_date?, told.fact)));
    match told {
        Some((day, fact)) => {
            let obtained = Obtained::copied(fact, Attribute::EventDate);
            draft.put(Part::Benefit, Field::EventDate, day.to_string(), obtained);
        }
        None if case.benefit == RENT_CONTRIBUTION => {
            draft.because(
                Why::EventDateMissing,
                case.delivering_office(),
                Field::EventDate,
            );
        }
        None => {}
    }
}

fn look_at_days(
    draft: &mut Draft,
    case: &BenefitCase<'_>,
    person: &FactsOfPerson<'_>,
    period: Period,
) {
    if person.died_before(period.start()) {
        draft.because(
            Why::AfterDeath,
            case.delivering_office(),
            Field::BenefitStart,
        );
    }
    if let Some(grant) = case.grant.map(|grant| grant.it) {
        let before = grant.start.is_some_and(|start| period.end() < start);
        let after = grant.end.is_some_and(|end| period.start() > end);
        if before || after {
            draft.because(
                Why::OutsideGrant,
                case.granting_office(),
                Field::BenefitStart,
            );
        }
    }
}

/// Closes the draft into a record.
pub(crate) fn close(
    mut draft: Draft,
    case: &BenefitCase<'_>,
    person: &FactsOfPerson<'_>,
    subject: &Subject<'_, '_>,
) -> SiussRecord {
    reason::sort(&mut draft.reasons);
    let protocol = case.protocol().map_or("", |(protocol, _)| protocol);
    let key = format!(
        "{}|{}|{protocol}|{}",
        person.cf,
        case.benefit,
        subject.period.start()
    );
    SiussRecord {
        key,
        person: person.cf.clone(),
        benefit: Some(case.benefit.to_owned()),
        period: subject.period,
        n_months: subject.n_months,
        total: subject.total,
        office: Some(case.granting_office()),
        service_area: subject
            .care
            .area
            .filter(|_| subject.care.state == Some(PresaInCarico::Yes)),
        residence_comune: person
            .registration
            .and_then(|registration| registration.it.residence_comune.clone()),
        body: RecordBody::Benefit(draft.beneficiary()),
        state: reason::state_of(&draft.reasons),
        reasons: draft.reasons,
        lineage: draft.lineage,
    }
}

/// Whether the person is in care for the area that wants a SINA assessment.
pub(crate) fn wants_sina(care: &CareInForce<'_>) -> bool {
    care.state == Some(PresaInCarico::Yes) && care.area == Some(ServiceArea::DisabilityAndCare)
}
