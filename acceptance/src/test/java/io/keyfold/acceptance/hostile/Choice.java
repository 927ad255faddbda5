package io.keyfold.acceptance.hostile;

import java.util.List;
import java.util.Random;

/** Chooses. */
final class Choice {

  private Choice() {}

  static <T> T of(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
