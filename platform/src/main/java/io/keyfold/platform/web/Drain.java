package io.keyfold.platform.web;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * Delays a shutdown after readiness has become false. Load balancers notice it and route new requests elsewhere;
 * requests that still arrive are served normally. Without the delay, a request could reach a closing port.
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

  /** Stops before everything else: decide tasks, port and views. */
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
