package io.keyfold.acceptance.hostile;

import java.util.Random;

/**
 * One way to spoil a request.
 *
 * @param place what it changes
 * @param kind what is then wrong with that
 * @param change how; the random numbers choose among the values of this kind
 */
record Mutation(String place, Kind kind, Change change) {
  /** Spoils a request. */
  @FunctionalInterface
  interface Change {
    Request apply(Request request, Random random);
  }

  /** {@return whether both can be applied to one request} */
  boolean goesWith(Mutation other) {
    return !group().equals(other.group());
  }

  private String group() {
    return place.replaceFirst(" .*", "");
  }

  /** Says what it does. */
  @Override
  public String toString() {
    return kind + " in " + place;
  }
}
