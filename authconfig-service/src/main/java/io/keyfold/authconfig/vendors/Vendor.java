package io.keyfold.authconfig.vendors;

import io.keyfold.authconfig.oauth.discovery.AuthorizationServer;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vendor of an OAuth method.
 *
 * @param oauth its endpoints and behaviour
 * @param defaultScopes scopes that are requested if the app names none
 * @param server what it says about itself; null for a vendor of the catalogue
 */
public record Vendor(VendorOAuth oauth, List<String> defaultScopes, @Nullable AuthorizationServer server) {
  /** Copies the list. */
  public Vendor {
    defaultScopes = List.copyOf(defaultScopes);
  }
}
