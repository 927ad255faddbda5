package io.keyfold.session.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.session.testing.HastyClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ByteBoundedCacheTest {

  private final ByteBoundedCache<String> cache = new ByteBoundedCache<>(100);

  @Test
  void theEldestAreEvictedUntilTheRestFits() {
    cache.put("a", "1", 50);
    cache.put("b", "2", 40);
    cache.put("c", "3", 60);

    assertThat(cache.find("a")).isEmpty();
    assertThat(cache.find("b")).contains("2");
    assertThat(cache.find("c")).contains("3");
    assertThat(cache.bytes()).isEqualTo(100);
  }

  @Test
  void aRewrittenValueCountsOnceAndIsTheNewest() {
    cache.put("a", "1", 50);
    cache.put("b", "2", 40);
    cache.put("a", "3", 60);
    cache.put("c", "4", 30);

    assertThat(cache.find("a")).contains("3");
    assertThat(cache.find("b")).isEmpty();
    assertThat(cache.bytes()).isEqualTo(90);
  }

  @Test
  void expiredValuesAreEvicted() {
    HastyClock clock = new HastyClock();
    ByteBoundedCache<String> timed = new ByteBoundedCache<>(100, Duration.ofMinutes(10), clock);
    timed.put("a", "1", 40);
    clock.advance(Duration.ofMinutes(6));
    timed.put("b", "2", 40);
    clock.advance(Duration.ofMinutes(6));

    assertThat(timed.find("a")).isEmpty();
    assertThat(timed.find("b")).contains("2");
    assertThat(timed.size()).isEqualTo(1);
    assertThat(timed.bytes()).isEqualTo(40);
  }

  @Test
  void aValueLargerThanTheCapacityIsNotCached() {
    cache.put("a", "1", 101);

    assertThat(cache.find("a")).isEmpty();
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void aNewValueIsCachedHoweverOftenOldOnesWereRead() {
    cache.put("a", "1", 50);
    cache.put("b", "2", 50);
    for (int i = 0; i < 100; i++) {
      assertThat(cache.find("a")).isPresent();
    }
    cache.put("c", "3", 50);

    assertThat(cache.find("a")).isEmpty();
    assertThat(cache.find("b")).contains("2");
    assertThat(cache.find("c")).contains("3");
  }
}
