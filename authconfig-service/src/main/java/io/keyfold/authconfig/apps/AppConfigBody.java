package io.keyfold.authconfig.apps;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registration of an OAuth app with its provider.
 *
 * @param type always {@code oauth}
 * @param clientId the provider's id of the app
 * @param clientSecret the client secret; not together with {@code privateKey}
 * @param privateKey a private key as JSON Web Key, for {@code private_key_jwt}
 * @param clientAuth client authentication, if it differs from the provider's
 * @param scopes scopes to request; empty: the provider's default
 */
record AppConfigBody(
  @Nullable String type,
  String clientId,
  @Nullable SubmittedSecret clientSecret,
  @Nullable SubmittedSecret privateKey,
  @Nullable String clientAuth,
  List<String> scopes
) {}
