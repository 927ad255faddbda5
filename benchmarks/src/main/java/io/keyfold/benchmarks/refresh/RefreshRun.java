package io.keyfold.benchmarks.refresh;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.process.StandaloneProcess;
import io.keyfold.benchmarks.report.Goal;
import io.keyfold.benchmarks.report.Result;
import io.keyfold.benchmarks.report.Table;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.platform.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Lets many callers ask for expired credentials at once, with a provider that takes its time, and measures the provider
 * calls and the time from the provider's response to the last caller's release.
 */
public final class RefreshRun {

  private static final double GOAL_MILLIS = 250;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int WARM_UP = 20;

  private final RefreshOptions options;
  private final Table table;
  private final String url;
  private final String key;
  private final @Nullable String kafka;

  private RefreshRun(RefreshOptions options, Table table, String url, String key, @Nullable String kafka) {
    this.options = options;
    this.table = table;
    this.url = url;
    this.key = key;
    this.kafka = kafka;
  }

  /** Runs all rounds. */
  public static void run(RefreshOptions options, Table table) throws Exception {
    String url = options.url();
    String key = options.key();
    if (url != null && key != null) {
      new RefreshRun(options, table, url, key, null).run();
      return;
    }
    Path data = Files.createTempDirectory("keyfold-benchmark");
    try (StandaloneProcess standalone = StandaloneProcess.start(options.home().resolve("bin/keyfold"), data)) {
      new RefreshRun(options, table, standalone.url(), StandaloneProcess.KEY, standalone.kafka()).run();
    } finally {
      FileSystemUtils.deleteRecursively(data);
    }
  }

  private void run() throws Exception {
    try (Api api = new Api(url, key); SingleUseProvider provider = new SingleUseProvider(options.thisMachine())) {
      StormFixture fixture = StormFixture.create(api, provider);
      round(fixture, "warm-up", WARM_UP, Duration.ZERO);
      for (Duration delay : options.delays()) {
        String name = String.format(Locale.ROOT, "provider takes %.1f s", delay.toMillis() / 1e3);
        if (kafka == null) {
          round(fixture, name, options.credentials(), delay);
        } else {
          measured(fixture, name, delay, kafka);
        }
      }
    }
    table.summary();
  }

  private void measured(StormFixture fixture, String name, Duration delay, String servers) throws Exception {
    List<TopicSpec> topics = List.of(Topics.AUTHCONFIG_COMMANDS, Topics.AUTHCONFIG_TOKENS, Topics.AUTHCONFIG_EVENTS);
    List<String> users = imported(fixture, options.credentials());
    List<LogGrowth> growths = topics
      .stream()
      .map(topic -> new LogGrowth(servers, topic))
      .toList();
    storm(fixture, name, users, delay);
    for (LogGrowth growth : growths) {
      try (growth) {
        LogGrowth.Growth grown = growth.measure();
        table.line(
          "  " + grown.topic(),
          String.format(
            Locale.ROOT,
            "%.2f records, %.0f bytes and %.2f transaction markers per refresh",
            grown.records() / (double) users.size(),
            grown.bytes() / (double) users.size(),
            grown.markers() / (double) users.size()
          )
        );
      }
    }
  }

  private void round(StormFixture fixture, String name, int credentials, Duration delay) throws Exception {
    storm(fixture, name, imported(fixture, credentials), delay);
  }

  private static List<String> imported(StormFixture fixture, int credentials) throws IOException, InterruptedException {
    List<String> users = new ArrayList<>();
    for (int number = 0; number < credentials; number++) {
      String user = "user-" + UUID.randomUUID();
      fixture.grant(number, user);
      users.add(user);
    }
    return users;
  }

  private void storm(StormFixture fixture, String name, List<String> users, Duration delay) {
    SingleUseProvider provider = fixture.provider();
    provider.round(delay);
    Storm storm = new Storm(url, key);
    long start = System.nanoTime();
    storm.run(fixture.deployment(), users, options.callers());
    double seconds = (System.nanoTime() - start) / 1e9;
    Histogram release = Result.histogram();
    for (int number = 0; number < users.size(); number++) {
      Long responded = provider.respondedAt(number);
      if (responded != null) {
        release.recordValue(Math.max(0, storm.lastRelease(number) - responded));
      }
    }
    double p50 = release.getValueAtPercentile(50) / NANOS_PER_MILLI;
    double p99 = release.getValueAtPercentile(99) / NANOS_PER_MILLI;
    table.line(
      name,
      String.format(
        Locale.ROOT,
        "%d credentials, %d callers each, all released after %.1f s",
        users.size(),
        options.callers(),
        seconds
      )
    );
    table.line("  provider calls", String.valueOf(provider.calls()), equal("calls", users.size(), provider.calls()));
    table.line("  refresh token reuses", String.valueOf(provider.reuses()), equal("reuses", 0, provider.reuses()));
    table.line("  failed callers", String.valueOf(storm.failed()), equal("failed", 0, storm.failed()));
    storm.failures().forEach((failure, count) -> table.line("    " + count + " times", failure));
    table.line(
      "  response to last release",
      String.format(Locale.ROOT, "p50 %.0f ms, p99 %.0f ms", p50, p99),
      Goal.atMost("p99 ms", GOAL_MILLIS, p99)
    );
  }

  private static Goal equal(String name, int wanted, int measured) {
    return new Goal(name + " = " + wanted, measured, measured == wanted);
  }
}
