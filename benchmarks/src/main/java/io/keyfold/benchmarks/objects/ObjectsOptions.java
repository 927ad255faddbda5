package io.keyfold.benchmarks.objects;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of the objects benchmark.
 *
 * @param home root of the checkout
 * @param objects number of deployments, each with an auth config
 * @param tenants number of tenants
 * @param resolutions resolutions per measurement
 * @param data the data folder; empty for a temporary one
 */
public record ObjectsOptions(Path home, int objects, int tenants, int resolutions, Optional<Path> data) {
  /** Number of objects of the reference measurement. */
  static final int FEW = 1_000;

  /** Validates the options. */
  public ObjectsOptions {
    if (objects < FEW || tenants < 1 || resolutions < 1) {
      throw new IllegalArgumentException("--objects must be at least " + FEW + ", --tenants and --acts at least 1");
    }
  }
}
