package io.keyfold.platform.log.endoffset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.common.requests.ListOffsetsResponse;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.MetadataResponse.PartitionMetadata;

/** Converts the two request types to and from Kafka's protocol. */
final class EndRequests {

  private EndRequests() {}

  static AbstractRequest.Builder<?> metadata(Set<String> topics) {
    return MetadataRequest.Builder.forTopicNames(List.copyOf(topics), false);
  }

  static BrokerResponse metadata(int broker, MetadataResponse response) {
    Map<TopicPartition, Leadership> leaderships = new HashMap<>();
    response
      .topicMetadata()
      .stream()
      .flatMap(topic -> topic.partitionMetadata().stream())
      .forEach(partition -> leaderships.put(partition.topicPartition, leadership(partition)));
    return new BrokerResponse.Metadata(broker, leaderships);
  }

  private static Leadership leadership(PartitionMetadata partition) {
    return new Leadership(
      partition.leaderId.orElse(Leadership.NONE),
      partition.leaderEpoch.orElse(0),
      partition.replicaIds
    );
  }

  /**
   * The epochs fence stale leaders: a broker that knows a later or only an earlier epoch refuses the request (KIP-320).
   */
  static AbstractRequest.Builder<?> endOffsets(Map<TopicPartition, Integer> epochs) {
    Map<String, ListOffsetsTopic> topics = new HashMap<>();
    epochs.forEach((partition, epoch) ->
      topics
        .computeIfAbsent(partition.topic(), name ->
          new ListOffsetsTopic().setName(name).setPartitions(new ArrayList<>())
        )
        .partitions()
        .add(
          new ListOffsetsPartition()
            .setPartitionIndex(partition.partition())
            .setCurrentLeaderEpoch(epoch)
            .setTimestamp(ListOffsetsRequest.LATEST_TIMESTAMP)
        )
    );
    return ListOffsetsRequest.Builder.forConsumer(false, IsolationLevel.READ_COMMITTED).setTargetTimes(
      List.copyOf(topics.values())
    );
  }

  static BrokerResponse endOffsets(int broker, ListOffsetsResponse response) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Set<TopicPartition> refused = new HashSet<>();
    for (ListOffsetsTopicResponse topic : response.topics()) {
      for (ListOffsetsPartitionResponse end : topic.partitions()) {
        TopicPartition partition = new TopicPartition(topic.name(), end.partitionIndex());
        if (end.errorCode() == Errors.NONE.code()) {
          offsets.put(partition, end.offset());
        } else {
          refused.add(partition);
        }
      }
    }
    return new BrokerResponse.EndOffsets(broker, offsets, refused);
  }
}
