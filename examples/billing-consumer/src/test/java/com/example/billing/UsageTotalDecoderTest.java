package com.example.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class UsageTotalDecoderTest {

  private static final int ID = 300;

  /** A later version: without the user and the failures, with a payer and a field that are not known yet. */
  private static final Schema LATER = new Schema.Parser().parse(
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

  private final UsageTotalDecoder decoder = new UsageTotalDecoder(id -> {
    assertThat(id).isEqualTo(ID);
    return LATER;
  });

  @Test
  void aTotalOfALaterSchemaIsDecoded() throws IOException {
    UsageTotal total = decoder.decode("k", value());

    assertThat(total).isEqualTo(
      new UsageTotal(
        "k",
        Instant.EPOCH,
        "tnt_1",
        "prv_1",
        "pdp_1",
        null,
        null,
        "a\uFFFDb",
        null,
        "tool_calls",
        "UNKNOWN",
        "call",
        new BigDecimal("1.500000000"),
        2,
        0,
        0,
        0,
        1,
        7,
        Instant.EPOCH.plusSeconds(1)
      )
    );
  }

  @Test
  void otherBytesAreRejected() throws IOException {
    byte[] otherFormat = value();
    otherFormat[0] = 1;
    byte[] truncated = ByteBuffer.allocate(6)
      .put((byte) 0)
      .putInt(ID)
      .array();

    assertThatThrownBy(() -> decoder.decode("k", otherFormat)).isInstanceOf(UndecodableTotalException.class);
    assertThatThrownBy(() -> decoder.decode("k", new byte[4])).isInstanceOf(UndecodableTotalException.class);
    assertThatThrownBy(() -> decoder.decode("k", truncated)).isInstanceOf(UndecodableTotalException.class);
  }

  private static byte[] value() throws IOException {
    GenericRecord later = new GenericData.Record(LATER);
    later.put("bucket_start", 0L);
    later.put("tenant_id", "tnt_1");
    later.put("provider_id", "prv_1");
    later.put("region", "eu");
    later.put("provider_deployment_id", "pdp_1");
    later.put("tool", "a\0b");
    later.put("meter", "tool_calls");
    later.put("payer", new GenericData.EnumSymbol(LATER.getField("payer").schema(), "PARTNER"));
    later.put("unit", "call");
    later.put("quantity", ByteBuffer.wrap(new BigDecimal("1.500000000").unscaledValue().toByteArray()));
    later.put("count", 2L);
    later.put("source_partition", 1);
    later.put("source_offset", 7L);
    later.put("updated_at", 1_000_000L);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(
      ByteBuffer.allocate(5)
        .put((byte) 0)
        .putInt(ID)
        .array()
    );
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(LATER).write(later, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
