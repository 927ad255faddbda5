package io.keyfold.authconfig.credentials;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.platform.error.FieldError;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.web.InputSchema;
import io.keyfold.schema.AuthMethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The {@code value} of a request: a secret that is still to be validated. Immutable and never printed. */
public final class SubmittedValue {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ObjectNode content;

  private SubmittedValue(ObjectNode content) {
    this.content = content;
  }

  /** {@return the value of a request} */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static SubmittedValue of(ObjectNode content) {
    return new SubmittedValue(content);
  }

  /** {@return whether this is an OAuth app rather than the credential that the method injects} */
  public boolean isOAuthApp(KnownMethod method) {
    return method.type() == AuthMethodType.OAUTH && (content.has("client_id") || content.has("client_secret"));
  }

  boolean has(String property) {
    return content.has(property);
  }

  List<FieldError> check(InputSchema schema) {
    return schema.check(content, "value");
  }

  /** {@return why the property cannot be injected; empty if it can, or if the value does not have it} */
  Optional<String> problem(String property, InjectedText place) {
    JsonNode node = content.path(property);
    return node.isContainer()
      ? Optional.of("Must be text: an object or array cannot be injected into a call")
      : place.problem(node.asString(""));
  }

  /** {@return the properties that end with a line break} */
  List<String> trailingLineBreaks(Collection<String> properties) {
    return properties
      .stream()
      .filter(name -> {
        JsonNode node = content.path(name);
        return node.isString() && !InjectedText.withoutTrailingLineBreak(node.stringValue()).equals(node.stringValue());
      })
      .sorted()
      .toList();
  }

  /** {@return the value without one trailing line break in each of these properties} */
  SubmittedValue withoutTrailingLineBreaks(Collection<String> properties) {
    ObjectNode trimmed = content.deepCopy();
    for (String name : trailingLineBreaks(properties)) {
      trimmed.put(name, InjectedText.withoutTrailingLineBreak(content.path(name).stringValue()));
    }
    return new SubmittedValue(trimmed);
  }

  /** {@return the names that the value has} */
  List<String> names(Iterable<String> known) {
    List<String> names = new ArrayList<>();
    known.forEach(name -> {
      if (content.has(name)) {
        names.add(name);
      }
    });
    return names;
  }

  /** {@return the value in the form to seal: the caller's JSON object in UTF-8} */
  public Secret secret() {
    return Secret.takeOver(JSON.writeValueAsBytes(content));
  }

  /** {@return a property as text; null if it is missing} */
  public @Nullable String text(String property) {
    JsonNode node = content.path(property);
    return node.isString() ? node.stringValue() : null;
  }

  /** {@return the client id of an OAuth app} */
  String clientId() {
    return content.path("client_id").stringValue();
  }

  /** {@return the scopes of an OAuth app or of a request for a token; empty if none are given} */
  List<String> scopes() {
    return content.path("scopes").valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList();
  }

  /** {@return the secret of an OAuth app in the form to seal} */
  Secret appSecret() {
    return Secret.takeOver(JSON.writeValueAsBytes(content.deepCopy().without(List.of("client_id", "scopes"))));
  }

  /** {@return an empty object in the form to seal: an OAuth app's auth config has no value of its own} */
  static Secret nothing() {
    return Secret.takeOver(JSON.writeValueAsBytes(JSON.createObjectNode()));
  }

  @Override
  public String toString() {
    return "SubmittedValue[***]";
  }
}
