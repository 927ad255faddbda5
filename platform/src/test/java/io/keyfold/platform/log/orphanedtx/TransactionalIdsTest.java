package io.keyfold.platform.log.orphanedtx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionalIdsTest {

  private static final String ONE = "a-decide-8f11c21a-8b01-438e-a366-063e4450f894";
  private static final String OTHER = "a-decide-a806a2de-9e3b-45db-94a2-b51aa6892809";

  private final TransactionalIds ids = new TransactionalIds("a-decide");

  @Test
  void aTransactionOfANonMemberIsOrphaned() {
    assertThat(
      ids.orphaned(List.of(ONE + "-1", OTHER + "-1"), List.of(ONE + "-StreamThread-1-consumer"))
    ).containsExactly(OTHER + "-1");
  }

  @Test
  void aReplacedThreadLeavesAnOrphanedTransaction() {
    assertThat(
      ids.orphaned(List.of(ONE + "-1", ONE + "-12"), List.of(ONE + "-StreamThread-12-consumer"))
    ).containsExactly(ONE + "-1");
  }

  @Test
  void transactionsOfOtherApplicationsAreIgnored() {
    assertThat(
      ids.orphaned(
        List.of(
          "keyfold-spool-usp_1",
          "a-decide-x-1",
          "a-decide-more-8f11c21a-8b01-438e-a366-063e4450f894-1",
          "b-" + ONE + "-1"
        ),
        List.of("other-client")
      )
    ).isEmpty();
  }
}
