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
 * The three services as three Spring contexts: the same classes and configuration files as in a cluster, with other
 * addresses and without listeners of their own. They start in parallel and stop in parallel.
 */
final class ServiceContexts implements AutoCloseable {

  private final Map<Service, ConfigurableApplicationContext> running = new ConcurrentHashMap<>();
  private final Hosts hosts;
  private final int publicPort;
  private final RegistryClient registry;
  private final Consumer<String> say;

  /** Says the first key, if one is made. */
  ServiceContexts(Hosts hosts, int publicPort, RegistryClient registry, Consumer<String> say) {
    this.hosts = hosts;
    this.publicPort = publicPort;
    this.registry = registry;
    this.say = say;
  }

  /**
   * Starts all and returns when each context has started.
   *
   * @throws StartFailure with the first failure's cause; what had started is closed by {@link #close}
   */
  void start(Applications applications) throws InterruptedException {
    Map<Service, Future<?>> starting = new EnumMap<>(Service.class);
    try (ExecutorService starters = Executors.newFixedThreadPool(Service.values().length)) {
      for (Service service : Service.values()) {
        starting.put(service, starters.submit(() -> run(service, applications.settings(service))));
      }
    }
    for (Map.Entry<Service, Future<?>> each : starting.entrySet()) {
      try {
        each.getValue().get();
      } catch (ExecutionException e) {
        throw new StartFailure(each.getKey().label() + " does not start: " + StartProblem.describe(e), e);
      }
    }
  }

  /** {@return the contexts that run} */
  Map<Service, ConfigurableApplicationContext> running() {
    return Map.copyOf(running);
  }

  /** Closes every context that runs, together, and returns when the last one is closed. */
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
    ConfigurableApplicationContext context = new SpringApplicationBuilder(Applications.of(service))
      .web(WebApplicationType.REACTIVE)
      .logStartupInfo(false)
      .registerShutdownHook(false)
      .initializers(starting -> host(starting, service))
      .run(arguments.toArray(String[]::new));
    running.put(service, context);
  }

  private void host(ConfigurableApplicationContext context, Service service) {
    if (!(context instanceof GenericApplicationContext beans)) {
      throw new IllegalStateException("not a context that takes beans: " + context.getClass());
    }
    beans.registerBean("hostedWebServer", ReactiveWebServerFactory.class, () -> hosts.factory(service, publicPort));
    beans.registerBean("schemaRegistry", RegistryClient.class, () -> registry);
    if (service == Service.DEPLOYMENT) {
      // Of all services, where each would answer for itself.
      beans.registerBean("standaloneHealth", OverallHealth.class, () -> new Readiness(this)::now);
      FirstKeyAnnouncer announcer = key -> say.accept("api key     " + key.reveal() + "  (told once, keep it)");
      beans.registerBean(
        "standaloneKeyAnnouncer",
        FirstKeyAnnouncer.class,
        () -> announcer,
        bean -> bean.setPrimary(true)
      );
    }
  }
}
