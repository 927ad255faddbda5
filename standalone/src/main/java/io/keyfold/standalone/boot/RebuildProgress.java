package io.keyfold.standalone.boot;

import io.keyfold.platform.log.view.ViewProgress;
import io.keyfold.platform.log.view.ViewStreams;
import io.keyfold.standalone.http.Service;
import java.time.Duration;
import java.util.function.Consumer;

/** Prints the progress of the views about once a second while they rebuild from a long log. */
final class RebuildProgress {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** Views with fewer records rebuild too fast to report. */
  private static final long MIN_RECORDS = 5_000;

  private final ServiceContexts contexts;
  private final Consumer<String> console;
  private long next = System.nanoTime() + INTERVAL.toNanos();
  private long folded;

  RebuildProgress(ServiceContexts contexts, Consumer<String> console) {
    this.contexts = contexts;
    this.console = console;
  }

  /**
   * Prints the progress if a second has passed since the last time.
   *
   * @return whether it was printed and records were folded since then
   */
  boolean report() {
    if (System.nanoTime() < next) {
      return false;
    }
    next = System.nanoTime() + INTERVAL.toNanos();
    long previous = folded;
    folded = 0;
    contexts.running().forEach((service, context) ->
      context
        .getBean(ViewStreams.class)
        .progress()
        .forEach((topic, progress) -> report(service, topic, progress))
    );
    return folded > previous;
  }

  private void report(Service service, String topic, ViewProgress progress) {
    folded += progress.folded();
    if (progress.total() >= MIN_RECORDS && progress.folded() < progress.total()) {
      console.accept("rebuilding  " + service.label() + " " + topic + " " + format(progress));
    }
  }

  private static String format(ViewProgress progress) {
    return String.format(
      "%,d of %,d (%d %%)",
      progress.folded(),
      progress.total(),
      (100 * progress.folded()) / progress.total()
    );
  }
}
