package io.keyfold.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.schema.CommandRejected;
import io.keyfold.schema.CommandRepeated;
import io.keyfold.schema.DeadLetter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class TopicTypesTest {

  private static final Path AVRO = Path.of("src/main/avro");
  private static final Set<Class<? extends SpecificRecord>> SHARED = Set.of(
    CommandRejected.class,
    CommandRepeated.class,
    DeadLetter.class
  );

  @Test
  void everyTopicHasTheTypesOfItsFolder() throws IOException {
    try (Stream<Path> folders = Files.list(AVRO)) {
      List<Path> topics = folders.filter(folder -> !folder.endsWith("common")).toList();
      assertThat(topics).hasSize(TopicTypes.all().size() - 1);
      for (Path topic : topics) {
        assertThat(names(topic)).as(topic.toString()).isEqualTo(ownNames(topic.getFileName().toString()));
      }
    }
  }

  @Test
  void everyDeadLetterTopicHasDeadLetters() {
    assertThat(TopicTypes.of("session.events.dlq")).containsExactly(DeadLetter.class);
  }

  @Test
  void aForeignTopicIsRejected() {
    assertThatThrownBy(() -> TopicTypes.of("orders")).hasMessageContaining("orders");
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
        .map(file -> file.getFileName().toString().replace(".avsc", ""))
        .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> ownNames(String topic) {
    return TopicTypes.of(topic)
      .stream()
      .filter(type -> !SHARED.contains(type))
      .map(Class::getSimpleName)
      .collect(Collectors.toCollection(TreeSet::new));
  }
}
