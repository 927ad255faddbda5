package io.keyfold.standalone.boot;

import io.keyfold.platform.log.view.ViewProgress;
import io.keyfold.platform.log.view.ViewStreams;
import io.keyfold.standalone.http.Service;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells how far the views are, about each second, while there is a lot of the log to fold. */
final class RebuildProgress {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** What is folded in less than a moment is not worth a line. */
  private static final long FEW = 5_000;

  private final ServiceContexts contexts;
  private final Consumer<String> say;
  private long next = System.nanoTime() + PAUSE.toNanos();
  private long folded;

  RebuildProgress(ServiceContexts contexts, Consumer<String> say) {
    this.contexts = contexts;
    this.say = say;
  }

  /**
   * Tells, if it is time to.
   *
   * @return whether it was, and more is folded than when it was told before
   */
  boolean tell() {
    if (System.nanoTime() < next) {
      return false;
    }
    next = System.nanoTime() + PAUSE.toNanos();
    long before = folded;
    folded = 0;
    contexts.running().forEach((service, context) ->
      context
        .getBean(ViewStreams.class)
        .progress()
        .forEach((topic, progress) -> tell(service, topic, progress))
    );
    return folded > before;
  }

  private void tell(Service service, String topic, ViewProgress progress) {
    folded += progress.folded();
    if (progress.total() >= FEW && progress.folded() < progress.total()) {
      say.accept("folding     " + service.label() + " " + topic + " " + line(progress));
    }
  }

  private static String line(ViewProgress progress) {
    return String.format(
      "%,d of %,d (%d %%)",
      progress.folded(),
      progress.total(),
      (100 * progress.folded()) / progress.total()
    );
  }
}
