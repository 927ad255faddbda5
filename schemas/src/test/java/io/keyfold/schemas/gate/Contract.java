package io.keyfold.schemas.gate;

import io.keyfold.schemas.registry.SchemaTexts;
import io.keyfold.schemas.topic.TopicTypes;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A public contract: a type on a topic.
 *
 * @param topic the topic
 * @param type the type's generated class
 */
record Contract(String topic, Class<? extends SpecificRecord> type) {
  static List<Contract> all() {
    return TopicTypes.all()
      .entrySet()
      .stream()
      .flatMap(topic ->
        topic
          .getValue()
          .stream()
          .map(type -> new Contract(topic.getKey(), type))
      )
      .toList();
  }

  /** {@return the schema as it is registered} */
  Schema schema() {
    return SchemaTexts.published(SpecificData.get().getSchema(type));
  }

  String folder() {
    return topic + "/" + type.getName();
  }

  @Override
  public String toString() {
    return folder();
  }
}
