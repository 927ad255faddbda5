package io.keyfold.authconfig.webhooks.decide;

import io.keyfold.authconfig.events.AppEvent;
import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.AuthConfigExpired;
import io.keyfold.authconfig.events.AuthConfigExpiring;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.events.AuthConfigUpdated;
import io.keyfold.authconfig.events.BrandingEvent;
import io.keyfold.authconfig.events.ConfigEvent;
import io.keyfold.authconfig.events.CredentialFellBack;
import io.keyfold.authconfig.events.CredentialVersionRetired;
import io.keyfold.authconfig.events.CredentialsAttached;
import io.keyfold.authconfig.events.DeploymentClosed;
import io.keyfold.authconfig.events.DeploymentOpened;
import io.keyfold.authconfig.events.GrantBroken;
import io.keyfold.authconfig.events.GrantConnected;
import io.keyfold.authconfig.events.GrantEvent;
import io.keyfold.authconfig.events.GrantReconnected;
import io.keyfold.authconfig.events.GrantRevoked;
import io.keyfold.authconfig.events.SetupSessionEvent;
import io.keyfold.authconfig.events.TransferEvent;
import io.keyfold.authconfig.events.UserErased;
import io.keyfold.authconfig.events.VersionEvent;
import io.keyfold.authconfig.events.WebhookEvent;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.authconfig.tokens.TokenEvent;
import io.keyfold.authconfig.webhooks.model.WebhookEventType;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.schema.Event;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.TokenChange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Determines what is announced about an event. Only fields that are named here leave Keyfold. */
final class Announcements {

  private Announcements() {}

  /**
   * {@return what to announce, in order}
   *
   * @param state the state before the event's command
   */
  static List<Announcement> of(Event event, State state) {
    return switch (event) {
      case AuthConfigEvent own -> own(own, state);
      case TokenEvent tokens -> tokens(tokens, state);
      default -> List.of();
    };
  }

  private static List<Announcement> own(AuthConfigEvent event, State state) {
    return switch (event) {
      case AuthConfigCreated created -> List.of(
        new Announcement(WebhookEventType.AUTH_CONFIG_CREATED, AuthConfigData.of(created))
      );
      case AuthConfigArchived archived -> about(archived.getMeta(), state, known ->
        new Announcement(
          WebhookEventType.AUTH_CONFIG_ARCHIVED,
          with(AuthConfigData.of(known, known.setupSessionId(), "archived"), "cause", archived.getCause())
        )
      );
      case GrantEvent grant -> grant(grant, state);
      case SetupSessionEvent setup -> SetupAnnouncements.of(setup, state);
      case VersionEvent version -> version(version, state);
      case AppEvent app -> AppAnnouncements.of(app, state);
      case
        AuthConfigRotated _,
        AuthConfigUpdated _,
        BrandingEvent _,
        ConfigEvent _,
        CredentialsAttached _,
        DeploymentClosed _,
        DeploymentOpened _,
        TransferEvent _,
        UserErased _,
        WebhookEvent _ -> List.of();
    };
  }

  private static List<Announcement> version(VersionEvent event, State state) {
    return switch (event) {
      case AuthConfigExpiring expiring -> about(expiring.getMeta(), state, known ->
        new Announcement(
          WebhookEventType.AUTH_CONFIG_EXPIRING,
          connection(AuthConfigData.active(known), expiring.getCredentialVersion(), expiring.getExpiresAt())
        )
      );
      case AuthConfigExpired _, CredentialFellBack _, CredentialVersionRetired _ -> List.of();
    };
  }

  private static List<Announcement> grant(GrantEvent event, State state) {
    return switch (event) {
      case GrantConnected connected -> List.of(
        new Announcement(WebhookEventType.AUTH_CONFIG_CREATED, AuthConfigData.of(connected)),
        new Announcement(
          WebhookEventType.AUTH_CONFIG_CONNECTED,
          connection(AuthConfigData.of(connected), connected.getCredentialVersion(), connected.getExpiresAt())
        )
      );
      case GrantReconnected again -> about(again.getMeta(), state, known -> reconnected(known, again));
      case GrantBroken broken -> about(broken.getMeta(), state, known ->
        new Announcement(
          WebhookEventType.AUTH_CONFIG_NEEDS_RECONNECT,
          with(AuthConfigData.of(known, known.setupSessionId(), "needs_reconnect"), "reason", broken.getReason())
        )
      );
      // Archiving was announced; how the provider responded is in the audit trail.
      case GrantRevoked _ -> List.of();
    };
  }

  private static Announcement reconnected(AuthConfig known, GrantReconnected event) {
    String session = event.getSetupSessionId() == null ? known.setupSessionId() : event.getSetupSessionId();
    return new Announcement(
      event.getRecovered() ? WebhookEventType.AUTH_CONFIG_RECOVERED : WebhookEventType.AUTH_CONFIG_CONNECTED,
      connection(AuthConfigData.of(known, session, "active"), event.getCredentialVersion(), event.getExpiresAt())
    );
  }

  private static List<Announcement> tokens(TokenEvent event, State state) {
    return switch (event) {
      case GrantTokens tokens when tokens.getChange() == TokenChange.REFRESHED -> about(
        tokens.getMeta(),
        state,
        known ->
          new Announcement(
            WebhookEventType.AUTH_CONFIG_REFRESHED,
            connection(
              AuthConfigData.active(known),
              tokens.getCredentialVersion(),
              tokens.getTokens() == null ? null : tokens.getTokens().getExpiresAt()
            )
          )
      );
      case GrantTokens _ -> List.of();
    };
  }

  private static List<Announcement> about(EventMeta meta, State state, Function<AuthConfig, Announcement> announced) {
    Optional<AuthConfig> known = state.find(AuthConfigs.key(new TenantId(meta.getTenantId()), meta.getObjectId()));
    return known.map(announced).stream().toList();
  }

  private static Map<String, @Nullable Object> connection(
    Map<String, @Nullable Object> data,
    long credentialVersion,
    @Nullable Instant expiresAt
  ) {
    return with(
      with(data, "credential_version", credentialVersion),
      "expires_at",
      expiresAt == null ? null : expiresAt.toString()
    );
  }

  private static Map<String, @Nullable Object> with(
    Map<String, @Nullable Object> data,
    String name,
    @Nullable Object value
  ) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(data);
    more.put(name, value);
    return more;
  }
}
