//! When a delivery took place, how much it was, and who bears it.

use jiff::civil::{Date, date};
use pas_domain::fact::{Attribute, DeliveryTime, Quotas};
use pas_domain::money::Money;
use pas_domain::period::{Month, Period, italian_date};

use super::value::{Value, Values};
use super::{RowContext, RowNote};
use crate::clean::Note;
use crate::layout::TimeRule;
use crate::report::Outcome;

/// A delivery's own part, without person and benefit.
pub(super) struct Delivered {
    pub(super) when: DeliveryTime,
    pub(super) amount: Option<Money>,
    pub(super) quotas: Quotas,
    pub(super) minutes: Option<u32>,
    /// The month's column, in a row with months side by side.
    pub(super) column: Option<usize>,
}

/// The deliveries of a row; none when it has no amount and no hours.
pub(super) fn deliveries(
    values: &Values,
    context: &RowContext<'_>,
    notes: &mut Vec<RowNote>,
) -> Result<Vec<Delivered>, Note> {
    if context.layout.time == TimeRule::MonthColumns {
        return Ok(values.months.iter().map(of_month_column).collect());
    }
    let amount = values
        .money(Attribute::Amount)
        .or_else(|| values.money(Attribute::MonthlyAmount));
    let minutes = values.minutes(Attribute::Hours);
    let quotas = quotas(values, amount, context, notes);
    check_days(values, amount, notes);
    if amount.is_none() && minutes.is_none() && quotas == Quotas::default() {
        return Ok(Vec::new());
    }
    let Some(when) = time(values, context)? else {
        return Ok(Vec::new());
    };
    Ok(vec![Delivered {
        when,
        amount,
        quotas,
        minutes,
        column: None,
    }])
}

fn of_month_column((column, month, value): &(usize, Month, Value)) -> Delivered {
    let (amount, minutes) = match value {
        Value::Money(amount) => (Some(*amount), None),
        Value::Minutes(minutes) => (None, Some(*minutes)),
        _ => (None, None),
    };
    Delivered {
        when: DeliveryTime::InMonth(*month),
        amount,
        quotas: Quotas::default(),
        minutes,
        column: Some(*column),
    }
}

/// Start and end of the row, in order.
pub(super) fn period(values: &Values) -> Result<(Option<Date>, Option<Date>), Note> {
    let (start, end) = (values.day(Attribute::Start), values.day(Attribute::End));
    match (start, end) {
        (Some(start), Some(end)) if end < start => Err(Note::new(
            "fine-prima-di-inizio",
            format!(
                "finisce il {} ma comincia il {}: controlla le due date",
                italian_date(end),
                italian_date(start)
            ),
        )),
        ends => Ok(ends),
    }
}

/// `None`: the grant is not in the file's year, and nothing was delivered in it.
fn time(values: &Values, context: &RowContext<'_>) -> Result<Option<DeliveryTime>, Note> {
    let (start, end) = period(values)?;
    match context.layout.time {
        TimeRule::None | TimeRule::MonthColumns => Ok(None),
        TimeRule::Month => month(values, context).map(|month| Some(DeliveryTime::InMonth(month))),
        TimeRule::Day => {
            let day = values.day(Attribute::PaidOn);
            day.map(|day| Some(DeliveryTime::OnDay(day)))
                .ok_or_else(|| missing(Attribute::PaidOn))
        }
        TimeRule::WholePeriod => {
            let start = start.ok_or_else(|| missing(Attribute::Start))?;
            let end = end.ok_or_else(|| missing(Attribute::End))?;
            Ok(Period::new(start, end).map(DeliveryTime::WholePeriod))
        }
        TimeRule::EachMonth => {
            let start = start.ok_or_else(|| missing(Attribute::Start))?;
            let year = context
                .year
                .map(|year| (date(year, 1, 1), date(year, 12, 31)));
            let end = end
                .or(year.map(|(_, last)| last))
                .ok_or_else(|| missing(Attribute::End))?;
            let (first, last) = year.unwrap_or((start, end));
            let within = Period::new(start.max(first), end.min(last));
            Ok(within.map(DeliveryTime::EachMonthOf))
        }
    }
}

fn month(values: &Values, context: &RowContext<'_>) -> Result<Month, Note> {
    if let Some(month) = values.month(Attribute::Month) {
        return Ok(month);
    }
    let year = values
        .number(Attribute::Year)
        .and_then(|year| i16::try_from(year).ok());
    let found = context
        .month
        .zip(year.or(context.year))
        .and_then(|(month, year)| Month::new(year, month));
    found.ok_or_else(|| {
        Note::new(
            "mese-mancante",
            "non si sa di quale mese è la riga: chiama il foglio con il mese e l'anno, per esempio «Gennaio 2024»",
        )
    })
}

fn missing(attribute: Attribute) -> Note {
    Note::new("valore-mancante", format!("manca: {}", attribute.label()))
}

fn quotas(
    values: &Values,
    amount: Option<Money>,
    context: &RowContext<'_>,
    notes: &mut Vec<RowNote>,
) -> Quotas {
    let mut quotas = Quotas {
        ente: values.money(Attribute::EnteQuota),
        user: values.money(Attribute::UserQuota),
        ssn: values.money(Attribute::SsnQuota),
    };
    let Some(amount) = amount else {
        return quotas;
    };
    let others = quotas.user.unwrap_or_default() + quotas.ssn.unwrap_or_default();
    let mut doubt = |code, message: String| {
        notes.push(RowNote::row(Outcome::ToCheck, Note::new(code, message)));
    };
    if context.layout.ente_bears_the_rest && quotas.ente.is_none() {
        let rest = amount - others;
        if rest >= Money::ZERO {
            quotas.ente = Some(rest);
        } else {
            doubt(
                "quote-oltre-importo",
                format!(
                    "le quote fanno {others}, più dell'importo di {amount}: quota dell'ente lasciata fuori"
                ),
            );
        }
    } else if let Some(ente) = quotas.ente {
        let sum = ente + others;
        if sum != amount && quotas.user.is_some() {
            doubt(
                "quote-non-tornano",
                format!("le quote fanno {sum} e l'importo è {amount}: correggi l'una o l'altro"),
            );
        }
    }
    quotas
}

/// Days of presence times daily rate must give the amount, but for rounding of each day.
fn check_days(values: &Values, amount: Option<Money>, notes: &mut Vec<RowNote>) {
    let rate = values.money(Attribute::DailyRate);
    let days = values.number(Attribute::Days);
    if let (Some(rate), Some(days), Some(amount)) = (rate, days, amount) {
        let expected = Money::from_cents(rate.cents().saturating_mul(i64::from(days)));
        if (expected - amount).cents().abs() > i64::from(days) {
            let message =
                format!("{days} giorni a {rate} fanno {expected}, ma l'importo è {amount}");
            let note = Note::new("retta-non-torna", message);
            notes.push(RowNote::row(Outcome::ToCheck, note));
        }
    }
}
