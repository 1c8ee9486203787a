//! Tokens out of shape: whatever comes, there is an answer, and it is no.

use std::sync::LazyLock;

use pas_pdnd::Refusal;
use proptest::prelude::*;
use tokio::runtime::Runtime;

use crate::world::{NOW, World};

/// One world for all cases: the keys are loaded once.
struct Stage {
    runtime: Runtime,
    world: World,
    token: String,
}

static STAGE: LazyLock<Stage> = LazyLock::new(|| {
    let runtime = Runtime::new().unwrap();
    let world = runtime.block_on(World::new());
    let token = world.voucher().sign();
    assert!(runtime.block_on(world.verify(&token)).is_ok());
    Stage {
        runtime,
        world,
        token,
    }
});

fn verdict(header: &[u8]) -> Option<Refusal> {
    let stage = &*STAGE;
    let call = stage.world.verifier.verify([header], NOW);
    stage.runtime.block_on(call).err()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn one_changed_byte_is_enough(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut header = format!("Bearer {}", STAGE.token).into_bytes();
        // The scheme may be written large or small.
        let at = 7 + at.index(header.len() - 7);
        prop_assume!(header[at] != byte);
        header[at] = byte;
        prop_assert!(verdict(&header).is_some());
    }

    #[test]
    fn a_token_cut_or_continued_is_refused(
        cut in any::<prop::sample::Index>(),
        tail in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let whole = format!("Bearer {}", STAGE.token).into_bytes();
        let mut header = whole[..cut.index(whole.len())].to_vec();
        header.extend(tail);
        prop_assume!(header != whole);
        prop_assert!(verdict(&header).is_some());
    }

    #[test]
    fn any_bytes_have_an_answer(header in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(verdict(&header).is_some());
    }

    #[test]
    fn three_parts_of_anything_have_an_answer(
        header in "[ -~]{0,80}", claims in "[ -~]{0,80}", signature in "[A-Za-z0-9_-]{0,40}",
    ) {
        let encode = |text: &str| data_encoding::BASE64URL_NOPAD.encode(text.as_bytes());
        let token = format!("Bearer {}.{}.{signature}", encode(&header), encode(&claims));
        prop_assert!(verdict(token.as_bytes()).is_some());
    }
}

/// JSON of any shape, as deep as claims ever are.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("1e400".to_owned()),
        Just("-0".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        any::<i64>().prop_map(|value| value.to_string()),
        any::<u64>().prop_map(|value| value.to_string()),
        any::<f64>().prop_map(|value| format!("{value:e}")),
        "[a-zA-Z0-9 è]{0,12}".prop_map(|text| format!("\"{text}\"")),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4);
        let name = prop::sample::select(vec!["iss", "aud", "exp", "a"]);
        prop_oneof![
            list.prop_map(|all| format!("[{}]", all.join(","))),
            prop::collection::vec((name, inner), 0..4).prop_map(|all| {
                let members = all
                    .iter()
                    .map(|(name, value)| format!("\"{name}\":{value}"));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }),
        ]
    })
}

proptest! {
    // Each case signs, which takes its time.
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Signed by the authority itself, a claim of any shape is read as it should be or refused.
    #[test]
    fn a_claim_of_any_shape_is_no_panic(
        name in prop::sample::select(vec![
            "iss", "aud", "exp", "nbf", "iat", "consumerId", "purposeId", "jti",
        ]),
        value in json(),
    ) {
        let good = STAGE.world.voucher().without_claim(name).claims_json();
        let claims = format!(r#"{{"{name}":{value},{}"#, &good[1..]);
        let token = STAGE.world.voucher().raw_claims(claims.as_bytes()).sign();
        let refused = verdict(format!("Bearer {token}").as_bytes());
        let harmless = matches!(name, "jti" | "exp" | "nbf" | "iat");
        prop_assert!(refused.is_some() || harmless, "{claims}");
    }
}
