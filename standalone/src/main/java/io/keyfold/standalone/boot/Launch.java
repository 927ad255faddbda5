package io.keyfold.standalone.boot;

import java.util.Map;
import java.util.function.Consumer;

/**
 * One start.
 *
 * @param options how to run
 * @param settings properties for all services, on top of what this process sets
 * @param firstKey the first API key, for a first start; empty to have one made
 * @param say gets the lines for the person at the terminal; the last one is {@code ready http://...}
 * @param rebuild whether to delete every local store first; they come back from the log
 */
public record Launch(
  Options options,
  Map<String, String> settings,
  String firstKey,
  Consumer<String> say,
  boolean rebuild
) {
  /** A start with the local stores that are there. */
  public Launch(Options options, Map<String, String> settings, String firstKey, Consumer<String> say) {
    this(options, settings, firstKey, say, false);
  }

  /** Copies the settings. */
  public Launch {
    settings = Map.copyOf(settings);
  }

  /** Keeps the key out of any text. */
  @Override
  public String toString() {
    return "Launch[" + options + "]";
  }
}
