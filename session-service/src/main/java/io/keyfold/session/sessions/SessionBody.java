package io.keyfold.session.sessions;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.session.secrets.ShownSecret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session.
 *
 * @param object always {@code session}
 * @param connectionState whether a client recently used the MCP endpoint, on the instance that responds
 * @param connectionUrl URL of the MCP endpoint
 * @param user the caller's user for whom it acts; also returned as {@code identity_id}
 * @param clientSecret text of the session's first secret, which opens that endpoint and nothing else; null except in the
 *     response to its creation
 * @param toolNames how its tools are named: {@code tagged} or {@code plain}
 * @param clientSecretExpiresAt expiry time of {@code client_secret}; null without one
 */
record SessionBody(
  String object,
  String id,
  String status,
  @Nullable String name,
  @Nullable String description,
  @JsonRawValue @Nullable String metadata,
  String connectionState,
  String connectionUrl,
  @Nullable ShownSecret clientSecret,
  @Nullable Instant clientSecretExpiresAt,
  UsageBody usage,
  List<SessionProviderBody> providers,
  String toolNames,
  List<String> fromTemplatesIds,
  boolean hasErrors,
  boolean hasWarnings,
  @Nullable String user,
  @Nullable String identityActorId,
  @Nullable String identityId,
  Instant createdAt,
  Instant updatedAt
) {}
