package io.keyfold.authconfig.versions;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the current version expires, and what remains to be announced. Pure.
 *
 * @param at expiry time
 * @param notices seconds before the expiry at which it is still to be announced, highest first
 * @param recorded whether the expiry itself is recorded
 */
public record Expiry(Instant at, List<Integer> notices, boolean recorded) {
  /** Sorts and copies the notices. */
  public Expiry {
    notices = notices.stream().distinct().sorted(Comparator.reverseOrder()).toList();
  }

  /** What is due. */
  public sealed interface Due {
    /**
     * The expiry is to be announced.
     *
     * @param notice seconds before the expiry
     */
    record Notice(int notice) implements Due {}

    /** The expiry is to be recorded. */
    record Expired() implements Due {}
  }

  /** {@return the expiry of a new version; null if it has none} */
  public static @Nullable Expiry of(@Nullable Instant at, List<Integer> notices) {
    return at == null ? null : new Expiry(at, notices, false);
  }

  /** {@return when the next announcement is due; null if there is none} */
  public @Nullable Instant nextAt() {
    if (recorded) {
      return null;
    }
    return notices.isEmpty() ? at : at.minusSeconds(notices.getFirst());
  }

  /** {@return what is due at a time: of several notices, the last} */
  public Optional<Due> due(Instant now) {
    if (recorded) {
      return Optional.empty();
    }
    if (!now.isBefore(at)) {
      return Optional.of(new Due.Expired());
    }
    return notices
      .stream()
      .filter(notice -> !now.isBefore(at.minusSeconds(notice)))
      .reduce((first, second) -> second)
      .map(Due.Notice::new);
  }

  /** {@return the expiry after a notice; earlier ones are skipped} */
  public Expiry announced(int notice) {
    return new Expiry(
      at,
      notices
        .stream()
        .filter(left -> left < notice)
        .toList(),
      false
    );
  }

  /** {@return the expiry after it was recorded} */
  public Expiry passed() {
    return new Expiry(at, List.of(), true);
  }
}
