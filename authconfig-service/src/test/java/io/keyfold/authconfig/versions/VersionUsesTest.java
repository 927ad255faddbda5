package io.keyfold.authconfig.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class VersionUsesTest {

  /** Totals of different partitions arrive in any order, and a rebuild sees only the last total of each series. */
  @Property
  @Tag("promise-7")
  void theOrderOfTotalsDoesNotMatter(
    @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 40) Integer> versions,
    @ForAll long seed
  ) {
    Random random = new Random(seed);
    List<VersionUses.Use> uses = new ArrayList<>();
    for (int version : versions) {
      Instant first = Instant.EPOCH.plusSeconds(random.nextInt(1_000));
      uses.add(new VersionUses.Use(version, first, first.plusSeconds(random.nextInt(1_000))));
    }
    VersionUses inOrder = folded(uses);
    Collections.shuffle(uses, random);
    assertThat(folded(uses)).isEqualTo(inOrder);
    assertThat(inOrder.uses()).hasSizeLessThanOrEqualTo(CredentialVersions.MAX);
  }

  private static VersionUses folded(List<VersionUses.Use> uses) {
    VersionUses folded = VersionUses.none();
    for (VersionUses.Use use : uses) {
      folded = folded.with(use);
    }
    return folded;
  }
}
