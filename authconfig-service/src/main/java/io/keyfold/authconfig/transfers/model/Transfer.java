package io.keyfold.authconfig.transfers.model;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The record of an import or export, without the value.
 *
 * @param id starts with {@code paci_} or {@code pace_}
 * @param version always 1
 * @param direction import or export
 * @param authConfigId the auth config
 * @param providerId the provider
 * @param deploymentId the deployment it is bound to
 * @param authMethodId the provider's auth method
 * @param appId the OAuth app, if there is one
 * @param user the user whom it belongs to
 * @param note the caller's reason
 * @param metadata the caller's metadata as a JSON object
 * @param ip address of the caller
 * @param userAgent the caller's User-Agent
 * @param expiresAt expiry time of the value, if known
 * @param at time of the transfer
 */
public record Transfer(
  String id,
  long version,
  Direction direction,
  String authConfigId,
  String providerId,
  @Nullable String deploymentId,
  String authMethodId,
  @Nullable String appId,
  @Nullable String user,
  String note,
  @Nullable String metadata,
  @Nullable String ip,
  @Nullable String userAgent,
  @Nullable Instant expiresAt,
  Instant at
) implements Versioned {
  private static final Kind<Transfer> IMPORT = new Kind<>("auth_import", Transfer.class);
  private static final Kind<Transfer> EXPORT = new Kind<>("auth_export", Transfer.class);

  /** Import or export. */
  public enum Direction {
    /** The caller gave the value. */
    IMPORT,
    /** The caller received the value. */
    EXPORT,
  }

  /** {@return the state kind, for scans} */
  public static Kind<Transfer> kind(Direction direction) {
    return switch (direction) {
      case IMPORT -> IMPORT;
      case EXPORT -> EXPORT;
    };
  }

  /** {@return the key of a transfer} */
  public static Key<Transfer> key(TenantId tenant, Direction direction, String id) {
    return new Key<>(tenant, kind(direction), id);
  }
}
