//! Flows in one order, so that they can be compared.

use pas_domain::flow::{Field, FlowBody, UncheckedFlow, Values};

/// The same flow with the values of each element in the order of the schema.
pub(crate) fn sorted(mut flow: UncheckedFlow<'_>) -> UncheckedFlow<'_> {
    sort(&mut flow.header);
    match &mut flow.body {
        FlowBody::Benefits(people) => {
            for person in people {
                sort(&mut person.person);
                person.residences.iter_mut().for_each(sort);
                for benefit in &mut person.benefits {
                    sort(&mut benefit.values);
                    if let Some(assessment) = &mut benefit.assessment {
                        sort(&mut assessment.values);
                    }
                }
            }
        }
        FlowBody::Minors(minors) => minors.iter_mut().for_each(|minor| sort(&mut minor.values)),
    }
    flow
}

fn sort(values: &mut Values<'_>) {
    let mut pairs = Vec::new();
    for field in Field::ALL {
        pairs.extend(values.remove(*field).map(|text| (*field, text)));
    }
    *values = pairs.into_iter().collect();
}
