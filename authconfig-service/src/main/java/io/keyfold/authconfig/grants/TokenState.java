package io.keyfold.authconfig.grants;

import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
 * @param discarded consents that were never bound to a user, the longest discarded first; their tokens remain until they
 *     are revoked at the provider. At most {@value #MAX_DISCARDED}
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
  List<PendingConsent> discarded,
  @Nullable Lease lease,
  @Nullable Failure failure,
  Instant changedAt,
  boolean needsReconnect,
  boolean archived
) implements Versioned {
  /** Maximum number of discarded consents that wait for their revocation; the oldest one is erased without it. */
  public static final int MAX_DISCARDED = 20;

  private static final Kind<TokenState> KIND = new Kind<>("grant_tokens", TokenState.class);

  /** Copies the list. */
  public TokenState {
    // Absent in stores of an earlier release.
    discarded = discarded == null ? List.of() : List.copyOf(discarded);
  }

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
      event.getDiscarded().stream().map(PendingConsent::of).toList(),
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
      discarded,
      lease,
      failure,
      changedAt,
      needsReconnect,
      archived
    );
  }

  /** {@return whether a data key seals any of its tokens} */
  public boolean needsKey(String keyId) {
    return Stream.concat(
      Stream.of(tokens, pending == null ? null : pending.tokens()),
      discarded.stream().map(PendingConsent::tokens)
    ).anyMatch(sealed -> sealed != null && sealed.keyId().equals(keyId));
  }

  /**
   * {@return the discarded consents, together with the pending one} A consent that the provider might revoke together
   * with the tokens in use is not among them: its tokens are only erased.
   */
  List<PendingConsent> discardedWithPending(Instant at) {
    if (pending == null || !pending.isIssued() || (tokens != null && !archived && pending.mayShareGrant(tokens))) {
      return discarded;
    }
    List<PendingConsent> all = new ArrayList<>(discarded);
    all.add(pending.discarded(at));
    return all.subList(Math.max(0, all.size() - MAX_DISCARDED), all.size());
  }

  /** {@return the discarded consents without one} */
  List<PendingConsent> discardedWithout(PendingConsent consent) {
    return discarded
      .stream()
      .filter(other -> !other.equals(consent))
      .toList();
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
      .setDiscarded(discarded.stream().map(PendingConsent::toAvro).toList())
      .setLease(lease == null ? null : lease.toAvro())
      .setFailure(failure == null ? null : failure.toAvro())
      .setNeedsReconnect(needsReconnect)
      .setArchived(archived);
  }
}
