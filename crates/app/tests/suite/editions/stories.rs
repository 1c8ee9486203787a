//! The portal's eight questions: over many bodies, on the reader's own territory, of years that are not
//! over, of benefits that nobody receives, and of figures that are hidden.

use pas_analytics::answer::{Figure, Protection};
use pas_app::App;
use pas_app::portal::{Choices, Question, Story};
use pas_app::use_cases::answer_question::answer_question;
use pas_app::use_cases::make_nation::{NationQuery, make_nation};
use pas_domain::actor::{Actor, Role};
use pas_domain::office::Office;

use super::{ask, built, pay_on, why_not};
use crate::support::village::{ADA, BICE, Village, cf};
use crate::support::{Home, on_both};

on_both!(
    a_comune_of_a_nation_stands_among_its_peers,
    home_is_the_comune_or_the_social_district,
    a_year_that_is_not_over_is_told_over_the_same_months,
    nobody_is_told_as_nobody,
    no_sentence_spells_a_hidden_figure,
);

/// Bologna: code at INPS of the made-up nation's body, name, Belfiore code.
const BOLOGNA: [&str; 3] = ["c_a944", "Comune di Bologna", "A944"];

async fn tell(app: &App, actor: &Actor, question: Question, choices: &[(&str, &str)]) -> Story {
    let pairs = choices.iter();
    let pairs: Vec<(String, String)> = pairs
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect();
    let story = answer_question(app, actor, question, &Choices::of(&pairs)).await;
    story.unwrap_or_else(|error| panic!("{question:?} {choices:?}: {error}"))
}

/// Makes the village present itself to INPS as another body.
async fn present_as(village: &Village, [code, name, seat]: [&str; 3]) {
    let operator = cf("OPERATRICE");
    let file = format!(
        "Codice ente;Denominazione;Sede legale;CF operatore\r\n{code};{name};{seat};{operator}\r\n"
    );
    village.import(Office::Siuss, "ente.csv", &file).await;
}

async fn nation(village: &Village, n_records: u64) {
    let query = NationQuery {
        n_records,
        seed: 1,
        first_year: 2024,
        n_years: 2,
        n_parts: None,
    };
    let made = make_nation(&village.here.app, &village.clerk, query).await;
    made.expect("made");
}

async fn a_comune_of_a_nation_stands_among_its_peers(home: Home) {
    // The key of the noise.
    home.put("segreti/pseudonimi.key", &[7; 32]);
    let village = Village::new(&home).await;
    present_as(&village, BOLOGNA).await;
    nation(&village, 300_000).await;
    let (app, clerk) = (&village.here.app, &village.clerk);
    let story = tell(app, clerk, Question::Position, &[]).await;
    assert_eq!(story.territory, "Bologna");
    assert_eq!(story.year, 2025);
    for part in &story.parts {
        assert_eq!(part.answered.answer.protection, Protection::Full);
    }
    let standing = story.standing.expect("set against something");
    let who: Vec<&str> = standing.rows.iter().map(|row| row.who.as_str()).collect();
    for (place, start) in [
        "Bologna, 2025",
        "Bologna, 2024",
        "Ambito ",
        "Classe di comuni oltre 50.000, 2025",
        "Regione Emilia-Romagna, 2025",
        "Italia, 2025",
        "Mediana dei comuni della stessa classe, 2025",
        "Mediana dei 20 comuni più simili",
    ]
    .into_iter()
    .enumerate()
    {
        assert!(who[place].starts_with(start), "{start}: {who:?}");
    }
    // The same median, of the comuni of the class without Bologna.
    let text =
        "misure=spesa_per_abitante,beneficiari_per_mille&righe=comune&classe=oltre50000&anno=2025";
    let all = ask(app, clerk, text).await;
    let rows = all.table.rows.iter().zip(&all.table.row_totals);
    let is_own = |code: &str| code == BOLOGNA[2];
    let shown: Vec<(&str, f64)> = rows
        .filter_map(|(nodes, figures)| Some((nodes[0].code.as_str(), figures[0].number()?)))
        .collect();
    assert!(shown.iter().any(|(code, _)| is_own(code)));
    let others = shown.iter().filter(|(code, _)| !is_own(code));
    let mut others: Vec<f64> = others.map(|(_, value)| *value).collect();
    others.sort_by(f64::total_cmp);
    let median = others[(others.len() - 1) / 2];
    assert_eq!(standing.rows[6].figures[0], Some(Figure::Number(median)));
    let band = &standing.bands[0];
    let company = format!("fra {} comuni della stessa classe", others.len());
    assert!(
        band.starts_with("Spesa per abitante: ") && band.contains(&company),
        "{band} {others:?}"
    );
}

