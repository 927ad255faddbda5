package io.keyfold.session.catalogue;

import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.platform.toolcall.KnownTool;
import io.keyfold.schema.AuthMethod;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.OAuthEndpoints;
import io.keyfold.schema.OAuthGrantType;
import io.keyfold.schema.Provider;

/** Converts provider events to {@link PublishedProvider}. */
final class Providers {

  private Providers() {}

  static PublishedProvider of(ProviderPublished event) {
    Provider provider = event.getProvider();
    return new PublishedProvider(
      provider.getId(),
      event.getMeta().getVersion(),
      provider.getVersionId(),
      provider.getName(),
      provider.getMcpUrl(),
      provider.getAuthMethods().stream().map(Providers::method).toList(),
      provider.getTools().stream().map(KnownTool::of).toList(),
      provider.getConfigSchema(),
      CallLimits.of(provider.getLimits())
    );
  }

  private static PublishedProvider.Method method(AuthMethod method) {
    return new PublishedProvider.Method(
      method.getId(),
      method.getKey(),
      method.getInjections().stream().map(Providers::injection).toList(),
      method.getType() == AuthMethodType.OAUTH && method.getOutputSchema() != null
        ? method.getOutputSchema()
        : method.getInputSchema(),
      setUpByUsers(method)
    );
  }

  private static boolean setUpByUsers(AuthMethod method) {
    OAuthEndpoints oauth = method.getOauth();
    return method.getType() == AuthMethodType.OAUTH
      ? oauth != null && oauth.getGrantType() == OAuthGrantType.AUTHORIZATION_CODE
      : method.getType() != AuthMethodType.UNKNOWN;
  }

  private static Injection injection(io.keyfold.schema.Injection injection) {
    Injection.Place place = switch (injection.getPlace()) {
      case HEADER -> Injection.Place.HEADER;
      case BEARER -> Injection.Place.BEARER;
      case QUERY -> Injection.Place.QUERY;
      case UNKNOWN -> Injection.Place.UNKNOWN;
    };
    boolean named = place == Injection.Place.BEARER || injection.getName() != null;
    // A fold must not fail; an injection of an unknown kind is rejected on use.
    return new Injection(
      named ? place : Injection.Place.UNKNOWN,
      injection.getName(),
      injection.getProperty(),
      injection.getPrefix()
    );
  }
}
