package io.keyfold.platform.log.view;

import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.topic.TopicSpec;

/**
 * A view to keep.
 *
 * @param name unique within the service, lower case; names its store
 * @param topic what is folded
 * @param fold how
 */
public record ViewDefinition(String name, TopicSpec topic, RecordFold fold) {
  String store() {
    return name + "-view";
  }
}
