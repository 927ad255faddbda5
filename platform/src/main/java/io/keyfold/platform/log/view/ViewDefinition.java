package io.keyfold.platform.log.view;

import io.keyfold.platform.log.PartitionFold;
import io.keyfold.platform.topic.TopicSpec;

/**
 * Defines a view.
 *
 * @param name unique within the service, lower case; names its store
 * @param topic the folded topic
 * @param fold the fold
 */
public record ViewDefinition(String name, TopicSpec topic, PartitionFold fold) {
  String store() {
    return name + "-view";
  }
}
