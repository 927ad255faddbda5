package io.keyfold.authconfig.grants;

import io.keyfold.authconfig.commands.ConnectGrant;
import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.PendingTokens;
import io.keyfold.schema.TokenChange;
import io.keyfold.schema.TokenSet;
import java.util.List;

/**
 * Creates the records of {@code authconfig.tokens}. The index is that of the event among the events of its command.
 */
public final class TokenChanges {

  private TokenChanges() {}

  /** {@return the record of a new grant} */
  public static GrantTokens first(CommandMeta meta, int index, ConnectGrant command) {
    return GrantTokens.newBuilder()
      .setMeta(EventMetas.of(meta, meta.getObjectId(), 1, index))
      .setChange(TokenChange.CONNECTED)
      .setProviderId(command.getProviderId())
      .setProviderDeploymentId(command.getProviderDeploymentId())
      .setUser(command.getUser())
      .setCredentialVersion(1)
      .setTokens(command.getTokens())
      .build();
  }

  /** {@return the record of new tokens by consent or import; ends an open refresh and a need to reconnect} */
  public static GrantTokens replaced(
    CommandMeta meta,
    int index,
    TokenState before,
    TokenSet tokens,
    TokenChange change
  ) {
    return next(meta, index, before, change)
      .setCredentialVersion(before.credentialVersion() + 1)
      .setTokens(tokens)
      .setPending(null)
      // A confirmed consent is the one that was pending.
      .setDiscarded(change == TokenChange.CONNECTED ? avro(before.discarded()) : discardedWithPending(meta, before))
      .setLease(null)
      .setFailure(null)
      .setNeedsReconnect(false)
      .build();
  }

  /** {@return the record of a consent that is not yet bound to a user; discards another one that is still pending} */
  public static GrantTokens pending(CommandMeta meta, int index, TokenState before, PendingConsent consent) {
    PendingConsent replaced = before.pending();
    boolean shared = replaced != null && replaced.mayShareGrant(consent.tokens());
    return next(meta, index, before, TokenChange.PENDING)
      .setPending(consent.toAvro())
      .setDiscarded(shared ? avro(before.discarded()) : discardedWithPending(meta, before))
      .build();
  }

  /**
   * {@return the record after a pending consent was discarded, whose tokens are to be revoked at the provider} Erases a
   * grant without any tokens.
   */
  public static GrantTokens discarded(CommandMeta meta, int index, TokenState before) {
    return without(meta, index, before, TokenChange.PENDING_DISCARDED, discardedWithPending(meta, before));
  }

  /** {@return the same without a revocation: only the pending tokens are erased} */
  public static GrantTokens withoutPending(CommandMeta meta, int index, TokenState before) {
    return without(meta, index, before, TokenChange.PENDING_DISCARDED, avro(before.discarded()));
  }

  /** {@return the record after the revocation of a discarded consent; erases a grant without any tokens} */
  public static GrantTokens revoked(CommandMeta meta, int index, TokenState before, PendingConsent consent) {
    List<PendingTokens> left = avro(before.discardedWithout(consent));
    return before.pending() == null
      ? without(meta, index, before, TokenChange.PENDING_REVOKED, left)
      : next(meta, index, before, TokenChange.PENDING_REVOKED).setDiscarded(left).build();
  }

  private static GrantTokens without(
    CommandMeta meta,
    int index,
    TokenState before,
    TokenChange change,
    List<PendingTokens> discarded
  ) {
    return before.tokens() == null && discarded.isEmpty()
      ? erased(meta, index, before)
      : next(meta, index, before, change).setPending(null).setDiscarded(discarded).build();
  }

  /** {@return the record of an open refresh} */
  public static GrantTokens leased(CommandMeta meta, TokenState before, Lease lease) {
    return next(meta, 0, before, TokenChange.REFRESH_STARTED).setLease(lease.toAvro()).build();
  }

  /** {@return the record of the retry of a refresh whose result is unknown} */
  public static GrantTokens retried(CommandMeta meta, TokenState before, Lease lease, Failure failure) {
    return next(meta, 0, before, TokenChange.REFRESH_STARTED)
      .setLease(lease.toAvro())
      .setFailure(failure.toAvro())
      .build();
  }

  /** {@return the record of refreshed tokens} */
  public static GrantTokens refreshed(CommandMeta meta, TokenState before, TokenSet tokens) {
    return next(meta, 0, before, TokenChange.REFRESHED)
      .setCredentialVersion(before.credentialVersion() + 1)
      .setTokens(tokens)
      .setLease(null)
      .setFailure(null)
      .build();
  }

  /** {@return the record of a refresh that failed for now} */
  public static GrantTokens failed(CommandMeta meta, TokenState before, Failure failure) {
    return next(meta, 0, before, TokenChange.REFRESH_FAILED).setLease(null).setFailure(failure.toAvro()).build();
  }

  /** {@return the record of a grant that only a new consent can repair} */
  public static GrantTokens broken(CommandMeta meta, int index, TokenState before, Failure failure) {
    return next(meta, index, before, TokenChange.NEEDS_RECONNECT)
      .setLease(null)
      .setFailure(failure.toAvro())
      .setNeedsReconnect(true)
      .build();
  }

  /**
   * {@return the record of an archived grant, whose tokens are to be revoked at the provider} An open refresh stays
   * open: the provider may issue tokens until it ends, and those are the ones to revoke.
   */
  public static GrantTokens archived(CommandMeta meta, int index, TokenState before) {
    return next(meta, index, before, TokenChange.ARCHIVED)
      .setPending(null)
      .setDiscarded(discardedWithPending(meta, before))
      .setArchived(true)
      .build();
  }

  /** {@return the record that erases the tokens} */
  public static GrantTokens erased(CommandMeta meta, int index, TokenState before) {
    return next(meta, index, before, TokenChange.ERASED)
      .setTokens(null)
      .setPending(null)
      .setDiscarded(List.of())
      .setLease(null)
      .build();
  }

  private static List<PendingTokens> discardedWithPending(CommandMeta meta, TokenState before) {
    return avro(before.discardedWithPending(meta.getIssuedAt()));
  }

  private static List<PendingTokens> avro(List<PendingConsent> consents) {
    return consents.stream().map(PendingConsent::toAvro).toList();
  }

  private static GrantTokens.Builder next(CommandMeta meta, int index, TokenState before, TokenChange change) {
    return before
      .toAvro()
      .setMeta(EventMetas.of(meta, before.id(), before.version() + 1, index))
      .setChange(change);
  }
}
