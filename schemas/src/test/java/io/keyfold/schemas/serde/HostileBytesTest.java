package io.keyfold.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.schemas.error.NotAvroException;
import io.keyfold.schemas.error.SchemaException;
import io.keyfold.schemas.error.UnknownSchemaIdException;
import io.keyfold.schemas.registry.CompatibilityLevel;
import io.keyfold.schemas.registry.InMemoryRegistry;
import io.keyfold.schemas.topic.TopicTypes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Decoding any bytes returns a record or throws a declared exception, without long delays. */
class HostileBytesTest {

  private final AvroCodec codec = new AvroCodec(new InMemoryRegistry("mock://hostile", CompatibilityLevel.NONE));
  private final List<byte[]> good = new ArrayList<>();

  HostileBytesTest() {
    TopicTypes.all().forEach((topic, types) ->
      types.forEach(type -> good.add(codec.encode(topic, SampleRecords.full(type))))
    );
  }

  @Property(tries = 2_000)
  void anyBytesAreARecordOrADeclaredException(@ForAll @Size(max = 200) byte[] bytes) {
    decodesOrRejects(bytes);
  }

  @Property(tries = 5_000)
  void anyBytesWithAKnownSchemaAreARecordOrRejected(@ForAll @IntRange(min = 1, max = 50) int id, @ForAll byte[] bytes) {
    decodesOrRejects(
      ByteBuffer.allocate(bytes.length + 5)
        .put((byte) 0)
        .putInt(id)
        .put(bytes)
        .array()
    );
  }

  @Property(tries = 5_000)
  void aDamagedRecordIsARecordOrRejected(
    @ForAll("records") byte[] record,
    @ForAll @IntRange(max = 5_000) int anywhere,
    @ForAll @Size(min = 1, max = 12) byte[] damage
  ) {
    byte[] damaged = record.clone();
    int place = 5 + (anywhere % (record.length - 5));
    for (int i = 0; i < damage.length && place + i < damaged.length; i++) {
      damaged[place + i] = damage[i];
    }
    decodesOrRejects(damaged);
  }

  @Provide
  Arbitrary<byte[]> records() {
    return Arbitraries.of(good);
  }

  private void decodesOrRejects(byte[] bytes) {
    try {
      assertThat(codec.decode("any", bytes)).isNotNull();
    } catch (NotAvroException | UnknownSchemaIdException declared) {
      assertThat(declared).isInstanceOf(SchemaException.class);
    }
  }
}
