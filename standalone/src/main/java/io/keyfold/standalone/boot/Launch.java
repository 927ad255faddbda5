package io.keyfold.standalone.boot;

import java.util.Map;
import java.util.function.Consumer;

/**
 * The parameters of a start.
 *
 * @param options the command line options
 * @param settings properties for all services, which override those of this process
 * @param firstKey the first API key; empty to generate one at the first start
 * @param console receives the lines for the terminal; the last one is {@code ready http://...}
 * @param rebuild whether to delete all local stores first, which are then rebuilt from the log
 */
public record Launch(
  Options options,
  Map<String, String> settings,
  String firstKey,
  Consumer<String> console,
  boolean rebuild
) {
  /** Creates a start that keeps the local stores. */
  public Launch(Options options, Map<String, String> settings, String firstKey, Consumer<String> console) {
    this(options, settings, firstKey, console, false);
  }

  /** Copies the settings. */
  public Launch {
    settings = Map.copyOf(settings);
  }

  /** {@return a text without the key} */
  @Override
  public String toString() {
    return "Launch[" + options + "]";
  }
}
