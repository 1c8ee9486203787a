//! The steps of a record, case by case, and against a made-up INPS.

use proptest::prelude::*;

use super::*;

/// A history in short: operation, content, answer (`-` unseen, `?` awaited, `+` accepted, `!` refused).
fn history(text: &str) -> Vec<Sent<char>> {
    let sent = |word: &str| {
        let mut letters = word.chars();
        let mut next = || letters.next().expect("three letters");
        Sent {
            operation: Operation::from_letter(&next().to_string()).expect("I or C"),
            content: next(),
            answer: match next() {
                '-' => Answer::Unseen,
                '?' => Answer::Awaited,
                '+' => Answer::Accepted,
                _ => Answer::Refused,
            },
        }
    };
    text.split_whitespace().map(sent).collect()
}

fn publish(supersede: usize, cancel: Option<usize>, insert: bool) -> Step {
    Step::Publish {
        supersede,
        cancel,
        insert,
    }
}

#[test]
fn follows_from_the_history() {
    use Today::{Due, NotDue, Unclear};
    let cases = [
        ("", Due('a'), publish(0, None, true)),
        ("", NotDue, Step::Rest),
        ("", Unclear, Step::Rest),
        // Published, not seen: replaced or taken back without a trace.
        ("Ia-", Due('a'), Step::Rest),
        ("Ia-", Due('b'), publish(1, None, true)),
        ("Ia-", NotDue, publish(1, None, false)),
        ("Ia-", Unclear, publish(1, None, false)),
        // Seen, no answer: nobody knows what INPS holds.
        ("Ia?", Due('a'), Step::Wait),
        ("Ia?", Due('b'), Step::Wait),
        ("Ia?", NotDue, Step::Wait),
        // Accepted.
        ("Ia+", Due('a'), Step::Rest),
        ("Ia+", Due('b'), publish(0, Some(0), true)),
        ("Ia+", NotDue, publish(0, Some(0), false)),
        ("Ia+", Unclear, Step::Rest),
        // Refused: nothing before it changes.
        ("Ia!", Due('a'), Step::Mend),
        ("Ia!", Due('b'), publish(0, None, true)),
        ("Ia!", NotDue, Step::Rest),
        // A correction under way.
        ("Ia+ Ca- Ib-", Due('b'), Step::Rest),
        ("Ia+ Ca- Ib-", Due('c'), publish(2, Some(0), true)),
        ("Ia+ Ca- Ib-", Due('a'), publish(2, None, false)),
        ("Ia+ Ca- Ib-", Unclear, publish(2, None, false)),
        ("Ia+ Ca? Ib-", Due('b'), Step::Rest),
        ("Ia+ Ca? Ib-", Due('c'), publish(1, None, true)),
        ("Ia+ Ca? Ib-", Due('a'), publish(1, None, true)),
        ("Ia+ Ca? Ib-", NotDue, publish(1, None, false)),
        ("Ia+ Ca? Ib?", Due('c'), Step::Wait),
        ("Ia+ Ca+ Ib+", Due('b'), Step::Rest),
        ("Ia+ Ca+ Ib+", Due('c'), publish(0, Some(2), true)),
        ("Ia+ Ca+ Ib!", Due('b'), Step::Mend),
        ("Ia+ Ca+ Ib!", Due('c'), publish(0, None, true)),
        ("Ia+ Ca+", NotDue, Step::Rest),
        ("Ia+ Ca+", Due('a'), publish(0, None, true)),
        // INPS has refused the cancellation: it still holds the old one.
        ("Ia+ Ca!", NotDue, Step::Mend),
        ("Ia+ Ca! Ib!", Due('b'), Step::Mend),
        ("Ia+ Ca!", Due('a'), Step::Rest),
        ("Ia+ Ca!", Due('b'), publish(0, Some(0), true)),
        ("Ia+ Ca! Ib!", Due('c'), publish(0, Some(0), true)),
        ("Ia+ Ca! Ib+", Due('b'), Step::Rest),
    ];
    for (text, today, expected) in cases {
        let step = next_step(FlowKind::Benefits, &history(text), today, false);
        assert_eq!(step, expected, "{text} with {today:?}");
    }
}

#[test]
fn a_refused_record_is_sent_again_when_asked() {
    let again = |text, today| next_step(FlowKind::Benefits, &history(text), today, true);
    assert_eq!(again("Ia!", Today::Due('a')), publish(0, None, true));
    assert_eq!(again("Ia+ Ca!", Today::NotDue), publish(0, Some(0), false));
    assert_eq!(again("Ia+", Today::Due('a')), Step::Rest);
    // INPS holds both: what it would not give back is asked for again, and the other stays.
    assert_eq!(
        again("Ia+ Ca! Ib+", Today::Due('b')),
        publish(0, Some(0), false)
    );
    assert_eq!(again("Ia+ Ca! Ib+ Ca?", Today::Due('b')), Step::Rest);
    assert_eq!(again("Ia+ Ca! Ib+ Ca+", Today::Due('b')), Step::Rest);
    assert_eq!(
        again("Ia+ Ca! Ib+ Ca+", Today::Due('c')),
        publish(0, Some(2), true)
    );
}

