//! Keys in a file: read again when it changes, kept when it breaks.

use std::fs;

use pas_pdnd::Refusal;

use crate::world::{NOW, World, at};

#[tokio::test]
async fn the_file_is_followed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("jwks.json");
    let world = World::with(|config| config.jwks = file.display().to_string()).await;
    let write = |text: String| fs::write(&file, text).unwrap();
    let old = world.voucher().sign();

    assert_eq!(world.verify(&old).await.err(), Some(Refusal::NoKeys));
    let state = world.verifier.key_state().to_string();
    assert!(state.contains("jwks.json non si legge"), "{state}");

    write(world.authority.jwks().to_string());
    assert!(world.verify(&old).await.is_ok());
    assert!(world.verify_at(&old, at(100)).await.is_ok());
    let loaded_at = world.verifier.key_state().loaded_at;
    assert_eq!(
        loaded_at,
        Some(NOW),
        "a file that has not changed was read again"
    );

    write("half of a".to_owned());
    assert!(world.verify(&old).await.is_ok());
    assert!(world.verifier.key_state().failing.is_some());

    world.authority.rotate();
    let new = world.voucher().sign();
    write(format!("{}\n", world.authority.jwks()));
    assert!(world.verify(&new).await.is_ok());
    assert_eq!(world.verify(&old).await.err(), Some(Refusal::UnknownKey));
    assert!(world.verifier.key_state().failing.is_none());

    fs::remove_file(&file).unwrap();
    assert!(world.verify_at(&new, at(500)).await.is_ok());
    assert_eq!(world.authority.n_key_requests(), 0);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("jwks.json");
    fs::write(&file, " ".repeat(1_000_001)).unwrap();
    let world = World::with(|config| config.jwks = file.display().to_string()).await;
    let state = world.verifier.load_keys(NOW).await;
    assert!(state.loaded_at.is_none());
    assert!(state.to_string().contains("JWKS"), "{state}");
}
