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
 * The schema registry: reads from memory and writes through the log. A write is readable only once it is on the log, so
 * that returned ids survive a crash.
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
   * Registers the services' schemas in advance. Blocks until they are on the log. Failures are only logged, since each
   * service registers its schemas itself and reports errors.
   */
  public void prepare() {
    try {
      new AvroCodec(client()).prepare(Topics.all().stream().map(TopicSpec::name).toList());
    } catch (SchemaException e) {
      LOG.warn("cannot register schemas in advance: {}", e.toString());
    }
  }

  /** {@return a client for services in this process} */
  public RegistryClient client() {
    return new LocalClient(this);
  }

  /** Closes the API's worker and the connection to the broker. */
  @Override
  public void close() {
    api.close();
    log.close();
  }

  /** {@return the readable state} */
  InMemoryRegistry memory() {
    return memory;
  }

  /** Registers a schema. Blocks until the version is on the log. */
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

  /** Sets or clears a level. Blocks until it is on the log. */
  void setLevel(Optional<String> subject, Optional<CompatibilityLevel> level) {
    writes.lock();
    try {
      write(new RegistryRecord.Level(subject, level));
    } finally {
      writes.unlock();
    }
  }

  private void write(RegistryRecord record) {
    log.append(record);
    apply(record);
  }

  private void apply(RegistryRecord record) {
    switch (record) {
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
