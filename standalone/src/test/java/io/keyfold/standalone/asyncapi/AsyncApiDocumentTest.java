package io.keyfold.standalone.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.schemas.topic.TopicTypes;
import io.keyfold.standalone.GeneratedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/asyncapi.yaml is generated from the topics' declarations and Avro schemas. */
class AsyncApiDocumentTest {

  /** Topics without a public contract: commands, data keys, sealed tokens, the state of deliveries and dead letters. */
  private static final Set<String> INTERNAL = Set.of(
    "deployment.commands",
    "authconfig.commands",
    "session.commands",
    "ledger.commands",
    "ledger.signals",
    "session.signals",
    "authconfig.keys",
    "authconfig.tokens",
    "webhook.deliveries",
    TopicTypes.DEAD_LETTERS
  );

  private final GeneratedFile file = new GeneratedFile(
    Path.of("..", "docs", "asyncapi.yaml"),
    AsyncApiDocumentTest.class
  );

  @Test
  void documentMatchesTheCode() throws IOException {
    file.check(AsyncApiDocument.yaml("# Generated from the code; do not edit: " + file.command() + "\n"));
  }

  @Test
  void everyTopicIsPublicOrInternal() {
    Set<String> known = PublicTopic.all()
      .stream()
      .map(topic -> topic.spec().name())
      .collect(Collectors.toSet());
    known.addAll(INTERNAL);
    assertThat(known).isEqualTo(TopicTypes.all().keySet());
  }
}
