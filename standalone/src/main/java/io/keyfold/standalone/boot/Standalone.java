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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The whole of Keyfold, running. Ports and folder are claimed before anything slow starts, so that the usual mistakes are
 * told at once; then broker, registry, services, in the order in which they need each other.
 */
public final class Standalone implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(5);
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
   * @param say gets the lines for the person at the terminal; the last one is {@code ready http://...}
   * @throws StartFailure if it cannot start; nothing is left running then
   */
  public static Standalone start(Options options, Consumer<String> say) throws InterruptedException {
    Closing closing = new Closing();
    try {
      return start(options, say, closing);
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

  private static Standalone start(Options options, Consumer<String> say, Closing closing) throws InterruptedException {
    DataFolder data = closing.add(DataFolder.open(options.data()));
    LogFile.open(data.folder("logs"));
    int kafkaPort = Ports.claim("kafka", options.kafkaPort());
    BrokerSettings settings = new BrokerSettings(data.folder("kafka"), kafkaPort, Ports.claim("controller", 0));
    Hosts hosts = new Hosts();
    PublicHandler gate = new PublicHandler(hosts);
    Ports.claim("public", options.port());
    Broker broker = closing.add(Broker.start(settings));
    Registry registry = closing.add(Registry.open(broker.bootstrapServers()));
    AtomicBoolean ready = new AtomicBoolean();
    ManagementHandler management = new ManagementHandler(hosts, registry.handler(), ready::get);
    Listener internal = closing.add(
      Listener.bind("management", LOOPBACK, options.managementPort(), Duration.ZERO, management)
    );
    ServiceContexts services = closing.add(new ServiceContexts(hosts, options.port()));
    Listener open = closing.add(Listener.bind("public", options.host(), options.port(), DRAIN, gate));
    Addresses addresses = new Addresses(options.host(), open.port(), internal.port(), broker.bootstrapServers());
    services.start(Applications.classes(), Applications.overrides(addresses, data));
    gate.open();
    ready.set(true);
    addresses.lines().forEach(say);
    say.accept("logs        " + data.folder("logs").resolve("keyfold.log"));
    say.accept("ready " + addresses.publicUrl());
    return new Standalone(closing, addresses);
  }
}