async fn home_is_the_comune_or_the_social_district(home: Home) {
    let village = Village::new(&home).await;
    pay_on(&village, &[(ADA, "10/05/2024", "120,00")]).await;
    let (app, clerk) = (&village.here.app, &village.clerk);
    present_as(&village, ["UNIONE1", "Unione di Prova", "L762"]).await;
    village.records().await;
    built(app, clerk).await;
    let why = why_not(app, clerk, "misure=beneficiari&territorio=mio").await;
    assert!(why.contains("ambiti.csv"), "{why}");
    let story = tell(app, clerk, Question::Spending, &[]).await;
    assert!(
        story.answer.contains("per tutto l'ente"),
        "{}",
        story.answer
    );

    nation(&village, 20_000).await;
    let by_district = ask(
        app,
        clerk,
        "misure=beneficiari&righe=ats&ordina=-beneficiari",
    )
    .await;
    let district = by_district.table.rows[0][0].clone();
    let body = format!("ats_{}", district.code.to_lowercase());
    for (identity, filter, name) in [
        (BOLOGNA, "comune=A944".to_owned(), "Bologna".to_owned()),
        (
            [body.as_str(), "Ambito di prova", "L762"],
            format!("ats={}", district.code),
            district.label,
        ),
    ] {
        present_as(&village, identity).await;
        let mine = ask(
            app,
            clerk,
            "misure=beneficiari,spesa&anno=2025&territorio=mio",
        )
        .await;
        let named = ask(
            app,
            clerk,
            &format!("misure=beneficiari,spesa&anno=2025&{filter}"),
        )
        .await;
        assert_eq!(mine.table, named.table, "{filter}");
        let story = tell(app, clerk, Question::Spending, &[]).await;
        assert_eq!(story.territory, name);
    }
}

async fn a_year_that_is_not_over_is_told_over_the_same_months(home: Home) {
    let village = Village::new(&home).await;
    let (app, clerk) = (&village.here.app, &village.clerk);
    let paid = [
        (ADA, "15/05/2023", "100,00"),
        (BICE, "15/09/2023", "50,00"),
        (ADA, "10/05/2024", "120,00"),
    ];
    pay_on(&village, &paid).await;
    built(app, clerk).await;
    let complete = tell(app, clerk, Question::Trend, &[]).await;
    assert_eq!(complete.year, 2023);
    let story = tell(app, clerk, Question::Trend, &[("anno", "2024")]).await;
    assert!(
        story.answer.contains("120,00 euro, 20,00 euro in più"),
        "{}",
        story.answer
    );
    let years = &story.parts[0].answered.answer.table;
    let spent: Vec<Option<f64>> = years.row_totals.iter().map(|row| row[0].number()).collect();
    assert_eq!(spent, [Some(10_000.0), Some(12_000.0)]);
    let standing = story.standing.expect("the year before");
    assert_eq!(standing.rows[1].who, "Vergato, 2023, fino al mese 5");
    let figures = [10_000.0, 1.0].map(|value| Some(Figure::Number(value)));
    assert_eq!(standing.rows[1].figures, figures);
    let apart = standing.rows[1].differences.iter().flatten();
    let apart: Vec<String> = apart.map(ToString::to_string).collect();
    assert_eq!(apart, ["+20,0\u{a0}%", "0,0\u{a0}%"]);
    // Every page holds its years to the same months, and says so.
    let story = tell(app, clerk, Question::Spending, &[("anno", "2024")]).await;
    let years = story.parts.iter().find(|part| part.id == "anni");
    let years = years.expect("the years");
    assert_eq!(years.title, "Anno per anno, fino a maggio di ogni anno");
    let spent = &years.answered.answer.table.row_totals;
    let spent: Vec<Option<f64>> = spent.iter().map(|row| row[0].number()).collect();
    assert_eq!(spent, [Some(10_000.0), Some(12_000.0)]);
}

async fn nobody_is_told_as_nobody(home: Home) {
    let village = Village::new(&home).await;
    let (app, clerk) = (&village.here.app, &village.clerk);
    pay_on(
        &village,
        &[(ADA, "10/05/2023", "120,00"), (ADA, "10/12/2023", "1,00")],
    )
    .await;
    built(app, clerk).await;
    let foster = tell(app, clerk, Question::Foster, &[]).await;
    assert!(
        foster
            .answer
            .contains("risulta in affidamento nessun minore"),
        "{}",
        foster.answer
    );
    let dependence = tell(app, clerk, Question::Dependence, &[]).await;
    assert!(
        dependence
            .answer
            .contains("nessuna prestazione di questo tipo"),
        "{}",
        dependence.answer
    );
    let elsewhere = [("territorio", "comune:A944")];
    let elsewhere = tell(app, clerk, Question::Spending, &elsewhere).await;
    assert_eq!(
        elsewhere.answer,
        "Nel 2023 a Bologna non risulta nessuna persona."
    );
    let spending = tell(app, clerk, Question::Spending, &[]).await;
    assert!(
        spending.answer.contains("121,00 euro per una persona"),
        "{}",
        spending.answer
    );
}

/// Every question, on every comune of the district, as who sees nothing of fewer than five.
async fn no_sentence_spells_a_hidden_figure(home: Home) {
    let here = home.district().await;
    built(&here.app, &here.clerk().await).await;
    let planner = here.actor(Role::Planner).await;
    let comuni = ask(&here.app, &planner, "misure=beneficiari&righe=comune").await;
    let comuni = comuni.table.rows.iter();
    let mut territories: Vec<String> = comuni
        .map(|nodes| format!("comune:{}", nodes[0].code))
        .collect();
    territories.push("tutto".to_owned());
    let mut n_hidden = 0;
    for question in Question::ALL {
        for territory in &territories {
            let chosen = [("territorio", territory.as_str())];
            let said = tell(&here.app, &planner, question, &chosen).await.answer;
            for wrong in [
                "spesi un valore",
                "oscurato abitanti",
                "costate un valore",
                "con un valore",
                "–",
                "  ",
            ] {
                assert!(!said.contains(wrong), "{said}");
            }
            assert!(said.ends_with('.'), "{said}");
            n_hidden += usize::from(said.contains("oscurat"));
        }
    }
    assert!(n_hidden > 0, "the small district hides something");
}
