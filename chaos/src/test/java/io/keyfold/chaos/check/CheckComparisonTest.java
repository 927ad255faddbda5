package io.keyfold.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.chaos.check.ViewsCheck.ViewDigest;
import io.keyfold.chaos.ledger.ObjectKind;
import io.keyfold.chaos.ledger.ObjectState;
import io.keyfold.chaos.ledger.TrackedObject;
import io.keyfold.chaos.ledger.UsageTally;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckComparisonTest {

  private static final ViewDigest DIGEST = new ViewDigest("d", Map.of("0", 5L), true);

  @Test
  void equalDigestsAtEqualPositionsMatch() {
    assertThat(ViewsCheck.compare(Map.of("a", Map.of("v", DIGEST), "b", Map.of("v", DIGEST)))).isEmpty();
  }

  @Test
  void differentDigestsAtOnePositionDiffer() {
    ViewDigest other = new ViewDigest("x", Map.of("0", 5L), true);

    assertThat(ViewsCheck.compare(Map.of("a", Map.of("v", DIGEST), "b", Map.of("v", other))).get("v")).startsWith(
      "different content at one position"
    );
  }

  @Test
  void unsettledDigestsAreNotEvidence() {
    ViewDigest moving = new ViewDigest("d", Map.of("0", 5L), false);

    assertThat(ViewsCheck.compare(Map.of("a", Map.of("v", moving), "b", Map.of("v", moving)))).containsKey("v");
  }

  @Test
  void aMissingViewDiffers() {
    assertThat(ViewsCheck.compare(Map.of("a", Map.of("v", DIGEST), "b", Map.of()))).containsKey("v");
  }

  @Test
  void aTotalOutsideItsBoundsIsReported() {
    Map<String, UsageTally.Bounds> bounds = Map.of("calls", new UsageTally.Bounds(2, 3));

    assertThat(UsageCheck.compare(bounds, Map.of("calls", 3L))).isEmpty();
    assertThat(UsageCheck.compare(bounds, Map.of())).hasSize(1);
    assertThat(UsageCheck.compare(bounds, Map.of("calls", 4L))).hasSize(1);
  }

  @Test
  void anUnacknowledgedCreationListedTwiceIsADuplicate() {
    TrackedObject object = new TrackedObject("t", ObjectKind.DEPLOYMENT, "d");
    object.attempt(new ObjectState(1, "d.1", false));

    assertThat(ListsCheck.compare(object, Set.of("x"))).isEmpty();
    assertThat(ListsCheck.compare(object, Set.of("x", "y"))).hasSize(1);

    object.acknowledge("z", 1);
    assertThat(ListsCheck.compare(object, Set.of("x"))).hasSize(1);
  }
}
