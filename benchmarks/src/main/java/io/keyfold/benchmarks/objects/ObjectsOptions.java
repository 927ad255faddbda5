package io.keyfold.benchmarks.objects;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How many objects.
 *
 * @param home the root of the checkout
 * @param objects deployments, and as many auth configs
 * @param tenants tenants that they are spread over
 * @param acts resolutions in a measurement
 * @param data the data folder; a temporary one if it is not named
 */
public record ObjectsOptions(Path home, int objects, int tenants, int acts, Optional<Path> data) {
  /** The small number that the large one is held against. */
  static final int FEW = 1_000;

  /** Refuses what cannot be held against anything. */
  public ObjectsOptions {
    if (objects < FEW || tenants < 1 || acts < 1) {
      throw new IllegalArgumentException("objects are at least " + FEW + ", tenants and acts at least 1");
    }
  }
}
