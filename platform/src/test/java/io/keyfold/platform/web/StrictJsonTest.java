package io.keyfold.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.keyfold.platform.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StrictJsonTest {

  private static final String CANARY = "c4n4ry-secret-9f8e7d";
  private static final JsonMapper JSON = WireJson.mapper();
  private static final JavaType OBJECT = JSON.constructType(ObjectNode.class);

  private final StrictJson strict = new StrictJson(JSON);
  private final InputSchema schema = new RequestSchemas(JSON).get("test-widget");

  @Property(tries = 500)
  void hostileBodiesAreRejectedCleanly(@ForAll byte[] body) {
    read(body, refused -> {});
  }

  @Property(tries = 500)
  @Tag("promise-4")
  void errorsNeverContainTheSecret(@ForAll("bodies") String body) {
    read(body.getBytes(StandardCharsets.UTF_8), refused -> {
      assertThat(refused.text()).doesNotContain(CANARY);
      assertThat(refused.hint()).isNull();
      assertThat(refused.errors().toString()).doesNotContain(CANARY);
    });
  }

  @Test
  void limitErrorsContainThePath() {
    String deep = "{\"metadata\":{\"list\":[0," + "[".repeat(80) + "]]}}";
    read(deep.getBytes(StandardCharsets.UTF_8), refused ->
      assertThat(refused.errors().get(0).path()).startsWith("metadata", "list", "1", "0")
    );
    String lengthy = "{\"metadata\":{\"text\":\"" + "x".repeat(WireJson.MAX_STRING + 1) + "\"}}";
    read(lengthy.getBytes(StandardCharsets.UTF_8), refused ->
      assertThat(refused.errors().get(0).path()).startsWith("metadata")
    );
  }

  @Test
  void aNameInBothSpellingsIsRejected() {
    byte[] both = "{\"name\":\"a\",\"provider_id\":\"prv_a\",\"providerId\":\"prv_b\"}".getBytes(
      StandardCharsets.UTF_8
    );
    boolean[] wasRefused = { false };
    read(both, refused -> wasRefused[0] = refused.errors().get(0).code().equals("duplicate"));
    assertThat(wasRefused[0]).isTrue();
  }

  @Test
  void aSchemaCannotReferToOtherDocuments() {
    for (String target : new String[] {
      "http://127.0.0.1:1/x",
      "classpath:/requests/test-widget.json",
      "file:/etc/passwd",
    }) {
      assertThatCode(() -> InputSchema.compile(JSON.readTree("{\"$ref\":\"" + target + "\"}"))).isInstanceOf(
        IllegalArgumentException.class
      );
    }
  }

  private void read(byte[] body, Consumer<ApiException> refused) {
    try {
      assertThat(strict.read(body, schema, OBJECT)).isInstanceOf(ObjectNode.class);
    } catch (ApiException e) {
      refused.accept(e);
    }
  }

  @Provide
  Arbitrary<String> bodies() {
    return objects(2).flatMap(json -> Arbitraries.of(json, json + CANARY, json.substring(0, json.length() - 1)));
  }

  private static Arbitrary<String> objects(int depth) {
    Arbitrary<String> name = Arbitraries.of(
      "name",
      "color",
      "provider_id",
      "providerId",
      "size",
      "at",
      "metadata",
      "tool_filters",
      "type",
      "keys",
      CANARY
    );
    return Combinators.combine(name, values(depth))
      .as((key, value) -> "\"" + key + "\":" + value)
      .list()
      .ofMaxSize(4)
      .map(fields -> "{" + String.join(",", fields) + "}");
  }

  private static Arbitrary<String> values(int depth) {
    Arbitrary<String> leaf = Arbitraries.of("\"" + CANARY + "\"", "\"x" + CANARY + "\\u0000\"", "1", "null", "true");
    return depth == 0
      ? leaf
      : Arbitraries.oneOf(
          leaf,
          objects(depth - 1),
          values(depth - 1)
            .list()
            .ofMaxSize(3)
            .map(list -> "[" + String.join(",", list) + "]")
        );
  }
}
