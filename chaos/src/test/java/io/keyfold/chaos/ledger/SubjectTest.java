package io.keyfold.chaos.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubjectTest {

  private static final ObjectState FIRST = new ObjectState(1, "d.1", false);
  private static final ObjectState SECOND = new ObjectState(2, "d.2", false);

  private final Subject subject = new Subject("tenant", ObjectKind.DEPLOYMENT, "d");

  @Test
  void whatWasAcknowledgedAndIsNotThereIsLost() {
    subject.attempt(FIRST);
    subject.acknowledge("id", 1);

    assertThat(subject.judge(FIRST)).isEmpty();
    assertThat(subject.judge(null)).hasValueSatisfying(wrong -> assertThat(wrong).startsWith("lost"));
  }

  @Test
  void anOlderStateThanTheAcknowledgedOneIsALoss() {
    acknowledgedTwice();

    assertThat(subject.judge(FIRST)).hasValueSatisfying(wrong -> assertThat(wrong).startsWith("lost"));
  }

  @Test
  void aHigherVersionThanAnybodyAskedForIsAWriteThatWasAppliedTwice() {
    acknowledgedTwice();

    assertThat(subject.judge(new ObjectState(3, "d.2", false))).hasValueSatisfying(wrong ->
      assertThat(wrong).startsWith("applied twice")
    );
  }

  @Test
  void anAttemptOfUnknownOutcomeMayHaveHappenedOrNot() {
    subject.attempt(FIRST);
    subject.acknowledge("id", 1);
    subject.attempt(SECOND);

    assertThat(subject.judge(FIRST)).isEmpty();
    assertThat(subject.judge(SECOND)).isEmpty();
  }

  @Test
  void anotherVersionThanExpectedIsStrange() {
    subject.attempt(FIRST);
    subject.acknowledge("id", 2);

    assertThat(subject.strange()).isPresent();
  }

  private void acknowledgedTwice() {
    subject.attempt(FIRST);
    subject.acknowledge("id", 1);
    subject.attempt(SECOND);
    subject.acknowledge("id", 2);
  }
}
