package io.keyfold.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.chaos.check.ViewsCheck.Seen;
import io.keyfold.chaos.ledger.ObjectKind;
import io.keyfold.chaos.ledger.ObjectState;
import io.keyfold.chaos.ledger.Subject;
import io.keyfold.chaos.ledger.UsageBook;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Seen SEEN = new Seen("d", Map.of("0", 5L), true);

  @Test
  void viewsAreEqualIfDigestAndPositionAre() {
    assertThat(ViewsCheck.compare(Map.of("a", Map.of("v", SEEN), "b", Map.of("v", SEEN)))).isEmpty();
  }

  @Test
  void anotherDigestAtThePositionIsADifference() {
    Seen other = new Seen("x", Map.of("0", 5L), true);

    assertThat(ViewsCheck.compare(Map.of("a", Map.of("v", SEEN), "b", Map.of("v", other))).get("v")).startsWith(
      "different at one position"
    );
  }

  @Test
  void aDigestThatWasTakenWhileSomethingWasFoldedProvesNothing() {
    Seen moving = new Seen("d", Map.of("0", 5L), false);

    assertThat(ViewsCheck.compare(Map.of("a", Map.of("v", moving), "b", Map.of("v", moving)))).containsKey("v");
  }

  @Test
  void anInstanceThatDoesNotTellIsNotEqual() {
    assertThat(ViewsCheck.compare(Map.of("a", Map.of("v", SEEN), "b", Map.of()))).containsKey("v");
  }

  @Test
  void aTotalBeyondItsBoundsIsTold() {
    Map<String, UsageBook.Bounds> bounds = Map.of("calls", new UsageBook.Bounds(2, 3));

    assertThat(UsageCheck.compare(bounds, Map.of("calls", 3L))).isEmpty();
    assertThat(UsageCheck.compare(bounds, Map.of())).hasSize(1);
    assertThat(UsageCheck.compare(bounds, Map.of("calls", 4L))).hasSize(1);
  }

  @Test
  void oneCreationInTheListsTwiceIsTwiceAlsoIfNobodyWasTold() {
    Subject subject = new Subject("t", ObjectKind.DEPLOYMENT, "d");
    subject.attempt(new ObjectState(1, "d.1", false));

    assertThat(ListsCheck.compare(subject, Set.of("x"))).isEmpty();
    assertThat(ListsCheck.compare(subject, Set.of("x", "y"))).hasSize(1);

    subject.acknowledge("z", 1);
    assertThat(ListsCheck.compare(subject, Set.of("x"))).hasSize(1);
  }
}
