package io.keyfold.authconfig.webhooks.decide;

import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.events.AppArchived;
import io.keyfold.authconfig.events.AppCreated;
import io.keyfold.authconfig.events.AppEvent;
import io.keyfold.authconfig.events.AppExpired;
import io.keyfold.authconfig.events.AppExpiring;
import io.keyfold.authconfig.events.AppRotated;
import io.keyfold.authconfig.events.AppUpdated;
import io.keyfold.authconfig.events.AppVersionRetired;
import io.keyfold.authconfig.events.AppVersionUsed;
import io.keyfold.authconfig.webhooks.model.WebhookEventType;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Determines what is announced about an OAuth app. */
final class AppAnnouncements {

  private AppAnnouncements() {}

  static List<Announcement> of(AppEvent event, State state) {
    return switch (event) {
      case AppExpiring expiring -> state
        .find(OAuthApp.key(new TenantId(expiring.getMeta().getTenantId()), expiring.getMeta().getObjectId()))
        .map(app -> new Announcement(WebhookEventType.AUTH_CREDENTIALS_EXPIRING, data(app, expiring)))
        .stream()
        .toList();
      case
        AppArchived _,
        AppCreated _,
        AppExpired _,
        AppRotated _,
        AppUpdated _,
        AppVersionRetired _,
        AppVersionUsed _ -> List.of();
    };
  }

  private static Map<String, @Nullable Object> data(OAuthApp app, AppExpiring event) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("object", "provider.auth_credentials");
    data.put("id", app.id());
    data.put("type", "oauth");
    data.put("status", "active");
    data.put("provider_id", app.providerId());
    data.put("provider_deployment_id", app.deploymentId());
    data.put("version", event.getAppVersion());
    data.put("expires_at", event.getExpiresAt().toString());
    return data;
  }
}
