package io.keyfold.session.mcp;

import io.keyfold.platform.id.TenantId;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.sessions.SessionProvider;
import java.util.Locale;
import java.util.Optional;

/** Names of providers, as far as this instance knows them. */
final class ProviderNames {

  private final Catalogue catalogue;

  ProviderNames(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** {@return the provider's name for people, if it is known} */
  Optional<String> shown(TenantId tenant, SessionProvider provider) {
    return catalogue
      .known(tenant, provider.deploymentId())
      .flatMap(deployment -> catalogue.knownProvider(tenant, deployment))
      .map(PublishedProvider::name);
  }

  /** {@return the provider's name in lower case, with underscores instead of all but letters and digits} */
  String of(TenantId tenant, SessionProvider provider) {
    String slug = shown(tenant, provider)
      .orElse("")
      .toLowerCase(Locale.ROOT)
      .replaceAll("[^a-z0-9]+", "_")
      .replaceAll("^_|_$", "");
    return slug.isEmpty() ? "provider_" + provider.tag() : slug;
  }
}