#[test]
fn what_knows_no_cancellation_is_sent_beside() {
    let step = |text, today| next_step(FlowKind::Minors, &history(text), today, false);
    assert_eq!(step("Ia+", Today::Due('b')), publish(0, None, true));
    assert_eq!(step("Ia+ Ib+", Today::Due('b')), Step::Rest);
    assert_eq!(step("Ia+", Today::NotDue), Step::Rest);
    assert_eq!(step("Ia-", Today::NotDue), publish(1, None, false));
    assert_eq!(step("Ia+ Ib-", Today::Due('a')), publish(1, None, false));
}

/// What may happen between two steps.
#[derive(Debug, Clone, Copy)]
enum Event {
    /// The facts change.
    Facts(Today<u8>),
    /// INPS fetches so many more.
    Fetch(usize),
    /// INPS answers the oldest that awaits it, if it agrees.
    Answer { agrees: bool },
    /// Somebody publishes.
    Publish,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        (0..3_u8).prop_map(|content| Event::Facts(Today::Due(content))),
        Just(Event::Facts(Today::NotDue)),
        Just(Event::Facts(Today::Unclear)),
        (1..3_usize).prop_map(Event::Fetch),
        any::<bool>().prop_map(|agrees| Event::Answer { agrees }),
        Just(Event::Publish),
    ]
}

/// The ente's history beside what a strict INPS holds.
struct World {
    today: Today<u8>,
    history: Vec<Sent<u8>>,
    held: Option<u8>,
}

impl World {
    fn publish(&mut self, again: bool) {
        let step = next_step(FlowKind::Benefits, &self.history, self.today, again);
        let Step::Publish {
            supersede,
            cancel,
            insert,
        } = step
        else {
            return;
        };
        let cancel = cancel.map(|position| self.history[position].content);
        let kept = self.history.len() - supersede;
        for taken_back in self.history.drain(kept..) {
            assert_eq!(taken_back.answer, Answer::Unseen, "INPS has seen it");
        }
        if let Some(content) = cancel {
            self.send(Operation::Cancel, content);
        }
        if let (Today::Due(content), true) = (self.today, insert) {
            self.send(Operation::Insert, content);
        }
    }

    fn send(&mut self, operation: Operation, content: u8) {
        self.history.push(Sent {
            operation,
            content,
            answer: Answer::Unseen,
        });
    }

    fn fetch(&mut self, n: usize) {
        let unseen = self.history.iter_mut();
        let unseen = unseen.filter(|sent| sent.answer == Answer::Unseen);
        unseen
            .take(n)
            .for_each(|sent| sent.answer = Answer::Awaited);
    }

    /// INPS takes an insertion only while it holds nothing, a cancellation only of what it holds.
    fn answer(&mut self, agrees: bool) -> bool {
        let waiting = self.history.iter_mut();
        let Some(sent) = waiting
            .into_iter()
            .find(|sent| sent.answer == Answer::Awaited)
        else {
            return false;
        };
        let (fits, after) = match sent.operation {
            Operation::Insert => (self.held.is_none(), Some(sent.content)),
            Operation::Cancel => (self.held == Some(sent.content), None),
        };
        if fits && agrees {
            self.held = after;
            sent.answer = Answer::Accepted;
        } else {
            sent.answer = Answer::Refused;
        }
        true
    }
}

proptest! {
    /// Whatever happens, once INPS agrees to everything it ends up with what the facts say.
    #[test]
    fn inps_ends_up_with_what_the_facts_say(
        events in prop::collection::vec(event(), 0..40),
        last in prop_oneof![(0..3_u8).prop_map(Today::Due), Just(Today::NotDue)],
    ) {
        let mut world = World { today: Today::Unclear, history: Vec::new(), held: None };
        for event in events {
            match event {
                Event::Facts(today) => world.today = today,
                Event::Fetch(n) => world.fetch(n),
                Event::Answer { agrees } => { world.answer(agrees); }
                Event::Publish => world.publish(false),
            }
        }
        world.today = last;
        for _ in 0..4 {
            world.publish(true);
            world.fetch(usize::MAX);
            while world.answer(true) {}
        }
        let due = match last { Today::Due(content) => Some(content), _ => None };
        prop_assert_eq!(world.held, due);
        let step = next_step(FlowKind::Benefits, &world.history, last, true);
        prop_assert_eq!(step, Step::Rest);
    }
}
