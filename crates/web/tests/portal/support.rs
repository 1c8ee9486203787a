//! A whole portal on a small made-up district, and browsers without a browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, IF_NONE_MATCH, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use jiff::Timestamp;
use pas_app::clock::FixedClock;
use pas_app::demo::{PASSWORD, Scale, accounts};
use pas_app::use_cases::load_demo;
use pas_app::{App, Config, OwnFigures};
use pas_domain::actor::Role;
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt;

/// The portal. Its folder goes when it goes.
pub(crate) struct Portal {
    router: Router,
    /// The same without other languages.
    plain: Router,
    folder: TempDir,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

/// Somebody at the portal, signed in or not.
pub(crate) struct Browser<'a> {
    portal: &'a Portal,
    cookie: String,
    secret: String,
}

async fn app_in(folder: &Path) -> App {
    let config = Config {
        data_dir: folder.to_owned(),
        database_url: None,
    };
    let now: Timestamp = "2026-11-23T08:00:00Z".parse().expect("a time");
    App::open(&config, Arc::new(FixedClock(now)))
        .await
        .expect("an installation")
}

/// The district that every test copies. Its database stays open, so that its files stay as they are.
struct District {
    folder: PathBuf,
    _app: App,
}

async fn load_district() -> District {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("portal-district");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder of an earlier run");
    }
    let app = app_in(&folder).await;
    load_demo::load_and_send(&app, 7, Scale::Small)
        .await
        .expect("the district");
    District { folder, _app: app }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

impl Portal {
    /// A portal with the small district loaded: a copy, for the test to change as it likes.
    pub(crate) async fn open() -> Self {
        Self::over(|_| {}, OwnFigures::default()).await
    }

    /// The same, its folder prepared by `prepare`, with the ente's policy for its own figures.
    pub(crate) async fn over(prepare: impl FnOnce(&Path), own_figures: OwnFigures) -> Self {
        static DISTRICT: OnceCell<District> = OnceCell::const_new();
        let district = DISTRICT.get_or_init(load_district).await;
        let folder = tempfile::tempdir().expect("a folder");
        copy(&district.folder, folder.path());
        prepare(folder.path());
        let app = app_in(folder.path()).await.with_own_figures(own_figures);
        Self {
            plain: pas_web::router(
                app.clone(),
                pas_web::Options {
                    languages: pas_web::Languages::none(),
                    ..pas_web::Options::default()
                },
            ),
            router: pas_web::router(app, pas_web::Options::default()),
            folder,
        }
    }

    /// The folder of its data.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        Self::send_to(&self.router, request).await
    }

    async fn send_to(router: &Router, request: Request<Body>) -> Answer {
        let response = router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body").to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes,
        }
    }

    /// Somebody who has not signed in.
    pub(crate) fn stranger(&self) -> Browser<'_> {
        Browser {
            portal: self,
            cookie: String::new(),
            secret: String::new(),
        }
    }

    /// Somebody signed in with `role`.
    pub(crate) async fn sign_in(&self, role: Role) -> Browser<'_> {
        let account = accounts().into_iter().find(|account| account.role == role);
        let username = account.expect("an account of every role").username;
        let mut browser = self.stranger();
        let answer = browser.try_sign_in(username, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        browser.cookie = answer.cookie("pas_sessione").expect("a session");
        let home = browser.get("/").await;
        browser.secret = home.secret().expect("a secret in a form");
        browser
    }
}

