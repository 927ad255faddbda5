package io.keyfold.authconfig.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keyfold.platform.error.FieldError;
import io.keyfold.platform.web.InputSchema;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JSON Schema as a form, and the form as JSON again. */
class SchemaFormTest {

  private static final JsonNode SCHEMA = json(
    """
    {"type": "object", "required": ["token", "retries"], "properties": {
      "token": {"type": "string", "title": "API key", "description": "From the console.", "minLength": 8},
      "account_id": {"type": "string", "secret": false},
      "key_file": {"type": "string", "contentMediaType": "application/json"},
      "retries": {"type": "integer", "secret": false, "default": 3, "maximum": 9},
      "region": {"enum": ["eu", "us", 1]},
      "strict": {"type": ["boolean", "null"]},
      "labels": {"type": "array", "secret": false, "items": {"type": "string"}},
      "site": {"type": "string", "secret": false, "format": "uri"}
    }}
    """
  );

  private final SchemaForm form = SchemaForm.ofCredential(SCHEMA);

  @Test
  void eachPropertyIsAFieldOfItsKind() {
    assertThat(form.fields())
      .extracting(FormField::name, FormField::label, FormField::type, FormField::required, FormField::value)
      .containsExactly(
        tuple("credential.token", "API key", FormField.Type.PASSWORD, true, null),
        tuple("credential.account_id", "Account id", FormField.Type.TEXT, false, null),
        tuple("credential.key_file", "Key file", FormField.Type.SECRET_MULTILINE, false, null),
        tuple("credential.retries", "Retries", FormField.Type.NUMBER, true, "3"),
        tuple("credential.region", "Region", FormField.Type.SELECT, false, null),
        tuple("credential.strict", "Strict", FormField.Type.CHECKBOX, false, null),
        tuple("credential.labels", "Labels", FormField.Type.MULTILINE, false, null),
        tuple("credential.site", "Site", FormField.Type.URL, false, null)
      );
  }

  @Test
  void aSubmittedFormIsAValueOfTheSchema() {
    ObjectNode value = form.read(
      entered("token", "secret-123", "retries", "4", "region", "1", "labels", "[\"a\"]", "key_file", "{\r\n}")
    );

    assertThat(value).isEqualTo(
      json(
        """
        {"token": "secret-123", "key_file": "{\\n}", "retries": 4, "region": 1, "strict": false, "labels": ["a"]}
        """
      )
    );
    assertThat(InputSchema.compile(SCHEMA).check(value)).isEmpty();
  }

  @Test
  void textThatIsNoNumberIsLeftToTheSchema() {
    ObjectNode value = form.read(entered("token", "short", "retries", "many", "account_id", " "));
    List<FieldError> errors = InputSchema.compile(SCHEMA).check(value, "value");

    assertThat(form.fields(value, errors))
      .extracting(FormField::name, FormField::value, FormField::error)
      .contains(
        tuple("credential.token", null, "too_short"),
        tuple("credential.retries", "many", "type"),
        tuple("credential.account_id", null, null)
      );
  }

  @Test
  @Tag("promise-4")
  void aSecretIsNeverShownAgain() {
    ObjectNode value = form.read(entered("token", "secret-123", "key_file", "secret-456"));

    assertThat(form.fields(value, List.of()).toString()).doesNotContain("secret-123", "secret-456");
  }

  @Test
  void anErrorWithoutAFieldIsShownAtTheFirst() {
    FieldError error = new FieldError("invalid", "has none of the allowed forms", List.of("value"));

    assertThat(form.fields(form.read(entered()), List.of(error)).getFirst().error()).isEqualTo("invalid");
  }

  @Test
  void settingsAreSecretOnlyIfTheySaySo() {
    SchemaForm settings = SchemaForm.ofSettings(
      json(
        """
        {"properties": {"host": {"type": "string"}, "pin": {"type": "string", "secret": true}}}
        """
      )
    );

    assertThat(settings.fields())
      .extracting(FormField::name, FormField::type)
      .containsExactly(tuple("settings.host", FormField.Type.TEXT), tuple("settings.pin", FormField.Type.PASSWORD));
  }

  private static MultiValueMap<String, String> entered(String... namesAndValues) {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.add("credential." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return form;
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
