package io.keyfold.platform.testing;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A schema registry for tests: in this JVM, or, where the broker is in a container, one in a container beside it, for all tests of a
 * module. Ends with the JVM.
 */
public final class TestRegistry {

  private static final String IMAGE = "apicurio/apicurio-registry:3.3.3";
  private static final String CONFLUENT_API = "/apis/ccompat/v7";
  private static final int PORT = 8080;

  private TestRegistry() {}

  /** Only while somebody asks. */
  private static final class Contained {

    static final GenericContainer<?> REGISTRY = start();

    private static GenericContainer<?> start() {
      GenericContainer<?> registry = new GenericContainer<>(IMAGE)
        .withExposedPorts(PORT)
        .waitingFor(Wait.forHttp(CONFLUENT_API + "/subjects").forPort(PORT));
      registry.start();
      TestKafka.stopAfterContexts(registry::stop);
      return registry;
    }
  }

  /**
   * {@return the registry's URL}
   *
   * @param name of the registry in this JVM; the one in a container is the same for every name
   */
  public static String url(String name) {
    return TestKafka.inContainer()
      ? "http://%s:%d%s".formatted(Contained.REGISTRY.getHost(), Contained.REGISTRY.getMappedPort(PORT), CONFLUENT_API)
      : "mock://" + name;
  }
}
