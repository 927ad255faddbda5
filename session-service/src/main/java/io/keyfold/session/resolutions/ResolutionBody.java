package io.keyfold.session.resolutions;

import com.fasterxml.jackson.annotation.JsonValue;
import io.keyfold.session.catalogue.Injection;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A resolved credential.
 *
 * @param object always {@code credential_resolution}
 * @param user the caller's user for whom it was resolved
 * @param reason why this credential was chosen
 * @param value the credential; empty if the provider needs none
 * @param injections how to inject it into a call
 */
record ResolutionBody(
  String object,
  String id,
  String providerId,
  String providerDeploymentId,
  @Nullable String sessionId,
  @Nullable String sessionProviderId,
  @Nullable String user,
  @Nullable String authConfigId,
  @Nullable String authMethodId,
  @Nullable Long credentialVersion,
  String reason,
  Value value,
  List<InjectionBody> injections,
  String mcpUrl,
  Instant createdAt
) {
  /** The credential value: serialised to JSON for the caller only and never printed. */
  record Value(@JsonValue JsonNode json) {
    @Override
    public String toString() {
      return "Value[***]";
    }
  }

  /**
   * How to inject a property of the credential into a call.
   *
   * @param place header, bearer or query
   */
  record InjectionBody(String place, @Nullable String name, String property, String prefix) {
    static InjectionBody of(Injection injection) {
      return new InjectionBody(
        injection.place().name().toLowerCase(Locale.ROOT),
        injection.name(),
        injection.property(),
        injection.prefix()
      );
    }
  }
}
