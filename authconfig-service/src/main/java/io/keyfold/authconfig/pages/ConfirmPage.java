package io.keyfold.authconfig.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * After the vendor's consent: names the connected account and the requester, and asks whether the user started this
 * themselves. The form's decisions are {@code confirm} and {@code reject}.
 *
 * @param form receives the decision
 * @param provider display name of the provider
 * @param account the account at the vendor, e.g. a mail address; null if the vendor did not name it
 * @param missing names of the requested permissions that were not granted
 */
public record ConfirmPage(
  PageForm form,
  String provider,
  @Nullable String account,
  List<String> missing
) implements Page {
  /** Copies the names. */
  public ConfirmPage {
    missing = List.copyOf(missing);
  }
}
