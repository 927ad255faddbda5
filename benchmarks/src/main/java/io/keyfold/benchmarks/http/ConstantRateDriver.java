package io.keyfold.benchmarks.http;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Open-loop load at a constant rate. Latency counts from the scheduled send time, which avoids coordinated omission
 * when the server stalls.
 */
final class ConstantRateDriver extends LoadDriver {

  private static final long TICK_MICROS = 500;

  private final Deque<Connection> idle = new ArrayDeque<>();
  private final EventLoop loop;
  private final PreparedRequest request;
  private final Schedule schedule;
  private final Runnable listener;
  private long sent;

  /**
   * Creates a driver.
   *
   * @param listener called for each response, on the event loop's thread
   */
  ConstantRateDriver(EventLoop loop, PreparedRequest request, Schedule schedule, Runnable listener) {
    super(schedule.requests(), 0);
    this.loop = loop;
    this.request = request;
    this.schedule = schedule;
    this.listener = listener;
  }

  @Override
  void start(List<Connection> connections) {
    idle.addAll(connections);
    tick();
  }

  @Override
  void succeeded(Connection connection) {
    listener.run();
    super.succeeded(connection);
  }

  @Override
  void ready(Connection connection) {
    idle.add(connection);
    sendDue();
  }

  private void tick() {
    sendDue();
    if (sent < schedule.requests() && !result().isDone()) {
      var _ = loop.schedule(this::tick, TICK_MICROS, TimeUnit.MICROSECONDS);
    }
  }

  private void sendDue() {
    long due = schedule.dueBy(System.nanoTime() - startNanos());
    while (sent < due && !idle.isEmpty() && !result().isDone()) {
      Connection connection = idle.removeFirst();
      connection.send(request, startNanos() + schedule.dueAt(sent));
      sent++;
    }
  }
}
