//! The server around the router, over real connections.

use std::net::SocketAddr;
use std::time::Duration;

use pas_web::serve_waas;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::support::Service;

/// A server at work, and how to stop it.
struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

async fn start(service: &Service) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel();
    let serving = serve_waas(
        service.app.clone(),
        service.verifier.clone(),
        service.options,
        listener,
        async {
            let _ = stopped.await;
        },
    );
    let server = tokio::spawn(serving);
    Running {
        address,
        stop,
        server,
    }
}

async fn connect(running: &Running) -> TcpStream {
    TcpStream::connect(running.address)
        .await
        .expect("a connection")
}

async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A server that hangs up may do so with a reset.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8(bytes).expect("a text")
}

#[tokio::test]
async fn answers_and_stops_when_asked() {
    let service = Service::open().await;
    let running = start(&service).await;
    let mut stream = connect(&running).await;
    let call = "GET /waas/v1/status HTTP/1.1\r\nHost: a\r\n\r\n";
    stream.write_all(call.as_bytes()).await.expect("sent");
    let mut head = [0; 12];
    stream.read_exact(&mut head).await.expect("an answer");
    assert_eq!(&head, b"HTTP/1.1 200");
    running.stop.send(()).expect("a server");
    // The connection is kept alive, and ends with the service all the same.
    assert!(rest(&mut stream).await.contains("problem+json"));
    running.server.await.expect("an end");
    assert!(TcpStream::connect(running.address).await.is_err());
}

#[tokio::test]
async fn a_call_at_work_is_answered_before_the_end() {
    let service = Service::open().await;
    let running = start(&service).await;
    let mut stream = connect(&running).await;
    let head = format!(
        "POST /waas/v1/esiti HTTP/1.1\r\nHost: a\r\nAuthorization: {}\r\n\
         Content-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n",
        service.bearer()
    );
    stream.write_all(head.as_bytes()).await.expect("sent");
    // The server asks for the body: the call is at work.
    let mut asked = [0; 12];
    stream.read_exact(&mut asked).await.expect("an answer");
    assert_eq!(&asked, b"HTTP/1.1 100");
    running.stop.send(()).expect("a server");
    stream.write_all(b"{}").await.expect("sent");
    assert!(rest(&mut stream).await.contains("HTTP/1.1 204"));
    running.server.await.expect("an end");
}

#[tokio::test]
async fn hangs_up_on_whoever_does_not_finish_the_head() {
    let service =
        Service::open_with(|options| options.head_timeout = Duration::from_millis(20)).await;
    let running = start(&service).await;
    for beginning in ["", "GET /waas/v1/status HTTP/1.1\r\nHost: a\r\n"] {
        let mut stream = connect(&running).await;
        stream.write_all(beginning.as_bytes()).await.expect("sent");
        assert!(!rest(&mut stream).await.contains("200"));
    }
}

#[tokio::test]
async fn a_head_has_its_size() {
    let service = Service::open().await;
    let running = start(&service).await;
    for (n, status) in [(8, "200"), (64, "431")] {
        let mut stream = connect(&running).await;
        let padding = "a".repeat(n * 1024);
        let call = format!(
            "GET /waas/v1/status HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-A: {padding}\r\n\r\n"
        );
        // The server may hang up before it has read everything.
        let _ = stream.write_all(call.as_bytes()).await;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.expect("an answer");
        assert_eq!(
            String::from_utf8_lossy(&answer),
            format!("HTTP/1.1 {status}")
        );
    }
}

#[tokio::test]
async fn what_is_no_http_is_refused() {
    let service = Service::open().await;
    let running = start(&service).await;
    let mut stream = connect(&running).await;
    stream
        .write_all(b"\x16\x03\x01 ciao\r\n\r\n")
        .await
        .expect("sent");
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 400"));
}
