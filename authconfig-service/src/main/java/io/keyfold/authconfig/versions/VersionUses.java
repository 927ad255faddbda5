package io.keyfold.authconfig.versions;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When the versions of an auth config were used, as far as usage is recorded. Holds the {@value CredentialVersions#MAX}
 * highest versions, so that the hourly versions of a grant do not accumulate.
 *
 * @param uses by version, highest first
 */
public record VersionUses(List<Use> uses) {
  private static final Kind<VersionUses> KIND = new Kind<>("version_uses", VersionUses.class);
  private static final VersionUses NONE = new VersionUses(List.of());

  /**
   * The uses of a version.
   *
   * @param version the version
   * @param first start of the 15-minute interval of its first use
   * @param last time of its last use
   */
  public record Use(long version, Instant first, Instant last) {}

  /** Copies the list. */
  public VersionUses {
    uses = List.copyOf(uses);
  }

  /** {@return the key of an auth config's uses} */
  public static Key<VersionUses> key(TenantId tenant, String authConfigId) {
    return new Key<>(tenant, KIND, authConfigId);
  }

  /** {@return no uses} */
  public static VersionUses none() {
    return NONE;
  }

  /** {@return the uses of a version; empty if none is recorded} */
  public Optional<Use> of(long version) {
    return uses
      .stream()
      .filter(use -> use.version() == version)
      .findFirst();
  }

  /** {@return the uses with others; the same for any order of additions} */
  public VersionUses with(VersionUses others) {
    VersionUses all = this;
    for (Use use : others.uses()) {
      all = all.with(use);
    }
    return all;
  }

  /** {@return the uses with another one; the same for any order of additions} */
  public VersionUses with(Use more) {
    List<Use> next = new ArrayList<>();
    Use merged = more;
    for (Use use : uses) {
      if (use.version() == more.version()) {
        merged = new Use(
          use.version(),
          use.first().isBefore(more.first()) ? use.first() : more.first(),
          use.last().isAfter(more.last()) ? use.last() : more.last()
        );
      } else {
        next.add(use);
      }
    }
    next.add(merged);
    next.sort(Comparator.comparingLong(Use::version).reversed());
    return new VersionUses(next.subList(0, Math.min(next.size(), CredentialVersions.MAX)));
  }
}
