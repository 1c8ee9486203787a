//! The eight questions that the portal answers by itself, each as a [`Story`].
//!
//! A story is the answer in one sentence, the figures in it, the parts that show it, what it is set
//! against and how it was computed: all of it answers of [`ask_edition`](crate::use_cases::ask_edition),
//! so that the door protects a story as it protects a question. A page shows a story, a report is
//! made of several. The questions are those of the Ministry's webinar on PAS, 29 March 2023.

mod benefit;
mod choices;
mod compare;
mod dependence;
pub(crate) mod desk;
mod foster;
mod isee;
mod peers;
mod position;
mod spending;
mod standing;
mod trend;
pub(crate) mod wording;

pub use choices::{Choice, Choices, Field};
pub use standing::{Against, Difference, Standing};

pub(crate) use desk::Desk;

use pas_analytics::answer::Coverage;
use pas_chart::Chart;

use crate::app::App;
use crate::editions::view::View;
use crate::error::AppError;
use crate::use_cases::ask_edition::Answered;
use pas_domain::actor::Actor;

/// One of the eight questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Question {
    /// The spending of the territory.
    Spending,
    /// A benefit's characteristics.
    Benefit,
    /// The beneficiaries of a benefit for who cannot live alone.
    Dependence,
    /// Minors in foster care.
    Foster,
    /// The people by ISEE band.
    Isee,
    /// The position against other bodies and the nation.
    Position,
    /// Benefits by spending and by type of beneficiary.
    Compare,
    /// A category of benefits over time.
    Trend,
}

impl Question {
    /// Every question, in the webinar's order.
    pub const ALL: [Self; 8] = [
        Self::Spending,
        Self::Benefit,
        Self::Dependence,
        Self::Foster,
        Self::Isee,
        Self::Position,
        Self::Compare,
        Self::Trend,
    ];

    /// The name in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Spending => "spesa",
            Self::Benefit => "prestazione",
            Self::Dependence => "non-autosufficienza",
            Self::Foster => "affidamento",
            Self::Isee => "isee",
            Self::Position => "posizione",
            Self::Compare => "confronto",
            Self::Trend => "andamento",
        }
    }

    /// The question, as a page is titled.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Spending => "Quanto spende il mio territorio?",
            Self::Benefit => "Com'è fatta questa prestazione?",
            Self::Dependence => "Chi riceve una prestazione per la non autosufficienza?",
            Self::Foster => "Quanti minori sono in affidamento?",
            Self::Isee => "Che ISEE hanno le persone che aiutiamo?",
            Self::Position => "Come stiamo rispetto agli altri?",
            Self::Compare => "Quali prestazioni costano di più, e a chi vanno?",
            Self::Trend => "Come cambia nel tempo un tipo di prestazioni?",
        }
    }

    /// What the page is good for, in one sentence.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Spending => {
                "La spesa sociale, le persone raggiunte e chi paga, anno per anno e comune per comune."
            }
            Self::Benefit => {
                "Per una prestazione: quante persone, quanto costa a testa, per quanti mesi, di che età."
            }
            Self::Dependence => {
                "Età, autonomia, mobilità e ISEE di chi riceve assistenza, dalle valutazioni SINA."
            }
            Self::Foster => {
                "I minori in affidamento secondo le valutazioni SINBA, e chi riceve il contributo."
            }
            Self::Isee => {
                "Come si distribuiscono per fascia ISEE le persone che ricevono prestazioni."
            }
            Self::Position => {
                "Spesa e persone per abitante accanto ad altri comuni, alla regione e all'Italia."
            }
            Self::Compare => {
                "Le prestazioni una accanto all'altra, per spesa e per tipo di beneficiario."
            }
            Self::Trend => {
                "Una categoria di prestazioni dal primo anno all'ultimo, a parità di mesi."
            }
        }
    }

    /// The question whose [`Question::slug`] is `slug`.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|question| question.slug() == slug)
    }
}

/// A question answered.
#[derive(Debug, Clone)]
pub struct Story {
    /// The question.
    pub question: Question,
    /// Number of the edition that answers.
    pub edition: u32,
    /// Its title.
    pub edition_title: String,
    /// The year.
    pub year: i16,
    /// The territory, as one calls it.
    pub territory: String,
    /// The answer in one sentence.
    pub answer: String,
    /// The figures that count most.
    pub headlines: Vec<Headline>,
    /// What shows it; the first one suits the question best.
    pub parts: Vec<Part>,
    /// What it is set against.
    pub standing: Option<Standing>,
    /// Of what is due, how much is in the edition.
    pub coverage: Option<Coverage>,
    /// What the reader can change.
    pub fields: Vec<Field>,
    /// How it is computed: name and text.
    pub notes: Vec<(String, String)>,
}

/// A figure that counts.
#[derive(Debug, Clone)]
pub struct Headline {
    /// What it is.
    pub label: String,
    /// The figure as one reads it.
    pub text: String,
    /// What must be said beside it.
    pub note: String,
    /// The question behind it.
    pub view: View,
}

/// A part of a story: a question, its answer, its drawing.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name on the page.
    pub id: &'static str,
    /// What it shows.
    pub title: String,
    /// The question, as it stands in the address of the explorer.
    pub view: View,
    /// The answer.
    pub answered: Answered,
    /// The drawing; none where a table says it better.
    pub chart: Option<Chart>,
}

/// Answers `question` for the actor, with what was chosen on the page.
pub(crate) async fn tell(
    app: &App,
    actor: &Actor,
    question: Question,
    choices: &Choices,
) -> Result<Story, AppError> {
    let desk = Desk::open(app, actor, choices).await?;
    match question {
        Question::Spending => spending::tell(&desk).await,
        Question::Benefit => benefit::tell(&desk).await,
        Question::Dependence => dependence::tell(&desk).await,
        Question::Foster => foster::tell(&desk).await,
        Question::Isee => isee::tell(&desk).await,
        Question::Position => position::tell(&desk).await,
        Question::Compare => compare::tell(&desk).await,
        Question::Trend => trend::tell(&desk).await,
    }
}
