package io.keyfold.acceptance.hostile;

import io.keyfold.acceptance.contract.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Any number of hostile requests, the same for the same seed but for ids. The first ones apply each mutation once, in
 * an order that the seed gives; those that follow apply up to three at once.
 */
final class RequestPlan {

  private static final int MORE = 2;

  private final long seed;
  private final List<Entry> entries;

  RequestPlan(long seed, List<Entry> entries) {
    this.seed = seed;
    this.entries = new ArrayList<>(entries);
    Collections.shuffle(this.entries, new Random(seed));
  }

  /** {@return the number of mutations} */
  int size() {
    return entries.size();
  }

  /** {@return a request; thread-safe} */
  Planned request(int index) {
    Entry entry = entries.get(index % entries.size());
    Random random = new Random(seed * 1_000_003 + index);
    List<Mutation> applied = new ArrayList<>(List.of(entry.mutation()));
    for (int i = 0; index >= entries.size() && i < MORE; i++) {
      Mutation more = Choice.of(entry.others(), random);
      if (applied.stream().allMatch(more::goesWith)) {
        applied.add(more);
      }
    }
    Request request = entry.valid();
    for (Mutation mutation : applied) {
      request = mutation.change().apply(request, random);
    }
    return new Planned(index, entry.operation(), applied, request);
  }

  /**
   * A mutation of an operation.
   *
   * @param valid the request that is spoiled
   * @param others all mutations of the operation
   */
  record Entry(Operation operation, Request valid, Mutation mutation, List<Mutation> others) {}

  /** A request, and how it came to be. */
  record Planned(int index, Operation operation, List<Mutation> mutations, Request request) {
    /** Names the operation, the mutations and the index. */
    @Override
    public String toString() {
      return operation + ": " + mutations + ", request " + index + ": " + request;
    }
  }
}
