package io.keyfold.ledger.usage;

import io.keyfold.platform.error.ApiException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a response counts: the records before these positions on the log. The same query as of the same positions has
 * the same response, from every instance and at any time. As text it means nothing to callers.
 *
 * @param positions position by partition
 * @param completeUntil the completeness watermark at these positions; null if unknown
 * @param prices fingerprint of the price lists; 0 if no prices are part of the response
 */
public record AsOf(Map<Integer, Long> positions, @Nullable Instant completeUntil, long prices) {
  private static final String PREFIX = "aso_";
  private static final int MAX_PARTITIONS = 1_000;

  /** Copies the positions. */
  public AsOf {
    positions = Map.copyOf(positions);
  }

  /** {@return the same with prices} */
  public AsOf withPrices(long fingerprint) {
    return new AsOf(positions, completeUntil, fingerprint);
  }

  /** {@return the text} */
  public String text() {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * (3 + 2 * positions.size()));
    VarInts.write(bytes, completeUntil == null ? 0 : completeUntil.toEpochMilli());
    VarInts.write(bytes, positions.size());
    new TreeMap<>(positions).forEach((partition, position) -> {
      VarInts.write(bytes, partition);
      VarInts.write(bytes, position);
    });
    VarInts.write(bytes, prices);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(VarInts.written(bytes));
  }

  /**
   * {@return the parsed text}
   *
   * @param parameter the query parameter, for errors
   * @throws ApiException {@code invalid_data} if no response contained it
   */
  static AsOf parse(String text, String parameter) {
    try {
      if (!text.startsWith(PREFIX)) {
        throw malformed(parameter);
      }
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(PREFIX.length())));
      long until = VarInts.read(bytes);
      long size = VarInts.read(bytes);
      if (size > MAX_PARTITIONS) {
        throw malformed(parameter);
      }
      Map<Integer, Long> positions = new TreeMap<>();
      for (int i = 0; i < size; i++) {
        positions.put(Math.toIntExact(VarInts.read(bytes)), VarInts.read(bytes));
      }
      long prices = VarInts.read(bytes);
      if (
        bytes.hasRemaining() ||
        positions
          .keySet()
          .stream()
          .anyMatch(at -> at >= MAX_PARTITIONS)
      ) {
        throw malformed(parameter);
      }
      return new AsOf(positions, until == 0 ? null : Instant.ofEpochMilli(until), prices);
    } catch (IllegalArgumentException | ArithmeticException | BufferUnderflowException e) {
      throw malformed(parameter);
    }
  }

  static ApiException malformed(String parameter) {
    return ApiException.invalid("format", parameter + " is a value from a response of this operation", parameter);
  }
}
