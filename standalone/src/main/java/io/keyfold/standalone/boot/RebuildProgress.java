package io.keyfold.standalone.boot;

import io.keyfold.platform.log.view.ViewProgress;
import io.keyfold.platform.log.view.ViewStreams;
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

  RebuildProgress(ServiceContexts contexts, Consumer<String> say) {
    this.contexts = contexts;
    this.say = say;
  }

  /** Tells, if it is time to. */
  void tell() {
    if (System.nanoTime() < next) {
      return;
    }
    next = System.nanoTime() + PAUSE.toNanos();
    contexts.running().forEach((service, context) ->
      context
        .getBean(ViewStreams.class)
        .progress()
        .forEach((topic, progress) -> {
          if (progress.total() >= FEW && progress.folded() < progress.total()) {
            say.accept("folding     " + service.label() + " " + topic + " " + line(progress));
          }
        })
    );
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
