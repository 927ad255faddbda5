package io.keyfold.session.once;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewestTest {

  private final Newest<String> newest = new Newest<>(100);

  @Test
  void theEldestGoFirstUntilTheRestIsWithinTheBound() {
    newest.put("a", "1", 50);
    newest.put("b", "2", 40);
    newest.put("c", "3", 60);

    assertThat(newest.find("a")).isEmpty();
    assertThat(newest.find("b")).contains("2");
    assertThat(newest.find("c")).contains("3");
    assertThat(newest.size()).isEqualTo(100);
  }

  @Test
  void whatIsPutAgainCountsOnceAndIsTheNewest() {
    newest.put("a", "1", 50);
    newest.put("b", "2", 40);
    newest.put("a", "3", 60);
    newest.put("c", "4", 30);

    assertThat(newest.find("a")).contains("3");
    assertThat(newest.find("b")).isEmpty();
    assertThat(newest.size()).isEqualTo(90);
  }

  @Test
  void theEldestThatAreOverAreLetGoOf() {
    newest.put("a", "over", 10);
    newest.put("b", "not", 10);
    newest.put("c", "over", 10);

    newest.removeWhile("over"::equals);

    assertThat(newest.find("a")).isEmpty();
    assertThat(newest.count()).isEqualTo(2);
    assertThat(newest.size()).isEqualTo(20);
  }
}
