package com.example.billing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.IntFunction;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Decodes totals in Confluent's wire format: a zero byte, the id of the writer's schema, Avro binary. Avro resolves the
 * writer's schema to the schema of this consumer: added fields are ignored, missing ones have their defaults.
 */
final class UsageTotalDecoder {

  private static final int PREFIX = 1 + Integer.BYTES;

  private final IntFunction<Schema> writerSchemas;
  private final Schema readerSchema = readerSchema();
  private final GenericData model = model();

  /** Creates a decoder that finds the writers' schemas by id. */
  UsageTotalDecoder(IntFunction<Schema> writerSchemas) {
    this.writerSchemas = writerSchemas;
  }

  /**
   * {@return the total}
   *
   * @throws UndecodableTotalException if the value is not a total
   */
  UsageTotal decode(String key, byte[] value) {
    if (value.length < PREFIX || value[0] != 0) {
      throw new UndecodableTotalException("no value in Confluent's wire format, key " + key, null);
    }
    Schema writerSchema = writerSchemas.apply(ByteBuffer.wrap(value).getInt(1));
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, PREFIX, value.length - PREFIX, null);
    try {
      return total(key, new GenericDatumReader<GenericRecord>(writerSchema, readerSchema, model).read(null, decoder));
    } catch (IOException | AvroRuntimeException e) {
      throw new UndecodableTotalException("value cannot be decoded, key " + key, e);
    }
  }

  private static UsageTotal total(String key, GenericRecord value) {
    return new UsageTotal(
      column(key),
      (Instant) value.get("bucket_start"),
      text(value, "tenant_id"),
      text(value, "provider_id"),
      text(value, "provider_deployment_id"),
      optional(value, "auth_config_id"),
      (Long) value.get("credential_version"),
      optional(value, "tool"),
      optional(value, "user"),
      text(value, "meter"),
      text(value, "payer"),
      text(value, "unit"),
      (BigDecimal) value.get("quantity"),
      (long) value.get("count"),
      (long) value.get("succeeded"),
      (long) value.get("failed"),
      (long) value.get("outcome_unknown"),
      (int) value.get("source_partition"),
      (long) value.get("source_offset"),
      (Instant) value.get("updated_at")
    );
  }

  private static String text(GenericRecord value, String field) {
    return column(value.get(field).toString());
  }

  private static @Nullable String optional(GenericRecord value, String field) {
    Object text = value.get(field);
    return text == null ? null : column(text.toString());
  }

  /** PostgreSQL's texts cannot contain NUL, but the name of a provider's tool can. */
  private static String column(String text) {
    return text.replace('\0', '\uFFFD');
  }

  private static GenericData model() {
    GenericData model = new GenericData();
    model.addLogicalTypeConversion(new Conversions.DecimalConversion());
    model.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    return model;
  }

  private static Schema readerSchema() {
    try (InputStream file = UsageTotalDecoder.class.getResourceAsStream("/usage-total.avsc")) {
      if (file == null) {
        throw new IllegalStateException("usage-total.avsc is missing");
      }
      return new Schema.Parser().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
