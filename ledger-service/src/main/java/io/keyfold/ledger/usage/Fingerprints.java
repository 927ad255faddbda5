package io.keyfold.ledger.usage;

import io.keyfold.platform.id.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** Fingerprints of queries, equal on all instances. */
final class Fingerprints {

  private Fingerprints() {}

  /** {@return a non-negative number from what decides the rows and their order, without the time range} */
  static long of(UsageQuery query) {
    String text = String.join(
      "\n",
      query.granularity().wire(),
      query.zone().getId(),
      query.groupBy().toString(),
      query.metadataKeys().toString(),
      new TreeMap<>(query.filters()).toString(),
      new TreeMap<>(query.metadataFilters()).toString(),
      query.without().toString(),
      query.withoutMetadata().toString()
    );
    return ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8))).getInt() & 0xffff_ffffL;
  }
}
