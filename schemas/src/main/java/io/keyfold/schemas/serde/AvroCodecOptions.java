package io.keyfold.schemas.serde;

import io.keyfold.schemas.registry.Settings;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * How a codec finds schemas.
 *
 * @param autoRegister whether to register schemas on first use; otherwise they must exist
 * @param useLatest whether to write with the subject's latest version instead of the record's own schema
 * @param subjects the subject name strategy
 * @param key whether the codec writes record keys
 */
public record AvroCodecOptions(boolean autoRegister, boolean useLatest, SubjectNameStrategy subjects, boolean key) {
  /** {@return the options of Keyfold's topics} */
  public static AvroCodecOptions defaults() {
    return new AvroCodecOptions(true, false, SubjectNameStrategy.TOPIC_RECORD, false);
  }

  /**
   * {@return the options from Confluent's configuration properties}
   *
   * @throws ConfigException if a property is invalid
   */
  public static AvroCodecOptions of(Map<String, ?> config, boolean key) {
    Settings settings = new Settings(config);
    String strategyName = (key ? "key" : "value") + ".subject.name.strategy";
    Object strategy = config.get(strategyName);
    SubjectNameStrategy subjects =
      strategy instanceof Class<?> type
        ? SubjectNameStrategy.named(type.getName())
        : settings.text(strategyName).map(SubjectNameStrategy::named).orElse(SubjectNameStrategy.TOPIC_RECORD);
    if (!settings.flag("specific.avro.reader", true)) {
      throw new ConfigException("specific.avro.reader must be true: records are read as their generated classes");
    }
    boolean useLatest = settings.flag("use.latest.version", false);
    return new AvroCodecOptions(settings.flag("auto.register.schemas", true), useLatest, subjects, key);
  }
}
