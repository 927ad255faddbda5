package io.keyfold.session.sessions;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.session.resolve.CredentialSelector;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider of a session.
 *
 * @param id its id ({@code spr_})
 * @param version version of its last event
 * @param sessionId the session
 * @param user the session's user; null: none
 * @param tag five digits, unique within the session: the suffix of its tools' names
 * @param providerId the provider
 * @param deploymentId the deployment
 * @param authConfigId the auth config that the caller named; null for the deployment's own at call time
 * @param authConfigLabel label of the user's credential that the caller named
 * @param configId the provider config that the caller named; null for the user's or the deployment's at call time
 * @param toolFilter which tools may be used
 * @param archived whether it was removed or its session archived
 * @param createdAt creation time
 * @param updatedAt time of the last change
 */
public record SessionProvider(
  String id,
  long version,
  String sessionId,
  @Nullable String user,
  String tag,
  String providerId,
  String deploymentId,
  @Nullable String authConfigId,
  @Nullable String authConfigLabel,
  @Nullable String configId,
  ToolFilter toolFilter,
  boolean archived,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {
  /** State kind of session providers. */
  public static final Kind<SessionProvider> KIND = new Kind<>("session_provider", SessionProvider.class);

  /** {@return the key of a session provider} */
  public static Key<SessionProvider> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  static SessionProvider added(
    io.keyfold.schema.SessionProvider added,
    String sessionId,
    @Nullable String user,
    long version,
    Instant at
  ) {
    return new SessionProvider(
      added.getId(),
      version,
      sessionId,
      user,
      added.getTag(),
      added.getProviderId(),
      added.getProviderDeploymentId(),
      added.getAuthConfigId(),
      added.getAuthConfigLabel(),
      added.getConfigId(),
      ToolFilter.fromAvro(added.getToolFilter()),
      false,
      at,
      at
    );
  }

  /** {@return what it says about the credential and settings of its calls} */
  public CredentialSelector selector() {
    return new CredentialSelector(user, authConfigId, authConfigLabel, configId);
  }

  SessionProvider filtered(ToolFilter filter, long newVersion, Instant at) {
    return changed(filter, archived, newVersion, at);
  }

  SessionProvider archive(long newVersion, Instant at) {
    return changed(toolFilter, true, newVersion, at);
  }

  private SessionProvider changed(ToolFilter filter, boolean nowArchived, long newVersion, Instant at) {
    return new SessionProvider(
      id,
      newVersion,
      sessionId,
      user,
      tag,
      providerId,
      deploymentId,
      authConfigId,
      authConfigLabel,
      configId,
      filter,
      nowArchived,
      createdAt,
      at
    );
  }
}
