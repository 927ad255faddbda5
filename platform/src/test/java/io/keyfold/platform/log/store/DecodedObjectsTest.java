package io.keyfold.platform.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.log.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DecodedObjectsTest {

  private record Name(String name) {}

  private record Title(String name) {}

  private static final Kind<Name> NAMES = new Kind<>("name", Name.class);
  private static final Kind<Title> TITLES = new Kind<>("title", Title.class);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final DecodedObjects objects = new DecodedObjects(metrics);

  @Test
  void equalBytesAreDecodedOnce() {
    Name first = objects.decode(NAMES, json("a"));

    assertThat(objects.decode(NAMES, json("a"))).isSameAs(first);
    assertThat(metrics.get("cache.gets").tag("result", "hit").functionCounter().count()).isEqualTo(1);
  }

  @Test
  void differentBytesAreDecodedSeparately() {
    objects.decode(NAMES, json("a"));

    assertThat(objects.decode(NAMES, json("b"))).isEqualTo(new Name("b"));
  }

  @Test
  void hashCollisionsAreResolved() {
    assertThat("Aa").hasSameHashCodeAs("BB");
    objects.decode(NAMES, json("Aa"));

    assertThat(objects.decode(NAMES, json("BB"))).isEqualTo(new Name("BB"));
  }

  @Test
  void equalBytesOfAnotherKindAreDecodedSeparately() {
    objects.decode(NAMES, json("a"));

    assertThat(objects.decode(TITLES, json("a"))).isEqualTo(new Title("a"));
  }

  private static byte[] json(String name) {
    return "{\"name\":\"%s\"}".formatted(name).getBytes(StandardCharsets.UTF_8);
  }
}
