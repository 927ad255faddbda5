package io.keyfold.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.schemas.error.SchemaRejectedException;
import io.keyfold.schemas.error.UnknownSchemaIdException;
import io.keyfold.schemas.error.UnknownSubjectException;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The contract of all registry clients, run for the in-memory and the HTTP client. */
abstract class RegistryClientContract {

  static final Schema V1 = SchemaTexts.parse(
    """
    {"type":"record","name":"Order","namespace":"org.example","doc":"An order.","fields":[
      {"name":"id","type":"string","doc":"Its \\"id\\"."}]}"""
  );
  static final Schema V2 = SchemaTexts.parse(
    V1.toString().replace("]}", ",{\"name\":\"n\",\"type\":\"int\",\"default\":0}]}")
  );
  static final Schema BROKEN = SchemaTexts.parse(V1.toString().replace("]}", ",{\"name\":\"n\",\"type\":\"int\"}]}"));

  /** Unique per test, since the registry may outlive it, and with characters that a path must escape. */
  final String subject = "orders-org.example.Order/1 é " + UUID.randomUUID();

  abstract RegistryClient registry();

  @Test
  void aRegisteredSchemaIsFoundByIdVersionLatestAndText() {
    int first = registry().register(subject, V1);
    int second = registry().register(subject, V2);

    assertThat(registry().schemaById(first)).isEqualTo(V1);
    assertThat(registry().version(subject, 1)).isEqualTo(new RegisteredSchema(subject, 1, first, V1));
    assertThat(registry().latest(subject)).isEqualTo(new RegisteredSchema(subject, 2, second, V2));
    assertThat(registry().lookup(subject, V1).version()).isEqualTo(1);
  }

  @Test
  void registeringAgainReturnsTheSameIdInAnySubject() {
    int id = registry().register(subject, V1);

    assertThat(registry().register(subject, V1)).isEqualTo(id);
    assertThat(registry().register("other " + subject, V1)).isEqualTo(id);
  }

  @Test
  void anIncompatibleSchemaIsRejectedWithTheReason() {
    registry().register(subject, V1);

    assertThat(registry().compatible(subject, V2)).isTrue();
    assertThat(registry().compatible(subject, BROKEN)).isFalse();
    assertThat(registry().compatible("new " + subject, BROKEN)).isTrue();
    assertThatThrownBy(() -> registry().register(subject, BROKEN))
      .isInstanceOfSatisfying(SchemaRejectedException.class, rejected ->
        assertThat(rejected.subject()).isEqualTo(subject)
      )
      .hasMessageContaining("/fields/1");
  }

  @Test
  void missingResourcesHaveTheirOwnExceptions() {
    registry().register(subject, V1);

    assertThatThrownBy(() -> registry().schemaById(99_999)).isInstanceOf(UnknownSchemaIdException.class);
    assertThatThrownBy(() -> registry().latest("none")).isInstanceOf(UnknownSubjectException.class);
    assertThatThrownBy(() -> registry().version(subject, 2)).isInstanceOf(UnknownSubjectException.class);
    assertThatThrownBy(() -> registry().lookup(subject, V2)).isInstanceOf(UnknownSubjectException.class);
  }
}
