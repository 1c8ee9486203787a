//! Why a visit stopped: the network, the voucher, the answer, the order of the flows.

use std::time::Duration;

use pas_app::AppError;
use pas_app::use_cases::collect_flows::ProtocolFault;
use pas_pdnd::VoucherError;
use pas_waas::{EntryFault, NotAPage};

/// Why a visit stopped before its end; in Italian, for whoever runs the observatory.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("il servizio non si raggiunge: {0}")]
    Unreachable(&'static str),
    #[error("il servizio non ha risposto entro {} secondi", .0.as_secs())]
    TimedOut(Duration),
    #[error("la risposta si è interrotta a metà")]
    CutOff,
    #[error("il servizio ha risposto con lo stato {status}: {}", meaning(*status))]
    Status {
        status: u16,
        /// How long the service asks to be left alone.
        retry_after: Option<Duration>,
    },
    #[error("la risposta supera {max_bytes} byte anche per un flusso solo: l'ente deve ridurla")]
    TooLong { max_bytes: usize },
    #[error(transparent)]
    NotAPage(#[from] NotAPage),
    #[error(transparent)]
    Entry(#[from] EntryFault),
    #[error(transparent)]
    Protocol(#[from] ProtocolFault),
    #[error(transparent)]
    Voucher(#[from] VoucherError),
    #[error("{}", chain(.0))]
    App(#[from] AppError),
    #[error("non riesco a leggere la risposta: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl Fault {
    /// Whether the same call may succeed later without anybody doing anything.
    pub(crate) fn passes(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::TimedOut(_) | Self::CutOff => true,
            Self::Status { status, .. } => matches!(status, 408 | 429 | 500..),
            Self::Voucher(error) => error.passes(),
            _ => false,
        }
    }

    /// Whether only this call was refused, and another one may be welcome.
    pub(crate) const fn is_of_this_call(&self) -> bool {
        matches!(self, Self::Status { status: 400 | 404..=407 | 409..=428 | 430..=499, .. })
    }

    pub(crate) const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

const fn meaning(status: u16) -> &'static str {
    match status {
        401 => "non accetta il voucher; controlla la finalità e che la fruizione sia attiva",
        403 => "non autorizza la chiamata; controlla che la fruizione sia attiva",
        404 => "non conosce l'indirizzo; controlla «url» nel registro",
        429 => "riceve troppe chiamate",
        300..=399 => "rimanda altrove, e un voucher non si segue altrove; controlla «url»",
        500.. => "ha un guasto; avvisa l'ente se continua",
        _ => "non accetta la chiamata",
    }
}

fn chain(error: &AppError) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
