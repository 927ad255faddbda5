package io.keyfold.standalone.registry;

import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schemas.error.SchemaException;
import io.keyfold.schemas.registry.CompatibilityLevel;
import io.keyfold.schemas.registry.InMemoryRegistry;
import io.keyfold.schemas.registry.RegisteredSchema;
import io.keyfold.schemas.registry.RegistryClient;
import io.keyfold.schemas.serde.AvroCodec;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * The registry: reads from memory, writes through the log. A write is on the log before it can be read, so an id that was
 * ever handed out is found again after any crash.
 */
public final class Registry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

  private final InMemoryRegistry memory = new InMemoryRegistry("the registry", CompatibilityLevel.FULL_TRANSITIVE);
  private final ReentrantLock writes = new ReentrantLock();
  private final SchemaLog log;
  private final RegistryApi api;

  private Registry(SchemaLog log) {
    this.log = log;
    log.replay(this::apply);
    this.api = new RegistryApi(this);
  }

  /** {@return a registry that has read its topic} */
  public static Registry open(String bootstrapServers) {
    SchemaLog log = SchemaLog.open(bootstrapServers);
    try {
      return new Registry(log);
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /** {@return the REST API} */
  public HttpHandler handler() {
    return api.handler();
  }

  /**
   * Registers ahead of the services what they will ask for. Blocks until it is on the log. Where that fails, the start goes on: each
   * service asks for its own, and says what is wrong.
   */
  public void prepare() {
    try {
      new AvroCodec(client()).prepare(Topics.all().stream().map(TopicSpec::name).toList());
    } catch (SchemaException e) {
      LOG.warn("schemas are not registered ahead of the services: {}", e.toString());
    }
  }

  /** {@return the same for services in this process} */
  public RegistryClient client() {
    return new LocalClient(this);
  }

  /** Ends the API's worker and the connection to the broker. */
  @Override
  public void close() {
    api.close();
    log.close();
  }

  /** {@return what can be read} */
  InMemoryRegistry memory() {
    return memory;
  }

  /** Blocks until the version is on the log. */
  RegisteredSchema register(String subject, Schema schema) {
    writes.lock();
    try {
      RegisteredSchema planned = memory.plan(subject, schema);
      boolean known = memory
        .versionsOf(subject)
        .stream()
        .anyMatch(version -> version.version() == planned.version());
      if (!known) {
        write(new RegistryRecord.Version(planned));
      }
      return planned;
    } finally {
      writes.unlock();
    }
  }

  /** Blocks until the level is on the log. */
  void setLevel(Optional<String> subject, Optional<CompatibilityLevel> level) {
    writes.lock();
    try {
      write(new RegistryRecord.Level(subject, level));
    } finally {
      writes.unlock();
    }
  }

  private void write(RegistryRecord entry) {
    log.append(entry);
    apply(entry);
  }

  private void apply(RegistryRecord entry) {
    switch (entry) {
      case RegistryRecord.Version(RegisteredSchema schema) -> memory.apply(schema);
      case RegistryRecord.Level(Optional<String> subject, Optional<CompatibilityLevel> level) -> {
        if (subject.isEmpty()) {
          memory.setLevel(level.orElse(CompatibilityLevel.FULL_TRANSITIVE));
        } else if (level.isEmpty()) {
          memory.clearLevel(subject.get());
        } else {
          memory.setLevel(subject.get(), level.get());
        }
      }
    }
  }
}
