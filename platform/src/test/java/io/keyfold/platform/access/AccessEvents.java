package io.keyfold.platform.access;

import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.ApiKeyRevoked;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.EventMeta;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates events as on the log. */
final class AccessEvents {

  static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");

  private AccessEvents() {}

  static TenantCreated tenant(String tenant) {
    return new TenantCreated(meta(tenant, tenant, 1), "Tenant " + tenant);
  }

  static ApiKeyCreated key(String tenant, String id, ApiKeySecret secret, List<String> scopes) {
    return key(tenant, id, secret, scopes, null);
  }

  static ApiKeyCreated key(
    String tenant,
    String id,
    ApiKeySecret secret,
    List<String> scopes,
    @Nullable Instant expiresAt
  ) {
    return ApiKeyCreated.newBuilder()
      .setMeta(meta(tenant, id, 1))
      .setKeySha256(secret.sha256())
      .setRedacted(secret.redacted())
      .setScopes(scopes)
      .setName("a key")
      .setExpiresAt(expiresAt)
      .build();
  }

  static ApiKeyRevoked revoked(String tenant, String id, ApiKeySecret secret) {
    return new ApiKeyRevoked(meta(tenant, id, 2), secret.sha256());
  }

  private static EventMeta meta(String tenant, String object, long version) {
    return EventMeta.newBuilder()
      .setEventId("evt_" + object + version)
      .setTenantId(tenant)
      .setObjectId(object)
      .setVersion(version)
      .setRecordedAt(AT)
      .setActor(new Actor(ActorType.OPERATOR, "start"))
      .setRequestId("req_1")
      .setCommandId(new UUID(0, version))
      .build();
  }
}
