package io.keyfold.authconfig.credentials;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.error.FieldError;
import io.keyfold.platform.web.InputSchema;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.CredentialKind;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Classifies submitted values and validates them against the auth method's schema. Errors never quote a value. */
public final class CredentialValues {

  private static final int MAX_SCHEMAS = 256;
  private static final JsonMapper JSON = JsonMapper.shared();

  private record Compiled(InputSchema schema, List<String> properties) {}

  /**
   * A valid value.
   *
   * @param kind kind of the credential
   * @param value the value to seal: as sent, except for trailing line breaks of injected properties
   * @param fields the schema's properties that the value has; other names are omitted, since they may be secret
   */
  public record Checked(CredentialKind kind, SubmittedValue value, List<String> fields) {}

  private final Cache<String, Compiled> schemas = Caffeine.newBuilder()
    .maximumSize(MAX_SCHEMAS)
    .executor(Runnable::run)
    .build();

  /** Creates a validator. */
  public CredentialValues(MeterRegistry meters) {
    meters.gauge("keyfold.authconfig.schemas.cached", schemas, Cache::estimatedSize);
  }

  /** Validates a value; errors with {@code invalid_data} and the path of each error. */
  public Checked check(KnownMethod method, SubmittedValue sent) {
    boolean oauth = method.type() == AuthMethodType.OAUTH;
    boolean app = sent.isOAuthApp(method);
    InjectedProperties injected = InjectedProperties.of(method, sent);
    SubmittedValue value = injected.trimmed(sent);
    String output = method.outputSchema();
    String text = oauth && !app && output != null ? output : method.inputSchema();
    Compiled schema = schemas.get(text, CredentialValues::compile);
    List<FieldError> errors = value.check(schema.schema());
    if (errors.isEmpty()) {
      errors = injected.check(value);
    }
    if (!errors.isEmpty()) {
      throw ApiException.invalid(errors);
    }
    CredentialKind kind = !oauth ? CredentialKind.MANUAL : app ? CredentialKind.OAUTH_APP : CredentialKind.OAUTH_MANUAL;
    return new Checked(kind, value, value.names(schema.properties()));
  }

  /**
   * {@return the errors of a provider's settings; empty if they are valid}
   *
   * @param schema the provider's config schema
   * @param at path of the settings in the request, for errors
   */
  public List<FieldError> checkSettings(String schema, JsonNode settings, String at) {
    return schemas.get(schema, CredentialValues::compile).schema().check(settings, at);
  }

  private static Compiled compile(String text) {
    try {
      var source = JSON.readTree(text);
      return new Compiled(InputSchema.compile(source), List.copyOf(source.path("properties").propertyNames()));
    } catch (JacksonException | IllegalArgumentException e) {
      throw ApiException.of(ErrorCode.INVALID_AUTH_METHOD, "The auth method's schema is invalid");
    }
  }
}