impl Browser<'_> {
    /// Sends the form of the sign-in page, as that page gave it.
    pub(crate) async fn try_sign_in(&self, username: &str, password: &str) -> Answer {
        let page = self.get("/accesso").await;
        let secret = page.secret().expect("a secret in the form");
        let cookie = page.cookie("pas_modulo").expect("the form's cookie");
        let body = format!("segreto={secret}&utente={username}&password={password}&verso=/");
        let request = Request::post("/accesso")
            .header(COOKIE, cookie)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request");
        self.portal.send(request).await
    }

    /// Asks for a page.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path)
            .header(COOKIE, &self.cookie)
            .header(HOST, "pas.example")
            .body(Body::empty());
        self.portal.send(request.expect("a request")).await
    }

    /// Asks for a page where there is Italian alone.
    pub(crate) async fn get_plain(&self, path: &str) -> Answer {
        let request = Request::get(path)
            .header(COOKIE, &self.cookie)
            .header(HOST, "pas.example")
            .body(Body::empty());
        Portal::send_to(&self.portal.plain, request.expect("a request")).await
    }

    /// Asks for a page of which one has the version tagged `tag`.
    pub(crate) async fn get_unless(&self, path: &str, tag: &str) -> Answer {
        let request = Request::get(path)
            .header(COOKIE, &self.cookie)
            .header(IF_NONE_MATCH, tag)
            .body(Body::empty());
        self.portal.send(request.expect("a request")).await
    }

    /// Asks with a method and headers of one's own, beside the session.
    pub(crate) async fn ask(&self, method: Method, path: &str, headers: HeaderMap) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(COOKIE, &self.cookie)
            .body(Body::empty());
        let mut request = request.expect("a request");
        request.headers_mut().extend(headers);
        self.portal.send(request).await
    }

    /// Sends a form with the session's secret before `fields`.
    pub(crate) async fn post(&self, path: &str, fields: &str) -> Answer {
        self.post_raw(path, &format!("segreto={}&{fields}", self.secret))
            .await
    }

    /// Sends a form as it is.
    pub(crate) async fn post_raw(&self, path: &str, body: &str) -> Answer {
        let request = Request::post(path)
            .header(COOKIE, &self.cookie)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .expect("a request");
        self.portal.send(request).await
    }

    /// Sends a form with the right secret, but from another site's page.
    pub(crate) async fn post_from_elsewhere(&self, path: &str) -> Answer {
        let request = Request::post(path)
            .header(COOKIE, &self.cookie)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "cross-site")
            .body(Body::from(format!("segreto={}", self.secret)))
            .expect("a request");
        self.portal.send(request).await
    }

    /// Sends a form with one file.
    pub(crate) async fn upload(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &[u8]),
    ) -> Answer {
        let mut body = Vec::new();
        let secret = [("segreto", self.secret.as_str())];
        for (name, value) in secret.iter().chain(fields) {
            let part = format!(
                "--confine\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend(part.as_bytes());
        }
        let head = format!(
            "--confine\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\r\n",
            file.0
        );
        body.extend(head.as_bytes());
        body.extend(file.1);
        body.extend(b"\r\n--confine--\r\n");
        let request = Request::post(path)
            .header(COOKIE, &self.cookie)
            .header(CONTENT_TYPE, "multipart/form-data; boundary=confine")
            .body(Body::from(body))
            .expect("a request");
        self.portal.send(request).await
    }
}

impl Answer {
    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Whether the body is a page.
    pub(crate) fn is_page(&self) -> bool {
        self.header(CONTENT_TYPE.as_str()).starts_with("text/html")
    }

    /// A header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("")
    }

    /// Where the answer sends the browser.
    pub(crate) fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// The secret of the page's first form.
    fn secret(&self) -> Option<String> {
        let text = self.text();
        let rest = text.split("name=\"segreto\" value=\"").nth(1)?;
        rest.split('"').next().map(str::to_owned)
    }

    /// `name=value` of a cookie that the answer sets.
    fn cookie(&self, name: &str) -> Option<String> {
        let cookies = self
            .headers
            .get_all(SET_COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.filter_map(|cookie| cookie.split(';').next());
        pairs
            .find(|pair| pair.starts_with(&format!("{name}=")))
            .map(str::to_owned)
    }

    /// The addresses of ours that the page leads to, without anchors.
    pub(crate) fn links(&self) -> Vec<String> {
        let text = self.text();
        let hrefs = text.split("<a ").skip(1).filter_map(|rest| {
            let tag = rest.split('>').next()?;
            tag.split("href=\"").nth(1)?.split('"').next()
        });
        hrefs
            .map(|href| href.replace("&#38;", "&").replace("&amp;", "&"))
            .map(|href| href.split('#').next().unwrap_or("").to_owned())
            .filter(|href| href.starts_with('/'))
            .collect()
    }
}
