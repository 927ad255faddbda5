package com.example.billing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The consumer in a process of its own, which has only the classes of its jar. */
final class ConsumerProcess {

  private final Process process;

  private ConsumerProcess(Process process) {
    this.process = process;
  }

  /**
   * {@return a consumer that starts}
   *
   * @param group its consumer group, which also names its log file
   */
  static ConsumerProcess start(String group, KeyfoldTopics keyfold, Postgres postgres) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(
      List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-jar",
        System.getProperty("billing.jar", ""),
        // How long the partitions of a crashed consumer wait for it; as short as the broker allows.
        "--spring.cloud.stream.kafka.bindings.usageTotals-in-0.consumer.configuration.session.timeout.ms=6000"
      )
    );
    builder
      .environment()
      .putAll(
        Map.of(
          "BILLING_DATABASE_URL",
          postgres.url(),
          "BILLING_DATABASE_USER",
          Postgres.USER,
          "BILLING_GROUP",
          group,
          "KAFKA_SERVERS",
          keyfold.servers(),
          "SCHEMA_REGISTRY_URL",
          keyfold.registryUrl()
        )
      );
    File log = new File("target/consumer-" + group + ".log").getAbsoluteFile();
    return new ConsumerProcess(
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start()
    );
  }

  /** Ends the process as a crash does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks the process to end, and waits until it has. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
