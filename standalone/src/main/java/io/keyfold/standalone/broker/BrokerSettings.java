package io.keyfold.standalone.broker;

import java.nio.file.Path;
import java.util.Properties;

/**
 * The folder and ports of the broker. Everything else is fixed: one node, loopback only, sized for one machine.
 *
 * @param folder folder of logs and metadata
 * @param port port for clients; 0 for a free one
 */
public record BrokerSettings(Path folder, int port) {
  private static final String CLIENTS = BoundListeners.CLIENTS + "://" + BoundListeners.HOST + ":";
  private static final String CONTROLLER = BoundListeners.CONTROLLER + "://" + BoundListeners.HOST + ":";

  /** {@return Kafka's configuration with the bound ports} */
  Properties toProperties(BoundListeners bound) {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty("controller.quorum.voters", "1@" + BoundListeners.HOST + ":" + bound.controllerPort());
    p.setProperty("controller.listener.names", BoundListeners.CONTROLLER);
    p.setProperty("inter.broker.listener.name", BoundListeners.CLIENTS);
    p.setProperty(
      "listener.security.protocol.map",
      BoundListeners.CLIENTS + ":PLAINTEXT," + BoundListeners.CONTROLLER + ":PLAINTEXT"
    );
    p.setProperty("listeners", CLIENTS + bound.clientPort() + "," + CONTROLLER + bound.controllerPort());
    p.setProperty("advertised.listeners", CLIENTS + bound.clientPort());
    p.setProperty("log.dirs", folder.toString());
    p.setProperty("metric.reporters", "");
    singleReplica(p);
    shortTimeouts(p);
    lowFootprint(p);
    return p;
  }

  private static void singleReplica(Properties p) {
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("default.replication.factor", "1");
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("offsets.topic.num.partitions", "4");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("transaction.state.log.num.partitions", "4");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
  }

  /**
   * Shortens waits after a start: for the abort of open transactions after a crash, and for rebalances and elections.
   */
  private static void shortTimeouts(Properties p) {
    p.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    // How often the broker checks whether the previous transaction has completed; the default is 20 ms (KIP-890).
    p.setProperty("add.partitions.to.txn.retry.backoff.ms", "2");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("controller.quorum.election.timeout.ms", "200");
    p.setProperty("controller.quorum.election.backoff.max.ms", "100");
    p.setProperty("broker.heartbeat.interval.ms", "500");
    p.setProperty("num.recovery.threads.per.data.dir", "2");
  }

  /**
   * Limits memory and threads. The defaults are for a dedicated machine; the log cleaner's buffer alone takes 128 MB.
   */
  private static void lowFootprint(Properties p) {
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "4");
    p.setProperty("background.threads", "2");
    p.setProperty("group.coordinator.threads", "1");
    p.setProperty("num.replica.alter.log.dirs.threads", "1");
    p.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
    p.setProperty("log.segment.bytes", "134217728");
    p.setProperty("log.index.size.max.bytes", "1048576");
    p.setProperty("offsets.topic.segment.bytes", "16777216");
    p.setProperty("transaction.state.log.segment.bytes", "16777216");
    p.setProperty("metadata.log.segment.bytes", "16777216");
    p.setProperty("queued.max.requests", "200");
  }
}
