package io.keyfold.platform.web;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * The pause between "not ready" and the rest of a shutdown. Whoever routes requests here sees the readiness fall, and sends the
 * next ones elsewhere; what still comes in the meantime is answered as ever. Without it, a request could meet the closing port.
 */
final class Drain implements SmartLifecycle {

  private final Duration pause;
  private volatile boolean running;

  Drain(DrainProperties properties) {
    this.pause = properties.pause();
  }

  @Override
  public void start() {
    running = true;
  }

  /** Before everything else: the decide tasks, the port, the views. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void stop(Runnable done) {
    Runnable drained = () -> {
      stop();
      done.run();
    };
    if (pause.isZero()) {
      drained.run();
    } else {
      CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS).execute(drained);
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
