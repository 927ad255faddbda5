package io.keyfold.platform.log.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.topic.TopicProperties;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class LogSettingsTest {

  private static final String MIN_INSYNC =
    "spring.cloud.stream.kafka.streams.binder.configuration.topic.min.insync.replicas";

  @Test
  @Tag("promise-1")
  void internalTopicsHaveTheSameMinInsyncReplicas() throws IOException {
    StandardEnvironment environment = environment(Map.of());
    TopicProperties topics = Binder.get(environment).bindOrCreate("keyfold.topics", TopicProperties.class);
    assertThat(topics.minInsyncReplicas()).isEqualTo(2);
    assertThat(environment.getProperty(MIN_INSYNC)).isEqualTo("2");
  }

  @Test
  void configuredMinInsyncReplicasApplyToInternalTopics() throws IOException {
    StandardEnvironment environment = environment(Map.of("keyfold.topics.min-insync-replicas", "1"));
    assertThat(environment.getProperty(MIN_INSYNC)).isEqualTo("1");
  }

  private static StandardEnvironment environment(Map<String, Object> set) throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("set", set));
    new YamlPropertySourceLoader()
      .load("log", new ClassPathResource("keyfold-log.yml"))
      .forEach(environment.getPropertySources()::addLast);
    return environment;
  }
}
