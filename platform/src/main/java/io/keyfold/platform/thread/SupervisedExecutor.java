package io.keyfold.platform.thread;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A single-threaded scheduler whose tasks fail independently: a plain {@link ScheduledThreadPoolExecutor} silently
 * stops a periodic task that fails.
 */
final class SupervisedExecutor extends ScheduledThreadPoolExecutor {

  private final FailureReports reports;

  SupervisedExecutor(ThreadFactory threads, FailureReports reports) {
    super(1, threads);
    this.reports = reports;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return super.schedule(reporting(task), delay, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    return super.schedule(
      () -> {
        try {
          return task.call();
        } catch (Throwable e) {
          reports.failed(e);
          throw e;
        }
      },
      delay,
      unit
    );
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
    return super.scheduleAtFixedRate(reporting(task), first, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
    return super.scheduleWithFixedDelay(reporting(task), first, delay, unit);
  }

  private Runnable reporting(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Throwable e) {
        reports.failed(e);
      }
    };
  }
}
