package io.keyfold.authconfig.setup;

import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.schema.AuthMethodType;
import java.util.List;

/** The auth methods that a user can set up on a page. */
public final class SetupMethods {

  private SetupMethods() {}

  /** {@return the methods of a provider, in the catalogue's order} */
  public static List<KnownMethod> of(KnownProvider provider) {
    return provider.authMethods().stream().filter(SetupMethods::usable).toList();
  }

  /** {@return whether a user can set it up: by consent, or by typing a credential} */
  public static boolean usable(KnownMethod method) {
    KnownOAuth oauth = method.oauth();
    return method.type() == AuthMethodType.OAUTH
      ? oauth != null && oauth.grantType() == KnownOAuth.GrantType.AUTHORIZATION_CODE
      : method.type() != AuthMethodType.UNKNOWN;
  }
}
