package io.keyfold.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.keyfold.platform.id.TenantId;
import org.junit.jupiter.api.Test;

/** Whoever runs a provider decides how large its answers are, and must not end the process with them, nor others' calls. */
class ResponseBudgetTest {

  private static final TenantId ONE = new TenantId("tnt_one");
  private static final TenantId OTHER = new TenantId("tnt_other");
  private static final TenantId THIRD = new TenantId("tnt_third");

  private final ResponseBudget memory = new ResponseBudget(100, 40);

  @Test
  void oneCallHasItsLimitOverAllThatComesIn() {
    ResponseBudget.Part pages = memory.part(ONE);
    pages.take(30);

    assertRefused(pages, 11, "more than 40 bytes");
    pages.take(10);
    assertThat(memory.held()).isEqualTo(40);
  }

  @Test
  void aTenantHasHalfAndTheOthersTheirs() {
    memory.part(ONE).take(40);
    ResponseBudget.Part second = memory.part(ONE);
    second.take(10);

    assertRefused(second, 1, "the tenant's other calls");
    memory.part(OTHER).take(40);
  }

  @Test
  void allTogetherHaveALimit() {
    memory.part(ONE).take(40);
    memory.part(OTHER).take(40);

    assertRefused(memory.part(THIRD), 21, "beside other calls");
    memory.part(THIRD).take(20);
  }

  @Test
  void whatACallHeldIsFreeWhenItEnds() {
    ResponseBudget.Part call = memory.part(ONE);
    call.take(40);
    call.close();
    call.close();

    assertThat(memory.held()).isZero();
    assertRefused(call, 40, "after the call has ended");
    assertThat(memory.held()).as("a straggler is not kept").isZero();
  }

  @Test
  void theLargestAnswerAlwaysHasRoomForATenantThatHasNoOther() {
    ResponseBudget small = new ResponseBudget(10, 40);

    small.part(ONE).take(40);

    assertThat(small.most()).isEqualTo(40);
  }

  private static void assertRefused(ResponseBudget.Part part, int bytes, String why) {
    assertThatExceptionOfType(ProviderFailure.class)
      .isThrownBy(() -> part.take(bytes))
      .satisfies(failure -> assertThat(failure.text()).contains(why));
  }
}
