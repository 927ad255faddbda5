package io.keyfold.authconfig.erase;

import io.keyfold.authconfig.events.AppArchived;
import io.keyfold.authconfig.events.AppCreated;
import io.keyfold.authconfig.events.AppExpired;
import io.keyfold.authconfig.events.AppExpiring;
import io.keyfold.authconfig.events.AppRotated;
import io.keyfold.authconfig.events.AppUpdated;
import io.keyfold.authconfig.events.AppVersionRetired;
import io.keyfold.authconfig.events.AppVersionUsed;
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
import io.keyfold.authconfig.events.GrantReconnected;
import io.keyfold.authconfig.events.GrantRevoked;
import io.keyfold.authconfig.events.SetupAuthorizationClaimed;
import io.keyfold.authconfig.events.SetupConfigSubmitted;
import io.keyfold.authconfig.events.SetupConsentRevoked;
import io.keyfold.authconfig.events.SetupCredentialDiscarded;
import io.keyfold.authconfig.events.SetupCredentialSubmitted;
import io.keyfold.authconfig.events.SetupSessionArchived;
import io.keyfold.authconfig.events.SetupSessionCompleted;
import io.keyfold.authconfig.events.SetupSessionCreated;
import io.keyfold.authconfig.events.SetupSessionExpired;
import io.keyfold.authconfig.events.SetupSessionFailed;
import io.keyfold.authconfig.events.SetupSessionUpdated;
import io.keyfold.authconfig.events.SetupSettingsChanged;
import io.keyfold.authconfig.events.TransferEvent;
import io.keyfold.authconfig.events.UserErased;
import io.keyfold.authconfig.events.WebhookDeliveryRequested;
import io.keyfold.authconfig.events.WebhookEndpointArchived;
import io.keyfold.authconfig.events.WebhookEndpointCreated;
import io.keyfold.authconfig.events.WebhookEndpointUpdated;
import io.keyfold.authconfig.events.WebhookSecretRotated;
import io.keyfold.platform.log.follow.FollowUp;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Determines the data keys that an event erases. Pure. Archiving and retiring are permanent, so the values are never
 * opened again; a second tombstone of the same key has no effect.
 */
public final class ErasurePolicy {

  private ErasurePolicy() {}

  /** {@return the tombstones that follow from the event} */
  public static List<FollowUp> tombstonesFor(AuthConfigEvent event) {
    return keysErasedBy(event)
      .filter(Objects::nonNull)
      .map(keyId -> new FollowUp(keyId, null, new RecordHeaders()))
      .toList();
  }

  private static Stream<@Nullable String> keysErasedBy(AuthConfigEvent event) {
    return switch (event) {
      case AuthConfigArchived archived -> Stream.concat(
        Stream.of(archived.getKeyId()),
        archived.getVersionKeyIds().stream()
      );
      case CredentialVersionRetired retired -> Stream.of(retired.getKeyId());
      case AuthConfigRotated rotated -> Stream.of(rotated.getForgottenKeyId());
      case AppArchived archived -> Stream.concat(Stream.of(archived.getKeyId()), archived.getVersionKeyIds().stream());
      case AppRotated rotated -> Stream.of(rotated.getForgottenKeyId());
      case AppVersionRetired retired -> Stream.of(retired.getKeyId());
      case GrantRevoked revoked -> Stream.of(revoked.getKeyId());
      case WebhookEndpointArchived archived -> Stream.of(archived.getKeyId());
      case SetupCredentialSubmitted submitted -> Stream.of(submitted.getDiscardedKeyId());
      case SetupCredentialDiscarded discarded -> Stream.of(discarded.getDiscardedKeyId());
      case SetupConsentRevoked revoked -> Stream.of(revoked.getKeyId());
      case SetupSessionExpired expired -> Stream.of(expired.getDiscardedKeyId());
      case SetupSessionArchived archived -> Stream.of(archived.getDiscardedKeyId());
      case SetupSessionFailed failed -> Stream.of(failed.getDiscardedKeyId());
      case
        AppCreated _,
        AppExpired _,
        AppExpiring _,
        AppUpdated _,
        AppVersionUsed _,
        AuthConfigCreated _,
        AuthConfigExpired _,
        AuthConfigExpiring _,
        AuthConfigUpdated _,
        BrandingEvent _,
        ConfigEvent _,
        CredentialFellBack _,
        CredentialsAttached _,
        DeploymentClosed _,
        DeploymentOpened _,
        GrantBroken _,
        GrantConnected _,
        GrantReconnected _,
        SetupAuthorizationClaimed _,
        SetupConfigSubmitted _,
        SetupSessionCompleted _,
        SetupSessionCreated _,
        SetupSessionUpdated _,
        SetupSettingsChanged _,
        TransferEvent _,
        UserErased _,
        WebhookDeliveryRequested _,
        WebhookEndpointCreated _,
        WebhookEndpointUpdated _,
        WebhookSecretRotated _ -> Stream.empty();
    };
  }
}
