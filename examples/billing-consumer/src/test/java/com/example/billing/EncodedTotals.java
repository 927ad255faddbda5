package com.example.billing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Totals of a later release, in Confluent's wire format. */
final class EncodedTotals {

  /** Id of the schema. */
  static final int ID = 300;

  /** A later version: without the user and the failures, with a payer and a field that are not known yet. */
  static final Schema SCHEMA = new Schema.Parser().parse(
    """
    {"type": "record", "name": "UsageTotal", "namespace": "io.keyfold.usage", "fields": [
      {"name": "bucket_start", "type": {"type": "long", "logicalType": "timestamp-micros"}},
      {"name": "tenant_id", "type": "string"},
      {"name": "provider_id", "type": "string"},
      {"name": "region", "type": "string", "default": ""},
      {"name": "provider_deployment_id", "type": "string"},
      {"name": "tool", "type": ["null", "string"], "default": null},
      {"name": "meter", "type": "string"},
      {"name": "payer", "type": {"type": "enum", "name": "Payer", "symbols": ["UNKNOWN", "PARTNER"]}},
      {"name": "unit", "type": "string"},
      {"name": "quantity", "type": {"type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 9}},
      {"name": "count", "type": "long"},
      {"name": "source_partition", "type": "int"},
      {"name": "source_offset", "type": "long"},
      {"name": "updated_at", "type": {"type": "long", "logicalType": "timestamp-micros"}}
    ]}"""
  );

  /** {@return a total} */
  byte[] value(long sourceOffset) {
    GenericRecord later = new GenericData.Record(SCHEMA);
    later.put("bucket_start", 0L);
    later.put("tenant_id", "tnt_1");
    later.put("provider_id", "prv_1");
    later.put("region", "eu");
    later.put("provider_deployment_id", "pdp_1");
    later.put("tool", "a\0b");
    later.put("meter", "tool_calls");
    later.put("payer", new GenericData.EnumSymbol(SCHEMA.getField("payer").schema(), "PARTNER"));
    later.put("unit", "call");
    later.put("quantity", ByteBuffer.wrap(new BigDecimal("1.500000000").unscaledValue().toByteArray()));
    later.put("count", 2L);
    later.put("source_partition", 1);
    later.put("source_offset", sourceOffset);
    later.put("updated_at", 1_000_000L);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      bytes.write(
        ByteBuffer.allocate(5)
          .put((byte) 0)
          .putInt(ID)
          .array()
      );
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<GenericRecord>(SCHEMA).write(later, encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
