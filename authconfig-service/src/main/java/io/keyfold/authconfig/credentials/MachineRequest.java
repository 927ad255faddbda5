package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.FieldError;
import io.keyfold.platform.web.InputSchema;
import io.keyfold.schema.AuthMethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A value that asks for a token without a user's consent; it contains no secret.
 *
 * @param grantType how the token is obtained
 * @param scopes scopes to ask for; empty: the app's
 * @param subject for whom the assertion is, e.g. a user of the workspace; null: the app itself
 * @param appId the OAuth app; null: the deployment's, else the tenant's
 */
record MachineRequest(
  KnownOAuth.GrantType grantType,
  List<String> scopes,
  @Nullable String subject,
  @Nullable String appId
) {
  private static final String GRANT_TYPE = "grant_type";
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final InputSchema SCHEMA = InputSchema.compile(
    JsonMapper.shared().readTree(
      """
      {"type":"object","properties":{
      "grant_type":{"enum":["client_credentials","urn:ietf:params:oauth:grant-type:jwt-bearer"]},
      "scopes":{"type":"array","maxItems":200,"items":{"type":"string","minLength":1,"maxLength":300}},
      "subject":{"type":"string","minLength":1,"maxLength":300},
      "provider_auth_credentials_id":{"type":"string","minLength":1,"maxLength":100}},
      "required":["grant_type"],"additionalProperties":false}"""
    )
  );

  /** Copies the list. */
  MachineRequest {
    scopes = List.copyOf(scopes);
  }

  /** {@return whether the value asks for a token} */
  static boolean is(KnownMethod method, SubmittedValue value) {
    return method.type() == AuthMethodType.OAUTH && value.has(GRANT_TYPE);
  }

  /** {@return the request; errors with {@code invalid_data}} */
  static MachineRequest of(SubmittedValue value) {
    List<FieldError> errors = value.check(SCHEMA);
    if (!errors.isEmpty()) {
      throw ApiException.invalid(errors);
    }
    boolean signed = JWT_BEARER.equals(value.text(GRANT_TYPE));
    String subject = value.text("subject");
    if (subject != null && !signed) {
      throw ApiException.invalid("invalid", "Only an assertion has a subject", "value", "subject");
    }
    return new MachineRequest(
      signed ? KnownOAuth.GrantType.JWT_BEARER : KnownOAuth.GrantType.CLIENT_CREDENTIALS,
      value.scopes(),
      subject,
      value.text("provider_auth_credentials_id")
    );
  }
}
