//! The cleaned cells of a row, by what they say.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use pas_catalogue::Catalogue;
use pas_domain::coded::{Carattere, MeansTest, PresaInCarico, ServiceArea, Sex};
use pas_domain::codice_fiscale::CodiceFiscale;
use pas_domain::dsu::DsuProtocol;
use pas_domain::fact::Attribute;
use pas_domain::money::Money;
use pas_domain::period::Month;

use crate::cell::Cell;
use crate::clean::country::Found;
use crate::clean::date::DateContext;
use crate::clean::profile::Profile;
use crate::clean::{
    Cleaned, answer, benefit, codes, codice_fiscale, country, date as day, hours, money, month,
    place, protocol, text,
};

/// A cleaned cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Cf(CodiceFiscale),
    Text(String),
    Texts(Vec<String>),
    Day(Date),
    Month(Month),
    Money(Money),
    Minutes(u32),
    Number(u32),
    Sex(Sex),
    Country(Found),
    Presa(PresaInCarico),
    Means(MeansTest),
    Area(ServiceArea),
    Carattere(Carattere),
    Bool(bool),
    Dsu(DsuProtocol),
}

/// What the reading of one cell needs to know.
pub(crate) struct CellContext<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) profile: &'a Profile,
    pub(crate) today: Date,
    pub(crate) year: Option<i16>,
    /// The day of birth that the row gives, for the birthplace.
    pub(crate) born: Option<Date>,
}

/// Reads a cell as what its column says.
pub(crate) fn clean(
    attribute: Attribute,
    cell: &Cell,
    context: &CellContext<'_>,
) -> Cleaned<Value> {
    let catalogue = context.catalogue;
    let read_day = |is_birth| {
        let context = DateContext {
            profile: context.profile,
            today: context.today,
            is_birth,
        };
        day::day(cell, context).map(Value::Day)
    };
    match attribute {
        Attribute::Cf | Attribute::OperatorCf => {
            codice_fiscale::codice_fiscale(cell).map(Value::Cf)
        }
        Attribute::Surname | Attribute::GivenName | Attribute::FullName => {
            text::name(cell).map(Value::Text)
        }
        Attribute::EnteCode | Attribute::EnteName => text::plain(cell).map(Value::Text),
        Attribute::BirthDate => read_day(true),
        Attribute::DeceasedOn
        | Attribute::Start
        | Attribute::End
        | Attribute::PaidOn
        | Attribute::EventDate
        | Attribute::DsuDate
        | Attribute::AssessedOn => read_day(false),
        Attribute::Birthplace => place::birthplace(cell, context.born, catalogue).map(Value::Text),
        Attribute::ResidenceComune | Attribute::EnteSeat => {
            place::residence(cell, context.today, catalogue).map(Value::Text)
        }
        Attribute::Citizenship | Attribute::SecondCitizenship | Attribute::ResidenceCountry => {
            country::country(cell, catalogue).map(Value::Country)
        }
        Attribute::Sex => codes::sex(cell).map(Value::Sex),
        Attribute::CfVerified => codes::yes_no(cell).map(Value::Bool),
        Attribute::PresaInCarico => codes::presa_in_carico(cell).map(Value::Presa),
        Attribute::MeansTest => codes::means_test(cell).map(Value::Means),
        Attribute::ServiceArea => codes::service_area(cell).map(Value::Area),
        Attribute::Carattere => codes::carattere(cell).map(Value::Carattere),
        Attribute::Benefit => benefit::benefit(cell, catalogue).map(Value::Text),
        Attribute::Protocol => protocol::application(cell).map(Value::Text),
        Attribute::DsuProtocol => protocol::dsu(cell).map(Value::Dsu),
        Attribute::Month => month::month(cell, context.year).map(Value::Month),
        Attribute::Year | Attribute::Days => whole_number(cell).map(Value::Number),
        Attribute::Amount
        | Attribute::MonthlyAmount
        | Attribute::EnteQuota
        | Attribute::UserQuota
        | Attribute::SsnQuota
        | Attribute::RequestedQuota
        | Attribute::IseeThreshold
        | Attribute::DailyRate
        | Attribute::IseeValue => money::amount(cell, context.profile).map(Value::Money),
        Attribute::Hours => hours::minutes(cell).map(Value::Minutes),
        Attribute::Answer(field) if answer::is_list(field) => {
            answer::several(cell, field, catalogue).map(Value::Texts)
        }
        Attribute::Answer(field) => answer::one(cell, field, catalogue).map(Value::Text),
    }
}

