package io.keyfold.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.deployment.events.DeploymentArchived;
import io.keyfold.deployment.events.DeploymentCreated;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class NewerSchemaTest {

  private static final Schema CREATED = SpecificData.get().getSchema(DeploymentCreated.class);

  @Test
  void currentSchemasAreNotNewer() {
    assertThat(NewerSchema.is(CREATED)).isFalse();
    assertThat(NewerSchema.is(SpecificData.get().getSchema(DeploymentArchived.class))).isFalse();
  }

  @Test
  void anUnknownFieldIsNewer() {
    List<Schema.Field> fields = new ArrayList<>();
    CREATED.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(new Schema.Field("colour", Schema.create(Schema.Type.STRING), "", "none"));
    Schema more = Schema.createRecord(CREATED.getName(), "", CREATED.getNamespace(), false, fields);

    assertThat(NewerSchema.is(more)).isTrue();
  }

  @Test
  void anUnknownKeyfoldTypeIsNewer() {
    Schema type = SchemaBuilder.record("DeploymentMoved").namespace(CREATED.getNamespace()).fields().endRecord();

    assertThat(NewerSchema.is(type)).isTrue();
  }

  @Test
  void aForeignTypeIsNotNewer() {
    Schema type = SchemaBuilder.record("ThirdParty").namespace("org.example").fields().endRecord();

    assertThat(NewerSchema.is(type)).isFalse();
    assertThat(NewerSchema.is(Schema.create(Schema.Type.LONG))).isFalse();
  }
}
