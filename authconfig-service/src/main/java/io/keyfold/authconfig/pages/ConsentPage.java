package io.keyfold.authconfig.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Before the browser goes to a vendor: says what is asked, by whose app, and where the browser goes next. The form's
 * decisions are {@code continue} and {@code cancel}.
 *
 * @param form receives the decision
 * @param provider display name of the provider
 * @param app name of the OAuth app as the vendor shows it; null if unknown
 * @param scopes what the app asks for; may be empty
 * @param nextHost host of the vendor's consent page
 * @param reconnect whether an existing connection is renewed
 * @param chooseOther path of the page that offers other auth methods; null if there is only one
 */
public record ConsentPage(
  PageForm form,
  String provider,
  @Nullable String app,
  List<Scope> scopes,
  String nextHost,
  boolean reconnect,
  @Nullable String chooseOther
) implements Page {
  /** Copies the scopes. */
  public ConsentPage {
    scopes = List.copyOf(scopes);
  }

  /**
   * One permission.
   *
   * @param name name for people
   * @param description what it allows; null if the catalogue does not say
   * @param scope the vendor's name of it
   */
  public record Scope(String name, @Nullable String description, String scope) {}
}
