package io.keyfold.standalone.boot;

import io.keyfold.standalone.StartFailure;
import io.keyfold.standalone.http.Hosts;
import io.keyfold.standalone.http.Service;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.boot.Banner;
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

  private final ConcurrentLinkedQueue<ConfigurableApplicationContext> running = new ConcurrentLinkedQueue<>();
  private final Hosts hosts;
  private final int publicPort;

  ServiceContexts(Hosts hosts, int publicPort) {
    this.hosts = hosts;
    this.publicPort = publicPort;
  }

  /**
   * Starts all and returns when each context has started.
   *
   * @param overrides a service's properties that differ from its configuration file
   * @throws StartFailure with the first failure's cause; what had started is closed by {@link #close}
   */
  Map<Service, ConfigurableApplicationContext> start(
    Map<Service, Class<?>> applications,
    Map<Service, Map<String, String>> overrides
  ) throws InterruptedException {
    Map<Service, Future<ConfigurableApplicationContext>> starting = new EnumMap<>(Service.class);
    try (ExecutorService starters = Executors.newFixedThreadPool(Service.values().length)) {
      applications.forEach((service, application) ->
        starting.put(
          service,
          starters.submit(() -> run(service, application, overrides.getOrDefault(service, Map.of())))
        )
      );
    }
    Map<Service, ConfigurableApplicationContext> started = new EnumMap<>(Service.class);
    for (Map.Entry<Service, Future<ConfigurableApplicationContext>> each : starting.entrySet()) {
      try {
        started.put(each.getKey(), each.getValue().get());
      } catch (ExecutionException e) {
        throw new StartFailure(each.getKey().label() + " does not start: " + rootMessage(e), e);
      }
    }
    return started;
  }

  /** Closes every context that runs, together, and returns when the last one is closed. */
  @Override
  public void close() {
    try (ExecutorService stoppers = Executors.newFixedThreadPool(Service.values().length)) {
      ConfigurableApplicationContext context;
      while ((context = running.poll()) != null) {
        stoppers.execute(context::close);
      }
    }
  }

  private ConfigurableApplicationContext run(Service service, Class<?> application, Map<String, String> overrides) {
    List<String> arguments = new ArrayList<>();
    overrides.forEach((key, value) -> arguments.add("--" + key + "=" + value));
    ConfigurableApplicationContext context = new SpringApplicationBuilder(application)
      .web(WebApplicationType.REACTIVE)
      .bannerMode(Banner.Mode.OFF)
      .logStartupInfo(false)
      .registerShutdownHook(false)
      .initializers(starting -> hostIn(starting, service))
      .run(arguments.toArray(String[]::new));
    running.add(context);
    return context;
  }

  private void hostIn(ConfigurableApplicationContext context, Service service) {
    if (context instanceof GenericApplicationContext generic) {
      generic.registerBean("hostedWebServer", ReactiveWebServerFactory.class, () -> hosts.factory(service, publicPort));
    } else {
      throw new IllegalStateException("not a context that takes beans: " + context.getClass());
    }
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
