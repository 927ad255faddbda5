package io.keyfold.authconfig.webhooks.decide;

import io.keyfold.authconfig.events.SetupAuthorizationClaimed;
import io.keyfold.authconfig.events.SetupConfigSubmitted;
import io.keyfold.authconfig.events.SetupConsentRevoked;
import io.keyfold.authconfig.events.SetupCredentialDiscarded;
import io.keyfold.authconfig.events.SetupCredentialSubmitted;
import io.keyfold.authconfig.events.SetupSessionArchived;
import io.keyfold.authconfig.events.SetupSessionCompleted;
import io.keyfold.authconfig.events.SetupSessionCreated;
import io.keyfold.authconfig.events.SetupSessionEvent;
import io.keyfold.authconfig.events.SetupSessionExpired;
import io.keyfold.authconfig.events.SetupSessionFailed;
import io.keyfold.authconfig.events.SetupSessionUpdated;
import io.keyfold.authconfig.events.SetupSettingsChanged;
import io.keyfold.authconfig.setup.model.SetupRequest;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.authconfig.webhooks.model.WebhookEventType;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.schema.EventMeta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is announced about setup sessions: how they end. Never their links. */
final class SetupAnnouncements {

  private SetupAnnouncements() {}

  static List<Announcement> of(SetupSessionEvent event, State state) {
    EventMeta meta = event.getMeta();
    return switch (event) {
      case SetupSessionCompleted done -> ended(
        WebhookEventType.SETUP_SESSION_COMPLETED,
        meta,
        state,
        "completed",
        done.getUser(),
        null
      );
      case SetupSessionFailed failed -> ended(
        WebhookEventType.SETUP_SESSION_FAILED,
        meta,
        state,
        "failed",
        null,
        failed.getReason()
      );
      case SetupSessionExpired _ -> ended(WebhookEventType.SETUP_SESSION_EXPIRED, meta, state, "expired", null, null);
      case
        SetupAuthorizationClaimed _,
        SetupConfigSubmitted _,
        SetupConsentRevoked _,
        SetupCredentialDiscarded _,
        SetupCredentialSubmitted _,
        SetupSessionArchived _,
        SetupSessionCreated _,
        SetupSessionUpdated _,
        SetupSettingsChanged _ -> List.of();
    };
  }

  private static List<Announcement> ended(
    WebhookEventType type,
    EventMeta meta,
    State state,
    String status,
    @Nullable String boundUser,
    @Nullable String failure
  ) {
    return state
      .find(SetupSession.key(new TenantId(meta.getTenantId()), meta.getObjectId()))
      .map(session -> new Announcement(type, data(session, status, boundUser, failure)))
      .stream()
      .toList();
  }

  private static Map<String, @Nullable Object> data(
    SetupSession session,
    String status,
    @Nullable String boundUser,
    @Nullable String failure
  ) {
    SetupRequest asked = session.request();
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("object", "provider.setup_session");
    data.put("id", session.id());
    data.put("status", status);
    data.put("provider_id", asked.providerId());
    data.put("provider_deployment_id", asked.deploymentId());
    boolean completed = status.equals("completed");
    boolean credential = asked.reconnect() || (completed && asked.asksForCredential());
    data.put("provider_auth_config_id", credential ? asked.authConfigId() : null);
    data.put("provider_config_id", completed ? asked.configId() : null);
    data.put("user", boundUser == null ? session.owner().user() : boundUser);
    data.put("label", session.owner().label());
    data.put("failure", failure);
    return data;
  }
}
