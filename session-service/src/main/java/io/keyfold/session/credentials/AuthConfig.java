package io.keyfold.session.credentials;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.platform.vault.SealedValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An auth config, with the fields that resolution needs. Holds the credential in sealed form only.
 *
 * @param id its id
 * @param version version of its last event
 * @param providerId the provider
 * @param deploymentId the only deployment that may use it; null for any deployment of the provider: of a user's
 *     credential in that user's sessions, of others if named or attached
 * @param authMethodId the provider's auth method
 * @param use what its value is used for
 * @param owner the user whom it belongs to
 * @param toolFilter which tools may be used with it
 * @param value the sealed value; null for a grant, whose tokens are in {@code authconfig.tokens}
 * @param credentialVersion version of the value, from 1; of a grant, as of its last consent
 * @param valueVersion version for which the value was sealed: an earlier one if it was restored
 * @param graceVersions replaced versions within their grace period when the last event was folded, newest first
 * @param brokenReason why the user must reconnect a grant; null if it works
 * @param archived whether it is archived and no longer resolves
 */
public record AuthConfig(
  String id,
  long version,
  String providerId,
  @Nullable String deploymentId,
  String authMethodId,
  Use use,
  Owner owner,
  ToolFilter toolFilter,
  @Nullable SealedValue value,
  long credentialVersion,
  long valueVersion,
  List<GraceVersion> graceVersions,
  @Nullable String brokenReason,
  boolean archived
) implements Versioned {
  /** State kind of auth configs. */
  public static final Kind<AuthConfig> KIND = new Kind<>("auth_config", AuthConfig.class);

  /** Copies the list. */
  public AuthConfig {
    graceVersions = List.copyOf(graceVersions);
  }

  /**
   * A replaced version that is still usable.
   *
   * @param number its number
   * @param value its sealed value
   * @param valueVersion version for which the value was sealed
   * @param usableUntil end of its grace period
   */
  public record GraceVersion(long number, SealedValue value, long valueVersion, Instant usableUntil) {}

  /** {@return the key of an auth config} */
  public static Key<AuthConfig> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  /** {@return whether only a new consent of its user can repair it} */
  public boolean needsReconnect() {
    return brokenReason != null;
  }

  /** {@return whether a call of the deployment may use it} */
  public boolean usableBy(String deployment, String provider) {
    return !archived && providerId.equals(provider) && (deploymentId == null || deploymentId.equals(deployment));
  }

  AuthConfig moved(long atVersion, @Nullable String newDeploymentId, ToolFilter newToolFilter) {
    return with(atVersion, newDeploymentId, newToolFilter, current(), brokenReason, archived);
  }

  /**
   * {@return the auth config with a new value}
   *
   * @param at time of the rotation; versions whose grace period has ended by then are dropped
   * @param previousUsableUntil end of the grace period of the replaced version; null: none
   */
  AuthConfig rotated(
    long atVersion,
    SealedValue newValue,
    long newCredentialVersion,
    long newValueVersion,
    Instant at,
    @Nullable Instant previousUsableUntil
  ) {
    List<GraceVersion> usable = new ArrayList<>();
    if (previousUsableUntil != null && value != null) {
      usable.add(new GraceVersion(credentialVersion, value, valueVersion, previousUsableUntil));
    }
    graceVersions
      .stream()
      .filter(version -> version.usableUntil().isAfter(at))
      .forEach(usable::add);
    Current next = new Current(newValue, newCredentialVersion, newValueVersion, usable);
    return with(atVersion, deploymentId, toolFilter, next, brokenReason, archived);
  }

  /** {@return the auth config without a version} */
  AuthConfig retired(long atVersion, long number) {
    List<GraceVersion> usable = graceVersions
      .stream()
      .filter(version -> version.number() != number)
      .toList();
    Current next = new Current(value, credentialVersion, valueVersion, usable);
    return with(atVersion, deploymentId, toolFilter, next, brokenReason, archived);
  }

  /**
   * {@return this auth config with the replaced version that may be used instead, if the provider refuses the current
   * one}
   */
  public Optional<AuthConfig> fallback(Instant now) {
    return graceVersions
      .stream()
      .filter(version -> version.usableUntil().isAfter(now) && !version.value().equals(value))
      .findFirst()
      .map(version ->
        with(
          this.version,
          deploymentId,
          toolFilter,
          new Current(version.value(), version.number(), version.valueVersion(), List.of()),
          brokenReason,
          archived
        )
      );
  }

  AuthConfig passed(long atVersion) {
    return with(atVersion, deploymentId, toolFilter, current(), brokenReason, archived);
  }

  AuthConfig reconnected(long atVersion, long newCredentialVersion) {
    Current next = new Current(value, newCredentialVersion, newCredentialVersion, graceVersions);
    return with(atVersion, deploymentId, toolFilter, next, null, archived);
  }

  AuthConfig broken(long atVersion, String reason) {
    return with(atVersion, deploymentId, toolFilter, current(), reason, archived);
  }

  /**
   * {@return a grant with its access token as value}
   *
   * @param token the sealed access token
   * @param tokenVersion version of the token
   * @param tokenValueVersion version for which it was sealed
   */
  public AuthConfig granted(SealedValue token, long tokenVersion, long tokenValueVersion) {
    Current current = new Current(token, tokenVersion, tokenValueVersion, List.of());
    return with(version, deploymentId, toolFilter, current, brokenReason, archived);
  }

  AuthConfig archive(long atVersion) {
    return with(atVersion, deploymentId, toolFilter, current(), brokenReason, true);
  }

  /** The values that can be used. */
  private record Current(
    @Nullable SealedValue value,
    long number,
    long valueVersion,
    List<GraceVersion> graceVersions
  ) {}

  private Current current() {
    return new Current(value, credentialVersion, valueVersion, graceVersions);
  }

  private AuthConfig with(
    long atVersion,
    @Nullable String newDeploymentId,
    ToolFilter newToolFilter,
    Current next,
    @Nullable String newBrokenReason,
    boolean nowArchived
  ) {
    return new AuthConfig(
      id,
      atVersion,
      providerId,
      newDeploymentId,
      authMethodId,
      use,
      owner,
      newToolFilter,
      next.value(),
      next.number(),
      next.valueVersion(),
      next.graceVersions(),
      newBrokenReason,
      nowArchived
    );
  }

  /** What the value of an auth config is used for. */
  public enum Use {
    /** Its value authenticates calls. */
    CREDENTIAL,
    /** It is a consent: its current access token authenticates calls. */
    GRANT,
    /** It is an OAuth app: a user must connect through it before there is a credential. */
    OAUTH_APP,
    /** A kind of a newer release; never used. */
    UNKNOWN;

    /** {@return whether it authenticates calls} */
    public boolean authenticates() {
      return this == CREDENTIAL || this == GRANT;
    }
  }
}
