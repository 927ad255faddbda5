package io.keyfold.schemas.serde;

import io.keyfold.schemas.error.UnknownSubjectException;
import io.keyfold.schemas.registry.BoundedCache;
import io.keyfold.schemas.registry.RegisteredSchema;
import io.keyfold.schemas.registry.RegistryClient;
import io.keyfold.schemas.registry.RegistryClients;
import io.keyfold.schemas.registry.SchemaTexts;
import io.keyfold.schemas.topic.TopicTypes;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Encodes and decodes records in Confluent's wire format. Thread-safe. Calls the registry once per type and topic to
 * write, and once per schema id to read. After {@link #prepare}, writing does not call the registry.
 *
 * <p>Every failure is a {@link io.keyfold.schemas.error.SchemaException}.
 */
public final class AvroCodec implements AutoCloseable {

  /** Maximum size of each cache; there are a few dozen types. */
  private static final int MAX_CACHED = 1_000;

  private final RegistryClient registry;
  private final AvroCodecOptions options;
  private final SpecificData model = RecordTypes.model();
  private final BoundedCache<Target, RecordWriter> writers = new BoundedCache<>(MAX_CACHED);
  private final BoundedCache<Integer, RecordReader> readers = new BoundedCache<>(MAX_CACHED);
  private final BoundedCache<Integer, Boolean> newer = new BoundedCache<>(MAX_CACHED);

  /** Creates a codec with the options of Keyfold's topics. */
  public AvroCodec(RegistryClient registry) {
    this(registry, AvroCodecOptions.defaults());
  }

  /** Creates a codec. Closing it closes the registry client. */
  public AvroCodec(RegistryClient registry, AvroCodecOptions options) {
    this.registry = registry;
    this.options = options;
  }

  /**
   * {@return a codec from Confluent's configuration properties; see {@link RegistryClients}}
   *
   * @throws org.apache.kafka.common.config.ConfigException if a property is missing or invalid
   */
  public static AvroCodec of(Map<String, ?> config, boolean key) {
    AvroCodecOptions options = AvroCodecOptions.of(config, key);
    return new AvroCodec(RegistryClients.of(config), options);
  }

  /**
   * Registers or looks up the schemas of all types of these topics. Blocks on the registry.
   *
   * @param topics topic names of {@link TopicTypes}
   */
  public void prepare(Collection<String> topics) {
    for (String topic : topics) {
      TopicTypes.of(topic).forEach(type -> writers.get(new Target(topic, type), this::writerOf));
    }
  }

  /**
   * {@return the record in Confluent's wire format} Blocks on the registry for the first record of a type and topic,
   * unless prepared.
   *
   * @param topic the topic, which determines the subject's name
   */
  public byte[] encode(String topic, SpecificRecord record) {
    return writers.get(new Target(topic, record.getClass()), this::writerOf).write(record);
  }

  /**
   * {@return the decoded record, as the generated class of its type} Blocks on the registry for the first record of a
   * schema id.
   *
   * @param topic the topic; not used
   * @throws io.keyfold.schemas.error.NotAvroException if the bytes are not a valid record
   * @throws io.keyfold.schemas.error.UnknownSchemaIdException if the registry does not have the schema
   * @throws io.keyfold.schemas.error.SchemaIncompatibleException if this build cannot read the type
   */
  public SpecificRecord decode(String topic, byte[] bytes) {
    return readers.get(WireFormat.schemaId(bytes), this::readerOf).read(bytes, WireFormat.HEADER_BYTES);
  }

  /**
   * {@return whether a newer release wrote the bytes, with a type or field unknown to this build} Such a record may be
   * readable in part.
   *
   * @throws io.keyfold.schemas.error.NotAvroException if the bytes are not a record
   * @throws io.keyfold.schemas.error.UnknownSchemaIdException if the registry does not have the schema
   */
  public boolean isNewer(byte[] bytes) {
    return newer.get(WireFormat.schemaId(bytes), id -> NewerSchema.is(registry.schemaById(id)));
  }

  /** {@return the number of cached readers and writers, for a gauge} */
  public int cached() {
    return readers.size() + writers.size();
  }

  @Override
  public void close() {
    registry.close();
  }

  private RecordReader readerOf(int id) {
    return new RecordReader(registry.schemaById(id), model);
  }

  private RecordWriter writerOf(Target target) {
    Schema schema = SpecificData.get().getSchema(target.type());
    Schema published = SchemaTexts.published(schema);
    String subject = options.subjects().subject(target.topic(), options.key(), schema);
    if (options.useLatest()) {
      RegisteredSchema latest = latest(subject, published);
      return new RecordWriter(latest.id(), schema, latest.schema(), model);
    }
    int id = options.autoRegister() ? registry.register(subject, published) : registry.lookup(subject, published).id();
    return new RecordWriter(id, schema, schema, model);
  }

  private RegisteredSchema latest(String subject, Schema published) {
    try {
      return registry.latest(subject);
    } catch (UnknownSubjectException isNew) {
      if (!options.autoRegister()) {
        throw isNew;
      }
      registry.register(subject, published);
      return registry.latest(subject);
    }
  }

  private record Target(String topic, Class<? extends SpecificRecord> type) {}
}
