package io.keyfold.authconfig.registration;

import io.keyfold.authconfig.branding.PublicLinks;
import io.keyfold.authconfig.oauth.discovery.OurClient;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf Keyfold becomes a client.
 *
 * @param tenant the tenant
 * @param base base URL of its pages
 * @param name name that users see when they consent; null: Keyfold's
 * @param actor who caused it
 * @param requestId id of the request
 */
public record Requester(TenantId tenant, String base, @Nullable String name, Actor actor, String requestId) {
  private static final String KEYFOLD = "Keyfold";

  OurClient client(String providerId, EgressPolicy policy) {
    return client(base, name, providerId, policy);
  }

  /** The metadata document is of use only where an authorization server may fetch it: at https. */
  static OurClient client(String base, @Nullable String name, String providerId, EgressPolicy policy) {
    String document = base + ClientMetadataController.PATH + providerId;
    return new OurClient(
      Objects.requireNonNullElse(name, KEYFOLD),
      List.of(URI.create(base + PublicLinks.CALLBACK + providerId)),
      policy.refusal(document).isPresent() ? null : URI.create(document),
      null
    );
  }
}
