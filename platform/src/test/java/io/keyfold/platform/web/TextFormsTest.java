package io.keyfold.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TextFormsTest {

  private static final JsonMapper JSON = WireJson.mapper();

  private static final String SCHEMA = """
  {
    "properties": {
      "id": { "type": "string" },
      "provider_id": { "type": ["string", "null"] },
      "tool_id": { "type": "string" },
      "alias": { "type": ["string", "object"], "format": "id" },
      "name": { "type": ["string", "null"] },
      "description": { "type": "string" },
      "color": { "type": "string", "enum": ["red"] },
      "at": { "type": "string", "format": "date-time" },
      "metadata": { "type": "object" },
      "scopes": { "type": "array", "items": { "type": "string" } },
      "nested": { "oneOf": [{ "$ref": "#/$defs/part" }, { "type": "null" }] }
    },
    "$defs": { "part": { "type": "object", "properties": { "name": { "type": "string" } } } }
  }
  """;

  @Test
  void eachStringGetsTheFormOfItsName() {
    JsonNode declared = TextForms.declare(JSON.readTree(SCHEMA));
    JsonNode properties = declared.path("properties");

    assertThat(format(properties.path("id"))).isEqualTo("id");
    assertThat(format(properties.path("provider_id"))).isEqualTo("id");
    assertThat(format(properties.path("name"))).isEqualTo("single-line");
    assertThat(format(properties.path("tool_id"))).isEqualTo("single-line");
    assertThat(format(properties.path("description"))).isEqualTo("multi-line");
    assertThat(format(properties.path("scopes").path("items"))).isEqualTo("single-line");
    assertThat(format(declared.at("/$defs/part/properties/name"))).isEqualTo("single-line");
  }

  @Test
  void declaredFormsAndOpenPartsAreKept() {
    JsonNode source = JSON.readTree(SCHEMA);
    JsonNode declared = TextForms.declare(source);

    for (String kept : new String[] { "alias", "color", "at", "metadata" }) {
      assertThat(declared.path("properties").path(kept)).isEqualTo(source.path("properties").path(kept));
    }
  }

  /** C0 with NUL, DEL, C1. */
  @ParameterizedTest
  @ValueSource(strings = { "\0", "a\0b", "\u0001", "\u001b[0m", "\r", "\u007f", "\u0080", "\u0085", "\u009f" })
  void noFormAdmitsControlCharacters(String text) {
    for (TextForm form : TextForm.values()) {
      assertThat(form.admits(text)).as(form.wire()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = { "\n", "two\nlines", "\tindented" })
  void onlyADescriptionMayHaveSeveralLines(String text) {
    assertThat(TextForm.MULTI_LINE.admits(text)).isTrue();
    assertThat(TextForm.SINGLE_LINE.admits(text)).isFalse();
    assertThat(TextForm.ID.admits(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = { "", "Acme GmbH & Co. KG", "\u00e9\u4e2d\ud83d\ude00", "\u200f\u05d0" })
  void aNameMayBeAnyOtherText(String text) {
    assertThat(TextForm.SINGLE_LINE.admits(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "pdp_0mx2uet2e9NeXyMYFQ0nJf,true",
    "api_key,true",
    "a.b#c:d-e,true",
    "a b,false",
    "a/b,false",
    "'',false",
  })
  void anIdHasTheCharactersOfIds(String text, boolean admitted) {
    assertThat(TextForm.ID.admits(text)).isEqualTo(admitted);
  }

  private static String format(JsonNode schema) {
    return schema.path("format").asString("");
  }
}
