package io.keyfold.authconfig.oauth.protocol;

import io.keyfold.authconfig.oauth.Account;
import io.keyfold.authconfig.oauth.VendorText;
import io.keyfold.authconfig.oauth.vendor.AccountSource;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the connected account in a vendor's documents.
 *
 * @param vendor where the vendor names the account
 * @param clientId the app's client id
 * @param guard knows the secrets of the call and its answer
 */
record Accounts(VendorOAuth vendor, String clientId, EchoGuard guard) {
  /** Claims of OpenID Connect Core 5.1. */
  private static final AccountSource ID_TOKEN = new AccountSource(null, "/sub", "/email");

  /** {@return the account that the token response names, itself or in its ID token} */
  @Nullable
  Account of(VendorJson response) {
    AccountSource source = vendor.account();
    Optional<Account> account =
      source == null
        ? IdTokens.claims(response)
            .filter(claims -> IdTokens.meantFor(claims, clientId))
            .flatMap(claims -> read(claims, ID_TOKEN))
        : Optional.of(response)
            .filter(json -> source.userInfo() == null)
            .flatMap(json -> read(json, source));
    return account.orElse(null);
  }

  /** {@return the account that the user info names} */
  Optional<Account> userInfo(byte[] body) {
    return Optional.ofNullable(vendor.account()).flatMap(source ->
      VendorJson.parse(body).flatMap(json -> read(json, source))
    );
  }

  private Optional<Account> read(VendorJson json, AccountSource source) {
    return text(json, source.id()).map(id -> new Account(id, text(json, source.name()).orElse(null)));
  }

  private Optional<String> text(VendorJson json, @Nullable String pointer) {
    return json
      .text(pointer)
      .flatMap(guard::clean)
      .flatMap(text -> VendorText.line(text, Account.MAX_LENGTH));
  }
}
