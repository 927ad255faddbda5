package io.keyfold.authconfig.pages;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Says what happened and what to do.
 *
 * @param outcome what happened
 * @param provider display name of the provider; null if it is not known to this browser
 * @param account the connected account, after success; null if unknown
 * @param tryAgain path of the page where the user can try again; null if that is impossible
 * @param returnTo where the user came from; null if unknown
 * @param reference request id that the user can report; null if nothing broke
 */
public record OutcomePage(
  Outcome outcome,
  @Nullable String provider,
  @Nullable String account,
  @Nullable String tryAgain,
  @Nullable URI returnTo,
  @Nullable String reference
) implements Page {
  /** {@return a page without details, for a browser that may not see any} */
  public static OutcomePage of(Outcome outcome) {
    return new OutcomePage(outcome, null, null, null, null, null);
  }

  /** {@return the same page with the provider's name} */
  public OutcomePage at(String providerName) {
    return new OutcomePage(outcome, providerName, account, tryAgain, returnTo, reference);
  }

  /** {@return the same page with the connected account} */
  public OutcomePage as(@Nullable String accountName) {
    return new OutcomePage(outcome, provider, accountName, tryAgain, returnTo, reference);
  }

  /** {@return the same page with a button to try again} */
  public OutcomePage again(String path) {
    return new OutcomePage(outcome, provider, account, path, returnTo, reference);
  }

  /** {@return the same page with a link back} */
  public OutcomePage returning(@Nullable URI target) {
    return new OutcomePage(outcome, provider, account, tryAgain, target, reference);
  }

  /** {@return the same page with a request id to report} */
  public OutcomePage referring(String requestId) {
    return new OutcomePage(outcome, provider, account, tryAgain, returnTo, requestId);
  }
}