/// What a layout's fixed value says; `None` when it cannot be read.
pub(crate) fn default_value(attribute: Attribute, text: &str) -> Option<Value> {
    let context = CellContext {
        catalogue: Catalogue::builtin(),
        profile: &Profile::default(),
        // Fixed values are codes and words: none depends on the day.
        today: date(2000, 1, 1),
        year: None,
        born: None,
    };
    match clean(attribute, &Cell::Text(text.to_owned()), &context) {
        Cleaned::Clean(value) | Cleaned::Repaired(value, _) => Some(value),
        Cleaned::Blank | Cleaned::Unusable(_) => None,
    }
}

fn whole_number(cell: &Cell) -> Cleaned<u32> {
    if let Some(cleaned) = crate::clean::nothing(cell) {
        return cleaned;
    }
    let text = cell.trimmed();
    let whole = text.strip_suffix(",0").unwrap_or(&text);
    match whole.parse() {
        Ok(number) => Cleaned::Clean(number),
        Err(_) => Cleaned::unusable(
            "numero-illeggibile",
            format!("«{text}» non è un numero intero"),
        ),
    }
}

/// The values of a row, each with the column that it came from; those of the layout have none.
#[derive(Debug, Default)]
pub(crate) struct Values {
    entries: BTreeMap<Attribute, (Value, Option<usize>)>,
    /// Months side by side: column, month, value.
    pub(crate) months: Vec<(usize, Month, Value)>,
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident -> $type:ty = $variant:ident;)+) => {
        $($(#[$doc])*
        pub(crate) fn $name(&self, attribute: Attribute) -> Option<$type> {
            match self.get(attribute)? {
                Value::$variant(value) => Some(value.clone()),
                _ => None,
            }
        })+
    };
}

impl Values {
    /// Puts a value in.
    pub(crate) fn set(&mut self, attribute: Attribute, value: Value, column: Option<usize>) {
        self.entries.insert(attribute, (value, column));
    }

    /// The value.
    pub(crate) fn get(&self, attribute: Attribute) -> Option<&Value> {
        self.entries.get(&attribute).map(|(value, _)| value)
    }

    /// Whether a cell gave the value.
    pub(crate) fn column(&self, attribute: Attribute) -> Option<usize> {
        self.entries.get(&attribute).and_then(|(_, column)| *column)
    }

    /// Every attribute that a cell gave, with its column.
    pub(crate) fn read_cells(&self) -> impl Iterator<Item = (Attribute, usize)> {
        self.entries
            .iter()
            .filter_map(|(attribute, (_, column))| Some((*attribute, (*column)?)))
    }

    /// Every value.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Attribute, &Value)> {
        self.entries
            .iter()
            .map(|(attribute, (value, _))| (*attribute, value))
    }

    getters! {
        /// A codice fiscale.
        cf -> CodiceFiscale = Cf;
        /// A text.
        text -> String = Text;
        /// A day.
        day -> Date = Day;
        /// A month.
        month -> Month = Month;
        /// An amount.
        money -> Money = Money;
        /// Minutes.
        minutes -> u32 = Minutes;
        /// A whole number.
        number -> u32 = Number;
        /// A country.
        country -> Found = Country;
    }

    /// The sex.
    pub(crate) fn sex(&self) -> Option<Sex> {
        match self.get(Attribute::Sex)? {
            Value::Sex(sex) => Some(*sex),
            _ => None,
        }
    }
}
