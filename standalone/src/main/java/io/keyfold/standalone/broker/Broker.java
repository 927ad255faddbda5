package io.keyfold.standalone.broker;

import io.keyfold.standalone.StartFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded Kafka broker. Its folder is formatted at the first start and reused afterwards. After {@code kill -9} it
 * recovers its logs as any Kafka broker does.
 */
public final class Broker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

  private final KraftNode node;
  private final BoundListeners listeners;

  private Broker(KraftNode node, BoundListeners listeners) {
    this.node = node;
    this.listeners = listeners;
  }

  /**
   * Binds the ports, starts a broker and waits until it accepts requests.
   *
   * @throws StartFailure if it cannot start; it is closed and its ports are free then
   */
  public static Broker start(BrokerSettings settings) {
    BoundListeners listeners = BoundListeners.bind(settings.port());
    try {
      return start(settings, listeners);
    } catch (StartFailure e) {
      listeners.close();
      throw e;
    }
  }

  private static Broker start(BrokerSettings settings, BoundListeners listeners) {
    KafkaConfig config = new KafkaConfig(settings.toProperties(listeners), false);
    KraftNode node;
    try {
      format(settings.folder(), config);
      node = KraftNode.create(config, listeners);
    } catch (Exception e) {
      throw new StartFailure("the broker cannot use " + settings.folder() + ": " + e.getMessage(), e);
    }
    Broker broker = new Broker(node, listeners);
    try {
      node.start();
    } catch (RuntimeException e) {
      broker.close();
      throw new StartFailure("the broker failed to start: " + e.getMessage(), e);
    }
    LOG.info("broker started at {} on {}", broker.bootstrapServers(), settings.folder());
    return broker;
  }

  /** {@return host and port for Kafka clients} */
  public String bootstrapServers() {
    return BoundListeners.HOST + ":" + listeners.clientPort();
  }

  /** Stops the broker and waits until its logs are closed. */
  @Override
  public void close() {
    node.stop();
    listeners.close();
  }

  private static void format(Path folder, KafkaConfig config) throws Exception {
    Path marker = folder.resolve("meta.properties");
    if (Files.exists(marker)) {
      return;
    }
    clearInterruptedFormat(folder);
    Formatter formatter = new Formatter()
      .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
      .setClusterId(Uuid.randomUuid().toString())
      .setNodeId(config.nodeId())
      .setReleaseVersion(MetadataVersion.latestProduction())
      .setControllerListenerName(BoundListeners.CONTROLLER)
      .setMetadataLogDirectory(Optional.of(folder.toString()))
      .addDirectory(folder.toString());
    formatter.run();
  }

  /**
   * Deletes the bootstrap checkpoint of a process that ended while formatting, before it wrote {@code meta.properties}.
   */
  private static void clearInterruptedFormat(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(folder.resolve("bootstrap.checkpoint"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
