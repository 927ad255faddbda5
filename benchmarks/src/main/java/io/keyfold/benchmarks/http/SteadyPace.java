package io.keyfold.benchmarks.http;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Requests at a steady rate, whatever the server does. How long an act took counts from when it was due, so a server that
 * stands still is not spared the requests that it kept from being sent.
 */
final class SteadyPace extends Pace {

  private static final long TICK_MICROS = 500;

  private final Deque<Connection> free = new ArrayDeque<>();
  private final EventLoop loop;
  private final Request request;
  private final Schedule schedule;
  private final Runnable listener;
  private long sent;

  /**
   * A stream.
   *
   * @param listener hears of every answer, on the event loop's thread
   */
  SteadyPace(EventLoop loop, Request request, Schedule schedule, Runnable listener) {
    super(schedule.acts(), 0);
    this.loop = loop;
    this.request = request;
    this.schedule = schedule;
    this.listener = listener;
  }

  @Override
  void start(List<Connection> connections) {
    free.addAll(connections);
    tick();
  }

  @Override
  void answered(Connection connection) {
    listener.run();
    super.answered(connection);
  }

  @Override
  void free(Connection connection) {
    free.add(connection);
    sendDue();
  }

  private void tick() {
    sendDue();
    if (sent < schedule.acts() && !result().isDone()) {
      var _ = loop.schedule(this::tick, TICK_MICROS, TimeUnit.MICROSECONDS);
    }
  }

  private void sendDue() {
    long now = schedule.dueBy(System.nanoTime() - begun());
    while (sent < now && !free.isEmpty() && !result().isDone()) {
      Connection connection = free.removeFirst();
      connection.send(request, begun() + schedule.dueAt(sent));
      sent++;
    }
  }
}
