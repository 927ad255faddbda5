package io.keyfold.chaos.fault;

import io.keyfold.chaos.cluster.Capability;
import io.keyfold.chaos.cluster.Cluster;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Something bad that is done to a cluster, and undone.
 *
 * @param name what {@code --only} takes
 * @param needs what the cluster must be able to do
 * @param hold how long it lasts, between inflicting and healing
 * @param inflict does it
 * @param heal undoes it
 * @param limits what it may cost
 */
public record Fault(String name, Set<Capability> needs, Duration hold, Step inflict, Step heal, Limits limits) {
  /** Copies what it needs. */
  public Fault {
    needs = Set.copyOf(needs);
  }

  /** Does something to a cluster. */
  @FunctionalInterface
  public interface Step {
    /** Does it. */
    void on(Cluster cluster) throws IOException, InterruptedException;
  }

  /** Does nothing. */
  static final Step NOTHING = cluster -> {};
}
