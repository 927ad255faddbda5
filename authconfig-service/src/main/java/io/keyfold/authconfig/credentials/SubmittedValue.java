package io.keyfold.authconfig.credentials;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.keyfold.platform.error.FieldError;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.web.InputSchema;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The {@code value} of a request: a secret that still has to be looked into. It does not print itself. */
final class SubmittedValue {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ObjectNode content;

  private SubmittedValue(ObjectNode content) {
    this.content = content;
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static SubmittedValue of(ObjectNode content) {
    return new SubmittedValue(content);
  }

  boolean has(String property) {
    return content.has(property);
  }

  List<FieldError> check(InputSchema schema) {
    return schema.check(content, "value");
  }

  /** {@return which of these names the value has} */
  List<String> names(Iterable<String> known) {
    List<String> names = new ArrayList<>();
    known.forEach(name -> {
      if (content.has(name)) {
        names.add(name);
      }
    });
    return names;
  }

  /** {@return the value as it is sealed: the caller's JSON object in UTF-8} */
  Secret secret() {
    return Secret.takeOver(JSON.writeValueAsBytes(content));
  }

  @Override
  public String toString() {
    return "SubmittedValue[***]";
  }
}
