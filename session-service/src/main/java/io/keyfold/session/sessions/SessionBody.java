package io.keyfold.session.sessions;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session on the wire.
 *
 * @param object always {@code session}
 * @param connectionState whether somebody spoke to its MCP endpoint a moment ago, on the instance that answers
 * @param connectionUrl its MCP endpoint
 * @param clientSecret opens that endpoint and nothing else; null without the scope to use sessions, and when archived
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
  UsageBody usage,
  List<SessionProviderBody> providers,
  List<String> fromTemplatesIds,
  boolean hasErrors,
  boolean hasWarnings,
  @Nullable String identityActorId,
  @Nullable String identityId,
  Instant createdAt,
  Instant updatedAt
) {}
