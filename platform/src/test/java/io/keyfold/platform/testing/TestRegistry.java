package io.keyfold.platform.testing;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A schema registry for tests: in this JVM, or in a container next to the broker's, shared by all tests of a module.
 * Stops with the JVM.
 */
public final class TestRegistry {

  private static final String IMAGE = "apicurio/apicurio-registry:3.3.3";
  private static final String CONFLUENT_API = "/apis/ccompat/v7";
  private static final int PORT = 8080;

  private TestRegistry() {}

  /** Started on first use. */
  private static final class Contained {

    static final GenericContainer<?> REGISTRY = start();

    private static GenericContainer<?> start() {
      GenericContainer<?> registry = new GenericContainer<>(IMAGE)
        .withExposedPorts(PORT)
        .waitingFor(Wait.forHttp(CONFLUENT_API + "/subjects").forPort(PORT));
      registry.start();
      Runtime.getRuntime().addShutdownHook(new Thread(registry::stop, "stop-test-registry"));
      return registry;
    }
  }

  /**
   * {@return the registry's URL}
   *
   * @param name name of the registry in this JVM; ignored for a container
   */
  public static String url(String name) {
    return TestKafka.inContainer()
      ? "http://%s:%d%s".formatted(Contained.REGISTRY.getHost(), Contained.REGISTRY.getMappedPort(PORT), CONFLUENT_API)
      : "mock://" + name;
  }
}
