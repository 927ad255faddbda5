package io.keyfold.standalone.broker;

import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.LoggerFactory;

/** A broker and a controller in one process, like {@link KafkaRaftServer}, which does not accept bound sockets. */
final class KraftNode {

  private final ControllerServer controller;
  private final BrokerServer broker;

  private KraftNode(ControllerServer controller, BrokerServer broker) {
    this.controller = controller;
    this.broker = broker;
  }

  /** {@return a node with a formatted folder, not started} */
  static KraftNode create(KafkaConfig config, ServerSocketFactory sockets) {
    var folders = KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(KraftNode.class), "");
    SharedServer shared = new SharedServer(
      config,
      folders._1(),
      Time.SYSTEM,
      Server.initializeMetrics(config, Time.SYSTEM, folders._1().clusterId().orElseThrow()),
      CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
      QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
      new StandardFaultHandlerFactory(),
      sockets
    );
    return new KraftNode(
      new ControllerServer(shared, KafkaRaftServer.configSchema(), folders._2()),
      new BrokerServer(shared)
    );
  }

  /** Starts the controller and then the broker, which registers with it. */
  void start() {
    controller.startup();
    broker.startup();
  }

  /** Stops the broker, whose controlled shutdown needs the controller, and then the controller. Waits for both. */
  void stop() {
    broker.shutdown();
    controller.shutdown();
    broker.awaitShutdown();
    controller.awaitShutdown();
  }
}
