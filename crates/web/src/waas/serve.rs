//! The server around the e-service. Unlike the portal's it stands before strangers, so it hangs up on
//! whoever opens a connection and says nothing.

use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use pas_app::App;
use pas_pdnd::Verifier;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::router::{WaasOptions, waas_router};

/// Connections at once; one more waits until another ends.
const MAX_CONNECTIONS: usize = 512;
/// Largest head of a call, in bytes. A voucher may take 8 KB of it.
const MAX_HEAD_BYTES: usize = 32 * 1024;
/// How long calls at work are waited for when the service stops.
const LAST_ANSWERS: Duration = Duration::from_secs(30);
/// Pause when the machine has no connection to give.
const BREATH: Duration = Duration::from_secs(1);

/// Serves the e-service on `listener` until `stop` is done; calls at work are answered first.
pub async fn serve_waas(
    app: App,
    verifier: Arc<Verifier>,
    options: WaasOptions,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let router = waas_router(app, verifier, options);
    let room = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let (closing, closed) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let (place, accepted) = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = accept(&listener, &room) => accepted,
        };
        while connections.try_join_next().is_some() {}
        match accepted {
            Ok(stream) => {
                let (router, closed) = (router.clone(), closed.clone());
                connections.spawn(serve_connection(router, options, stream, closed, place));
            }
            Err(_) => sleep(BREATH).await,
        }
    }
    drop((listener, closed));
    // Those that still listen learn of it by its end.
    drop(closing);
    let all = async { while connections.join_next().await.is_some() {} };
    // Whoever has not read his answer by then will not: the connection goes with the set.
    let _ = timeout(LAST_ANSWERS, all).await;
}

async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> (Option<OwnedSemaphorePermit>, io::Result<TcpStream>) {
    // The semaphore is never closed.
    let place = Arc::clone(room).acquire_owned().await.ok();
    let accepted = listener.accept().await;
    (place, accepted.map(|(stream, _)| stream))
}

async fn serve_connection(
    router: Router,
    options: WaasOptions,
    stream: TcpStream,
    mut closed: watch::Receiver<()>,
    _place: Option<OwnedSemaphorePermit>,
) {
    // Without it answers wait for each other; they arrive all the same.
    let _ = stream.set_nodelay(true);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(options.head_timeout)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut connection = pin!(connection);
    // What goes wrong on a connection is for its other end to mend.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = closed.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
