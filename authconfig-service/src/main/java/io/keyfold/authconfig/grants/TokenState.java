package io.keyfold.authconfig.grants;

import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a grant and the state of their refresh, as in {@code authconfig.tokens}.
 *
 * @param tenant the owner
 * @param id id of the auth config
 * @param version number of records about it
 * @param providerId the provider
 * @param deploymentId the only deployment that may use the grant; null for any of the provider
 * @param user the tenant's user whom it belongs to; null: the deployment's own
 * @param credentialVersion version of the tokens, from 1; 0 while the first consent is pending
 * @param tokens the current tokens
 * @param pending tokens of a consent that is not yet bound to a user
 * @param lease the open refresh
 * @param failure the last failed refresh; null after a success
 * @param changedAt time of the last record
 * @param needsReconnect whether only a new consent can repair the grant
 * @param archived whether the grant is archived; its tokens remain until they are revoked at the provider
 */
public record TokenState(
  TenantId tenant,
  String id,
  long version,
  String providerId,
  @Nullable String deploymentId,
  @Nullable String user,
  long credentialVersion,
  @Nullable SealedTokens tokens,
  @Nullable PendingConsent pending,
  @Nullable Lease lease,
  @Nullable Failure failure,
  Instant changedAt,
  boolean needsReconnect,
  boolean archived
) implements Versioned {
  private static final Kind<TokenState> KIND = new Kind<>("grant_tokens", TokenState.class);

  /** {@return the key of a grant's tokens} */
  public static Key<TokenState> key(TenantId tenant, String authConfigId) {
    return new Key<>(tenant, KIND, authConfigId);
  }

  /** {@return the record key on the topic} */
  public static String recordKey(GrantTokens event) {
    return event.getMeta().getTenantId() + "/" + event.getMeta().getObjectId();
  }

  /** {@return the state that a record holds} */
  public static TokenState of(GrantTokens event) {
    return new TokenState(
      new TenantId(event.getMeta().getTenantId()),
      event.getMeta().getObjectId(),
      event.getMeta().getVersion(),
      event.getProviderId(),
      event.getProviderDeploymentId(),
      event.getUser(),
      event.getCredentialVersion(),
      event.getTokens() == null ? null : SealedTokens.of(event.getTokens()),
      event.getPending() == null ? null : PendingConsent.of(event.getPending()),
      event.getLease() == null ? null : Lease.of(event.getLease()),
      event.getFailure() == null ? null : Failure.of(event.getFailure()),
      event.getMeta().getRecordedAt(),
      event.getNeedsReconnect(),
      event.getArchived()
    );
  }

  /** {@return the same tokens of another user} */
  public TokenState ownedBy(@Nullable String otherUser) {
    return new TokenState(
      tenant,
      id,
      version,
      providerId,
      deploymentId,
      otherUser,
      credentialVersion,
      tokens,
      pending,
      lease,
      failure,
      changedAt,
      needsReconnect,
      archived
    );
  }

  /** {@return a builder of the next record, which starts with this state} */
  GrantTokens.Builder toAvro() {
    return GrantTokens.newBuilder()
      .setProviderId(providerId)
      .setProviderDeploymentId(deploymentId)
      .setUser(user)
      .setCredentialVersion(credentialVersion)
      .setTokens(tokens == null ? null : tokens.toAvro())
      .setPending(pending == null ? null : pending.toAvro())
      .setLease(lease == null ? null : lease.toAvro())
      .setFailure(failure == null ? null : failure.toAvro())
      .setNeedsReconnect(needsReconnect)
      .setArchived(archived);
  }
}
