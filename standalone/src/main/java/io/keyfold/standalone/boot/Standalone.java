package io.keyfold.standalone.boot;

import io.keyfold.standalone.StartFailure;
import io.keyfold.standalone.broker.Broker;
import io.keyfold.standalone.broker.BrokerSettings;
import io.keyfold.standalone.http.Hosts;
import io.keyfold.standalone.http.Listener;
import io.keyfold.standalone.http.ManagementHandler;
import io.keyfold.standalone.http.PublicHandler;
import io.keyfold.standalone.registry.Registry;
import java.time.Duration;
import org.rocksdb.RocksDB;

/**
 * The whole of Keyfold, running. Folder, public port and Kafka's port are taken before anything slow starts, so that the usual
 * mistakes are reported at once; then broker, registry, services, in the order in which they need each other. Each part binds its own
 * port and keeps it: a port that was only looked up could be taken by another program before it is bound.
 */
public final class Standalone implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final Duration BRIEF = Duration.ofMillis(200);
  private static final Duration READY_BOUND = Duration.ofMinutes(5);
  private static final String LOOPBACK = "127.0.0.1";

  private final Closing closing;
  private final Addresses addresses;

  private Standalone(Closing closing, Addresses addresses) {
    this.closing = closing;
    this.addresses = addresses;
  }

  /**
   * Starts everything and returns when it takes requests.
   *
   * @throws StartFailure if it cannot start; nothing is left running then
   */
  public static Standalone start(Launch launch) throws InterruptedException {
    Closing closing = new Closing();
    try {
      return start(launch, closing);
    } catch (RuntimeException | InterruptedException e) {
      closing.close();
      throw e;
    }
  }

  /** {@return where it listens} */
  public Addresses addresses() {
    return addresses;
  }

  /** Stops taking requests, lets those in flight end, and stops the services, the registry and the broker. */
  @Override
  public void close() {
    closing.close();
  }

  private static Standalone start(Launch launch, Closing closing) throws InterruptedException {
    Options options = launch.options();
    DataFolder data = closing.add(DataFolder.open(options.data()));
    LogFile.open(data.folder("logs"));
    if (launch.rebuild()) {
      data.deleteStores();
    }
    Hosts hosts = new Hosts();
    PublicHandler gate = new PublicHandler(hosts);
    Listener open = closing.add(Listener.bind("public", options.host(), options.port(), DRAIN, gate));
    // Unpacked and linked while the broker starts: the services would wait for it.
    Thread.ofPlatform().daemon().name("keyfold-rocksdb").start(RocksDB::loadLibrary);
    Broker broker = closing.add(Broker.start(new BrokerSettings(data.folder("kafka"), options.kafkaPort())));
    Registry registry = closing.add(Registry.open(broker.bootstrapServers()));
    // While the contexts are made, which then find their schemas there.
    Thread.ofPlatform().daemon().name("keyfold-schemas").start(registry::prepare);
    ServiceContexts services = new ServiceContexts(hosts, open.port(), registry.client(), launch.say());
    Readiness readiness = new Readiness(services);
    ManagementHandler management = new ManagementHandler(hosts, registry.handler(), readiness::now);
    Listener internal = closing.add(Listener.bind("management", LOOPBACK, options.managementPort(), BRIEF, management));
    closing.add(services);
    // Once more: requests in flight end before the services do.
    closing.add(open);
    closing.add(gate);
    Addresses addresses = new Addresses(options.host(), open.port(), internal.port(), broker.bootstrapServers());
    services.start(new Applications(addresses, data, launch));
    RebuildProgress progress = new RebuildProgress(services, launch.say());
    readiness.await(READY_BOUND, progress::tell);
    gate.open();
    addresses.lines().forEach(launch.say());
    launch.say().accept("logs        " + data.folder("logs").resolve("keyfold.log"));
    launch.say().accept("ready " + addresses.publicUrl());
    return new Standalone(closing, addresses);
  }
}
