//! The tokens of links, a partner's and an account's, never get into the log.

use crate::partner_world::{Partner, REFERRAL, world};
use crate::told::LogLines;
use server::config::LogFormat;
use server::logging;
use tracing_subscriber::EnvFilter;

#[tokio::test]
async fn the_token_is_in_no_log_line_however_much_is_logged() {
    let kept = LogLines::default();
    let filter = EnvFilter::new("trace");
    let subscriber = logging::subscriber(LogFormat::Pretty, filter, false, kept.clone());
    // For the whole process: what other tests log meanwhile holds nothing of this one.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    partner.open().await;
    partner.answer(&[("answer", "under_review")]).await;
    partner.board().await;
    partner.post(&[("ask", "link")]).await;
    Partner::at(&app, &format!("{}/autre", partner.path)).open().await;
    let supervisor = app.supervisor().await;
    let arguments = serde_json::json!({"referral": REFERRAL});
    let copied = supervisor.call("desk/referrals/partner-link", arguments).await;
    let copied: String = copied.read();
    Partner::at(&app, &copied).open().await;
    let arguments = serde_json::json!({"user": crate::app::ALICE});
    let chosen: String = supervisor.call("desk/accounts/password-link", arguments).await.read();
    let owner = Partner::at(&app, &chosen);
    owner.open().await;
    owner
        .post(&[("password", "une phrase introuvable"), ("again", "une phrase introuvable")])
        .await;
    owner.open().await;

    let log = kept.text();
    assert!(log.contains("/p/{token}"), "the requests are logged, by their pattern: {log}");
    assert!(log.contains("file or page"), "{log}");
    assert!(log.contains("/mot-de-passe/{token}") && !log.contains("introuvable"), "{log}");
    for path in [&partner.path, &copied, &chosen] {
        let token = path.rsplit('/').next().unwrap();
        assert!(!log.contains(token) && !log.contains(&token[..16]), "{log}");
    }
    for name in ["Exemple-Amina", "EXEMPLE-AMINA", "Zohra"] {
        assert!(!log.contains(name), "{log}");
    }
}
