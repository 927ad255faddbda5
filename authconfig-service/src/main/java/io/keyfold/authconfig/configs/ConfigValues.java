package io.keyfold.authconfig.configs;

import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.credentials.CredentialValues;
import io.keyfold.platform.error.FieldError;
import io.keyfold.platform.url.UrlTemplate;
import io.keyfold.platform.url.UrlTemplate.Expansion;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Validates settings: by the provider's config schema, and by what its URL allows. */
public final class ConfigValues {

  private static final String FIELD = "value";

  private final CredentialValues schemas;

  /** Creates a validator. */
  public ConfigValues(CredentialValues schemas) {
    this.schemas = schemas;
  }

  /** {@return the errors of a value, each with its path; empty if calls can use it} */
  public List<FieldError> check(KnownProvider provider, JsonNode value) {
    String schema = provider.configSchema();
    if (schema == null) {
      return List.of(new FieldError("not_supported", "The provider has no settings", List.of(FIELD)));
    }
    List<FieldError> errors = schemas.checkSettings(schema, value, FIELD);
    if (!errors.isEmpty()) {
      return errors;
    }
    return switch (UrlTemplate.of(provider.mcpUrl()).expand(value)) {
      case Expansion.Expanded _ -> List.of();
      case Expansion.Refused refused -> List.of(
        new FieldError(
          refused.required() ? "required" : "format",
          FIELD + "." + refused.property() + " " + refused.rule(),
          List.of(FIELD, refused.property())
        )
      );
    };
  }
}
