package io.keyfold.authconfig.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.versions.CredentialVersion.Status;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CredentialVersionsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aReplacedVersionIsUsableUntilTheEndOfItsGracePeriod() {
    CredentialVersions versions = rotated(first(), 2, 10L);
    assertThat(status(versions, 1, 9)).isEqualTo(Status.GRACE);
    assertThat(status(versions, 1, 10)).isEqualTo(Status.SUPERSEDED);
    assertThat(status(versions, 2, 99)).isEqualTo(Status.CURRENT);
  }

  @Test
  void aGracePeriodCanBeUnlimited() {
    assertThat(status(rotated(first(), 2, null), 1, 1_000_000)).isEqualTo(Status.GRACE);
  }

  @Test
  void retiringEndsAGracePeriodAndCannotBeUndone() {
    CredentialVersions versions = rotated(first(), 2, 10L).retired(1, at(5));
    assertThat(status(versions, 1, 5)).isEqualTo(Status.RETIRED);
    assertThat(code(versions.restorationRefused(1))).isEqualTo(ErrorCode.GONE);
    assertThat(code(versions.retirementRefused(1))).isEqualTo(ErrorCode.GONE);
  }

  @Test
  void theCurrentVersionIsNeitherRetiredNorRestored() {
    assertThat(code(first().retirementRefused(1))).isEqualTo(ErrorCode.CONFLICT);
    assertThat(code(first().restorationRefused(1))).isEqualTo(ErrorCode.CONFLICT);
    assertThat(code(first().restorationRefused(2))).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  @Tag("promise-4")
  void aKeyIsErasedOnlyWhenNoOtherVersionHasItsValue() {
    CredentialVersions versions = rotated(first(), 2, 0L).added(version(3, "key1", 1, 1L), at(3), null);
    assertThat(versions.ownKey(versions.find(1).orElseThrow())).isEmpty();
    assertThat(versions.ownKey(versions.find(2).orElseThrow())).contains("key2");
    CredentialVersions retired = versions.retired(1, at(4));
    assertThat(retired.ownKey(retired.find(3).orElseThrow())).contains("key1");
    assertThat(retired.keyIds()).containsExactly("key2", "key1");
  }

  @Test
  void theOldestRetiredVersionIsForgottenBeforeOneThatCanBeRestored() {
    CredentialVersions versions = first();
    for (int number = 2; number <= CredentialVersions.MAX; number++) {
      assertThat(versions.forgottenByAddition(at(number))).isEmpty();
      versions = rotated(versions, number, 0L);
    }
    assertThat(versions.forgottenByAddition(at(99)).orElseThrow().number()).isEqualTo(1);
    assertThat(versions.retired(7, at(98)).forgottenByAddition(at(99)).orElseThrow().number()).isEqualTo(7);
  }

  @Test
  void noVersionWithinItsGracePeriodIsForgotten() {
    CredentialVersions versions = first();
    for (int number = 2; number <= CredentialVersions.MAX; number++) {
      versions = rotated(versions, number, 1_000L);
    }
    assertThat(code(versions.additionRefused(at(999)))).isEqualTo(ErrorCode.CONFLICT);
    assertThat(versions.additionRefused(at(1_000))).isEmpty();
  }

  /** Whatever is done: one current version, the last; a retired one is never usable again; the bound holds. */
  @Property(tries = 300)
  void theRulesHoldAfterAnyHistory(
    @ForAll @Size(max = 60) List<@IntRange(max = 2) Integer> steps,
    @ForAll @Size(min = 60, max = 60) List<@IntRange(max = 30) Integer> choices
  ) {
    CredentialVersions versions = first();
    for (int i = 0; i < steps.size(); i++) {
      Instant now = at(i + 1);
      long chosen = 1L + choices.get(i);
      CredentialVersions before = versions;
      versions = switch (steps.get(i)) {
        case 0 -> add(before, "key" + next(before), next(before), null, choices.get(i), now);
        case 1 -> before.retirementRefused(chosen).isPresent() ? before : before.retired(chosen, now);
        default -> before.restorationRefused(chosen).isPresent() ? before : restore(before, chosen, now);
      };
      assertThat(versions.all()).hasSizeLessThanOrEqualTo(CredentialVersions.MAX);
      CredentialVersions after = versions;
      assertThat(
        after
          .all()
          .stream()
          .filter(version -> after.status(version, now) == Status.CURRENT)
      ).containsExactly(after.current());
      for (CredentialVersion version : before.all()) {
        if (version.isRetired()) {
          assertThat(after.find(version.number()).map(later -> after.status(later, now))).isIn(
            Optional.empty(),
            Optional.of(Status.RETIRED)
          );
        }
      }
    }
  }

  private static CredentialVersions restore(CredentialVersions before, long number, Instant now) {
    CredentialVersion earlier = before.find(number).orElseThrow();
    return add(before, earlier.keyId(), earlier.valueVersion(), number, 0, now);
  }

  private static CredentialVersions add(
    CredentialVersions before,
    String keyId,
    long valueVersion,
    @Nullable Long restoredFrom,
    int grace,
    Instant now
  ) {
    if (before.additionRefused(now).isPresent()) {
      return before;
    }
    Long forgotten = before.forgottenByAddition(now).map(CredentialVersion::number).orElse(null);
    return before.added(
      new CredentialVersion(next(before), keyId, valueVersion, now, null, restoredFrom, null, null),
      now.plusSeconds(grace),
      forgotten
    );
  }

  private static long next(CredentialVersions versions) {
    return versions.current().number() + 1;
  }

  private static CredentialVersions first() {
    return CredentialVersions.first(1, "key1", START, null);
  }

  private static CredentialVersions rotated(CredentialVersions before, long number, @Nullable Long until) {
    return before.added(version(number, "key" + number, number, null), until == null ? null : at(until), null);
  }

  private static CredentialVersion version(long number, String keyId, long value, @Nullable Long restoredFrom) {
    return new CredentialVersion(number, keyId, value, START, null, restoredFrom, null, null);
  }

  private static Status status(CredentialVersions versions, long number, long second) {
    return versions.status(versions.find(number).orElseThrow(), at(second));
  }

  private static ErrorCode code(Optional<Rejection> rejection) {
    return rejection.orElseThrow().code();
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }
}
