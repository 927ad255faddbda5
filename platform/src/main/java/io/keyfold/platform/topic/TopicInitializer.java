package io.keyfold.platform.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates missing topics and checks existing ones. An unsafe topic fails the start with a message that names the
 * setting.
 */
public final class TopicInitializer {

  private final Admin admin;
  private final TopicProperties properties;

  /** Creates an initializer; {@link #ensure} does the work. */
  public TopicInitializer(Admin admin, TopicProperties properties) {
    this.admin = admin;
    this.properties = properties;
  }

  /**
   * Blocks until every topic exists and is safe. Call at startup only.
   *
   * @throws TopicException if Kafka does not respond within the start timeout, or a topic is unsafe
   */
  public void ensure(List<TopicSpec> topics) {
    Set<String> existingNames = get(admin.listTopics().names());
    create(
      topics
        .stream()
        .filter(topic -> !existingNames.contains(topic.name()))
        .toList()
    );
    List<TopicSpec> existing = topics
      .stream()
      .filter(topic -> existingNames.contains(topic.name()))
      .toList();
    List<String> faults = faults(existing);
    if (!faults.isEmpty()) {
      throw new TopicException(String.join("; ", faults));
    }
  }

  /** Creates the topics in one request, so that the brokers update their metadata once. */
  private void create(List<TopicSpec> missing) {
    List<NewTopic> newTopics = missing.stream().map(this::newTopic).toList();
    for (KafkaFuture<Void> created : admin.createTopics(newTopics).values().values()) {
      try {
        get(created);
      } catch (TopicException e) {
        // Another service or instance has created it meanwhile.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private NewTopic newTopic(TopicSpec topic) {
    Map<String, String> settings = topic.settings();
    settings.put("min.insync.replicas", Integer.toString(properties.minInsyncReplicas()));
    return new NewTopic(
      topic.name(),
      topic.partitions(properties.partitions()),
      properties.replicationFactor()
    ).configs(settings);
  }

  private List<String> faults(List<TopicSpec> topics) {
    Map<String, TopicDescription> descriptions = get(
      admin.describeTopics(topics.stream().map(TopicSpec::name).toList()).allTopicNames()
    );
    Map<ConfigResource, org.apache.kafka.clients.admin.Config> configs = get(
      admin.describeConfigs(topics.stream().map(TopicInitializer::resource).toList()).all()
    );
    List<String> faults = new ArrayList<>();
    for (TopicSpec topic : topics) {
      TopicDescription description = descriptions.get(topic.name());
      var config = configs.get(resource(topic));
      if (description == null || config == null) {
        throw new TopicException("topic " + topic.name() + " was deleted while the service started");
      }
      int replicas = description
        .partitions()
        .stream()
        .mapToInt(partition -> partition.replicas().size())
        .min()
        .orElse(0);
      Map<String, String> settings = config
        .entries()
        .stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
      faults.addAll(TopicCheck.faults(topic, settings, replicas, properties.minInsyncReplicas()));
    }
    return faults;
  }

  private static ConfigResource resource(TopicSpec topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }

  private <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(properties.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicException("interrupted while checking the topics", e);
    } catch (ExecutionException e) {
      throw new TopicException("Kafka returned an error: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new TopicException("Kafka did not respond within " + properties.startTimeout().toMillis() + " ms", e);
    }
  }
}
