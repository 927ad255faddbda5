package io.keyfold.authconfig.versions;

import io.keyfold.authconfig.versions.CredentialVersion.Status;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one secret. Exactly one is current: the last. Immutable and pure; the same for credentials and for
 * the secrets of OAuth apps.
 *
 * @param all at least one version, oldest first; at most {@value #MAX}
 */
public record CredentialVersions(List<CredentialVersion> all) {
  /** Maximum number of versions that are kept. */
  public static final int MAX = 20;

  /** Copies the list. */
  public CredentialVersions {
    all = List.copyOf(all);
    if (all.isEmpty() || all.size() > MAX) {
      throw new IllegalArgumentException("1 to " + MAX + " versions, not " + all.size());
    }
  }

  /** {@return the only version of a new secret} */
  public static CredentialVersions first(long number, String keyId, Instant createdAt, @Nullable Instant expiresAt) {
    return new CredentialVersions(
      List.of(new CredentialVersion(number, keyId, number, createdAt, expiresAt, null, null, null))
    );
  }

  /** {@return the version that is used} */
  public CredentialVersion current() {
    return all.getLast();
  }

  /** {@return the version with the number, unless it is forgotten} */
  public Optional<CredentialVersion> find(long number) {
    return all
      .stream()
      .filter(version -> version.number() == number)
      .findFirst();
  }

  /** {@return the status of one of these versions} */
  public Status status(CredentialVersion version, Instant now) {
    if (version.isRetired()) {
      return Status.RETIRED;
    }
    if (version.number() == current().number()) {
      return Status.CURRENT;
    }
    return version.inGrace(now) ? Status.GRACE : Status.SUPERSEDED;
  }

  /** {@return the data keys of all values that are not erased} */
  public List<String> keyIds() {
    return all
      .stream()
      .filter(version -> !version.isRetired())
      .map(CredentialVersion::keyId)
      .distinct()
      .toList();
  }

  /** {@return the version's data key, if no other version needs it} */
  public Optional<String> ownKey(CredentialVersion version) {
    boolean shared = all
      .stream()
      .anyMatch(
        other -> other.number() != version.number() && !other.isRetired() && other.keyId().equals(version.keyId())
      );
    return shared || version.isRetired() ? Optional.empty() : Optional.of(version.keyId());
  }

  /** {@return why no version can be added: all are in use; empty if one can} */
  public Optional<Rejection> additionRefused(Instant now) {
    return all.size() < MAX || forgottenByAddition(now).isPresent()
      ? Optional.empty()
      : Optional.of(
          Rejection.of(ErrorCode.CONFLICT, "All " + MAX + " versions are within their grace period: retire one first")
        );
  }

  /** {@return the version that is no longer kept if one is added: the oldest retired one, else the oldest unused one} */
  public Optional<CredentialVersion> forgottenByAddition(Instant now) {
    if (all.size() < MAX) {
      return Optional.empty();
    }
    return oldest(Status.RETIRED, now).or(() -> oldest(Status.SUPERSEDED, now));
  }

  /**
   * What the addition of a version ends.
   *
   * @param forgotten the version that is no longer kept; null: none
   * @param forgottenKeyId its data key, if no other version needs it
   */
  public record Addition(@Nullable Long forgotten, @Nullable String forgottenKeyId) {}

  /**
   * {@return what the addition of a version ends}
   *
   * @param restored the earlier version whose value the new one has; null if its value is new
   */
  public Addition addition(@Nullable CredentialVersion restored, Instant now) {
    CredentialVersion forgotten = forgottenByAddition(now).orElse(null);
    if (forgotten == null) {
      return new Addition(null, null);
    }
    boolean stays = restored != null && restored.keyId().equals(forgotten.keyId());
    return new Addition(forgotten.number(), stays ? null : ownKey(forgotten).orElse(null));
  }

  private Optional<CredentialVersion> oldest(Status status, Instant now) {
    return all
      .stream()
      .filter(version -> status(version, now) == status)
      .findFirst();
  }

  /**
   * {@return the versions with a new current one}
   *
   * @param previousUsableUntil end of the grace period of the one that was current; null: not limited
   * @param forgotten number of the version that is no longer kept
   */
  public CredentialVersions added(
    CredentialVersion next,
    @Nullable Instant previousUsableUntil,
    @Nullable Long forgotten
  ) {
    if (next.number() <= current().number()) {
      throw new IllegalArgumentException("version " + next.number() + " does not follow " + current().number());
    }
    List<CredentialVersion> kept = new ArrayList<>();
    for (CredentialVersion version : all) {
      if (forgotten == null || version.number() != forgotten) {
        kept.add(version.number() == current().number() ? version.usableUntil(previousUsableUntil) : version);
      }
    }
    kept.add(next);
    return new CredentialVersions(kept);
  }

  /** {@return why the version cannot be retired; empty if it can} */
  public Optional<Rejection> retirementRefused(long number) {
    if (number == current().number()) {
      return conflict("Version " + number + " is the current one: rotate first, or archive the object");
    }
    return find(number)
      .map(version -> version.isRetired() ? gone(number) : Optional.<Rejection>empty())
      .orElseGet(() -> unknown(number));
  }

  /** {@return the versions after the retirement of one; the same ones if it is not kept any more} */
  public CredentialVersions retired(long number, Instant at) {
    return mapped(version -> version.number() == number ? version.retired(at) : version);
  }

  /** {@return why the value of a version cannot become current again; empty if it can} */
  public Optional<Rejection> restorationRefused(long number) {
    if (number == current().number()) {
      return conflict("Version " + number + " is the current one");
    }
    return find(number)
      .map(version -> version.isRetired() ? gone(number) : Optional.<Rejection>empty())
      .orElseGet(() -> unknown(number));
  }

  private CredentialVersions mapped(UnaryOperator<CredentialVersion> change) {
    return new CredentialVersions(all.stream().map(change).toList());
  }

  private static Optional<Rejection> conflict(String message) {
    return Optional.of(Rejection.of(ErrorCode.CONFLICT, message));
  }

  private static Optional<Rejection> gone(long number) {
    return Optional.of(Rejection.of(ErrorCode.GONE, "Version " + number + " is retired: its value is erased"));
  }

  private static Optional<Rejection> unknown(long number) {
    return Optional.of(Rejection.of(ErrorCode.NOT_FOUND, "No version " + number + "; at most " + MAX + " are kept"));
  }
}
