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
 * A running standalone. The folder, the public port and Kafka's port are claimed first, to report common errors at
 * once; then the broker, the registry and the services start. Each part binds its own port and keeps it, since another
 * program could take a port that is only looked up.
 */
public final class Standalone implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final Duration SHORT_DRAIN = Duration.ofMillis(200);
  private static final Duration READY_TIMEOUT = Duration.ofMinutes(5);
  private static final String LOOPBACK = "127.0.0.1";

  private final ResourceStack resources;
  private final Addresses addresses;

  private Standalone(ResourceStack resources, Addresses addresses) {
    this.resources = resources;
    this.addresses = addresses;
  }

  /**
   * Starts everything and waits until it is ready.
   *
   * @throws StartFailure if it cannot start; everything is closed then
   */
  public static Standalone start(Launch launch) throws InterruptedException {
    ResourceStack resources = new ResourceStack();
    try {
      return start(launch, resources);
    } catch (RuntimeException | InterruptedException e) {
      resources.close();
      throw e;
    }
  }

  /** {@return the listen addresses} */
  public Addresses addresses() {
    return addresses;
  }

  /** Rejects new requests, waits for those in flight, and stops the services, the registry and the broker. */
  @Override
  public void close() {
    resources.close();
  }

  private static Standalone start(Launch launch, ResourceStack resources) throws InterruptedException {
    Options options = launch.options();
    DataFolder data = resources.add(DataFolder.open(options.data()));
    LogFile.open(data.folder("logs"));
    if (launch.rebuild()) {
      data.deleteStores();
    }
    Hosts hosts = new Hosts();
    PublicHandler publicHandler = new PublicHandler(hosts, CorsSetting.filter(launch.settings()));
    Listener publicListener = resources.add(
      Listener.bind("public", options.host(), options.port(), DRAIN, publicHandler)
    );
    // Loads the library while the broker starts, so that the services do not wait for it.
    Thread.ofPlatform().daemon().name("keyfold-rocksdb").start(RocksDB::loadLibrary);
    Broker broker = resources.add(Broker.start(new BrokerSettings(data.folder("kafka"), options.kafkaPort())));
    Registry registry = resources.add(Registry.open(broker.bootstrapServers()));
    // Registers schemas while the contexts start.
    Thread.ofPlatform().daemon().name("keyfold-schemas").start(registry::prepare);
    ServiceContexts services = new ServiceContexts(hosts, publicListener.port(), registry.client(), launch.console());
    Readiness readiness = new Readiness(services);
    ManagementHandler management = new ManagementHandler(hosts, registry.handler(), readiness::isReady);
    Listener managementListener = resources.add(
      Listener.bind("management", LOOPBACK, options.managementPort(), SHORT_DRAIN, management)
    );
    resources.add(services);
    // Added again, so that requests in flight end before the services stop.
    resources.add(publicListener);
    resources.add(publicHandler);
    Addresses addresses = new Addresses(
      options.host(),
      publicListener.port(),
      managementListener.port(),
      broker.bootstrapServers()
    );
    services.start(new ServiceApplications(addresses, data, launch));
    RebuildProgress progress = new RebuildProgress(services, launch.console());
    readiness.await(READY_TIMEOUT, progress::report);
    publicHandler.open();
    addresses.statusLines().forEach(launch.console());
    launch.console().accept("logs        " + data.folder("logs").resolve("keyfold.log"));
    launch.console().accept("ready " + addresses.publicUrl());
    return new Standalone(resources, addresses);
  }
}
