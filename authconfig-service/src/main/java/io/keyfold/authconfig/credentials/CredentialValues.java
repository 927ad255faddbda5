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
import tools.jackson.databind.json.JsonMapper;

/** Tells what a submitted value is, and checks it against the auth method's schema. What it says never quotes a value. */
final class CredentialValues {

  private static final int MAX_SCHEMAS = 256;
  private static final JsonMapper JSON = JsonMapper.shared();

  private record Compiled(InputSchema schema, List<String> properties) {}

  /**
   * A value that its method accepts.
   *
   * @param kind what it is
   * @param fields which of the schema's properties it has; names that only the caller knows are left out, they may be secret
   */
  record Checked(CredentialKind kind, List<String> fields) {}

  private final Cache<String, Compiled> schemas = Caffeine.newBuilder()
    .maximumSize(MAX_SCHEMAS)
    .executor(Runnable::run)
    .build();

  CredentialValues(MeterRegistry meters) {
    meters.gauge("keyfold.authconfig.schemas.cached", schemas, Cache::estimatedSize);
  }

  /** Errors with {@code invalid_data} and the paths of what is wrong. */
  Checked check(KnownMethod method, SubmittedValue value) {
    boolean oauth = method.type() == AuthMethodType.OAUTH;
    boolean app = oauth && (value.has("client_id") || value.has("client_secret"));
    String output = method.outputSchema();
    String text = oauth && !app && output != null ? output : method.inputSchema();
    Compiled schema = schemas.get(text, CredentialValues::compile);
    List<FieldError> errors = value.check(schema.schema());
    if (!errors.isEmpty()) {
      throw ApiException.invalid(errors);
    }
    CredentialKind kind = !oauth ? CredentialKind.MANUAL : app ? CredentialKind.OAUTH_APP : CredentialKind.OAUTH_MANUAL;
    return new Checked(kind, value.names(schema.properties()));
  }

  private static Compiled compile(String text) {
    try {
      var source = JSON.readTree(text);
      return new Compiled(InputSchema.compile(source), List.copyOf(source.path("properties").propertyNames()));
    } catch (JacksonException | IllegalArgumentException e) {
      throw ApiException.of(ErrorCode.INVALID_AUTH_METHOD, "The auth method's schema cannot be used");
    }
  }
}
