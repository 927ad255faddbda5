package io.keyfold.benchmarks.micro;

import io.keyfold.schemas.registry.CompatibilityLevel;
import io.keyfold.schemas.registry.InMemoryRegistry;
import io.keyfold.schemas.serde.AvroCodec;

/** Creates codecs with an in-memory registry. */
final class Codecs {

  private Codecs() {}

  static AvroCodec inMemory() {
    return new AvroCodec(new InMemoryRegistry("memory", CompatibilityLevel.FULL_TRANSITIVE));
  }
}
