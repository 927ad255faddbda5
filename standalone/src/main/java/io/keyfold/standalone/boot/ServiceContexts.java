package io.keyfold.standalone.boot;

import io.keyfold.deployment.bootstrap.FirstKeyAnnouncer;
import io.keyfold.deployment.home.OverallHealth;
import io.keyfold.platform.start.StartProblem;
import io.keyfold.schemas.registry.RegistryClient;
import io.keyfold.standalone.StartFailure;
import io.keyfold.standalone.http.Hosts;
import io.keyfold.standalone.http.Service;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.reactive.ReactiveWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Runs the four services as Spring contexts, with the classes and configuration files of a cluster but without
 * listeners. They start and stop in parallel.
 */
final class ServiceContexts implements AutoCloseable {

  private final Map<Service, ConfigurableApplicationContext> running = new ConcurrentHashMap<>();
  private final Hosts hosts;
  private final int publicPort;
  private final RegistryClient registry;
  private final Consumer<String> console;

  /** Creates the contexts; a generated first key is printed to the console. */
  ServiceContexts(Hosts hosts, int publicPort, RegistryClient registry, Consumer<String> console) {
    this.hosts = hosts;
    this.publicPort = publicPort;
    this.registry = registry;
    this.console = console;
  }

  /**
   * Starts all contexts and waits for them.
   *
   * @throws StartFailure with the cause of the first failure; {@link #close} then closes the others
   */
  void start(ServiceApplications applications) throws InterruptedException {
    Map<Service, Future<?>> starting = new EnumMap<>(Service.class);
    try (ExecutorService starters = Executors.newFixedThreadPool(Service.values().length)) {
      for (Service service : Service.values()) {
        starting.put(service, starters.submit(() -> run(service, applications.settings(service))));
      }
    }
    for (Map.Entry<Service, Future<?>> entry : starting.entrySet()) {
      try {
        entry.getValue().get();
      } catch (ExecutionException e) {
        throw new StartFailure(entry.getKey().label() + " failed to start: " + StartProblem.describe(e), e);
      }
    }
  }

  /** {@return the running contexts} */
  Map<Service, ConfigurableApplicationContext> running() {
    return Map.copyOf(running);
  }

  /** Closes all running contexts in parallel and waits for them. */
  @Override
  public void close() {
    try (ExecutorService stoppers = Executors.newFixedThreadPool(Service.values().length)) {
      running.values().forEach(context -> stoppers.execute(context::close));
    }
    running.clear();
  }

  private void run(Service service, Map<String, String> settings) {
    List<String> arguments = new ArrayList<>();
    settings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
    ConfigurableApplicationContext context = new SpringApplicationBuilder(ServiceApplications.of(service))
      .web(WebApplicationType.REACTIVE)
      .logStartupInfo(false)
      .registerShutdownHook(false)
      .initializers(starting -> registerBeans(starting, service))
      .run(arguments.toArray(String[]::new));
    running.put(service, context);
  }

  private void registerBeans(ConfigurableApplicationContext context, Service service) {
    if (!(context instanceof GenericApplicationContext beans)) {
      throw new IllegalStateException("unsupported context type: " + context.getClass());
    }
    beans.registerBean("hostedWebServer", ReactiveWebServerFactory.class, () -> hosts.factory(service, publicPort));
    beans.registerBean("schemaRegistry", RegistryClient.class, () -> registry);
    if (service == Service.DEPLOYMENT) {
      // The health of all services instead of this one's.
      beans.registerBean("standaloneHealth", OverallHealth.class, () -> new Readiness(this)::isReady);
      FirstKeyAnnouncer announcer = key -> console.accept("api key     " + key.reveal() + "  (printed once, keep it)");
      beans.registerBean(
        "standaloneKeyAnnouncer",
        FirstKeyAnnouncer.class,
        () -> announcer,
        bean -> bean.setPrimary(true)
      );
    }
  }
}
