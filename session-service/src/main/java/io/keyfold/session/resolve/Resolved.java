package io.keyfold.session.resolve;

import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.Injection;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.credentials.AuthConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The current credential of a deployment. Holds no plaintext: the credential is still sealed.
 *
 * @param deployment the deployment
 * @param provider its provider
 * @param config the auth config; null if the provider needs none
 * @param reason why it was chosen
 * @param injections how the credential is injected into a call
 */
public record Resolved(
  Deployment deployment,
  PublishedProvider provider,
  @Nullable AuthConfig config,
  Reason reason,
  List<Injection> injections
) {
  /** Copies the injections. */
  public Resolved {
    injections = List.copyOf(injections);
  }

  /** {@return id of the auth config; null if the provider needs none} */
  public @Nullable String authConfigId() {
    return config == null ? null : config.id();
  }

  /** {@return version of the credential; null if the provider needs none} */
  public @Nullable Long credentialVersion() {
    return config == null ? null : config.credentialVersion();
  }

  /** {@return the same with another value of the auth config} */
  public Resolved with(AuthConfig other) {
    return new Resolved(deployment, provider, other, reason, injections);
  }
}
