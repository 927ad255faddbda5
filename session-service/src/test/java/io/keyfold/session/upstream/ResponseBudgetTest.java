package io.keyfold.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.keyfold.platform.id.TenantId;
import org.junit.jupiter.api.Test;

/** A provider decides how large its responses are, but must not exhaust the memory for others. */
class ResponseBudgetTest {

  private static final TenantId ONE = new TenantId("tnt_one");
  private static final TenantId OTHER = new TenantId("tnt_other");
  private static final TenantId THIRD = new TenantId("tnt_third");

  private final ResponseBudget memory = new ResponseBudget(100, 40);

  @Test
  void aCallHasATotalLimit() {
    ResponseBudget.Part pages = memory.part(ONE);
    pages.take(30);

    assertRefused(pages, 11, "more than 40 bytes");
    pages.take(10);
    assertThat(memory.used()).isEqualTo(40);
  }

  @Test
  void aTenantCanUseHalfOfTheCapacity() {
    memory.part(ONE).take(40);
    ResponseBudget.Part second = memory.part(ONE);
    second.take(10);

    assertRefused(second, 1, "the tenant's memory limit");
    memory.part(OTHER).take(40);
  }

  @Test
  void allCallsTogetherHaveALimit() {
    memory.part(ONE).take(40);
    memory.part(OTHER).take(40);

    assertRefused(memory.part(THIRD), 21, "exceeds the memory limit");
    memory.part(THIRD).take(20);
  }

  @Test
  void aCallReleasesItsPartWhenItEnds() {
    ResponseBudget.Part call = memory.part(ONE);
    call.take(40);
    call.close();
    call.close();

    assertThat(memory.used()).isZero();
    assertRefused(call, 40, "after the call had ended");
    assertThat(memory.used()).as("late bytes are not kept").isZero();
  }

  @Test
  void aTenantsOnlyResponseMayHaveTheMaximumSize() {
    ResponseBudget small = new ResponseBudget(10, 40);

    small.part(ONE).take(40);

    assertThat(small.capacity()).isEqualTo(40);
  }

  private static void assertRefused(ResponseBudget.Part part, int bytes, String why) {
    assertThatExceptionOfType(ProviderFailure.class)
      .isThrownBy(() -> part.take(bytes))
      .satisfies(failure -> assertThat(failure.text()).contains(why));
  }
}
