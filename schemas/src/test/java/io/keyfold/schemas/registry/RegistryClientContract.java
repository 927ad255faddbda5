package io.keyfold.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.schemas.error.SchemaRejectedException;
import io.keyfold.schemas.error.UnknownSchemaIdException;
import io.keyfold.schemas.error.UnknownSubjectException;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What every registry client promises; run against the one in memory and the one over HTTP. */
abstract class RegistryClientContract {

  static final String SUBJECT = "orders-org.example.Order/1 é";
  static final Schema V1 = SchemaTexts.parse(
    """
    {"type":"record","name":"Order","namespace":"org.example","doc":"An order.","fields":[
      {"name":"id","type":"string","doc":"Its \\"id\\"."}]}"""
  );
  static final Schema V2 = SchemaTexts.parse(
    V1.toString().replace("]}", ",{\"name\":\"n\",\"type\":\"int\",\"default\":0}]}")
  );
  static final Schema BROKEN = SchemaTexts.parse(V1.toString().replace("]}", ",{\"name\":\"n\",\"type\":\"int\"}]}"));

  abstract RegistryClient registry();

  @Test
  void aRegisteredSchemaIsFoundByIdByVersionAsTheLatestAndByItsText() {
    int first = registry().register(SUBJECT, V1);
    int second = registry().register(SUBJECT, V2);

    assertThat(registry().schemaById(first)).isEqualTo(V1);
    assertThat(registry().version(SUBJECT, 1)).isEqualTo(new RegisteredSchema(SUBJECT, 1, first, V1));
    assertThat(registry().latest(SUBJECT)).isEqualTo(new RegisteredSchema(SUBJECT, 2, second, V2));
    assertThat(registry().lookup(SUBJECT, V1).version()).isEqualTo(1);
  }

  @Test
  void registeringAgainAnswersTheSameIdAlsoUnderAnotherSubject() {
    int id = registry().register(SUBJECT, V1);

    assertThat(registry().register(SUBJECT, V1)).isEqualTo(id);
    assertThat(registry().register("other", V1)).isEqualTo(id);
  }

  @Test
  void anIncompatibleSchemaIsRejectedWithTheReason() {
    registry().register(SUBJECT, V1);

    assertThat(registry().compatible(SUBJECT, V2)).isTrue();
    assertThat(registry().compatible(SUBJECT, BROKEN)).isFalse();
    assertThat(registry().compatible("new", BROKEN)).isTrue();
    assertThatThrownBy(() -> registry().register(SUBJECT, BROKEN))
      .isInstanceOfSatisfying(SchemaRejectedException.class, rejected ->
        assertThat(rejected.subject()).isEqualTo(SUBJECT)
      )
      .hasMessageContaining("READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void whatIsNotThereIsItsOwnError() {
    registry().register(SUBJECT, V1);

    assertThatThrownBy(() -> registry().schemaById(99)).isInstanceOf(UnknownSchemaIdException.class);
    assertThatThrownBy(() -> registry().latest("none")).isInstanceOf(UnknownSubjectException.class);
    assertThatThrownBy(() -> registry().version(SUBJECT, 2)).isInstanceOf(UnknownSubjectException.class);
    assertThatThrownBy(() -> registry().lookup(SUBJECT, V2)).isInstanceOf(UnknownSubjectException.class);
  }
}
