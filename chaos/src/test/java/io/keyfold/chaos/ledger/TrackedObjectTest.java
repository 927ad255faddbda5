package io.keyfold.chaos.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TrackedObjectTest {

  private static final ObjectState FIRST = new ObjectState(1, "d.1", false);
  private static final ObjectState SECOND = new ObjectState(2, "d.2", false);

  private final TrackedObject object = new TrackedObject("tenant", ObjectKind.DEPLOYMENT, "d");

  @Test
  @Tag("promise-1")
  void aMissingAcknowledgedObjectIsLost() {
    object.attempt(FIRST);
    object.acknowledge("id", 1);

    assertThat(object.mismatch(FIRST)).isEmpty();
    assertThat(object.mismatch(null)).hasValueSatisfying(wrong -> assertThat(wrong).startsWith("lost"));
  }

  @Test
  @Tag("promise-1")
  void anOlderStateThanAcknowledgedIsLost() {
    acknowledgedTwice();

    assertThat(object.mismatch(FIRST)).hasValueSatisfying(wrong -> assertThat(wrong).startsWith("lost"));
  }

  @Test
  @Tag("promise-2")
  void aVersionAboveAllAttemptsIsADuplicate() {
    acknowledgedTwice();

    assertThat(object.mismatch(new ObjectState(3, "d.2", false))).hasValueSatisfying(wrong ->
      assertThat(wrong).startsWith("applied twice")
    );
  }

  @Test
  void anAttemptOfUnknownOutcomeAcceptsBothStates() {
    object.attempt(FIRST);
    object.acknowledge("id", 1);
    object.attempt(SECOND);

    assertThat(object.mismatch(FIRST)).isEmpty();
    assertThat(object.mismatch(SECOND)).isEmpty();
  }

  @Test
  void anUnexpectedVersionIsAnAnomaly() {
    object.attempt(FIRST);
    object.acknowledge("id", 2);

    assertThat(object.anomaly()).isPresent();
  }

  private void acknowledgedTwice() {
    object.attempt(FIRST);
    object.acknowledge("id", 1);
    object.attempt(SECOND);
    object.acknowledge("id", 2);
  }
}
